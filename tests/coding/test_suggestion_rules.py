"""Which suggestions a coder gets to see, and in what order."""

import json
import math

import pytest

from duiding.analysis import source_progress
from duiding.coding import (
    SuggestionRule,
    apply_code,
    remove_coding,
    resolved_rules,
    set_threshold,
    shown_suggestion_counts,
    shown_suggestion_ids,
    suggestions,
    switch_suggestions,
    undo,
)
from duiding.coding.listing import list_suggestions
from duiding.database import Change, act
from duiding.errors import InputError, NotFound
from duiding.sources import Transcript
from duiding.study import Study
from tests import study_kit as kit

TALK = """
    I: Vertel eens.
    R1: Er is veel schaamte. Er zijn schulden. De leefstijl is slecht. Het pand vervalt.
"""


@pytest.fixture
def told(study: Study) -> Transcript:
    """A source with a suggestion of four codes in two themes, and one to the other coder."""
    kit.codebook(study)
    told = kit.transcript(study, "gesprek", TALK)
    kit.suggestion(study, told, "Er is veel schaamte.", "schaamte", score=0.9)
    kit.suggestion(study, told, "Er zijn schulden.", "schulden", score=0.6)
    kit.suggestion(study, told, "De leefstijl is slecht.", "leefstijl", score=0.4)
    kit.suggestion(study, told, "Het pand vervalt.", "verloedering", score=0.1)
    kit.suggestion(study, told, "Er zijn schulden.", "stress", score=0.8, coder="codeur-b")
    return told


def queue(study: Study, coder: str = "codeur-a", **asked: object) -> list[str]:
    listed = list_suggestions(
        study.database,
        study.codebook(),
        coder_id=study.coder_id(coder),
        **asked,  # type: ignore[arg-type]
    )
    return [item.code.key.rpartition("/")[2] for item in listed]


def test_each_coder_sees_the_own_suggestions(study: Study, told: Transcript) -> None:
    assert queue(study) == ["schaamte", "schulden", "leefstijl", "verloedering"]
    assert queue(study, "codeur-b") == ["stress"]
    assert queue(study, "codeur-c") == []


def test_doubtful_ones_come_first_when_asked_and_ties_have_an_order(
    study: Study, told: Transcript
) -> None:
    assert queue(study, order="uncertain") == ["schulden", "leefstijl", "schaamte", "verloedering"]
    with pytest.raises(ValueError, match="best"):
        queue(study, order="best")


def test_only_what_is_likely_enough_is_shown(study: Study, told: Transcript) -> None:
    assert queue(study, threshold=0.6) == ["schaamte", "schulden"]
    me = study.coder_id()
    set_threshold(study.database, kit.code(study, "leefstijl").id, 0.4, me)
    set_threshold(study.database, kit.code(study, "schaamte").id, 0.95, me)
    assert queue(study, threshold=0.6) == ["schulden", "leefstijl"]
    assert queue(study, threshold=0.6, min_score=0.5) == ["schulden"]


def test_a_theme_is_switched_off_with_all_its_codes_and_one_undo_brings_it_back(
    study: Study, told: Transcript
) -> None:
    me, theme = study.coder_id(), kit.code(study, "armoede")
    branch = study.codebook().branch_of(theme)
    changed = switch_suggestions(study.database, theme.id, False, me)
    assert {rule.code_id for rule in changed} == {code.id for code in branch}
    assert queue(study) == ["leefstijl", "verloedering"]
    assert queue(study, "codeur-b") == []
    assert switch_suggestions(study.database, theme.id, False, me) == []
    undo(study.database, coder_id=me)
    assert queue(study) == ["schaamte", "schulden", "leefstijl", "verloedering"]


def test_a_code_of_a_theme_that_is_off_can_be_on(study: Study, told: Transcript) -> None:
    me = study.coder_id()
    switch_suggestions(study.database, kit.code(study, "armoede").id, False, me)
    switch_suggestions(study.database, kit.code(study, "schulden").id, True, me)
    assert queue(study) == ["schulden", "leefstijl", "verloedering"]


def test_rules_are_resolved_with_the_threshold_of_the_study(study: Study, told: Transcript) -> None:
    me = study.coder_id()
    schaamte, schulden = kit.code(study, "schaamte").id, kit.code(study, "schulden").id
    set_threshold(study.database, schaamte, 0.0, me)
    switch_suggestions(study.database, schulden, False, me)
    rules = resolved_rules(study.database, 0.3)
    assert rules.by_code == {
        schaamte: SuggestionRule(schaamte, threshold=0.0),
        schulden: SuggestionRule(schulden, is_on=False),
    }
    assert (rules.threshold_for(schaamte), rules.threshold_for(schulden)) == (0.0, 0.3)
    assert (rules.is_on(schaamte), rules.is_on(schulden)) == (True, False)
    set_threshold(study.database, schaamte, None, me)
    switch_suggestions(study.database, schulden, True, me)
    assert resolved_rules(study.database, 0.3).by_code == {}


@pytest.mark.parametrize("value", [-0.1, 1.01, 60, math.nan, math.inf])
def test_a_threshold_is_a_probability(study: Study, told: Transcript, value: float) -> None:
    with pytest.raises(InputError):
        set_threshold(study.database, kit.code(study, "schaamte").id, value, study.coder_id())
    with pytest.raises(NotFound):
        set_threshold(study.database, "weg", 0.5, study.coder_id())
    assert resolved_rules(study.database, 0.3).by_code == {}


