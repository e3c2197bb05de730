"""Suggestions on the command line: made, looked through, accepted and rejected by short ids."""

import json
import re

import pytest

from duiding.coding import Suggestion, SuggestionStatus, all_codings, listing, suggestions
from duiding.coding.listing import find_suggestions, list_suggestions
from duiding.errors import NotFound, Refused
from duiding.study import Study
from tests import study_kit as kit

LONG = "en dat zie je hier in de wijk eigenlijk iedere dag weer opnieuw"

CODEBOOK = """
armoede
    Schulden (schuld, lening)
    Schaamte (schaamte, schamen)
gezondheid
    Leefstijl
wonen-leefbaarheid
    Verloedering
"""


@pytest.fixture
def spoken(study: Study) -> Study:
    """A study with two sources and suggestions made."""
    kit.codebook(study, CODEBOOK)
    kit.transcript(
        study,
        "een",
        f"I: Vertel eens.\nR1: De schaamte, {LONG}. Veel schulden en leningen, {LONG}.",
    )
    kit.transcript(study, "twee", f"R1: Een vervelend woord voor leefstijl, {LONG}.")
    assert kit.run_cli("suggestions", "make").exit_code == 0
    with study.database.transaction():  # in an order that does not depend on the engines
        for key, score in (("schulden", 0.84), ("schaamte", 0.6), ("leefstijl", 0.5)):
            study.database.execute(
                "UPDATE suggestion SET score = ? WHERE code_id = ?",
                (score, kit.code(study, key).id),
            )
    return study


def by_words(study: Study) -> dict[str, Suggestion]:
    return {s.reason[0]: s for s in suggestions(study.database)}


def test_make_says_what_it_uses_and_what_came_of_it(spoken: Study) -> None:
    answer = kit.run_cli("--lang", "en", "suggestions", "make", "--source", "een", "--json")
    assert json.loads(answer.out)["sources"] == [{"source": "een", "open": 2, "new": 0, "gone": 0}]
    assert "nl_" in answer.err  # the pipeline in use
    table = kit.run_cli("suggestions", "make").out
    assert re.search(r"een +2 +0 +0\n", table)
    assert re.search(r"twee +1 +0 +0\n", table)


def test_list_shows_the_best_first_with_reasons(spoken: Study) -> None:
    answer = kit.run_cli("suggestions", "list")
    heads = answer.out.splitlines()[::2]
    assert "armoede/schulden" in heads[0]
    assert "schulden, leningen" in heads[0]
    assert "een, spreekbeurt 2" in heads[0]
    assert len(heads) == 3
    assert "Veel schulden en leningen" in answer.out.splitlines()[1]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--source", "twee"), {"gezondheid/leefstijl"}),
        (("--theme", "armoede"), {"armoede/schulden", "armoede/schaamte"}),
        (("--code", "schaamte"), {"armoede/schaamte"}),
        (("--min-score", "0.8"), {"armoede/schulden"}),
        (("--limit", "1"), {"armoede/schulden"}),
        (("--limit", "0"), {"armoede/schulden", "armoede/schaamte", "gezondheid/leefstijl"}),
        (("--theme", "wonen-leefbaarheid"), set()),
    ],
)
def test_list_keeps_to_what_is_asked(
    spoken: Study, options: tuple[str, ...], codes: set[str]
) -> None:
    answer = kit.run_cli("suggestions", "list", "--json", *options)
    found = json.loads(answer.out)
    assert {item["code"] for item in found} == codes
    for item in found:
        assert item["theme"] == item["code"].partition("/")[0]
        assert item["turn"] == (2 if item["source"] == "een" else 1)


def test_accept_and_reject_several_by_short_ids(spoken: Study) -> None:
    heads = kit.run_cli("suggestions", "list").out.splitlines()[::2]
    short = [head.split()[0] for head in heads]
    answer = kit.run_cli("suggestions", "accept", *short[:2], short[0])
    assert answer.exit_code == 0
    assert [c.coder.name for c in all_codings(spoken.database)] == ["codeur-a", "codeur-a"]
    whole = next(s.id for s in suggestions(spoken.database, status=SuggestionStatus.OPEN))
    assert whole.endswith(short[2])
    answer = kit.run_cli("suggestions", "reject", whole, "--json")
    assert [item["id"] for item in json.loads(answer.out)] == [whole]
    assert kit.run_cli("suggestions", "list").out == ""
    answer = kit.run_cli("suggestions", "accept", whole)
    assert answer.exit_code == 1
    assert "al beslist" in answer.err


def test_a_wrong_id_among_good_ones_changes_nothing(spoken: Study) -> None:
    good = by_words(spoken)["schaamte"].id
    answer = kit.run_cli("suggestions", "accept", good, "zzzz")
    assert answer.exit_code == 1
    assert "zzzz" in answer.err
    assert all_codings(spoken.database) == []
    assert kit.run_cli("suggestions", "reject").exit_code == 2


def test_the_beginning_of_an_id_must_fit_one(spoken: Study) -> None:
    first, me = by_words(spoken)["schaamte"].id, spoken.coder_id()
    (found,) = find_suggestions(spoken.database, [first.upper()], coder_id=me)
    assert found.id == first
    with pytest.raises(NotFound, match="past op 3"):
        find_suggestions(spoken.database, [first[:8]], coder_id=me)  # made in the same second
    with pytest.raises(NotFound):
        find_suggestions(spoken.database, [" "], coder_id=me)
    kit.run_cli("suggestions", "reject", first)
    with pytest.raises(Refused):
        find_suggestions(spoken.database, [first], coder_id=me)
    (found,) = find_suggestions(spoken.database, [first], coder_id=me, decided=True)
    assert found.status is SuggestionStatus.REJECTED


def test_short_ids_are_as_long_as_they_must_be(spoken: Study) -> None:
    assert listing._unique_length(["a-00001111", "b-00001111", "c-77772222"]) == 10
    listed = list_suggestions(spoken.database, spoken.codebook(), coder_id=spoken.coder_id())
    assert len({item.short_id for item in listed}) == len(listed) == 3
    assert all(len(item.short_id) >= 4 for item in listed)
    assert all(item.suggestion.id.endswith(item.short_id) for item in listed)


def test_wrong_calls_are_told(spoken: Study) -> None:
    assert kit.run_cli("suggestions", "make", "--source", "drie").exit_code == 1
    assert kit.run_cli("suggestions", "list", "--code", "onbekend").exit_code == 1
    both = ("--code", "schulden", "--theme", "armoede")
    assert kit.run_cli("suggestions", "list", *both).exit_code == 2
    assert kit.run_cli("suggestions", "list", "--min-score", "7").exit_code == 2


def test_without_codebook_or_sources(study: Study) -> None:
    answer = kit.run_cli("suggestions", "make")
    assert answer.exit_code == 1
    assert "codebook import" in answer.err
    kit.codebook(study)
    answer = kit.run_cli("suggestions", "make")
    assert answer.exit_code == 0
    assert "duiding import" in answer.err
