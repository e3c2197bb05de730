"""The terminal screen: wiring only. Start it with ``run``."""

import gc
import os
import sys
from typing import Protocol, runtime_checkable

if sys.platform == "win32":  # its terminal drops characters typed with AltGr under that protocol
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual import events
from textual._styles_cache import StylesCache
from textual.app import App
from textual.screen import Screen

from duiding.i18n import _
from duiding.sources import find_source
from duiding.study import Study
from duiding.tui.keys import CODING, HOME, SOURCES
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.help import HelpScreen
from duiding.tui.screens.home import HomeScreen
from duiding.tui.screens.sources import SourcesScreen
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view import glyphs
from duiding.tui.view.colours import PLAIN, SCHEMES
from duiding.tui.widgets.styling import theme_of

_NAMES: dict[type, str] = {HomeScreen: HOME, SourcesScreen: SOURCES, CodingScreen: CODING}


@runtime_checkable
class Speaking(Protocol):
    """What every screen of ours has."""

    talk: Talk

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks."""

    def sync(self) -> None:
        """Show what is now the case."""


class DuidingApp(App[None]):
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
        "screens/help.tcss",
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.session = session
        for scheme in SCHEMES:
            self.register_theme(theme_of(scheme))
        self.theme = PLAIN.name if self.no_color else SCHEMES[0].name

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

        Raises NotFound when the source of that name is gone.
        """
        if command == "source":
            source = find_source(self.session.study.database, argument)
            self.push_screen(CodingScreen(self.session, source, self.go))
        elif command == "sources":
            self._back_to(SourcesScreen)
            if not isinstance(self.screen, SourcesScreen):
                self.push_screen(SourcesScreen(self.session, self.go))
        elif command == "home":
            self._back_to(HomeScreen)
        elif command == "help":
            self.push_screen(HelpScreen(_NAMES[type(self.screen)], self.go))
        elif command == "back":
            self._back()
        elif command == "theme":
            self._next_theme()
        elif command == "quit":
            self.exit()

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

    def action_help_quit(self) -> None:
        """Say how to leave, for who presses Ctrl+C."""
        self._say(_("q goes back, Ctrl+Q quits; everything is saved."))

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
    gc.freeze()  # what is loaded by now stays; without it, looking it through costs 40 ms a time
    app.run()
    return app.return_code or 0
