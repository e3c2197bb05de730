"""What a pipeline saw in a text: its words and sentences, as plain data that packs small."""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

PACKING = 1
"""Version of the packed form; another one is made again."""
LARGEST = 1 << 28
"""Bytes of the largest packed form when unpacked: far more than a text of a million words."""

PLAIN_APOSTROPHES = str.maketrans("’‘", "''")


class Token(NamedTuple):
    """A word or mark at ``text[start:end]``."""

    start: int
    end: int
    lower: str
    """The form in lower case, with plain apostrophes."""
    lemma: str
    """The citation form in lower case."""
    pos: str = ""
    """Universal part of speech (``NOUN``, ``VERB`` …); empty when the pipeline does not tell."""
    name: str = ""
    """``PER``, ``ORG``, ``LOC`` or ``MISC`` for a word of a name; empty for all others."""


class Sentence(NamedTuple):
    """A sentence at ``text[start:end]``, with its tokens ``tokens[first:last]``."""

    start: int
    end: int
    turn: int
    """Place of its turn among the turns of the transcript, from 0."""
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """The words and sentences of all turns of a text, in order, with offsets in the whole text."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]


def plain_form(word: str) -> str:
    """Return a word as ``Token.lower`` has it."""
    return word.translate(PLAIN_APOSTROPHES).lower()


def pack(annotation: Annotation) -> bytes:
    """Return an annotation as bytes."""
    tokens, sentences = annotation.tokens, annotation.sentences
    numbers: dict[str, int] = {}
    columns = [
        _steps(token.start for token in tokens),
        array("i", (token.end - token.start for token in tokens)),
    ]
    columns += (
        array("i", (numbers.setdefault(str(token[place]), len(numbers)) for token in tokens))
        for place in range(2, len(Token._fields))
    )
    columns += (
        _steps(sentence[place] for sentence in sentences) for place in range(len(Sentence._fields))
    )
    head = {"packing": PACKING, "texts": list(numbers), "sizes": [len(c) for c in columns]}
    body = b"".join(_little(column).tobytes() for column in columns)
    return zlib.compress(json.dumps(head).encode() + b"\n" + body, 6)


def unpack(packed: bytes) -> Annotation:
    """Return the annotation that ``pack`` made bytes of.

    Raises ValueError for bytes that are damaged or of another version.
    """
    try:
        line, _newline, body = _unpressed(packed).partition(b"\n")
        head = json.loads(line)
        columns, place = [], 0
        for size in head["sizes"] if head["packing"] == PACKING else ():
            column = array("i")
            column.frombytes(body[place : place + size * column.itemsize])
            columns.append(_little(column))
            place += size * column.itemsize
        return _annotation(columns, head["texts"])
    except (zlib.error, LookupError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("damaged annotation") from error


def _unpressed(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    body = unpacker.decompress(packed, LARGEST)
    if not unpacker.eof:
        raise ValueError("cut off, or too large")
    return body


def _annotation(columns: "Sequence[array[int]]", texts: Sequence[str]) -> Annotation:
    starts, lengths, *numbered = columns[: len(Token._fields)]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("no texts")
    begins = list(accumulate(starts))
    ends = (begin + length for begin, length in zip(begins, lengths, strict=True))
    words = ([texts[number] for number in column] for column in numbered)
    tokens = tuple(map(Token._make, zip(begins, ends, *words, strict=True)))
    spans = (accumulate(column) for column in columns[len(Token._fields) :])
    return Annotation(tokens, tuple(map(Sentence._make, zip(*spans, strict=True))))


def _steps(numbers: Iterable[int]) -> "array[int]":
    """Return the differences between numbers, which pack smaller."""
    return array("i", _differences(numbers))


def _differences(numbers: Iterable[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _little(column: "array[int]") -> "array[int]":
    """Return the column in the byte order of the packed form."""
    if sys.byteorder == "big":
        column.byteswap()
    return column
