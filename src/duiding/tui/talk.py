"""What a screen says and asks: its status line, an open menu, a line to type in, its keys.

Shared by the screens, and without knowledge of any; errors of acts end here, as one sentence.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from duiding.errors import DuidingError
from duiding.i18n import _
from duiding.tui.keys import Keyboard, key_name
from duiding.tui.view.menu import Menu
from duiding.tui.view.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Said:
    """What the status line says."""

    text: str = ""
    tone: str = "text"
    """text, good, warn or bad."""


@dataclass(slots=True)
class Question:
    """A line to type in, and what is done with it."""

    label: str
    answer: Callable[[str], None]
    prompt: Prompt
    bar: str = "search"
    """Which keys are shown meanwhile."""


class Talk:
    """One screen's side of the conversation."""

    def __init__(self, screen: str, do: Callable[[str, str], None]) -> None:
        self.keyboard = Keyboard(screen)
        self.do = do
        """Does a command: its name, and its argument or nothing."""
        self.said = Said()
        self.menu: Menu | None = None
        self.question: Question | None = None
        self.after_error: Callable[[], None] = lambda: None
        """What is done after an error, before it is shown: looking again what is the case."""

    def say(self, text: str, tone: str = "text") -> None:
        """Say something in the status line."""
        self.said = Said(text, tone)

    def ask(self, label: str, answer: Callable[[str], None], *, bar: str = "search") -> None:
        """Ask for a line of text; ``bar`` has the keys that are shown meanwhile."""
        self.question = Question(label, answer, Prompt(), bar)

    def take_key(self, key: str, character: str | None) -> bool:
        """Do what a key asks; return False for a key that means nothing here."""
        if self.menu is not None:
            self._in_menu(lambda menu: menu.press(key, character))
        elif self.question is not None:
            self._in_question(self.question, key, character)
        else:
            name = key_name(key, character)
            press = self.keyboard.press(name)
            if press.command is not None:
                command = press.command.name
                self.attempt(lambda: self.do(command, name))
            elif press.pending:
                self.say(self._following())
            else:
                return False
        return True

    def choose(self, index: int) -> None:
        """Choose an entry of the menu, as a click does."""
        self._in_menu(lambda menu: menu.take(index))

    def paste(self, text: str) -> None:
        """Take in a pasted text, where one can type."""
        if self.menu is not None:
            self.menu.paste(text)
        elif self.question is not None:
            self.question.prompt.paste(text)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do something; what cannot be done is told in the status line.

        A defect of the program is passed on, after looking what the act left as the case.
        """
        try:
            act()
        except DuidingError as error:
            self.say(str(error), "bad")
            with suppress(DuidingError):  # the first one was told
                self.after_error()
        except Exception:
            with suppress(Exception):  # the screen tells of the first one
                self.after_error()
            raise

    def _in_menu(self, take: Callable[[Menu], None]) -> None:
        menu = self.menu
        if menu is None:
            return
        try:
            self.attempt(lambda: take(menu))
        finally:
            if menu.done and self.menu is menu:
                self.menu = None

    def _in_question(self, question: Question, key: str, character: str | None) -> None:
        prompt = question.prompt
        if key == "enter":
            self.question = None
            self.attempt(lambda: question.answer(prompt.text))
        elif key == "escape" or (key == "backspace" and not prompt.text):
            self.question = None
        else:
            prompt.press(key, character)

    def _following(self) -> str:
        keyboard = self.keyboard
        choices = [f"{key} {_(command.text)}" for key, command in keyboard.following()]
        return f"{keyboard.pending} …   " + "   ".join(choices)
