"""Why a suggestion was made: the words, the fragments it is like, what was decided there."""

import json

import pytest

from duiding.coding import (
    EngineScore,
    Evidence,
    Fragment,
    Neighbour,
    Suggestion,
    apply_code,
    reject_suggestion,
)
from duiding.coding.explaining import explain_suggestion, near_fragments, weighed_words
from duiding.coding.listing import find_suggestions
from duiding.coding.store import replace_open_suggestions
from duiding.database import now
from duiding.errors import NotFound, Refused
from duiding.sources import Transcript
from duiding.study import Study
from tests import study_kit as kit

SENTENCES = ("Er is veel schaamte.", "Er zijn schulden.", "Zij schamen zich.")


@pytest.fixture
def told(study: Study) -> Transcript:
    """A source of three sentences, without suggestions."""
    kit.codebook(study)
    return kit.transcript(study, "gesprek", "I: Vertel.\nR1: " + " ".join(SENTENCES))


def offer(study: Study, told: Transcript, number: int, key: str, **more: object) -> Suggestion:
    return kit.suggestion(study, told, SENTENCES[number], key, **more)  # type: ignore[arg-type]


def test_a_suggestion_is_explained_with_all_it_rests_on(study: Study, told: Transcript) -> None:
    other = kit.transcript(study, "ander", "R1: Zij {schaamte durven niets te vragen}, zei ze.")
    near = Neighbour(
        kit.fragment(other, "durven niets te vragen"), kit.code(study, "schaamte").id, 0.7
    )
    gone = Neighbour(Fragment("weg", 0, 3), near.code_id, 0.6)
    word = kit.fragment(told, "schamen")
    evidence = Evidence(
        (EngineScore("learned", "2", 0.75),), ((word.start, word.end),), (near, gone)
    )
    reject_suggestion(study.database, offer(study, told, 2, "stress").id, coder_id=study.coder_id())
    item = offer(study, told, 2, "schaamte", reason=("schamen",), evidence=evidence)
    schulden = kit.code(study, "schulden").id
    apply_code(study.database, code_id=schulden, fragment=item.fragment, coder_id=study.coder_id())
    explained = explain_suggestion(study.database, study.codebook(), item)
    (nearest,) = explained.nearest
    assert (nearest.quote, nearest.source.name) == ("durven niets te vragen", "ander")
    assert explained.before + item.quote + explained.after == " ".join(SENTENCES)
    assert explained.words == ((word.start, word.end),)
    assert [d.code.key for d in explained.decisions] == ["armoede/stress"]
    assert len(explained.codings) == 1
    answer = kit.run_cli("suggestions", "show", item.id)
    for text in (
        "> Zij ‹schamen› zich.",
        "geleerd van eerdere coderingen: 0,75",
        "‘durven niets te vragen’ (Schaamte, ander)",
        "armoede/stress  afgewezen",
        "armoede/schulden",
    ):
        assert text in answer.out
    (data,) = json.loads(kit.run_cli("suggestions", "show", item.id, "--json").out)
    assert data["nearest"][0]["similarity"] == 0.7
    assert data["decisions"][0]["outcome"] == "rejected"
    listed = kit.run_cli("suggestions", "list").out
    assert "lijkt op: ‘durven niets te vragen’ (Schaamte, ander)" in listed


def test_words_are_found_when_the_suggestion_does_not_say_where(
    study: Study, told: Transcript
) -> None:
    item = offer(study, told, 2, "schaamte", reason=("zich", "Zij", "zich.", "niet", "chamen"))
    text = told.text
    assert [text[start:end] for start, end in weighed_words(item)] == ["Zij", "zich."]
    assert near_fragments(study.database, study.codebook(), item) == ()


def test_anothers_suggestions_are_not_shown_and_decided_ones_are(
    study: Study, told: Transcript
) -> None:
    theirs = offer(study, told, 0, "schaamte", coder="codeur-b")
    mine = offer(study, told, 1, "schulden")
    answer = kit.run_cli("suggestions", "show", theirs.id)
    assert answer.exit_code == 1
    assert "codeur-b" in answer.err
    assert kit.run_cli("suggestions", "accept", theirs.id).exit_code == 1
    assert kit.run_cli("suggestions", "reject", mine.id).exit_code == 0
    answer = kit.run_cli("suggestions", "show", mine.id[-6:])
    assert "armoede/schulden  afgewezen" in answer.out
    with study.database.transaction():
        replace_open_suggestions(
            study.database, told.source.text_id, study.coder_id("codeur-b"), [], now()
        )
    with pytest.raises(Refused, match="niet meer gedaan"):
        find_suggestions(study.database, [theirs.id], coder_id=study.coder_id("codeur-b"))
    with pytest.raises(NotFound):
        find_suggestions(study.database, ["weg"], coder_id=study.coder_id())
