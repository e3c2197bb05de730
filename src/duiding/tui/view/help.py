"""The help: how the coding screen works, and the keys in the words of a researcher."""

from duiding.i18n import _
from duiding.tui.keys import CODING, commands_for
from duiding.tui.view.cells import width
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import ACCENT, BLANK, Line, Part, heading, line, paragraph

KEY_CELLS = 12


def help_lines(screen: str, cells: int) -> list[Line]:
    """Return the help for a screen in so many cells."""
    lines: list[Line] = []
    if screen == CODING:
        for text in _introduction():
            lines += [line(Part(row)) for row in paragraph(text, cells)]
            lines.append(BLANK)
        lines += _legend(cells)
    group = ""
    for command in commands_for(screen):
        if command.group != group:
            group = command.group
            lines += [BLANK, heading(_(group), cells)]
        lines += _command_lines(command.keys_shown, _(command.text), cells)
    return lines


def _command_lines(keys: str, text: str, cells: int) -> list[Line]:
    rows = paragraph(text, cells - KEY_CELLS)
    first = Part(keys + " " * max(1, KEY_CELLS - width(keys)), ACCENT)
    return [line(first, Part(rows[0])), *(line(Part(" " * KEY_CELLS + row)) for row in rows[1:])]


def _introduction() -> tuple[str, ...]:
    return (
        _(
            "One sentence is always marked; what you do is done to it. A digit gives it a pinned "
            "code, c lets you choose any code by typing a part of its name. Every act is saved "
            "at once and can be undone with u, also tomorrow."
        ),
        _(
            "Mark more or less with J K (sentences), L H (words), + - (word, sentence, turn). With "
            "the mouse: click on a sentence, drag over words, click in the margin for a turn."
        ),
    )


def _legend(cells: int) -> list[Line]:
    signs = glyphs()
    coding = f"{signs.whole} {signs.top}{signs.middle}{signs.bottom}"
    rows = (
        (coding, _("a coding; the text has the colour of the theme")),
        (f"{signs.suggested_edge}{signs.suggested}", _("a suggestion; its text is in italics")),
        ("a̲b̲" if not signs.ascii else "ab", _("underlined: two codes or more")),
    )
    return [row for sign, text in rows for row in _command_lines(sign, text, cells)]
