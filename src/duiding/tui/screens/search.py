"""The search over all sources: hits with their context, led to, or coded all at once."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from duiding.tui.finder import Finder
from duiding.tui.keys import SEARCH
from duiding.tui.messages import RowChosen
from duiding.tui.searching import Outcome
from duiding.tui.talk import Talk
from duiding.tui.undoing import redo_last, undo_last
from duiding.tui.view.kwic import hit_lines, kwic_header, kwic_line, no_hits_lines
from duiding.tui.view.lines import ACCENT, BLANK, Line, Part, line
from duiding.tui.view.palette import command_menu
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.row_list import RowList, show_rows
from duiding.tui.widgets.safety import SafeScreen

ACTS: dict[str, Callable[[Finder], None]] = {
    "search": Finder.ask,
    "mode": Finder.turn_mode,
    "code_all": Finder.code_all,
    "undo": undo_last,
    "redo": redo_last,
}


class SearchScreen(SafeScreen):
    """Asks what to search for and shows the hits."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-medium"), (32, "-high")]  # noqa: RUF012

    def __init__(self, finder: Finder, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.finder = finder
        self.go = go
        self.talk = finder.talk = Talk(SEARCH, self.do)
        if finder.query is None:
            finder.ask()
        self.about = Lines(self._about, id="about")
        self.head = Lines(lambda _cells, _height: [kwic_header(self.list.cells)], id="head")
        self.list = RowList(self._row, id="list")
        self.empty = Lines(self._empty, id="empty")
        self.detail = Lines(self._detail, id="detail")
        self.frame = Frame(SEARCH, self.talk, about=finder.session.coder, context=lambda: "hits")

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        with Vertical(id="middle"):
            yield self.about
            yield self.head
            yield self.list
            yield self.empty
            yield self.detail
        yield from self.frame.bottom()

    def on_screen_resume(self) -> None:
        """Come to the front, for the first time or again: look what is coded."""
        self.talk.attempt(self.finder.refresh)
        self.sync()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        finder = self.finder
        taken = True
        if key == "tab" and self.talk.question is not None and self.talk.menu is None:
            self.talk.attempt(finder.turn_mode)
        elif key == "escape" and finder.searcher.is_working and self.talk.question is None:
            finder.searcher.stop()
        else:
            taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        finder = self.finder
        if command != "undo":
            finder.asked_undo = ""
        if command in ACTS:
            ACTS[command](finder)
        elif command == "open":
            self.go("hit", "")
        elif command == "palette":
            self.talk.menu = command_menu(SEARCH, self.do)
        elif self.list.do(command):
            finder.index = self.list.index
            self.talk.say("")
        else:
            self.go(command, argument)

    def found(self, outcome: Outcome) -> None:
        """Take in what came out of a search."""
        self.finder.take(outcome)
        self.sync()

    def sync(self) -> None:
        """Show what is now the case."""
        if not self.is_mounted:
            return
        finder = self.finder
        show_rows(self.list, finder.index, len(finder.hits), head=self.head, empty=self.empty)
        for lines in (self.about, self.head, self.empty, self.detail):
            lines.show()
        self.frame.sync()

    # What is shown --------------------------------------------------------------------------------

    def _about(self, _cells: int, _height: int) -> list[Line]:
        return [line(Part(self.finder.description(), ACCENT))]

    def _row(self, index: int, cells: int) -> Line:
        hits, session = self.finder.hits, self.finder.session
        if index >= len(hits):
            return BLANK
        colours = [session.colour_of(code_id) for code_id in hits[index].codes]
        return kwic_line(hits[index], colours, cells)

    def _detail(self, cells: int, height: int) -> list[Line]:
        hit, session = self.finder.current, self.finder.session
        told = session.told(hit.source.text_id) if hit else None
        if hit is None or told is None:
            return []
        codes = [(session.code_name(key), session.colour_of(key)) for key in hit.codes]
        return hit_lines(hit, told.text, codes, cells, height)

    def _empty(self, cells: int, _height: int) -> list[Line]:
        finder = self.finder
        working = finder.searcher.is_working
        return no_hits_lines(asked=finder.query is not None, working=working, cells=cells)

    # Mouse and paste ------------------------------------------------------------------------------

    def on_row_chosen(self, message: RowChosen) -> None:
        """Go to a row; a click on the current one opens it in the text."""
        if self.talk.menu is not None:
            self.talk.choose(message.index)
        else:
            self.finder.index = message.index
            if message.again:
                self.talk.attempt(lambda: self.do("open"))
        self.sync()

    def on_paste(self, event: events.Paste) -> None:
        """Take in a pasted text."""
        self.talk.paste(event.text)
        self.sync()
