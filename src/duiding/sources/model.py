"""What a source is: canonical text with layers (turns, sections that are not speech)."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """Kinds of sources."""

    EXPERT_INTERVIEW = "expert-interview"
    FOCUS_GROUP = "focus-group"
    DISCUSSION_GROUP = "discussion-group"
    DOCUMENT = "document"


class SpeakerRole(StrEnum):
    """Roles of speakers. Only respondents are coded by suggestions and quoted."""

    INTERVIEWER = "interviewer"
    MODERATOR = "moderator"
    RESPONDENT = "respondent"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in a source, under the label that stands in the transcript."""

    id: str
    label: str
    role: SpeakerRole


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted contribution of a speaker: ``text[start:end]``."""

    number: int
    """From 1."""
    speaker: Speaker | None
    start: int
    end: int
    time_start: float | None = None
    """Seconds from the start of the recording."""
    time_end: float | None = None

    @property
    def is_respondent(self) -> bool:
        """True when a respondent speaks (or nobody is named: a plain document)."""
        return self.speaker is None or self.speaker.role is SpeakerRole.RESPONDENT


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch that is not speech: ``header``, ``guide``, ``notes`` or ``body``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript or other document of the study, without its text."""

    id: str
    name: str
    kind: SourceKind
    language: str
    wave: str
    text_id: str
    """Id of the newest version of the text."""
    version: int
    file_name: str
    file_hash: str
    format: str
    encoding: str
    imported_at: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A source with its text and layers."""

    source: Source
    text: str
    turns: tuple[Turn, ...]
    sections: tuple[Section, ...]
    speakers: tuple[Speaker, ...]

    def turn_at(self, offset: int) -> Turn | None:
        """Return the turn that holds the character at ``offset``, or None."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        if index < 0 or offset >= self.turns[index].end:
            return None
        return self.turns[index]


def format_time(seconds: float | None) -> str:
    """Return a time in a recording as ``mm:ss`` or ``h:mm:ss``; empty when unknown."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute:02}:{second:02}"
