"""Tables from files: CSV in any customary form, and XLSX, as rows of plain text.

Encoding: byte order mark, UTF-8, else Windows-1252. The separator is the one that gives every row
as many cells as the header has. Cells are cleaned and stripped; blank rows are passed over.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from duiding.errors import InputError
from duiding.files import read_bytes
from duiding.i18n import _
from duiding.text import clean_line, sha256

MAX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
_SEPARATORS = (",", ";", "\t", "|")
_WHOLE = re.compile(r"-?\d+\.0")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``number`` counts as a spreadsheet does, the header being row 1."""

    number: int
    cells: dict[str, str]
    is_too_wide: bool = False
    """It has more cells than the header has columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file."""

    path: Path
    file_hash: str
    header: tuple[str, ...]
    """Names of the columns, cleaned, as written."""
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read a table from a .csv, .tsv, .txt or .xlsx file.

    Raises InputError when that cannot be done.
    """
    content = read_bytes(path, limit=MAX_BYTES)
    lines = _xlsx_lines(path, content) if content.startswith(b"PK") else _csv_lines(path, content)
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise InputError(_("{path} is empty.").format(path=path))
    _first, header = filled[0]
    while header and not header[-1]:
        header.pop()
    _check_header(path, header)
    rows = [_row(number, header, cells) for number, cells in filled[1:]]
    if not rows:
        raise InputError(_("{path} has a header but no rows.").format(path=path))
    return Table(path, sha256(content), tuple(header), tuple(rows))


def _check_header(path: Path, header: list[str]) -> None:
    for index, name in enumerate(header):
        if not name:
            raise InputError(
                _("{path}: column {number} has no name in the header.").format(
                    path=path, number=index + 1
                )
            )
        if name.casefold() in {other.casefold() for other in header[:index]}:
            raise InputError(
                _("{path}: the column {column!r} stands there twice.").format(
                    path=path, column=name
                )
            )


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    padded = [*cells[: len(header)], *[""] * (len(header) - len(cells))]
    return Row(number, dict(zip(header, padded, strict=True)), any(cells[len(header) :]))


# CSV ----------------------------------------------------------------------------------------------


def _csv_lines(path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    text = _decoded(path, content)
    best: list[tuple[int, list[str]]] = []
    best_rank = (-1.0, 0)
    for separator in _SEPARATORS:
        try:
            lines = list(_parsed(text, separator))
        except csv.Error as error:
            raise InputError(
                _("{path} is not a readable table ({reason}).").format(path=path, reason=error)
            ) from error
        rank = _rank(lines)
        if rank > best_rank:
            best, best_rank = lines, rank
    if len(best) > MAX_ROWS:
        raise _too_long(path)
    return best


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content or content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            _("{path} is no table that can be read. Save it as CSV (UTF-8) or XLSX.").format(
                path=path
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _parsed(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    start = 1
    for cells in reader:
        yield start, [clean_line(cell) for cell in cells]
        start = reader.line_num + 1


def _rank(lines: list[tuple[int, list[str]]]) -> tuple[float, int]:
    """Return the share of rows as wide as the header, and that width; one column counts for 0."""
    filled = [cells for _number, cells in lines if any(cells)][:200]
    width = len(filled[0]) if filled else 0
    if width < 2:
        return 0.0, width
    return sum(len(cells) == width for cells in filled) / len(filled), width


# XLSX ---------------------------------------------------------------------------------------------


def _xlsx_lines(path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    advice = _("{path} cannot be read as a spreadsheet. Save it as CSV (UTF-8) and try again.")
    try:
        _check_archive(path, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            lines = []
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                    raise _too_long(path)
                lines.append((number, [_cell(value) for value in row]))
        finally:
            book.close()
    except (
        *(InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError),
        *(KeyError, ValueError, TypeError, IndexError, AttributeError),
    ) as error:
        raise InputError(advice.format(path=path)) from error
    return lines


def _check_archive(path: Path, content: bytes) -> None:
    """Refuse what unpacks too large, defines entities or is locked, before anybody parses it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise InputError(
                _("{path} unpacks to more than {limit} MB; that is no table.").format(
                    path=path, limit=MAX_UNPACKED // 1_000_000
                )
            )
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")):
                with archive.open(info) as part:
                    if b"<!DOCTYPE" in part.read(2_000):
                        raise InputError(
                            _("{path} defines entities; such a file is not opened.").format(
                                path=path
                            )
                        )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        text = repr(value)
        return text[:-2] if _WHOLE.fullmatch(text) else text
    return clean_line(str(value))


def _too_long(path: Path) -> InputError:
    return InputError(
        _("{path} has more than {rows} rows or {columns} columns; take out what you need.").format(
            path=path, rows=MAX_ROWS, columns=MAX_COLUMNS
        )
    )
