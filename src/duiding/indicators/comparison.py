"""Comparing areas: which municipality is worst off, and whether a value is better than another."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.indicators import store
from duiding.indicators.matching import AreaIndex
from duiding.indicators.model import Area, Direction, Indicator, Qualifier, Value

MUNICIPALITY = "gemeente"
_STATED = re.compile(r"meest negatie|most negative", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}")


class Verdict(StrEnum):
    """How a value stands to another, given which way is good."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"
    UNKNOWN = "unknown"
    """Not certain from what was published, or the indicator has no good side."""


@dataclass(frozen=True, slots=True)
class AreaValue:
    """The value of an area; None when the source has none for it."""

    area: Area
    value: Value | None


@dataclass(frozen=True, slots=True)
class MunicipalityValue:
    """The value of a municipality; ``area`` is None when the source does not name it."""

    area: Area | None
    value: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator in one period, for a region and the areas it is compared with."""

    indicator: Indicator
    period: str
    """The newest one in which the region, or a municipality of it, has a value."""
    sources: tuple[str, ...]
    """Sources of the values below."""
    most_negative: tuple[MunicipalityValue, ...]
    """The worst municipality of the region; several when they share the value. When all that there
    is is missing, one missing value. Empty for a neutral indicator, and without values of
    municipalities."""
    is_worst_for_sure: bool
    """False when only some municipalities were published and none is stated to be the worst: then
    another one can be worse off."""
    cells: tuple[AreaValue, ...]
    """The areas in the order asked; the region goes first unless it was asked for itself."""


def find_area(database: Database, name: str, level: str = "") -> Area:
    """Return the area with this name or variant. Raises NotFound when there is none."""
    found = AreaIndex(store.all_areas(database)).find(name, level)
    if found is None:
        raise NotFound(
            _(
                "There is no area {name!r} in the study. Import the list of areas "
                "(duiding indicators import areas.csv) or correct duiding.toml."
            ).format(name=name)
        )
    return found


def comparison(
    database: Database, indicator: Indicator, *, region: str, compare_with: Sequence[str] = ()
) -> Comparison:
    """Compare a region with other areas on an indicator, in the newest period.

    Raises NotFound for a name that is no area in the study.
    """
    home = find_area(database, region)
    asked = [find_area(database, name) for name in compare_with]
    if home.id not in {area.id for area in asked}:
        asked.insert(0, home)
    inside = store.members(database).get(home.id, set())
    values = store.values(database, indicator.id)
    period = _newest_period(values, {home.id, *inside})
    values = _of_one_source([value for value in values if value.period == period])
    cells = tuple(AreaValue(area, _value_of(area, values)) for area in asked)
    by_id = {area.id: area for area in store.all_areas(database)}
    local = _municipalities(values, inside)
    worst = tuple(
        MunicipalityValue(by_id.get(value.area_id or ""), value)
        for value in _most_negative(local, indicator.direction)
    )
    shown = [*(item.value for item in worst), *(cell.value for cell in cells if cell.value)]
    sources = tuple(dict.fromkeys(value.source for value in shown if value.source))
    return Comparison(indicator, period, sources, worst, _is_certain(local, inside), cells)


def _newest_period(values: list[Value], near: set[str]) -> str:
    """Return the last period; one with a value of the region goes before one without."""

    def rank(value: Value) -> tuple[bool, int, str]:
        years = [int(year) for year in _YEARS.findall(value.period)]
        unnamed = value.area_id is None
        return (unnamed or value.area_id in near, max(years, default=0), value.period)

    return max(values, key=rank).period if values else ""


def _of_one_source(values: list[Value]) -> list[Value]:
    """Return the values with those of the source that has most of them in front."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value.source] = counts.get(value.source, 0) + 1
    return sorted(values, key=lambda value: -counts[value.source])


def _value_of(area: Area, values: list[Value]) -> Value | None:
    return next((value for value in values if value.area_id == area.id), None)


