"""The engine that needs no codings: what the codebook says, held against what is said.

Names, keywords, definitions, rules and examples of a code together are one description. The score
is how alike a sentence and a description are (cosine of words and compound parts, and of letters),
each block at most 1. Nearly all words of a definition are common ones, which weigh little.

A sentence seldom says by itself what it is about, so the same is told of what stands around it:
the sentences beside it in its turn, what was asked right before, the stretch of the conversation
(compared with the whole source), and how much of the source is about the theme of the code
(compared with other sources).
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.known import Corpus
from duiding.coding.engines.rows import Floats, Integers, Singles, WeighedRows

STRETCH = 6
"""Sentences before and after a sentence that make up its stretch of the conversation."""
ASKED = 0.5
"""What a question counts for in a stretch, beside what is said."""
FLOOR = 0.03
"""Added before likenesses are compared: hardly anything is not far above nothing."""
TYPICAL = 0.03
"""Likeness of an average sentence, which stands in for ..."""
UNHEARD = 30
"""... this many more sentences of a source: of a short source it is not yet known what is usual."""


class Around(NamedTuple):
    """How alike descriptions are to sentences and to what stands around: sentences by codes."""

    own: Singles
    beside: Singles
    asked: Singles
    stretch: Singles
    """Logarithm of the likeness here, less that of the whole source."""
    theme: Singles
    """Logarithm of the likeness of the source to the theme, less the mean of all sources."""


@dataclass(slots=True)
class Terms:
    """Words of the codebook."""

    described: Any = field(repr=False)
    """Sparse, codes by signs: what the codebook says about each code, weighed."""
    themes: Integers = field(repr=False)
    """The number of the theme of each code."""
    name: str = "terms"
    version: str = "2"
    _lesson: Lesson | None = field(default=None, repr=False)
    _around: list[Around] = field(default_factory=list, repr=False)
    """By place of the source in the corpus."""

    def learn(self, lesson: Lesson) -> None:
        """Compare all sources with the descriptions; codings change nothing."""
        if self._lesson is None or self._lesson.corpus is not lesson.corpus:
            self._around = self._compare(lesson.corpus)
        self._lesson = lesson

    def score(self, text_id: str) -> Floats:
        """Return how alike each sentence and each description are."""
        return self.around(text_id).own.astype(float)

    def around(self, text_id: str) -> Around:
        """Return how alike the sentences of a source and what stands around them are."""
        assert self._lesson is not None
        return self._around[self._lesson.corpus.places[text_id]]

    def held_out(self) -> Floats:
        """Return the scores of the training rows."""
        return self.held_out_around().own.astype(float)

    def held_out_around(self) -> Around:
        """Return how alike the training rows and what stands around them are."""
        assert self._lesson is not None
        rows = self._lesson.kernel.rows
        return Around(*(np.vstack(several)[rows] for several in zip(*self._around, strict=True)))

    def sign_weights(self, code: int) -> Floats:
        """Return what each sign weighs in the description of a code."""
        weights: Floats = self.described[[code]].toarray()[0]
        return weights

    def _compare(self, corpus: Corpus) -> list[Around]:
        compared = [self._compare_source(source) for source in corpus.sources]
        same = (self.themes[:, None] == self.themes).astype(float)
        same /= np.maximum(1.0, same.sum(axis=1))
        usual = np.array([_usual(own.sum(axis=0), len(own)) for own, *_others in compared])
        themes = np.log(usual @ same)
        themes -= themes.mean(axis=0)
        return [
            Around(own, beside, asked, stretch, np.broadcast_to(theme, own.shape))
            for (own, beside, asked, stretch), theme in zip(
                compared, themes.astype(np.float32), strict=True
            )
        ]

    def _compare_source(self, rows: WeighedRows) -> list[Singles]:
        source = rows.source
        own = np.asarray((rows.own @ self.described.T).toarray())
        asked = source.after @ np.asarray((rows.asked @ self.described.T).toarray())
        several = (own, source.beside @ own, asked, _stretches(own, asked))
        return [score.astype(np.float32) for score in several]


def _usual(total: Floats, size: int) -> Floats:
    """Return the mean likeness of a source."""
    return (total + UNHEARD * TYPICAL) / (size + UNHEARD)


def _stretches(own: Floats, asked: Floats) -> Floats:
    size = len(own)
    sums = np.vstack([np.zeros((1, own.shape[1])), np.cumsum(own + ASKED * asked, axis=0)])
    first = np.maximum(0, np.arange(size) - STRETCH)
    last = np.minimum(size, np.arange(size) + STRETCH + 1)
    here = (sums[last] - sums[first]) / np.maximum(1, last - first)[:, None]
    return np.asarray(np.log(here + FLOOR) - np.log(_usual(sums[-1], size) + FLOOR))
