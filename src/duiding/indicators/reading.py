"""From a tidy table to values: each row read and checked, nothing guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from duiding.errors import InputError
from duiding.i18n import _
from duiding.indicators.columns import REQUIRED_OF_VALUES, VALUE_COLUMNS, rename
from duiding.indicators.model import Direction, Qualifier
from duiding.indicators.numbers import (
    QUALIFIERS,
    DecimalMark,
    Published,
    UnreadableNumber,
    decimal_mark,
    read_number,
    read_published,
)
from duiding.indicators.tables import Row, Table

DIRECTIONS: dict[str, Direction] = {
    **{direction.value: direction for direction in Direction},
    "hoger = beter": Direction.HIGHER_BETTER,
    "lager = slechter": Direction.HIGHER_BETTER,
    "hoger is beter": Direction.HIGHER_BETTER,
    "hoger = slechter": Direction.HIGHER_WORSE,
    "lager = beter": Direction.HIGHER_WORSE,
    "hoger is slechter": Direction.HIGHER_WORSE,
    "neutraal": Direction.NEUTRAL,
    "neutral": Direction.NEUTRAL,
}
NOT_NAMED = frozenset(
    {"", "(niet genoemd)", "niet genoemd", "(not named)", "not named", "(onbekend)"}
)
_STATED_ONCE = ("theme", "unit", "direction")
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_NUMERIC = frozenset(
    {Qualifier.ABOVE, Qualifier.AT_LEAST, Qualifier.BELOW, Qualifier.AT_MOST}
    | {Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.JUST_OVER}
)


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """An indicator as a table states it."""

    name: str
    theme: str
    unit: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value as a table states it."""

    row: int
    indicator: str
    area_text: str
    level: str
    period: str
    source: str
    published: Published
    literal: str
    missing_reason: str
    table_id: str
    retrieved_on: str
    note: str

    @property
    def cell(self) -> tuple[str, str, str, str, str]:
        """What it is the value of: indicator, area, level, period, source."""
        return (self.indicator, self.area_text, self.level, self.period, self.source)

    @property
    def areas(self) -> tuple[str, ...]:
        """The names of the areas; none when the source does not name it.

        A value published for several areas at once, ``Kerkrade; Heerlen``, is one of each.
        """
        if self.area_text.casefold() in NOT_NAMED:
            return ()
        return tuple(name for part in self.area_text.split(";") if (name := part.strip()))


@dataclass(frozen=True, slots=True)
class ReadIndicators:
    """What a table states."""

    indicators: tuple[ReadIndicator, ...]
    values: tuple[ReadValue, ...]


def read_indicators(table: Table) -> ReadIndicators:
    """Read a table of values.

    Raises InputError, with the row, for the first thing that is wrong.
    """
    rows = rename(table, VALUE_COLUMNS, REQUIRED_OF_VALUES)
    mark = decimal_mark(row.cells[name] for row in rows for name in ("value", "value_max"))
    indicators: dict[str, tuple[int, ReadIndicator]] = {}
    values: dict[tuple[str, ...], ReadValue] = {}
    for row in rows:
        fail = _failing(table, row.number)
        indicator = _indicator(row, fail)
        first, stated = indicators.setdefault(indicator.name, (row.number, indicator))
        for name in _STATED_ONCE:
            if getattr(stated, name) != getattr(indicator, name):
                fail(
                    _(
                        "the column {column!r} says something else than row {row} about {name!r}."
                    ).format(column=name, row=first, name=indicator.name)
                )
        value = _value(row, mark, fail)
        earlier = values.setdefault(value.cell, value)
        if _content(earlier) != _content(value):
            fail(
                _("another value than row {row} for the same indicator, area and period.").format(
                    row=earlier.row
                )
            )
    return ReadIndicators(
        tuple(indicator for _row, indicator in indicators.values()), tuple(values.values())
    )


def _content(value: ReadValue) -> tuple[object, ...]:
    return (value.published, value.literal, value.missing_reason)


def _failing(table: Table, number: int) -> Callable[[str], NoReturn]:
    def fail(reason: str) -> NoReturn:
        raise InputError(
            _("{path}, row {row}: {reason}").format(path=table.path, row=number, reason=reason)
        )

    return fail


def _indicator(row: Row, fail: Callable[[str], NoReturn]) -> ReadIndicator:
    cells = row.cells
    if not cells["indicator"]:
        fail(_("the column {column!r} is empty.").format(column="indicator"))
    direction = DIRECTIONS.get(cells["direction"].casefold())
    if direction is None:
        fail(
            _("unknown direction {value!r}; choose one of: {choices}.").format(
                value=cells["direction"],
                choices="hoger = beter, hoger = slechter, neutraal",
            )
        )
    return ReadIndicator(cells["indicator"], cells["theme"], cells["unit"], direction)


def _value(row: Row, mark: DecimalMark, fail: Callable[[str], NoReturn]) -> ReadValue:
    cells = row.cells
    published = _published(cells, mark, fail)
    period = cells["period"]
    if period and not _YEAR.search(period):
        fail(
            _("the period {value!r} has no year; write for example 2018 or 2018/2019.").format(
                value=period
            )
        )
    missing = published.qualifier is Qualifier.MISSING
    literal = cells["literal"] or _as_it_stood(cells)
    return ReadValue(
        row=row.number,
        indicator=cells["indicator"],
        area_text=cells["area"],
        level=cells["level"],
        period=period,
        source=cells["source"],
        published=published,
        literal=literal,
        missing_reason=(cells["missing_reason"] or literal) if missing else "",
        table_id=cells["table_id"],
        retrieved_on=cells["retrieved_on"],
        note=cells["note"],
    )


def _as_it_stood(cells: dict[str, str]) -> str:
    """Return what stands for the text as published in a table without that column."""
    if cells["value_max"]:
        return f"{cells['value']}–{cells['value_max']}"
    qualifier = cells["qualifier"]
    shown = "" if qualifier == "=" or not cells["value"] else qualifier
    return shown + cells["value"]


def _published(
    cells: dict[str, str], mark: DecimalMark, fail: Callable[[str], NoReturn]
) -> Published:
    """Return the value of a row; the column ``qualifier`` decides, without it the cell itself."""
    word = cells["qualifier"].casefold()
    qualifier = QUALIFIERS.get(word)
    if word and qualifier is None:
        fail(
            _("unknown qualifier {value!r}; choose one of: {choices}.").format(
                value=cells["qualifier"], choices=", ".join(QUALIFIERS)
            )
        )
    try:
        found = read_published(cells["value"], mark)
        top = read_number(cells["value_max"], mark) if cells["value_max"] else found.value_max
    except UnreadableNumber as error:
        fail(
            _(
                "{value!r} cannot be read as one number; write for example 1234.5, "
                "without marks for thousands."
            ).format(value=str(error))
        )
    if found.value is None:
        if qualifier not in {None, Qualifier.MISSING} or top is not None:
            fail(_("the value is missing, but the row says that there is one."))
        return found
    implied = Qualifier.RANGE if top is not None else found.qualifier
    if qualifier is None or (implied is qualifier):
        qualifier = implied
    elif implied is not Qualifier.EXACT or qualifier not in _NUMERIC:
        fail(
            _("the qualifier {value!r} does not fit the value {cell!r}.").format(
                value=cells["qualifier"], cell=cells["value"]
            )
        )
    if top is not None and top < found.value:
        fail(_("the upper bound of the range is lower than its lower bound."))
    return Published(found.value, top, qualifier)
