"""Tables for people and other programs: terminal, CSV, Excel, plain data.

A table is plain data; what its numbers mean decides how they are written: a share is ``0.351`` in
CSV, ``35.1%`` as a real number in Excel, and ``35,1%`` on a Dutch screen.

CSV is UTF-8 with commas and decimal points, without byte order mark, as other programs expect it.
The Dutch form is for Excel with Dutch settings: semicolons, decimal commas, and a byte order mark,
without which Excel does not see that the file is UTF-8.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from duiding.files import write_new
from duiding.i18n import format_number
from duiding.text import clean

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHARE_DECIMALS = 6
_LONGEST_CELL = 32_767  # what Excel can hold
_WIDEST_COLUMN = 60
_SHEET_NAME_LENGTH = 31
_BAD_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Measure(Enum):
    """What the numbers of a column are."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """A part, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in the language in use, its key for programs, its measure."""

    key: str
    heading: str
    measure: Measure = Measure.COUNT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name; None is an empty cell."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(text: str) -> str:
    """Return a text that a spreadsheet that reads CSV does not take for a formula.

    A text that begins with ``= + - @``, a tab or a line end gets an apostrophe before it.
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def table_data(table: Table) -> list[dict[str, Cell]]:
    """Return the rows as dictionaries by key of the column."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def shown_rows(table: Table) -> list[list[str]]:
    """Return the rows as text in the language in use; an empty cell is ``–``."""
    return [
        [_shown(cell, column.measure) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]


def _shown(cell: Cell, measure: Measure) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if measure is Measure.SHARE:
        return format_number(cell * 100, 1) + "%"
    return format_number(cell)


def csv_text(table: Table, *, dutch: bool = False) -> str:
    """Return a table as CSV; ``dutch`` for Excel with Dutch settings (see the top of this file)."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if dutch else ",", lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in table.columns])
    writer.writerows([_csv_cell(cell, dutch) for cell in row] for row in table.rows)
    return text.getvalue()


def write_csv(table: Table, path: Path, *, dutch: bool = False, overwrite: bool = False) -> None:
    """Write a table as CSV; ``dutch`` for Excel with Dutch settings (see the top of this file).

    Raises Refused when the file exists and ``overwrite`` is false, InputError when it cannot be
    written.
    """
    content = csv_text(table, dutch=dutch).encode("utf-8-sig" if dutch else "utf-8")
    write_new(path, lambda scratch: _write(scratch, content), overwrite=overwrite)


def _write(scratch: Path, content: bytes) -> None:
    scratch.write_bytes(content)


def _csv_cell(cell: Cell, dutch: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(clean(cell))
    if isinstance(cell, float):
        number = f"{cell:.{_SHARE_DECIMALS}f}".rstrip("0").rstrip(".")
        return number.replace(".", ",") if dutch else number
    return str(cell)


def write_xlsx(table: Table, path: Path, *, overwrite: bool = False) -> None:
    """Write a table as an Excel workbook: frozen heading, fitting widths, numbers as numbers.

    Raises Refused when the file exists and ``overwrite`` is false, InputError when it cannot be
    written.
    """
    write_new(path, lambda scratch: _save_workbook(table, scratch), overwrite=overwrite)


def _save_workbook(table: Table, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook(write_only=True)
    workbook.properties.creator = "duiding"
    sheet = workbook.create_sheet(_sheet_name(table.name))
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    heads = []
    for column in table.columns:
        head = _xlsx_cell(sheet, column.heading, column.measure)
        head.font = Font(bold=True)
        head.alignment = Alignment(
            horizontal="left" if column.measure is Measure.TEXT else "right", vertical="top"
        )
        heads.append(head)
    sheet.append(heads)
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        sheet.append([_xlsx_cell(sheet, cell, column.measure) for cell, column in pairs])
    workbook.save(path)


def _xlsx_cell(sheet: "WriteOnlyWorksheet", value: Cell, measure: Measure) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "0.0%" if measure is Measure.SHARE else "#,##0"
        return cell
    text = clean(value)[:_LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text, whatever it begins with …
    cell.quotePrefix = harmless(text) != text  # … also after somebody edits it
    return cell


def _widths(table: Table) -> Iterable[float]:
    shown = shown_rows(table)
    for index, column in enumerate(table.columns):
        longest = max(map(len, (column.heading, *(row[index] for row in shown))))
        yield min(longest, _WIDEST_COLUMN) + 2


def _sheet_name(name: str) -> str:
    return name.translate(_BAD_IN_SHEET_NAME).strip("'")[:_SHEET_NAME_LENGTH] or "duiding"
