"""One connection to the study's database, and its transactions.

Settings and reasons: WAL with ``synchronous=FULL`` loses no acknowledged commit in a crash or a
power cut; ``BEGIN IMMEDIATE`` with a busy timeout lets several programs write in turn; on a clean
close the write-ahead log is folded back, so that the study rests as one plain file.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from duiding.errors import DiskFull, DuidingError, StudyBusy, StudyDamaged, StudyReadOnly
from duiding.i18n import _

BUSY_TIMEOUT_MS = 10_000
APPLICATION_ID = 0x64756964  # "duid"

Row = tuple[Any, ...]


class Database:
    """A connection; one per thread. Reading needs no ceremony, writing happens in transactions."""

    def __init__(self, path: Path, *, read_only: bool = False, create: bool = False) -> None:
        """Open the file at ``path``.

        Raises StudyDamaged, StudyReadOnly or StudyBusy when it cannot be used.
        """
        self.path = path
        self.read_only = read_only
        self._folds_back = not read_only
        self._lock = threading.RLock()
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        if create and not read_only:
            flags |= apsw.SQLITE_OPEN_CREATE
        with self._told():
            self._connection = apsw.Connection(str(path), flags=flags)
            self._connection.set_busy_timeout(BUSY_TIMEOUT_MS)
            self._configure()

    def _configure(self) -> None:
        pragmas = ["foreign_keys=ON", "trusted_schema=OFF", "secure_delete=ON"]
        if not self.read_only:
            pragmas += ["journal_mode=WAL", "synchronous=FULL"]
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        with self._told():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with self._told():
            cursor = self._connection.execute(sql, parameters)
            first = cursor.fetchone()
            cursor.close(True)
            return first

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first value of the first row of a query, or None."""
        first = self.row(sql, parameters)
        return None if first is None else first[0]

    def records(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return all rows of a query as dictionaries by column name."""
        with self._told():
            cursor = self._connection.execute(sql, parameters)
            first = cursor.fetchone()
            if first is None:
                return []
            names = [column[0] for column in cursor.get_description()]
            return [dict(zip(names, row, strict=True)) for row in (first, *cursor)]

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Carry out a statement inside a transaction; return how many rows changed."""
        with self._told():
            self._connection.execute(sql, parameters)
            return self._connection.changes()

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out a statement for many rows inside a transaction."""
        with self._told():
            self._connection.executemany(sql, rows)

    def execute_script(self, sql: str) -> None:
        """Carry out several statements inside a transaction."""
        with self._told():
            self._connection.execute(sql)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write inside this block: all of it becomes durable at the end, or nothing of it.

        Compute first, then open the transaction: others wait while it is open. Not reentrant.
        """
        with self._lock:
            if self._connection.in_transaction:
                raise RuntimeError("a transaction is open already")
            with self._told():
                self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                with self._told():
                    self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk may have ended it already
            self._connection.execute("ROLLBACK")

    def second_connection(self) -> "Database":
        """Return a new connection to the same file, for work in another thread."""
        other = Database(self.path, read_only=self.read_only)
        other._folds_back = False
        return other

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the database, as one plain file, to ``target``."""
        with self._told():
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close; when nobody else has the file open, leave it as one plain file."""
        try:
            if self._folds_back:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._connection.set_busy_timeout(0)
                self._connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        except (apsw.BusyError, apsw.LockedError, apsw.ReadOnlyError, apsw.FullError, apsw.IOError):
            pass  # Another program has it open or the disk is full: the log stays and is safe.
        finally:
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn errors of the driver into errors of the study, in one place."""
        try:
            yield
        except apsw.Error as error:
            told = _study_error(error, self.path)
            if told is None:
                raise
            raise told from error


def _study_error(error: apsw.Error, path: Path) -> DuidingError | None:
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return StudyBusy(
            _("{path} is in use by another program. Close that program and try again.").format(
                path=path
            )
        )
    if isinstance(error, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return StudyReadOnly(
            _(
                "{path} cannot be written: the folder or the file is read-only. "
                "Give yourself write permission, or copy the study to another folder."
            ).format(path=path)
        )
    if isinstance(error, apsw.FullError):
        return DiskFull(
            _(
                "The disk of {path} is full. What was saved before is intact; "
                "free some space and try again."
            ).format(path=path)
        )
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return StudyDamaged(
            _(
                "{path} is damaged or is not a database of duiding. "
                "Put back a copy from the folder backups."
            ).format(path=path)
        )
    return None
