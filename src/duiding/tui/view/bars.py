"""The line with the names of the screens, and the line with the keys."""

from collections.abc import Sequence

from duiding.i18n import _
from duiding.tui.keys import CODING, HOME, REPORT, SEARCH, SOURCES, SUGGESTIONS, Hint
from duiding.tui.view.cells import cut, width
from duiding.tui.view.lines import ACCENT, DIM, STRONG, Line, Part, line, line_width, on_ground


def top_line(screen: str, about: str, cells: int) -> Line:
    """Return the names of the screens, the present one lit up, and what it is about."""
    names = (
        (HOME, _("Home"), "home"),
        (SOURCES, _("Sources"), "sources"),
        (CODING, _("Coding"), ""),
        (SUGGESTIONS, _("Suggestions"), "suggestions"),
        (SEARCH, _("Search"), "search_all"),
    )
    here = SUGGESTIONS if screen == REPORT else screen
    tabs: list[Part] = [Part(" duiding ", ACCENT)]
    for key, name, command in names:
        part = Part(f" {name} ", STRONG if key == here else DIM, "" if key == screen else command)
        tabs += on_ground([part], "selection") if key == here else [part]
    room = cells - line_width(tabs) - 1
    text = cut(about, room) if room > 8 else ""
    filling = " " * max(0, room - width(text))
    return line(*tabs, Part(filling), Part(text, DIM), Part(" "))


def key_line(hints: Sequence[Hint], cells: int) -> Line:
    """Return as many hints as fit, whole ones only."""
    parts: list[Part] = [Part(" ")]
    room = cells - 1
    for hint in hints:
        text = _(hint.text)
        needed = width(hint.keys) + 1 + width(text) + 2
        if needed - 2 > room:
            break
        parts += [
            Part(hint.keys, ACCENT, hint.command),
            Part(f" {text}", DIM, hint.command),
            Part("  "),
        ]
        room -= needed
    return parts
