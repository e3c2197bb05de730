"""The queue of suggestions: in order, narrowed, decided, and steady under the user's hands."""

from dataclasses import replace

import pytest

from duiding.coding import SuggestionStatus, resolved_rules, suggestions, switch_suggestions
from duiding.coding import store as coding_store
from duiding.database import now
from duiding.errors import Refused
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import undoing
from duiding.tui.keys import SUGGESTIONS
from duiding.tui.queue import Queue, percentage
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.suggestions import SuggestionsScreen
from duiding.tui.talk import Talk
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive, session_of

DEBTS, SHAME, STRESS = "Mensen hebben schulden.", "Ze schamen zich daarvoor.", "Die merken het."


@pytest.fixture
def proposed(study: Study, told: Transcript) -> Transcript:
    """Three suggestions in one source and one in another."""
    kit.suggestion(study, told, DEBTS, "schulden", score=0.9, reason=("schulden",))
    kit.suggestion(study, told, SHAME, "schaamte", score=0.52, reason=("schamen",))
    kit.suggestion(study, told, STRESS, "leefstijl", score=0.7)
    other = kit.transcript(study, "ander", "R1: Daar zijn leningen gewoon.")
    kit.suggestion(study, other, "Daar zijn leningen gewoon.", "schulden", score=0.3)
    return told


@pytest.fixture
def queue(study: Study, proposed: Transcript) -> Queue:
    """The queue of the coder."""
    made = Queue(session_of(study), Talk(SUGGESTIONS, lambda _command, _key: None))
    made.refresh()
    return made


def scores(queue: Queue) -> list[float]:
    return [item.suggestion.score for item in queue.items]


def statuses(study: Study) -> dict[str, str]:
    return {one.quote: one.status.value for one in suggestions(study.database)}


def test_the_surest_come_first_or_the_least_sure(queue: Queue):
    assert scores(queue) == [0.9, 0.7, 0.52, 0.3]
    queue.turn_order()
    assert scores(queue) == [0.52, 0.7, 0.3, 0.9]


def test_suggestions_below_the_threshold_are_not_shown(study: Study, proposed: Transcript):
    wishes = replace(study.settings.suggestions, threshold=0.6)
    strict = replace(study, settings=replace(study.settings, suggestions=wishes))
    queue = Queue(session_of(strict), Talk(SUGGESTIONS, lambda _command, _key: None))
    queue.refresh()
    assert scores(queue) == [0.9, 0.7]


def test_another_coder_has_another_queue(study: Study, proposed: Transcript):
    kit.suggestion(study, proposed, "Het is moeilijk.", "stress", coder="codeur-b")
    for coder, count in (("codeur-a", 4), ("codeur-b", 1), ("nieuw", 0)):
        queue = Queue(session_of(study, coder), Talk(SUGGESTIONS, lambda _command, _key: None))
        queue.refresh()
        assert len(queue.items) == count


def test_the_list_is_narrowed_to_a_theme_or_a_source(queue: Queue):
    def narrow(typed: str) -> None:
        queue.narrow()
        menu = queue.talk.menu
        assert menu is not None
        for character in typed:
            menu.press(character, character)
        menu.press("enter", None)

    narrow("armoede")
    assert scores(queue) == [0.9, 0.52, 0.3]
    narrow("ander")
    assert scores(queue) == [0.3]
    assert queue.counted() == "1 van 4 open"
    assert queue.narrowed_to() == "Armoede · ander"
    narrow("alles")
    assert len(queue.items) == 4
    assert queue.narrowed_to() == "alles"


def test_accepting_takes_it_out_and_the_next_one_comes_in_its_place(study: Study, queue: Queue):
    queue.accept()
    assert kit.told_codings(study) == [("codeur-a", "armoede/schulden", DEBTS)]
    assert scores(queue) == [0.7, 0.52, 0.3]
    assert queue.index == 0
    queue.reject()
    assert statuses(study)[STRESS] == SuggestionStatus.REJECTED
    assert "2" in queue.talk.said.text


def test_another_code_is_given_in_one_act(study: Study, queue: Queue):
    queue.recode()
    menu = queue.talk.menu
    assert menu is not None
    for character in "schaamte":
        menu.press(character, character)
    menu.press("enter", None)
    assert kit.told_codings(study) == [("codeur-a", "armoede/schaamte", DEBTS)]
    assert statuses(study)[DEBTS] == SuggestionStatus.REJECTED
    undoing.undo_last(queue)
    assert kit.told_codings(study) == []
    assert statuses(study)[DEBTS] == SuggestionStatus.OPEN
    assert queue.current is not None
    assert queue.current.suggestion.quote == DEBTS
    assert "Schulden" in queue.talk.said.text


