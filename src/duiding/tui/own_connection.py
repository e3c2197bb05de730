"""The connection of a thread in the background, which the end of the program closes."""

from threading import Lock, Thread

from duiding.database import Database
from duiding.errors import StudyClosed
from duiding.i18n import _

PATIENCE = 0.4
"""Seconds that the end of the program waits for a thread; loading spaCy takes longer."""


class OwnConnection:
    """Opened by the thread that uses it; closed from outside when that thread does not end.

    What the thread does after that raises StudyClosed, so that it ends without a change.
    """

    def __init__(self, database: Database) -> None:
        """``database`` is the study, as its other connections have it open."""
        self._study = database
        self._own: Database | None = None
        self._is_closed = False
        self._lock = Lock()

    def get(self) -> Database:
        """Return the connection; it is opened the first time. Raises StudyClosed, StudyBusy."""
        with self._lock:
            if self._is_closed:
                path = self._study.path
                raise StudyClosed(_("{path} is closed; open the study again.").format(path=path))
            if self._own is None:
                self._own = self._study.second_connection()
            return self._own

    def let_go(self) -> None:
        """Close the connection; asked for again, another is opened."""
        with self._lock:
            if self._own is not None:
                self._own.close()
                self._own = None

    def close(self, user: Thread | None) -> None:
        """Wait a little for the end of the thread that uses it, and close it for good.

        A thread deep in what cannot be interrupted is left: it changes nothing more.
        """
        if user is not None:
            user.join(PATIENCE)
        with self._lock:
            self._is_closed = True
        self.let_go()
