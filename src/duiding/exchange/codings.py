"""Codings in and out as a table: one row for each code, by one coder, on one quote."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duiding import coding as acts
from duiding.codebook import Code, Codebook, CodeKind
from duiding.coding import Coding, NewCoding, all_codings
from duiding.coding.places import find_coder
from duiding.database import Database
from duiding.errors import InputError
from duiding.exchange.coding_rows import RowReader, cell, read_rows
from duiding.exchange.tables import Cell, Column, Measure, Table, table_data, write_csv
from duiding.files import write_new
from duiding.i18n import _, ngettext
from duiding.sources import (
    Source,
    Transcript,
    find_source,
    format_time,
    list_sources,
    read_transcript,
)

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
    table = read_rows(path)
    _check_columns(path, table.header)
    reader = RowReader(database, codebook)
    found: dict[str, list[NewCoding]] = defaultdict(list)
    faults: list[str] = []
    for row in table.rows:
        try:
            found[cell(row, "coder")].append(reader.coding(row))
        except InputError as fault:
            faults.append(_("row {number}: {fault}").format(number=row.number, fault=fault))
    if faults:
        raise _refusal(path, faults)
    made = acts.import_codings(database, found)
    new = {coder: len(codings) for coder, codings in made.items()}
    return ImportedCodings(path, new, len(table.rows) - sum(new.values()))


def _refusal(path: Path, faults: list[str]) -> InputError:
    told = faults[:MOST_TOLD]
    if len(faults) > MOST_TOLD:
        told.append(_("and more."))
    return InputError(
        ngettext(
            "{path}: {count} row cannot be used, so nothing was imported.",
            "{path}: {count} rows cannot be used, so nothing was imported.",
            len(faults),
        ).format(path=path, count=len(faults))
        + "".join("\n  " + line for line in told)
    )


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


def list_codings(
    database: Database,
    codebook: Codebook,
    *,
    source: str | None = None,
    codes: Sequence[Code] = (),
    kind: CodeKind | None = None,
    coder: str | None = None,
) -> list[ListedCoding]:
    """Return the codings with codes of the codebook, by source and place.

    ``codes`` limits them to what lies in the branches of all of these: give a theme for all that
    is below it. Raises NotFound for a source or coder that is not in the study.
    """
    sources = [find_source(database, source)] if source else list_sources(database)
    if coder is not None:
        find_coder(database, coder)
    wanted = _codes_in(codebook, codes, kind)
    transcripts = {item.text_id: read_transcript(database, item) for item in sources}
    listed = [
        _listed(coding, transcripts[coding.fragment.text_id], codebook)
        for coding in all_codings(database)
        if coding.fragment.text_id in transcripts
        and coding.code_id in wanted
        and coder in (None, coding.coder.name)
    ]
    return sorted(listed, key=_in_order)


def codings_of_other_codebooks(database: Database, codebook: Codebook) -> int:
    """Return how many codings a list or an export of this codebook leaves out."""
    return sum(coding.code_id not in codebook.by_id for coding in all_codings(database))


def _codes_in(codebook: Codebook, branches: Sequence[Code], kind: CodeKind | None) -> set[str]:
    wanted = {code.id for code in codebook.codes if kind in (None, code.kind)}
    for code in branches:
        wanted &= {below.id for below in codebook.branch_of(code)}
    return wanted


def _listed(coding: Coding, transcript: Transcript, codebook: Codebook) -> ListedCoding:
    code = codebook.by_id[coding.code_id]
    turn = transcript.turn_at(coding.fragment.start)
    return ListedCoding(
        coding,
        transcript.source,
        turn.number if turn else None,
        format_time(turn.time_start) if turn else "",
        turn.speaker.label if turn and turn.speaker else "",
        code.key,
        codebook.theme_of(code).key,
        code.kind.value,
    )


def _in_order(listed: ListedCoding) -> tuple[str, int, int, str, str]:
    fragment = listed.coding.fragment
    return (
        *(listed.source.name, fragment.start, fragment.end),
        *(listed.code, listed.coding.coder.name),
    )


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


def export_codings(
    listed: list[ListedCoding], path: Path, *, overwrite: bool = False, dutch: bool = False
) -> None:
    """Write codings as CSV, or as JSON when the name ends in ``.json``.

    ``dutch`` gives CSV for Excel with Dutch settings.

    Raises Refused when the file exists and ``overwrite`` is false, InputError when it cannot be
    written.
    """
    table = codings_table(listed)
    if path.suffix.lower() != ".json":
        write_csv(table, path, dutch=dutch, overwrite=overwrite)
        return
    text = json.dumps(table_data(table), ensure_ascii=False, indent=2) + "\n"

    def write(scratch: Path) -> None:
        scratch.write_text(text, encoding="utf-8")

    write_new(path, write, overwrite=overwrite)
