"""The commands: one table that feeds the keys, the key bar, the list of all commands and the help.

Only keys that every terminal, tmux and screen pass on: letters, digits, signs, arrows, Enter,
Space, Home, End and the page keys. Nothing needs Escape, Alt or Control.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from duiding.i18n import N_

HOME, SOURCES, CODING, HELP = "home", "sources", "coding", "help"
SUGGESTIONS, REPORT, SEARCH, FAULT = "suggestions", "report", "search", "fault"
SCREENS = (HOME, SOURCES, CODING, SUGGESTIONS, REPORT, SEARCH)
_LISTS = (SOURCES, SUGGESTIONS, REPORT, SEARCH, HELP, FAULT)
_CODING = (CODING,)
_DECIDING = (CODING, SUGGESTIONS)
_ACTING = (CODING, SUGGESTIONS, REPORT, SEARCH)
_WORK = (SOURCES, CODING, SUGGESTIONS, REPORT, SEARCH)

MOVE, SELECT, CODE, JUMP, PROGRAM = (
    N_("Move"),
    N_("Select"),
    N_("Code"),
    N_("Jump"),
    N_("Program"),
)
GROUPS = (CODE, SELECT, MOVE, JUMP, PROGRAM)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a user can do."""

    name: str
    keys: tuple[str, ...]
    """Each a key, or two after each other with a blank between them."""
    group: str
    text: str
    """What it does, for the help and the list of commands; a msgid."""
    screens: tuple[str, ...] = _CODING
    shown: str = ""
    """How the keys are written; empty: the first key."""
    listed: bool = True
    """Whether the list of commands has it; a move of one step has no use there."""

    @property
    def keys_shown(self) -> str:
        """How the keys are written in the help."""
        return self.shown or (self.keys[0] if self.keys else "")


def _step(
    name: str, keys: str, text: str, group: str = MOVE, shown: str = "", *, lists: bool = False
) -> Command:
    screens = (*_CODING, *_LISTS) if lists else _CODING
    return Command(name, tuple(keys.split()), group, text, screens, shown, listed=False)


