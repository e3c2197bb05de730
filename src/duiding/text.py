r"""Text from outside: one cleaner for every string, and the arithmetic of fragments.

Canonical text is NFC, has ``\n`` as its only line end and no control, bidi, BOM, soft hyphen or
surrogate characters. Offsets are Unicode code points, half-open.
"""

import re
import unicodedata

CONTEXT_WIDTH = 60

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u00a0\u2007\u202f]")
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def clean(text: str) -> str:
    """Return the canonical form of a text from outside; cleaning twice changes nothing."""
    text = _LINE_ENDS.sub("\n", text)
    text = _BLANKS.sub(" ", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def clean_line(text: str) -> str:
    """Return the canonical form of a text that must stay on one line (a name, a label, a cell)."""
    return " ".join(clean(text).split())


def sha256(content: str | bytes) -> str:
    """Return the SHA-256 of a text (in UTF-8) or of bytes, as 64 hexadecimal digits."""
    import hashlib

    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def count_words(text: str) -> int:
    """Return the number of words: runs of letters and digits, joined by hyphen or apostrophe."""
    return sum(1 for _ in _WORD.finditer(text))


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to CONTEXT_WIDTH characters before and after ``text[start:end]``."""
    return text[max(0, start - CONTEXT_WIDTH) : start], text[end : end + CONTEXT_WIDTH]


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends; an all-blank span becomes empty at ``start``."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def shorten(text: str, width: int) -> str:
    """Return the text on one line, cut at ``width`` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"


def slug(name: str) -> str:
    """Return a name as lower-case letters, digits and hyphens, for keys and file names."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
