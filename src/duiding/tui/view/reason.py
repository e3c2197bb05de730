"""Why a code is suggested, in plain words: how sure, the words that weighed, what it is like."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from duiding.i18n import _
from duiding.text import shorten
from duiding.tui.view.cells import width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import DIM, STRONG, TEXT, Line, Part, line, paragraph
from duiding.tui.view.units import Span

ONE_LINE_FROM = 60
"""From this width a coded fragment that is alike takes one line."""
_WEIGHED = Tone("weighed")


@dataclass(frozen=True, slots=True)
class Alike:
    """A coded fragment that is like the suggested one."""

    quote: str
    code: str
    colour: str
    source: str


@dataclass(frozen=True, slots=True)
class Why:
    """A suggestion, and what it rests on."""

    code: str
    colour: str
    score: float
    words: tuple[str, ...] = ()
    alike: tuple[Alike, ...] = ()


def chance(score: float) -> str:
    """Return how likely it is that the code fits; never nothing, never all."""
    return f"{max(1, min(99, round(100 * score)))}%"


def why_lines(why: Why, cells: int, rows: int) -> list[Line]:
    """Return the reason in so many cells and rows; the fragments that are least alike give way."""
    sign = Part(glyphs().suggested + " ", Tone("code", why.colour))
    likely = _("{percent} likely").format(percent=chance(why.score))
    names = paragraph(why.code + "?", max(8, cells - 2))
    lines: list[Line] = [line(sign, Part(names[0], STRONG))]
    lines += [line(Part("  " + name, STRONG)) for name in names[1:]]
    if width(names[-1]) + width(likely) + 4 <= cells:
        lines[-1] = line(*lines[-1], Part(f"  {likely}", DIM))
    else:
        lines.append(line(Part("  " + likely, DIM)))
    if why.words:
        text = _("because of: {words}").format(words=", ".join(why.words))
        lines += [line(Part(row)) for row in paragraph(text, cells, "  ")]
    blocks = [_alike_lines(alike, cells) for alike in why.alike]
    head = line(Part("  " + _("like what was coded:"), DIM))
    if blocks and len(lines) + 1 + len(blocks[0]) <= rows:
        lines.append(head)
        for block in blocks:
            if len(lines) + len(block) > rows:
                break
            lines += block
    return lines[:rows]


def _alike_lines(alike: Alike, cells: int) -> list[Line]:
    colour = Tone("code", alike.colour)
    label = f"{alike.code} {glyphs().dot} {alike.source}"
    if cells >= ONE_LINE_FROM:
        label = shorten(label, cells * 2 // 5)
        room = cells - width(label) - 9
        quote = f"“{shorten(alike.quote, max(8, room))}”"
        gap = " " * max(2, cells - width(quote) - width(label) - 6)
        sign = Part(glyphs().code + " ", colour)
        return [line(Part("    "), Part(quote), Part(gap), sign, Part(label, DIM))]
    quote = f"“{shorten(alike.quote, max(8, 2 * (cells - 2) - 10))}”"
    lines: list[Line] = [line(Part(row)) for row in paragraph(quote, cells, "  ")]
    return [*lines, line(Part("    " + glyphs().code + " ", colour), Part(label, DIM))]


def quoted(text: str, spans: Sequence[Span], start: int, end: int) -> Line:
    """Return ``text[start:end]`` on one line, with the words that weighed standing out."""
    inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and start < b]
    cuts = sorted({start, end, *(place for span in inside for place in span)})
    return tuple(
        Part(
            text[a:b].replace("\n", " "),
            _WEIGHED if any(x <= a and b <= y for x, y in inside) else TEXT,
        )
        for a, b in pairwise(cuts)
    )