def test_a_code_is_switched_off_and_on_again_by_undo(study: Study, queue: Queue):
    queue.silence()
    assert scores(queue) == [0.7, 0.52]
    code_id = kit.code(study, "schulden").id
    assert not resolved_rules(study.database, 0.2).is_on(code_id)
    undoing.undo_last(queue)
    assert len(queue.items) == 4
    assert "Schulden wordt weer voorgesteld" in queue.talk.said.text


def test_a_code_gets_a_threshold_of_its_own(study: Study, queue: Queue):
    queue.ask_threshold()
    question = queue.talk.question
    assert question is not None
    question.answer("50%")
    assert scores(queue) == [0.9, 0.7, 0.52]
    queue.ask_threshold()
    assert queue.talk.question is not None
    queue.talk.question.answer("")
    assert len(queue.items) == 4
    undoing.undo_last(queue)
    assert len(queue.items) == 3
    assert "eerdere drempel" in queue.talk.said.text
    undoing.redo_last(queue)
    assert len(queue.items) == 4


def test_a_percentage_is_a_number_from_0_to_100():
    assert percentage(" 12,5 % ") == 0.125
    assert percentage("") is None
    for typed in ("veel", "101", "-1", "nan", "1e9"):
        with pytest.raises(Refused):
            percentage(typed)


def test_what_is_learned_moves_nothing_under_the_hands(study: Study, queue: Queue):
    queue.index = 1
    at = queue.current
    assert at is not None
    stand = [item.suggestion for item in queue.everything]
    fresh = [replace(one, score=round(1 - one.score, 2)) for one in stand if one.quote != STRESS]
    with study.database.transaction():
        for text_id in {one.fragment.text_id for one in stand}:
            here = [one for one in fresh if one.fragment.text_id == text_id]
            coding_store.replace_open_suggestions(
                study.database, text_id, queue.session.coder_id(), here, now()
            )
    queue.refresh_quietly()
    assert queue.current is at
    assert queue.index == 1
    assert scores(queue) == [0.7, 0.7, 0.48]
    with pytest.raises(Refused):  # it is no longer made, and says so
        queue.accept()
    queue.refresh()
    assert scores(queue) == [0.7, 0.48]


def test_with_nothing_to_judge_each_key_says_so(study: Study, told: Transcript):
    queue = Queue(session_of(study), Talk(SUGGESTIONS, lambda _command, _key: None))
    queue.refresh()
    for act in (queue.accept, queue.reject, queue.recode, queue.silence, queue.ask_threshold):
        with pytest.raises(Refused):
            act()


def test_decided_in_the_list_by_keys(study: Study, proposed: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("s")
        assert isinstance(user.screen, SuggestionsScreen)
        assert user.shows("4 open")
        assert user.shows("vanwege: schulden")
        await user.press("j", "x", "a")
        assert user.shows("2 open")
        assert statuses(study)[STRESS] == SuggestionStatus.REJECTED
        assert [quote for _c, _k, quote in kit.told_codings(study)] == [SHAME]
        await user.press("u", "u")
        assert user.shows("4 open")
        assert kit.told_codings(study) == []

    drive(study, scenario)


def test_enter_opens_it_in_the_text_with_its_reason_and_q_comes_back(
    study: Study, proposed: Transcript
):
    async def scenario(user: Driven) -> None:
        await user.press("s", "j", "j", "enter")
        assert isinstance(user.screen, CodingScreen)
        assert user.selected == SHAME
        assert user.shows("vanwege: schamen")
        await user.press("a", "q")
        assert isinstance(user.screen, SuggestionsScreen)
        assert user.shows("3 open")

    drive(study, scenario)


def test_one_that_is_gone_is_still_shown_in_its_place(study: Study, proposed: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("s")
        code = kit.code(study, "schulden")
        switch_suggestions(study.database, code.id, False, study.coder_id("codeur-a"))
        await user.press("enter")
        assert user.selected == DEBTS
        assert user.screen.talk.said.tone == "warn"

    drive(study, scenario)


def test_the_pipeline_in_use_is_told_on_top(study: Study, proposed: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("s")
        assert any("nl_" in row for row in user.rows()[1:3])

    drive(study, scenario, size=(120, 36))


def test_an_empty_queue_says_which_key_makes_suggestions(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("s")
        assert user.shows("m maak suggesties")
        await user.press("a", "x", "r", "z", "t", "o", "enter", "p")
        assert user.shows("Ga terug met q")
        await user.press("q", "q")

    drive(study, scenario)


def test_a_code_that_is_off_is_not_shown_in_the_text_either(study: Study, proposed: Transcript):
    code = kit.code(study, "schulden")
    switch_suggestions(study.database, code.id, False, study.coder_id("codeur-a"))

    async def scenario(user: Driven) -> None:
        await user.press("b", "j", "enter", "s")
        assert user.selected == SHAME
        await user.press("z")
        assert "aan niemand meer voorgesteld" in user.said
        assert user.selected == STRESS
        await user.press("u")
        assert user.selected != SHAME or user.desk.suggestions

    drive(study, scenario)
