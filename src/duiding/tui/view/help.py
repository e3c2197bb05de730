"""The help: how the coding screen works, and the keys in the words of a researcher."""

from duiding.i18n import _
from duiding.tui.keys import CODING, REPORT, SEARCH, SUGGESTIONS, commands_for
from duiding.tui.view.cells import width
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import ACCENT, BLANK, Line, Part, heading, line, paragraph

KEY_CELLS = 12


def help_lines(screen: str, cells: int) -> list[Line]:
    """Return the help for a screen in so many cells."""
    lines: list[Line] = []
    for text in _introduction(screen):
        lines += [line(Part(row)) for row in paragraph(text, cells)]
        lines.append(BLANK)
    if screen == CODING:
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


def _introduction(screen: str) -> tuple[str, ...]:
    introductions = {
        CODING: _of_coding,
        SUGGESTIONS: _of_suggestions,
        REPORT: _of_report,
        SEARCH: _of_search,
    }
    return introductions[screen]() if screen in introductions else ()


def _of_suggestions() -> tuple[str, ...]:
    return (
        _(
            "duiding proposes codes for sentences of respondents, and you decide: a takes the code "
            "over, x rejects it, r gives the sentence another code. Nothing is coded without you, "
            "and u takes every decision back."
        ),
        _(
            "The percentage says how likely it is that you agree. Below the list stands why: the "
            "words that weighed most, and what was coded so before and is like it. Each decision "
            "is learned from. Deciding on the least sure ones first (o) teaches duiding most."
        ),
        _(
            "When a code is proposed too often: z proposes it no longer, t only from a higher "
            "chance on. The report (p) shows how good the suggestions are per code."
        ),
    )


def _of_report() -> tuple[str, ...]:
    return (
        _(
            "What became of the suggestions to you. Right is the part that you accepted of what "
            "you judged; with few judgements chance plays a large part. Coverage is the part of "
            "what you coded yourself that had been suggested before."
        ),
    )


def _of_search() -> tuple[str, ...]:
    return (
        _(
            "/ asks for a word or a phrase and finds it in all sources. m (or Tab while typing) "
            "chooses how: as written, in all its forms, also inside compounds, or a pattern. A "
            "square before a hit says that it is coded already."
        ),
        _(
            "Enter shows a hit in its text, where n and N lead to the others. c gives the "
            "sentences of all hits of respondents a code, after showing how many; u takes that "
            "back as one."
        ),
    )


def _of_coding() -> tuple[str, ...]:
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
        ("", _("underlined and bold: a word that the suggestion rests on")),
        ("a̲b̲" if not signs.ascii else "ab", _("underlined: two codes or more")),
    )
    return [row for sign, text in rows for row in _command_lines(sign, text, cells)]
