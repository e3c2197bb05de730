"""The list of sources; Enter opens one for coding."""

from collections.abc import Callable

from textual.app import ComposeResult

from duiding.analysis.progress import source_progress
from duiding.sources.store import speakers_of
from duiding.tui.keys import SOURCES
from duiding.tui.messages import RowChosen
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.lines import BLANK, Line
from duiding.tui.view.palette import command_menu
from duiding.tui.view.sources import SourceRow, header_line, source_line
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.row_list import RowList
from duiding.tui.widgets.safety import SafeScreen


class SourcesScreen(SafeScreen):
    """Shows the sources in numbers."""

    AUTO_FOCUS = ""

    def __init__(self, session: Session, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.session = session
        self.go = go
        self.talk = Talk(SOURCES, self.do)
        self.rows: list[SourceRow] = []
        self.head = Lines(lambda _cells, _height: [header_line(self.list.cells)], id="head")
        self.list = RowList(self._row, id="list")
        self.frame = Frame(SOURCES, self.talk)

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        yield self.head
        yield self.list
        yield from self.frame.bottom()

    def on_screen_resume(self) -> None:
        """Come to the front, for the first time or again: count."""
        self.talk.attempt(self._count)
        self.list.show(len(self.rows))
        self.sync()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        self.talk.say("")
        if command == "palette":
            self.talk.menu = command_menu(SOURCES, self.do)
        elif command == "open":
            if self.rows:
                self.go("source", self.rows[self.list.index].progress.source.name)
        elif not self.list.do(command):
            self.go(command, argument)

    def sync(self) -> None:
        """Show what is now said and asked."""
        if self.is_mounted:
            self.frame.sync()

    def _count(self) -> None:
        session, database = self.session, self.session.study.database
        least = session.study.settings.suggestions.threshold
        found = source_progress(database, coder_id=session.coder_id(), threshold=least)
        self.rows = [
            SourceRow(progress, len(speakers_of(database, progress.source.id)))
            for progress in found
        ]

    def _row(self, index: int, cells: int) -> Line:
        return source_line(self.rows[index], cells) if index < len(self.rows) else BLANK

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose an entry of the menu; a click on the current row opens it."""
        if self.talk.menu is not None:
            self.talk.choose(message.index)
        elif message.again:
            self.talk.attempt(lambda: self.do("open"))
        self.sync()
