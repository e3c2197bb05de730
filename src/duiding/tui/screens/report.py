"""The report on suggestions: how good they are per code, and over time."""

from collections.abc import Callable

from textual.app import ComposeResult

from duiding.tui.keys import REPORT
from duiding.tui.learning import Event, Report
from duiding.tui.messages import RowChosen
from duiding.tui.record import Record
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.undoing import redo_last, undo_last
from duiding.tui.view.lines import BLANK, Line
from duiding.tui.view.palette import command_menu
from duiding.tui.view.record import (
    no_record_lines,
    record_header,
    record_line,
    row_lines,
    total_lines,
)
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.row_list import RowList, show_rows
from duiding.tui.widgets.safety import SafeScreen

ACTS: dict[str, Callable[[Record], None]] = {
    "silence": Record.silence,
    "threshold": Record.ask_threshold,
    "period": Record.turn_period,
    "undo": undo_last,
    "redo": redo_last,
}


class ReportScreen(SafeScreen):
    """Shows what became of the suggestions."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-medium")]  # noqa: RUF012 - as Textual has it

    def __init__(self, session: Session, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.session = session
        self.go = go
        self.talk = Talk(REPORT, self.do)
        self.record = Record(session, self.talk)
        self.about = Lines(self._about, id="about")
        self.head = Lines(self._head, id="head")
        self.list = RowList(self._row, id="list")
        self.empty = Lines(lambda cells, _height: no_record_lines(cells), id="empty")
        self.detail = Lines(
            lambda cells, height: row_lines(self.record.current, cells, height), id="detail"
        )
        self.frame = Frame(REPORT, self.talk, about=session.coder)

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        yield self.about
        yield self.head
        yield self.list
        yield self.empty
        yield self.detail
        yield from self.frame.bottom()

    def on_screen_resume(self) -> None:
        """Come to the front: count."""
        self.talk.attempt(self.record.refresh)
        self.sync()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        if command in ACTS:
            ACTS[command](self.record)
        elif command == "palette":
            self.talk.menu = command_menu(REPORT, self.do)
        elif self.list.do(command):
            self.record.index = self.list.index
            self.talk.say("")
        else:
            self.go(command, argument)

    def learned(self, report: Report) -> None:
        """Count again after something happened in the background."""
        if report.event in (Event.DONE, Event.STOPPED):
            self.talk.attempt(self.record.refresh)
            self.sync()

    def sync(self) -> None:
        """Show what is now the case."""
        if not self.is_mounted:
            return
        record = self.record
        show_rows(self.list, record.index, len(record.rows), head=self.head, empty=self.empty)
        for lines in (self.about, self.head, self.empty, self.detail):
            lines.show()
        self.frame.sync()

    def _about(self, cells: int, _height: int) -> list[Line]:
        report = self.record.report
        return total_lines(report.total, self.record.weeks, cells) if report else []

    def _head(self, _cells: int, _height: int) -> list[Line]:
        return [record_header(self.record.by, self.list.cells)]

    def _row(self, index: int, cells: int) -> Line:
        record = self.record
        if index >= len(record.rows):
            return BLANK
        row = record.rows[index]
        colour = self.session.colour_of(row.code.id) if row.code else ""
        return record_line(row, record.rules, colour, cells)

    def on_row_chosen(self, message: RowChosen) -> None:
        """Go to a row, or choose an entry of the menu."""
        if self.talk.menu is not None:
            self.talk.choose(message.index)
        else:
            self.record.index = message.index
        self.sync()
