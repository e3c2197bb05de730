"""Coding all hits: once each, as one act, and only what was meant."""

import pytest

from duiding.coding import Origin, all_codings, redo, remove_coding, undo
from duiding.database import Database, past_acts
from duiding.errors import NotFound, StudyReadOnly
from duiding.language import Pipelines
from duiding.search import Hit, Mode, Query, Unit, code_hits, find, places_to_code
from duiding.sources import Transcript, remove_source
from duiding.study import Study
from tests import study_kit as kit


@pytest.fixture
def hits(study: Study, talks: list[Transcript], pipelines: Pipelines) -> list[Hit]:
    return list(find(study.database, pipelines, Query("schuld", Mode.PART)).hits)


def test_sentences_of_respondents_are_coded_once(study: Study, hits: list[Hit]) -> None:
    before = len(all_codings(study.database))
    shame, coder = kit.code(study, "schaamte").id, study.coder_id()
    done = code_hits(study.database, hits, shame, coder)
    assert sorted(coding.quote for coding in done.new) == [
        "De schuldhulpverlening kwam laat.",
        "Een schuld drukt op je.",
        "Schulden zijn er, en jeugdschulden.",
        "Zijn schuld was klein; de schulden van\nzijn vader niet.",
    ]
    assert {(c.origin, c.code_id, c.coder.name) for c in done.new} == {
        (Origin.SEARCH, shame, "codeur-a")
    }
    assert (done.known, done.others) == (0, 2)
    assert len(all_codings(study.database)) == before + 4


def test_what_the_coder_coded_there_with_this_code_is_passed_over(
    study: Study, hits: list[Hit]
) -> None:
    debts, coder = kit.code(study, "schulden").id, study.coder_id()
    done = code_hits(study.database, hits, debts, coder)
    assert (len(done.new), done.known) == (3, 1)  # the other coder's coding does not count
    again = code_hits(study.database, hits, debts, coder)
    assert (len(again.new), again.known) == (0, 4)
    assert past_acts(study.database)[0].rows == 3  # coding nothing leaves no trace


def test_all_of_it_is_one_act(study: Study, hits: list[Hit]) -> None:
    before = all_codings(study.database)
    coder = study.coder_id()
    done = code_hits(study.database, hits, kit.code(study, "schaamte").id, coder)
    after = all_codings(study.database)
    assert past_acts(study.database)[0].act == "code_hits"
    assert len(undo(study.database, coder_id=coder).changes) == len(done.new)
    assert all_codings(study.database) == before
    redo(study.database, coder_id=coder)
    assert all_codings(study.database) == after


@pytest.mark.parametrize(
    ("unit", "quotes"),
    [
        (Unit.HIT, ["Schulden", "jeugdschulden", "schuld"]),
        (Unit.TURN, ["Ja. Schulden zijn er, en jeugdschulden. Een schuld drukt op je."]),
    ],
)
def test_the_words_or_the_whole_turn_can_be_coded(
    study: Study, hits: list[Hit], unit: Unit, quotes: list[str]
) -> None:
    some = [hit for hit in hits if hit.source.name == "gesprek" and hit.speaker in ("I", "R1")]
    shame, coder = kit.code(study, "schaamte").id, study.coder_id()
    done = code_hits(study.database, some, shame, coder, unit=unit)
    assert [coding.quote for coding in done.new] == quotes
    assert done.others == 1


def test_a_coding_that_only_touches_is_not_in_the_way(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    kit.transcript(study, "naast", "R1: {schulden schuld}hulp")
    [hit] = find(study.database, pipelines, Query("hulp$", Mode.REGEX)).hits
    debts, coder = kit.code(study, "schulden").id, study.coder_id()
    assert len(code_hits(study.database, [hit], debts, coder, unit=Unit.HIT).new) == 1
    assert len(code_hits(study.database, [hit], debts, coder, unit=Unit.SENTENCE).new) == 0


def test_questions_are_coded_when_asked(study: Study, hits: list[Hit]) -> None:
    shame, coder = kit.code(study, "schaamte").id, study.coder_id()
    done = code_hits(study.database, hits, shame, coder, everybody=True)
    assert "Wat kost een schuld?" in [coding.quote for coding in done.new]
    assert done.others == 0


def test_looking_ahead_changes_nothing_and_is_true(study: Study, hits: list[Hit]) -> None:
    debts, coder = kit.code(study, "schulden").id, study.coder_id()
    before = all_codings(study.database)
    ahead = places_to_code(study.database, hits, debts, coder)
    assert all_codings(study.database) == before
    done = code_hits(study.database, hits, debts, coder)
    assert [coding.fragment for coding in done.new] == list(ahead.fragments)
    assert (done.known, done.others) == (ahead.known, ahead.others)


def test_nothing_is_coded_when_something_is_gone(study: Study, hits: list[Hit]) -> None:
    coder, before = study.coder_id(), len(all_codings(study.database))
    with pytest.raises(NotFound):
        code_hits(study.database, hits, "geen-code", coder)
    assert len(all_codings(study.database)) == before
    for coding in all_codings(study.database):
        remove_coding(study.database, coding.id, coder_id=coding.coder.id)
    remove_source(study.database, "groep", coder_id=coder)
    with pytest.raises(NotFound):
        code_hits(study.database, hits, kit.code(study, "schaamte").id, coder)
    assert all_codings(study.database) == []


def test_a_study_for_reading_is_searched_and_not_coded(
    study: Study, hits: list[Hit], pipelines: Pipelines
) -> None:
    shame, coder = kit.code(study, "schaamte").id, study.coder_id()
    reading = Database(study.database.path, read_only=True)
    assert list(find(reading, pipelines, Query("schuld", Mode.PART)).hits) == hits
    with pytest.raises(StudyReadOnly):
        code_hits(reading, hits, shame, coder)
    reading.close()
