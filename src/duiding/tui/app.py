"""The terminal screen: wiring only. Start it with ``run``."""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

if sys.platform == "win32":  # its terminal drops characters typed with AltGr under that protocol
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual import events
from textual._styles_cache import StylesCache
from textual.screen import Screen

from duiding.coding.store import suggestion_by_id
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.sources import Source, find_source
from duiding.sources.store import source_by_text
from duiding.study import Study
from duiding.tui.finder import Finder
from duiding.tui.keys import CODING, HOME, REPORT, SEARCH, SOURCES, SUGGESTIONS
from duiding.tui.learning import Learner, MakerFor, Report, Task, suggester_for
from duiding.tui.messages import CommandGiven, Found, Learned
from duiding.tui.remembered import remember_theme, theme_at_start
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.fault import FaultScreen
from duiding.tui.screens.help import HelpScreen
from duiding.tui.screens.home import HomeScreen
from duiding.tui.screens.report import ReportScreen
from duiding.tui.screens.search import SearchScreen
from duiding.tui.screens.sources import SourcesScreen
from duiding.tui.screens.suggestions import SuggestionsScreen
from duiding.tui.searching import Outcome, Searcher
from duiding.tui.session import Session
from duiding.tui.taking_turns import Turns
from duiding.tui.talk import Talk
from duiding.tui.view import glyphs
from duiding.tui.view.colours import PLAIN, SCHEMES
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.safety import SafeApp, hearing_threads
from duiding.tui.widgets.styling import theme_of

_NAMES: dict[type, str] = {
    HomeScreen: HOME,
    SourcesScreen: SOURCES,
    CodingScreen: CODING,
    SuggestionsScreen: SUGGESTIONS,
    SearchScreen: SEARCH,
    ReportScreen: REPORT,
}


@runtime_checkable
class Speaking(Protocol):
    """What every screen of ours has."""

    talk: Talk
    frame: Frame

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks."""

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name."""

    def sync(self) -> None:
        """Show what is now the case."""


