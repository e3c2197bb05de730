"""What went wrong in the program itself, to be passed on: no text of the study is in it."""

from collections.abc import Callable

from textual.app import ComposeResult

from duiding.i18n import _
from duiding.tui.defects import Defects
from duiding.tui.keys import FAULT
from duiding.tui.talk import Talk
from duiding.tui.view.lines import BLANK, Line, Part, line, paragraph
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.row_list import RowList
from duiding.tui.widgets.safety import SafeScreen


class FaultScreen(SafeScreen):
    """Shows the kinds and places of the defects since the start."""

    AUTO_FOCUS = ""

    def __init__(self, defects: Defects, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.go = go
        self.talk = Talk(FAULT, self.do)
        self.report = defects.lines()
        self.list = RowList(self._row, pointing=False, id="list")
        self.frame = Frame(FAULT, self.talk)

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        yield self.list
        yield from self.frame.bottom()

    def on_resize(self) -> None:
        """Count the lines for this width."""
        self.list.show(len(self._lines(self.list.cells)))

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
        if command == "copy":
            self.app.copy_to_clipboard("\n".join(self.report) + "\n")
            self.talk.say(
                _("Copied. Does pasting give nothing? Then select it with the mouse and Shift."),
                "good",
            )
        elif not self.list.do(command):
            self.go(command, argument)

    def _lines(self, cells: int) -> list[Line]:
        if not self.report:
            nothing = _("Nothing went wrong in duiding since it was started.")
            return [line(Part(row)) for row in paragraph(nothing, cells)]
        about = _(
            "Something is wrong in duiding itself. What was saved is safe, and you can go on. "
            "Below is where it went wrong, without any text of your study: you can pass it on to "
            "who maintains duiding. c copies it."
        )
        found = [*(line(Part(row)) for row in paragraph(about, cells)), BLANK]
        for text in self.report:
            found += [line(Part(row)) for row in _rows(text, cells)]
        return found

    def _row(self, index: int, cells: int) -> Line:
        lines = self._lines(cells)
        return lines[index] if index < len(lines) else BLANK


def _rows(text: str, cells: int) -> list[str]:
    """Return a line of the report in rows; names of files have no blanks to break it at."""
    width = max(8, cells)
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]
