"""What the coder does while something is learned or searched for in the background."""

import gc
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from duiding.coding.suggesting import MadeSuggestions
from duiding.database import Database
from duiding.errors import StudyBusy
from duiding.language.pipelines import Pipelines
from duiding.search import Concordance, Query
from duiding.sources import Source, Transcript
from duiding.study import Study
from duiding.tui.learning import MOST_OVERTAKEN, Event, Learner, Report, Task
from duiding.tui.searching import Outcome, Searcher
from tests import study_kit as kit
from tests.tui.tui_kit import session_of

SOON = 20.0


class Busy:
    """A maker in whose runs something happens; tells which runs were let go of."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile
        self.let_go: list[bool] = []

    def run(
        self,
        _database: Database,
        sources: Sequence[Source],
        *,
        progress: Callable[[int, int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> list[Any]:
        self.meanwhile()
        assert is_cancelled is not None
        self.let_go.append(is_cancelled())
        if self.let_go[-1]:
            return []
        return [MadeSuggestions(source, 0, 0, 0) for source in sources]


class Reports:
    """What a learner told."""

    def __init__(self) -> None:
        self.all: list[Report] = []
        self.came = threading.Event()

    def __call__(self, report: Report) -> None:
        self.all.append(report)
        self.came.set()


def task_of(study: Study, *sources: Source) -> Task:
    return Task(study.coder_id("codeur-a"), session_of(study).book, sources)


@pytest.fixture
def suggested(study: Study, told: Transcript) -> Transcript:
    """An interview in which something is suggested."""
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")
    return told


def learning(study: Study, maker: Busy, reports: Reports) -> Learner:
    return Learner(study, reports, maker_for=lambda _study, _task: maker, pause=0.0)


def test_an_act_in_the_same_source_overtakes_learning_but_not_for_ever(
    study: Study, suggested: Transcript
):
    reports, task = Reports(), task_of(study)
    maker = Busy(lambda: learner.touch(task, suggested.source.text_id))
    learner = learning(study, maker, reports)
    learner.touch(task, suggested.source.text_id)
    assert reports.came.wait(SOON)
    learner.close()
    assert maker.let_go[: MOST_OVERTAKEN + 1] == [True] * MOST_OVERTAKEN + [False]
    assert reports.all[0].event is Event.DONE


def test_an_act_in_another_source_overtakes_nothing(study: Study, suggested: Transcript):
    other = kit.transcript(study, "ander", "R1: Er is werk genoeg.")
    reports, task = Reports(), task_of(study)
    once = [other.source.text_id]

    def act_once() -> None:
        if once:
            learner.touch(task, once.pop())

    maker = Busy(act_once)
    learner = learning(study, maker, reports)
    learner.touch(task, suggested.source.text_id)
    assert reports.came.wait(SOON)
    learner.close()
    assert maker.let_go[0] is False


def test_nothing_is_learned_before_suggestions_were_ever_made(study: Study, told: Transcript):
    maker = Busy(lambda: None)
    learner = learning(study, maker, Reports())
    learner.touch(task_of(study), told.source.text_id)
    while learner._touched:  # until the thread has taken it up
        threading.Event().wait(0.001)
    learner.close()
    assert maker.let_go == []


def test_a_study_that_is_only_read_is_not_learned_from(
    study: Study, suggested: Transcript, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(study.database, "read_only", True)
    learner = learning(study, Busy(lambda: None), Reports())
    learner.touch(Task("", session_of(study).book, ()), suggested.source.text_id)
    assert learner._thread is None


def test_garbage_is_looked_for_again_whatever_went_wrong(study: Study, told: Transcript):
    def fail() -> None:
        assert not gc.isenabled(), "what is loaded the first time does not hold up the keys"
        raise StudyBusy("bezet")

    reports = Reports()
    learner = learning(study, Busy(fail), reports)
    try:
        learner.ask(task_of(study, told.source))
        assert reports.came.wait(SOON)
        assert reports.all[0].event is Event.FAILED
        assert gc.isenabled()
    finally:
        learner.close()
        gc.enable()


def test_what_a_search_found_too_late_is_not_told(study: Study, told: Transcript):
    begun, gate, told_one = (threading.Event() for _ in range(3))
    outcomes: list[str] = []

    def deaf(*arguments: Any, **_named: Any) -> Concordance:
        query: Query = arguments[2]
        if query.term == "eerste":
            begun.set()
            gate.wait(SOON)
        return Concordance(query, (), 1)

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome.query.term)
        told_one.set()

    searcher = Searcher(study.database, Pipelines(), tell, find=deaf)
    searcher.ask(Query("eerste"))
    assert begun.wait(SOON)
    searcher.ask(Query("tweede"))
    gate.set()
    assert told_one.wait(SOON)
    searcher.close()
    assert outcomes == ["tweede"]
