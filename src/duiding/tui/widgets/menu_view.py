"""The open menu, over the screen; hidden when there is none."""

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from duiding.tui.messages import RowChosen
from duiding.tui.view.colours import Tone
from duiding.tui.view.lines import BLANK, Line
from duiding.tui.view.menu import Menu
from duiding.tui.widgets.safety import Guarded, painting
from duiding.tui.widgets.styling import palette_for, strip_of_line

MOST_CELLS = 130
_GROUND = Tone(ground="panel")


class MenuView(Guarded, Widget):
    """Draws a menu; the keys go to the menu itself."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    MenuView { layer: over; display: none; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.menu: Menu | None = None
        self.at_top = False
        self._lines: list[Line] = []

    def show(self, menu: Menu | None, *, at_top: bool = False) -> None:
        """Draw a menu as it now is, or hide."""
        self.menu = menu
        self.at_top = at_top
        if menu is None:
            self.display = False
            self._lines = []
            return
        screen = self.screen.size
        cells = min(MOST_CELLS, screen.width)
        self._lines = menu.lines(cells, screen.height)
        height = len(self._lines)
        top = 1 if at_top else max(0, screen.height - 2 - height)
        self.styles.width, self.styles.height = cells, height
        self.styles.offset = (0, top)
        self.display = True
        self.refresh()

    @painting
    def render_line(self, y: int) -> Strip:
        """Return one row."""
        row = self._lines[y] if y < len(self._lines) else BLANK
        return strip_of_line(palette_for(self.app.theme), row, self.size.width, _GROUND)

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the pointer."""
        event.stop()
        if self.menu is not None:
            self.post_message(RowChosen(self.menu.first_shown() + event.y - 1, again=True))
