"""From pieces of formatted text to lines of canonical text, for the walkers of docx and odt."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from duiding.i18n import _, ngettext
from duiding.sources.readers.model import Line
from duiding.text import clean

Piece = tuple[str, bool]
"""A stretch of text and whether it is bold."""

HINT = "\x1f"
"""Stands for the hint in an empty field: nothing, but a blank where words would grow together."""
_BETWEEN_WORDS = re.compile(rf"(?<=\w){HINT}+(?=\w)")


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines of one paragraph, empty ones left out."""
    rows: list[list[Piece]] = [[]]
    for text, bold in pieces:
        first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rows[-1].append((first, bold))
        rows.extend([(part, bold)] for part in rest)
    lines: list[Line] = []
    for row in rows:
        joined = "".join(part for part, _bold in row)
        text = clean(_BETWEEN_WORDS.sub(" ", joined)).strip()
        if text:
            lines += _split(text, _bold_start(row), opens=not lines)
    return lines


def _split(text: str, bold: int, *, opens: bool) -> list[Line]:
    """Return the lines of a row: cleaning turns rare separators into line ends."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [
        Line(part, bold=bold if index == 0 else 0, opens=opens and index == 0)
        for index, part in enumerate(parts)
    ]


def _bold_start(row: Iterable[Piece]) -> int:
    start = ""
    for text, bold in row:
        if text.strip() and not bold:
            break
        start += text
    return len(clean(start).strip())


def left_out(seen: Counter[str]) -> Iterator[str]:
    """Yield a sentence for each kind of thing that a walker counted."""
    if number := seen["deleted"]:
        yield ngettext(
            "{number} tracked deletion is left out.",
            "{number} tracked deletions are left out.",
            number,
        ).format(number=number)
    if number := seen["inserted"]:
        yield ngettext(
            "{number} tracked insertion is taken in.",
            "{number} tracked insertions are taken in.",
            number,
        ).format(number=number)
    if number := seen["boxes"]:
        yield ngettext(
            "{number} text box is left out.", "{number} text boxes are left out.", number
        ).format(number=number)
    if number := seen["comments"]:
        yield ngettext(
            "{number} comment in the margin is left out.",
            "{number} comments in the margin are left out.",
            number,
        ).format(number=number)
    if number := seen["notes"]:
        yield ngettext(
            "{number} footnote is left out.", "{number} footnotes are left out.", number
        ).format(number=number)
    if seen["hidden"]:
        yield _("Hidden text is left out.")
