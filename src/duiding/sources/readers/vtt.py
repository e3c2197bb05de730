"""WebVTT, by webvtt-py."""

import re

import webvtt

from duiding.errors import InputError
from duiding.i18n import _
from duiding.sources.readers.cues import cue_document, plain, voices
from duiding.sources.readers.decode import decode
from duiding.sources.readers.model import Document, Line
from duiding.sources.times import seconds
from duiding.text import clean

FORMAT = "vtt"

_STAMP = r"(?:\d{1,4}:)?[0-5]?\d:[0-5]?\d\.\d{1,3}"
_CUE = re.compile(rf"(?<![\d:]){_STAMP}\s*-->\s*{_STAMP}")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_STAMPED = re.compile(r"<\d[\d:.]*>")


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read WebVTT. Raises InputError when the file does not begin with WEBVTT."""
    text, found = decode(content, name, encoding)
    text, mended = _mend(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
    try:
        parsed = webvtt.from_string(text)
    except webvtt.errors.MalformedFileError as error:
        raise InputError(
            _("{name} does not begin with WEBVTT, so it is no WebVTT file.").format(name=name)
        ) from error
    lines = [
        Line(row.strip())
        for comment in parsed.header_comments
        for row in clean(comment).split("\n")
        if row.strip()
    ]
    rolling = bool(_STAMPED.search(text))
    for caption in parsed.captions:
        rows = [row for row in caption.raw_text.split("\n") if plain(row)]
        if rolling and lines and rows and plain(rows[0]) == lines[-1].text:
            rows = rows[1:]  # automatic captions show each line twice
        lines += voices("\n".join(rows), seconds(str(caption.start)), seconds(str(caption.end)))
    return cue_document(FORMAT, found, encoding, lines, mended)


def _mend(text: str) -> tuple[str, int]:
    """Join text without a valid time to the cue before it, where it was said; count those.

    The parser leaves such text out: a blank line within a cue, or a time with a typing error.
    """
    blocks = re.split(r"\n{2,}", text)
    kept: list[str] = []
    cue: int | None = None
    mended = 0
    for block in blocks:
        if _CUE.search(block):
            cue = len(kept)
        elif cue is not None and block.strip() and not _ASIDE.match(block):
            said = [row for row in block.split("\n") if "-->" not in row and not row.isdecimal()]
            kept[cue] += "".join("\n" + row for row in said)
            mended += bool(said)
            continue
        kept.append(block)
    return "\n\n".join(kept), mended
