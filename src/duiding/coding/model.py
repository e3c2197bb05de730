"""What coding is: one code, applied by one coder, to one stretch of text."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How a coding came about."""

    HAND = "hand"
    SUGGESTION = "suggestion"
    SEARCH = "search"
    FILE = "file"


class SuggestionStatus(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a version of a text: ``text[start:end]``."""

    text_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coder:
    """Somebody who codes."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a fragment, by a coder. ``quote`` is what the text says there."""

    id: str
    code_id: str
    fragment: Fragment
    quote: str
    before: str
    after: str
    coder: Coder
    origin: Origin
    suggestion_id: str | None
    score: float | None
    reason: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal of an engine, with the words that it rests on."""

    id: str
    code_id: str
    fragment: Fragment
    quote: str
    engine: str
    engine_version: str
    score: float
    """0 to 1."""
    reason: tuple[str, ...]
    """The words in the fragment that weighed, as they stand there."""
    status: SuggestionStatus
