"""The selection: something is always selected, and every key changes it in one way.

A selection runs from an anchor to a head, both whole units. Moving takes both along; extending
moves the head alone. With ``held`` every move extends.
"""

from dataclasses import dataclass, replace

from duiding.tui.view.units import Span, Unit, Units


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected stretch of the text."""

    anchor: Span
    head: Span
    unit: Unit = Unit.SENTENCE
    held: bool = False
    place: int = 0
    """Where the coder is reading; narrowing the unit comes back here."""

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return min(self.anchor[0], self.head[0])

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return max(self.anchor[1], self.head[1])

    @property
    def span(self) -> Span:
        """First and end offset."""
        return self.start, self.end


NOTHING = Selection((0, 0), (0, 0))


def at_place(units: Units, offset: int, unit: Unit = Unit.SENTENCE) -> Selection:
    """Select the unit that holds an offset (else the last one before it)."""
    if not units:
        return NOTHING
    span = units[unit].at(offset)
    return Selection(span, span, unit, place=min(max(offset, span[0]), span[1] - 1))


def exactly(start: int, end: int) -> Selection:
    """Select exactly this stretch."""
    return Selection((start, end), (start, end), place=start)


def between(units: Units, start: int, end: int) -> Selection:
    """Select the words from one offset to another, in either direction (a drag of the mouse)."""
    words = units[Unit.WORD]
    head = words.at(end)
    return Selection(words.at(start), head, Unit.WORD, place=head[0])


def move(units: Units, selection: Selection, unit: Unit, by: int) -> Selection:
    """Go to the next (``by`` 1) or previous (-1) unit; at the ends nothing changes.

    From something larger (a turn, to its sentences) the first or last unit in it is selected.
    """
    head = _neighbour(units, selection.head, unit, by)
    return _arrive(selection, head or selection.head, unit)


def move_turn(units: Units, selection: Selection, by: int) -> Selection:
    """Go to the next or previous turn: to its first sentence, or to all of it by unit."""
    if not units:
        return selection
    turns = units[Unit.TURN]
    index = max(0, min(len(turns) - 1, turns.index_at(selection.head[0]) + by))
    unit = Unit.TURN if selection.unit is Unit.TURN else Unit.SENTENCE
    return _arrive(selection, units[unit].at(turns[index][0]), unit)


def go_to(units: Units, selection: Selection, offset: int) -> Selection:
    """Go to the unit at an offset, in sentences unless whole turns are being selected."""
    if not units:
        return selection
    unit = Unit.TURN if selection.unit is Unit.TURN else Unit.SENTENCE
    return _arrive(selection, units[unit].at(offset), unit)


def extend(units: Units, selection: Selection, unit: Unit, by: int) -> Selection:
    """Make the selection one unit longer (``by`` 1) or shorter (-1); past its anchor it turns."""
    if not units:
        return selection
    inside = units[unit].within(*selection.span)
    if not inside:  # less than one unit is selected: first fill it up
        span = units[unit].at(selection.start)
        return replace(selection, anchor=span, head=span, unit=unit, place=span[0])
    first, last = units[unit][inside[0]], units[unit][inside[-1]]
    backwards = selection.head[0] < selection.anchor[0]
    anchor, head = (last, first) if backwards else (first, last)
    target = units[unit].after(head[1]) if by > 0 else units[unit].before(head[0])
    head = target or head
    return replace(selection, anchor=anchor, head=head, unit=unit, place=head[0])


def widen(units: Units, selection: Selection, by: int) -> Selection:
    """Select in larger (``by`` 1) or smaller (-1) units, around the place of reading."""
    if not units:
        return selection
    unit = Unit(max(Unit.WORD, min(Unit.TURN, selection.unit + by)))
    if by < 0:
        span = units[unit].at(selection.place)
        return replace(selection, anchor=span, head=span, unit=unit)
    anchor, head = (units[unit].at(span[0]) for span in (selection.anchor, selection.head))
    return replace(selection, anchor=anchor, head=head, unit=unit)


def hold(selection: Selection) -> Selection:
    """Hold the anchor, so that moving extends; or let it go."""
    return replace(selection, held=not selection.held)


def _arrive(selection: Selection, head: Span, unit: Unit) -> Selection:
    anchor = selection.anchor if selection.held else head
    return replace(selection, anchor=anchor, head=head, unit=unit, place=head[0])


def _neighbour(units: Units, head: Span, unit: Unit, by: int) -> Span | None:
    if not units:
        return None
    spans = units[unit]
    inside = spans.within(*head)
    if inside and spans[inside[0]] != head:
        return spans[inside[0] if by > 0 else inside[-1]]
    if by > 0:
        return spans.after(head[1])
    return spans.before(head[0])
