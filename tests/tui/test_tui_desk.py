"""What a coder does: saved at once, told in a sentence, taken back step by step."""

import pytest

from duiding.coding import (
    NewCoding,
    SuggestionStatus,
    apply_codes,
    reject_suggestion,
    suggestions,
)
from duiding.coding.model import Origin
from duiding.errors import DuidingError, NotFound, Refused
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import acts, menus, moves, undoing
from duiding.tui.desk import Desk
from duiding.tui.keys import CODING
from duiding.tui.panel import panel_lines
from duiding.tui.talk import Talk
from duiding.tui.view.lines import plain
from tests import study_kit as kit
from tests.tui.tui_kit import desk_of, select, session_of

SCHULDEN = "armoede/schulden"


def code_id(study: Study, key: str) -> str:
    return kit.code(study, key).id


def test_a_desk_opens_at_the_first_respondent(study: Study, told: Transcript):
    desk = desk_of(study, told)
    assert desk.quote() == "Het is moeilijk."


def test_a_desk_opens_where_the_coder_was(study: Study, told: Transcript):
    desk = desk_of(study, told)
    select(desk, "Thuis is er stress, elke dag.")
    acts.apply(desk, code_id(study, "stress"))
    assert desk_of(study, told).quote() == "Thuis is er stress, elke dag."
    assert desk_of(study, told, "codeur-b").quote() == "Het is moeilijk."


def test_a_code_is_saved_at_once_and_stands_in_the_margin(study: Study, told: Transcript):
    desk = desk_of(study, told)
    select(desk, "Mensen hebben schulden.")
    acts.apply(desk, code_id(study, "schulden"))
    assert kit.told_codings(study) == [("codeur-a", SCHULDEN, "Mensen hebben schulden.")]
    assert [(mark.own, mark.suggested) for mark in desk.marks_here()] == [(True, False)]
    assert "Schulden" in desk.talk.said.text
    assert desk.take_changed()
    assert not desk.take_changed()


def test_blanks_at_the_ends_are_not_coded(study: Study, told: Transcript):
    desk = desk_of(study, told)
    select(desk, " Mensen hebben schulden. ")
    acts.apply(desk, code_id(study, "schulden"))
    assert kit.told_codings(study)[0][2] == "Mensen hebben schulden."


