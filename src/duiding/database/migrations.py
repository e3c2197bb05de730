"""Numbered changes of the schema, each with its record in one transaction.

A database of an older version is copied first, and the copy is checked before anything changes.
"""

from importlib import resources
from pathlib import Path

from duiding.database.connection import APPLICATION_ID, Database
from duiding.database.faults import damaged_error, read_only_error
from duiding.database.ids import now
from duiding.errors import StudyDamaged, StudyError, StudyNewer, StudyReadOnly
from duiding.i18n import _

MIGRATIONS: tuple[tuple[int, str], ...] = (
    (1, "start"),
    (2, "language"),
)
LATEST = MIGRATIONS[-1][0]


def schema_version(database: Database) -> int:
    """Return the number of the newest migration in the database; 0 for an empty file.

    Raises StudyDamaged for a database that another program made.
    """
    if not database.value("SELECT count(*) FROM sqlite_master"):
        return 0
    if database.value("PRAGMA application_id") != APPLICATION_ID:
        raise StudyDamaged(
            _("{path} is not a database of duiding. Move it away and try again.").format(
                path=database.path
            )
        )
    if not database.value("SELECT 1 FROM sqlite_master WHERE type='table' AND name='migration'"):
        raise damaged_error(database.path)
    return int(database.value("SELECT max(version) FROM migration") or 0)


def open_database(path: Path, backups: Path, *, busy_timeout_ms: int) -> Database:
    """Open the database of a study, made or brought to the newest schema when needed.

    A file that cannot be written opens for reading. A file that is not ours, or that a newer
    program made, is left as it is, to the last byte.

    Raises StudyNewer, StudyDamaged, StudyBusy, DiskFull, and StudyReadOnly when nothing can be
    read or an older schema cannot be brought up to date.
    """
    _look_first(path, busy_timeout_ms)
    try:
        database = Database(path, create=True, busy_timeout_ms=busy_timeout_ms)
    except StudyReadOnly:
        if not path.exists():
            raise
        database = Database(path, read_only=True, busy_timeout_ms=busy_timeout_ms)
    try:
        migrate(database, backups)
    except BaseException:
        database.close()
        raise
    return database


def _look_first(path: Path, busy_timeout_ms: int) -> None:
    if not path.exists():
        return
    try:
        database = Database(path, read_only=True, busy_timeout_ms=busy_timeout_ms)
        try:
            _known_version(database)
        finally:
            database.close()
    except StudyReadOnly:
        return  # A crash left work that only writing can finish; opening for writing tells more.


def _known_version(database: Database) -> int:
    version = schema_version(database)
    if version > LATEST:
        raise StudyNewer(
            _(
                "The study in {path} was made by a newer version of duiding (schema {version}, "
                "this program knows {latest}). Install the newer version."
            ).format(path=database.path.parent, version=version, latest=LATEST)
        )
    return version


def migrate(database: Database, backups: Path) -> None:
    """Bring the database to the newest schema.

    Raises StudyNewer for a database of a newer program, StudyDamaged for a file that is not ours
    or whose backup fails its check, StudyReadOnly when it is older and cannot be written.
    """
    version = _known_version(database)
    if version == LATEST:
        return
    if database.read_only:
        raise read_only_error(database.path)
    if version:
        verified_backup(database, backups, label=f"schema-{version}")
    for number, name in MIGRATIONS:
        _apply(database, number, name)


def _apply(database: Database, number: int, name: str) -> None:
    script = resources.files("duiding.database") / "schema" / f"{number:04d}_{name}.sql"
    sql = script.read_text(encoding="utf-8")
    # A table that others refer to is made anew under its old name: checked as a whole at the end.
    with database.without_foreign_keys(), database.transaction():
        if schema_version(database) >= number:  # done before, or just now by another program
            return
        database.execute_script(sql)
        if database.rows("PRAGMA foreign_key_check"):
            raise damaged_error(database.path)
        database.execute(
            "INSERT INTO migration (version, name, applied_at) VALUES (?, ?, ?)",
            (number, name, now()),
        )
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")


def verified_backup(database: Database, folder: Path, *, label: str) -> Path:
    """Copy the database into ``folder``, read the copy back and return its path.

    Raises StudyDamaged when the copy is not whole, StudyReadOnly or DiskFull when it cannot be
    made; no half copy is left then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyReadOnly(
            _("{folder} cannot be written ({reason}). Choose another folder.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    stamp = now().replace(":", "").replace(".", "")
    target = folder / f"duiding-{label}-{stamp}.db"
    whole = False
    try:
        database.copy_to(target)
        whole = _same_content(database, target)
    finally:
        if not whole:
            target.unlink(missing_ok=True)
    if not whole:
        raise StudyDamaged(
            _("The backup of {path} is not whole, so nothing was changed. Check the disk.").format(
                path=database.path
            )
        )
    return target


def _same_content(database: Database, target: Path) -> bool:
    try:
        copy = Database(target, read_only=True)
        try:
            whole = copy.value("PRAGMA integrity_check") == "ok"
            return whole and _row_counts(copy) == _row_counts(database)
        finally:
            copy.close()
    except StudyError:
        return False


def _row_counts(database: Database) -> dict[str, int]:
    names = database.rows("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")
    return {name: database.value(f'SELECT count(*) FROM "{name}"') for (name,) in names}
