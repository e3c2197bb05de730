"""The status line: what was just done at the left, where the coder is at the right."""

from collections.abc import Sequence

from duiding.i18n import _
from duiding.tui.learning import Report
from duiding.tui.view.cells import width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import ACCENT, DIM, GOOD, STRONG, Line, Part, line, line_width, spread


def status_line(said: str, tone: str, places: Sequence[str], cells: int) -> Line:
    """Return what is said, and where the coder is in the longest form that leaves room for it."""
    sign = Part(f"{glyphs().done} ", GOOD) if tone == "good" else Part("")
    text = line(Part(" "), sign, Part(said, Tone(tone)))
    room = cells - line_width(text) - 2
    place = next((place for place in places if width(place) <= room), places[-1] if places else "")
    return spread(text, line(Part(place + " ", DIM)), cells)


def prompt_line(label: str, typed: str) -> Line:
    """Return a line to type in."""
    return line(Part(f" {label} ", ACCENT), Part(typed, STRONG), Part(glyphs().caret, ACCENT))


def progress_texts(progress: Report | None) -> list[str]:
    """Return how far the making of suggestions is, in ever shorter forms; nothing when not."""
    if progress is None:
        return []
    counted = f"{progress.done}/{progress.total}"
    text = _("making suggestions: {counted} sources").format(counted=counted)
    return [f"{text} {glyphs().dot} " + _("Esc stops"), text, counted]


def place_texts(turn: int, turns: int, unit: str, *, held: bool) -> list[str]:
    """Return where the coder is, in ever shorter forms."""
    where = _("turn {number}/{count}").format(number=turn, count=turns)
    dot = f" {glyphs().dot} "
    if held:
        where += dot + unit + " +"
        return [where + dot + _("saved"), where]
    return [dot.join((where, unit, _("saved"))), dot.join((where, _("saved"))), where]
