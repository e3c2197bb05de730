"""The queue of suggestions over all sources; each is decided here, or in the text."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from duiding.errors import DuidingError, Refused
from duiding.i18n import _, format_number, ngettext
from duiding.sources import list_sources
from duiding.tui.keys import SUGGESTIONS
from duiding.tui.learning import Event, Learner, Report, Task
from duiding.tui.messages import RowChosen
from duiding.tui.queue import Queue
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.undoing import redo_last, undo_last
from duiding.tui.view.cells import cut
from duiding.tui.view.lines import BLANK, DIM, Line, Part, line, paragraph
from duiding.tui.view.palette import command_menu
from duiding.tui.view.queue import detail_lines, empty_lines, queue_header, queue_line, state_line
from duiding.tui.view.status import progress_texts
from duiding.tui.why import weighed_words, why
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.row_list import RowList, show_rows
from duiding.tui.widgets.safety import SafeScreen

ACTS: dict[str, Callable[[Queue], None]] = {
    "accept": Queue.accept,
    "remove": Queue.reject,
    "recode": Queue.recode,
    "silence": Queue.silence,
    "threshold": Queue.ask_threshold,
    "order": Queue.turn_order,
    "filter": Queue.narrow,
    "undo": undo_last,
    "redo": redo_last,
}


class SuggestionsScreen(SafeScreen):
    """Shows the queue, and why the suggestion is made that the coder is at."""

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-medium"), (32, "-high")]  # noqa: RUF012

    def __init__(self, session: Session, learner: Learner, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.session = session
        self.learner = learner
        self.go = go
        self.talk = Talk(SUGGESTIONS, self.do)
        self.queue = Queue(session, self.talk)
        self.ever = False
        self.about = Lines(self._about, id="about")
        self.head = Lines(lambda _cells, _height: [queue_header(self.list.cells)], id="head")
        self.list = RowList(self._row, id="list")
        self.empty = Lines(self._empty, id="empty")
        self.detail = Lines(self._detail, id="detail")
        self.frame = Frame(
            SUGGESTIONS,
            self.talk,
            about=session.coder,
            places=lambda: progress_texts(learner.progress),
            context=lambda: "suggestions" if self.queue.items else "no suggestions",
        )

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
        """Come to the front, for the first time or again: look what is open."""
        self.talk.attempt(lambda: self._read(self.queue.refresh))
        self.sync()

    def _read(self, refresh: Callable[[], None]) -> None:
        refresh()
        self.ever = self.queue.was_ever()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        talk = self.talk
        free = talk.menu is None and talk.question is None
        if key == "escape" and free and self.learner.is_working:
            self.learner.stop()
            taken = True
        else:
            taken = talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        queue = self.queue
        if command != "undo":
            queue.asked_undo = ""
        if command in ACTS:
            ACTS[command](queue)
        elif command == "make":
            self._make()
        elif command == "open":
            if queue.current is not None:
                self.go("suggestion", queue.current.suggestion.id)
        elif command == "palette":
            self.talk.menu = command_menu(SUGGESTIONS, self.do)
        elif self.list.do(command):
            queue.index = self.list.index
            self.talk.say("")
        else:
            self.go(command, argument)

    def _make(self) -> None:
        """Make suggestions for all sources in the background, or stop doing so."""
        if self.learner.is_working:
            self.learner.stop()
            return
        session = self.session
        session.study.codebook()  # says what to do when there is none
        sources = list_sources(session.study.database)
        if not sources:
            raise Refused(
                _("There are no sources yet. Import transcripts with: duiding import FILE…")
            )
        self.learner.ask(Task(session.acting_coder(), session.book, tuple(sources)))
        self.talk.say("")

    def learned(self, report: Report) -> None:
        """Take in what happened in the background."""
        if report.event is Event.FAILED:
            self.talk.say(report.text, "bad")
        elif report.event is not Event.PROGRESS:
            queue = self.queue
            refresh = queue.refresh if report.asked else queue.refresh_quietly
            self.talk.attempt(lambda: self._read(refresh))
            if report.asked:
                self.talk.say(*_outcome(report))
        self.sync()

    def sync(self) -> None:
        """Show what is now the case."""
        if not self.is_mounted:
            return
        queue = self.queue
        show_rows(self.list, queue.index, len(queue.items), head=self.head, empty=self.empty)
        for lines in (self.about, self.head, self.empty, self.detail):
            lines.show()
        self.frame.sync()

    # What is shown --------------------------------------------------------------------------------

    def _about(self, cells: int, height: int) -> list[Line]:
        rows = paragraph(self._pipeline(), cells) if height > 1 else []
        if len(rows) > height - 1:
            rows = [*rows[: height - 2], cut(" ".join(rows[height - 2 :]), cells)]
        queue = self.queue
        state = state_line(
            queue.counted(),
            queue.order_name(),
            queue.narrowed_to(),
            working=self.learner.is_working,
        )
        return [*(line(Part(row, DIM)) for row in rows), state]

    def _pipeline(self) -> str:
        study = self.session.study
        try:
            return study.pipelines().describe(study.settings.language)
        except DuidingError as error:
            return str(error)

    def _row(self, index: int, cells: int) -> Line:
        if index >= len(self.queue.items):
            return BLANK
        item = self.queue.items[index]
        suggestion, colour = item.suggestion, self.session.colour_of(item.code.id)
        return queue_line(
            suggestion.score, item.code.name, colour, item.source, suggestion.quote, cells
        )

    def _detail(self, cells: int, height: int) -> list[Line]:
        item = self.queue.current
        told = self.session.told(item.suggestion.fragment.text_id) if item else None
        if item is None or told is None:
            return []
        suggestion = item.suggestion
        words = weighed_words(told.text, suggestion)
        span = suggestion.fragment.start, suggestion.fragment.end
        reason = why(self.session, suggestion)
        return detail_lines(told.text, span, words, reason, item.source, cells, height)

    def _empty(self, cells: int, _height: int) -> list[Line]:
        queue = self.queue
        narrowed = bool(queue.everything) and not queue.items
        return empty_lines(
            narrowed=narrowed, ever=self.ever, working=self.learner.is_working, cells=cells
        )

    # Mouse ----------------------------------------------------------------------------------------

    def on_row_chosen(self, message: RowChosen) -> None:
        """Go to a row; a click on the current one opens it in the text."""
        if self.talk.menu is not None:
            self.talk.choose(message.index)
        else:
            self.queue.index = message.index
            self.talk.say("")
            if message.again:
                self.talk.attempt(lambda: self.do("open"))
        self.sync()


def _outcome(report: Report) -> tuple[str, str]:
    if report.event is Event.STOPPED:
        return _("Stopped; what was made so far stays."), "warn"
    text = ngettext(
        "{count} suggestion is open, {new} of them new",
        "{count} suggestions are open, {new} of them new",
        report.open,
    )
    return text.format(count=format_number(report.open), new=format_number(report.new)), "good"