COMMANDS: tuple[Command, ...] = (
    _step("pinned", "1 2 3 4 5 6 7 8 9", N_("Apply a pinned code"), CODE, "1-9"),
    Command("pick", ("c", "enter"), CODE, N_("Apply any code: type a part of its name")),
    Command("same", (".",), CODE, N_("Apply the same code again")),
    Command("remove", ("x",), CODE, N_("Remove a coding, or reject a suggestion")),
    Command("accept", ("a",), CODE, N_("Accept the suggestion"), _DECIDING),
    Command("remove", ("x",), CODE, N_("Reject the suggestion"), (SUGGESTIONS,)),
    Command("recode", ("r",), CODE, N_("Give the suggested place another code"), _DECIDING),
    Command(
        "silence", ("z",), CODE, N_("Suggest this code no longer, or again"), (*_DECIDING, REPORT)
    ),
    Command(
        "threshold", ("t",), CODE, N_("From which chance on to show a code"), (SUGGESTIONS, REPORT)
    ),
    Command("make", ("m",), CODE, N_("Make suggestions now, or stop making them"), (SUGGESTIONS,)),
    Command("code_all", ("c",), CODE, N_("Give all hits a code, as one act"), (SEARCH,)),
    Command("here", ("o",), CODE, N_("List the codings here")),
    Command("undo", ("u",), CODE, N_("Undo"), _ACTING),
    Command("redo", ("U",), CODE, N_("Redo"), _ACTING),
    _step("sentence_more", "J shift+down", N_("One sentence more"), SELECT, "J  Shift ↓"),
    _step("sentence_less", "K shift+up", N_("One sentence less"), SELECT, "K  Shift ↑"),
    _step("word_more", "L shift+right", N_("One word more"), SELECT, "L  Shift →"),
    _step("word_less", "H shift+left", N_("One word less"), SELECT, "H  Shift ←"),
    Command("wider", ("+", "="), SELECT, N_("Wider: word, sentence, turn")),
    Command("narrower", ("-",), SELECT, N_("Narrower: turn, sentence, word")),
    Command(
        "hold", ("v",), SELECT, N_("Hold the beginning, so that moving selects; again: let go")
    ),
    _step("next_sentence", "j down", N_("Next sentence or line"), MOVE, "j  ↓", lists=True),
    _step("previous_sentence", "k up", N_("Previous sentence or line"), MOVE, "k  ↑", lists=True),
    _step("next_word", "l right", N_("Next word"), MOVE, "l  →"),
    _step("previous_word", "h left", N_("Previous word"), MOVE, "h  ←"),
    _step("next_turn", "t", N_("Next turn")),
    _step("previous_turn", "T", N_("Previous turn")),
    _step("page_down", "space pagedown", N_("Page down"), MOVE, "Space", lists=True),
    _step("page_up", "b pageup", N_("Page up"), lists=True),
    Command("first", ("g g", "home"), MOVE, N_("To the beginning"), (CODING, *_LISTS)),
    Command("last", ("g e", "end"), MOVE, N_("To the end"), (CODING, *_LISTS)),
    Command("next_target", ("n",), JUMP, N_("Next turn without a code of yours, or next find")),
    Command("previous_target", ("N",), JUMP, N_("Previous turn without a code, or previous find")),
    Command("next_suggestion", ("s",), JUMP, N_("Next suggestion")),
    Command("previous_suggestion", ("S",), JUMP, N_("Previous suggestion")),
    Command("search", ("/",), JUMP, N_("Search in the transcript; search for nothing to stop")),
    Command("go_on", ("n", "enter"), JUMP, N_("Go on where you were"), (HOME,)),
    Command("sources", ("b",), JUMP, N_("To the sources"), (HOME,)),
    Command("suggestions", ("s",), JUMP, N_("To the suggestions"), (HOME,)),
    Command("search_all", ("/",), JUMP, N_("Search in all sources"), (HOME,)),
    Command("open", ("enter", "l", "right"), JUMP, N_("Code this source"), (SOURCES,)),
    Command("open", ("enter", "l", "right"), JUMP, N_("Show it in the text"), (SUGGESTIONS,)),
    Command("open", ("enter", "l", "right"), JUMP, N_("Show it in the text"), (SEARCH,)),
    Command("search", ("/",), JUMP, N_("Search for something else"), (SEARCH,)),
    Command("mode", ("m",), JUMP, N_("How to search: word, forms, parts, pattern"), (SEARCH,)),
    Command("order", ("o",), JUMP, N_("Surest first, or least sure first"), (SUGGESTIONS,)),
    Command("filter", ("f",), JUMP, N_("Only one theme or source"), (SUGGESTIONS,)),
    Command("report", ("p",), JUMP, N_("How good the suggestions are"), (SUGGESTIONS,)),
    Command("period", ("o",), JUMP, N_("By code, by month or by week"), (REPORT,)),
    Command("home", ("g h",), PROGRAM, N_("Home screen"), _WORK),
    Command("sources", ("g b",), PROGRAM, N_("Sources"), _WORK[1:]),
    Command("suggestions", ("g s",), PROGRAM, N_("Suggestions"), _WORK),
    Command("search_all", ("g /",), PROGRAM, N_("Search in all sources"), _WORK),
    Command("palette", (":", "ctrl+p"), PROGRAM, N_("All commands"), SCREENS),
    Command("help", ("?", "f1"), PROGRAM, N_("Keys and explanation"), SCREENS),
    Command("theme", (), PROGRAM, N_("Dark, light or high contrast"), SCREENS),
    Command("fault", ("!",), PROGRAM, N_("What went wrong in duiding itself"), SCREENS),
    Command("copy", ("c",), PROGRAM, N_("Copy this, to pass it on"), (FAULT,)),
    Command("back", ("q", "backspace"), PROGRAM, N_("Back"), (*_WORK, HELP, FAULT)),
    Command("quit", ("q", "ctrl+q"), PROGRAM, N_("Quit; everything is saved"), (HOME,)),
    Command("quit", ("ctrl+q",), PROGRAM, N_("Quit; everything is saved"), (*_WORK, HELP, FAULT)),
)


class Hint(NamedTuple):
    """A hint in the key bar."""

    keys: str
    text: str
    """A msgid; short."""
    command: str
    """What a click does."""


