"""A menu: a list to choose from, with a line to type in or with keys, and details beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from duiding.i18n import _
from duiding.tui.view.cells import width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import (
    ACCENT,
    BLANK,
    DIM,
    STRONG,
    TEXT,
    Line,
    Part,
    fit_line,
    line,
    on_ground,
)
from duiding.tui.view.prompt import Prompt

LEAST_ROWS, MOST_ROWS = 11, 18
"""Rows of the list, by the height of the screen."""
DETAILS_FROM = 66
"""Details stand beside the list from this width."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to choose."""

    key: str
    line: Line


@dataclass(slots=True)
class Menu:
    """An open menu. ``done`` turns True when it must close."""

    title: str
    entries_for: Callable[[str], Sequence[Entry]]
    """The entries for what was typed, the best one first."""
    choose: Callable[[str], None]
    """What choosing an entry does, by its key."""
    details_of: Callable[[str, int, int], list[Line]] | None = None
    """The details of an entry in so many cells and rows."""
    typing: bool = True
    """True: letters go into the line; False: letters are keys."""
    extra: Mapping[str, Callable[[str], None]] = field(default_factory=dict)
    """Further keys (when not typing), each with what it does to the entry."""
    hint: str = ""
    counted: bool = True
    """Whether the number of entries is shown."""
    prompt: Prompt = field(default_factory=Prompt)
    index: int = 0
    done: bool = False
    entries: Sequence[Entry] = ()
    rows: int = LEAST_ROWS

    def __post_init__(self) -> None:
        self.entries = self.entries_for("")

    @property
    def current(self) -> Entry | None:
        """The entry that is pointed at."""
        return self.entries[self.index] if self.entries else None

    def press(self, key: str, character: str | None) -> None:
        """Take a key."""
        empty = not self.prompt.text
        if key == "escape" or (empty and (key == "backspace" or character == "q")):
            self.done = True
        elif key == "enter":
            self.take(self.index)
        elif key in ("down", "tab") or (not self.typing and character == "j"):
            self.point(self.index + 1)
        elif key in ("up", "shift+tab") or (not self.typing and character == "k"):
            self.point(self.index - 1)
        elif key in ("pagedown", "pageup"):
            self.point(self.index + (self.rows if key == "pagedown" else -self.rows))
        elif self.typing:
            if self.prompt.press(key, character):
                self._narrow()
        elif character and character in "123456789":
            self.take(int(character) - 1)
        elif character is not None and character in self.extra and self.current is not None:
            self.done = True
            self.extra[character](self.current.key)

    def paste(self, text: str) -> None:
        """Take in a pasted text."""
        if self.typing:
            self.prompt.paste(text)
            self._narrow()

    def _narrow(self) -> None:
        self.entries = self.entries_for(self.prompt.text)
        self.index = 0

    def point(self, index: int) -> None:
        """Point at an entry; beyond the ends, at the last or first one."""
        self.index = max(0, min(index, len(self.entries) - 1))

    def take(self, index: int) -> None:
        """Choose an entry, when there is one at this place."""
        if 0 <= index < len(self.entries):
            self.done = True
            self.choose(self.entries[index].key)

    def first_shown(self) -> int:
        """Return the index of the first entry that the list shows."""
        return max(0, min(self.index - self.rows // 2, len(self.entries) - self.rows))

    def lines(self, cells: int, height: int) -> list[Line]:
        """Return the menu for a screen of so many rows; it takes about half of them.

        Where one types, its height does not depend on what was typed.
        """
        self.rows = max(LEAST_ROWS, min(MOST_ROWS, height // 2 - 4))
        inner = cells - 2
        beside = self.details_of is not None and cells >= DETAILS_FROM
        list_cells = inner * 9 // 20 if beside else inner
        rows = [fit_line(row, list_cells, TEXT) for row in self._list(list_cells)]
        if beside and self.details_of is not None:
            room = inner - list_cells - 2
            details = self.details_of(self.current.key, room, len(rows)) if self.current else []
            details = [*details, *[BLANK] * len(rows)][: len(rows)]
            rows = [
                [*row, Part("  "), *fit_line(detail, room)]
                for row, detail in zip(rows, details, strict=True)
            ]
        top = [self._top(inner)]
        bottom = [line(Part(self.hint, DIM))]
        framed = [(Part(" "), *fit_line(row, inner), Part(" ")) for row in (*top, *rows, *bottom)]
        return [_grounded(row) for row in framed]

    def _top(self, cells: int) -> Line:
        count = Part(str(len(self.entries)) if self.counted else "", DIM)
        title = Part(self.title + (" " if self.typing else ""), ACCENT)
        typed = (
            [Part(self.prompt.text, STRONG), Part(glyphs().caret, ACCENT)] if self.typing else []
        )
        room = max(0, cells - width(count.text) - 1)
        return [*fit_line([title, *typed], room), Part(" "), count]

    def _list(self, cells: int) -> list[Line]:
        count = self.rows if self.typing else max(1, min(self.rows, len(self.entries)))
        first = self.first_shown()
        rows: list[Line] = []
        for index in range(first, min(first + count, len(self.entries))):
            here = index == self.index
            pointer = Part(glyphs().pointer + " " if here else "  ", ACCENT)
            row = fit_line([pointer, *self.entries[index].line], cells)
            rows.append(on_ground(row, "selection") if here else row)
        if not rows:
            rows.append(line(Part("  " + _("Nothing with these letters."), DIM)))
        return [*rows, *[BLANK] * (count - len(rows))]


def _grounded(row: Line) -> Line:
    return [
        part if part.tone.ground == "selection" else part._replace(tone=_panel(part.tone))
        for part in row
    ]


def _panel(tone: Tone) -> Tone:
    return tone._replace(ground="panel")
