"""What became of suggestions: the report and the log of decisions."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.coding import (
    EngineScore,
    Evidence,
    NewCoding,
    Origin,
    Suggestion,
    SuggestionStatus,
    accept_suggestion,
    apply_code,
    apply_codes,
    recode_suggestion,
    reject_suggestion,
    remove_coding,
    set_threshold,
    suggestions,
    switch_suggestions,
    undo,
)
from duiding.coding.decisions import (
    Counts,
    SuggestionReport,
    suggestion_log,
    suggestion_report,
    wilson_interval,
)
from duiding.coding.store import replace_open_suggestions, suggestion_by_id
from duiding.sources import Transcript, find_source
from duiding.study import Study
from tests import study_kit as kit

SENTENCES = (
    "Er is veel schaamte.",
    "Er zijn schulden.",
    "De leefstijl is slecht.",
    "Het pand vervalt.",
    "Zij schamen zich.",
)
EARLY, LATE = "2026-10-30T10:00:00.000Z", "2026-11-02T10:00:00.000Z"
EVIDENCE = Evidence(engines=(EngineScore("terms", "3", 0.5), EngineScore("learned", "2", 0.75)))


@pytest.fixture
def told(study: Study) -> Transcript:
    """A source of five sentences, without suggestions."""
    kit.codebook(study)
    return kit.transcript(study, "gesprek", "I: Vertel.\nR1: " + " ".join(SENTENCES))


def offer(study: Study, told: Transcript, number: int, key: str, **more: object) -> Suggestion:
    return kit.suggestion(study, told, SENTENCES[number], key, **more)  # type: ignore[arg-type]


def report(study: Study, **asked: object) -> SuggestionReport:
    asked = {"threshold": 0.2, **asked}
    return suggestion_report(study.database, study.codebook(), **asked)  # type: ignore[arg-type]


def rows(study: Study, **asked: object) -> dict[str, Counts]:
    return {row.key.rpartition("/")[2]: row.counts for row in report(study, **asked).rows}


def by_hand(
    study: Study, told: Transcript, quote: str, key: str, *, at: str = "", coder: str = "codeur-a"
) -> None:
    new = NewCoding(kit.code(study, key).id, kit.fragment(told, quote), created_at=at)
    coder_id = study.coder_id(coder)
    apply_codes(study.database, [new], coder_id=coder_id, origin=Origin.HAND)


# The report


def test_every_suggestion_is_accepted_rejected_open_or_gone(study: Study, told: Transcript) -> None:
    database, me = study.database, study.coder_id()
    yes, no = offer(study, told, 0, "schaamte"), offer(study, told, 4, "schaamte")
    offer(study, told, 1, "schaamte")
    by_hand(study, told, "De leefstijl", "leefstijl", at="2026-01-01T10:00:00.000Z")
    offer(study, told, 2, "leefstijl")
    offer(study, told, 3, "verloedering")
    accept_suggestion(database, yes.id, coder_id=me)
    reject_suggestion(database, no.id, coder_id=me)
    switch_suggestions(database, kit.code(study, "verloedering").id, False, me)
    found = rows(study)
    assert found["schaamte"] == Counts(shown=3, accepted=1, rejected=1, open=1)
    assert found["leefstijl"] == Counts(shown=1, gone=1, hand=1, hand_early=1)
    assert found["verloedering"] == Counts(shown=1, gone=1)
    assert list(found) == ["schaamte", "leefstijl", "verloedering"]  # as in the codebook
    total = report(study).total
    assert (total.shown, total.decided, total.open, total.gone) == (5, 2, 1, 2)
    assert total.precision == 0.5


def test_what_was_undone_is_open_again_and_what_was_recoded_is_rejected(
    study: Study, told: Transcript
) -> None:
    database, me = study.database, study.coder_id()
    first = offer(study, told, 0, "schaamte", at=EARLY)
    second = offer(study, told, 1, "schaamte", at=EARLY)
    accept_suggestion(database, first.id, coder_id=me)
    undo(database, coder_id=me)
    schulden = kit.code(study, "schulden").id
    recode_suggestion(database, second.id, code_id=schulden, coder_id=me)
    found = rows(study)
    assert found["schaamte"] == Counts(shown=2, rejected=1, open=1)
    assert found["schulden"] == Counts(hand=1)
    undo(database, coder_id=me)
    assert rows(study) == {"schaamte": Counts(shown=2, open=2)}


def test_an_accepted_coding_that_was_removed_later_was_accepted(
    study: Study, told: Transcript
) -> None:
    me = study.coder_id()
    coding = accept_suggestion(study.database, offer(study, told, 0, "schaamte").id, coder_id=me)
    remove_coding(study.database, coding.id, coder_id=me)
    assert rows(study)["schaamte"] == Counts(shown=1, accepted=1)


def test_only_at_or_above_the_threshold_of_the_code(study: Study, told: Transcript) -> None:
    me = study.coder_id()
    low = offer(study, told, 0, "schaamte", score=0.3)
    offer(study, told, 1, "schulden", score=0.3)
    accept_suggestion(study.database, low.id, coder_id=me)
    assert rows(study, threshold=0.3).keys() == {"schaamte", "schulden"}
    assert rows(study, threshold=0.31) == {}
    set_threshold(study.database, kit.code(study, "schaamte").id, 0.1, me)
    assert rows(study, threshold=0.5) == {"schaamte": Counts(shown=1, accepted=1)}


def test_withdrawn_ones_were_shown(study: Study, told: Transcript) -> None:
    offer(study, told, 0, "schaamte")
    with study.database.transaction():
        replace_open_suggestions(study.database, told.source.text_id, study.coder_id(), [], LATE)
    assert rows(study)["schaamte"] == Counts(shown=1, gone=1)


@pytest.mark.parametrize(
    ("quote", "key", "coder", "at", "covered"),
    [
        ("veel schaamte", "schaamte", "codeur-a", LATE, 1),
        ("veel schaamte", "schaamte", "codeur-a", EARLY, 0),  # at the same moment: not before
        ("veel schaamte", "schulden", "codeur-a", LATE, 0),
        ("veel schaamte", "schaamte", "codeur-b", LATE, 0),
        ("Er zijn schulden.", "schaamte", "codeur-a", LATE, 0),
    ],
)
def test_coverage_is_what_had_been_suggested_before(
    study: Study, told: Transcript, quote: str, key: str, coder: str, at: str, covered: int
) -> None:
    offer(study, told, 0, "schaamte", at=EARLY)
    by_hand(study, told, quote, key, coder=coder, at=at)
    total = report(study).total
    assert (total.hand, total.hand_suggested) == (1, covered)
    assert total.coverage == covered
    assert total.hand_early == (at == EARLY or coder == "codeur-b")


def test_only_codings_by_hand_count_for_coverage(study: Study, told: Transcript) -> None:
    me = study.coder_id()
    accept_suggestion(study.database, offer(study, told, 0, "schaamte").id, coder_id=me)
    new = NewCoding(kit.code(study, "schulden").id, kit.fragment(told, "schulden"))
    apply_codes(study.database, [new], coder_id=me, origin=Origin.FILE)
    assert report(study).total.coverage is None
    code_id, place = kit.code(study, "stress").id, kit.fragment(told, "Zij schamen")
    apply_code(study.database, code_id=code_id, fragment=place, coder_id=me)
    assert report(study).total.coverage == 0


def test_over_time_each_is_counted_where_it_belongs(study: Study, told: Transcript) -> None:
    offered = offer(study, told, 0, "schaamte", at=EARLY)
    offer(study, told, 1, "schulden", at=LATE)
    by_hand(study, told, "Er is veel", "schaamte", at=LATE)
    reject_suggestion(study.database, offered.id, coder_id=study.coder_id())
    decided = suggestions(study.database, status=SuggestionStatus.REJECTED)[0].decided_at
    assert decided is not None
    found = rows(study, by="month")
    assert list(found) == sorted({"2026-10", "2026-11", decided[:7]})
    assert found["2026-10"].shown == 1
    assert (found["2026-11"].shown, found["2026-11"].hand_suggested) == (1, 1)
    assert found[decided[:7]].rejected == 1
    assert {"2026-W44", "2026-W45"} <= rows(study, by="week").keys()
    assert report(study, by="month").total == report(study, by="code").total


def test_per_theme_per_source_and_per_coder(study: Study, told: Transcript) -> None:
    other = kit.transcript(study, "ander", "R1: Er zijn leningen.")
    offer(study, told, 0, "schaamte")
    offer(study, told, 1, "schulden")
    offer(study, told, 2, "leefstijl", coder="codeur-b")
    kit.suggestion(study, other, "Er zijn leningen.", "schulden")
    themes = rows(study, by="theme")
    assert {key: counts.shown for key, counts in themes.items()} == {"armoede": 3, "gezondheid": 1}
    here = rows(study, source=find_source(study.database, "ander"))
    assert here == {"schulden": Counts(shown=1, open=1)}
    assert rows(study, code=kit.code(study, "gezondheid")).keys() == {"leefstijl"}
    assert rows(study, coder_id=study.coder_id("codeur-b")).keys() == {"leefstijl"}


def test_the_interval_is_that_of_wilson() -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    # 17 (1998), table I, method 3: 81/263, 15/148, 0/20 and 1/29.
    for successes, trials, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_lies_between_0_and_1(pair: tuple[int, int]) -> None:
    successes, trials = pair
    low, high = wilson_interval(successes, trials)
    assert 0 <= low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= high <= 1


# The log


def test_a_decision_keeps_score_engines_and_reason_when_suggestions_are_made_again(
    study: Study, told: Transcript
) -> None:
    database, me = study.database, study.coder_id()
    yes = offer(study, told, 0, "schaamte", reason=("schaamte",), evidence=EVIDENCE)
    no = offer(study, told, 1, "schulden", reason=("schulden",), evidence=EVIDENCE)
    still = offer(study, told, 2, "leefstijl", evidence=EVIDENCE)
    accept_suggestion(database, yes.id, coder_id=me)
    reject_suggestion(database, no.id, coder_id=me)
    before = [suggestion_by_id(database, item.id) for item in (yes, no)]
    stand = suggestions(database, status=SuggestionStatus.OPEN)
    with database.transaction():
        replace_open_suggestions(database, told.source.text_id, me, [], LATE)
    assert [suggestion_by_id(database, item.id) for item in (yes, no)] == before
    with database.transaction():
        replace_open_suggestions(database, told.source.text_id, me, stand, LATE)
    assert [suggestion_by_id(database, item.id) for item in (yes, no)] == before
    reopened = suggestion_by_id(database, still.id)
    assert reopened is not None
    assert (reopened.status, reopened.created_at) == (SuggestionStatus.OPEN, still.created_at)
    log = suggestion_log(database, study.codebook())
    assert [item.suggestion for item in log] == before
    assert [item.suggestion.evidence for item in log] == [EVIDENCE, EVIDENCE]


def test_the_log_tells_what_a_place_was_recoded_to(study: Study, told: Transcript) -> None:
    database, me, schulden = study.database, study.coder_id(), kit.code(study, "schulden").id
    first, second = offer(study, told, 0, "schaamte"), offer(study, told, 4, "schaamte")
    apply_code(database, code_id=schulden, fragment=second.fragment, coder_id=me)
    for item in (first, second):  # there already, at the second
        recode_suggestion(database, item.id, code_id=schulden, coder_id=me)
    log = suggestion_log(database, study.codebook())
    assert [(decision.outcome, decision.recoded_to) for decision in log] == [
        ("recoded", schulden)
    ] * 2
    undo(database, coder_id=me)
    undo(database, coder_id=me)
    assert suggestion_log(database, study.codebook()) == []
    reject_suggestion(database, first.id, coder_id=me)
    (decision,) = suggestion_log(database, study.codebook())
    assert (decision.outcome, decision.recoded_to) == ("rejected", None)


# On the command line


@pytest.fixture
def decided(study: Study, told: Transcript) -> Study:
    """A study with an accepted, a recoded and an open suggestion."""
    offer(study, told, 0, "schaamte", reason=("schaamte",), evidence=EVIDENCE, score=0.9)
    offer(study, told, 1, "stress", reason=("schulden",), score=0.4)
    offer(study, told, 2, "leefstijl")
    ids = {s.code_id: s.id for s in suggestions(study.database)}
    yes, other = (ids[kit.code(study, key).id] for key in ("schaamte", "stress"))
    assert kit.run_cli("suggestions", "accept", yes).exit_code == 0
    answer = kit.run_cli("suggestions", "accept", other, "--as", "schulden")
    assert "armoede/stress" in answer.err
    return study


def test_accepting_as_its_own_code_is_told_as_accepted(study: Study, told: Transcript) -> None:
    offer(study, told, 0, "schaamte", score=0.9)
    (open_one,) = suggestions(study.database)
    answer = kit.run_cli("suggestions", "accept", open_one.id, "--as", "schaamte")
    assert "Overgenomen: armoede/schaamte" in answer.err


def test_the_report_is_shown_and_written(decided: Study) -> None:
    answer = kit.run_cli("suggestions", "report")
    assert "100% (21–100)" in answer.out
    assert answer.out.splitlines()[-1].split()[:6] == ["totaal", "3", "1", "1", "1", "0"]
    data = json.loads(kit.run_cli("suggestions", "report", "--by", "theme", "--json").out)
    assert [(row["key"], row["shown"]) for row in data["rows"]] == [
        ("armoede", 2),
        ("gezondheid", 1),
    ]
    assert data["total"]["precision"] == 0.5
    path = decided.folder / "exports" / "suggesties.csv"
    assert kit.run_cli("suggestions", "report", "--csv", path).exit_code == 0
    written = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert written[1][:4] == ["armoede/schulden", "0", "0", "0"]
    assert kit.run_cli("suggestions", "report", "--csv", path).exit_code == 1  # is there already
    assert kit.run_cli("suggestions", "report", "--csv", path, "--force").exit_code == 0
    only = ("--source", "gesprek", "--theme", "gezondheid", "--coder", "codeur-a")
    found = json.loads(kit.run_cli("suggestions", "report", *only, "--json").out)
    assert [row["key"] for row in found["rows"]] == ["gezondheid/leefstijl"]


@pytest.mark.parametrize(
    "wrong",
    [("--source", "x"), ("--theme", "x"), ("--coder", "x"), ("--by", "dag"), ("--dutch",)],
)
def test_wrong_filters_are_told(decided: Study, wrong: tuple[str, ...]) -> None:
    answer = kit.run_cli("suggestions", "report", *wrong)
    assert answer.exit_code in (1, 2)
    assert answer.out == ""
    assert answer.err


def test_without_suggestions_the_report_says_what_to_do(study: Study, told: Transcript) -> None:
    answer = kit.run_cli("suggestions", "report")
    assert (answer.exit_code, answer.out) == (0, "")
    assert "duiding suggestions make" in answer.err
    assert kit.run_cli("suggestions", "log").out == ""


def test_the_log_is_shown_and_written(decided: Study) -> None:
    answer = kit.run_cli("suggestions", "log")
    assert "overgenomen  0,90  woorden van de code 0,50, geleerd van eerdere" in answer.out
    assert "armoede/stress  andere code → armoede/schulden" in answer.out
    found = json.loads(kit.run_cli("suggestions", "log", "--json").out)
    assert [(d["outcome"], d["coder"], d["words"]) for d in found] == [
        ("accepted", "codeur-a", ["schaamte"]),
        ("recoded", "codeur-a", ["schulden"]),
    ]
    assert found[0]["engines"] == [
        {"engine": "terms", "version": "3", "score": 0.5},
        {"engine": "learned", "version": "2", "score": 0.75},
    ]
    lines = list(csv.DictReader(io.StringIO(kit.run_cli("suggestions", "log", "--csv", "-").out)))
    assert [line["andere code"] for line in lines] == ["", "armoede/schulden"]
