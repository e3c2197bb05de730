"""What every reader returns: the lines of a document with what its format knows about them."""

from collections.abc import Callable
from dataclasses import dataclass

Reader = Callable[[bytes, str, str | None], "Document"]
"""A reader takes the bytes of a file, its name (for messages) and the encoding that the user
gave, if any (office files know their own); it returns the document."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of canonical text; a paragraph with line breaks gives several."""

    text: str
    bold: int = 0
    """How many characters at its start are bold."""
    opens: bool = True
    """True at the start of a paragraph, False after a line break within one."""
    gap: bool = False
    """True when a blank line stands before it."""
    cells: tuple[str, ...] = ()
    """For a row of a table: the text of its cells."""
    table: int = 0
    """Number of the table that the row stands in, from 1; 0 outside tables."""
    voice: str = ""
    """The speaker, when the format itself names it (a voice in a cue)."""
    start: float | None = None
    """Seconds from the start of the recording."""
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read."""

    format: str
    encoding: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
    cues: bool = False
    """True when the lines are cues of a recording, which cut through sentences."""
