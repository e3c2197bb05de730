"""The engine that needs no codings: what the codebook says, held against what is said.

Names, keywords, definitions, rules and examples of a code together are one description. The score
is how alike a sentence and a description are (cosine of words and compound parts, and of letters),
each block at most 1. Nearly all words of a definition are common ones, which weigh little.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.rows import Floats


@dataclass(slots=True)
class Terms:
    """Words of the codebook."""

    described: Any = field(repr=False)
    """Sparse, codes by signs: what the codebook says about each code, weighed."""
    name: str = "terms"
    version: str = "2"
    _lesson: Lesson | None = field(default=None, repr=False)
    _scores: dict[str, tuple[Floats, Floats, Floats]] = field(default_factory=dict, repr=False)

    def learn(self, lesson: Lesson) -> None:
        """Take in which sources there are; codings change nothing."""
        if self._lesson is not None and self._lesson.corpus is not lesson.corpus:
            self._scores.clear()
        self._lesson = lesson

    def score(self, text_id: str) -> Floats:
        """Return how alike each sentence and each description are."""
        return self.around(text_id)[0]

    def around(self, text_id: str) -> tuple[Floats, Floats, Floats]:
        """Return the scores of sentences, of their neighbours and of what was asked before."""
        assert self._lesson is not None
        if text_id not in self._scores:
            corpus = self._lesson.corpus
            rows = corpus.sources[corpus.places[text_id]]
            described = self.described.T
            own = np.asarray((rows.own @ described).toarray())
            asked = np.asarray((rows.asked @ described).toarray())
            source = rows.source
            self._scores[text_id] = (own, source.beside @ own, source.after @ asked)
        return self._scores[text_id]

    def held_out(self) -> Floats:
        """Return the scores of the training rows."""
        return self.held_out_around()[0]

    def held_out_around(self) -> tuple[Floats, Floats, Floats]:
        """Return the scores of the training rows, their neighbours and the questions before."""
        assert self._lesson is not None
        corpus, rows = self._lesson.corpus, self._lesson.kernel.rows
        every = [self.around(s.source.text_id) for s in corpus.sources]
        own, beside, asked = (np.vstack(scores) for scores in zip(*every, strict=True))
        return own[rows], beside[rows], asked[rows]

    def sign_weights(self, code: int) -> Floats:
        """Return what each sign weighs in the description of a code."""
        weights: Floats = self.described[[code]].toarray()[0]
        return weights
