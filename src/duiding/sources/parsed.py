"""What is known of a transcript after its speakers were found, before anything is stored."""

from dataclasses import dataclass
from enum import StrEnum

from duiding.sources.model import SpeakerRole


class Convention(StrEnum):
    """How a transcript tells who speaks."""

    INLINE = "label-colon"
    """``Label: text`` on one line, with or without a time."""
    HEADING = "label-time"
    """The label with a time on a line of its own, the text below."""
    ALONE = "label-alone"
    """The label alone on a line, the text below."""
    TABLE = "table"
    """A table with a column of speakers."""
    VOICES = "voices"
    """Voices in the cues of a recording."""
    NONE = "none"
    """Nobody is named."""


@dataclass(frozen=True, slots=True)
class ParsedTurn:
    """A turn as it stands in a file."""

    label: str
    """Empty: nobody is named."""
    text: str
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A transcript as it stands in a file: its header, its turns, the roles proposed."""

    convention: Convention
    header: str
    turns: tuple[ParsedTurn, ...]
    roles: dict[str, SpeakerRole]
    """The role of each label, in order of appearance."""
    warnings: tuple[str, ...] = ()
