"""Why a code is suggested, in plain words: how sure, the words that weighed, what it is like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duiding.i18n import _
from duiding.text import shorten
from duiding.tui.view.cells import cut, width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import DIM, STRONG, TEXT, Line, Part, line, line_width, paragraph
from duiding.tui.view.units import Span

ONE_LINE_FROM = 60
"""From this width a coded fragment that is alike takes one line."""
_WEIGHED = Tone("weighed")


@dataclass(frozen=True, slots=True)
class Alike:
    """A coded fragment that is like the suggested one."""

    quote: str
    code: str
    """Empty where it is the suggested one."""
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
    lines = _head_lines(why, cells)
    like = _("like") + " "
    fragments = [replace(one, code="") if one.code == why.code else one for one in why.alike]
    for number, alike in enumerate(fragments):
        if cells >= ONE_LINE_FROM:
            block = [_alike_line(alike, like if not number else " " * width(like), cells)]
        else:
            block = _alike_lines(alike, cells)
            if not number:
                block.insert(0, line(Part(cut("  " + _("like what was coded:"), cells), DIM)))
        if len(lines) + len(block) > rows:
            break
        lines += block
    return lines[:rows]


def _head_lines(why: Why, cells: int) -> list[Line]:
    """Return the code, how likely it is, and the words that weighed: in one line when they fit."""
    sign = Part(glyphs().suggested + " ", Tone("code", why.colour))
    likely = _("{percent} likely").format(percent=chance(why.score))
    because = _("because of: {words}").format(words=", ".join(why.words)) if why.words else ""
    names = paragraph(why.code + "?", max(8, cells - 2))
    lines: list[Line] = [line(sign, Part(names[0], STRONG))]
    lines += [line(Part("  " + name, STRONG)) for name in names[1:]]
    if width(names[-1]) + width(likely) + 4 <= cells:
        lines[-1] = line(*lines[-1], Part(f"  {likely}", DIM))
    else:
        lines.append(line(Part("  " + likely, DIM)))
    if because and line_width(lines[-1]) + width(because) + 3 <= cells:
        lines[-1] = line(*lines[-1], Part(f" {glyphs().dot} ", DIM), Part(because))
    elif because:
        lines += [line(Part(row)) for row in paragraph(because, cells, "  ")]
    return lines


def _alike_line(alike: Alike, like: str, cells: int) -> Line:
    room = cells - 2 - width(like)
    label = _label(alike, room * 2 // 5)
    quote = f"“{shorten(alike.quote, max(8, room - width(label) - 6))}”"
    gap = " " * max(2, room - width(quote) - width(label) - 2)
    sign = Part(glyphs().code + " ", Tone("code", alike.colour))
    return line(Part("  " + like, DIM), Part(quote), Part(gap), sign, Part(label, DIM))


def _alike_lines(alike: Alike, cells: int) -> list[Line]:
    quote = f"“{shorten(alike.quote, max(8, 2 * (cells - 2) - 10))}”"
    lines: list[Line] = [line(Part(row)) for row in paragraph(quote, cells, "  ")]
    sign = Part("    " + glyphs().code + " ", Tone("code", alike.colour))
    return [*lines, line(sign, Part(_label(alike, cells - 6), DIM))]


def _label(alike: Alike, cells: int) -> str:
    """Return code and source; where there is little room the name of the code gives way."""
    if not alike.code:
        return cut(alike.source, cells)
    source = f" {glyphs().dot} {cut(alike.source, max(6, cells // 2))}"
    return cut(cut(alike.code, max(6, cells - width(source))) + source, cells)


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
