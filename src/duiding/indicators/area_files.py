"""Importing lists of areas: levels, parents, codes, other spellings, and regions."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from duiding import database as db
from duiding.database import Act, Change, Database, new_id
from duiding.errors import InputError
from duiding.i18n import _
from duiding.indicators import store
from duiding.indicators.columns import AREA_COLUMNS, REQUIRED_OF_AREAS, rename
from duiding.indicators.matching import AreaIndex
from duiding.indicators.model import Area
from duiding.indicators.tables import Row, Table, read_table

_CODE = re.compile(r"[A-Z]{2}\d{2,}")
IMPORT_AREAS = "import_areas"
REGION = "regio"
"""Level of a region that the user put together of areas in the list."""


@dataclass(frozen=True, slots=True)
class ImportedAreas:
    """What an import of areas did."""

    path: Path
    new: tuple[Area, ...]
    changed: tuple[Area, ...]
    unchanged: int
    regions: tuple[tuple[Area, tuple[Area, ...]], ...]
    """Regions with the areas that they consist of."""
    merged: tuple[tuple[str, str], ...]
    """Areas that values had brought in under another spelling, and what they are called now."""
    changed_anything: bool


def import_areas(
    database: Database, path: Path, *, coder_id: str | None, table: Table | None = None
) -> ImportedAreas:
    """Bring a list of areas into the study; areas that it does not name stay.

    An area of level ``regio`` consists of the areas in the list that name it as their parent.

    Raises InputError, and changes nothing, for anything wrong in the file.
    """
    table = table or read_table(path)
    rows = _checked(table)
    with db.act(database, IMPORT_AREAS, coder_id=coder_id, undoable=False) as act:
        present = {(area.name, area.level): area for area in store.all_areas(database)}
        listed = _listed(rows, present)
        new = [area for area in listed if (area.name, area.level) not in present]
        changed = [
            area
            for area in listed
            if (area.name, area.level) in present and present[area.name, area.level] != area
        ]
        for area in new:  # parents may stand further on in the list
            act.insert("area", store.area_image(replace(area, parent_id=None)))
        for area in listed:
            act.update("area", area.id, store.area_image(area))
        merged = _merge(act, listed, [a for a in present.values() if a.id not in _ids(listed)])
        regions, regrouped = _group(act, listed)
    return ImportedAreas(
        path=path,
        new=tuple(new),
        changed=tuple(changed),
        unchanged=len(listed) - len(new) - len(changed),
        regions=regions,
        merged=merged,
        changed_anything=bool(new or changed or merged or regrouped),
    )


def _ids(areas: list[Area]) -> set[str]:
    return {area.id for area in areas}


def _checked(table: Table) -> list[Row]:
    rows = rename(table, AREA_COLUMNS, REQUIRED_OF_AREAS)
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        for column in REQUIRED_OF_AREAS:
            if not row.cells[column]:
                raise InputError(
                    _("{path}, row {row}: the column {column!r} is empty.").format(
                        path=table.path, row=row.number, column=column
                    )
                )
        key = (row.cells["name"].casefold(), row.cells["level"].casefold())
        if first.setdefault(key, row.number) != row.number:
            raise InputError(
                _("{path}, row {row}: the area {name!r} stands in row {first} already.").format(
                    path=table.path, row=row.number, name=row.cells["name"], first=first[key]
                )
            )
    return rows


def _listed(rows: list[Row], present: dict[tuple[str, str], Area]) -> list[Area]:
    """Return the areas of the list, with their parents where these are in it."""
    areas = []
    for row in rows:
        cells = row.cells
        known = present.get((cells["name"], cells["level"]))
        has_code = _CODE.search(cells["cbs_code"])
        code, remark = (cells["cbs_code"], "") if has_code else ("", cells["cbs_code"])
        variants = (part.strip() for part in cells["variants"].split(";"))
        areas.append(
            Area(
                id=known.id if known else new_id(),
                name=cells["name"],
                level=cells["level"],
                parent=cells["parent"],
                parent_id=None,
                cbs_code=code,
                variants=tuple(dict.fromkeys(part for part in variants if part)),
                note="; ".join(text for text in (remark, cells["note"]) if text),
            )
        )
    index = AreaIndex(areas)
    placed = []
    for area in areas:
        parent = index.find(area.parent) if area.parent else None
        inside = parent is not None and parent.id != area.id
        placed.append(replace(area, parent_id=parent.id if parent and inside else None))
    return placed


def _merge(act: Act, listed: list[Area], others: list[Area]) -> tuple[tuple[str, str], ...]:
    """Fold areas that values brought in under another spelling into those of the list."""
    index = AreaIndex(listed)
    merged = []
    for stray in others:
        target = index.find(stray.name, stray.level)
        if target is None:
            continue
        for value in store.values(act.database):
            if value.area_id == stray.id:
                act.update("indicator_value", value.id, {"area_id": target.id})
        if store.is_used(act.database, stray.id):
            continue
        act.delete("area", stray.id)
        merged.append((stray.name, target.name))
    return tuple(merged)


def _group(act: Act, listed: list[Area]) -> tuple[tuple[tuple[Area, tuple[Area, ...]], ...], bool]:
    before = store.members(act.database)
    regions = []
    regrouped = False
    for region in listed:
        inside = tuple(area for area in listed if area.parent_id == region.id)
        if region.level.casefold() != REGION or not inside:
            continue
        regions.append((region, inside))
        ids = {area.id for area in inside}
        if before.get(region.id, set()) != ids:
            regrouped = True
            store.set_members(act.database, region.id, ids)
            act.record(
                Change(
                    "region_member",
                    region.id,
                    {"members": sorted(before.get(region.id, ()))},
                    {"members": sorted(ids)},
                )
            )
    return tuple(regions), regrouped
