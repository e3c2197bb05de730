"""Plain text and Markdown."""

import re

from duiding.sources.readers.decode import decode, fallback_warnings
from duiding.sources.readers.model import Document, Line
from duiding.text import clean

_BOLD_START = re.compile(r"^(\*\*|__)(?=\S)(.+?)\1")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|={3,})$")


def read_text(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read plain text. Raises InputError when it cannot be used."""
    text, found = decode(content, name, encoding)
    return Document("txt", found, tuple(_lines(clean(text))), fallback_warnings(found, encoding))


def read_markdown(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read Markdown: marks for bold and headings are taken off, all else stays as it stands."""
    text, found = decode(content, name, encoding)
    lines = [_without_marks(line) for line in _lines(clean(text))]
    kept = tuple(line for line in lines if not _RULE.match(line.text))
    return Document("md", found, kept, fallback_warnings(found, encoding))


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, gap=gap))
        gap = not stripped
    return lines


def _without_marks(line: Line) -> Line:
    text = _HEADING.sub("", line.text)
    start = _BOLD_START.match(text)
    return Line(
        _BOLD.sub(r"\2", text), bold=len(start[2]) if start else 0, gap=line.gap, opens=line.opens
    )
