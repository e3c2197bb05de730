"""From a row of a table to the coding that it means.

The quote is the anchor: it must begin in the turn that the row names, to the letter but for
blanks. A column ``occurrence`` tells apart a quote that stands there more than once; so do offsets,
which decide when the quote stands where they point, and are passed over when it does not.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from duiding.codebook import Code, Codebook
from duiding.coding import Fragment, NewCoding, Origin
from duiding.coding.places import Span, find_quote, find_turn
from duiding.database import Database
from duiding.errors import InputError, NotFound
from duiding.exchange.tables import harmless
from duiding.files import read_bytes
from duiding.i18n import _
from duiding.indicators.tables import MAX_BYTES, Row, Table, read_table
from duiding.sources import Transcript, list_sources, read_transcript
from duiding.text import clean_line, sha256


def read_rows(path: Path) -> Table:
    """Read a table of codings from CSV, XLSX, or the JSON that an export writes.

    Raises InputError when that cannot be done.
    """
    return _read_json(path) if path.suffix.lower() == ".json" else read_table(path)


def _read_json(path: Path) -> Table:
    unusable = InputError(
        _("{path} is no list of codings in JSON, as an export writes it.").format(path=path)
    )
    content = read_bytes(path, limit=MAX_BYTES)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise unusable from error
    if not (isinstance(found, list) and found and all(isinstance(row, dict) for row in found)):
        raise unusable
    values = [value for row in found for value in row.values()]
    if not all(value is None or type(value) in (str, int) for value in values):
        raise unusable
    header = tuple(dict.fromkeys(clean_line(name) for row in found for name in row))
    rows = tuple(
        Row(
            number,
            {clean_line(k): "" if v is None else clean_line(str(v)) for k, v in row.items()},
        )
        for number, row in enumerate(found, start=1)
    )
    return Table(path, sha256(content), header, rows)


def cell(row: Row, name: str) -> str:
    """Return a filled cell, without the apostrophe that made it harmless for spreadsheets.

    Raises InputError when it is empty.
    """
    text = row.cells.get(name, "")
    if not text:
        raise InputError(_("the column {column} is empty.").format(column=name))
    bare = text[1:]
    return bare if text[0] == "'" and harmless(bare) != bare else text


class RowReader:
    """Finds what a row speaks of; each source is read once."""

    def __init__(self, database: Database, codebook: Codebook) -> None:
        self._database = database
        self._codebook = codebook
        self._sources = {source.name: source for source in list_sources(database)}
        self._transcripts: dict[str, Transcript] = {}

    def coding(self, row: Row) -> NewCoding:
        """Return the coding of a row. Raises InputError when something is not in the study."""
        if row.is_too_wide:
            raise InputError(_("there are more cells than columns."))
        code = self._code(cell(row, "code"))
        fragment = self._fragment(row, self._transcript(cell(row, "source")))
        return NewCoding(code.id, fragment, _origin(row), _created_at(row))

    def _code(self, key: str) -> Code:
        code = self._codebook.by_key.get(key)
        if code is None:
            raise InputError(
                _("there is no code {code!r} in codebook {codebook}.").format(
                    code=key, codebook=self._codebook.key
                )
            )
        return code

    def _transcript(self, name: str) -> Transcript:
        if name not in self._transcripts:
            source = self._sources.get(name)
            if source is None:
                raise InputError(_("there is no source {name!r}.").format(name=name))
            self._transcripts[name] = read_transcript(self._database, source)
        return self._transcripts[name]

    def _fragment(self, row: Row, transcript: Transcript) -> Fragment:
        first, last, place = _where(row, transcript)
        text, text_id = transcript.text, transcript.source.text_id
        readings = list(_readings(row))
        for quote in readings:
            if span := _at_offsets(row, text, quote):
                return Fragment(text_id, *span)
        for quote in readings:
            if span := _chosen(row, find_quote(text, quote, first, last), place):
                return Fragment(text_id, *span)
        raise InputError(_("the quote does not stand in {place}.").format(place=place))


def _readings(row: Row) -> Iterable[str]:
    """Return what the quote may be: with or without the apostrophe that it begins with."""
    unmasked = cell(row, "quote")
    written = row.cells["quote"]
    bare = written.removeprefix("' ")  # a blank that was a line end, harmful to spreadsheets
    return dict.fromkeys((written, unmasked, bare))


def _where(row: Row, transcript: Transcript) -> tuple[int, int, str]:
    """Return the stretch to look in, with its name: a turn, or all when the row names none."""
    source = transcript.source.name
    if not row.cells.get("turn"):
        return 0, len(transcript.text), source
    number = _number(row, "turn")
    try:
        turn = find_turn(transcript, number)
    except NotFound as error:
        raise InputError(str(error)) from error
    return turn.start, turn.end, _("turn {turn} of {source}").format(turn=number, source=source)


def _at_offsets(row: Row, text: str, quote: str) -> Span | None:
    """Return the stretch that the offsets give, when the quote stands there; blanks may differ."""
    if row.cells.get("occurrence") or not (row.cells.get("start") and row.cells.get("end")):
        return None
    start, end = _number(row, "start"), _number(row, "end")
    return (start, end) if text[start:end].split() == quote.split() else None


def _chosen(row: Row, spans: Sequence[Span], place: str) -> Span | None:
    """Return the one place that is meant; None when there is none."""
    if not spans:
        return None
    if row.cells.get("occurrence"):
        wanted = _number(row, "occurrence")
        if not 1 <= wanted <= len(spans):
            raise InputError(
                _("the quote stands {count} times in {place}, not {wanted}.").format(
                    count=len(spans), place=place, wanted=wanted
                )
            )
        return spans[wanted - 1]
    if len(spans) > 1:
        raise InputError(
            _(
                "the quote stands {count} times in {place}; "
                "say which in a column occurrence (1, 2 …)."
            ).format(count=len(spans), place=place)
        )
    return spans[0]


def _number(row: Row, name: str) -> int:
    text = cell(row, name)
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InputError(
            _("{text!r} in the column {column} is no whole number.").format(text=text, column=name)
        )
    return int(text)


def _origin(row: Row) -> Origin:
    """Return how the coding came about; a suggestion of another study is not known here."""
    if not row.cells.get("origin"):
        return Origin.FILE
    text = cell(row, "origin")
    if text not in tuple(Origin):
        raise InputError(
            _("{text!r} in the column {column} is not one of: {known}.").format(
                text=text, column="origin", known=", ".join(Origin)
            )
        )
    return Origin.FILE if text == Origin.SUGGESTION else Origin(text)


def _created_at(row: Row) -> str:
    if not row.cells.get("created_at"):
        return ""
    text = cell(row, "created_at")
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("{text!r} in the column {column} is no time, such as {example}.").format(
                text=text, column="created_at", example="2021-03-02T14:05:00Z"
            )
        ) from error
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
