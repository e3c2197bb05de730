"""Suggestions made in the background: they come, they are stopped, they never get in the way."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from duiding.coding.store import replace_open_suggestions, suggestions
from duiding.coding.suggesting import MadeSuggestions
from duiding.database import Database, now
from duiding.errors import StudyBusy
from duiding.sources import Source, Transcript
from duiding.study import Study
from duiding.tui.learning import Event, Learner, Report, Task
from duiding.tui.taking_turns import Turns
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive, session_of

SOON = 20.0


@dataclass
class Acting:
    """A maker that does what a test wants, and tells when it was called."""

    act: Callable[[Database], None] = lambda _database: None
    gate: threading.Event | None = None
    runs: list[list[str]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def run(
        self,
        database: Database,
        sources: Sequence[Source],
        *,
        progress: Callable[[int, int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> list[Any]:
        self.runs.append([source.name for source in sources])
        self.threads.add(threading.current_thread().name)
        made = []
        for number, source in enumerate(sources, 1):
            while self.gate is not None and not self.gate.wait(0.01):
                if is_cancelled and is_cancelled():
                    return []
            self.act(database)
            if progress is not None:
                progress(number, len(sources))
            made.append(MadeSuggestions(source, 2, 1, 0))
        return made


class Told:
    """What a learner told."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.changed = threading.Condition()

    def __call__(self, report: Report) -> None:
        with self.changed:
            self.reports.append(report)
            self.changed.notify_all()

    def wait_for(self, event: Event) -> Report:
        with self.changed:
            assert self.changed.wait_for(lambda: any(r.event is event for r in self.reports), SOON)
            return next(r for r in self.reports if r.event is event)


@pytest.fixture
def told_by() -> Told:
    """Collects what is told."""
    return Told()


@pytest.fixture
def learner_of(study: Study, told_by: Told) -> Iterator[Callable[..., Learner]]:
    """Make a learner with a maker; it is closed at the end."""
    made: list[Learner] = []

    def make(maker: Acting, pause: float = 0.0) -> Learner:
        made.append(Learner(study, told_by, maker_for=lambda _study, _task: maker, pause=pause))
        return made[-1]

    yield make
    for learner in made:
        learner.close()


def task(study: Study, *sources: Source) -> Task:
    return Task(study.coder_id("codeur-a"), session_of(study).book, sources)


