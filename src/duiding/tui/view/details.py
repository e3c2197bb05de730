"""Codes and codings in words: for menus and the side panel."""

from duiding.codebook import Code, Codebook, CodeKind, kind_name
from duiding.coding import Coding, Suggestion
from duiding.i18n import _
from duiding.tui.view.cells import cut, width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import ACCENT, DIM, STRONG, TEXT, Line, Part, line, paragraph
from duiding.tui.view.reason import chance


def code_lines(book: Codebook, code: Code, cells: int, rows: int) -> list[Line]:
    """Return what a coder must know to apply a code; where it is too long, all parts give way."""
    related = book.by_id.get(code.related_theme_id or "")
    kind = kind_name(code.kind)
    if related is not None:
        kind += f" {glyphs().arrow} {related.name}"
    elif code.kind is not CodeKind.THEME:
        kind += f" {glyphs().dot} {book.theme_of(code).name}"
    example = f"“{code.example}”" if code.example else ""
    parts = [
        [line(Part(text, STRONG)) for text in paragraph(code.name, cells)],
        [line(Part(text, DIM)) for text in paragraph(kind, cells)],
        [line(Part(text)) for text in paragraph(code.definition, cells)],
        _labelled(_("Include:"), code.include, cells),
        _labelled(_("Exclude:"), code.exclude, cells),
        _labelled(_("Example:"), example, cells),
    ]
    _shorten(parts, rows)
    return [row for part in parts for row in part]


def _labelled(label: str, text: str, cells: int) -> list[Line]:
    if not text:
        return []
    rows = paragraph(f"{label} {text}", cells)
    first = rows[0].removeprefix(label)
    return [line(Part(label, ACCENT), Part(first)), *(line(Part(row)) for row in rows[1:])]


def _shorten(parts: list[list[Line]], rows: int) -> None:
    """Cut the longest parts, one row at a time, until all fit."""
    while sum(map(len, parts)) > rows:
        longest = max(parts, key=len)
        if len(longest) < 2:
            return
        longest.pop()
        *before, last = longest[-1]
        longest[-1] = (*before, last._replace(text=last.text.rstrip(" ,;:.…") + "…"))


def code_part(name: str, colour: str) -> tuple[Part, Part]:
    """Return a code as its colour and its name."""
    return Part(glyphs().code + " ", Tone("code", colour)), Part(name)


def coding_lines(coding: Coding, name: str, kind: str, colour: str, *, own: bool) -> list[Line]:
    """Return a coding in two lines."""
    who = Part(coding.coder.name, TEXT if own else DIM)
    return [
        line(*code_part(name, colour)),
        line(Part(f"  {kind} {glyphs().dot} ", DIM), who),
    ]


def suggestion_lines(suggestion: Suggestion, name: str, colour: str, cells: int) -> list[Line]:
    """Return a suggestion in two lines: how sure, and the words that it rests on."""
    sure = chance(suggestion.score)
    name = cut(name, max(8, cells - 2 - 1 - 2 - width(sure)))
    sign = Part(glyphs().suggested + " ", Tone("code", colour))
    lines: list[Line] = [line(sign, Part(name + "?", STRONG), Part(f"  {sure}", DIM))]
    if suggestion.reason:
        why = _("because of: {words}").format(words=", ".join(suggestion.reason))
        lines.append(line(Part("  " + why, DIM)))
    return lines
