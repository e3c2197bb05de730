"""The line with the names of the screens, and the line with the keys."""

from collections.abc import Sequence

from duiding.i18n import _
from duiding.tui.keys import CODING, HOME, SOURCES, Hint
from duiding.tui.view.cells import cut, width
from duiding.tui.view.lines import ACCENT, DIM, STRONG, Line, Part, line, line_width, on_ground


def top_line(screen: str, about: str, cells: int) -> Line:
    """Return the names of the screens, the present one lit up, and what it is about."""
    names = ((HOME, _("Home")), (SOURCES, _("Sources")), (CODING, _("Coding")))
    tabs: list[Part] = [Part(" duiding ", ACCENT)]
    for key, name in names:
        command = "" if key in (screen, CODING) else key
        part = Part(f" {name} ", STRONG if key == screen else DIM, command)
        tabs += on_ground([part], "selection") if key == screen else [part]
        tabs.append(Part(" "))
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
