"""An indicator as the chapter needs it: the region, what it is compared with, the rest."""

from dataclasses import dataclass

from duiding.database import Database
from duiding.indicators import (
    AreaValue,
    Comparison,
    Indicator,
    Value,
    Verdict,
    comparison,
    judge,
    values_of,
)
from duiding.settings import ReportSettings


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with its values in the newest period."""

    indicator: Indicator
    compared: Comparison
    home: AreaValue
    """The region of the study."""
    others: tuple[AreaValue, ...]
    """The areas that it is compared with, in the order of the table."""
    places: tuple[Value, ...]
    """Known values that do not stand in the table: of neighbourhoods, for example."""

    @property
    def reference(self) -> AreaValue | None:
        """The area that all values are held against: the last one of the table."""
        return self.others[-1] if self.others else None

    def verdict(self, value: Value | None) -> Verdict:
        """Say how a value stands to that of the reference."""
        against = self.reference.value if self.reference else None
        if value is None or value is against:
            return Verdict.UNKNOWN
        return judge(value, against, self.indicator.direction)

    @property
    def worst(self) -> Value | None:
        """The most negative value of a municipality in the region; it may be missing."""
        found = self.compared.most_negative
        return found[0].value if found else None

    @property
    def worst_places(self) -> tuple[str, ...]:
        """Where that value holds; empty when the source does not name the municipality."""
        names = [
            item.area.name if item.area else item.value.area_text
            for item in self.compared.most_negative
            if item.area or not item.value.area_text.startswith("(")
        ]
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def in_table(self) -> tuple[Value, ...]:
        """The values in the row of the table."""
        cells = (cell.value for cell in self.compared.cells)
        worst = (item.value for item in self.compared.most_negative)
        return tuple(value for value in (*worst, *cells) if value is not None)

    @property
    def sources(self) -> tuple[str, ...]:
        """Who published the values."""
        places = (value.source for value in self.places if value.source)
        return self.compared.sources or tuple(dict.fromkeys(places))

    @property
    def is_empty(self) -> bool:
        """True when no value at all is known."""
        return not self.places and not any(map(is_known, self.in_table))


def is_known(value: Value | None) -> bool:
    """Return whether there is a value, and it is not missing in the source."""
    return value is not None and value.value is not None


def measure(database: Database, indicator: Indicator, report: ReportSettings) -> Measured:
    """Read an indicator.

    Raises NotFound when the settings name an area that is not in the study.
    """
    compared = comparison(
        database, indicator, region=report.region, compare_with=report.compare_with
    )
    home = next(cell for cell in compared.cells if _is_called(cell, report.region))
    in_table = {item.value.id for item in compared.most_negative}
    in_table |= {cell.value.id for cell in compared.cells if cell.value}
    places = tuple(
        value
        for value in values_of(database, indicator.id)
        if value.period == compared.period and value.id not in in_table and is_known(value)
    )
    others = tuple(cell for cell in compared.cells if cell is not home)
    return Measured(indicator, compared, home, others, places)


def _is_called(cell: AreaValue, name: str) -> bool:
    names = (cell.area.name, *cell.area.variants)
    return name.strip().casefold() in (known.strip().casefold() for known in names)
