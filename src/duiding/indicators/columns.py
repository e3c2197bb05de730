"""The tidy layout of indicator tables and lists of areas: columns by English or Dutch name."""

from duiding.errors import InputError
from duiding.i18n import _
from duiding.indicators.tables import Row, Table

VALUE_COLUMNS: dict[str, tuple[str, ...]] = {
    "theme": ("thema",),
    "indicator": (),
    "unit": ("eenheid",),
    "direction": ("richting",),
    "period": ("year", "jaar", "periode"),
    "source": ("bron",),
    "area": ("gebied",),
    "level": ("area_level", "niveau", "gebiedsniveau"),
    "value": ("waarde",),
    "value_max": ("waarde_max", "bovengrens"),
    "qualifier": ("soort_waarde", "kwalificatie"),
    "literal": ("value_text", "waarde_tekst", "letterlijk"),
    "missing_reason": ("reden_ontbreekt", "reden"),
    "table_id": ("table", "tabel"),
    "retrieved_on": ("opgehaald_op", "opgehaald"),
    "note": ("opmerking", "toelichting"),
}
REQUIRED_OF_VALUES = ("indicator", "unit", "direction", "area", "value")
AREA_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("naam",),
    "variants": ("varianten", "schrijfwijzen"),
    "level": ("niveau",),
    "parent": ("ligt_in", "deel_van"),
    "cbs_code": ("cbs-code", "code"),
    "note": ("opmerking", "toelichting"),
}
REQUIRED_OF_AREAS = ("name", "level")


def is_list_of_areas(table: Table) -> bool:
    """Tell a list of areas from a table of values: by its columns."""
    names = {_plain(name) for name in table.header}
    areas = {"name", "naam"} & names
    return bool(areas) and not names & {"indicator", "value", "waarde"}


def rename(
    table: Table, columns: dict[str, tuple[str, ...]], required: tuple[str, ...]
) -> list[Row]:
    """Return the rows with the columns under our names; absent ones are empty.

    Raises InputError for an unknown column and for a required one that is missing.
    """
    ours = {other: name for name, others in columns.items() for other in (name, *others)}
    found: dict[str, str] = {}
    for name in table.header:
        target = ours.get(_plain(name))
        if target is None or target in found:
            raise InputError(
                _("{path}: unknown column {column!r}; known are: {choices}.").format(
                    path=table.path, column=name, choices=", ".join(columns)
                )
            )
        found[target] = name
    missing = [name for name in required if name not in found]
    if missing:
        raise InputError(
            _("{path}: the column {column!r} is missing.").format(
                path=table.path, column=missing[0]
            )
        )
    for row in table.rows:
        if row.is_too_wide:
            raise InputError(
                _("{path}, row {row}: more cells than the header has columns.").format(
                    path=table.path, row=row.number
                )
            )
    return [
        Row(row.number, {name: row.cells[found[name]] if name in found else "" for name in columns})
        for row in table.rows
    ]


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "_")
