"""Frequencies and cross tables, counted with columns of numbers; see ``model`` for what counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

import numpy as np

from duiding.analysis.model import By, CrossTable, Filters, FrequencyRow, FrequencyTable, Label
from duiding.analysis.places import RESPONDENT, ROLES, Codings, Places, load_places
from duiding.analysis.selection import select
from duiding.analysis.words import Numbers
from duiding.codebook import Codebook, CodeKind
from duiding.database import Database
from duiding.sources import SourceKind

TOTAL = Label("total", "")


@dataclass(frozen=True, slots=True)
class _Division:
    """The rows of a table, and the row that each coding (or part of one) falls in."""

    labels: tuple[Label, ...]
    codings: Codings
    group: Numbers


def count_frequencies(
    database: Database,
    codebook: Codebook,
    *,
    by: By | str = By.THEME,
    filters: Filters | None = None,
) -> FrequencyTable:
    """Count codings per theme, code, kind, source, coder, kind of source or role of the speaker.

    Raises NotFound when a filter has a name that is not in the study.
    """
    places = load_places(database, select(database, codebook, filters or Filters()))
    *rows, total = _count(places, By(by), _with_total(places, _divide(places, By(by))))
    return FrequencyTable(By(by), tuple(rows), total)


def count_crosstab(
    database: Database,
    codebook: Codebook,
    *,
    rows: By | str = By.THEME,
    columns: By | str = By.SOURCE,
    filters: Filters | None = None,
) -> CrossTable:
    """Count the fragments in each combination of a row and a column, by default theme × source.

    Raises NotFound when a filter has a name that is not in the study, ValueError for a table by
    role of the speaker.
    """
    if By.SPEAKER_ROLE in (rows, columns):
        raise ValueError("a fragment may have several roles; use count_frequencies")
    places = load_places(database, select(database, codebook, filters or Filters()))
    down, across = _divide(places, By(rows)), _divide(places, By(columns))
    fragment, height, width = places.codings.fragment, len(down.labels), len(across.labels)
    cells = _distinct(down.group * width + across.group, fragment, height * width)
    return CrossTable(
        By(rows),
        By(columns),
        down.labels,
        across.labels,
        tuple(map(tuple, cells.reshape(height, width).tolist())),
        tuple(_distinct(down.group, fragment, height).tolist()),
        tuple(_distinct(across.group, fragment, width).tolist()),
        len(np.unique(fragment)),
    )


def _divide(places: Places, by: By) -> _Division:
    if by is By.SPEAKER_ROLE:
        parts, role = places.parts_by_role()
        present = _roles(places)
        labels = tuple(_same(ROLES[index]) for index in present.tolist())
        return _Division(labels, parts, np.searchsorted(present, role))
    rows = {
        By.THEME: _themes,
        By.CODE: _codes,
        By.KIND: _kinds,
        By.SOURCE: _sources,
        By.CODER: _coders,
        By.SOURCE_KIND: _source_kinds,
    }
    labels, row_of = rows[by](places)
    codings = places.codings
    thing = {By.SOURCE: codings.source, By.SOURCE_KIND: codings.source, By.CODER: codings.coder}
    return _Division(labels, codings, row_of[thing.get(by, codings.code)])


_Rows = tuple[tuple[Label, ...], Numbers]
"""The labels, and for each thing (code, source or coder) of the selection the row it is in."""


def _themes(places: Places) -> _Rows:
    book = places.selection.codebook
    labels = [Label(theme.key, theme.name) for theme in places.selection.themes]
    return _rows(labels, [book.theme_of(code).key for code in places.selection.codes])


def _codes(places: Places) -> _Rows:
    """Return a row per code; a theme has one only when it is itself applied somewhere."""
    selection, applied = places.selection, set(places.codings.code.tolist())
    labels = [
        Label(code.key, code.name, selection.codebook.theme_of(code).name, code.kind.value)
        for index, code in enumerate(selection.codes)
        if code.kind is not CodeKind.THEME or index in applied
    ]
    return _rows(labels, [code.key for code in selection.codes])


def _kinds(places: Places) -> _Rows:
    kinds = [code.kind for code in places.selection.codes]
    applied = {kinds[index] for index in places.codings.code.tolist()}
    shown = set(kinds) - {CodeKind.THEME} | applied
    return _rows([_same(kind) for kind in CodeKind if kind in shown], kinds)


def _sources(places: Places) -> _Rows:
    names = [source.name for source in places.selection.sources]
    return _rows([_same(name) for name in names], names)


def _source_kinds(places: Places) -> _Rows:
    kinds = [source.kind for source in places.selection.sources]
    return _rows([_same(kind) for kind in SourceKind if kind in kinds], kinds)


def _coders(places: Places) -> _Rows:
    names = [coder.name for coder in places.selection.coders]
    return _rows([_same(name) for name in names], names)


def _roles(places: Places) -> Numbers:
    """Return the roles that occur in the chosen sources, in order."""
    return np.unique(places.turns.role)


def _same(key: str) -> Label:
    return Label(str(key), str(key))


def _rows(labels: Sequence[Label], keys: Sequence[str]) -> _Rows:
    row = {label.key: index for index, label in enumerate(labels)}
    return tuple(labels), np.array([row.get(key, -1) for key in keys], np.int64)


def _with_total(places: Places, division: _Division) -> _Division:
    """Return the division with one more row, that everything falls in as well."""
    last = np.full(len(places.codings.code), len(division.labels), np.int64)
    return _Division(
        (*division.labels, TOTAL),
        division.codings + places.codings,
        np.concatenate([division.group, last]),
    )


def _count(places: Places, by: By, division: _Division) -> list[FrequencyRow]:
    size, group, codings = len(division.labels), division.group, division.codings
    words, said = _words(places, division)
    if by is By.SPEAKER_ROLE:
        said[:-1] = words[:-1]
    shares = [
        part / whole if whole else None
        for part, whole in zip(said.tolist(), _wholes(places, by, size).tolist(), strict=True)
    ]
    columns = (
        _distinct(group, codings.fragment, size),
        _distinct(group, codings.coding, size),
        _distinct(group, codings.source, size),
        _speakers(places, by, division),
        _distinct(group, codings.coder, size),
        words,
    )
    counts = zip(division.labels, *(column.tolist() for column in columns), shares, strict=True)
    return list(starmap(FrequencyRow, counts))


def _distinct(group: Numbers, thing: Numbers, size: int) -> Numbers:
    """Return the number of distinct things in each group."""
    width = int(thing.max()) + 1 if len(thing) else 1
    pairs = np.sort(group * width + thing)
    new = np.diff(pairs, prepend=-1) != 0  # np.unique takes ten times as long
    return np.bincount(pairs[new] // width, minlength=size)


def _speakers(places: Places, by: By, division: _Division) -> Numbers:
    """Return the number of respondents in each row; by role, of speakers with that role."""
    coding, turn = places.overlaps(division.codings)
    group, speaker, role = division.group[coding], places.turns.speaker[turn], places.turns.role
    counted = role[turn] == RESPONDENT
    if by is By.SPEAKER_ROLE:
        counted |= group < len(division.labels) - 1
    counted &= speaker >= 0
    return _distinct(group[counted], speaker[counted], len(division.labels))


def _words(places: Places, division: _Division) -> tuple[Numbers, Numbers]:
    """Return per row the words, and those of respondents, where overlaps count once."""
    codings, group, size = division.codings, division.group, len(division.labels)
    if not len(group):
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    order = np.lexsort((codings.start, group))
    lane = group[order] * places.line  # each row on a line of its own, so that none touch
    start, end = codings.start[order] + lane, codings.end[order] + lane
    reach = np.maximum.accumulate(end)
    first = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]]))
    last = np.append(first[1:], len(start)) - 1
    lane, row = lane[first], group[order][first]
    counts = places.count_words(start[first] - lane, reach[last] - lane, row)
    words, said = (np.bincount(row, weights=part, minlength=size) for part in counts)
    return words.astype(np.int64), said.astype(np.int64)


def _wholes(places: Places, by: By, size: int) -> Numbers:
    """Return the words that the share of each row is a part of; the total is the last row."""
    turns = places.turns
    said = turns.role == RESPONDENT
    wholes = np.full(size, turns.words[said].sum(), np.int64)
    if by is By.SPEAKER_ROLE:
        row = np.searchsorted(_roles(places), turns.role)
        wholes[:-1] = _sums(row, turns.words, size - 1)
    elif by in (By.SOURCE, By.SOURCE_KIND):
        make = _sources if by is By.SOURCE else _source_kinds
        row = make(places)[1][turns.source]
        wholes[:-1] = _sums(row[said], turns.words[said], size - 1)
    return wholes


def _sums(group: Numbers, values: Numbers, size: int) -> Numbers:
    return np.bincount(group, weights=values, minlength=size).astype(np.int64)
