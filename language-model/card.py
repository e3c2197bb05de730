"""The model card: what the pipeline is, where it comes from, and how good it is."""

from datetime import UTC, datetime
from typing import Any

from package import FOLDER, LICENCE, SPACY, VERSION

COLUMNS = {
    "tag_acc": "tag",
    "pos_acc": "pos",
    "morph_acc": "morph",
    "lemma_acc": "lemma",
    "dep_uas": "uas",
    "dep_las": "las",
    "sents_f": "sentence F",
}
PUBLISHED = {
    "tag_acc": 0.940,
    "pos_acc": 0.958,
    "morph_acc": 0.951,
    "lemma_acc": 0.950,
    "dep_uas": 0.857,
    "dep_las": 0.805,
    "sents_f": 0.865,
}
"""nl_core_news_sm 3.8 on UD Dutch LassySmall and Alpino, v2.8, as its makers publish it."""
PUBLISHED_NER = 0.715

_TEXT = """# Model card: {folder} {version}

A Dutch pipeline for spaCy {spacy}, made for interview transcripts and shipped with duiding. It
is used when no other Dutch pipeline is installed. {date}; {size:.1f} MB; CPU only; licence
{licence}, see NOTICE.md.

Components: tok2vec, morphologizer, tagger, parser (also finds the sentences), lemmatizer
(edit trees), ner (PER, LOC, ORG, MISC, with a tok2vec of its own), attribute_ruler (short forms of
spoken Dutch).

## Intended use and limits

For suggesting codes, searching on lemmas, splitting sentences and pointing at names, always with a
person who decides. Not for taking all names out of a text without a check: about one name in
{missed} is missed or cut wrongly. The treebanks are newspapers, encyclopedia articles and questions
from before 2018; spoken Dutch, dialect and names of later years are rarer there than in interviews.
Without capitals and punctuation the sentences are not found (see the table): split such text by
turns.

## Scores

Share of words (tag: the detailed tag; uas, las: attachment without and with label), on raw text,
tokenised by the pipeline.

{treebanks}

The published figures are of LassySmall and Alpino of release 2.8; ours are of May 2025, so no row
is of the very same sentences. Which part was measured is not said with them: in 2018 the makers of
spaCy wrote that figures on UD treebanks were those of the development set (explosion/spaCy, issue
1856). Beside "dev" this pipeline is as good or better in every column, beside the tests in lemmas
only. Lemmas when capitals do not count: {caseless:.3f} on both tests.

Starts of sentences after a full stop, question or exclamation mark: F {marked:.3f} on both tests.
What is wrong beyond that is mostly headings and entries of lists without a mark, which stand on one
line in the test sets.

At {turns} ends of sentences inside the turns of invented interviews: precision {precision:.3f},
recall {recall:.3f}; what is too much are mostly cuts after a colon, dots or a quotation mark.

## Names

| | n | precision | recall | F | LOC | MISC | ORG | PER | F, type aside |
|---|---|---|---|---|---|---|---|---|---|
{names}

The spans are the proper names of the treebanks, adjectives of places included (MISC); the types
were given per name for this project, for new names of the test sets by hand, without sight of a
model. The published F of nl_core_news_sm 3.8 is {published_ner:.3f}, with another set of labels (18
types, dates and numbers included) on another test set: the two say nothing about each other.

## Training data

| | words | licence |
|---|---|---|
| Alpino Treebank, sections cdb, qa, eans, wpspel, suites, yellow pages | 215,323 | CC BY-SA 4.0 |
| UD Dutch LassySmall, part of dev; releases 2016-12 to 2018-01 | 94,905 | CC BY-SA 4.0 |

Attribution: Gosse Bouma, Gertjan van Noord, Daniel Zeman, Zdeněk Žabokrtský (UD Dutch LassySmall
and Alpino); Leonoor van der Beek, Gosse Bouma, Rob Malouf, Gertjan van Noord (Alpino Treebank);
Gertjan van Noord and others (Lassy).

No test sentence of more than five words is in the training files, compared on letters and figures;
one of five, a name, is. No document of a test set is in them. How it was made, with all settings:
`language-model/` in duiding's repository.
"""


def card(scores: dict[str, Any], size: int) -> str:
    """Return the card of a pipeline with these scores and size in bytes."""
    head = f"| | {' | '.join(COLUMNS.values())} | words |\n|{'---|' * (len(COLUMNS) + 2)}"
    rows = [_row("nl_core_news_sm 3.8, published", PUBLISHED)]
    rows += [_row(title, row) for title, row in scores["treebanks"].items()]
    names = [_name_row(title, row) for title, row in scores["names"].items()]
    recall = scores["names"]["LassySmall test"]["ents_r"]
    return _TEXT.format(
        folder=FOLDER,
        version=VERSION,
        spacy=SPACY,
        date=f"{datetime.now(UTC):%d %B %Y}".lstrip("0"),
        size=size / 1e6,
        licence=LICENCE,
        missed=f"{1 / max(1 - recall, 0.01):.0f}",
        treebanks="\n".join([head, *rows]),
        caseless=scores["treebanks"]["both tests"]["caseless_lemma_acc"],
        marked=scores["treebanks"]["both tests"]["marked_sents_f"],
        turns=scores["interview"]["boundaries"],
        precision=scores["interview"]["precision"],
        recall=scores["interview"]["recall"],
        names="\n".join(names),
        published_ner=PUBLISHED_NER,
    )


def _row(title: str, row: dict[str, float]) -> str:
    words = f"{row['words']:,}" if "words" in row else ""
    return f"| {title} | {' | '.join(f'{row[name]:.3f}' for name in COLUMNS)} | {words} |"


def _name_row(title: str, row: dict[str, float]) -> str:
    kinds = ("ents_p", "ents_r", "ents_f", "LOC", "MISC", "ORG", "PER", "span_f")
    return f"| {title} | {row['names']:,} | {' | '.join(f'{row[kind]:.3f}' for kind in kinds)} |"
