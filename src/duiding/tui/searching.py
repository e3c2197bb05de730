"""Searching in all sources in the background; a new search takes the place of the one before.

The thread has a connection of its own and remembers the texts that it read. Nothing here knows the
screen: what comes out is told to a function, which is called in that thread.
"""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from duiding.database import Database
from duiding.errors import DuidingError
from duiding.i18n import _
from duiding.language.pipelines import Pipelines
from duiding.search import Concordance, Memory, Mode, Query, find
from duiding.tui.own_connection import OwnConnection
from duiding.tui.taking_turns import Turns

Find = Callable[..., Concordance]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a search, or how far it is."""

    query: Query
    found: Concordance | None = None
    error: str = ""
    done: int = 0
    total: int = 0
    """Texts whose words were read, and of all."""


class Searcher:
    """The thread that searches; it starts with the first search."""

    def __init__(
        self,
        database: Database,
        pipelines: Pipelines,
        tell: Callable[[Outcome], None],
        *,
        find: Find = find,
        turns: Turns | None = None,
    ) -> None:
        """Make a thread; it takes ``turns`` with others that read words."""
        self._own = OwnConnection(database)
        self._pipelines = pipelines
        self._tell = tell
        self._find = find
        self._turns = turns or Turns()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._asked: Query | None = None
        self._is_closing = False
        self._stop = threading.Event()
        self._memory = Memory()
        self.is_working = False

    # Called by the screen -------------------------------------------------------------------------

    def ask(self, query: Query) -> None:
        """Search for something; what was being searched for is left."""
        with self._changed:
            self._asked = query
            self.is_working = True
            self._stop.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="searcher", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self) -> None:
        """Leave the search."""
        with self._changed:
            self._asked = None
            self.is_working = False
            self._stop.set()

    def close(self) -> None:
        """Stop, and close the connection of the thread."""
        with self._changed:
            self._is_closing = True
            self._stop.set()
            self._changed.notify_all()
        self._own.close(self._thread)

    # In the thread --------------------------------------------------------------------------------

    def _work(self) -> None:
        query: Query | None = None
        try:
            while (query := self._next()) is not None:
                try:
                    self._search(self._own.get(), query)
                except DuidingError as error:
                    self._end(Outcome(query, error=str(error)))
        finally:
            self._own.let_go()
            if query is not None:  # a fault of the program
                self._thread = None
                text = _("The search stopped by a fault of the program; all else goes on.")
                self._end(Outcome(query, error=text))

    def _next(self) -> Query | None:
        with self._changed:
            while not self._is_closing:
                if self._asked is not None:
                    query, self._asked = self._asked, None
                    self._stop.clear()
                    return query
                self._changed.wait()
            return None

    def _search(self, database: Database, query: Query) -> None:
        def progress(done: int, total: int) -> None:
            if not self._stop.is_set():
                self._tell(Outcome(query, done=done, total=total))

        is_cancelled = self._stop.is_set
        with self._turns.wait(is_cancelled) if _reads_words(query) else nullcontext(True) as go:
            if go:
                found = self._find(
                    database,
                    self._pipelines,
                    query,
                    memory=self._memory,
                    progress=progress,
                    is_cancelled=is_cancelled,
                )
                if found.is_complete:
                    self._end(Outcome(query, found))

    def _end(self, outcome: Outcome) -> None:
        """Tell the outcome, unless something else was asked meanwhile."""
        with self._changed:
            if self._stop.is_set():
                return
            self.is_working = False
        self._tell(outcome)


def _reads_words(query: Query) -> bool:
    return query.mode in (Mode.LEMMA, Mode.PART)
