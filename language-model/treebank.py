"""Treebanks as training and test data for spaCy.

Sentences are joined into short texts, so that the parser learns where sentences end. A share of
the training texts is added again in lower case without punctuation, as speech recognition gives it.
"""

import gzip
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

SEED = 20211
MOST_SENTENCES_IN_A_TEXT = 8
SPOKEN_SHARE = 0.15
DEV = ("dev_lassysmall", "dev_alpino")
TESTS = ("test_lassysmall", "test_alpino")


@dataclass(slots=True)
class Sentence:
    """The columns of one sentence; heads count from 0, the root is its own head."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)

    def as_spoken(self) -> "Sentence | None":
        """Return the sentence in lower case without punctuation, or None when that breaks it."""
        kept = [i for i, tag in enumerate(self.pos) if tag != "PUNCT"]
        place = {old: new for new, old in enumerate(kept)}
        if not kept or any(self.heads[i] not in place for i in kept):
            return None
        return Sentence(
            words=[self.words[i].lower() for i in kept],
            spaces=[True] * len(kept),
            lemmas=[self.lemmas[i] for i in kept],
            pos=[self.pos[i] for i in kept],
            tags=[self.tags[i] for i in kept],
            morphs=[self.morphs[i] for i in kept],
            heads=[place[self.heads[i]] for i in kept],
            deps=[self.deps[i] for i in kept],
        )

    def text(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the sentence as written, and where each word starts and ends in it."""
        places = []
        text = ""
        for word, blank in zip(self.words, self.spaces, strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + " " * blank
        return text.rstrip(), places


def training_files(data: Path) -> list[Path]:
    """Return the treebank files to learn from, in a fixed order."""
    return sorted((data / "ud").glob("train_*.conllu.gz"))


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a compressed CoNLL-U file."""
    sentence = Sentence()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 10:
                if sentence.words and not line.startswith("#"):
                    yield sentence
                    sentence = Sentence()
                continue
            if columns[0].isdigit():  # neither a range of words nor an empty node
                _add_word(sentence, columns)
    if sentence.words:
        yield sentence


def _add_word(sentence: Sentence, columns: list[str]) -> None:
    head = int(columns[6])
    sentence.words.append(columns[1])
    sentence.lemmas.append(columns[2])
    sentence.pos.append(columns[3])
    sentence.tags.append(columns[4])
    sentence.morphs.append("" if columns[5] == "_" else columns[5])
    sentence.heads.append(head - 1 if head else len(sentence.words) - 1)
    sentence.deps.append(columns[7] if head else "ROOT")
    sentence.spaces.append("SpaceAfter=No" not in columns[9])


def texts(sentences: Iterable[Sentence], dice: random.Random) -> Iterator[list[Sentence]]:
    """Yield runs of one to MOST_SENTENCES_IN_A_TEXT sentences."""
    run: list[Sentence] = []
    size = dice.randint(1, MOST_SENTENCES_IN_A_TEXT)
    for sentence in sentences:
        run.append(sentence)
        if len(run) >= size:
            yield run
            run, size = [], dice.randint(1, MOST_SENTENCES_IN_A_TEXT)
    if run:
        yield run


def to_doc(nlp: Language, run: list[Sentence]) -> Doc:
    """Return a text of several sentences with all its annotations."""
    joined = Sentence()
    for sentence in run:
        base = len(joined.words)
        joined.words += sentence.words
        joined.spaces += [*sentence.spaces[:-1], True]
        joined.lemmas += sentence.lemmas
        joined.pos += sentence.pos
        joined.tags += sentence.tags
        joined.morphs += sentence.morphs
        joined.heads += [head + base for head in sentence.heads]
        joined.deps += sentence.deps
    return Doc(
        nlp.vocab,
        words=joined.words,
        spaces=joined.spaces,
        lemmas=joined.lemmas,
        pos=joined.pos,
        tags=joined.tags,
        morphs=joined.morphs,
        heads=joined.heads,
        deps=joined.deps,
    )


def prepare(data: Path, out: Path) -> None:
    """Write the training, dev and test sets of the treebanks."""
    nlp = spacy.blank("nl")
    dice = random.Random(SEED)
    training = DocBin(store_user_data=False)
    for path in training_files(data):
        for run in texts(read_conllu(path), dice):
            training.add(to_doc(nlp, run))
            if dice.random() < SPOKEN_SHARE:
                spoken = [s for sentence in run if (s := sentence.as_spoken())]
                if spoken:
                    training.add(to_doc(nlp, spoken))
    _write(training, out / "train.spacy")
    dev = DocBin(store_user_data=False)
    for part in (*DEV, *TESTS):
        docs = DocBin(store_user_data=False)
        for run in texts(read_conllu(data / "ud" / f"{part}.conllu.gz"), random.Random(SEED)):
            doc = to_doc(nlp, run)
            docs.add(doc)
            if part in DEV:
                dev.add(doc)
        _write(docs, out / f"{part}.spacy")
    _write(dev, out / "dev.spacy")
    for part in TESTS:
        docs = DocBin(store_user_data=False)
        for run in texts(read_conllu(data / "ud" / f"{part}.conllu.gz"), random.Random(SEED)):
            spoken = [s for sentence in run if (s := sentence.as_spoken())]
            if spoken:
                docs.add(to_doc(nlp, spoken))
        _write(docs, out / f"{part}_spoken.spacy")


def leaks(data: Path) -> list[str]:
    """Return the test sentences of more than three words that also occur in the training files."""
    learned = {
        normalised(sentence) for path in training_files(data) for sentence in read_conllu(path)
    }
    return [
        " ".join(sentence.words)
        for part in TESTS
        for sentence in read_conllu(data / "ud" / f"{part}.conllu.gz")
        if len(sentence.words) > 3 and normalised(sentence) in learned
    ]


def normalised(sentence: Sentence) -> str:
    """Return the letters and figures of a sentence in lower case."""
    return "".join(sign for word in sentence.words for sign in word.lower() if sign.isalnum())


def _write(docs: DocBin, path: Path) -> None:
    docs.to_disk(path)
    print(f"{path.name}: {len(docs):,} texts")
