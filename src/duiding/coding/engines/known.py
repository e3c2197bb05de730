"""What may be learned from: the codings and decisions that one coder may know of.

For a source of which others have coded the same text, none of their codings there is known, so
that a second coder works blind; what others coded elsewhere is known, or not at all, by choice.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import numpy as np
from scipy import sparse

from duiding.coding.engines.rows import Integers, SourceRows, Truths, WeighedRows
from duiding.coding.model import Mark

NEARLY_ALL = 0.8
"""A source of which so much lies before the last coding is worked through."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sources of a study as rows; the rows have one number throughout."""

    sources: tuple[WeighedRows, ...]
    firsts: tuple[int, ...]
    """The number of the first row of each source, and that after the last one."""
    places: Mapping[str, int]
    """The place of each text among the sources."""
    whole: Any = field(repr=False)
    """The sentences of all sources in context."""

    @classmethod
    def of(cls, sources: Sequence[WeighedRows]) -> "Corpus":
        """Put sources together."""
        firsts = (0, *accumulate(len(s.source.sentences) for s in sources))
        places = {s.source.text_id: place for place, s in enumerate(sources)}
        whole = sparse.csr_array(sparse.vstack([s.whole for s in sources], format="csr"))
        return cls(tuple(sources), firsts, places, whole)

    @property
    def size(self) -> int:
        """The number of rows."""
        return self.firsts[-1]

    @property
    def lengths(self) -> Integers:
        """The number of words of each row."""
        return np.concatenate([s.source.lengths for s in self.sources])

    def rows(self, text_id: str) -> slice:
        """Return the rows of a text."""
        place = self.places[text_id]
        return slice(self.firsts[place], self.firsts[place + 1])

    def source_of(self, row: int) -> tuple[SourceRows, int]:
        """Return the source of a row and the number of the sentence in it."""
        place = bisect_right(self.firsts, row) - 1
        return self.sources[place].source, row - self.firsts[place]

    def touched(self, mark: Mark) -> list[int]:
        """Return the rows that a mark touches."""
        place = self.places.get(mark.text_id)
        if place is None:
            return []
        first = self.firsts[place]
        source = self.sources[place].source
        return [first + row for row in source.overlapping(mark.start, mark.end)]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the rows: which code stands where, and where a coder has looked."""

    labels: Any = field(repr=False)
    """Sparse, rows by codes: 1 for coded, -1 for refused."""
    is_known: Truths = field(repr=False)
    marks: Mapping[tuple[int, int], Mark] = field(repr=False)
    """A coding for each row and code."""
    examples: Integers = field(repr=False)
    """Codings by code, and in which source: sources by codes."""

    @classmethod
    def of(cls, corpus: Corpus, marks: Iterable[Mark], codes: Mapping[str, int]) -> "Known":
        """Return what marks tell about the rows; ``codes`` numbers the codes."""
        labels: dict[tuple[int, int], float] = {}
        coded: dict[tuple[int, int], Mark] = {}
        examples = np.zeros((len(corpus.sources), len(codes)), dtype=np.int64)
        last: dict[tuple[str, str], int] = defaultdict(int)
        for mark in marks:
            code, rows = codes.get(mark.code_id), corpus.touched(mark)
            if not rows:
                continue
            if not mark.is_refused:
                key = mark.text_id, mark.coder_id
                last[key] = max(last[key], rows[-1])
            if code is None:
                continue
            if not mark.is_refused:
                examples[corpus.places[mark.text_id], code] += 1
            for row in rows:
                if mark.is_refused:
                    labels.setdefault((row, code), -1.0)
                else:
                    labels[row, code] = 1.0
                    coded.setdefault((row, code), mark)
        is_known = np.zeros(corpus.size, dtype=np.bool_)
        for (text_id, _coder), row in last.items():
            is_known[_looked_through(corpus, text_id, row)] = True
        is_known[[row for row, _code in labels]] = True
        return cls(_matrix(labels, (corpus.size, len(codes))), is_known, coded, examples)


def _looked_through(corpus: Corpus, text_id: str, last: int) -> slice:
    """Return the rows from the start of a text to the end of the turn of the last coding."""
    rows = corpus.rows(text_id)
    if last - rows.start >= NEARLY_ALL * (rows.stop - rows.start):
        return rows
    source, sentence = corpus.source_of(last)
    turn = source.sentences[sentence].turn
    stop = bisect_right(source.sentences, turn, key=lambda s: s.turn)
    return slice(rows.start, rows.start + stop)


def _matrix(labels: Mapping[tuple[int, int], float], shape: tuple[int, int]) -> Any:
    rows, columns = zip(*labels, strict=True) if labels else ((), ())
    values = np.array(list(labels.values()))
    return sparse.csr_array((values, (list(rows), list(columns))), shape=shape)


def visible(
    marks: Iterable[Mark], coder_id: str, *, blind_in: str | None, own_only: bool
) -> Iterator[Mark]:
    """Yield the marks that a coder may know of, blind to those of others in one text."""
    for mark in marks:
        if mark.coder_id == coder_id or not (own_only or mark.text_id == blind_in):
            yield mark
