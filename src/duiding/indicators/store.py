"""SQL of areas, indicators, values and links."""

import json
from typing import Any

from duiding.database import Database
from duiding.indicators.model import Area, Direction, Indicator, IndicatorLink, Qualifier, Value

_AREA = "SELECT id, name, level, parent, parent_id, cbs_code, variants, note FROM area"
_INDICATOR = "SELECT id, name, theme, unit, direction, position FROM indicator"
_VALUE = """
SELECT id, indicator_id, area_id, area_text, level, period, value, value_max, qualifier, literal,
       missing_reason, source, table_id, retrieved_on, file_name, file_hash, note
FROM indicator_value
"""


def area_image(area: Area) -> dict[str, Any]:
    """Return the row of an area."""
    return {
        "id": area.id,
        "name": area.name,
        "level": area.level,
        "parent": area.parent,
        "parent_id": area.parent_id,
        "cbs_code": area.cbs_code,
        "variants": json.dumps(area.variants, ensure_ascii=False),
        "note": area.note,
    }


def indicator_image(indicator: Indicator) -> dict[str, Any]:
    """Return the row of an indicator."""
    return {
        "id": indicator.id,
        "name": indicator.name,
        "theme": indicator.theme,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "position": indicator.position,
    }


def value_image(value: Value) -> dict[str, Any]:
    """Return the row of a value."""
    return {
        "id": value.id,
        "indicator_id": value.indicator_id,
        "area_id": value.area_id,
        "area_text": value.area_text,
        "level": value.level,
        "period": value.period,
        "value": value.value,
        "value_max": value.value_max,
        "qualifier": value.qualifier.value,
        "literal": value.literal,
        "missing_reason": value.missing_reason,
        "source": value.source,
        "table_id": value.table_id,
        "retrieved_on": value.retrieved_on,
        "file_name": value.file_name,
        "file_hash": value.file_hash,
        "note": value.note,
    }


def all_areas(database: Database) -> list[Area]:
    """Return the areas in the order in which they came."""
    return [
        Area(*row[:6], tuple(json.loads(row[6])), row[7])  # type: ignore[call-arg]
        for row in database.rows(_AREA + " ORDER BY id")
    ]


def members(database: Database) -> dict[str, set[str]]:
    """Return the ids of the areas of each region by id of the region."""
    found: dict[str, set[str]] = {}
    for region_id, member_id in database.rows("SELECT region_id, member_id FROM region_member"):
        found.setdefault(region_id, set()).add(member_id)
    return found


def set_members(database: Database, region_id: str, member_ids: set[str]) -> None:
    """Make a region consist of these areas."""
    database.execute("DELETE FROM region_member WHERE region_id = ?", (region_id,))
    database.execute_many(
        "INSERT INTO region_member (region_id, member_id) VALUES (?, ?)",
        [(region_id, member_id) for member_id in sorted(member_ids)],
    )


def all_indicators(database: Database, theme: str | None = None) -> list[Indicator]:
    """Return the indicators in the order of the tables, of one theme or all."""
    return [
        Indicator(*row[:4], Direction(row[4]), row[5])  # type: ignore[call-arg]
        for row in database.rows(
            _INDICATOR + " WHERE (? IS NULL OR theme = ?) ORDER BY position, name", (theme, theme)
        )
    ]


def values(database: Database, indicator_id: str | None = None) -> list[Value]:
    """Return the values of an indicator, or all, in the order of the tables."""
    return [
        Value(*row[:8], Qualifier(row[8]), *row[9:])  # type: ignore[call-arg]
        for row in database.rows(
            _VALUE + " WHERE (? IS NULL OR indicator_id = ?) ORDER BY id",
            (indicator_id, indicator_id),
        )
    ]


def all_links(database: Database) -> list[IndicatorLink]:
    """Return the links between codes and indicators."""
    return [
        IndicatorLink(*row)
        for row in database.rows("SELECT id, code_id, indicator_id FROM indicator_link ORDER BY id")
    ]


def is_used(database: Database, area_id: str) -> bool:
    """Say whether values, areas or regions refer to an area."""
    return bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM indicator_value WHERE area_id = ?1)"
            " OR EXISTS (SELECT 1 FROM area WHERE parent_id = ?1)"
            " OR EXISTS (SELECT 1 FROM region_member WHERE region_id = ?1 OR member_id = ?1)",
            (area_id,),
        )
    )


def exist(database: Database, code_id: str, indicator_id: str) -> bool:
    """Say whether both the code and the indicator are in the study."""
    return bool(
        database.value(
            "SELECT EXISTS (SELECT 1 FROM code WHERE id = ?)"
            " AND EXISTS (SELECT 1 FROM indicator WHERE id = ?)",
            (code_id, indicator_id),
        )
    )
