"""What a coder points at: the words, sentences and turns of a transcript."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import IntEnum

from duiding.language.sentences import split_sentences
from duiding.sources import Turn
from duiding.tui.view.wrap import offsets

_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")

Span = tuple[int, int]


class Unit(IntEnum):
    """The units, from small to large."""

    WORD = 0
    SENTENCE = 1
    TURN = 2


class Spans:
    """Spans in order of the text that do not overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts, self.ends = offsets(), offsets()
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Span:
        return self.starts[index], self.ends[index]

    def index_at(self, offset: int) -> int:
        """Return the index of the span that holds an offset, else of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def at(self, offset: int) -> Span:
        """Return the span that holds an offset, else the last one before it."""
        return self[self.index_at(offset)]

    def after(self, offset: int) -> Span | None:
        """Return the first span that starts at or after an offset."""
        index = bisect_left(self.starts, offset)
        return self[index] if index < len(self) else None

    def before(self, offset: int) -> Span | None:
        """Return the last span that ends at or before an offset."""
        index = bisect_right(self.ends, offset) - 1
        return self[index] if index >= 0 else None

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the spans that lie wholly in a stretch."""
        first = bisect_left(self.starts, start)
        last = bisect_right(self.ends, end)
        return range(first, max(first, last))


class Units:
    """The words, sentences and turns; each word lies in one sentence, each sentence in one turn.

    The first and last word of a sentence take in its quotation marks and end marks.
    """

    def __init__(self, text: str, turns: Iterable[Turn]) -> None:
        turns = [turn for turn in turns if text[turn.start : turn.end].strip()]
        sentences = [
            sentence for turn in turns for sentence in split_sentences(text, turn.start, turn.end)
        ]
        self._spans = {
            Unit.WORD: Spans(word for s in sentences for word in _words(text, *s)),
            Unit.SENTENCE: Spans(sentences),
            Unit.TURN: Spans(_content(text, turn.start, turn.end) for turn in turns),
        }

    def __getitem__(self, unit: Unit) -> Spans:
        return self._spans[unit]

    def __bool__(self) -> bool:
        return len(self._spans[Unit.SENTENCE]) > 0


def _words(text: str, start: int, end: int) -> list[Span]:
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if not words:
        return [(start, end)]
    words[0] = (start, words[0][1])
    words[-1] = (words[-1][0], end)
    return words


def _content(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - (len(body) - len(body.rstrip()))
