"""The home screen: how far the study is, and where to go on."""

from collections.abc import Callable

from textual.app import ComposeResult

from duiding.tui.keys import HOME
from duiding.tui.messages import RowChosen
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.home import home_lines
from duiding.tui.view.palette import command_menu
from duiding.tui.widgets.frame import Frame
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.safety import SafeScreen


class HomeScreen(SafeScreen):
    """Shows the progress; leads to the other screens."""

    AUTO_FOCUS = ""

    def __init__(self, session: Session, go: Callable[[str, str], None]) -> None:
        super().__init__()
        self.session = session
        self.go = go
        self.talk = Talk(HOME, self.do)
        for warning in session.study.warnings[:1]:  # the others are those of duiding doctor
            self.talk.say(warning, "warn")
        self.overview = session.overview()
        self._away = False
        self.body = Lines(
            lambda cells, height: home_lines(self.overview, session.colour_of, cells, height),
            id="home",
        )
        self.frame = Frame(HOME, self.talk)

    def compose(self) -> ComposeResult:
        """Return the regions of the screen."""
        yield self.frame.top
        yield self.body
        yield from self.frame.bottom()

    def on_screen_suspend(self) -> None:
        """Make room for another screen."""
        self._away = True

    def on_screen_resume(self) -> None:
        """Come back: count again."""
        if self._away:
            self._away = False
            self.talk.attempt(self._count)
            self.body.show()
            self.sync()

    def _count(self) -> None:
        self.session.load_codes()
        self.overview = self.session.overview()

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        taken = self.talk.take_key(key, character)
        self.sync()
        return taken

    def do(self, command: str, argument: str = "") -> None:
        """Do a command by its name. Raises DuidingError for what cannot be done."""
        self.talk.say("")
        if command == "palette":
            self.talk.menu = command_menu(HOME, self.do)
        elif command == "go_on":
            place = self.overview.place
            if place is not None:
                self.go("source", place.name)
        else:
            self.go(command, argument)

    def sync(self) -> None:
        """Show what is now said and asked."""
        if self.is_mounted:
            self.frame.sync()

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose an entry of the menu."""
        self.talk.choose(message.index)
        self.sync()
