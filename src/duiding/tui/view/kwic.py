"""Hits of a search, one line each: the hit in the middle, with the words before and after it."""

from collections.abc import Sequence

from duiding.i18n import _
from duiding.search import Hit
from duiding.tui.view.cells import cut, cut_start, fit, width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import (
    ACCENT,
    BLANK,
    DIM,
    STRONG,
    TEXT,
    Line,
    Part,
    heading,
    line,
    paragraph,
)
from duiding.tui.view.reason import quoted
from duiding.tui.view.wrap import offsets, wrap

_TURN = 4
_WEIGHED = Tone("weighed")


def kwic_header(cells: int) -> Line:
    """Return the heads of the columns."""
    source, left = _widths(cells)
    heads = fit(_("Source"), source) + " " + " " * (_TURN + 3 + left)
    return line(Part(heads + _("Hit"), DIM))


def kwic_line(hit: Hit, colours: Sequence[str], cells: int) -> Line:
    """Return one hit; ``colours`` are those of the codes that stand on it."""
    source, left = _widths(cells)
    before = cut_start(hit.before.lstrip(), left)
    tone = TEXT if hit.turn.is_respondent else DIM
    sign = Part(glyphs().code, Tone("code", colours[0])) if colours else Part(" ")
    more = "+" if len(colours) > 1 else " "
    rest = cells - source - _TURN - 4 - left
    found = cut(hit.text, rest)
    return line(
        Part(fit(hit.source.name, source) + " ", DIM),
        Part(f"{hit.turn.number:>{_TURN}} ", DIM),
        sign,
        Part(more, DIM),
        Part(" " * (left - width(before)) + before, tone),
        Part(found, _WEIGHED),
        Part(cut(hit.after, rest - width(found)), tone),
    )


def _widths(cells: int) -> tuple[int, int]:
    """Return the cells for the source and for the words before the hit."""
    source = 13 if cells >= 70 else 8
    return source, max(4, (cells - source - _TURN - 4) * 2 // 5)


def hit_lines(
    hit: Hit, text: str, codes: Sequence[tuple[str, str]], cells: int, rows: int
) -> list[Line]:
    """Return the whole sentence of a hit and the codes on it, each with its colour."""
    who = hit.speaker or _("nobody")
    turn = _("turn {number}").format(number=hit.turn.number)
    dot = f" {glyphs().dot} "
    lines: list[Line] = [heading(dot.join((hit.source.name, turn, who)), cells)]
    starts, ends = offsets(), offsets()
    wrap(text, *hit.sentence, max(8, cells - 2), starts, ends)
    spans = list(zip(starts, ends, strict=True))
    most = max(1, rows - 2)
    if len(spans) > most:  # the row with the hit must be among them
        at = next((n for n, (a, b) in enumerate(spans) if a <= hit.start < b), 0)
        first = max(0, min(at - most // 2, len(spans) - most))
        spans = spans[first : first + most]
    lines += [line(Part("  "), *quoted(text, [(hit.start, hit.end)], a, b)) for a, b in spans]
    marks = [
        part
        for name, colour in codes
        for part in (Part(f"  {glyphs().code} ", Tone("code", colour)), Part(name))
    ]
    lines.append(line(*marks) if marks else line(Part("  " + _("no code yet"), DIM)))
    return [*lines, *[BLANK] * (rows - len(lines))][:rows]


def no_hits_lines(*, asked: bool, working: bool, cells: int) -> list[Line]:
    """Return what to do when there is nothing to show."""
    if working:
        return [BLANK, line(Part("  " + _("Searching. You can go on meanwhile."), STRONG))]
    head = _("Nothing was found.") if asked else _("Search in everything that was said.")
    explained = (
        (_("as written:"), _("the word exactly; * stands for any letters: schuld*")),
        (_("all forms:"), _("schuld also finds schulden")),
        (_("compounds:"), _("schuld also finds schuldhulpverlening")),
        (_("pattern:"), _("a regular expression: wij (zijn|waren)")),
    )
    lines: list[Line] = [BLANK, line(Part("  " + head, STRONG)), BLANK]
    for label, text in explained:
        rows = paragraph(text, max(10, cells - 16))
        lines.append(line(Part("  " + fit(label, 13) + " "), Part(rows[0], DIM)))
    keys = (("/", _("search")), ("m", _("the next of these ways (Tab while typing)")))
    lines.append(BLANK)
    lines += [line(Part(f"  {key} ", ACCENT), Part(text)) for key, text in keys]
    return lines
