"""The side panel of the coding screen: what stands here, and the pinned codes."""

from duiding.codebook import kind_name
from duiding.i18n import _
from duiding.tui.desk import Desk
from duiding.tui.view.colours import Tone
from duiding.tui.view.details import coding_lines, suggestion_lines
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import ACCENT, BLANK, DIM, Line, Part, heading, line
from duiding.tui.view.marks import Mark
from duiding.tui.view.reason import why_lines
from duiding.tui.why import why


def panel_lines(desk: Desk, cells: int, height: int) -> list[Line]:
    """Return the panel: the pinned codes at the bottom, what stands here in the room above."""
    pinned = _pinned(desk, cells)
    here = _here(desk, cells, max(3, height - len(pinned)))
    room = max(0, height - len(pinned))
    return [*here, *[BLANK] * (room - len(here)), *pinned][:height]


def _here(desk: Desk, cells: int, room: int) -> list[Line]:
    lines: list[Line] = [heading(_("Here"), cells)]
    marks = sorted(desk.marks_here(), key=lambda mark: (mark.id != desk.focus, not mark.suggested))
    for index, mark in enumerate(marks):
        if mark.id == desk.focus:
            others = 1 if len(marks) > 1 else 0
            lines += reason_lines(desk, cells, max(3, room - len(lines) - others))
            continue
        if len(lines) + 3 > room and index < len(marks) - 1:
            more = _("… and {count} more (o)").format(count=len(marks) - index)
            lines.append(line(Part(more, DIM, "here")))
            break
        lines += _mark_lines(desk, mark, cells)
    if not marks:
        lines.append(line(Part(_("no code yet"), DIM)))
    return lines


def reason_lines(desk: Desk, cells: int, rows: int) -> list[Line]:
    """Return why the suggestion that the coder is at was made; nothing when at none."""
    suggestion = desk.suggestions.get(desk.focus)
    return why_lines(why(desk.session, suggestion), cells, rows) if suggestion else []


def _mark_lines(desk: Desk, mark: Mark, cells: int) -> list[Line]:
    session = desk.session
    name, colour = session.code_name(mark.code_id), session.colour_of(mark.code_id)
    if mark.suggested:
        return suggestion_lines(desk.suggestions[mark.id], name, colour, cells)
    code = session.codes.get(mark.code_id)
    kind = kind_name(code.kind) if code else ""
    return coding_lines(desk.codings[mark.id], name, kind, colour, own=mark.own)


def _pinned(desk: Desk, cells: int) -> list[Line]:
    if not desk.session.pinned:
        return []
    lines: list[Line] = [heading(_("Pinned codes"), cells)]
    for number, code in enumerate(desk.session.pinned, 1):
        command = f"pinned {number}"
        sign = Part(glyphs().code + " ", Tone("code", desk.session.colour_of(code.id)), command)
        lines.append(
            line(Part(f"{number} ", ACCENT, command), sign, Part(code.name, command=command))
        )
    return lines
