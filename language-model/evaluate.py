"""Scores of a pipeline on the test sets."""

import re
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import DocBin
from spacy.training import Example

SCORES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
TREEBANKS = {
    "LassySmall test": ("test_lassysmall",),
    "Alpino test": ("test_alpino",),
    "both tests": ("test_lassysmall", "test_alpino"),
    "dev": ("dev",),
    "both tests, no capitals or marks": ("test_lassysmall_spoken", "test_alpino_spoken"),
}
NAMES = {
    "dev": ("ner_dev",),
    "LassySmall test": ("ner_test_lassysmall",),
    "Alpino test": ("ner_test_alpino",),
}
_TURN = re.compile(r"[^:]{1,20}: (.*)")


def evaluate(pipeline: Path, prepared: Path, data: Path) -> dict[str, Any]:
    """Return the scores of a pipeline: by test set, and of sentences in invented interviews."""
    nlp = spacy.load(pipeline)
    scores: dict[str, Any] = {"treebanks": {}, "names": {}}
    for title, parts in TREEBANKS.items():
        examples = _examples(nlp, prepared, parts)
        found = Scorer(nlp).score(examples)
        row = {name: round(found[name], 4) for name in SCORES}
        row["caseless_lemma_acc"] = round(_caseless(examples), 4)
        row["marked_sents_f"] = round(_marked_sentences(examples), 4)
        row["words"] = sum(len(example.reference) for example in examples)
        scores["treebanks"][title] = row
        print(title, row, flush=True)
    for title, parts in NAMES.items() if "ner" in nlp.pipe_names else ():
        examples = _examples(nlp, prepared, parts)
        found = Scorer(nlp).score(examples)
        row = {name: round(found[name], 4) for name in ("ents_p", "ents_r", "ents_f")}
        by_type = {kind: round(s["f"], 4) for kind, s in sorted(found["ents_per_type"].items())}
        row |= by_type | {"span_f": round(_span_f(examples), 4)}
        row["names"] = sum(len(example.reference.ents) for example in examples)
        scores["names"][title] = row
        print("names,", title, row, flush=True)
    turns = data / "interview_gold.txt"
    if turns.is_file():
        scores["interview"] = _interview(nlp, turns)
        print("interview", scores["interview"])
    return scores


def _examples(nlp: Language, prepared: Path, parts: tuple[str, ...]) -> list[Example]:
    """Return the texts of some test sets as annotated from the raw text, each with the gold one."""
    gold = [
        doc
        for part in parts
        for doc in DocBin().from_disk(prepared / f"{part}.spacy").get_docs(nlp.vocab)
    ]
    told = nlp.pipe([doc.text for doc in gold])
    return [Example(*pair) for pair in zip(told, gold, strict=True)]


def _caseless(examples: list[Example]) -> float:
    """Return the share of words with the right lemma when capitals do not count."""
    right = total = 0
    for example in examples:
        gold = example.get_aligned("LEMMA", as_string=True)
        for token, lemma in zip(example.predicted, gold, strict=True):
            if lemma:
                total += 1
                right += token.lemma_.lower() == lemma.lower()
    return right / total


def _marked_sentences(examples: list[Example]) -> float:
    """Return the F score of sentences' starts after a full stop, question or exclamation mark."""
    right = total = 0
    for example in examples:
        found, gold = (
            {
                token.idx
                for token in doc[1:]
                if token.is_sent_start and doc[token.i - 1].text in ".?!"
            }
            for doc in (example.predicted, example.reference)
        )
        right += len(found & gold)
        total += len(found) + len(gold)
    return 2 * right / max(total, 1)


def _span_f(examples: list[Example]) -> float:
    """Return the F score of names when the type does not count."""
    right = total = 0
    for example in examples:
        found = {(ent.start_char, ent.end_char) for ent in example.predicted.ents}
        gold = {(ent.start_char, ent.end_char) for ent in example.reference.ents}
        right += len(found & gold)
        total += len(found) + len(gold)
    return 2 * right / total


def _interview(nlp: Language, path: Path) -> dict[str, float]:
    """Return how well the ends of sentences inside turns are found; ‖ marks the right ones."""
    right = found = gold = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        turn = _TURN.fullmatch(line)
        if line.startswith("#") or not turn:
            continue
        sentences = [sentence.strip() for sentence in turn[1].split("‖")]
        text, starts = "", set()
        for sentence in sentences:
            starts.add(len(text))
            text += sentence + " "
        told = {sent.start_char for sent in nlp(text.rstrip()).sents} - {0}
        starts -= {0}
        right, found, gold = right + len(told & starts), found + len(told), gold + len(starts)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f": round(f, 4),
        "boundaries": gold,
    }
