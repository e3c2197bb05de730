"""From bytes to text: byte order mark, strict UTF-8, UTF-16 by its NULs, else Windows (cp1252).

Guessing libraries read Dutch cp1252 wrong in a large share of short texts; this ladder does not
guess, and says so when it fell back.
"""

import codecs
import re

from duiding.errors import InputError
from duiding.i18n import _

FALLBACK = "cp1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SAMPLE = 65_536
_FEW_CONTROLS = 8
_MOST_CONTROLS = 0.005
"""Share of control characters above which a file is no text."""


def decode(content: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises InputError for bytes that are no text, or not text in the given ``encoding``.
    """
    if encoding is not None:
        return _text(_decode_as(content, name, encoding), name), codecs.lookup(encoding).name
    for mark, codec, label in _MARKS:
        if content.startswith(mark):
            return _text(_decode_as(content, name, codec), name), label
    if guess := _by_nulls(content[:_SAMPLE]):
        return _text(_decode_as(content, name, guess), name), guess
    try:
        return _text(content.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError:
        return _text(content.decode(FALLBACK, errors="replace"), name), FALLBACK


def _decode_as(content: bytes, name: str, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise InputError(
            _("{encoding} is no known encoding; try cp1252, utf-8 or mac-roman.").format(
                encoding=encoding
            )
        ) from error
    except UnicodeError as error:
        raise InputError(
            _("{name} is not valid {encoding}: it is damaged, or the encoding is another.").format(
                name=name, encoding=encoding
            )
        ) from error


def _by_nulls(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: in a western text every other byte is NUL."""
    half = len(sample) // 2
    if not half or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _text(text: str, name: str) -> str:
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(sample)):
        raise InputError(
            _("{name} holds no text but binary data. Save it as .docx or .txt first.").format(
                name=name
            )
        )
    return text


def fallback_warnings(found: str, given: str | None) -> tuple[str, ...]:
    """Return a warning when the encoding is the last step of the ladder and nobody chose it."""
    if found != FALLBACK or given is not None:
        return ()
    return (
        _(
            "The text is not in UTF-8 and was read as Windows text (cp1252). "
            "When letters such as é and ë look wrong, import it with --encoding."
        ),
    )
