"""Leaving the program does not wait for what cannot be interrupted, and leaves the study whole."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from duiding.coding.store import replace_open_suggestions, suggestions
from duiding.database import Database, now
from duiding.errors import StudyClosed
from duiding.language.pipelines import Pipelines
from duiding.search import Concordance, Mode, Query
from duiding.sources import Transcript
from duiding.study import Study, open_study
from duiding.tui.learning import Learner, Task
from duiding.tui.searching import Searcher
from tests import study_kit as kit
from tests.tui.test_tui_terminal import Terminal
from tests.tui.tui_kit import session_of

SOON = 20.0
LEAVING = 2.0
"""Seconds that closing may take on a busy machine; alone it is half a second."""


class Deaf:
    """A maker or a search that is deep in what cannot be interrupted, and then goes on."""

    def __init__(self, then: Callable[[Database], Any]) -> None:
        self.begun, self.gate, self.ended = (threading.Event() for _ in range(3))
        self.then = then
        self.got: BaseException | None = None

    def run(self, database: Database, *_given: Any, **_named: Any) -> list[Any]:
        self.begun.set()
        self.gate.wait(SOON)
        try:
            self.then(database)
        except BaseException as error:
            self.got = error
            raise
        finally:
            self.ended.set()
        return []


@pytest.fixture
def threads() -> Iterator[None]:
    """All threads that a test starts end, and none of them with a trace."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive()


def seconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def files_of(study: Study) -> list[str]:
    return sorted(path.name for path in study.folder.glob("duiding.db*"))


@pytest.mark.usefixtures("threads")
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_learning_that_cannot_be_interrupted_is_left_and_changes_nothing(
    study: Study, told: Transcript
):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")
    coder_id, text_id = study.coder_id("codeur-a"), told.source.text_id

    def write(database: Database) -> None:
        with database.transaction():
            replace_open_suggestions(database, text_id, coder_id, [], now())

    maker = Deaf(write)
    learner = Learner(study, lambda _report: None, maker_for=lambda _study, _task: maker)
    learner.ask(Task(coder_id, session_of(study).book, (told.source,)))
    assert maker.begun.wait(SOON)
    assert seconds(learner.close) < LEAVING
    study.close()
    assert files_of(study) == ["duiding.db"]
    maker.gate.set()
    assert maker.ended.wait(SOON)
    assert isinstance(maker.got, StudyClosed)
    with open_study(study.folder) as again:
        assert len(suggestions(again.database)) == 1


@pytest.mark.usefixtures("threads")
@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_search_that_cannot_be_interrupted_is_left(study: Study, told: Transcript):
    deaf = Deaf(lambda database: database.rows("SELECT 1"))

    def slow(database: Database, _pipelines: Pipelines, query: Query, **_named: Any) -> Concordance:
        deaf.run(database)
        return Concordance(query, (), 0)

    searcher = Searcher(study.database, Pipelines(), lambda _outcome: None, find=slow)
    searcher.ask(Query("schulden", Mode.WORD))
    assert deaf.begun.wait(SOON)
    assert seconds(searcher.close) < LEAVING
    study.close()
    assert files_of(study) == ["duiding.db"]
    deaf.gate.set()
    assert deaf.ended.wait(SOON)
    assert isinstance(deaf.got, StudyClosed)


@pytest.mark.usefixtures("threads")
def test_a_pattern_without_end_does_not_hold_up_leaving(study: Study, told: Transcript):
    kit.transcript(study, "lang", "R1: " + "a" * 60)
    progress = threading.Event()
    searcher = Searcher(study.database, Pipelines(), lambda _outcome: progress.set())
    searcher.ask(Query("(a+)+b", Mode.REGEX))
    assert not progress.wait(0.5), "it is still at work"
    assert seconds(searcher.close) < LEAVING
    assert searcher._thread is not None
    searcher._thread.join(LEAVING)
    assert not searcher._thread.is_alive()


def test_quitting_while_suggestions_are_made_is_quick_and_leaves_one_file(
    study: Study, told: Transcript
):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")
    study.close()
    terminal = Terminal(study.folder)
    try:
        terminal.wait_for("gesprek")
        terminal.press("s")
        terminal.wait_for("Mensen hebben")
        terminal.press("m")
        terminal.wait_for("0/1")
        terminal.press("\x11")
        codes: list[int] = []
        assert seconds(lambda: codes.append(terminal.finish())) < 2 * LEAVING
    finally:
        terminal.close()
    assert codes == [0]
    assert b"Traceback" not in terminal.seen
    assert files_of(study) == ["duiding.db"]


def test_a_thread_that_is_left_costs_no_output_and_no_exit_code():
    program = """
import sys, threading
from duiding.cli import main
def run(_arguments):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    print("gedaan")
    return 3
main.run = run
main.main()
"""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, env=buffered
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (3, [b"gedaan"], b"")