def test_what_the_coder_coded_meanwhile_is_not_asked_any_more(
    study: Study, told: Transcript
) -> None:
    database, me = study.database, study.coder_id()
    code_id, place = kit.code(study, "schaamte").id, kit.fragment(told, "veel schaamte")
    coding = apply_code(database, code_id=code_id, fragment=place, coder_id=me)
    apply_code(
        database,
        code_id=kit.code(study, "schulden").id,
        fragment=kit.fragment(told, "schulden"),
        coder_id=study.coder_id("codeur-b"),
    )
    assert queue(study) == ["schulden", "leefstijl", "verloedering"]
    remove_coding(database, coding.id, coder_id=me)
    assert queue(study)[0] == "schaamte"


def test_all_counts_are_of_what_is_shown(study: Study, told: Transcript) -> None:
    me, text_id = study.coder_id(), told.source.text_id
    switch_suggestions(study.database, kit.code(study, "schulden").id, False, me)
    ids = shown_suggestion_ids(study.database, text_id, me, 0.4)
    assert len(ids) == 2
    assert shown_suggestion_counts(study.database, me, 0.4) == {text_id: 2}
    (mine,) = source_progress(study.database, coder_id=me, threshold=0.4)
    (everybody,) = source_progress(study.database)
    assert (mine.open_suggestions, everybody.open_suggestions) == (2, 5)
    (row,) = json.loads(kit.run_cli("sources", "--json").out)
    assert row["open_suggestions"] == 2
    assert kit.run_cli("--coder", "codeur-b", "sources").out.splitlines()[-1].endswith(" 1")


# On the command line


def test_codes_are_switched_and_listed(study: Study, told: Transcript) -> None:
    answer = kit.run_cli("suggestions", "off", "armoede", "leefstijl")
    assert answer.exit_code == 0
    assert "armoede: 7 codes uit" in answer.err
    assert json.loads(kit.run_cli("suggestions", "list", "--json").out) == []
    assert "dat was al zo" in kit.run_cli("suggestions", "off", "schaamte").err
    assert "1 code aan" in kit.run_cli("suggestions", "on", "schaamte").err
    assert "1 code vanaf 0,75" in kit.run_cli("suggestions", "threshold", "schaamte", "0,75").err
    answer = kit.run_cli("suggestions", "rules")
    assert "armoede/schulden" in answer.out
    assert "armoede/schaamte" in answer.out
    assert "verloedering" not in answer.out
    assert "0,20" in answer.err
    rules = json.loads(kit.run_cli("suggestions", "rules", "--all", "--json").out)["rules"]
    by_code = {rule["code"].rpartition("/")[2]: rule for rule in rules}
    assert len(rules) == len(study.codebook().codes)
    assert (by_code["schaamte"]["threshold"], by_code["schaamte"]["own"]) == (0.75, True)
    assert (by_code["schulden"]["on"], by_code["verloedering"]["on"]) == (False, True)
    assert kit.run_cli("suggestions", "threshold", "schaamte", "-").exit_code == 0
    history = kit.run_cli("code", "history").out
    assert "drempel van een code instellen" in history
    assert "suggesties van een code aan- of uitzetten" in history


def test_the_history_tells_what_people_did(study: Study, told: Transcript) -> None:
    for _again in range(3):  # as after every decision
        with act(
            study.database, "make_suggestions", coder_id=study.coder_id(), undoable=False
        ) as made:
            made.record(Change("source_text", told.source.text_id, {"open": 1}, {"open": 2}))
    kit.run_cli("suggestions", "off", "schaamte")
    lines = kit.run_cli("code", "history", "--limit", "1").out.splitlines()
    assert "suggesties van een code aan- of uitzetten" in lines[-1]
    assert "make_suggestions" not in kit.run_cli("code", "history").out


def test_wrong_names_and_values_change_nothing(study: Study, told: Transcript) -> None:
    assert kit.run_cli("suggestions", "off", "schaamte", "onbekend").exit_code == 1
    assert kit.run_cli("suggestions", "threshold", "schaamte", "hoog").exit_code == 2
    assert "tussen 0 en 1" in kit.run_cli("suggestions", "threshold", "schaamte", "nan").err
    assert resolved_rules(study.database, 0.3).by_code == {}


def test_the_list_follows_the_settings_of_the_study(study: Study, told: Transcript) -> None:
    path = study.folder / "duiding.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("threshold = 0.2", "threshold = 0.5")
    path.write_text(text.replace('order = "certain"', 'order = "uncertain"'), encoding="utf-8")
    found = json.loads(kit.run_cli("suggestions", "list", "--json").out)
    assert [item["score"] for item in found] == [0.6, 0.9]
    found = json.loads(kit.run_cli("suggestions", "list", "--json", "--order", "certain").out)
    assert [item["score"] for item in found] == [0.9, 0.6]


def test_looking_adds_no_coder_to_the_study(study: Study, told: Transcript) -> None:
    before = study.database.rows("SELECT name FROM coder")
    for arguments in (("sources",), ("suggestions", "list"), ("suggestions", "report")):
        assert kit.run_cli("--coder", "gast", *arguments).exit_code == 0
    assert study.database.rows("SELECT name FROM coder") == before
    assert len(suggestions(study.database)) == 5
