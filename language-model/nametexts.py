"""Texts with names as training and test data for the component that finds names.

The spans are the proper names that the treebanks mark; their types were given per name. To learn
more than the names of one newspaper, training texts are repeated with other names of the same type
and, in part, in lower case; sentences of an invented interview are filled with names as well.
"""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import DocBin, Span
from treebank import TESTS, Sentence, read_conllu

SEED = 20213
HERE = Path(__file__).parent / "names"
SWAPPED_SHARE = 0.6
LOWER_SHARE = 0.1
FILLED_FRAMES = 40
"""Times that each sentence of the invented interview is filled with names."""
MOST_SENTENCES_IN_A_TEXT = 4
TYPES = ("PER", "LOC", "ORG", "MISC")
_OLDER_LASSY = "train_lassysmall_2016-2018"
_PEOPLE = ("LANGUAGE", "ADJECTIVE", "PEOPLE", "PERSON")
"""The columns of peoples.tsv."""
_INNER = {"van", "de", "den", "der", "ter", "ten", "op", "in", "het", "'t", "el", "ben"}


class Named(NamedTuple):
    """A sentence with its names."""

    text: str
    names: list[tuple[int, int, str]]
    """Start, end and type of each name."""


class Names:
    """The names to fill in, by type."""

    def __init__(self, training: Iterable[Named]) -> None:
        self.first = _lines("first_names.txt")
        self.last = _lines("surnames.txt")
        seen: dict[str, set[str]] = {kind: set() for kind in TYPES}
        for text, names in training:
            for start, end, kind in names:
                seen[kind].add(text[start:end])
        self.places = (_lines("places.txt"), _lines("world.txt"), sorted(seen["LOC"]))
        self.peoples: tuple[tuple[str, ...], ...] = tuple(
            zip(*(row.split("\t") for row in _lines("peoples.tsv")), strict=True)
        )
        self.organisations = (_lines("organisations.txt"), sorted(seen["ORG"]))

    def other(self, kind: str, old: str, dice: random.Random) -> str:
        """Return another name of the type, for a person with as many parts as the old one."""
        if kind == "LOC":
            return dice.choice(dice.choice(self.places))
        if kind == "ORG":
            return dice.choice(dice.choice(self.organisations))
        if kind == "MISC":
            alike: tuple[str, ...] = next((row for row in self.peoples if old in row), (old,))
            return dice.choice(alike)
        if kind != "PER" or not old.replace(" ", "").replace("-", "").replace(".", "").isalpha():
            return old
        if " " in old:
            return self.full_name(dice)
        return dice.choice(self.first if dice.random() < 0.5 else self.last)

    def full_name(self, dice: random.Random) -> str:
        """Return a first name and a surname; its particles are written small."""
        last = dice.choice(self.last).split(" ")
        small = [part.lower() if part.lower() in _INNER else part for part in last[:-1]]
        return " ".join([dice.choice(self.first), *small, last[-1]])


