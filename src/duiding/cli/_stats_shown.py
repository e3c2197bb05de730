"""How ``duiding stats`` lays its tables out in the window there is."""

import shutil
import sys
from collections.abc import Sequence

from duiding.cli.output import cell_width, print_table, tell
from duiding.exchange.tables import Column, Measure, Table, shown_rows
from duiding.i18n import _
from duiding.text import shorten

_LEAST_BAR, _LONGEST_BAR = 8, 40
_EIGHTHS = " ▏▎▍▌▋▊▉"
_GAP = 2
_FIRST_TO_GO = ("coders", "words", "codings", "share", "speakers")
_LEAST_NAME = 12

Rows = list[list[str]]


def show_frequencies(table: Table, fragments: Sequence[int]) -> None:
    """Print the counts; in a window with room beside them also a bar for the fragments.

    In a narrow window the columns that weigh least are left out, and named on stderr.
    """
    columns, rows = list(table.columns), shown_rows(table)
    room = _room()
    if room is not None:
        left_out = _narrow(columns, rows, room)
        bar = min(_LONGEST_BAR, room - _width(columns, rows) - _GAP)
        if bar >= _LEAST_BAR and any(fragments):
            columns.append(Column("bar", "", Measure.TEXT))
            for row, line in zip(rows, [*_bars(fragments, bar), ""], strict=True):
                row.append(line)
        if left_out:
            tell(
                _("Left out, for lack of room: {columns}. A wider window shows them.").format(
                    columns=", ".join(left_out)
                )
            )
    _print(columns, rows)


def show_cross_table(table: Table) -> None:
    """Print a cross table; in a narrow window with numbered columns and a key to them."""
    columns, rows = list(table.columns), shown_rows(table)
    room = _room()
    if room is not None and _width(columns, rows) > room:
        for index, column in enumerate(columns[1:-1], start=1):
            columns[index] = Column(column.key, str(index), column.measure)
        _print(columns, rows)
        tell("\n".join(f"{i}: {c.heading}" for i, c in enumerate(table.columns[1:-1], start=1)))
    else:
        _print(columns, rows)


def _room() -> int | None:
    """Return how many characters fit in a line of the terminal; None when it is not one."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _narrow(columns: list[Column], rows: Rows, room: int) -> list[str]:
    """Make the table fit, in place; return the headings of the columns that had to go."""
    left_out: list[str] = []
    for key in _FIRST_TO_GO:
        if _width(columns, rows) <= room:
            return left_out
        index = next(i for i, column in enumerate(columns) if column.key == key)
        left_out.append(columns.pop(index).heading)
        for row in rows:
            row.pop(index)
    names = [i for i, column in enumerate(columns) if column.measure is Measure.TEXT]
    excess = _width(columns, rows) - room
    if excess > 0:
        widest = max(names, key=lambda index: max(len(row[index]) for row in rows))
        width = max(_LEAST_NAME, max(len(row[widest]) for row in rows) - excess)
        for row in rows:
            row[widest] = shorten(row[widest], width)
    return left_out


def _width(columns: Sequence[Column], rows: Rows) -> int:
    widths = (
        max(map(cell_width, cells))
        for cells in zip([column.heading for column in columns], *rows, strict=True)
    )
    return sum(widths) + _GAP * (len(columns) - 1)


def _bars(numbers: Sequence[int], width: int) -> list[str]:
    """Return a bar of at most ``width`` characters for each number, to an eighth of one."""
    most = max(numbers)
    lines = []
    for number in numbers:
        eighths = max(round(number / most * width * 8), 1 if number else 0)
        lines.append(("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip())
    return lines


def _print(columns: Sequence[Column], rows: Rows) -> None:
    numbers = [i for i, column in enumerate(columns) if column.measure is not Measure.TEXT]
    print_table([column.heading for column in columns], rows, right=numbers)
