"""Importing tables of values as published."""

from dataclasses import dataclass, replace
from pathlib import Path

from duiding import database as db
from duiding.codebook.wishes import Wanted, place_links
from duiding.database import Act, Database, new_id
from duiding.indicators import store
from duiding.indicators.matching import AreaIndex
from duiding.indicators.model import Area, Indicator, Value
from duiding.indicators.reading import ReadIndicators, ReadValue, read_indicators
from duiding.indicators.tables import Table, read_table

IMPORT_INDICATORS = "import_indicators"


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value that a new import changed."""

    indicator: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class ImportedIndicators:
    """What an import of indicators did. A value of several areas counts once."""

    path: Path
    new_indicators: tuple[Indicator, ...]
    changed_indicators: tuple[Indicator, ...]
    values: int
    """Published values in the file."""
    new: int
    changed: tuple[ChangedValue, ...]
    unchanged: int
    vanished: tuple[Value, ...]
    """Came from an earlier version of this file and are no longer in it; they stay."""
    new_areas: tuple[Area, ...]
    """Not in the list of areas; added with the level as given."""
    links_made: tuple[Wanted, ...]
    changed_anything: bool


def import_indicators(
    database: Database, path: Path, *, coder_id: str | None, table: Table | None = None
) -> ImportedIndicators:
    """Bring a table of values into the study; the same file again changes nothing.

    Literal text, qualifiers, ranges and reasons of missing values are kept; so are name and hash
    of the file in which a value was found. Links that a codebook asked for are made now.

    Raises InputError, and changes nothing, for anything wrong in the file.
    """
    table = table or read_table(path)
    read = read_indicators(table)
    with db.act(database, IMPORT_INDICATORS, coder_id=coder_id, undoable=False) as act:
        ids, new_indicators, changed_indicators = _write_indicators(act, read)
        places, new_areas = _place(act, read.values)
        writing = _Writing(act, table, ids)
        for item in read.values:
            for area_id in places[item.cell]:
                writing.write(item, area_id)
        made = place_links(act).made
    changed = tuple(writing.changed)
    fresh, touched = len(writing.new_cells), len({item.cell for item in writing.changed_items})
    return ImportedIndicators(
        path=path,
        new_indicators=new_indicators,
        changed_indicators=changed_indicators,
        values=len(read.values),
        new=fresh,
        changed=changed,
        unchanged=len(read.values) - fresh - touched,
        vanished=writing.vanished(),
        new_areas=new_areas,
        links_made=made,
        changed_anything=any((new_indicators, changed_indicators, fresh, changed, new_areas, made)),
    )


def _write_indicators(
    act: Act, read: ReadIndicators
) -> tuple[dict[str, str], tuple[Indicator, ...], tuple[Indicator, ...]]:
    present = {indicator.name: indicator for indicator in store.all_indicators(act.database)}
    position = max((i.position for i in present.values()), default=-1)
    ids: dict[str, str] = {}
    new: list[Indicator] = []
    changed: list[Indicator] = []
    for item in read.indicators:
        known = present.get(item.name)
        if known is None:
            position += 1
            stated = Indicator(new_id(), item.name, item.theme, item.unit, item.direction, position)
            act.insert("indicator", store.indicator_image(stated))
            new.append(stated)
        else:
            stated = replace(known, theme=item.theme, unit=item.unit, direction=item.direction)
            if stated != known:
                act.update("indicator", known.id, store.indicator_image(stated))
                changed.append(stated)
        ids[item.name] = stated.id
    return ids, tuple(new), tuple(changed)


def _place(
    act: Act, values: tuple[ReadValue, ...]
) -> tuple[dict[tuple[str, ...], tuple[str | None, ...]], tuple[Area, ...]]:
    """Return the ids of the areas by cell; unknown areas are added."""
    index = AreaIndex(store.all_areas(act.database))
    places: dict[tuple[str, ...], tuple[str | None, ...]] = {}
    new: list[Area] = []
    for item in values:
        found: list[str | None] = []
        for name in item.areas:
            area = index.find(name, item.level)
            if area is None:
                area = Area(new_id(), name, item.level, "", None, "", (), "")
                act.insert("area", store.area_image(area))
                index.add(area)
                new.append(area)
            found.append(area.id)
        places[item.cell] = tuple(dict.fromkeys(found)) or (None,)
    return places, tuple(new)


_Cell = tuple[str, str, str, str, str]


def _cell(value: Value) -> _Cell:
    return (value.indicator_id, value.area_text, value.level, value.period, value.source)


class _Writing:
    """Values on their way into the study."""

    def __init__(self, act: Act, table: Table, indicator_ids: dict[str, str]) -> None:
        self.act = act
        self.table = table
        self.indicator_ids = indicator_ids
        self.present: dict[_Cell, list[Value]] = {}
        for value in store.values(act.database):
            self.present.setdefault(_cell(value), []).append(value)
        self.kept: set[str] = set()
        self.new_cells: set[tuple[str, ...]] = set()
        self.changed: list[ChangedValue] = []
        self.changed_items: list[ReadValue] = []

    def write(self, item: ReadValue, area_id: str | None) -> None:
        """Add a value, or change it when its content is another than before."""
        value = self._value(item, area_id)
        known = self._known(item, value)
        if known is None:
            self.act.insert("indicator_value", store.value_image(value))
            self.new_cells.add(item.cell)
            return
        self.kept.add(known.id)
        same = replace(value, id=known.id, file_name=known.file_name, file_hash=known.file_hash)
        if same != known:
            after = replace(value, id=known.id)
            self.act.update("indicator_value", known.id, store.value_image(after))
            self.changed.append(ChangedValue(item.indicator, known, after))
            self.changed_items.append(item)

    def _known(self, item: ReadValue, value: Value) -> Value | None:
        """Return the value as it stands; when it is of one area, that may be another one now."""
        stands = self.present.get(_cell(value), [])
        if len(stands) == 1 and len(item.areas) <= 1:
            return stands[0]
        return next((one for one in stands if one.area_id == value.area_id), None)

    def _value(self, item: ReadValue, area_id: str | None) -> Value:
        return Value(
            id=new_id(),
            indicator_id=self.indicator_ids[item.indicator],
            area_id=area_id,
            area_text=item.area_text,
            level=item.level,
            period=item.period,
            value=item.published.value,
            value_max=item.published.value_max,
            qualifier=item.published.qualifier,
            literal=item.literal,
            missing_reason=item.missing_reason,
            source=item.source,
            table_id=item.table_id,
            retrieved_on=item.retrieved_on,
            file_name=self.table.path.name,
            file_hash=self.table.file_hash,
            note=item.note,
        )

    def vanished(self) -> tuple[Value, ...]:
        """Return values of an earlier version of this file that it no longer has."""
        return tuple(
            value
            for stands in self.present.values()
            for value in stands
            if value.file_name == self.table.path.name and value.id not in self.kept
        )
