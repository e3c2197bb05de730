"""Checks of indicators: values that can be what was published, in areas that can be."""

import math

from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.doctor.store import ValueRow
from duiding.i18n import _
from duiding.indicators.model import Qualifier


def values(patient: Patient) -> Verdict:
    """Return whether value, upper bound, qualifier and published text fit together."""
    return judge(
        [row.name for row in store.indicator_values(patient.database) if not _fits(row)],
        good=_("Every value of an indicator fits what was published."),
        bad=_("Values of indicators that contradict themselves: {number} ({names})."),
    )


def _fits(row: ValueRow) -> bool:
    low, high = row.value, row.value_max
    if row.qualifier == Qualifier.MISSING:
        return low is None and high is None
    if low is None or not math.isfinite(low) or not row.literal.strip():
        return False
    if row.qualifier == Qualifier.RANGE:
        return high is not None and math.isfinite(high) and low <= high
    return high is None and row.qualifier in set(Qualifier)


def without_values(patient: Patient) -> Verdict:
    """Return whether every indicator has a value."""
    return judge(
        store.silent_indicators(patient.database),
        good=_("Every indicator has values."),
        bad=_("Indicators without a value: {number} ({names})."),
        level=Level.WARNING,
    )


def areas(patient: Patient) -> Verdict:
    """Return whether no area lies in itself."""
    found = store.area_parents(patient.database)
    return judge(
        [name for key, (name, _parent) in found.items() if _lies_in_itself(key, found)],
        good=_("Areas lie in larger areas."),
        bad=_("Areas that lie in themselves: {number} ({names})."),
    )


def _lies_in_itself(key: str, areas: dict[str, tuple[str, str | None]]) -> bool:
    passed: set[str] = set()
    here: str | None = key
    while here is not None and here in areas:
        if here in passed:
            return True
        passed.add(here)
        here = areas[here][1]
    return False
