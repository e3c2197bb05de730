"""What coding is: one code, applied by one coder, to one stretch of text."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


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
    WITHDRAWN = "withdrawn"
    """No longer proposed, and never decided; it can become open again."""


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
class EngineScore:
    """What one engine gave for a suggestion."""

    engine: str
    version: str
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A coded fragment that is like a suggested one."""

    fragment: Fragment
    code_id: str
    similarity: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a suggestion was made."""

    engines: tuple[EngineScore, ...] = ()
    words: tuple[tuple[int, int], ...] = ()
    """Where in the text the words stand that weighed most, the heaviest first."""
    nearest: tuple[Neighbour, ...] = ()
    """At most three, the nearest first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal to a coder, with what it rests on."""

    id: str
    coder_id: str
    """For whom it was made."""
    code_id: str
    fragment: Fragment
    quote: str
    engine: str
    engine_version: str
    score: float
    """How likely it is that the coder agrees, 0 to 1."""
    reason: tuple[str, ...]
    """The words in the fragment that weighed, as they stand there."""
    status: SuggestionStatus
    evidence: Evidence = field(default_factory=Evidence)
    created_at: str = ""
    decided_at: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestionRule:
    """Whether a code is suggested, and from which score on (None: that of the study)."""

    code_id: str
    is_on: bool = True
    threshold: float | None = None


class Mark(NamedTuple):
    """A code that a coder put on a stretch of text, or refused there."""

    text_id: str
    start: int
    end: int
    code_id: str
    coder_id: str
    is_refused: bool = False

    @property
    def fragment(self) -> Fragment:
        """The stretch of text."""
        return Fragment(self.text_id, self.start, self.end)
