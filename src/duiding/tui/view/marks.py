"""Marks: codings and suggestions as they stand beside the text, each in a lane of its own.

Lanes are given out for the whole text at once (interval colouring on rows), so scrolling never
moves one; a mark that comes later takes the first free lane and leaves the others in place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from duiding.tui.view.layout import Layout


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding, or a suggestion for one."""

    id: str
    code_id: str
    start: int
    end: int
    suggested: bool
    own: bool
    """True for a coding of the coder at work."""

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the mark shares a character with a stretch."""
        return self.start < end and start < self.end


class MarkIndex:
    """The marks of a text on its rows."""

    def __init__(self, layout: Layout, marks: Iterable[Mark]) -> None:
        self.layout = layout
        self.marks = {mark.id: mark for mark in marks}
        self.rows: list[list[Mark]] = []
        self.lane: dict[str, int] = {}
        self._place_all()

    def relayout(self, layout: Layout) -> None:
        """Take a new layout (another width); lanes are given out afresh."""
        self.layout = layout
        self._place_all()

    def change(self, gone: Iterable[str], new: Iterable[Mark]) -> set[int]:
        """Take marks away and add others; return the rows that look different."""
        touched: set[int] = set()
        for mark in [self.marks.pop(key) for key in gone]:
            rows = self.layout.rows_of(mark.start, mark.end)
            for row in rows:
                self.rows[row].remove(mark)
            del self.lane[mark.id]
            touched.update(rows)
        for mark in sorted(new, key=_order):
            rows = self.layout.rows_of(mark.start, mark.end)
            taken = {self.lane[other.id] for row in rows for other in self.rows[row]}
            self.lane[mark.id] = next(n for n in range(len(taken) + 1) if n not in taken)
            for row in rows:
                self.rows[row].append(mark)
            self.marks[mark.id] = mark
            touched.update(rows)
        return touched

    def on(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with a stretch, in order of the text."""
        found = {
            mark.id: mark
            for row in self.layout.rows_of(start, end)
            for mark in self.rows[row]
            if mark.overlaps(start, end)
        }
        return sorted(found.values(), key=_order)

    def at_lane(self, row: int, lane: int) -> Mark | None:
        """Return the mark that a row shows in a lane."""
        return next((mark for mark in self.rows[row] if self.lane[mark.id] == lane), None)

    def _place_all(self) -> None:
        self.rows = [[] for _ in range(len(self.layout))]
        self.lane = {}
        busy: list[tuple[int, int]] = []  # last row, lane
        free: list[int] = []
        used = 0
        spans = [(self.layout.rows_of(m.start, m.end), m) for m in self.marks.values()]
        for rows, mark in sorted(spans, key=lambda item: (item[0].start, _order(item[1]))):
            while busy and busy[0][0] < rows.start:
                heappush(free, heappop(busy)[1])
            lane = heappop(free) if free else used
            used = max(used, lane + 1)
            self.lane[mark.id] = lane
            heappush(busy, (rows.stop - 1, lane))
            for row in rows:
                self.rows[row].append(mark)


def _order(mark: Mark) -> tuple[int, int, str]:
    """Order by place, long before short."""
    return mark.start, -mark.end, mark.id