def _municipalities(values: list[Value], inside: set[str]) -> list[Value]:
    """Return the values of municipalities of the region, the unnamed one among them."""
    return [
        value
        for value in values
        if value.level.casefold() == MUNICIPALITY
        and (value.area_id is None or not inside or value.area_id in inside)
    ]


def _is_stated(value: Value) -> bool:
    """Say whether the source gives the value as that of the worst municipality."""
    return value.area_id is None or bool(_STATED.search(value.note))


def _is_certain(local: list[Value], inside: set[str]) -> bool:
    known = {value.area_id for value in local if value.value is not None}
    return any(map(_is_stated, local)) or (bool(inside) and inside <= known)


def _most_negative(local: list[Value], direction: Direction) -> tuple[Value, ...]:
    if direction is Direction.NEUTRAL:
        return ()
    known = [value for value in local if value.value is not None]
    if not known:
        return tuple(local[:1])
    known = [value for value in known if _is_stated(value)] or known
    sign = 1 if direction is Direction.HIGHER_WORSE else -1
    worst = max(sign * place for place in map(_middle, known))
    return tuple(value for value in known if sign * _middle(value) == worst)


_BESIDE = {
    **dict.fromkeys((Qualifier.ABOVE, Qualifier.JUST_OVER), 1e-9),
    **dict.fromkeys((Qualifier.BELOW, Qualifier.NEARLY), -1e-9),
}


def _middle(value: Value) -> float:
    """Return one number to put values in order by: a range by its middle, a bound just beside."""
    assert value.value is not None
    if value.value_max is not None:
        return (value.value + value.value_max) / 2
    beside = _BESIDE.get(value.qualifier, 0.0)
    return value.value + beside * max(1.0, abs(value.value))


def judge(value: Value | None, reference: Value | None, direction: Direction) -> Verdict:
    """Say whether a value is better or worse than another.

    Bounds and ranges count only when they leave no doubt: ``> 16%`` is higher than ``15%``, but
    not surely higher than ``17%``. An estimate (``ca. 50%``) is never certain.
    """
    if value is None or reference is None:
        return Verdict.UNKNOWN
    mine, theirs = _limits(value), _limits(reference)
    if mine is None or theirs is None:
        return Verdict.UNKNOWN
    if value.qualifier is reference.qualifier is Qualifier.EXACT and value.value == reference.value:
        return Verdict.EQUAL
    if direction is Direction.NEUTRAL:
        return Verdict.UNKNOWN
    if _surely_above(mine, theirs):
        return Verdict.BETTER if direction is Direction.HIGHER_BETTER else Verdict.WORSE
    if _surely_above(theirs, mine):
        return Verdict.WORSE if direction is Direction.HIGHER_BETTER else Verdict.BETTER
    return Verdict.UNKNOWN


_Limits = tuple[float, bool, float, bool]
"""Lowest and highest value that it can be, each with whether the limit itself is possible."""


def _limits(value: Value) -> _Limits | None:
    number = value.value
    if number is None or value.qualifier in {Qualifier.MISSING, Qualifier.ABOUT}:
        return None
    if value.qualifier is Qualifier.RANGE and value.value_max is not None:
        return number, True, value.value_max, True
    if value.qualifier in {Qualifier.ABOVE, Qualifier.AT_LEAST, Qualifier.JUST_OVER}:
        return number, value.qualifier is Qualifier.AT_LEAST, math.inf, False
    if value.qualifier in {Qualifier.BELOW, Qualifier.AT_MOST, Qualifier.NEARLY}:
        return -math.inf, False, number, value.qualifier is Qualifier.AT_MOST
    return number, True, number, True


def _surely_above(one: _Limits, other: _Limits) -> bool:
    lowest, reached, _high, _ = one
    _low, _, highest, touched = other
    return lowest > highest or (lowest == highest and not (reached and touched))