class DuidingApp(SafeApp):
    """Gives keys to the screen in front, and leads from one screen to another.

    Keys are taken here, one after the other, and not by focus: however fast somebody types, no key
    reaches a screen or a menu that the key before it has just left. (A screen that is being opened
    is waited for by Textual before the next key.)
    """

    TITLE = "duiding"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = [  # noqa: RUF012 - as Textual has it
        "screens/frame.tcss",
        "screens/home.tcss",
        "screens/sources.tcss",
        "screens/coding.tcss",
        "screens/suggestions.tcss",
        "screens/search.tcss",
        "screens/report.tcss",
        "screens/help.tcss",
    ]

    def __init__(self, session: Session, *, maker_for: MakerFor = suggester_for) -> None:
        """``maker_for`` gives what makes suggestions in the background."""
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.session = session
        turns = Turns()
        self.learner = Learner(session.study, self._tell, maker_for=maker_for, turns=turns)
        session.changed = self._learn_from
        study = session.study
        self.searcher = Searcher(study.database, study.pipelines(), self._tell_found, turns=turns)
        self.finder = Finder(session, self.searcher)
        for scheme in SCHEMES:
            self.register_theme(theme_of(scheme))
        self.theme = PLAIN.name if self.no_color else theme_at_start()

    def get_default_screen(self) -> Screen[None]:
        """Start at home."""
        return HomeScreen(self.session, self.go)

    async def on_event(self, event: events.Event) -> None:
        """Take the keys; leave all else to Textual."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, Speaking) and screen.take_key(event.key, event.character):
                return
        await super().on_event(event)

    def go(self, command: str, argument: str) -> None:
        """Lead to another screen, or do what concerns the whole program.

        Raises NotFound when what is led to is gone.
        """
        leads: dict[str, Callable[[], object]] = {
            "source": lambda: self._open(find_source(self.session.study.database, argument)),
            "suggestion": lambda: self._open_suggestion(argument),
            "hit": self._open_hit,
            "suggestions": lambda: self._lead(SuggestionsScreen, self._suggestions),
            "report": lambda: self.push_screen(ReportScreen(self.session, self.go)),
            "search_all": lambda: self._lead(SearchScreen, self._search),
            "sources": lambda: self._lead(SourcesScreen, self._sources),
            "home": lambda: self._back_to(HomeScreen),
            "help": lambda: self.push_screen(HelpScreen(_NAMES[type(self.screen)], self.go)),
            "fault": lambda: self.push_screen(FaultScreen(self.defects, self.go)),
            "back": self._back,
            "theme": self._next_theme,
            "quit": self.exit,
        }
        lead = leads.get(command)
        if lead is not None:
            lead()

    def _lead(self, kind: type[Screen[None]], make: Callable[[], Screen[None]]) -> None:
        """Go back to the screen of a kind, or open one on the first screen."""
        self._back_to(kind)
        if not isinstance(self.screen, kind):
            self.push_screen(make())

    def _suggestions(self) -> Screen[None]:
        return SuggestionsScreen(self.session, self.learner, self.go)

    def _search(self) -> Screen[None]:
        return SearchScreen(self.finder, self.go)

    def _sources(self) -> Screen[None]:
        return SourcesScreen(self.session, self.go)

    def _open(self, source: Source) -> CodingScreen:
        screen = CodingScreen(self.session, source, self.go)
        self.push_screen(screen)
        return screen

    def _open_suggestion(self, suggestion_id: str) -> None:
        """Show a suggestion in its text."""
        database = self.session.study.database
        suggestion = suggestion_by_id(database, suggestion_id)
        source = source_by_text(database, suggestion.fragment.text_id) if suggestion else None
        if suggestion is None or source is None:
            raise NotFound(_("This suggestion no longer exists."))
        self._open(source).show_suggestion(suggestion)

    def _open_hit(self) -> None:
        """Show the hit in its text, with the others there."""
        finder = self.finder
        hit = finder.current
        if hit is None:
            return
        source = source_by_text(self.session.study.database, hit.source.text_id)
        if source is None:
            raise NotFound(_("The text of this hit is no longer in the study."))
        here = [(other.start, other.end) for other in finder.hits if other.source == hit.source]
        term = finder.query.term if finder.query else ""
        self._open(source).show_hits(term, here, (hit.start, hit.end))

    def _tell_found(self, outcome: Outcome) -> None:
        """Tell the screens what a search found; called in another thread."""
        self.post_message(Found(outcome))

    def on_found(self, message: Found) -> None:
        """Let the screen of the search take in what was found."""
        for screen in self.screen_stack:
            if isinstance(screen, SearchScreen):
                screen.found(message.outcome)

    def _learn_from(self, text_id: str) -> None:
        """Let the suggestions learn from an act on a text."""
        task = Task(self.session.coder_id(), self.session.book, ())
        self.learner.touch(task, text_id)

    def _tell(self, report: Report) -> None:
        """Tell the screens what happened in the background; called in another thread."""
        self.post_message(Learned(report))

    def on_learned(self, message: Learned) -> None:
        """Let the screens take in what happened in the background."""
        for screen in self.screen_stack:
            if isinstance(screen, CodingScreen | SuggestionsScreen | ReportScreen):
                screen.learned(message.report)

    def _back(self) -> None:
        if len(self.screen_stack) > 1:
            self.pop_screen()
            # Each screen would leave its styles behind in a cache that holds a thousand of them.
            StylesCache.get_inner_outer.cache_clear()

    def _back_to(self, kind: type[Screen[None]]) -> None:
        """Go back to the screen of a kind, or to the first one."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, kind):
            self._back()

    def _next_theme(self) -> None:
        names = [scheme.name for scheme in SCHEMES]
        if self.no_color:
            self._say(_("Colours are off (NO_COLOR)."))
            return
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        remember_theme(self.theme)

    def action_help_quit(self) -> None:
        """Say how to leave, for who presses Ctrl+C."""
        self._say(_("q goes back, Ctrl+Q quits; everything is saved."))

    def on_command_given(self, message: CommandGiven) -> None:
        """Let the screen in front do what was clicked on."""
        screen = self.screen
        if isinstance(screen, Speaking):
            screen.talk.attempt(partial(screen.do, message.command, message.argument))
            screen.sync()

    def tell(self, text: str) -> None:
        """Say in the status line that something went wrong, however much did."""
        screen = self.screen
        if isinstance(screen, Speaking):
            screen.talk.say(text, "bad")
            try:
                screen.sync()
            except Exception as error:  # noqa: BLE001 - it is kept and told as any other
                self.note(error)
            screen.frame.status.show()

    def close_background(self) -> None:
        """Stop what goes on in the background, and wait a little for its end."""
        self.learner.stop()
        self.searcher.close()
        self.learner.close()

    def _say(self, text: str) -> None:
        if isinstance(self.screen, Speaking):
            self.screen.talk.say(text)
            self.screen.sync()


def run(study: Study, coder: str | None = None) -> int:
    """Open the terminal screen on a study for a coder, and return the exit code."""
    glyphs.use(glyphs.fitting())
    session = Session(study, study.coder_name(coder))
    session.load_codes()
    app = DuidingApp(session)
    sys.setswitchinterval(0.001)  # keys do not wait long for what goes on in the background
    gc.freeze()  # what is loaded by now stays; without it, looking it through costs 40 ms a time
    try:
        with hearing_threads(app):
            app.run()
    finally:
        app.close_background()
    if app.fatal is not None:
        raise app.fatal
    return app.return_code or 0
