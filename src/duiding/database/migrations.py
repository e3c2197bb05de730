"""Numbered changes of the schema, each with its record in one transaction.

A database of an older version is copied first, and the copy is checked before anything changes.
"""

from importlib import resources
from pathlib import Path

from duiding.database.connection import APPLICATION_ID, Database
from duiding.database.ids import now
from duiding.errors import StudyDamaged, StudyNewer
from duiding.i18n import _

MIGRATIONS: tuple[tuple[int, str], ...] = ((1, "start"),)
LATEST = MIGRATIONS[-1][0]


def schema_version(database: Database) -> int:
    """Return the number of the newest migration in the database; 0 for an empty file."""
    if not database.value("SELECT 1 FROM sqlite_master WHERE type='table' AND name='migration'"):
        return 0
    return int(database.value("SELECT max(version) FROM migration") or 0)


def migrate(database: Database, backups: Path) -> None:
    """Bring the database to the newest schema.

    Raises StudyNewer for a database of a newer program, StudyDamaged for a file that is not ours
    or whose backup fails its check.
    """
    version = schema_version(database)
    if version == 0 and database.value("SELECT count(*) FROM sqlite_master"):
        raise StudyDamaged(
            _("{path} is not a database of duiding. Move it away and try again.").format(
                path=database.path
            )
        )
    if version > LATEST:
        raise StudyNewer(
            _(
                "The study in {path} was made by a newer version of duiding (schema {version}, "
                "this program knows {latest}). Install the newer version."
            ).format(path=database.path.parent, version=version, latest=LATEST)
        )
    if version == LATEST:
        return
    if version:
        verified_backup(database, backups, label=f"schema-{version}")
    for number, name in MIGRATIONS:
        if number > version:
            _apply(database, number, name)


def _apply(database: Database, number: int, name: str) -> None:
    script = resources.files("duiding.database") / "schema" / f"{number:04d}_{name}.sql"
    with database.transaction():
        database.execute_script(script.read_text(encoding="utf-8"))
        database.execute(
            "INSERT INTO migration (version, name, applied_at) VALUES (?, ?, ?)",
            (number, name, now()),
        )
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")


def verified_backup(database: Database, folder: Path, *, label: str) -> Path:
    """Copy the database into ``folder``, read the copy back and return its path.

    Raises StudyDamaged when the copy is not whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = now().replace(":", "").replace(".", "")
    target = folder / f"duiding-{label}-{stamp}.db"
    database.copy_to(target)
    copy = Database(target, read_only=True)
    try:
        whole = copy.value("PRAGMA integrity_check") == "ok"
        same = _row_counts(copy) == _row_counts(database)
    finally:
        copy.close()
    if not (whole and same):
        target.unlink()
        raise StudyDamaged(
            _("The backup of {path} is not whole, so nothing was changed. Check the disk.").format(
                path=database.path
            )
        )
    return target


def _row_counts(database: Database) -> dict[str, int]:
    names = database.rows("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")
    return {name: database.value(f'SELECT count(*) FROM "{name}"') for (name,) in names}
