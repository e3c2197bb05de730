"""The engine that looks for coded fragments like a sentence: the three nearest per code.

Likeness is the cosine of rows in context. The score is that of the nearest fragment, half that of
the second and a quarter of the third. A fragment in the same turn does not count: a row and its
neighbour are alike because they are each other's context, and who coded the one has read the other.
"""

from dataclasses import dataclass, field

import numpy as np

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.rows import Floats, Integers, Singles
from duiding.coding.model import Neighbour

ENOUGH = 1
"""Codings of a code from which on the engine speaks."""
SHARES = (1.0, 0.5, 0.25)
MOST_NEIGHBOURS = 3
LEAST_LIKENESS = 0.1
"""A fragment that is less alike is no reason."""


@dataclass(slots=True)
class Nearest:
    """The likeness to coded fragments."""

    name: str = "nearest"
    version: str = "2"
    enough: int = ENOUGH
    _lesson: Lesson | None = field(default=None, repr=False)
    _coded: dict[int, Integers] = field(default_factory=dict, repr=False)
    """By code, the places of its coded rows among the training rows."""
    _likeness: tuple[str, Floats] = field(default=("", np.zeros((0, 0))), repr=False)

    def learn(self, lesson: Lesson) -> None:
        """Take in the coded fragments."""
        self._lesson, self._likeness = lesson, ("", np.zeros((0, 0)))
        labels = lesson.known.labels[lesson.kernel.rows].tocsc()
        self._coded = {}
        for code in range(labels.shape[1]):
            part = slice(labels.indptr[code], labels.indptr[code + 1])
            rows = np.sort(labels.indices[part][labels.data[part] > 0])
            if len(rows) and lesson.known.examples[:, code].sum() >= self.enough:
                self._coded[code] = rows

    def score(self, text_id: str) -> Floats:
        """Return the likeness to the nearest fragments of each code."""
        return self._scores(self._alike(text_id))

    def held_out(self) -> Floats:
        """Return the likeness of the training rows to fragments in other sources."""
        assert self._lesson is not None
        kernel = self._lesson.kernel
        sources = kernel.sources()
        lengths = _lengths(np.diag(kernel.likeness))
        alike = kernel.likeness / lengths
        alike /= lengths[:, None]
        for source in np.unique(sources):
            rows = np.flatnonzero(sources == source)
            alike[rows[0] : rows[-1] + 1, rows[0] : rows[-1] + 1] = 0.0
        return self._scores(alike)

    def _scores(self, alike: Floats | Singles) -> Floats:
        assert self._lesson is not None
        scores = np.zeros((alike.shape[0], self._lesson.known.labels.shape[1]))
        for code, rows in self._coded.items():
            found = alike[:, rows].astype(float)
            if found.shape[1] > len(SHARES):
                found = np.partition(found, -len(SHARES), axis=1)[:, -len(SHARES) :]
            found = -np.sort(-found, axis=1)
            scores[:, code] = found @ np.array(SHARES[: found.shape[1]])
        return scores

    def _alike(self, text_id: str) -> Floats:
        """Return the cosines of the sentences of a source and the training rows."""
        assert self._lesson is not None
        if self._likeness[0] != text_id:
            corpus, kernel = self._lesson.corpus, self._lesson.kernel
            whole = corpus.sources[corpus.places[text_id]].whole
            alike = np.asarray((whole @ kernel.whole.T).toarray())
            alike /= _lengths(np.asarray(whole.multiply(whole).sum(axis=1)))[:, None]
            alike /= _lengths(np.diag(kernel.likeness))
            source = corpus.sources[corpus.places[text_id]].source
            turns = np.array([s.turn for s in source.sentences], dtype=np.int64)
            places = kernel.rows - corpus.rows(text_id).start
            own = np.flatnonzero((places >= 0) & (places < len(turns)))
            alike[:, own] *= turns[:, None] != turns[places[own]]
            self._likeness = (text_id, alike)
        return self._likeness[1]

    def neighbours(self, text_id: str, row: int, code: int, code_id: str) -> tuple[Neighbour, ...]:
        """Return at most three coded fragments that a sentence is like, the nearest first."""
        assert self._lesson is not None
        rows = self._coded.get(code, np.zeros(0, dtype=np.int64))
        alike = self._alike(text_id)[row, rows]
        found: list[Neighbour] = []
        for place in np.argsort(-alike, kind="stable"):
            if alike[place] < LEAST_LIKENESS or len(found) == MOST_NEIGHBOURS:
                break
            number = int(self._lesson.kernel.rows[rows[place]])
            fragment = self._lesson.known.marks[number, code].fragment
            if all(fragment != other.fragment for other in found):
                found.append(Neighbour(fragment, code_id, round(float(alike[place]), 3)))
        return tuple(found)

    def sign_weights(self, code: int) -> Floats:
        """Return how heavy each sign is in the coded fragments, together of length one."""
        assert self._lesson is not None
        kernel = self._lesson.kernel
        rows = self._coded.get(code)
        if rows is None:
            return np.zeros(self._lesson.corpus.whole.shape[1])
        total = np.asarray(kernel.whole[rows].sum(axis=0)).ravel()
        return np.asarray(total / (np.sqrt(total @ total) or 1.0))


def _lengths(squares: Floats | Singles) -> Floats:
    return np.asarray(np.sqrt(np.where(squares > 0, squares, 1.0)), dtype=float)
