"""The engine that learns what sentences with a code have in common: a linear model per code.

Least squares with a penalty on rows of words, compound parts and letters in context (see
``kernel``). Coded sentences aim at 1, others in what was worked through at 0, refused ones at -1.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.kernel import CONSTANT
from duiding.coding.engines.rows import Floats

ENOUGH = 3
"""Codings of a code from which on the engine speaks."""


@dataclass(slots=True)
class Learned:
    """Linear models of codes."""

    name: str = "learned"
    version: str = "1"
    enough: int = ENOUGH
    _lesson: Lesson | None = field(default=None, repr=False)
    _alpha: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)
    _labels: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)
    _unknown: Any = field(default=None, repr=False)

    def learn(self, lesson: Lesson) -> None:
        """Learn all codes anew."""
        kernel, known = lesson.kernel, lesson.known
        self._lesson = lesson
        self._unknown = np.flatnonzero(~known.is_known[kernel.rows])
        self._labels = np.asarray(known.labels[kernel.rows].toarray())
        labels = known.labels[kernel.rows]
        alpha = np.asarray((labels.T @ kernel.inverse).T)
        if len(self._unknown):
            across = kernel.inverse[:, self._unknown]
            alpha = alpha - across @ np.linalg.solve(across[self._unknown], alpha[self._unknown])
            alpha[self._unknown] = 0.0
        self._alpha = alpha

    def score(self, text_id: str) -> Floats:
        """Return what the models say, about 0 to 1."""
        assert self._lesson is not None
        corpus, kernel = self._lesson.corpus, self._lesson.kernel
        rows = corpus.sources[corpus.places[text_id]]
        if not len(kernel.rows):
            return np.zeros((rows.whole.shape[0], self._labels.shape[1]))
        models = np.asarray(kernel.whole.T @ self._alpha)
        said = rows.whole @ models + CONSTANT * self._alpha.sum(axis=0)
        silent = self._lesson.known.examples.sum(axis=0) < self.enough
        said[:, silent] = 0.0
        return np.asarray(said)

    def held_out(self) -> Floats:
        """Return what the models would say about a source had they not seen it."""
        assert self._lesson is not None
        kernel, examples = self._lesson.kernel, self._lesson.known.examples
        said = np.zeros_like(self._labels)
        sources = kernel.sources()
        unknown = np.zeros(len(sources), dtype=np.bool_)
        unknown[self._unknown] = True
        for source in np.unique(sources):
            rows = np.flatnonzero((sources == source) & ~unknown)
            inner = self._inner(rows)
            said[rows] = self._labels[rows] - np.linalg.solve(inner, self._alpha[rows])
            silent = examples.sum(axis=0) - examples[source] < self.enough
            said[np.ix_(rows, silent)] = 0.0
        return said

    def _inner(self, rows: Any) -> Floats:
        """Return the inverse among rows, as if the unknown rows were not there."""
        assert self._lesson is not None
        inverse = self._lesson.kernel.inverse
        inner = inverse[np.ix_(rows, rows)]
        if len(self._unknown) and len(rows):
            across = inverse[np.ix_(rows, self._unknown)]
            among = inverse[np.ix_(self._unknown, self._unknown)]
            inner = inner - across @ np.linalg.solve(among, across.T)
        return inner

    def sign_weights(self, code: int) -> Floats:
        """Return the weight of each sign in the model of a code."""
        assert self._lesson is not None
        if self._lesson.known.examples[:, code].sum() < self.enough:
            return np.zeros(self._lesson.corpus.whole.shape[1])
        return np.asarray(self._lesson.kernel.whole.T @ self._alpha[:, code])