_GENERAL = (Hint(":", N_("all"), "palette"), Hint("?", N_("help"), "help"))
_BACK = Hint("q", N_("back"), "back")
BARS: dict[str, tuple[Hint, ...]] = {
    "coding": (
        Hint("1-9", N_("code"), ""),
        Hint("c", N_("pick"), "pick"),
        Hint("j k", N_("sentence"), "next_sentence"),
        Hint("J K", N_("more"), "sentence_more"),
        Hint("n", N_("next"), "next_target"),
        Hint("x", N_("remove"), "remove"),
        Hint("u", N_("undo"), "undo"),
        Hint("?", N_("help"), "help"),
        Hint(".", N_("same"), "same"),
        Hint("s", N_("suggestion"), "next_suggestion"),
        Hint("/", N_("search"), "search"),
        Hint(":", N_("all"), "palette"),
        _BACK,
    ),
    "suggestion": (
        Hint("a", N_("accept"), "accept"),
        Hint("x", N_("reject"), "remove"),
        Hint("r", N_("other code"), "recode"),
        Hint("s", N_("next"), "next_suggestion"),
        Hint("u", N_("undo"), "undo"),
        Hint("?", N_("help"), "help"),
        Hint("z", N_("switch off"), "silence"),
        _BACK,
    ),
    "suggestions": (
        Hint("a", N_("accept"), "accept"),
        Hint("x", N_("reject"), "remove"),
        Hint("r", N_("other code"), "recode"),
        Hint("Enter", N_("text"), "open"),
        Hint("u", N_("undo"), "undo"),
        Hint("?", N_("help"), "help"),
        Hint("z", N_("switch off"), "silence"),
        Hint("t", N_("threshold"), "threshold"),
        _BACK,
    ),
    "no suggestions": (
        Hint("m", N_("make"), "make"),
        Hint("f", N_("filter"), "filter"),
        Hint("p", N_("report"), "report"),
        Hint("u", N_("undo"), "undo"),
        *_GENERAL,
        _BACK,
    ),
    "report": (
        Hint("o", N_("by time"), "period"),
        Hint("z", N_("on/off"), "silence"),
        Hint("t", N_("threshold"), "threshold"),
        Hint("u", N_("undo"), "undo"),
        *_GENERAL,
        _BACK,
    ),
    "hits": (
        Hint("/", N_("search"), "search"),
        Hint("m", N_("mode"), "mode"),
        Hint("Enter", N_("text"), "open"),
        Hint("c", N_("code all"), "code_all"),
        Hint("u", N_("undo"), "undo"),
        Hint("?", N_("help"), "help"),
        Hint(":", N_("all"), "palette"),
        _BACK,
    ),
    "typing": (Hint("Enter", N_("choose"), "enter"), Hint("↑ ↓", N_("move"), "")),
    "search": (Hint("Enter", N_("search"), "enter"),),
    "search_all": (Hint("Enter", N_("search"), "enter"), Hint("Tab", N_("mode"), "mode")),
    "answer": (Hint("Enter", N_("done"), "enter"),),
    "home": (
        Hint("n", N_("go on"), "go_on"),
        Hint("b", N_("sources"), "sources"),
        Hint("s", N_("suggestions"), "suggestions"),
        Hint("/", N_("search"), "search_all"),
        *_GENERAL,
        Hint("q", N_("quit"), "quit"),
    ),
    "sources": (
        Hint("Enter", N_("code"), "open"),
        Hint("j k", N_("line"), "next_sentence"),
        *_GENERAL,
        _BACK,
    ),
    "fault": (
        Hint("c", N_("copy"), "copy"),
        Hint("j k", N_("line"), "next_sentence"),
        Hint("Space", N_("page"), "page_down"),
        _BACK,
    ),
    "help": (
        Hint("j k", N_("line"), "next_sentence"),
        Hint("Space", N_("page"), "page_down"),
        _BACK,
    ),
}


class Press(NamedTuple):
    """What a key came to."""

    command: Command | None
    pending: str = ""
    """The first key of two, when another must follow."""


class Keyboard:
    """Turns the keys of one screen into commands."""

    def __init__(self, screen: str, commands: Iterable[Command] = COMMANDS) -> None:
        self._by_keys = {
            keys: command
            for command in commands
            if screen in command.screens
            for keys in command.keys
        }
        self._prefixes = {keys.split(" ")[0] for keys in self._by_keys if " " in keys}
        self.pending = ""

    def press(self, key: str) -> Press:
        """Return the command of a key, in view of the key before it."""
        if self.pending:
            keys, self.pending = f"{self.pending} {key}", ""
            return Press(self._by_keys.get(keys))
        if key in self._prefixes:
            self.pending = key
            return Press(None, key)
        return Press(self._by_keys.get(key))

    def following(self) -> list[tuple[str, Command]]:
        """Return the keys that may follow the pending one, to other screens first."""
        start = f"{self.pending} "
        found = [(k[len(start) :], c) for k, c in self._by_keys.items() if k.startswith(start)]
        return sorted(found, key=lambda item: item[1].group != PROGRAM)


def commands_for(screen: str) -> list[Command]:
    """Return the commands of a screen, by group."""
    found = [command for command in COMMANDS if screen in command.screens]
    return sorted(found, key=lambda command: GROUPS.index(command.group))


def key_name(key: str, character: str | None) -> str:
    """Return how the table above writes a key press: the sign itself, else the name of the key."""
    if character is not None and len(character) == 1 and character.isprintable():
        return "space" if character == " " else character
    return key
