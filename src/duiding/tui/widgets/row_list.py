"""A list of any length with one current row; only the rows in view are ever made."""

from collections.abc import Callable

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from duiding.tui.messages import RowChosen
from duiding.tui.view.colours import Tone
from duiding.tui.view.lines import Line, on_ground
from duiding.tui.widgets.safety import Guarded, painting
from duiding.tui.widgets.styling import palette_for, strip_of_line


class RowList(Guarded, ScrollView, can_focus=False):
    """Shows ``count`` rows, each made by a function of its index and the width."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden; overflow-y: auto;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    """

    def __init__(
        self,
        row: Callable[[int, int], Line],
        *,
        pointing: bool = True,
        id: str = "",  # noqa: A002
    ) -> None:
        super().__init__(id=id or None)
        self._row = row
        self._pointing = pointing
        self.count = 0
        self.index = 0

    @property
    def cells(self) -> int:
        """The width of a row."""
        return self.scrollable_content_region.width

    def show(self, count: int) -> None:
        """Show so many rows, all made anew."""
        self.count = count
        self.index = max(0, min(self.index, count - 1))
        self.virtual_size = Size(self.cells, count)
        self.refresh()

    def do(self, command: str) -> bool:
        """Do a command that moves; return False for any other."""
        steps = {
            "next_sentence": 1,
            "previous_sentence": -1,
            "first": -self.count,
            "last": self.count,
        }
        if command in steps:
            self.go(steps[command])
        elif command in ("page_down", "page_up"):
            self.page(1 if command == "page_down" else -1)
        else:
            return False
        return True

    def go(self, by: int) -> None:
        """Go so many rows down; beyond the ends, to the last or first row."""
        self.go_to(self.index + by)

    def page(self, by: int) -> None:
        """Go a page down or up."""
        self.go(by * max(1, self.size.height - 1))

    def go_to(self, index: int) -> None:
        """Go to a row; without a current row, scroll."""
        height = self.scrollable_content_region.height
        last = self.count - 1 if self._pointing else self.count - height
        self.index = max(0, min(index, last))
        top = self.scroll_offset.y
        if not self._pointing or self.index < top:
            top = self.index
        elif self.index >= top + height:
            top = self.index - height + 1
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    @painting
    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        index = self.scroll_offset.y + y
        palette, cells = palette_for(self.app.theme), self.size.width
        if index >= self.count:
            return strip_of_line(palette, (), cells, Tone())
        row = self._row(index, self.cells)
        if self._pointing and index == self.index:
            ground = Tone(ground="selection")
            return strip_of_line(palette, on_ground(row, "selection"), cells, ground)
        return strip_of_line(palette, row, cells, Tone())

    def on_resize(self) -> None:
        """Take in a new size and keep the current row in view."""
        self.virtual_size = Size(self.cells, self.count)
        self.go(0)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the pointer."""
        index = self.scroll_offset.y + event.y
        if self._pointing and 0 <= index < self.count:
            event.stop()
            again = index == self.index
            self.go_to(index)
            self.post_message(RowChosen(index, again=again))


def show_rows(rows: RowList, index: int, count: int, *, head: Widget, empty: Widget) -> None:
    """Show a list with its head and the row somebody is at, or what stands there without rows."""
    for widget, is_shown in ((rows, count > 0), (head, count > 0), (empty, count == 0)):
        if widget.display != is_shown:
            widget.display = is_shown
    rows.index = index
    rows.show(count)
    rows.go(0)
