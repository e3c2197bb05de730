"""What stays in memory between runs: the rows of every source and what was learned from them.

Everything here follows from the texts, the codebook and the marks; a fresh memory comes to the
same scores as one that was kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from duiding.codebook import Code, Codebook
from duiding.coding.describing import suggestable
from duiding.coding.engines.base import Lesson
from duiding.coding.engines.kernel import Kernel, training_rows
from duiding.coding.engines.known import Corpus, Known, visible
from duiding.coding.engines.panel import Panel
from duiding.coding.engines.rows import (
    Counts,
    Integers,
    SourceRows,
    Vocabulary,
    WeighedRows,
    Weights,
    rows_of,
)
from duiding.coding.engines.terms import Terms
from duiding.coding.model import Mark
from duiding.language import Token
from duiding.sources.annotating import AnnotatedSource

Key = tuple[str, str]
"""A version of a text, and the pipeline that annotated it."""


@dataclass(slots=True)
class Memory:
    """Rows, weights and panels; used by one thread at a time."""

    codebook: Codebook = field(repr=False)
    codes: list[Code] = field(init=False)
    _numbers: dict[str, int] = field(init=False, repr=False)
    _vocabulary: Vocabulary = field(default_factory=Vocabulary, repr=False)
    _described: Counts | None = field(default=None, repr=False)
    _rows: dict[Key, SourceRows] = field(default_factory=dict, repr=False)
    _corpus: tuple[tuple[Key, ...], Corpus] | None = field(default=None, repr=False)
    _kernel: Kernel = field(default_factory=Kernel, repr=False)
    _terms: Terms | None = field(default=None, repr=False)
    _panels: dict[tuple[Mark, ...], Panel] = field(default_factory=dict, repr=False)
    _marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        self.codes = suggestable(self.codebook)
        self._numbers = {code.id: number for number, code in enumerate(self.codes)}

    def knows(self, key: Key) -> bool:
        """Tell whether a source was taken in already."""
        return key in self._rows

    def take_in(self, key: Key, source: AnnotatedSource) -> None:
        """Keep the rows of a source."""
        self._rows[key] = rows_of(source, self._vocabulary)

    @property
    def is_described(self) -> bool:
        """True when it is known what the codebook says about its codes."""
        return self._described is not None

    def describe(self, tokens: Iterable[Sequence[Token]]) -> None:
        """Keep what the codebook says about each code that can be suggested."""
        self._described = self._vocabulary.count(tokens, self.codebook.language)

    def prepare(self, keys: Sequence[Key], marks: Iterable[Mark]) -> None:
        """Make ready for these sources (all were taken in) and what is marked in them.

        Codings with codes of other codebooks tell nothing: not even that a sentence was judged.
        """
        assert self._described is not None
        wanted = tuple(keys)
        if self._corpus is None or self._corpus[0] != wanted:
            self._rows = {key: self._rows[key] for key in wanted}
            weights = Weights.of(self._rows.values(), self._vocabulary)
            weighed = [WeighedRows.of(rows, weights) for rows in self._rows.values()]
            self._corpus = (wanted, Corpus.of(weighed))
            self._terms = Terms(weights.weigh(self._described), themes_of(self.codebook))
            self._panels.clear()
        present = {text_id for text_id, _pipeline in wanted}
        before, self._marks = (
            self._marks,
            tuple(m for m in marks if m.text_id in present and m.code_id in self.codebook.by_id),
        )
        corpus = self._corpus[1]
        everything = Known.of(corpus, self._marks, self._numbers)
        rows = training_rows(corpus, self._marks, everything)
        if self._kernel.update(corpus, rows) or before != self._marks:
            self._panels.clear()

    def panel(self, text_id: str, coder_id: str, *, own_only: bool) -> Panel:
        """Return the engines, taught what the coder may know when coding this text."""
        assert self._corpus is not None
        assert self._terms is not None
        others = any(m.text_id == text_id and m.coder_id != coder_id for m in self._marks)
        blind_in = text_id if others else None
        marks = tuple(visible(self._marks, coder_id, blind_in=blind_in, own_only=own_only))
        if marks not in self._panels:
            corpus = self._corpus[1]
            known = Known.of(corpus, marks, self._numbers)
            panel = Panel(self._terms)
            panel.learn(Lesson(corpus, self._kernel, known))
            self._panels[marks] = panel
        return self._panels[marks]

    def rows(self, text_id: str) -> SourceRows:
        """Return the rows of a source."""
        assert self._corpus is not None
        corpus = self._corpus[1]
        return corpus.sources[corpus.places[text_id]].source


def themes_of(codebook: Codebook) -> Integers:
    """Return the number of the theme of each code that can be suggested."""
    places = {theme.id: place for place, theme in enumerate(codebook.themes)}
    themes = (codebook.theme_of(code).id for code in suggestable(codebook))
    return np.array([places.get(theme, -1) for theme in themes], dtype=np.int64)
