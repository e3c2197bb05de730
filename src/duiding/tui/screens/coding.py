"""The coding screen: one transcript, coded from the keyboard."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from duiding.coding import Suggestion
from duiding.i18n import _
from duiding.sources import Source
from duiding.tui import acts, menus
from duiding.tui.desk import Desk, Search
from duiding.tui.keys import CODING
from duiding.tui.learning import Event, Report
from duiding.tui.messages import MarkClicked, RowChosen, SelectionMade
from duiding.tui.moves import MOVES, leave_focus, start_search
from duiding.tui.panel import panel_lines, reason_lines
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.undoing import redo_last, undo_last
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import Line, Part, heading
from duiding.tui.view.palette import command_menu
from duiding.tui.view.selection import at_place, exactly
from duiding.tui.view.status import place_texts
from duiding.tui.view.units import Span
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.safety import SafeScreen
from duiding.tui.widgets.transcript_view import TranscriptView

WIDE_FROM = 100
"""From this width there is room for the panel."""
WHY_FROM = 18
"""From this height there is room for the reason of a suggestion."""
MOST_WHY = 7

Go = Callable[[str, str], None]
"""Leads to another screen or does something for the whole program: command, argument."""

ACTS: dict[str, Callable[[Desk], None]] = {
    "pick": acts.pick,
    "same": acts.apply_same,
    "remove": acts.remove,
    "accept": acts.accept,
    "recode": acts.recode,
    "silence": acts.silence,
    "undo": undo_last,
    "redo": redo_last,
    "here": lambda desk: menus.list_marks(desk, lambda key: acts.remove_mark(desk, key)),
}


class CodingScreen(SafeScreen):
    """Gives keys to the desk and shows what the desk then holds."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_FROM, "-wide")]  # noqa: RUF012

    def __init__(self, session: Session, source: Source, go: Go) -> None:
        super().__init__()
        self.go = go
        self.talk = Talk(CODING, self.do)
        self.desk = desk = Desk(session, source, self.talk)
        self.view = TranscriptView(desk)
        self.panel = Lines(lambda cells, height: panel_lines(desk, cells, height), id="panel")
        self.why = Lines(self._why_lines, ground="panel", id="why")
        self._why_shown = ""
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
        yield self.why
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

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Go to a suggestion of this text, or to where it was."""
        desk, place = self.desk, suggestion.fragment
        desk.select(exactly(place.start, place.end))
        if suggestion.id in desk.suggestions:
            desk.aim(suggestion.id)
            desk.say("")
        else:
            desk.say(_("This suggestion is no longer made."), "warn")

    def show_hits(self, words: str, hits: list[Span], current: Span) -> None:
        """Go to a hit of the search in all sources; n and N lead to the others in this text."""
        desk = self.desk
        desk.show_search(Search(words, hits, current))
        desk.select(at_place(desk.units, current[0]))
        desk.say("")

    def learned(self, report: Report) -> None:
        """Take in what happened in the background, without moving anything."""
        if report.event is Event.FAILED:
            self.desk.say(report.text, "bad")
        elif report.event is not Event.PROGRESS:
            self.talk.attempt(self.desk.refresh_quietly)
        self.sync()

    def sync(self) -> None:
        """Show what the desk now holds."""
        if self.is_mounted:
            self._sync_why()
            self.view.sync()
            self._place_why()
            self.panel.show()
            half = self.view.size.height // 2
            self.frame.sync(menu_at_top=lambda: self.view.row_on_screen() >= half)

    # Where there is no room for the panel, the reason of a suggestion stands over the transcript --

    def _sync_why(self) -> None:
        """Show why the suggestion is made that the coder is at, or no longer."""
        narrow = 0 < self.size.width < WIDE_FROM and self.size.height >= WHY_FROM
        shown = self.desk.focus if narrow else ""
        if shown == self._why_shown:
            return
        self._why_shown = shown
        self.view.covered = 0
        self.why.display = bool(shown)
        if shown:
            cells = self.size.width
            height = len(self._why_lines(cells, MOST_WHY + 1))
            self.why.styles.width, self.why.styles.height = cells, height
            self.why.show()
            self.view.covered = height

    def _place_why(self) -> None:
        """Put the reason at the bottom; where that would cover the sentence, at the top."""
        covered = self.view.covered
        if covered:
            rows = self.view.size.height - covered
            at_top = self.view.last_row_on_screen() >= rows
            top = 1 if at_top else self.size.height - 2 - covered
            self.why.styles.offset = (0, top)

    def _why_lines(self, cells: int, height: int) -> list[Line]:
        rows = reason_lines(self.desk, cells - 3, height - 1)
        return [heading("", cells), *((Part(" "), *row) for row in rows)]

    def on_resize(self) -> None:
        """Place the reason anew."""
        self._why_shown = ""
        self._sync_why()
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        """Take in what the view looks like once it is laid out for this size."""
        self.view.keep_in_view()
        self._place_why()

    def _places(self) -> list[str]:
        desk = self.desk
        held = desk.selection.held
        return place_texts(desk.turn_number(), len(desk.turns), desk.unit_name(), held=held)

    # Mouse and paste ------------------------------------------------------------------------------

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
            self.desk.aim(mark.id if mark.suggested else "")
            self.sync()

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose an entry of the menu."""
        self.talk.choose(message.index)
        self.sync()

    def on_paste(self, event: events.Paste) -> None:
        """Take in a pasted text."""
        self.talk.paste(event.text)
        self.sync()
