"""Importing several files at once: lists of areas go first, whatever order they are given in."""

from collections.abc import Sequence
from pathlib import Path

from duiding.database import Database
from duiding.errors import InputError
from duiding.indicators.area_files import ImportedAreas, import_areas
from duiding.indicators.columns import is_list_of_areas
from duiding.indicators.tables import Table, read_table
from duiding.indicators.value_files import ImportedIndicators, import_indicators


def import_tables(
    database: Database, paths: Sequence[Path], *, coder_id: str | None
) -> tuple[list[ImportedAreas | ImportedIndicators], dict[Path, InputError]]:
    """Import each file as what its columns say it is; return what was done, and what was wrong.

    Each file is one act; a file with a fault changes nothing and does not stop the others.
    """
    tables: list[Table] = []
    bad: dict[Path, InputError] = {}
    for path in dict.fromkeys(paths):
        try:
            tables.append(read_table(path))
        except InputError as error:
            bad[path] = error
    done: list[ImportedAreas | ImportedIndicators] = []
    for table in sorted(tables, key=lambda table: not is_list_of_areas(table)):
        path = table.path
        try:
            if is_list_of_areas(table):
                done.append(import_areas(database, path, coder_id=coder_id, table=table))
            else:
                done.append(import_indicators(database, path, coder_id=coder_id, table=table))
        except InputError as error:
            bad[path] = error
    return done, bad
