"""Indicators, areas and values as published, and their links to codes."""

from duiding.database import Database
from duiding.indicators import store
from duiding.indicators.area_files import ImportedAreas, import_areas
from duiding.indicators.comparison import (
    AreaValue,
    Comparison,
    MunicipalityValue,
    Verdict,
    comparison,
    find_area,
    judge,
)
from duiding.indicators.files import import_tables
from duiding.indicators.links import link_indicator, links, unlink_indicator
from duiding.indicators.model import Area, Direction, Indicator, IndicatorLink, Qualifier, Value
from duiding.indicators.names import find_indicator
from duiding.indicators.numbers import format_value
from duiding.indicators.value_files import ImportedIndicators, import_indicators

__all__ = [
    "Area",
    "AreaValue",
    "Comparison",
    "Direction",
    "ImportedAreas",
    "ImportedIndicators",
    "Indicator",
    "IndicatorLink",
    "MunicipalityValue",
    "Qualifier",
    "Value",
    "Verdict",
    "areas",
    "comparison",
    "find_area",
    "find_indicator",
    "format_value",
    "import_areas",
    "import_indicators",
    "import_tables",
    "judge",
    "link_indicator",
    "links",
    "list_indicators",
    "members",
    "unlink_indicator",
    "values_of",
]


def list_indicators(database: Database, theme: str | None = None) -> list[Indicator]:
    """Return the indicators in the order of the tables; of one theme (its key) or all."""
    return store.all_indicators(database, theme)


def values_of(database: Database, indicator_id: str) -> list[Value]:
    """Return the published values of an indicator, in the order of the tables."""
    return store.values(database, indicator_id)


def areas(database: Database) -> list[Area]:
    """Return the areas of the study."""
    return store.all_areas(database)


def members(database: Database, region: Area) -> list[Area]:
    """Return the areas that a region consists of."""
    inside = store.members(database).get(region.id, set())
    return [area for area in store.all_areas(database) if area.id in inside]
