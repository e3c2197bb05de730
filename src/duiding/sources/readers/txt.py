"""Plain text."""

from duiding.sources.readers.decode import decode, fallback_warnings
from duiding.sources.readers.model import Document, Line
from duiding.text import clean

FORMAT = "txt"


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read plain text. Raises InputError when it cannot be used."""
    text, found = decode(content, name, encoding)
    lines = tuple(lines_of_text(clean(text)))
    return Document(FORMAT, found, lines, fallback_warnings(found, encoding))


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of canonical text; a blank line marks the line after it."""
    lines: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, gap=gap))
        gap = not stripped
    return lines
