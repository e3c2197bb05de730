"""The help of a screen."""

from collections.abc import Callable

from textual.app import ComposeResult

from duiding.tui.keys import HELP
from duiding.tui.talk import Talk
from duiding.tui.view.help import help_lines
from duiding.tui.view.lines import BLANK, Line
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.row_list import RowList
from duiding.tui.widgets.safety import SafeScreen

MOST_CELLS = 92


class HelpScreen(SafeScreen):
    """Shows how a screen works."""

    AUTO_FOCUS = ""

    def __init__(self, about: str, go: Callable[[str, str], None]) -> None:
        """``about`` is the screen to explain."""
        super().__init__()
        self.about = about
        self.go = go
        self.talk = Talk(HELP, self.do)
        self._lines: dict[int, list[Line]] = {}
        self.list = RowList(self._row, pointing=False, id="list")
        self.frame = Frame(about, self.talk, context=lambda: HELP)

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        yield self.list
        yield from self.frame.bottom()

    def on_resize(self) -> None:
        """Count the lines for this width."""
        self.list.show(len(self._for(self.list.cells)))

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def sync(self) -> None:
        """Show what is now said."""
        if self.is_mounted:
            self.frame.sync()

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name."""
        if not self.list.do(command):
            self.go(command, argument)

    def _for(self, cells: int) -> list[Line]:
        cells = min(cells, MOST_CELLS)
        if cells not in self._lines:
            self._lines[cells] = help_lines(self.about, cells)
        return self._lines[cells]

    def _row(self, index: int, cells: int) -> Line:
        lines = self._for(cells)
        return lines[index] if index < len(lines) else BLANK
