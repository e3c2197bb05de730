"""The list of suggestions: one line each, and below it why the current one is made."""

from collections.abc import Sequence

from duiding.i18n import _
from duiding.tui.view.cells import cut, fit
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
from duiding.tui.view.reason import Why, chance, quoted, why_lines
from duiding.tui.view.units import Span
from duiding.tui.view.wrap import offsets, wrap

_CHANCE = 4
MOST_QUOTE_ROWS = 3
"""Rows of the sentence that the reason leaves room for."""


def state_line(counted: str, order: str, narrowed: str, *, working: bool) -> Line:
    """Return how many are open, and what the list shows, each with the key that changes it."""
    ways = (
        ("o", order, "order"),
        ("f", narrowed, "filter"),
        ("m", _("stop making") if working else _("make new ones"), "make"),
        ("p", _("report"), "report"),
    )
    parts = [Part(counted, STRONG)]
    for key, text, command in ways:
        parts += [Part(f"   {key} ", ACCENT, command), Part(text, DIM, command)]
    return parts


def queue_header(cells: int) -> Line:
    """Return the heads of the columns."""
    code, source, _text = _widths(cells)
    heads = fit(_("code").capitalize(), code + 1), fit(_("Source"), source + 1)
    texts = (f"{'%':>{_CHANCE}}   ", *heads)
    return line(Part("".join((*texts, _("Sentence"))), DIM))


def queue_line(score: float, code: str, colour: str, source: str, quote: str, cells: int) -> Line:
    """Return one suggestion in so many cells."""
    code_cells, source_cells, text_cells = _widths(cells)
    return line(
        Part(f"{chance(score):>{_CHANCE}} ", STRONG),
        Part(glyphs().code + " ", Tone("code", colour)),
        Part(fit(code, code_cells) + " "),
        Part(fit(source, source_cells) + " ", DIM),
        Part(cut(quote.replace("\n", " "), text_cells)),
    )


def _widths(cells: int) -> tuple[int, int, int]:
    """Return the cells for code, source and sentence."""
    rest = cells - _CHANCE - 1 - 2 - 2
    source = 14 if rest >= 60 else 8
    code = max(8, min(34, rest * 3 // 10))
    return code, source, max(0, rest - code - source)


def detail_lines(
    text: str, span: Span, words: Sequence[Span], why: Why, place: str, cells: int, rows: int
) -> list[Line]:
    """Return the whole suggested sentence and the reason, in so many cells and rows."""
    starts, ends = offsets(), offsets()
    wrap(text, *span, max(8, cells - 2), starts, ends)
    reason = why_lines(why, cells, max(0, rows - 1 - min(len(starts), MOST_QUOTE_ROWS)))
    most = max(1, rows - 1 - len(reason))
    lines: list[Line] = [heading(place, cells)]
    for start, end in list(zip(starts, ends, strict=True))[:most]:
        lines.append(line(Part("  "), *quoted(text, words, start, end)))
    if len(starts) > most:
        *before, last = lines[-1]
        lines[-1] = (*before, last._replace(text=last.text.rstrip(" ,;:.") + "…"))
    return [*lines, *reason, *[BLANK] * (rows - len(lines) - len(reason))][:rows]


def empty_lines(*, narrowed: bool, ever: bool, working: bool, cells: int) -> list[Line]:
    """Return what to do when there is nothing to judge."""
    if working:
        texts = [_("Suggestions are being made. You can go on with something else meanwhile.")]
        key = None
    elif narrowed:
        texts = [_("There are no open suggestions here.")]
        key = ("f", _("show everything, or another theme or source"))
    elif ever:
        texts = [_("All suggestions were judged.")]
        key = ("m", _("make suggestions again, with what was learned"))
    else:
        texts = [
            _("No suggestions were made yet."),
            _(
                "duiding reads what respondents say and proposes codes: by the keywords of your "
                "codebook, and by what you coded before. You decide on each of them."
            ),
        ]
        key = ("m", _("make suggestions for all sources"))
    lines: list[Line] = [BLANK]
    for index, text in enumerate(texts):
        lines += [
            line(Part("  " + row, TEXT if index else STRONG)) for row in paragraph(text, cells - 4)
        ]
        lines.append(BLANK)
    if key is not None:
        lines.append(line(Part(f"  {key[0]} ", ACCENT), Part(key[1])))
    return lines
