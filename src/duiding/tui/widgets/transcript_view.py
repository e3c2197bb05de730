"""The transcript: one cached strip per row of the screen; a key draws only rows that changed."""

from collections.abc import Iterable
from itertools import chain

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from duiding.tui.desk import Desk
from duiding.tui.messages import MarkClicked, SelectionMade
from duiding.tui.view.colours import Tone
from duiding.tui.view.selection import Selection, at_place, between
from duiding.tui.view.units import Unit
from duiding.tui.widgets.safety import Guarded, painting
from duiding.tui.widgets.styling import palette_for, strip_of

MARGIN = 3
"""So many rows stay in view above and below the selection, when there is room."""
_GROUND = Tone()


class TranscriptView(Guarded, ScrollView, can_focus=False):
    """Shows the desk's transcript. What is selected and marked is decided by the desk."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    TranscriptView {
        overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._strips: dict[int, Strip] = {}
        self._shown = desk.selection
        self._shown_search = desk.search
        self._laid_out: Size | None = None
        self._drag: int | None = None
        self.covered = 0
        """So many rows at the bottom lie under something else."""

    # What is shown --------------------------------------------------------------------------------

    @painting
    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        row = self.scroll_offset.y + y
        strip = self._strips.get(row)
        if strip is None:
            palette, cells = palette_for(self.app.theme), self.size.width
            pieces = self.desk.painter.paint(row) if row < len(self.desk.layout) else []
            strip = self._strips[row] = strip_of(palette, pieces, cells, _GROUND)
        return strip

    def sync(self) -> None:
        """Show what the desk now holds."""
        desk = self.desk
        if self._laid_out is None:
            return
        rows = desk.take_changed()
        if desk.search is not self._shown_search:
            self._shown_search = desk.search
            self._strips.clear()
            self.refresh()
        if desk.selection != self._shown:
            rows.update(self._rows_between(self._shown, desk.selection))
            self._shown = desk.selection
            self._draw(rows)
            self.keep_in_view()
        else:
            self._draw(rows)

    def _rows_between(self, old: Selection, new: Selection) -> Iterable[int]:
        """Return the rows that look different with the new selection."""
        layout = self.desk.layout
        was, now = layout.rows_of(*old.span), layout.rows_of(*new.span)
        edges = {was.start, was.stop - 1, now.start, now.stop - 1}
        turns = (self.desk.units[Unit.TURN].at(s.head[0])[0] for s in (old, new))
        firsts = {layout.row_of(start) for start in turns}
        return chain(set(was) ^ set(now), edges, firsts)

    def _draw(self, rows: set[int]) -> None:
        if not rows:
            return
        for row in rows:
            self._strips.pop(row, None)
        top, height = self.scroll_offset.y, self.size.height
        seen = [row - top for row in rows if top <= row < top + height]
        if seen:
            first, last = min(seen), max(seen)
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def keep_in_view(self) -> None:
        """Scroll, when needed, so that the selection is in view (above what is covered)."""
        layout = self.desk.layout
        if not len(layout):
            return
        head = layout.rows_of(*self.desk.selection.head)
        first, last = head.start, head.stop - 1
        top, height = self.scroll_offset.y, self.scrollable_content_region.height - self.covered
        margin = min(MARGIN, height // 4)
        if first - margin < top:
            goal = first - margin
        elif last + margin >= top + height:
            goal = min(last + margin - height + 1, first)
        else:
            return
        self.scroll_to(y=max(0, goal), animate=False, force=True)

    def row_on_screen(self) -> int:
        """Return at which row of the view the selection begins."""
        return self.desk.layout.row_of(self.desk.selection.start) - self.scroll_offset.y

    def last_row_on_screen(self) -> int:
        """Return at which row of the view the selection ends."""
        rows = self.desk.layout.rows_of(*self.desk.selection.span)
        return max(rows.stop - 1, 0) - self.scroll_offset.y

    def notify_style_update(self) -> None:
        """Take in a new theme."""
        super().notify_style_update()
        self._strips.clear()

    # Size -----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the text out anew; the selection stays at its row of the screen."""
        region = self.scrollable_content_region
        if not region.width or not region.height:
            return
        desk, first = self.desk, self._laid_out is None
        if region.size != self._laid_out:
            relative = self.row_on_screen()
            was_seen = not first and 0 <= relative < self._laid_out_height
            top = self.scroll_offset.y
            anchor = desk.layout.starts[top] if top < len(desk.layout) else 0
            self._laid_out = region.size
            desk.lay_out(region.width, region.height)
            self._strips.clear()
            self.virtual_size = Size(region.width, len(desk.layout))
            goal = desk.layout.row_of(anchor)
            if was_seen:
                row = desk.layout.row_of(desk.selection.start)
                goal = row - min(relative, max(0, region.height - 1 - MARGIN))
            elif first:
                goal = desk.layout.row_of(desk.selection.start) - region.height // 3
            self.scroll_to(y=max(0, goal), animate=False, force=True)
            self.refresh()
        if first:
            self._shown, self._shown_search = desk.selection, desk.search

    @property
    def _laid_out_height(self) -> int:
        return self._laid_out.height if self._laid_out else 0

    # Mouse ----------------------------------------------------------------------------------------

    def _offset_under(self, x: int, y: int) -> int:
        layout = self.desk.layout
        row = max(0, min(self.scroll_offset.y + y, len(layout) - 1))
        return layout.offset_at(row, x - self.desk.painter.columns.text_start)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select; in the margin, take the turn or the mark."""
        if event.button != 1 or not len(self.desk.layout):
            return
        columns = self.desk.painter.columns
        if event.x < columns.gutter:
            self._select(at_place(self.desk.units, self._offset_under(0, event.y), Unit.TURN))
        elif event.x < columns.text_start - 1:
            row = min(self.scroll_offset.y + event.y, len(self.desk.layout) - 1)
            mark = self.desk.marks.at_lane(row, event.x - columns.gutter)
            if mark is not None:
                self.post_message(MarkClicked(mark.id))
        else:
            self.capture_mouse()
            self._drag = self._offset_under(event.x, event.y)
            self._select(at_place(self.desk.units, self._drag))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to the pointer, by words."""
        if self._drag is None:
            return
        height = self.size.height
        if event.y < 0 or event.y >= height:
            by = -1 if event.y < 0 else 1
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)
        here = self._offset_under(event.x, max(0, min(event.y, height - 1)))
        words = self.desk.units[Unit.WORD]
        if words.at(here) != words.at(self._drag):
            self._select(between(self.desk.units, self._drag, here))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End selecting."""
        if self._drag is not None:
            self._drag = None
            self.release_mouse()

    def _select(self, selection: Selection) -> None:
        self.post_message(SelectionMade(selection))
