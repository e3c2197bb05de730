"""The sentences that are learned from, with how alike they are, and what follows from that once.

A linear model by least squares with a penalty (ridge) needs, whatever the code, one inverse: that
of the likeness of all training sentences, with the penalty on its diagonal. With it, each code
costs one product, and what the model would say had it not seen a source follows exactly, without
training again: for the rows R of that source, ``y - inverse[R, R]^-1 (inverse y)[R]``.
A sentence more or less changes the inverse in the time of one product too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
from scipy.linalg import lapack

from duiding.coding.engines.known import Corpus, Known
from duiding.coding.engines.rows import Floats, Integers, Singles
from duiding.coding.model import Mark

MOST_ROWS = 2400
MOST_CODED = 1900
FEWEST_WORDS = 4
"""Sentences with fewer words are learned from only when somebody coded them."""
PENALTY = 3.0
CONSTANT = 1.0
"""Added to each likeness: the place of the constant of the model."""
_FEW = 64
_BLOCK = 256


@dataclass(slots=True)
class Kernel:
    """Training rows and their likeness; kept up to date by ``update``."""

    corpus: Corpus | None = None
    rows: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64), repr=False)
    """Numbers of the rows in the corpus, ascending."""
    likeness: Singles = field(default_factory=lambda: np.zeros((0, 0), np.float32), repr=False)
    inverse: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)

    @property
    def whole(self) -> Any:
        """The training rows in context."""
        assert self.corpus is not None
        return self.corpus.whole[self.rows]

    def update(self, corpus: Corpus, rows: Integers) -> bool:
        """Let these be the training rows, in ascending order; return whether they changed."""
        fresh = np.setdiff1d(rows, self.rows)
        gone = np.setdiff1d(self.rows, rows)
        if corpus is not self.corpus or len(fresh) + len(gone) > _FEW:
            self._build(corpus, rows)
            return True
        if len(gone):
            self._drop(np.isin(self.rows, gone))
        if len(fresh):
            self._add(corpus, fresh)
        if len(fresh):
            order = np.argsort(self.rows)
            self.rows = self.rows[order]
            self.likeness = self.likeness[np.ix_(order, order)]
            self.inverse = self.inverse[np.ix_(order, order)]
        return len(fresh) + len(gone) > 0

    def _build(self, corpus: Corpus, rows: Integers) -> None:
        self.corpus, self.rows = corpus, rows
        self.inverse = np.zeros((0, 0))  # let go of the old one first
        whole, size = corpus.whole[rows], len(rows)
        self.likeness = np.zeros((size, size), dtype=np.float32)
        penalised = np.zeros((size, size))
        for first in range(0, size, _BLOCK):
            part = slice(first, first + _BLOCK)
            penalised[part] = (whole[part] @ whole.T).toarray()
            self.likeness[part] = penalised[part]
        penalised += CONSTANT
        penalised[np.diag_indices_from(penalised)] += PENALTY
        self.inverse = inverted(penalised)

    def _drop(self, gone: Any) -> None:
        stay = np.flatnonzero(~gone)
        left, cut = self.inverse[np.ix_(stay, stay)], self.inverse[np.ix_(stay, gone)]
        self.inverse = left - cut @ np.linalg.solve(self.inverse[np.ix_(gone, gone)], cut.T)
        self.likeness = self.likeness[np.ix_(stay, stay)]
        self.rows = self.rows[stay]

    def _add(self, corpus: Corpus, fresh: Integers) -> None:
        new = corpus.whole[fresh]
        among = np.asarray((new @ new.T).toarray())
        across = np.asarray((self.whole @ new.T).toarray())
        towards = self.inverse @ (across + CONSTANT)
        rest = among + CONSTANT + PENALTY * np.eye(len(fresh)) - (across + CONSTANT).T @ towards
        corner = np.linalg.inv(rest)
        side = -towards @ corner
        self.inverse = np.block([[self.inverse - side @ towards.T, side], [side.T, corner]])
        likeness = np.block([[self.likeness, across], [across.T, among]])
        self.likeness = likeness.astype(np.float32)
        self.rows = np.concatenate([self.rows, fresh])

    def sources(self) -> Integers:
        """Return the place of the source of each training row."""
        assert self.corpus is not None
        return np.searchsorted(self.corpus.firsts, self.rows, side="right") - 1


def inverted(matrix: Floats) -> Floats:
    """Return the inverse of a symmetric matrix with positive eigenvalues; it is overwritten."""
    if not len(matrix):
        return matrix
    factor, fault = lapack.dpotrf(matrix.T, lower=1, overwrite_a=1)
    assert not fault, "a likeness with a penalty has positive eigenvalues"
    half, _fault = lapack.dpotri(factor, lower=1, overwrite_c=1)
    inverse: Floats = half.T  # its upper half is filled
    for row in range(1, len(inverse)):
        inverse[row, :row] = inverse[:row, row]
    return inverse


def training_rows(corpus: Corpus, marks: Iterable[Mark], known: Known) -> Integers:
    """Choose the rows to learn from: the coded ones, then as many others as may be.

    ``known`` is what all marks together tell. Of very many coded sentences those of rare codes
    come first; the others are drawn by chance that is the same every time.
    """
    order: dict[int, int] = {}
    seen: dict[str, int] = {}
    for mark in marks:
        seen[mark.code_id] = seen.get(mark.code_id, 0) + 1
        for row in corpus.touched(mark):
            order[row] = min(order.get(row, seen[mark.code_id]), seen[mark.code_id])
    coded = sorted(sorted(order), key=order.__getitem__)[:MOST_CODED]
    others = known.is_known & (corpus.lengths >= FEWEST_WORDS)
    others[list(order)] = False
    drawn = sorted(np.flatnonzero(others).tolist(), key=lambda row: _chance(corpus, row))
    return np.array(sorted(coded + drawn[: MOST_ROWS - len(coded)]), dtype=np.int64)


def _chance(corpus: Corpus, row: int) -> tuple[int, int]:
    source, sentence = corpus.source_of(row)
    start, end = source.span(sentence)
    return crc32(source.text[start:end].encode()), row
