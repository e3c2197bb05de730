"""The coding screen: one transcript, coded from the keyboard."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from duiding.i18n import _
from duiding.sources import Source
from duiding.tui import acts, menus
from duiding.tui.desk import Desk
from duiding.tui.keys import CODING
from duiding.tui.messages import CommandGiven, MarkClicked, RowChosen, SelectionMade
from duiding.tui.moves import MOVES, leave_focus, start_search
from duiding.tui.panel import panel_lines
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.palette import command_menu
from duiding.tui.view.selection import exactly
from duiding.tui.view.status import place_texts
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.transcript_view import TranscriptView

Go = Callable[[str, str], None]
"""Leads to another screen or does something for the whole program: command, argument."""

ACTS: dict[str, Callable[[Desk], None]] = {
    "pick": acts.pick,
    "same": acts.apply_same,
    "remove": acts.remove,
    "accept": acts.accept,
    "undo": acts.undo_last,
    "redo": acts.redo_last,
    "here": lambda desk: menus.list_marks(desk, lambda key: acts.remove_mark(desk, key)),
}


class CodingScreen(Screen[None]):
    """Gives keys to the desk and shows what the desk then holds."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it

    def __init__(self, session: Session, source: Source, go: Go) -> None:
        super().__init__()
        self.go = go
        self.talk = Talk(CODING, self.do)
        self.desk = desk = Desk(session, source, self.talk)
        self.view = TranscriptView(desk)
        self.panel = Lines(lambda cells, height: panel_lines(desk, cells, height), id="panel")
        self.frame = Frame(
            CODING,
            self.talk,
            about=f"{source.name} {glyphs().dot} {session.coder}",
            places=self._places,
            context=lambda: "suggestion" if desk.focus else "coding",
        )

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        with Horizontal(id="middle"):
            yield self.view
            yield self.panel
        yield from self.frame.bottom()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        desk = self.desk
        if command != "undo":
            desk.asked_undo = ""
        if command in MOVES:
            desk.say("")
            MOVES[command](desk)
        elif command in ACTS:
            ACTS[command](desk)
        elif command == "pinned":
            acts.apply_pinned(desk, int(argument))
        elif command == "search":
            self.talk.ask(_("Search:"), lambda words: start_search(desk, words))
        elif command == "palette":
            self.talk.menu = command_menu(CODING, self.do)
        else:
            self.go(command, argument)

    def sync(self) -> None:
        """Show what the desk now holds."""
        if self.is_mounted:
            self.view.sync()
            self.panel.show()
            half = self.view.size.height // 2
            self.frame.sync(menu_at_top=lambda: self.view.row_on_screen() >= half)

    def _places(self) -> list[str]:
        desk = self.desk
        held = desk.selection.held
        return place_texts(desk.turn_number(), len(desk.turns), desk.unit_name(), held=held)

    # Mouse and paste ------------------------------------------------------------------------------

    def on_command_given(self, message: CommandGiven) -> None:
        """Do what was clicked on."""
        message.stop()
        self.talk.attempt(lambda: self.do(message.command, message.argument))
        self.sync()

    def on_selection_made(self, message: SelectionMade) -> None:
        """Select what the mouse selected."""
        leave_focus(self.desk)
        self.desk.say("")
        self.desk.select(message.selection)
        self.sync()

    def on_mark_clicked(self, message: MarkClicked) -> None:
        """Select the text of a mark in the margin."""
        mark = self.desk.marks.marks.get(message.mark_id)
        if mark is not None:
            self.desk.select(exactly(mark.start, mark.end))
            self.desk.focus = mark.id if mark.suggested else ""
            self.sync()

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose an entry of the menu."""
        self.talk.choose(message.index)
        self.sync()

    def on_paste(self, event: events.Paste) -> None:
        """Take in a pasted text."""
        self.talk.paste(event.text)
        self.sync()