def test_the_same_code_twice_stands_once_and_is_said(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    acts.apply(desk, code_id(study, "schulden"))
    assert len(kit.told_codings(study)) == 1
    assert desk.talk.said.tone == "warn"


def test_looking_adds_no_coder_and_coding_does(study: Study, told: Transcript):
    desk = desk_of(study, told, "nieuw")
    assert desk.session.coder_id() == ""
    acts.apply(desk, code_id(study, "schulden"))
    assert kit.told_codings(study)[0][0] == "nieuw"


def test_the_digits_give_the_most_used_codes_and_stay(study: Study):
    kit.codebook(study, "thema\n" + "".join(f"    Code {letter}\n" for letter in "abcdefghijkl"))
    told = kit.transcript(
        study, "gesprek", "R1: {code-l a} {code-l b} {code-k c} {code-j@codeur-b d}"
    )
    desk = desk_of(study, told)
    names = [code.name for code in desk.session.pinned]
    assert names == [f"Code {letter}" for letter in "abcdefgkl"]
    for quote in ("a", "b", "c"):
        select(desk, quote)
        acts.apply(desk, code_id(study, "code-j"))
    desk.session.load_codes()
    assert [code.name for code in desk.session.pinned] == names
    assert "Code j" in [code.name for code in session_of(study).pinned]


def test_the_same_again_repeats_the_last_code(study: Study, told: Transcript):
    desk = desk_of(study, told)
    with pytest.raises(Refused):
        acts.apply_same(desk)
    acts.apply(desk, code_id(study, "schaamte"))
    select(desk, "Die merken het.")
    acts.apply_same(desk)
    assert [quote for _c, _k, quote in kit.told_codings(study)] == [
        "Het is moeilijk.",
        "Die merken het.",
    ]


def test_one_coding_here_is_removed_without_a_question(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    acts.remove(desk)
    assert kit.told_codings(study) == []
    assert desk.talk.menu is None


def test_of_two_codings_here_one_is_chosen(study: Study, told: Transcript):
    desk = desk_of(study, told)
    for key in ("schulden", "schaamte"):
        acts.apply(desk, code_id(study, key))
    acts.remove(desk)
    menu = desk.talk.menu
    assert menu is not None
    assert len(menu.entries) == 2
    menu.press("2", "2")
    assert len(kit.told_codings(study)) == 1


def test_the_coding_that_is_exactly_selected_is_meant(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    select(desk, "moeilijk")
    acts.apply(desk, code_id(study, "schaamte"))
    acts.remove(desk)
    assert kit.told_codings(study) == [("codeur-a", SCHULDEN, "Het is moeilijk.")]


def test_the_coding_of_a_colleague_stays(study: Study, told: Transcript):
    acts.apply(desk_of(study, told, "codeur-b"), code_id(study, "schulden"))
    desk = desk_of(study, told)
    assert [mark.own for mark in desk.marks_here()] == [False]
    with pytest.raises(Refused, match="codeur-b"):
        acts.remove(desk)
    assert len(kit.told_codings(study)) == 1


def test_nothing_here_is_said(study: Study, told: Transcript):
    desk = desk_of(study, told)
    for act in (acts.remove, acts.accept, undoing.undo_last, undoing.redo_last):
        with pytest.raises(Refused):
            act(desk)


def test_undo_and_redo_go_back_to_where_it_was(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    select(desk, "Die merken het.")
    acts.apply(desk, code_id(study, "stress"))
    select(desk, "Hoe gaat het hier?")
    undoing.undo_last(desk)
    assert desk.quote() == "Die merken het."
    undoing.undo_last(desk)
    assert kit.told_codings(study) == []
    undoing.redo_last(desk)
    assert [key for _c, key, _q in kit.told_codings(study)] == [SCHULDEN]
    assert desk.quote() == "Het is moeilijk."
    assert len(desk.marks.marks) == 1


def test_undoing_many_codings_at_once_is_asked_first(study: Study, told: Transcript):
    desk = desk_of(study, told)
    news = [
        NewCoding(code_id(study, "schulden"), kit.fragment(told, quote))
        for quote in ("moeilijk", "stress")
    ]
    apply_codes(study.database, news, coder_id=study.coder_id("codeur-a"), origin=Origin.FILE)
    undoing.undo_last(desk)
    assert len(kit.told_codings(study)) == 2
    assert "2" in desk.talk.said.text
    undoing.undo_last(desk)
    assert kit.told_codings(study) == []


def test_an_undo_elsewhere_says_so(study: Study, told: Transcript):
    other = kit.transcript(study, "ander", "R1: Iets anders hier.")
    acts.apply(desk_of(study, other), code_id(study, "schulden"))
    desk = desk_of(study, told)
    undoing.undo_last(desk)
    assert "andere bron" in desk.talk.said.text
    assert desk.quote() == "Het is moeilijk."


@pytest.fixture
def suggested(study: Study, told: Transcript) -> Desk:
    """A desk with three suggestions, two of them in one place."""
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", reason=("schulden",))
    kit.suggestion(study, told, "Ze schamen zich daarvoor.", "schaamte", score=0.6)
    kit.suggestion(study, told, "Ze schamen zich daarvoor.", "stress", score=0.5)
    return desk_of(study, told)


def test_suggestions_are_gone_through_with_their_reason(suggested: Desk):
    moves.go_to_suggestion(suggested, 1)
    assert suggested.quote() == "Mensen hebben schulden."
    assert "Schulden? 80%" in suggested.talk.said.text
    assert "3 open" in suggested.talk.said.text
    assert [suggested.text[a:b] for a, b in suggested.painter.weighed] == ["schulden"]
    seen = {suggested.focus}
    for _ in range(2):
        moves.go_to_suggestion(suggested, 1)
        seen.add(suggested.focus)
    assert len(seen) == 3
    moves.go_to_suggestion(suggested, 1)
    assert suggested.quote() == "Mensen hebben schulden."
    moves.MOVES["next_word"](suggested)
    assert suggested.focus == ""
    assert not suggested.painter.weighed


def test_accepting_makes_a_coding_and_goes_on(study: Study, suggested: Desk):
    moves.go_to_suggestion(suggested, 1)
    acts.accept(suggested)
    assert kit.told_codings(study) == [("codeur-a", SCHULDEN, "Mensen hebben schulden.")]
    assert suggested.quote() == "Ze schamen zich daarvoor."
    assert suggested.focus in suggested.suggestions


def test_rejecting_takes_the_suggestion_away_and_goes_on(study: Study, suggested: Desk):
    moves.go_to_suggestion(suggested, 1)
    acts.remove(suggested)
    assert kit.told_codings(study) == []
    assert len(suggestions(study.database, status=SuggestionStatus.REJECTED)) == 1
    assert len([m for m in suggested.marks.marks.values() if m.suggested]) == 2


def test_a_decision_is_undone_as_one(study: Study, suggested: Desk):
    moves.go_to_suggestion(suggested, 1)
    acts.accept(suggested)
    undoing.undo_last(suggested)
    assert kit.told_codings(study) == []
    assert len(suggested.suggestions) == 3
    assert suggested.quote() == "Mensen hebben schulden."
    undoing.redo_last(suggested)
    assert len(kit.told_codings(study)) == 1


def test_two_suggestions_in_one_place_are_asked_about_unless_one_was_jumped_to(
    study: Study, suggested: Desk
):
    select(suggested, "Ze schamen zich daarvoor.")
    acts.accept(suggested)
    menu = suggested.talk.menu
    assert menu is not None
    menu.press("enter", None)
    assert len(kit.told_codings(study)) == 1


def test_a_suggestion_that_a_colleague_decided_is_told(study: Study, suggested: Desk):
    moves.go_to_suggestion(suggested, 1)
    reject_suggestion(study.database, suggested.focus, coder_id=study.coder_id("codeur-a"))
    with pytest.raises(DuidingError):
        acts.accept(suggested)


def test_a_coder_sees_only_the_suggestions_made_for_that_coder(study: Study, suggested: Desk):
    kit.suggestion(study, suggested.transcript, "Die merken het.", "stress", coder="codeur-b")
    suggested.refresh()
    assert len(suggested.suggestions) == 3
    colleague = desk_of(study, suggested.transcript, "codeur-b")
    assert [s.quote for s in colleague.suggestions.values()] == ["Die merken het."]
    assert desk_of(study, suggested.transcript, "nieuw").suggestions == {}


def test_next_goes_to_turns_without_a_code_of_ones_own(study: Study, told: Transcript):
    acts.apply(desk_of(study, told, "codeur-b"), code_id(study, "schulden"))
    desk = desk_of(study, told)
    select(desk, "Die merken het.")
    acts.apply(desk, code_id(study, "stress"))
    moves.next_target(desk, 1)
    assert desk.quote() == "Daar denk ik anders over."
    moves.next_target(desk, 1)
    assert desk.quote() == "Het is moeilijk."
    moves.next_target(desk, -1)
    assert desk.quote() == "Daar denk ik anders over."


def test_next_says_when_all_is_coded(study: Study, told: Transcript):
    desk = desk_of(study, told)
    for quote in ("Het is moeilijk.", "Die merken het.", "Daar denk ik anders over."):
        select(desk, quote)
        acts.apply(desk, code_id(study, "stress"))
    moves.next_target(desk, 1)
    assert desk.quote() == "Daar denk ik anders over."
    assert desk.talk.said.tone == "good"


def test_a_search_makes_next_go_to_finds_until_it_is_stopped(study: Study, told: Transcript):
    desk = desk_of(study, told)
    moves.start_search(desk, "HET")
    seen = [desk.quote()]
    for _ in range(2):
        moves.next_target(desk, 1)
        seen.append(desk.quote())
    assert seen == ["Het is moeilijk.", "Die merken het.", "Hoe gaat het hier?"]
    moves.start_search(desk, "")
    moves.next_target(desk, 1)
    assert desk.quote() == "Het is moeilijk."
    moves.start_search(desk, "bestaat niet")
    assert not desk.search.spans
    assert "bestaat niet" in desk.talk.said.text


def test_the_list_here_leads_to_a_coding_and_removes_one(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    select(desk, "moeilijk")
    acts.apply(desk, code_id(study, "schaamte"))
    select(desk, "Het is moeilijk.")
    menus.list_marks(desk, lambda key: acts.remove_mark(desk, key))
    menu = desk.talk.menu
    assert menu is not None
    menu.press("2", "2")
    assert desk.quote() == "moeilijk"
    menus.list_marks(desk, lambda key: acts.remove_mark(desk, key))
    menu = desk.talk.menu
    assert menu is not None
    menu.press("x", "x")
    assert len(kit.told_codings(study)) == 1


def test_without_a_codebook_acts_say_what_to_do(study: Study):
    desk = desk_of(study, kit.transcript(study, "gesprek", "R1: Ja."))
    assert "duiding codebook import" in desk.talk.said.text
    for act in (acts.pick, acts.apply_same):
        with pytest.raises(NotFound, match="codebook"):
            act(desk)
    with pytest.raises(NotFound):
        acts.apply_pinned(desk, 1)


def test_a_code_of_an_older_codebook_keeps_its_name(study: Study, told: Transcript):
    desk = desk_of(study, told)
    acts.apply(desk, code_id(study, "schulden"))
    kit.codebook(study, "wonen\n    Leegstand", key="later")
    later = desk_of(study, told)
    assert [code.name for code in later.session.pinned] == ["Leegstand"]
    assert "Schulden" in "\n".join(map(plain, panel_lines(later, 34, 24)))


def test_the_panel_tells_code_kind_coder_and_reason(study: Study, suggested: Desk):
    select(suggested, "Mensen hebben schulden. Ze schamen zich daarvoor.")
    acts.apply(suggested, code_id(study, "schuldhulpverlening"))
    shown = "\n".join(map(plain, panel_lines(suggested, 34, 40)))
    for told in (
        "Schuldhulpverlening",
        "aanbeveling",
        "codeur-a",
        "Schulden?",
        "80%",
        "vanwege: schulden",
    ):
        assert told in shown
    assert all(len(row) <= 34 for row in shown.splitlines())


def test_a_full_panel_says_how_many_more_there_are(suggested: Desk):
    select(suggested, "Mensen hebben schulden. Ze schamen zich daarvoor.")
    rows = panel_lines(suggested, 34, 14)
    assert len(rows) == 14
    assert any("o)" in plain(row) for row in rows)


def test_an_empty_source_can_be_opened(study: Study):
    session = session_of(study)
    told = kit.transcript(study, "bijna leeg", "I: .")
    desk = Desk(session, told.source, Talk(CODING, lambda _command, _key: None))
    for move in moves.MOVES.values():
        move(desk)
    assert desk.talk.said is not None
