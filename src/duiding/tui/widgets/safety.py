"""A defect of the program never closes the screen: it is kept and told, and work goes on.

Textual ends the loop of a part of the screen at its first error, and then the program. Here each
part goes on instead, and a row that cannot be painted stays empty. What repeats by itself
(painting, timers) is told once, so that telling it does not make it happen again.
"""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from duiding.errors import DuidingError
from duiding.i18n import _
from duiding.tui.defects import Defects

W = TypeVar("W", bound=Widget)


class Guarded(MessagePump):
    """A part of the screen that goes on after an error in one of its messages."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - Textual would end this part of the screen
            _note(self, error, asked=_is_asked(message))


def _is_asked(message: Message) -> bool:
    """Tell whether somebody did something, so that an answer is due each time."""
    ours = type(message).__module__.startswith("duiding.")
    return ours or isinstance(message, events.InputEvent | events.Paste)


def _note(part: MessagePump, error: Exception, *, asked: bool) -> None:
    app = part.app
    if not isinstance(app, SafeApp):
        raise error
    app.note(error, asked=asked)


def painting(paint: Callable[[W, int], Strip]) -> Callable[[W, int], Strip]:
    """Leave a row empty that cannot be painted; the rest of the screen is."""

    @functools.wraps(paint)
    def painted(self: W, y: int) -> Strip:
        try:
            return paint(self, y)
        except Exception as error:  # noqa: BLE001 - Textual would paint nothing at all
            _note(self, error, asked=False)
            return Strip.blank(self.size.width)

    return painted


class SafeScreen(Guarded, Screen[None]):
    """A screen that goes on after an error; one that cannot be made or painted is left again."""

    async def _compose(self) -> None:
        await super()._compose()  # an error in it is told to the program there
        if not self.children and isinstance(self.app, SafeApp):
            self.app.call_later(self.app.leave, self)

    def _compositor_refresh(self) -> None:
        try:
            super()._compositor_refresh()
        except Exception as error:  # noqa: BLE001 - a timer would try it again, for ever
            self._dirty_widgets.clear()
            _note(self, error, asked=False)
            if isinstance(self.app, SafeApp):
                self.app.call_later(self.app.leave, self)


class SafeApp(Guarded, App[None]):
    """A program that goes on after an error, once it has started.

    What goes wrong before is kept in ``fatal``, and the program ends.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.defects = Defects()
        self.fatal: Exception | None = None
        self._is_started = False

    def on_ready(self) -> None:
        """Have started, once the first screen was painted."""
        self.screen.call_after_refresh(self._start)

    def _start(self) -> None:
        self._is_started = True

    def tell(self, text: str) -> None:
        """Say in the status line that something went wrong."""
        raise NotImplementedError

    def leave(self, screen: Screen[Any]) -> None:
        """Go back from a screen that cannot be shown; from the first one there is no back."""
        if screen is self.screen and len(self.screen_stack) > 1:
            self.pop_screen()
            self._tell_defect()

    def note(self, error: Exception, *, asked: bool = False) -> None:
        """Take in an error that nothing else did; ``asked`` when somebody waits for an answer."""
        if not self._is_started:
            self._end(error)
        elif isinstance(error, DuidingError):
            self.call_later(self.tell, str(error))
        elif self.defects.note(error) or asked:
            self.call_later(self._tell_defect)

    def note_in_background(self, error: Exception) -> None:
        """Take in an error that ended a thread."""
        self.defects.note(error)
        self.tell(_("A fault in duiding stopped work in the background. ! shows more."))

    def _handle_exception(self, error: Exception) -> None:
        """Take in what Textual would end the program for."""
        self.note(error)

    def _tell_defect(self) -> None:
        self.tell(_("A fault in duiding; what was saved is safe. ! shows more."))

    def _end(self, error: Exception) -> None:
        """End before having started; no trace is shown, since it would hold values."""
        self._return_code = 1
        if self.fatal is None:
            self.fatal = self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


@contextmanager
def hearing_threads(app: SafeApp) -> Iterator[None]:
    """Tell the program of errors that end a thread, instead of printing them."""
    before = threading.excepthook

    def hear(args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            app.call_later(app.note_in_background, args.exc_value)

    threading.excepthook = hear
    try:
        yield
    finally:
        threading.excepthook = before
