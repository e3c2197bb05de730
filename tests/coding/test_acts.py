"""What a coder does: apply, remove, accept, reject; and what is refused."""

import pytest

from duiding.coding import (
    Fragment,
    NewCoding,
    Origin,
    SuggestionStatus,
    accept_suggestion,
    all_coders,
    all_codings,
    apply_code,
    apply_codes,
    codings_of_text,
    ensure_coder,
    recode_suggestion,
    redo,
    reject_suggestion,
    remove_coding,
    suggestions,
    undo,
)
from duiding.database import past_acts
from duiding.errors import NotFound, Refused
from duiding.sources import Transcript
from duiding.study import Study
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het?
    R1: Er is veel schaamte. De schulden lopen op, zegt men.
"""


@pytest.fixture
def told(study: Study) -> Transcript:
    kit.codebook(study)
    return kit.transcript(study, "gesprek", TALK)


def apply(study: Study, told: Transcript, quote: str, key: str, coder: str = "codeur-a") -> str:
    return apply_code(
        study.database,
        code_id=kit.code(study, key).id,
        fragment=kit.fragment(told, quote),
        coder_id=study.coder_id(coder),
    ).id


def test_a_coding_keeps_its_quote_and_what_stands_around_it(study: Study, told: Transcript):
    apply(study, told, "veel schaamte", "schaamte")
    (coding,) = codings_of_text(study.database, told.source.text_id)
    assert coding.quote == "veel schaamte"
    assert coding.before.endswith("Er is ")
    assert coding.after.startswith(". De schulden")
    assert coding.origin is Origin.HAND
    assert (coding.coder.name, coding.suggestion_id) == ("codeur-a", None)


def test_the_same_code_twice_by_one_coder_is_one_coding(study: Study, told: Transcript):
    first = apply(study, told, "veel schaamte", "schaamte")
    assert apply(study, told, "veel schaamte", "schaamte") == first
    assert apply(study, told, "veel schaamte", "schaamte", "codeur-b") != first
    assert apply(study, told, "veel schaamte", "schulden") != first
    assert len(all_codings(study.database)) == 3


def test_applying_what_stands_already_is_not_something_to_undo(study: Study, told: Transcript):
    apply(study, told, "veel schaamte", "schaamte")
    apply(study, told, "De schulden", "schulden")
    apply(study, told, "veel schaamte", "schaamte")
    assert undo(study.database, coder_id=study.coder_id()).changes[0].entity == "coding"
    assert [quote for _coder, _key, quote in kit.told_codings(study)] == ["veel schaamte"]


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 5), (5, 5), (6, 5), (0, 10_000), (10_000, 10_001), (12, 13), (16, 17)],
)
def test_a_fragment_without_text_is_refused(study: Study, told: Transcript, start: int, end: int):
    if (start, end) in {(12, 13), (16, 17)}:
        start = told.text.index(" ", start)
        end = start + 1
    with pytest.raises(Refused):
        apply_code(
            study.database,
            code_id=kit.code(study, "schaamte").id,
            fragment=Fragment(told.source.text_id, start, end),
            coder_id=study.coder_id(),
        )
    assert all_codings(study.database) == []


def test_what_is_not_in_the_study_is_told(study: Study, told: Transcript):
    place, code, me = (
        kit.fragment(told, "schaamte"),
        kit.code(study, "schaamte").id,
        study.coder_id(),
    )
    for code_id, fragment, coder_id in (
        ("weg", place, me),
        (code, Fragment("weg", 0, 1), me),
        (code, place, "weg"),
    ):
        with pytest.raises(NotFound):
            apply_code(study.database, code_id=code_id, fragment=fragment, coder_id=coder_id)
    for act in (remove_coding, accept_suggestion, reject_suggestion):
        with pytest.raises(NotFound):
            act(study.database, "weg", coder_id=me)
    assert all_codings(study.database) == []


def test_many_codes_at_once_are_all_or_nothing_and_undone_as_one(study: Study, told: Transcript):
    code, text_id, me = kit.code(study, "schaamte").id, told.source.text_id, study.coder_id()
    good = [NewCoding(code, Fragment(text_id, start, start + 9)) for start in range(5)]
    with pytest.raises(Refused):
        apply_codes(
            study.database,
            [*good, NewCoding(code, Fragment(text_id, 0, 9999))],
            coder_id=me,
            origin=Origin.FILE,
        )
    assert all_codings(study.database) == []
    made = apply_codes(study.database, good, coder_id=me, origin=Origin.FILE)
    assert len(made) == 5
    assert apply_codes(study.database, good, coder_id=me, origin=Origin.FILE) == []
    undo(study.database, coder_id=me)
    assert all_codings(study.database) == []


def test_only_the_coder_removes_a_coding(study: Study, told: Transcript):
    coding_id = apply(study, told, "veel schaamte", "schaamte")
    with pytest.raises(Refused, match="codeur-a"):
        remove_coding(study.database, coding_id, coder_id=study.coder_id("codeur-b"))
    assert remove_coding(study.database, coding_id, coder_id=study.coder_id()).id == coding_id
    with pytest.raises(NotFound):
        remove_coding(study.database, coding_id, coder_id=study.coder_id())
    undo(study.database, coder_id=study.coder_id())
    assert [c.id for c in all_codings(study.database)] == [coding_id]


def test_accepting_makes_a_coding_that_says_why_and_undo_opens_it_again(
    study: Study, told: Transcript
):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte", reason=("schaamte",))
    me = study.coder_id()
    coding = accept_suggestion(study.database, offered.id, coder_id=me)
    assert (coding.origin, coding.score, coding.reason) == (Origin.SUGGESTION, 0.8, "schaamte")
    with pytest.raises(Refused):
        accept_suggestion(study.database, offered.id, coder_id=me)
    undo(study.database, coder_id=me)
    (back,) = suggestions(study.database)
    assert back.status is SuggestionStatus.OPEN
    assert all_codings(study.database) == []
    redo(study.database, coder_id=me)
    assert [c.id for c in all_codings(study.database)] == [coding.id]
    assert suggestions(study.database)[0].status is SuggestionStatus.ACCEPTED


def test_accepting_what_the_coder_had_by_hand_keeps_that_coding(study: Study, told: Transcript):
    coding_id = apply(study, told, "veel schaamte", "schaamte")
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte")
    coding = accept_suggestion(study.database, offered.id, coder_id=study.coder_id())
    assert (coding.id, coding.origin) == (coding_id, Origin.HAND)
    undo(study.database, coder_id=study.coder_id())
    assert [c.id for c in all_codings(study.database)] == [coding_id]


def test_a_rejected_suggestion_is_told_as_rejected_and_can_be_reopened(
    study: Study, told: Transcript
):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte")
    me = study.coder_id()
    assert reject_suggestion(study.database, offered.id, coder_id=me).status == "rejected"
    assert [s.status for s in suggestions(study.database)] == ["rejected"]
    with pytest.raises(Refused):
        accept_suggestion(study.database, offered.id, coder_id=me)
    undo(study.database, coder_id=me)
    accept_suggestion(study.database, offered.id, coder_id=me)
    with pytest.raises(Refused):
        redo(study.database, coder_id=me)


def test_a_rejection_can_be_undone_also_when_the_place_was_proposed_again(
    study: Study, told: Transcript
):
    coder_id, quote = study.coder_id("codeur-a"), "Er is veel schaamte."
    first = kit.suggestion(study, told, quote, "schaamte")
    reject_suggestion(study.database, first.id, coder_id=coder_id)
    again = kit.suggestion(study, told, quote, "schaamte", score=0.9)
    elsewhere = kit.suggestion(study, told, quote, "schulden")
    assert again.id != first.id
    undo(study.database, coder_id=coder_id)
    stand = {item.id: item.status for item in suggestions(study.database)}
    assert stand == {first.id: SuggestionStatus.OPEN, elsewhere.id: SuggestionStatus.OPEN}
    redo(study.database, coder_id=coder_id)
    assert {item.id: item.status for item in suggestions(study.database)} == {
        first.id: SuggestionStatus.REJECTED,
        elsewhere.id: SuggestionStatus.OPEN,
    }


def test_a_suggestion_to_another_coder_is_not_decided(study: Study, told: Transcript):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte", coder="codeur-b")
    me, code_id = study.coder_id(), kit.code(study, "schulden").id
    with pytest.raises(Refused, match="codeur-b"):
        accept_suggestion(study.database, offered.id, coder_id=me)
    with pytest.raises(Refused, match="codeur-b"):
        reject_suggestion(study.database, offered.id, coder_id=me)
    with pytest.raises(Refused, match="codeur-b"):
        recode_suggestion(study.database, offered.id, code_id=code_id, coder_id=me)
    assert all_codings(study.database) == []
    assert [s.status for s in suggestions(study.database)] == ["open"]


def test_recoding_rejects_for_one_code_and_codes_with_another_as_one_act(
    study: Study, told: Transcript
):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte")
    me, code_id = study.coder_id(), kit.code(study, "stress").id
    coding = recode_suggestion(study.database, offered.id, code_id=code_id, coder_id=me)
    assert (coding.code_id, coding.origin, coding.quote) == (code_id, Origin.HAND, "veel schaamte")
    assert [s.status for s in suggestions(study.database)] == ["rejected"]
    undo(study.database, coder_id=me)
    assert [s.status for s in suggestions(study.database)] == ["open"]
    assert all_codings(study.database) == []
    redo(study.database, coder_id=me)
    assert [c.id for c in all_codings(study.database)] == [coding.id]


def test_recoding_to_its_own_code_accepts(study: Study, told: Transcript):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte")
    me = study.coder_id()
    recode_suggestion(study.database, offered.id, code_id=offered.code_id, coder_id=me)
    assert [s.status for s in suggestions(study.database)] == ["accepted"]
    assert undo(study.database, coder_id=me).act == "accept_suggestion"


def test_recoding_to_a_code_that_is_not_there_changes_nothing(study: Study, told: Transcript):
    offered = kit.suggestion(study, told, "veel schaamte", "schaamte")
    with pytest.raises(NotFound):
        recode_suggestion(study.database, offered.id, code_id="weg", coder_id=study.coder_id())
    assert [s.status for s in suggestions(study.database)] == ["open"]


def test_a_coder_is_added_once_and_is_on_record(study: Study):
    assert ensure_coder(study.database, "codeur-c") == ensure_coder(study.database, "codeur-c")
    assert [coder.name for coder in all_coders(study.database)] == ["codeur-c"]
    assert [act.act for act in past_acts(study.database)] == ["add_coder"]
