"""Sentences as rows of numbers: how often each sign stands in them, and what that weighs.

A row has two blocks of length one each: the signs of words and those of letters, weighed by how
rare they are among all sentences of the study (TF-IDF). The weights know nothing of codes, so they
are the same for every coder.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duiding.coding.engines.signs import signs_of
from duiding.language import Sentence, Token
from duiding.sources.annotating import AnnotatedSource

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
"""In single precision: what is kept of very many sentences."""
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

NEIGHBOUR = 0.4
"""What the sentences before and after a sentence, in its turn, count for beside it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often signs stand in stretches of text, as a matrix with growing width."""

    starts: Integers
    signs: Integers
    times: Floats

    def matrix(self, width: int) -> Any:
        """Return the counts as a sparse matrix of so many signs."""
        shape = (len(self.starts) - 1, width)
        return sparse.csr_array((self.times, self.signs, self.starts), shape=shape)


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The sentences of respondents in one source, with what stands around them."""

    text_id: str
    language: str
    text: str = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    words: tuple[tuple[Token, ...], ...] = field(repr=False)
    """The tokens of each sentence."""
    vocabulary: "Vocabulary" = field(repr=False)
    lengths: Integers = field(repr=False)
    """The number of words of each sentence."""
    counts: Counts = field(repr=False)
    asked: Counts = field(repr=False)
    """The signs of what was asked right before each turn, a row for each question."""
    beside: Any = field(repr=False)
    """Sparse, sentences by sentences: 1 for the neighbours in the same turn."""
    after: Any = field(repr=False)
    """Sparse, sentences by questions: 1 for the question right before the turn."""

    def span(self, row: int) -> tuple[int, int]:
        """Return where a sentence stands in the text."""
        return self.sentences[row].start, self.sentences[row].end

    def signs(self, row: int) -> Iterator[tuple[Token, list[int]]]:
        """Yield the telling words of a sentence, each with the numbers of its signs."""
        numbers = self.vocabulary.numbers
        for token in self.words[row]:
            signs = signs_of(token, self.language)
            if signs:
                yield token, [numbers[sign] for sign in signs]

    def overlapping(self, start: int, end: int) -> list[int]:
        """Return the sentences that a stretch of the text touches."""
        first = int(np.searchsorted([s.end for s in self.sentences], start, side="right"))
        last = first
        while last < len(self.sentences) and self.sentences[last].start < end:
            last += 1
        return list(range(first, last))


@dataclass(slots=True)
class Vocabulary:
    """The signs that were seen, by number; it only grows."""

    numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def count(self, stretches: Iterable[Sequence[Token]], language: str) -> Counts:
        """Count the signs of each stretch of tokens."""
        starts, signs, times = [0], list[int](), list[int]()
        for tokens in stretches:
            found = Counter(
                self.numbers.setdefault(sign, len(self.numbers))
                for token in tokens
                for sign in signs_of(token, language)
            )
            signs += found.keys()
            times += found.values()
            starts.append(len(signs))
        return Counts(
            np.array(starts, dtype=np.int64),
            np.array(signs, dtype=np.int64),
            np.array(times, dtype=np.float64),
        )

    def of_letters(self) -> Truths:
        """Tell for each sign whether it is one of letters."""
        return np.array([sign.startswith("~") for sign in self.numbers], dtype=np.bool_)


def rows_of(source: AnnotatedSource, vocabulary: Vocabulary) -> SourceRows:
    """Return the sentences of respondents of a source as rows."""
    transcript, annotation = source.transcript, source.annotation
    language = transcript.source.language
    sentences = tuple(source.respondent_sentences())
    words = tuple(annotation.words(sentence) for sentence in sentences)
    spoken: dict[int, list[Token]] = {}
    for sentence in annotation.sentences:
        if not transcript.turns[sentence.turn].is_respondent:
            spoken.setdefault(sentence.turn, []).extend(annotation.words(sentence))
    questions = sorted({s.turn - 1 for s in sentences if s.turn - 1 in spoken})
    number = {turn: place for place, turn in enumerate(questions)}
    size = len(sentences)
    asked = [(row, number[s.turn - 1]) for row, s in enumerate(sentences) if s.turn - 1 in number]
    beside = [(r, r + 1) for r, (a, b) in enumerate(pairwise(sentences)) if a.turn == b.turn]
    return SourceRows(
        text_id=transcript.source.text_id,
        language=language,
        text=transcript.text,
        sentences=sentences,
        words=words,
        vocabulary=vocabulary,
        lengths=np.array([_length(tokens) for tokens in words], dtype=np.int64),
        counts=vocabulary.count(words, language),
        asked=vocabulary.count((spoken[turn] for turn in questions), language),
        beside=_ones(beside + [(b, a) for a, b in beside], (size, size)),
        after=_ones(asked, (size, len(questions))),
    )


def _length(tokens: Iterable[Token]) -> int:
    return sum(token.lower[0].isalnum() for token in tokens)


def _ones(places: Sequence[tuple[int, int]], shape: tuple[int, int]) -> Any:
    rows, columns = zip(*places, strict=True) if places else ((), ())
    return sparse.csr_array((np.ones(len(places)), (list(rows), list(columns))), shape=shape)


@dataclass(frozen=True, slots=True)
class Weights:
    """What signs weigh."""

    rarity: Floats
    of_letters: Truths

    @classmethod
    def of(cls, sources: Iterable[SourceRows], vocabulary: Vocabulary) -> "Weights":
        """Return the weights of signs in these sources."""
        width = len(vocabulary.numbers)
        within = np.zeros(width)
        sentences = 0
        for source in sources:
            within += np.bincount(source.counts.signs, minlength=width)
            sentences += len(source.sentences)
        rarity = np.log((1 + sentences) / (1 + within)) + 1
        return cls(rarity, vocabulary.of_letters())

    def weigh(self, counts: Counts) -> Any:
        """Return counts as weighed rows of which each block has length one."""
        rows = counts.matrix(len(self.rarity))
        lines = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        values = (1 + np.log(rows.data)) * self.rarity[rows.indices]
        block = 2 * lines + self.of_letters[rows.indices]
        length = np.sqrt(np.bincount(block, values * values, minlength=2 * rows.shape[0]))
        values = values / np.where(length > 0, length, 1.0)[block]
        return sparse.csr_array((values, rows.indices, rows.indptr), shape=rows.shape)


@dataclass(frozen=True, slots=True)
class WeighedRows:
    """The rows of a source, weighed: the sentences, the questions, and sentences in context."""

    source: SourceRows
    own: Any
    asked: Any
    whole: Any
    """The sentences with a share of those beside them."""

    @classmethod
    def of(cls, source: SourceRows, weights: Weights, *, context: bool = True) -> "WeighedRows":
        """Weigh the rows of a source."""
        own, asked = weights.weigh(source.counts), weights.weigh(source.asked)
        whole = own
        if context:
            whole = own + NEIGHBOUR * (source.beside @ own)
        return cls(source, own, asked, sparse.csr_array(whole))
