"""Cues of a recording: WebVTT by webvtt-py, SubRip by a few lines of our own.

A cue without a voice carries on the last one; whether ``Name:`` inside the text is a voice is
for the detection of speakers to say.
"""

import html
import re
from collections.abc import Iterator

from duiding.errors import InputError
from duiding.i18n import _, ngettext
from duiding.sources.readers.decode import decode, fallback_warnings
from duiding.sources.readers.model import Document, Line
from duiding.sources.times import seconds
from duiding.text import clean, clean_line

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>")
_TAG = re.compile(r"</?(?:[a-z]+(?:\.[^\s>]*)?(?:\s[^>]*)?|\d[\d:.]*)>")
_STAMPED = re.compile(r"<\d[\d:.]*>")
_ARROW = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
_SRT_TIMES = re.compile(
    r"^\s*(\d+:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*(\d+:\d{1,2}:\d{1,2}[.,]\d{1,3})"
)


def read_vtt(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read WebVTT. Raises InputError when the file does not begin with WEBVTT."""
    import webvtt

    text, found = decode(content, name, encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        parsed = webvtt.from_string(text)
    except webvtt.errors.MalformedFileError as error:
        raise InputError(
            _("{name} does not begin with WEBVTT, so it is no WebVTT file.").format(name=name)
        ) from error
    rolling = bool(_STAMPED.search(text))
    lines = [
        Line(row.strip())
        for comment in parsed.header_comments
        for row in clean(comment).split("\n")
        if row.strip()
    ]
    for caption in parsed.captions:
        times = seconds(str(caption.start)), seconds(str(caption.end))
        rows = [row for row in caption.raw_text.split("\n") if _plain(row)]
        if rolling and lines and rows and _plain(rows[0]) == lines[-1].text:
            rows = rows[1:]  # automatic captions show each line twice
        lines += _voices("\n".join(rows), *times)
    warnings = fallback_warnings(found, encoding) + _lost(
        len(_ARROW.findall(text)) - len(parsed.captions)
    )
    return Document("vtt", found, tuple(lines), warnings, cues=True)


def read_srt(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read SubRip. Raises InputError when it holds no cue at all."""
    text, found = decode(content, name, encoding)
    lines: list[Line] = []
    count = 0
    for start, end, payload in _srt_cues(clean(text).split("\n")):
        count += 1
        lines += _voices(payload, start, end)
    lost = len(_ARROW.findall(text)) - count
    if not count:
        raise InputError(
            _(
                "{name} holds no times like 00:00:01,000 --> 00:00:04,000, so it is no SubRip file."
            ).format(name=name)
        )
    return Document(
        "srt", found, tuple(lines), fallback_warnings(found, encoding) + _lost(lost), cues=True
    )


def _srt_cues(rows: list[str]) -> Iterator[tuple[float, float, str]]:
    times: tuple[float, float] | None = None
    payload: list[str] = []
    for row in [*rows, "0:0:0,0 --> 0:0:0,0"]:
        match = _SRT_TIMES.match(row)
        if match is None and "-->" not in row:
            payload.append(row.strip())
            continue
        if times is not None:
            if payload and payload[-1].isdecimal():
                payload.pop()  # the number of the next cue
            yield *times, "\n".join(filter(None, payload))
        times = (seconds(match[1]), seconds(match[2])) if match else None
        payload = []


def _voices(payload: str, start: float, end: float) -> Iterator[Line]:
    """Yield a line per voice in a cue; a cue mostly has one."""
    parts = _VOICE.split(payload)
    for voice, text in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        plain = _plain(text)
        if plain:
            yield Line(plain, voice=clean_line(html.unescape(voice or "")), start=start, end=end)


def _plain(text: str) -> str:
    """Return the text without tags and with its entities resolved, on one line."""
    return clean_line(html.unescape(_TAG.sub("", _VOICE.sub("", text))))


def _lost(number: int) -> tuple[str, ...]:
    if number <= 0:
        return ()
    return (
        ngettext(
            "{number} cue with a wrong time is left out.",
            "{number} cues with a wrong time are left out.",
            number,
        ).format(number=number),
    )
