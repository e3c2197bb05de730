"""What is suggested, to whom, and what never is."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.codebook import Codebook, current_codebook
from duiding.coding import (
    SuggestionStatus,
    accept_suggestion,
    all_codings,
    apply_code,
    reject_suggestion,
    remove_coding,
    suggestions,
    undo,
)
from duiding.coding.suggesting import (
    ENGINE,
    MadeSuggestions,
    make_suggestions,
)
from duiding.database import act
from duiding.language import Pipelines
from duiding.sources import find_source
from duiding.study import Study
from duiding.text import clean_line
from tests import study_kit as kit

LONG = "en dat zie je hier in de wijk eigenlijk iedere dag weer opnieuw"


@pytest.fixture(scope="module")
def pipelines() -> Pipelines:
    return Pipelines()


def make(study: Study, pipelines: Pipelines, coder: str = "codeur-a") -> list[MadeSuggestions]:
    return make_suggestions(
        study.database,
        current_codebook(study.database),
        pipelines,
        coder_id=study.coder_id(coder),
    )


def told(study: Study) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the open suggestions as code, sentence and words."""
    book = current_codebook(study.database)
    return [
        (book.by_id[s.code_id].key, s.quote, s.reason)
        for s in suggestions(study.database, status=SuggestionStatus.OPEN)
    ]


def places(study: Study, key: str) -> list[str]:
    """Return what is suggested for a code."""
    return [quote for code, quote, _words in told(study) if code.endswith(key)]


def test_forms_of_a_keyword_suggest_the_whole_sentence(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study)
    kit.transcript(
        study,
        "gesprek",
        """
        I: Ziet u veel schulden bij de mensen hier in de buurt, of valt het mee?
        R1: Ja. Mensen met SCHULDEN en leningen schamen zich dood, eh, echt waar. Punt.
        M: Schulden dus, en schaamte, als ik u goed begrijp, en dat in alle wijken.
        """,
    )
    [made] = make(study, pipelines)
    sentence = "Mensen met SCHULDEN en leningen schamen zich dood, eh, echt waar."
    found = {code: (quote, words) for code, quote, words in told(study)}
    assert found["armoede/schulden"] == (sentence, ("SCHULDEN", "leningen"))
    assert found["armoede/schaamte"] == (sentence, ("schamen",))
    assert {quote for quote, _words in found.values()} == {sentence}
    assert (made.source.name, made.open, made.new, made.gone) == ("gesprek", *[len(found)] * 2, 0)


def test_only_respondents_and_only_speech(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study)
    stored = kit.transcript(
        study,
        "gesprek",
        f"""
        I: De schulden, {LONG}.
        M: De schaamte, {LONG}.
        R1: Notitie over schulden, {LONG}. Mijn schulden, {LONG}.
        """,
    )
    note = kit.fragment(stored, f"Notitie over schulden, {LONG}.")
    with study.database.transaction():
        study.database.execute(
            'INSERT INTO section (text_id, start, "end", kind) VALUES (?, ?, ?, ?)',
            (note.text_id, note.start, note.end, "notes"),
        )
    make(study, pipelines)
    assert {quote for _code, quote, _words in told(study)} == {f"Mijn schulden, {LONG}."}


