"""What a search asks for, and what it finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from duiding.search.folding import fold
from duiding.sources import Source, SourceKind, SpeakerRole, Turn

Span = tuple[int, int]

CONTEXT = 80
"""Characters of context on each side of a hit, unless asked otherwise."""


class Mode(StrEnum):
    """How a term is compared with the text."""

    WORD = "word"
    """Whole words as they are written; ``*`` stands for any letters in a word."""
    LEMMA = "lemma"
    """All forms of the words: schuld, schulden."""
    PART = "part"
    """All forms, and compounds with the word in them: jeugdschulden."""
    REGEX = "regex"
    """A regular expression (that of Python), within one turn."""


class Unit(StrEnum):
    """What is coded when hits are coded."""

    SENTENCE = "sentence"
    HIT = "hit"
    TURN = "turn"


class Order(StrEnum):
    """How hits are sorted."""

    TEXT = "text"
    LEFT = "left"
    """By the words before the hit, the nearest first."""
    RIGHT = "right"
    """By the words after it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A term and where to look for it; filters that are empty let everything through."""

    term: str
    mode: Mode = Mode.LEMMA
    match_case: bool = False
    """Schuld does not find schuld (words and regular expressions)."""
    match_accents: bool = False
    """Een does not find één (words only; elsewhere lemmas ignore accents and patterns do not)."""
    sources: tuple[str, ...] = ()
    """Names of sources."""
    source_kinds: tuple[SourceKind, ...] = ()
    waves: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    """Labels of speakers."""
    roles: tuple[SpeakerRole, ...] = ()
    """Roles of speakers; text without a speaker counts as a respondent's."""
    coded: bool | None = None
    """True: only where one of ``codes`` stands; False: only where none stands; None: anywhere."""
    codes: tuple[str, ...] = ()
    """Ids of the codes that count for ``coded``; empty: all."""
    coder_id: str = ""
    """Only codings of this coder count for ``coded``; empty: those of all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the term stands: ``start`` to ``end`` in the text of the source.

    ``before``, ``text`` and ``after`` are plain text of one turn on one line, never markup.
    """

    source: Source
    turn: Turn
    start: int
    end: int
    before: str
    text: str
    after: str
    sentence: Span
    """The sentence that holds the hit, or those it reaches over."""
    codes: tuple[str, ...] = ()
    """Ids of the codes that stand on some of it, in order of their place."""

    @property
    def speaker(self) -> str:
        """The label of who speaks; empty without a speaker."""
        return self.turn.speaker.label if self.turn.speaker else ""


@dataclass(frozen=True, slots=True)
class Concordance:
    """All hits of a query in the order of sources (by name) and text."""

    query: Query
    hits: tuple[Hit, ...]
    searched: int
    """Number of sources that were looked through."""
    is_complete: bool = True
    """False when it was cancelled; then there are no hits."""

    @property
    def sources(self) -> int:
        """The number of sources with a hit."""
        return len({hit.source.id for hit in self.hits})


def sort_hits(hits: Iterable[Hit], order: Order) -> list[Hit]:
    """Return hits sorted; equal ones keep their order. Hits come in the order of the text."""
    if order is Order.LEFT:
        return sorted(hits, key=lambda hit: _words(hit.before)[::-1])
    if order is Order.RIGHT:
        return sorted(hits, key=lambda hit: _words(hit.after))
    return list(hits)


def _words(context: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(context)).split()
