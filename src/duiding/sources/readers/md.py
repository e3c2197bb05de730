"""Markdown: marks for bold and headings are taken off, all else stays as it stands."""

import re
from dataclasses import replace

from duiding.sources.readers.decode import decode, fallback_warnings
from duiding.sources.readers.model import Document, Line
from duiding.sources.readers.txt import lines_of_text
from duiding.text import clean

FORMAT = "md"

_BOLD_START = re.compile(r"^(\*\*|__)(?=\S)(.+?)\1")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6}\s+")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|={3,})$")


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read Markdown. Raises InputError when it cannot be used."""
    text, found = decode(content, name, encoding)
    lines = tuple(
        _without_marks(line) for line in lines_of_text(clean(text)) if not _RULE.match(line.text)
    )
    return Document(FORMAT, found, lines, fallback_warnings(found, encoding))


def _without_marks(line: Line) -> Line:
    text = _HEADING.sub("", line.text)
    start = _BOLD_START.match(text)
    return replace(line, text=_BOLD.sub(r"\2", text), bold=len(start[2]) if start else 0)
