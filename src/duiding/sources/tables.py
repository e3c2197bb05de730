"""Tables in documents: a table with a column of speakers is a transcript, any other is text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from duiding.sources.labels import is_label_shaped, names_structure, word_set, words_of
from duiding.sources.readers.model import Line
from duiding.sources.times import find_time

_SPEAKER_WORDS = word_set("spreker speaker wie naam name persoon deelnemer label rol role")
_TEXT_WORDS = word_set("tekst text transcript transcriptie inhoud uitspraak gesproken words spraak")
_TIME_WORDS = word_set("tijd time timecode tijdcode timestamp tijdstip start begin")
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Columns:
    speaker: int
    text: int
    time: int | None
    headed: bool
    """True when the first row names the columns."""


def unfold_tables(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each table turned into voices (a transcript) or into plain lines."""
    unfolded: list[Line] = []
    for number, group in groupby(lines, key=lambda line: line.table):
        rows = list(group)
        if not number:
            unfolded += rows
            continue
        columns = _columns(rows)
        for row in rows:
            unfolded += _voice(row, columns) if columns else _plain(row)
    return unfolded


def _columns(rows: Sequence[Line]) -> _Columns | None:
    if len(rows) < _FEWEST_ROWS:
        return None
    return _columns_by_name(rows[0]) or _columns_by_content(rows)


def _columns_by_name(first: Line) -> _Columns | None:
    heads = [set(words_of(cell)) if len(cell) < 30 else set() for cell in first.cells]
    speaker = _first(heads, _SPEAKER_WORDS)
    text = _first(heads, _TEXT_WORDS)
    if speaker is None or text is None or speaker == text:
        return None
    return _Columns(speaker, text, _first(heads, _TIME_WORDS), headed=True)


def _first(heads: Sequence[set[str]], wanted: frozenset[str]) -> int | None:
    return next((index for index, words in enumerate(heads) if words & wanted), None)


def _columns_by_content(rows: Sequence[Line]) -> _Columns | None:
    width = min(len(row.cells) for row in rows)
    columns = [[row.cells[index] for row in rows] for index in range(width)]
    labels = [index for index, cells in enumerate(columns) if _holds_labels(cells)]
    if not labels:
        return None
    text = max(range(width), key=lambda index: sum(map(len, columns[index])))
    if text == labels[0]:
        return None
    times = [index for index, cells in enumerate(columns) if _holds_times(cells)]
    return _Columns(labels[0], text, times[0] if times else None, headed=False)


def _holds_labels(cells: Sequence[str]) -> bool:
    named = [cell.rstrip(": ") for cell in cells if cell]
    counts = Counter(named)
    return (
        len(named) >= len(cells) / 2
        and all(is_label_shaped(label) and not names_structure(label) for label in counts)
        and len(counts) <= max(2, len(named) / 3)
        and sum(count >= 2 for count in counts.values()) >= min(2, len(counts))
    )


def _holds_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(find_time(cell) is not None for cell in filled)


def _voice(row: Line, columns: _Columns) -> Iterator[Line]:
    if max(columns.speaker, columns.text) >= len(row.cells):
        yield from _plain(row)
        return
    label = row.cells[columns.speaker].rstrip(": ")
    if columns.headed and set(words_of(label)) & _SPEAKER_WORDS and _names_text(row, columns):
        return
    time = row.cells[columns.time] if columns.time is not None else ""
    for index, text in enumerate(filter(None, row.cells[columns.text].split("\n"))):
        yield Line(
            text,
            opens=index == 0,
            voice=label if index == 0 else "",
            start=find_time(time) if index == 0 else None,
        )


def _names_text(row: Line, columns: _Columns) -> bool:
    return bool(set(words_of(row.cells[columns.text])) & _TEXT_WORDS) and (
        len(row.cells[columns.text]) < 30
    )


def _plain(row: Line) -> Iterator[Line]:
    for cell in row.cells:
        for index, text in enumerate(filter(None, cell.split("\n"))):
            yield replace(Line(text), opens=index == 0)