def test_a_theme_is_not_suggested(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(
        study,
        """
        armoede (armoede)
            Gezonde basisschool (job carving)
        """,
    )
    kit.transcript(
        study,
        "gesprek",
        f"""
        R1: Armoede, {LONG}.
        R2: Op gezonde basisscholen, {LONG}.
        R1: Met job carving, {LONG}.
        """,
    )
    make(study, pipelines)
    assert {(code, frozenset(words)) for code, _quote, words in told(study)} == {
        ("armoede/gezonde-basisschool", frozenset(("gezonde", "basisscholen"))),
        ("armoede/gezonde-basisschool", frozenset(("job", "carving"))),
    }


def test_what_the_coder_coded_there_is_not_suggested_again(
    study: Study, pipelines: Pipelines
) -> None:
    kit.transcript(
        study,
        "gesprek",
        f"""
        R1: Die schulden, {{schulden en dat zie je hier}}, dag na dag, en in alle straten, hoor.
        R1: Die {{schaamte schulden}}, {LONG}. En {{schulden@codeur-b leningen}}, {LONG}.
        """,
    )
    make(study, pipelines)
    assert places(study, "schulden") == [f"Die schulden, {LONG}. En leningen, {LONG}."]
    assert f"Die schulden, {LONG}." not in places(study, "schaamte")


def test_a_rejected_suggestion_stays_away_until_that_is_undone(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study)
    kit.transcript(study, "gesprek", f"R1: Die schulden, {LONG}.\nR2: Die leningen, {LONG}.")
    make(study, pipelines)
    code_id = kit.code(study, "schulden").id
    first, second = (s for s in suggestions(study.database) if s.code_id == code_id)
    me = study.coder_id("codeur-a")
    reject_suggestion(study.database, first.id, coder_id=me)
    make(study, pipelines)
    assert places(study, "/schulden") == [second.quote]
    undo(study.database, coder_id=me)
    make(study, pipelines)
    assert places(study, "/schulden") == [first.quote, second.quote]


def test_an_accepted_suggestion_is_a_coding_and_stays_decided(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study)
    kit.transcript(study, "gesprek", f"R1: Die schulden, {LONG}.")
    make(study, pipelines)
    code_id = kit.code(study, "schulden").id
    [suggestion] = (s for s in suggestions(study.database) if s.code_id == code_id)
    me = study.coder_id("codeur-a")
    coding = accept_suggestion(study.database, suggestion.id, coder_id=me)
    assert (coding.quote, coding.score, coding.reason) == (
        f"Die schulden, {LONG}.",
        suggestion.score,
        "schulden",
    )
    make(study, pipelines)
    assert places(study, "/schulden") == []
    remove_coding(study.database, coding.id, coder_id=me)
    make(study, pipelines)
    assert places(study, "/schulden") == []


def test_making_again_changes_nothing_at_all(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study)
    kit.transcript(study, "gesprek", f"R1: Die schulden en de schaamte, {LONG}. Een lening!")
    make(study, pipelines)
    tables = [
        study.database.rows("SELECT * FROM suggestion ORDER BY id"),
        study.database.rows("SELECT * FROM history ORDER BY seq"),
    ]
    [made] = make(study, pipelines)
    assert (made.new, made.gone) == (0, 0)
    assert tables == [
        study.database.rows("SELECT * FROM suggestion ORDER BY id"),
        study.database.rows("SELECT * FROM history ORDER BY seq"),
    ]


def test_a_keyword_that_left_the_codebook_takes_its_suggestions_along(
    study: Study, pipelines: Pipelines
) -> None:
    book = kit.codebook(study)
    kit.transcript(study, "gesprek", f"R1: Die leningen, {LONG}.\nR2: Die schulden, {LONG}.")
    make(study, pipelines)
    code_id = book.by_key["armoede/schulden"].id
    stood = {s.quote: s.id for s in suggestions(study.database) if s.code_id == code_id}
    assert set(places(study, "/schulden")) == set(stood)
    with act(study.database, "import_codebook", coder_id=None, undoable=False) as running:
        running.update("code", code_id, {"keywords": '["schuld"]'})
    [made] = make(study, pipelines)
    assert made.gone == 1
    assert places(study, "/schulden") == [f"Die schulden, {LONG}."]
    [withdrawn] = suggestions(study.database, status=SuggestionStatus.WITHDRAWN)
    assert stood[f"Die leningen, {LONG}."] == withdrawn.id


def test_suggestions_to_other_coders_and_of_other_sources_are_left_alone(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study)
    first = kit.transcript(study, "een", f"R1: Die schulden, {LONG}.")
    kit.transcript(study, "twee", f"R1: Die schulden, {LONG}.")
    other = kit.suggestion(study, first, "schulden", "schaamte", coder="codeur-b")
    rejected = kit.suggestion(study, first, "schulden", "schulden")
    reject_suggestion(study.database, rejected.id, coder_id=study.coder_id())
    make(study, pipelines)
    assert places(study, "/schulden") == [f"Die schulden, {LONG}."]
    book: Codebook = current_codebook(study.database)
    second = find_source(study.database, "twee")
    before = suggestions(study.database, text_id=first.source.text_id)
    assert other in before
    [made] = make_suggestions(
        study.database, book, pipelines, coder_id=study.coder_id(), sources=[second, second]
    )
    assert made.source == second
    assert suggestions(study.database, text_id=first.source.text_id) == before


def test_stopping_leaves_everything_as_it_was(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study)
    for name in ("een", "twee", "drie"):
        kit.transcript(study, name, f"R1: Die schulden, {LONG}.\nR2: Die leningen, {LONG}.")
    history = study.database.rows("SELECT * FROM history")
    for stop_at in range(7):
        answers = iter([False] * stop_at + [True])
        made = make_suggestions(
            study.database,
            current_codebook(study.database),
            pipelines,
            coder_id=study.coder_id("codeur-b"),
            is_cancelled=lambda answers=answers: next(answers),  # type: ignore[misc]
        )
        assert made == []
    assert suggestions(study.database) == []
    assert len(study.database.rows("SELECT * FROM history")) == len(history) + 1  # the coder
    steps: list[tuple[int, int]] = []
    make_suggestions(
        study.database,
        current_codebook(study.database),
        pipelines,
        coder_id=study.coder_id("codeur-b"),
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(done, 6) for done in range(1, 7)]  # three are read, three get suggestions


def test_undo_passes_over_the_making_of_suggestions(study: Study, pipelines: Pipelines) -> None:
    stored = kit.transcript(study, "gesprek", f"R1: Die schulden, {LONG}. Tja, {{schaamte}}.")
    place = kit.fragment(stored, "Tja")
    code_id = kit.code(study, "schulden").id
    apply_code(study.database, code_id=code_id, fragment=place, coder_id=study.coder_id("codeur-a"))
    make(study, pipelines)
    assert undo(study.database, coder_id=study.coder_id("codeur-a")).act == "apply_code"
    assert len(told(study)) > 0
    assert [c.quote for c in all_codings(study.database)] == ["schaamte"]


# Offsets ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder: Path = tmp_path_factory.mktemp("offsets") / "onderzoek"
    with kit.new_study(folder) as fresh:
        kit.codebook(fresh)
        yield fresh


PIECES = st.sampled_from(
    (
        *("schulden", "schaamte", "de lening", "🙂", "👨\u200d👩", "x\u0323\u0307", "ë", "’s"),
        *("“Ja.”", "…", ". Nou", "[lacht]", "\u3000", "Ǆ", "ﬁ", "İ", "n\u0303", "- ", "12,5%"),
    )
)
NUMBER = count()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns=st.lists(st.lists(PIECES, min_size=1, max_size=25), min_size=1, max_size=4))
def test_every_quote_is_what_the_text_says_there(
    shared_study: Study, pipelines: Pipelines, turns: list[list[str]]
) -> None:
    lines = [clean_line(" ".join(["Een dag met", *turn])) for turn in turns]
    notation = "\n".join(f"{'RI'[n % 2]}1: {line}" for n, line in enumerate(lines))
    stored = kit.transcript(shared_study, f"bron-{next(NUMBER)}", notation)
    make_suggestions(
        shared_study.database,
        current_codebook(shared_study.database),
        pipelines,
        coder_id=shared_study.coder_id(),
        sources=[stored.source],
    )
    for suggestion in suggestions(shared_study.database, text_id=stored.source.text_id):
        place = suggestion.fragment
        assert suggestion.engine == ENGINE
        assert stored.text[place.start : place.end] == suggestion.quote
        assert all(word in suggestion.quote for word in suggestion.reason)
        turn = stored.turn_at(place.start)
        assert turn is not None
        assert turn.is_respondent
        assert place.end <= turn.end
