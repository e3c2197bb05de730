"""Suggestions on titles of Dutch parliamentary questions, with few examples per theme.

The engines that learn are given titles with their themes, as few as 3 of each, and rank the themes
for all other titles. Penalties, shares and weights are those that were chosen on the example study,
but kinds of models and signs were also compared on these titles, so the figures are not quite those
of data never seen. There is no human ceiling to state: every question was indexed once.
"""

import csv
import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.kernel import Kernel
from duiding.coding.engines.known import Corpus, Known
from duiding.coding.engines.panel import Panel
from duiding.coding.engines.rows import (
    Counts,
    Floats,
    Integers,
    Vocabulary,
    WeighedRows,
    Weights,
    rows_of,
)
from duiding.coding.engines.terms import Terms
from duiding.coding.model import Mark
from duiding.language import Annotation, Pipelines, Sentence, Token
from duiding.sources import Source, SourceKind, Transcript, Turn
from duiding.sources.annotating import AnnotatedSource

FILE = "parliamentary-questions-nl.tsv.gz"
EXAMPLES = (3, 5, 10, 20, 40)
MOST_OF = 0.6
"""Of a theme with few titles no greater part is given as examples; the rest is the test part."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles with their themes."""

    texts: tuple[str, ...]
    words: tuple[tuple[Token, ...], ...]
    themes: tuple[str, ...]
    truth: Floats
    """Titles by themes: 1 where a title has a theme."""


def read_titles(path: Path) -> Titles:
    """Read the titles that have a theme of the study."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["project_theme_mapped"]]
    given = [row["project_theme_mapped"].split("|") for row in rows]
    themes = tuple(sorted({theme for several in given for theme in several}))
    texts = tuple(row["title"] for row in rows)
    annotated = Pipelines().load("nl").annotate(texts)
    truth = np.array([[float(theme in several) for theme in themes] for several in given])
    return Titles(texts, tuple(a.tokens for a in annotated), themes, truth)


def corpus_of(titles: Titles) -> Corpus:
    """Make each title a source of one sentence."""
    vocabulary = Vocabulary()
    rows = [rows_of(_source(titles, number), vocabulary) for number in range(len(titles.texts))]
    weights = Weights.of(rows, vocabulary)
    return Corpus.of([WeighedRows.of(row, weights) for row in rows])


def _source(titles: Titles, number: int) -> AnnotatedSource:
    text, words, key = titles.texts[number], titles.words[number], str(number)
    kind = SourceKind.DOCUMENT
    source = Source(key, key, kind, "nl", "", key, 1, key, key, "txt", "utf-8", "")
    told = Transcript(source, text, (Turn(1, None, 0, len(text)),), (), ())
    sentence = Sentence(0, len(text), 0, 0, len(words))
    return AnnotatedSource(told, Annotation(words, (sentence,)), was_kept=False)


def drawn(titles: Titles, number: int, seed: int) -> tuple[Integers, Integers]:
    """Draw so many titles of each theme to learn from; return these and all others."""
    chance = np.random.default_rng(seed)
    picked: set[int] = set()
    for theme in range(len(titles.themes)):
        rows = chance.permutation(np.flatnonzero(titles.truth[:, theme]))
        picked.update(rows[: min(number, int(len(rows) * MOST_OF))].tolist())
    learn = np.array(sorted(picked), dtype=np.int64)
    return learn, np.setdiff1d(np.arange(len(titles.texts)), learn)


Ranking = Callable[[Integers, Integers], Floats]


def reference(titles: Titles, *, letters: bool) -> Ranking:
    """Return TF-IDF of words (or of letters too) with logistic regression, by scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    def rank(learn: Integers, test: Integers) -> Floats:
        parts = [TfidfVectorizer(sublinear_tf=True)]
        if letters:
            parts.append(TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5)))
        judge = OneVsRestClassifier(LogisticRegression(C=10, max_iter=500))
        model = make_pipeline(make_union(*parts), judge)
        model.fit([titles.texts[row] for row in learn], titles.truth[learn])
        return np.asarray(model.predict_proba([titles.texts[row] for row in test]))

    return rank


def engines(titles: Titles, corpus: Corpus) -> dict[str, Ranking]:
    """Return how the engines rank: alone, and together."""
    described = Counts(
        np.zeros(len(titles.themes) + 1, np.int64), np.zeros(0, np.int64), np.zeros(0)
    )
    terms = Terms(described.matrix(corpus.whole.shape[1]), np.arange(len(titles.themes)))

    def taught(learn: Integers) -> Panel:
        marks = [
            Mark(str(row), 0, 1, theme, "coder")
            for row in learn.tolist()
            for number, theme in enumerate(titles.themes)
            if titles.truth[row, number]
        ]
        kernel = Kernel()
        kernel.update(corpus, learn)
        codes = {theme: number for number, theme in enumerate(titles.themes)}
        panel = Panel(terms)
        panel.learn(Lesson(corpus, kernel, Known.of(corpus, marks, codes)))
        return panel

    def each(judge: Callable[[Panel, str], Floats]) -> Ranking:
        def rank(learn: Integers, test: Integers) -> Floats:
            panel = taught(learn)
            return np.vstack([judge(panel, str(row)) for row in test])

        return rank

    return {
        "engine learned": each(lambda panel, row: panel.learned.score(row)),
        "engine nearest": each(lambda panel, row: panel.nearest.score(row)),
        "engines combined": each(lambda panel, row: panel.probabilities(row)),
    }


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the draws."""

    top_1: float
    top_3: float
    macro_f1: float
    """Of the first theme, over the themes."""


def measured(titles: Titles, rank: Ranking, number: int, seeds: Sequence[int]) -> Figures:
    """Rank the titles that were not given."""
    figures = []
    for seed in seeds:
        learn, test = drawn(titles, number, seed)
        truth = titles.truth[test] > 0
        order = np.argsort(-rank(learn, test), axis=1, kind="stable")
        first = np.zeros_like(truth)
        np.put_along_axis(first, order[:, :1], True, axis=1)
        hits, said, there = (first & truth).sum(0), first.sum(0), truth.sum(0)
        f1 = 2 * hits / np.maximum(1, said + there)
        top_3 = np.take_along_axis(truth, order[:, :3], axis=1).any(axis=1).mean()
        figures.append((hits.sum() / len(test), top_3, f1.mean()))
    return Figures(*(float(value) for value in np.mean(figures, axis=0)))
