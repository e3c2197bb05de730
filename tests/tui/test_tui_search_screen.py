"""The search over all sources: found in the background, shown in lines, coded as one act."""

from collections.abc import Callable
from typing import Any

import pytest

from duiding.errors import Refused
from duiding.language.pipelines import Pipelines
from duiding.search import Concordance, Hit, Memory, Mode, Query, find
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.finder import Finder, mode_name
from duiding.tui.keys import SEARCH
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.search import SearchScreen
from duiding.tui.searching import Outcome, Searcher
from duiding.tui.talk import Talk
from duiding.tui.undoing import undo_last
from duiding.tui.view.cells import cut_start, width
from duiding.tui.view.kwic import hit_lines, kwic_header, kwic_line
from duiding.tui.view.lines import line_width, plain
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive, session_of


class AtOnce:
    """Searches at once, in the same thread."""

    is_working = False

    def __init__(self, study: Study) -> None:
        self.study, self.memory = study, Memory()
        self.take: Callable[[Outcome], None] = lambda _outcome: None

    def ask(self, query: Query) -> None:
        pipelines = self.study.pipelines()
        found = find(self.study.database, pipelines, query, memory=self.memory)
        self.take(Outcome(query, found))

    def stop(self) -> None:
        """There is nothing to stop."""


@pytest.fixture
def finder(study: Study, told: Transcript) -> Finder:
    """A search for words as they are written."""
    searcher: Any = AtOnce(study)
    made = Finder(session_of(study), searcher)
    searcher.take = made.take
    made.talk = Talk(SEARCH, lambda _command, _key: None)
    made.mode = Mode.WORD
    return made


def choose(finder: Finder, typed: str) -> None:
    for character in typed:
        finder.talk.take_key(character, character)
    finder.talk.take_key("enter", None)


def test_hits_are_found_with_their_place(finder: Finder):
    finder.search("de")
    assert [hit.text for hit in finder.hits] == ["de"]
    finder.search("is")
    assert len(finder.hits) == 2
    assert "2 treffers" in finder.description()
    assert "in 1 van 1 bronnen" in finder.description()


def test_nothing_typed_searches_for_nothing_and_marks_alone_are_refused(finder: Finder):
    finder.search("  ")
    assert finder.query is None
    with pytest.raises(Refused):
        finder.search("...")
    assert finder.query is None


