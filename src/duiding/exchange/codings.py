"""Codings in and out as a table: one row for each code, by one coder, on one quote.

The quote is the anchor: it must stand in the turn that the row names, to the letter but for
blanks. Offsets are written for other programs and help when a quote stands there twice.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from duiding.codebook import Codebook
from duiding.coding import (
    Coding,
    Fragment,
    NewCoding,
    Origin,
    all_codings,
    apply_codes,
    ensure_coder,
)
from duiding.database import Database
from duiding.errors import InputError
from duiding.exchange.tables import Cell, Column, Measure, Table, table_data, write_csv
from duiding.files import write_new
from duiding.i18n import _
from duiding.indicators.tables import Row, read_table
from duiding.sources import Source, Transcript, format_time, list_sources, read_transcript

REQUIRED = ("source", "turn", "quote", "code", "coder")
OPTIONAL = (
    "occurrence",
    "start",
    "end",
    "time",
    "speaker",
    "theme",
    "kind",
    "origin",
    "created_at",
    "id",
)
MOST_TOLD = 10
_COLUMNS = (
    *("source", "turn", "time", "speaker", "start", "end", "quote"),
    *("code", "theme", "kind", "coder", "origin", "created_at", "id"),
)
_NUMBERS = ("turn", "start", "end")


@dataclass(frozen=True, slots=True)
class ImportedCodings:
    """What became of a file of codings."""

    path: Path
    new: dict[str, int]
    """New codings by name of the coder."""
    known: int
    """Rows that the study had already."""


@dataclass(frozen=True, slots=True)
class ListedCoding:
    """A coding with where it stands."""

    coding: Coding
    source: Source
    turn: int | None
    time: str
    speaker: str
    code: str
    theme: str
    kind: str


def import_codings(database: Database, path: Path, codebook: Codebook) -> ImportedCodings:
    """Take in the codings of a file; each coder's are one act, undone as one.

    Raises InputError, and changes nothing, when a column or any row cannot be used.
    """
    table = read_table(path)
    _check_columns(path, table.header)
    reader = _RowReader(database, codebook)
    found: dict[str, list[NewCoding]] = defaultdict(list)
    faults: list[str] = []
    for row in table.rows:
        try:
            found[_cell(row, "coder")].append(reader.coding(row))
        except InputError as fault:
            faults.append(_("row {number}: {fault}").format(number=row.number, fault=fault))
    if faults:
        told = " ".join(faults[:MOST_TOLD])
        raise InputError(
            _("{path}: {count} rows cannot be used, so nothing was imported. {told}").format(
                path=path, count=len(faults), told=told
            )
        )
    new = {
        coder: len(
            apply_codes(database, news, coder_id=ensure_coder(database, coder), origin=Origin.FILE)
        )
        for coder, news in found.items()
    }
    return ImportedCodings(path, new, len(table.rows) - sum(new.values()))


def _check_columns(path: Path, header: tuple[str, ...]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise InputError(
            _("{path}: there is no column {columns}. A file of codings has: {known}.").format(
                path=path, columns=", ".join(missing), known=", ".join(REQUIRED)
            )
        )
    strange = [name for name in header if name not in REQUIRED + OPTIONAL]
    if strange:
        raise InputError(
            _("{path}: unknown column {columns}; known are: {known}.").format(
                path=path, columns=", ".join(strange), known=", ".join(REQUIRED + OPTIONAL)
            )
        )


def _cell(row: Row, name: str) -> str:
    """Return a filled cell, without the apostrophe that made it harmless for spreadsheets."""
    text = row.cells.get(name, "")
    if not text:
        raise InputError(_("the column {column} is empty.").format(column=name))
    return text[1:] if text[0] == "'" and text[1:2] in tuple("=+-@") else text


def _number(row: Row, name: str) -> int:
    text = _cell(row, name)
    if not text.isdecimal():
        raise InputError(
            _("{text!r} in the column {column} is no whole number.").format(text=text, column=name)
        )
    return int(text)


class _RowReader:
    """Finds what a row speaks of; each source is read once."""

    def __init__(self, database: Database, codebook: Codebook) -> None:
        self._database = database
        self._codebook = codebook
        self._sources = {source.name: source for source in list_sources(database)}
        self._transcripts: dict[str, Transcript] = {}

    def coding(self, row: Row) -> NewCoding:
        """Return the coding of a row. Raises InputError when something is not in the study."""
        code = self._codebook.by_key.get(_cell(row, "code"))
        if code is None:
            raise InputError(
                _("there is no code {code!r} in codebook {codebook}.").format(
                    code=_cell(row, "code"), codebook=self._codebook.key
                )
            )
        return NewCoding(code.id, self._fragment(row, self._transcript(_cell(row, "source"))))

    def _transcript(self, name: str) -> Transcript:
        if name not in self._transcripts:
            source = self._sources.get(name)
            if source is None:
                raise InputError(_("there is no source {name!r}.").format(name=name))
            self._transcripts[name] = read_transcript(self._database, source)
        return self._transcripts[name]

    def _fragment(self, row: Row, transcript: Transcript) -> Fragment:
        number = _number(row, "turn")
        turn = next((turn for turn in transcript.turns if turn.number == number), None)
        if turn is None:
            raise InputError(
                _("{source} has no turn {number}; it has {last}.").format(
                    source=transcript.source.name, number=number, last=len(transcript.turns)
                )
            )
        quote = _cell(row, "quote")
        pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
        spans = [m.span() for m in pattern.finditer(transcript.text, turn.start, turn.end)]
        start, end = _chosen(row, spans, turn.number)
        return Fragment(transcript.source.text_id, start, end)


def _chosen(row: Row, spans: list[tuple[int, int]], turn: int) -> tuple[int, int]:
    """Return the one place that is meant."""
    if not spans:
        raise InputError(_("the quote does not stand in turn {turn}.").format(turn=turn))
    if row.cells.get("occurrence"):
        place = _number(row, "occurrence")
        if not 1 <= place <= len(spans):
            raise InputError(
                _("the quote stands {count} times in turn {turn}, not {place}.").format(
                    count=len(spans), turn=turn, place=place
                )
            )
        return spans[place - 1]
    if row.cells.get("start") and row.cells.get("end"):
        span = (_number(row, "start"), _number(row, "end"))
        if span in spans:
            return span
    if len(spans) > 1:
        raise InputError(
            _(
                "the quote stands {count} times in turn {turn}; "
                "say which in a column occurrence (1, 2 …)."
            ).format(count=len(spans), turn=turn)
        )
    return spans[0]


def list_codings(database: Database, codebook: Codebook) -> list[ListedCoding]:
    """Return the codings with codes of the codebook, by source and place."""
    transcripts = {
        source.text_id: read_transcript(database, source) for source in list_sources(database)
    }
    listed = []
    for coding in all_codings(database):
        transcript = transcripts.get(coding.fragment.text_id)
        code = codebook.by_id.get(coding.code_id)
        if transcript is None or code is None:
            continue
        turn = transcript.turn_at(coding.fragment.start)
        listed.append(
            ListedCoding(
                coding,
                transcript.source,
                turn.number if turn else None,
                format_time(turn.time_start) if turn else "",
                turn.speaker.label if turn and turn.speaker else "",
                code.key,
                codebook.theme_of(code).key,
                code.kind.value,
            )
        )
    return sorted(listed, key=lambda item: (item.source.name, item.coding.fragment.start))


def codings_table(listed: list[ListedCoding]) -> Table:
    """Return codings as a table that ``import_codings`` reads back."""
    columns = tuple(
        Column(name, name, Measure.COUNT if name in _NUMBERS else Measure.TEXT) for name in _COLUMNS
    )
    return Table("codings", columns, tuple(_cells(item) for item in listed))


def _cells(item: ListedCoding) -> tuple[Cell, ...]:
    coding = item.coding
    return (
        item.source.name,
        item.turn,
        item.time,
        item.speaker,
        coding.fragment.start,
        coding.fragment.end,
        coding.quote,
        item.code,
        item.theme,
        item.kind,
        coding.coder.name,
        coding.origin.value,
        coding.created_at,
        coding.id,
    )


def export_codings(listed: list[ListedCoding], path: Path, *, overwrite: bool = False) -> None:
    """Write codings as CSV, or as JSON when the name ends in ``.json``.

    Raises Refused when the file exists and ``overwrite`` is false, InputError when it cannot be
    written.
    """
    table = codings_table(listed)
    if path.suffix.lower() != ".json":
        write_csv(table, path, overwrite=overwrite)
        return
    text = json.dumps(table_data(table), ensure_ascii=False, indent=2) + "\n"

    def write(scratch: Path) -> None:
        scratch.write_text(text, encoding="utf-8")

    write_new(path, write, overwrite=overwrite)
