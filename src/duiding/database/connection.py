"""One connection to the study's database, and its transactions.

Settings and reasons: WAL with ``synchronous=FULL`` loses no acknowledged commit in a crash or a
power cut; ``BEGIN IMMEDIATE`` with a busy timeout lets several programs write in turn; on a clean
close the write-ahead log is folded back, so that the study rests as one plain file.
"""

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from duiding.database.faults import closed_error, read_only_error, study_error

BUSY_TIMEOUT_MS = 10_000
_READING = 2.0
"""Seconds that closing waits for a query of another thread with the same connection."""
APPLICATION_ID = 0x64756964  # "duid"

Row = tuple[Any, ...]

_WHEN_CLOSED = (
    apsw.ConnectionClosedError,
    apsw.CursorClosedError,
    apsw.ThreadingViolationError,
)
"""What a thread gets whose connection another thread closes."""
_LEAVE_THE_LOG = (
    apsw.BusyError,
    apsw.LockedError,
    apsw.ReadOnlyError,
    apsw.CantOpenError,
    apsw.FullError,
    apsw.IOError,
)


@dataclass(slots=True)
class _Family:
    """The connections that share a file in this process; the last one to close folds back."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    members: int = 0


class Database:
    """A connection; one per thread. Reading needs no ceremony, writing happens in transactions."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        create: bool = False,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
    ) -> None:
        """Open the file at ``path``; others are waited for at most ``busy_timeout_ms``.

        Raises StudyDamaged, StudyReadOnly, StudyBusy or DiskFull when it cannot be used.
        """
        self.path = path
        self.read_only = read_only
        self._busy_timeout_ms = busy_timeout_ms
        self._family = _Family()
        self._lock = threading.RLock()
        self._closed = False
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        if create and not read_only:
            flags |= apsw.SQLITE_OPEN_CREATE
        with self._told():
            self._connection = apsw.Connection(str(path), flags=flags)
            try:
                self._connection.set_busy_timeout(busy_timeout_ms)
                self._configure()
            except BaseException:
                self._connection.close()
                raise
        self._family.members = 1

    def _configure(self) -> None:
        for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "secure_delete=ON"):
            self._pragma(pragma)
        self.read_only = self._connection.readonly("main")
        if self.read_only:
            return
        # Without WAL (some file systems cannot) only EXTRA keeps commits through a power cut.
        self._pragma("synchronous=FULL" if self._start_log() == "wal" else "synchronous=EXTRA")

    def _start_log(self) -> Any:
        """Switch to the write-ahead log; the driver does not wait for others here, so we do."""
        deadline = time.monotonic() + self._busy_timeout_ms / 1000
        while True:
            try:
                return self._pragma("journal_mode=WAL")
            except (apsw.BusyError, apsw.LockedError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.005)

    def _pragma(self, pragma: str) -> Any:
        rows = self._connection.execute(f"PRAGMA {pragma}").fetchall()
        return rows[0][0] if rows else None

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
        self._check_transaction()
        with self._told():
            self._connection.execute(sql, parameters)
            return self._connection.changes()

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out a statement for many rows inside a transaction."""
        self._check_transaction()
        with self._told():
            self._connection.executemany(sql, rows)

    def execute_script(self, sql: str) -> None:
        """Carry out several statements inside a transaction."""
        self._check_transaction()
        with self._told():
            self._connection.execute(sql)

    def _check_transaction(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("writing happens inside a transaction")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write inside this block: all of it becomes durable at the end, or nothing of it.

        Compute first, then open the transaction: others wait while it is open. Not reentrant.
        Raises StudyReadOnly, StudyBusy, StudyClosed or DiskFull; nothing has changed then.
        """
        if self.read_only:
            raise read_only_error(self.path)
        with self._lock:
            if self._closed:
                raise closed_error(self.path)
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

    @contextmanager
    def without_foreign_keys(self) -> Iterator[None]:
        """Leave foreign keys unchecked in this block, which is outside any transaction."""
        self._pragma("foreign_keys=OFF")
        try:
            yield
        finally:
            self._pragma("foreign_keys=ON")

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk may have ended it already
            with contextlib.suppress(apsw.Error):  # what went wrong first is what is told
                self._connection.execute("ROLLBACK")

    def second_connection(self) -> "Database":
        """Return a new connection to the same file, for work in another thread."""
        other = Database(self.path, read_only=self.read_only, busy_timeout_ms=self._busy_timeout_ms)
        with self._family.lock:
            self._family.members += 1
        other._family = self._family
        return other

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the database, as one plain file, to ``target``."""
        with self._told():
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close; when nobody else has the file open, leave it as one plain file.

        May be called in another thread than the one that uses the connection: the transaction
        that is open there is waited for, and what comes after it raises StudyClosed.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._close()

    def _close(self) -> None:
        with self._family.lock:
            self._family.members -= 1
            last = self._family.members == 0
        try:
            if last and not self.read_only:
                with self._told():
                    self._fold_back()
        finally:
            with contextlib.suppress(apsw.FullError, apsw.IOError):  # folding back again, in vain
                self._close_connection()

    def _close_connection(self) -> None:
        deadline = time.monotonic() + _READING
        while True:
            try:
                return self._connection.close()
            except apsw.ThreadingViolationError:  # another thread is reading with it
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.005)

    def _fold_back(self) -> None:
        self._roll_back()
        self._connection.set_busy_timeout(0)  # others who are at work fold back when they close
        with contextlib.suppress(*_LEAVE_THE_LOG):  # the log stays beside the file, and is safe
            self._pragma("wal_checkpoint(TRUNCATE)")
            self._pragma("journal_mode=DELETE")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn errors of the driver into errors of the study, in one place."""
        try:
            yield
        except apsw.Error as error:
            if self._closed and isinstance(error, _WHEN_CLOSED):
                raise closed_error(self.path) from error
            told = study_error(error, self.path)
            if told is None:
                raise
            raise told from error
