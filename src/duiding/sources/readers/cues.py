"""Cues of a recording: what WebVTT and SubRip share.

A cue without a voice carries on the last one; whether ``Name:`` inside the text is a voice is
for the detection of speakers to say.
"""

import html
import re
from collections.abc import Iterator

from duiding.i18n import ngettext
from duiding.sources.readers.decode import fallback_warnings
from duiding.sources.readers.model import Document, Line
from duiding.text import clean_line

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>")
_TAG = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang|font)(?:\.[^\s>]*)?(?:\s[^>]*)?>|<\d[\d:.]*>")


def cue_document(
    kind: str, found: str, given: str | None, lines: list[Line], mended: int
) -> Document:
    """Return cues as a document; ``mended`` is how many passages had no valid time."""
    warnings = list(fallback_warnings(found, given))
    if mended:
        warnings.append(
            ngettext(
                "{number} passage without a valid time is taken with what was said before it.",
                "{number} passages without a valid time are taken with what was said before them.",
                mended,
            ).format(number=mended)
        )
    return Document(kind, found, tuple(lines), tuple(warnings), cues=True)


def voices(payload: str, start: float, end: float) -> Iterator[Line]:
    """Yield a line per voice in a cue; a cue mostly has one."""
    parts = _VOICE.split(payload)
    for voice, text in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        spoken = plain(text)
        if spoken:
            yield Line(spoken, voice=clean_line(html.unescape(voice or "")), start=start, end=end)


def plain(text: str) -> str:
    """Return the text without tags and with its entities resolved, on one line."""
    return clean_line(html.unescape(_TAG.sub("", _VOICE.sub("", text))))
