"""SubRip subtitles."""

import re

from duiding.errors import InputError
from duiding.i18n import _
from duiding.sources.readers.cues import cue_document, voices
from duiding.sources.readers.decode import decode
from duiding.sources.readers.model import Document
from duiding.sources.times import seconds
from duiding.text import clean

FORMAT = "srt"

_TIMES = re.compile(
    r"^\s*(\d+:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*(\d+:\d{1,2}:\d{1,2}[.,]\d{1,3})"
)


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read SubRip. Raises InputError when it holds no cue at all."""
    text, found = decode(content, name, encoding)
    cues, mended = _srt_cues(clean(text).split("\n"))
    if not cues:
        raise InputError(
            _(
                "{name} holds no times like 00:00:01,000 --> 00:00:04,000, so it is no SubRip file."
            ).format(name=name)
        )
    lines = [line for start, end, rows in cues for line in voices("\n".join(rows), start, end)]
    return cue_document(FORMAT, found, encoding, lines, mended)


def _srt_cues(rows: list[str]) -> tuple[list[tuple[float, float, list[str]]], int]:
    """Return start, end and rows of each cue, and how many lack a valid time."""
    cues: list[tuple[float, float, list[str]]] = []
    mended = 0
    after_blank, uncued = True, False
    for row in map(str.strip, rows):
        match = _TIMES.match(row)
        if match is not None:
            cues.append((seconds(match[1]), seconds(match[2]), []))
            uncued = False
        elif "-->" in row or (row.isdecimal() and after_blank):
            uncued = True
        elif row and cues:
            mended += bool(cues[-1][2]) and uncued
            uncued = False
            cues[-1][2].append(row)
        after_blank = not row
    return cues, mended