def test_what_is_asked_is_made_in_another_thread(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    maker = Acting()
    learner = learner_of(maker)
    learner.ask(task(study, told.source))
    assert learner.is_working
    report = told_by.wait_for(Event.DONE)
    assert (report.asked, report.open, report.new) == (True, 2, 1)
    assert maker.threads == {"learner"}
    assert not learner.is_working


def test_an_act_is_learned_from_once_suggestions_were_made(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")
    maker = Acting()
    learner = learner_of(maker, pause=0.05)
    for _ in range(5):
        learner.touch(task(study), told.source.text_id)
    assert not told_by.wait_for(Event.DONE).asked
    assert maker.runs == [["gesprek"]]


def test_without_suggestions_nothing_is_learned_or_loaded(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    maker = Acting()
    learner = learner_of(maker)
    learner.touch(task(study), told.source.text_id)
    learner.close()
    assert maker.runs == []


def test_what_was_asked_can_be_stopped(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    maker = Acting(gate=threading.Event())
    learner = learner_of(maker)
    learner.ask(task(study, told.source))
    learner.stop()
    learner.close()
    assert not learner.is_working
    assert suggestions(study.database) == []


def test_closing_waits_for_the_thread_and_folds_the_log_back(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    learner = learner_of(Acting(gate=threading.Event()))
    learner.ask(task(study, told.source))
    learner.close()
    assert "learner" not in {thread.name for thread in threading.enumerate()}
    study.database.close()
    assert [path.name for path in study.folder.glob("duiding.db*")] == ["duiding.db"]


def test_an_error_is_one_sentence_and_the_next_time_goes_on(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    def busy(_database: Database) -> None:
        raise StudyBusy("bezet")

    maker = Acting(act=busy)
    learner = learner_of(maker)
    learner.ask(task(study, told.source))
    assert told_by.wait_for(Event.FAILED).text == "bezet"
    maker.act = lambda _database: None
    learner.ask(task(study, told.source))
    told_by.wait_for(Event.DONE)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_is_told_and_coding_goes_on(
    study: Study, told: Transcript, told_by: Told, learner_of: Callable[..., Learner]
):
    def broken(_database: Database) -> None:
        raise ZeroDivisionError

    maker = Acting(act=broken)
    learner = learner_of(maker)
    learner.ask(task(study, told.source))
    assert "fout in het programma" in told_by.wait_for(Event.FAILED).text
    assert not learner.is_working
    maker.act = lambda _database: None
    learner.ask(task(study, told.source))
    told_by.wait_for(Event.DONE)


def proposes(study: Study, told: Transcript, *quotes: str) -> Callable[[Database], None]:
    """Return what makes these suggestions in place of the others."""
    code_id, coder_id = kit.code(study, "stress").id, study.coder_id("codeur-a")
    example = kit.suggestion(study, told, "Die merken het.", "stress")
    from dataclasses import replace

    from duiding.database import new_id

    def act(database: Database) -> None:
        fresh = [
            replace(example, id=new_id(), code_id=code_id, quote=quote, fragment=place)
            for quote in quotes
            for place in [kit.fragment(told, quote)]
        ]
        with database.transaction():
            replace_open_suggestions(database, told.source.text_id, coder_id, fresh, now())

    return act


def test_making_them_shows_how_far_it_is_and_fills_the_list(study: Study, told: Transcript):
    gate = threading.Event()
    maker = Acting(proposes(study, told, "Het is moeilijk.", "Ze schamen zich daarvoor."), gate)

    async def scenario(user: Driven) -> None:
        await user.press("s", "m")
        assert user.shows("0/1")
        await user.press("question_mark", "q", "g", "h", "s")  # nothing waits for it
        assert user.shows("0/1")
        gate.set()
        await user.until(lambda: user.shows("2 open"))
        assert user.shows("2 suggesties staan open")

    drive(study, scenario, maker=maker, size=(100, 30))


def test_escape_stops_making_them(study: Study, told: Transcript):
    maker = Acting(gate=threading.Event())

    async def scenario(user: Driven) -> None:
        await user.press("s", "m")
        await user.until(lambda: bool(maker.runs))
        await user.press("escape")
        await user.until(lambda: "Gestopt" in user.said)
        assert not user.shows("0/1")

    drive(study, scenario, maker=maker)


def test_what_is_learned_while_coding_leaves_cursor_and_suggestion_in_place(
    study: Study, told: Transcript
):
    maker = Acting(proposes(study, told, "Thuis is er stress, elke dag."))
    kit.suggestion(study, told, "Ze schamen zich daarvoor.", "schaamte")

    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "s")
        focus, selection = user.desk.focus, user.desk.selection
        await user.until(lambda: bool(maker.runs))
        fresh = "Thuis is er stress, elke dag."
        await user.until(lambda: fresh in [s.quote for s in user.desk.suggestions.values()])
        assert user.desk.focus == focus
        assert user.desk.selection == selection
        assert "open in deze bron" in user.said
        await user.press("a")  # it is no longer made: told, and gone
        assert user.screen.talk.said.tone == "bad"
        assert [one.quote for one in user.desk.suggestions.values()] == [fresh]

    drive(study, scenario, maker=maker)


def test_an_error_in_the_background_is_one_line_in_the_status(study: Study, told: Transcript):
    def busy(_database: Database) -> None:
        raise StudyBusy("bezet")

    kit.suggestion(study, told, "Ze schamen zich daarvoor.", "schaamte")

    async def scenario(user: Driven) -> None:
        await user.press("n", "1")
        await user.until(lambda: user.said == "bezet")
        await user.press("j", "2")
        assert len(kit.told_codings(study)) == 2

    drive(study, scenario, maker=Acting(act=busy))


def test_only_one_thread_reads_words_at_a_time_and_waiting_can_be_cancelled():
    turns, cancelled = Turns(), threading.Event()
    with turns.wait(lambda: False) as first:
        assert first
        cancelled.set()
        with turns.wait(cancelled.is_set) as second:
            assert not second
    with turns.wait(lambda: False) as third:
        assert third
