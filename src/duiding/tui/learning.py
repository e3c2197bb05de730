"""Making suggestions in the background: when asked, and a little after every act of the coder.

One thread with a connection of its own keeps what it learned from one time to the next. Only there
are spaCy and what learns imported. Nothing here knows the screen: what happens is told to a
function, which is called in that thread.
"""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from duiding.codebook import Codebook
from duiding.coding.store import suggestion_ids
from duiding.database import Database
from duiding.errors import DuidingError
from duiding.i18n import _
from duiding.sources import Source
from duiding.sources.store import source_by_text
from duiding.study import Study
from duiding.tui.own_connection import OwnConnection
from duiding.tui.taking_turns import Turns

PAUSE = 0.4
"""Seconds without an act before there is learned from the acts before."""
MOST_OVERTAKEN = 3
"""So often in a row learning begins anew because of an act meanwhile."""


class Event(StrEnum):
    """What happened."""

    PROGRESS = "progress"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """What happened in the background."""

    event: Event
    asked: bool
    """True when the coder asked for it, False after an act."""
    done: int = 0
    total: int = 0
    """Sources done, and of all."""
    open: int = 0
    new: int = 0
    text: str = ""
    """What went wrong, as one sentence."""


class Maker(Protocol):
    """What makes suggestions, and keeps what it learned."""

    def run(
        self,
        database: Database,
        sources: Sequence[Source],
        *,
        progress: Callable[[int, int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Sequence[Any]:
        """Make suggestions in sources; what is returned has ``open`` and ``new`` of each."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done: for whom, with which codes, in which sources."""

    coder_id: str
    book: Codebook
    sources: tuple[Source, ...]


MakerFor = Callable[[Study, Task], Maker]


def suggester_for(study: Study, task: Task) -> Maker:
    """Return the engines of a study; imports what they need."""
    from duiding.coding.suggesting import Suggester

    wishes = study.settings.suggestions
    return Suggester(task.book, study.pipelines(), coder_id=task.coder_id, wishes=wishes)


class Learner:
    """The thread that makes suggestions; it starts with the first thing to do."""

    def __init__(
        self,
        study: Study,
        tell: Callable[[Report], None],
        *,
        maker_for: MakerFor = suggester_for,
        pause: float = PAUSE,
        turns: Turns | None = None,
    ) -> None:
        """Make a thread; it takes ``turns`` with others that read words."""
        self._study = study
        self._tell = tell
        self._maker_for = maker_for
        self._pause = pause
        self._turns = turns or Turns()
        self._own = OwnConnection(study.database)
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._asked: Task | None = None
        self._touched: dict[str, Task] = {}
        """By id of the text, what was acted on since."""
        self._due = 0.0
        self._is_closing = False
        self._stop = threading.Event()
        self._overtaken = 0
        """How often in a row an act overtook learning from the acts before."""
        self._maker: Maker | None = None
        self._made_for: tuple[str, Codebook] | None = None
        self._was_made = False
        """Suggestions were made for this coder, ever."""
        self.progress: Report | None = None
        """How far what was asked for is; None when nothing is being made."""

    @property
    def is_working(self) -> bool:
        """Whether suggestions are being made because the coder asked for them."""
        return self.progress is not None

    # Called by the screen -------------------------------------------------------------------------

    def ask(self, task: Task) -> None:
        """Make suggestions now."""
        with self._changed:
            self._asked = task
            self.progress = Report(Event.PROGRESS, True, 0, len(task.sources))
            self._wake()

    def touch(self, task: Task, text_id: str) -> None:
        """Learn from an act on a text, when the coder pauses."""
        if self._study.database.read_only:
            return
        with self._changed:
            self._touched[text_id] = task
            self._due = time.monotonic() + self._pause
            self._wake()

    def stop(self) -> None:
        """Stop making what was asked for; nothing of the sources not yet done is changed."""
        with self._changed:
            if self._asked is not None:  # not yet begun
                self._asked = self.progress = None
            self._stop.set()

    def close(self) -> None:
        """Stop, and close the connection of the thread."""
        with self._changed:
            self._is_closing = True
            self._stop.set()
            self._changed.notify_all()
        self._own.close(self._thread)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="learner", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    # In the thread --------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            while (next_one := self._next()) is not None:
                task, texts = next_one
                try:
                    self._do(self._own.get(), task, texts)
                except DuidingError as error:
                    self._say(Report(Event.FAILED, not texts, text=str(error)))
        finally:
            self._own.let_go()
            if not self._is_closing:  # a fault of the program: coding goes on without
                self._thread = self._maker = None
                text = _("Making suggestions stopped by a fault of the program; coding goes on.")
                self._say(Report(Event.FAILED, True, text=text))

    def _next(self) -> tuple[Task, tuple[str, ...]] | None:
        """Wait for something to do: a task, and the texts acted on (none: the task was asked)."""
        with self._changed:
            while not self._is_closing:
                if self._asked is not None:
                    task, self._asked = self._asked, None
                    self._stop.clear()
                    return task, ()
                rest = self._due - time.monotonic()
                if self._touched and rest <= 0:
                    texts, task = tuple(self._touched), list(self._touched.values())[-1]
                    self._touched.clear()
                    self._stop.clear()
                    return task, texts
                self._changed.wait(rest if self._touched else None)
            return None

    def _do(self, database: Database, task: Task, texts: tuple[str, ...]) -> None:
        asked = not texts
        sources = task.sources
        if not asked:
            if not self._was_made:
                self._was_made = bool(suggestion_ids(database, task.coder_id))
            found = (source_by_text(database, text_id) for text_id in texts)
            sources = tuple(source for source in found if source is not None)
        if not sources or not (asked or self._was_made):
            return
        is_new = self._made_for != (task.coder_id, task.book)
        is_overtaken = partial(self._is_overtaken, texts)
        tell = partial(self._progress, asked=asked, is_new=is_new)
        if is_new:  # looking for garbage in all that is loaded would hold up the screen
            gc.disable()
        try:
            maker = None if is_new else self._maker
            if maker is None:
                self._maker = maker = self._maker_for(self._study, task)
                self._made_for = (task.coder_id, task.book)
            with self._turns.wait(is_overtaken) as has_turn:
                made = (
                    maker.run(database, sources, progress=tell, is_cancelled=is_overtaken)
                    if has_turn
                    else ()
                )
        finally:
            gc.enable()
        self._overtaken = self._overtaken + 1 if is_overtaken() else 0
        if self._overtaken and not self._stop.is_set():
            return  # there is learned again from the texts just touched
        if self._stop.is_set():
            self._say(Report(Event.STOPPED, asked))
            return
        self._was_made = True
        counts = sum(one.open for one in made), sum(one.new for one in made)
        self._say(Report(Event.DONE, asked, len(sources), len(sources), *counts))

    def _is_overtaken(self, texts: tuple[str, ...]) -> bool:
        """Tell whether to stop: asked to, or something was done in the same texts meanwhile.

        Who acts faster than there is learned is not waited for more than a few times.
        """
        if self._stop.is_set():
            return True
        return self._overtaken < MOST_OVERTAKEN and any(key in self._touched for key in texts)

    def _progress(self, done: int, total: int, *, asked: bool, is_new: bool) -> None:
        if is_new:  # what was loaded stays, and from here on garbage comes
            gc.freeze()
            gc.enable()
        if asked:
            self._say(Report(Event.PROGRESS, True, done, total))

    def _say(self, report: Report) -> None:
        with self._changed:
            if report.event is Event.PROGRESS:
                self.progress = report
            elif report.asked:
                self.progress = None
        if not self._is_closing:
            self._tell(report)