def test_a_faulty_pattern_is_told(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        user.app.finder.mode = Mode.REGEX
        await user.press("slash", "left_parenthesis", "enter")
        await user.until(lambda: user.screen.talk.said.tone == "bad")
        assert "patroon" in user.said
        await user.press("slash", *"schulden", "enter")
        await user.until(lambda: user.shows("1 treffer"))

    drive(study, scenario)


def test_every_way_to_search_has_a_name_and_comes_round(finder: Finder):
    seen = set()
    for _ in Mode:
        finder.turn_mode()
        seen.add(mode_name(finder.mode))
    assert len(seen) == len(Mode)
    assert finder.mode is Mode.WORD


def test_all_hits_are_coded_as_one_act_after_a_count(study: Study, finder: Finder):
    finder.search("is")
    finder.code_all()
    choose(finder, "stress")
    menu = finder.talk.menu
    assert menu is not None
    assert "Codeer 2 zinnen met Stress" in plain(menu.entries[0].line)
    assert kit.told_codings(study) == []
    menu.press("enter", None)
    quotes = [quote for _coder, _key, quote in kit.told_codings(study)]
    assert quotes == ["Het is moeilijk.", "Thuis is er stress, elke dag."]
    assert all(hit.codes for hit in finder.hits)
    undo_last(finder)
    assert len(kit.told_codings(study)) == 2  # asked once more, since it is many
    undo_last(finder)
    assert kit.told_codings(study) == []
    assert not any(hit.codes for hit in finder.hits)


def test_what_is_coded_already_and_what_interviewers_say_is_left_out(
    study: Study, finder: Finder, told: Transcript
):
    kit.transcript(study, "meer", "I: En de buurt?\nR1: De buurt is {stress de buurt}.")
    finder.search("buurt")
    finder.code_all()
    choose(finder, "stress")
    assert "niets meer te coderen" in finder.talk.said.text
    finder.code_all()
    choose(finder, "schaamte")
    menu = finder.talk.menu
    assert menu is not None
    assert "1 zin" in plain(menu.entries[0].line)
    assert "1 treffer bij een interviewer" in menu.hint
    menu.press("2", "2")
    assert len(kit.told_codings(study)) == 1


def hit_of(finder: Finder, term: str) -> Hit:
    finder.search(term)
    return finder.hits[0]


@pytest.mark.parametrize("cells", [38, 60, 78, 118])
def test_the_hit_stands_in_the_same_column_whatever_is_around_it(
    study: Study, finder: Finder, cells: int
):
    odd = "漢字 👍🏽 heel veel woorden voor deze plek, dus [b]schulden[/b] zijn er, en nog veel."
    kit.transcript(study, "een bron met een lange naam", f"R1: Schulden.\nR1: {odd}")
    finder.search("schulden")
    assert len(finder.hits) == 3
    column = plain(kwic_header(cells)).index("Treffer")
    for hit in finder.hits:
        row = kwic_line(hit, ["#e69f00"] if hit.codes else [], cells)
        assert line_width(row) <= cells
        assert width(plain(row[:-2])) == column
        assert row[-2].text.lower() == "schulden"


def test_the_whole_sentence_and_the_codes_stand_below(finder: Finder):
    hit = hit_of(finder, "schulden")
    told = finder.session.told(hit.source.text_id)
    assert told is not None
    rows = hit_lines(hit, told.text, [("Schaamte", "#e69f00")], 60, 5)
    shown = "\n".join(map(plain, rows))
    assert "Mensen hebben schulden." in shown
    assert "beurt 2 · R1" in shown
    assert "Schaamte" in shown
    assert len(rows) == 5


def test_the_start_of_a_text_is_cut_by_cells():
    assert cut_start("een twee drie", 40) == "een twee drie"
    assert cut_start("een twee drie", 6) == "…drie"
    assert cut_start("漢字漢字", 5) == "…漢字"
    assert cut_start("abc", 0) == ""


def test_the_search_screen_by_keys(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        user.app.finder.mode = Mode.REGEX
        await user.press("slash")
        assert isinstance(user.screen, SearchScreen)
        await user.press("tab")
        assert user.shows("Zoek (het woord zoals geschreven")
        await user.press(*"is", "enter")
        await user.until(lambda: user.shows("2 treffers"))
        await user.press("j", "enter")
        assert isinstance(user.screen, CodingScreen)
        assert user.selected == "Thuis is er stress, elke dag."
        await user.press("n")
        assert user.selected == "Het is moeilijk."
        await user.press("1", "q")
        assert isinstance(user.screen, SearchScreen)
        await user.until(lambda: any("■" in row for row in user.rows()))
        await user.press("g", "b", "g", "slash")
        assert user.shows("2 treffers")

    drive(study, scenario)


def test_a_newer_search_takes_the_place_of_the_one_before(study: Study, told: Transcript):
    from threading import Event

    gate, outcomes, all_done = Event(), [], Event()

    def slow(*arguments: Any, is_cancelled: Callable[[], bool], **named: Any) -> Concordance:
        query: Query = arguments[2]
        while query.term == "eerste" and not gate.wait(0.01):
            if is_cancelled():
                return Concordance(query, (), 0, is_complete=False)
        return Concordance(query, (), 1)

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome.query.term)
        all_done.set()

    searcher = Searcher(study.database, Pipelines(), tell, find=slow)
    searcher.ask(Query("eerste"))
    searcher.ask(Query("tweede"))
    assert all_done.wait(20)
    searcher.close()
    assert outcomes == ["tweede"]
    assert not searcher.is_working
