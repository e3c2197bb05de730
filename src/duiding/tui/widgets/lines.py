"""A region of lines: fixed in size, drawn line by line, never laid out anew for a key."""

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from duiding.tui.messages import CommandGiven
from duiding.tui.view.cells import width
from duiding.tui.view.colours import Tone
from duiding.tui.view.lines import BLANK, Line, fit_line, on_ground
from duiding.tui.widgets.safety import Guarded, painting
from duiding.tui.widgets.styling import palette_for, strip_of_line

Content = Callable[[int, int], Sequence[Line]]


class Lines(Guarded, Widget):
    """Shows what a function returns for its width and height."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Lines { height: 1fr; width: 1fr; }
    """

    def __init__(self, content: Content, *, ground: str = "background", id: str = "") -> None:  # noqa: A002
        super().__init__(id=id or None)
        self._content = content
        self._ground = ground
        self._lines: Sequence[Line] | None = None

    def show(self) -> None:
        """Ask for the lines anew and draw them."""
        self._lines = None
        self.refresh()

    @painting
    def render_line(self, y: int) -> Strip:
        """Return one row."""
        tone = Tone(ground=self._ground)
        row = self._line(y)
        if self._ground != "background":
            row = [
                p if p.tone.ground != "background" else on_ground([p], self._ground)[0] for p in row
            ]
        return strip_of_line(palette_for(self.app.theme), row, self.size.width, tone)

    def _line(self, y: int) -> Line:
        if self._lines is None:
            self._lines = self._content(self.size.width, self.size.height)
        return self._lines[y] if 0 <= y < len(self._lines) else BLANK

    def notify_style_update(self) -> None:
        """Take in a new theme."""
        super().notify_style_update()
        self._lines = None

    def on_resize(self) -> None:
        """Take in a new size."""
        self.show()

    def on_click(self, event: events.Click) -> None:
        """Do what the part under the pointer says."""
        place = 0
        for part in fit_line(self._line(event.y), self.size.width):
            place += width(part.text)
            if event.x < place:
                if part.command:
                    event.stop()
                    self.post_message(CommandGiven(part.command))
                return