def proper_names(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield first and last + 1 word of the names that the tags and the relation flat mark.

    Adjectives with a capital (Belgische) count as names, as in the training data.
    """
    last: dict[int, int] = {}
    for i, (head, dep) in enumerate(zip(sentence.heads, sentence.deps, strict=True)):
        if dep == "flat":
            last[head] = i
    end = 0
    for i, tag in enumerate(sentence.tags):
        if i < end:
            continue
        until = last.get(i, i) + 1
        parts = sentence.tags[i:until]
        if tag.startswith("N|eigen") or "SPEC|deeleigen" in parts:
            end = until
            yield i, end
        elif _is_name_like(sentence, i):
            yield i, i + 1


def _is_name_like(sentence: Sentence, i: int) -> bool:
    is_adjective = sentence.pos[i] == "ADJ"
    return is_adjective and sentence.lemmas[i][:1].isupper() and sentence.words[i][:1].isupper()


def typed_names(path: Path, types: dict[str, str]) -> Iterator[Named]:
    """Yield the sentences of a treebank with their names; "-" in types means: no name."""
    for sentence in read_conllu(path):
        text, places = sentence.text()
        names = []
        for first, end in proper_names(sentence):
            start, stop = places[first][0], places[end - 1][1]
            is_adjective = end - first == 1 and sentence.pos[first] == "ADJ"
            kind = "MISC" if is_adjective else types.get(text[start:stop], "-")
            if kind != "-":
                names.append((start, stop, kind))
        yield Named(text, names)


def prepare(data: Path, out: Path) -> None:
    """Write the training, dev and test sets of names."""
    nlp = spacy.blank("nl")
    known = _types(data / "ner" / "name_types.tsv")
    records = list(_records(data / "ner" / "train.jsonl.gz"))
    older = known | _types(HERE / "lassy_name_types.tsv")
    records += typed_names(data / "ud" / f"{_OLDER_LASSY}.conllu.gz", older)
    dice = random.Random(SEED)
    training = _texts(records, dice)
    names = Names(records)
    swapped = [_swap(record, names, dice) for record in records if record.names]
    training += _texts([s for s in swapped if dice.random() < SWAPPED_SHARE], dice)
    training += _texts(_interview(names, dice), dice)
    training += [_lower(text) for text in training if dice.random() < LOWER_SHARE]
    _write(nlp, training, out / "ner_train.spacy")
    _write(nlp, list(_records(data / "ner" / "dev.jsonl.gz")), out / "ner_dev.spacy")
    typed = known | _types(HERE / "test_name_types.tsv")
    for part in TESTS:
        test = list(typed_names(data / "ud" / f"{part}.conllu.gz", typed))
        _write(nlp, test, out / f"ner_{part}.spacy")


def _records(path: Path) -> Iterator[Named]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield Named(record["text"], [(start, end, kind) for start, end, kind in record["ents"]])


def _types(path: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows}


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _texts(records: Iterable[Named], dice: random.Random) -> list[Named]:
    """Join sentences to texts of one to MOST_SENTENCES_IN_A_TEXT sentences."""
    joined: list[Named] = []
    room = 0
    for text, names in records:
        if room == 0:
            joined.append(Named(text, list(names)))
            room = dice.randint(1, MOST_SENTENCES_IN_A_TEXT)
        else:
            before = joined.pop()
            base = len(before.text) + 1
            moved = [(base + start, base + end, kind) for start, end, kind in names]
            joined.append(Named(f"{before.text} {text}", before.names + moved))
        room -= 1
    return joined


def _swap(record: Named, names: Names, dice: random.Random) -> Named:
    """Return the sentence with other names."""
    text, moved, done = "", [], 0
    for start, end, kind in sorted(record.names):
        if start < done:
            continue
        text += record.text[done:start]
        new = names.other(kind, record.text[start:end], dice)
        moved.append((len(text), len(text) + len(new), kind))
        text += new
        done = end
    return Named(text + record.text[done:], moved)


def _interview(names: Names, dice: random.Random) -> Iterator[Named]:
    """Yield the sentences of the invented interview, each filled FILLED_FRAMES times."""
    frames = _lines("interview_frames.txt")
    for _ in range(FILLED_FRAMES):
        dice.shuffle(frames)
        for frame in frames:
            yield _fill(frame, names, dice)


def _fill(frame: str, names: Names, dice: random.Random) -> Named:
    text, found = "", []
    for part in frame.replace("}", "{").split("{"):
        new, kind = _filling(part, names, dice)
        if kind:
            found.append((len(text), len(text) + len(new), kind))
        text += new
    return Named(text, found)


def _filling(part: str, names: Names, dice: random.Random) -> tuple[str, str]:
    """Return a name for a gap and its type, or the part itself and no type."""
    if part in _PEOPLE:
        return dice.choice(names.peoples[_PEOPLE.index(part)]), "MISC"
    if part in ("LOC", "ORG"):
        return names.other(part, "", dice), part
    if part == "PER":
        return names.full_name(dice), "PER"
    if part in ("FIRST", "SURNAME"):
        return dice.choice(names.first if part == "FIRST" else names.last), "PER"
    return part, ""


def _lower(record: Named) -> Named:
    lower = record.text.lower()
    return Named(lower, record.names) if len(lower) == len(record.text) else record


def _write(nlp: Language, records: list[Named], path: Path) -> None:
    docs = DocBin(store_user_data=False)
    for text, names in records:
        doc = nlp.make_doc(text)
        spans: list[Span] = []
        for start, end, kind in names:
            span = doc.char_span(start, end, label=kind, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.ents = spacy.util.filter_spans(spans)
        docs.add(doc)
    docs.to_disk(path)
    print(f"{path.name}: {len(docs):,} texts")
