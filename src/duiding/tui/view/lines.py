"""Lines: what every region but the transcript consists of; pieces of text, each with a tone."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duiding.tui.view.cells import cut, fit, shown, width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.wrap import offsets, wrap

TEXT = Tone()
STRONG = Tone("strong")
DIM = Tone("dim")
ACCENT = Tone("accent")
GOOD = Tone("good")
BAD = Tone("bad")


class Part(NamedTuple):
    """A piece of a line."""

    text: str
    tone: Tone = TEXT
    command: str = ""
    """What a click on it does: the name of a command, and after a blank its argument."""


Line = Sequence[Part]
BLANK: Line = ()


def line(*pieces: str | Part) -> Line:
    """Return a line of these pieces; a plain string is text."""
    return tuple(Part(piece) if isinstance(piece, str) else piece for piece in pieces)


def plain(parts: Line) -> str:
    """Return the text of a line."""
    return "".join(part.text for part in parts)


def line_width(parts: Line) -> int:
    """Return how many cells a line takes."""
    return sum(width(part.text) for part in parts)


def fit_line(parts: Line, exactly: int, fill: Tone = TEXT) -> list[Part]:
    """Return the line in exactly so many cells."""
    room = exactly
    kept: list[Part] = []
    for part in parts:
        needed = width(part.text)
        if needed > room:
            if room:
                kept.append(part._replace(text=fit(part.text, room)))
            return kept
        kept.append(part._replace(text=shown(part.text)))
        room -= needed
    if room:
        kept.append(Part(" " * room, fill))
    return kept


def on_ground(parts: Iterable[Part], ground: str) -> list[Part]:
    """Return the line on another background."""
    return [part._replace(tone=part.tone._replace(ground=ground)) for part in parts]


def spread(left: Line, right: Line, exactly: int) -> Line:
    """Return a line with one part at the left and one at the right; the left one gives way."""
    room = exactly - line_width(right)
    if room < 8:
        return fit_line(left, exactly)
    return (*fit_line(left, room - 1), Part(" "), *right)


def beside(left: Sequence[Line], right: Sequence[Line], widths: tuple[int, int]) -> list[Line]:
    """Return two columns of lines as one."""
    count = max(len(left), len(right))
    rows = zip(_filled(left, count), _filled(right, count), strict=True)
    return [(*fit_line(a, widths[0]), *fit_line(b, widths[1])) for a, b in rows]


def _filled(lines: Sequence[Line], count: int) -> list[Line]:
    return [*lines, *[BLANK] * (count - len(lines))]


def bar(value: float, most: float, cells: int) -> str:
    """Return a bar of at most so many cells, in eighths of a cell; something is never nothing."""
    if most <= 0 or value <= 0 or cells <= 0:
        return ""
    eighths = max(1, round(min(1, value / most) * cells * 8))
    full, rest = divmod(eighths, 8)
    signs = glyphs().bar
    drawn = signs[7] * full + (signs[rest - 1] if rest else "")
    return drawn if drawn.strip() else signs[7]


def sparkline(values: Sequence[float | None], most: float) -> str:
    """Return a small column per value, none for None; something is never nothing."""
    signs = glyphs().spark
    drawn = ""
    for value in values:
        height = 0 if value is None or most <= 0 else round(value / most * (len(signs) - 1))
        drawn += " " if value is None else signs[max(0, min(height, len(signs) - 1))]
    return drawn


def paragraph(text: str, cells: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most so many cells."""
    starts, ends = offsets(), offsets()
    wrap(text, 0, len(text), max(8, cells - len(indent)), starts, ends)
    return [indent + shown(text[a:b]) for a, b in zip(starts, ends, strict=True)]


def heading(text: str, cells: int) -> Line:
    """Return a heading with a rule after it; without a text, only the rule."""
    text = cut(text, max(0, cells - 4)) + " " if text else ""
    return line(Part(text, STRONG), Part(glyphs().rule * (cells - width(text)), DIM))
