"""Checks of the database as a file: whole, complete, safe where it stands, with room."""

import shutil
from pathlib import Path

from duiding.database import Database, migrate, schema_version
from duiding.database.migrations import LATEST
from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.errors import DuidingError
from duiding.i18n import _, format_number

# The first engine without a race in the write-ahead log that could lose commits.
SAFE_ENGINE = (3, 51, 3)
ROOM_AT_LEAST = 200_000_000  # bytes
ROOM_TIMES_DATABASE = 3  # for a backup, a new version and the log beside it
# Parts of the paths that synchronising programs use; two of them writing damages a database.
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud")


def integrity(patient: Patient) -> Verdict:
    """Return whether the database file is whole."""
    return judge(
        store.integrity(patient.database),
        good=_("The database file is whole."),
        bad=_(
            "The database file is damaged in {number} places. "
            "Put back a copy from the folder backups."
        ),
    )


def references(patient: Patient) -> Verdict:
    """Return whether everything that is pointed to exists."""
    return judge(
        store.broken_references(patient.database),
        good=_("Everything that is referred to exists."),
        bad=_("Rows that refer to something that is gone: {number} ({names})."),
    )


def version(patient: Patient) -> Verdict:
    """Return whether the schema is the newest, reached step by step."""
    steps = store.migrations(patient.database)
    right = schema_version(patient.database) == LATEST and steps == list(range(1, LATEST + 1))
    return judge(
        [] if right else [", ".join(map(str, steps))],
        good=_("The database has the form of this version."),
        bad=_("The database does not have the form of this version (steps taken: {names})."),
    )


def schema(patient: Patient) -> Verdict:
    """Return whether all tables, indices and triggers are there and as they should be."""
    present, expected = store.schema(patient.database), _expected_schema()
    return judge(
        sorted(name for name in expected if present.get(name) != expected[name]),
        good=_("All tables, indices and triggers are there."),
        bad=_("Parts of the database that are missing or changed: {number} ({names})."),
    )


def _expected_schema() -> dict[str, str]:
    fresh = Database(Path(":memory:"), create=True)
    try:
        migrate(fresh, Path())
        return store.schema(fresh)
    finally:
        fresh.close()


def engine(patient: Patient) -> Verdict:
    """Return whether the database engine is free of a known fault."""
    present = store.engine_version(patient.database)
    told = ".".join(map(str, present))
    return judge(
        [told] if present < SAFE_ENGINE else [],
        good=_("The database engine is sound (SQLite {version}).").format(version=told),
        bad=_("SQLite {names} can lose work when two programs write. Install a newer apsw."),
        level=Level.WARNING,
    )


def backups(patient: Patient) -> Verdict:
    """Return whether the newest backup can be opened and is whole."""
    found = sorted((patient.folder / "backups").glob("*.db"), key=lambda p: p.stat().st_mtime)
    newest = found[-1:]
    return judge(
        [path.name for path in newest if not _whole(path)],
        good=_("The newest backup is whole.")
        if newest
        else _("There is no backup yet; one is made before every upgrade."),
        bad=_("The backup {names} is not whole. Copy the study to another disk."),
        level=Level.WARNING,
    )


def _whole(path: Path) -> bool:
    try:
        copy = Database(path, read_only=True)
    except DuidingError:
        return False
    try:
        return not store.integrity(copy)
    except DuidingError:
        return False
    finally:
        copy.close()


def room(patient: Patient) -> Verdict:
    """Return whether the disk has room for the work to come."""
    wanted = max(ROOM_AT_LEAST, ROOM_TIMES_DATABASE * store.size(patient.database))
    free = shutil.disk_usage(patient.folder).free
    told = format_number(free / 1_000_000, 0)
    return judge(
        [told] if free < wanted else [],
        good=_("There is room on the disk."),
        bad=_("The disk is nearly full: {names} MB is free."),
        level=Level.WARNING,
    )


def synced_folder(patient: Patient) -> Verdict:
    """Return whether the study lies outside folders that another program keeps in step."""
    parts = [part.casefold() for part in patient.folder.resolve().parts]
    return judge(
        [mark for mark in SYNCED if any(part.startswith(mark) for part in parts)],
        good=_("The study lies in a folder of this computer."),
        bad=_(
            "The study lies in a synchronised folder ({names}); that can damage the database. "
            "Work in a folder of this computer and copy the study when it is closed."
        ),
        level=Level.WARNING,
    )
