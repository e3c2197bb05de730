"""Whatever stands in a study, making suggestions ends well: with suggestions, or with none."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.codebook import current_codebook
from duiding.coding import Suggestion, apply_code, suggestions
from duiding.coding.suggesting import MadeSuggestions, Suggester
from duiding.language import Pipelines
from duiding.sources import list_sources
from duiding.study import Study
from duiding.text import clean_line
from tests import study_kit as kit

BOOK = """
armoede
    Schulden (schuld, lening)
    Schaamte (schaamte, schamen)
"""
TALK = "R1: {schulden Wie schulden heeft, schaamt zich.} De rest gaat over de hond en de tuin."


@pytest.fixture(scope="module")
def pipelines() -> Pipelines:
    return Pipelines()


def make(study: Study, pipelines: Pipelines) -> list[MadeSuggestions]:
    coder_id = study.coder_id()
    return Suggester(current_codebook(study.database), pipelines, coder_id=coder_id).run(
        study.database
    )


def whole(study: Study) -> list[Suggestion]:
    """Return the suggestions, after a look at what must hold for each."""
    texts: dict[str, str] = dict(study.database.rows("SELECT id, text FROM source_text"))
    found = suggestions(study.database)
    for item in found:
        text, place = texts[item.fragment.text_id], item.fragment
        assert text[place.start : place.end] == item.quote
        assert 0 < item.score <= 1
        assert item.reason
        assert len(item.evidence.words) <= 5
        for start, end in item.evidence.words:
            assert place.start <= start < end <= place.end
        assert {text[start:end].casefold() for start, end in item.evidence.words} == {
            word.casefold() for word in item.reason
        }
        assert len(item.evidence.nearest) <= 3
    return found


@pytest.mark.parametrize(
    "talk",
    [
        "R1: The debts of people here are a shame, and the loans too. Nobody talks about it.",
        "R1: Die Schulden der Leute hier sind schlimm, und die Kredite auch.",
        "R1: 🙂🙂🙂 👨\u200d👩 🙂",
        "R1: …\nR2: Ja.\nI: Schulden?\nR1: -",
        "I: Alleen de interviewer praat hier over schulden en leningen.",
        "R1: {schulden Elke zin is gecodeerd.} {schaamte Deze ook.}",
        "R1: " + "schulden en leningen en de rest van het verhaal " * 625,
        "R1: schuld" + "en" * 4000 + " en lening",
    ],
    ids=["english", "german", "emoji", "hardly a word", "nobody", "all coded", "long", "one word"],
)
@pytest.mark.parametrize("coded", [True, False])
def test_odd_sources(study: Study, pipelines: Pipelines, talk: str, coded: bool) -> None:
    kit.codebook(study, BOOK)
    if coded:
        kit.transcript(study, "gewoon", TALK)
    kit.transcript(study, "vreemd", talk)
    assert len(make(study, pipelines)) == 1 + coded
    whole(study)


def test_a_source_in_another_language(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study, BOOK)
    kit.transcript(study, "gewoon", TALK)
    kit.transcript(study, "english", "R1: Nobody here talks about debts, everybody is ashamed.")
    with study.database.transaction():
        study.database.execute("UPDATE source SET language = 'en' WHERE name = 'english'")
    assert len(make(study, pipelines)) == 2
    whole(study)


def test_a_codebook_without_codes_and_one_with_a_single_code(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study, "armoede (armoede)")
    kit.transcript(study, "gesprek", "R1: De armoede is groot, en de schulden zijn het ook.")
    assert [made.open for made in make(study, pipelines)] == [0]
    kit.codebook(study, "armoede\n    Schulden (schuld)", key="nieuwer")
    [made] = make(study, pipelines)
    assert made.open == len(whole(study)) == 1


def test_an_annotation_that_was_damaged_is_made_again(study: Study, pipelines: Pipelines) -> None:
    kit.codebook(study, BOOK)
    kit.transcript(study, "gesprek", "R1: Over schulden en leningen praat hier helemaal niemand.")
    [before] = make(study, pipelines)
    with study.database.transaction():
        study.database.execute("UPDATE annotation SET packed = ?", (b"stuk",))
    [again] = make(study, pipelines)
    assert (again.open, again.new, again.gone) == (before.open, 0, 0)


def test_a_source_that_left_is_forgotten_and_a_new_one_is_heard(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study, BOOK)
    kit.transcript(study, "een", "R1: Over schulden en leningen praat hier helemaal niemand.")
    suggester = Suggester(study.codebook(), pipelines, coder_id=study.coder_id())
    suggester.run(study.database)
    with study.database.transaction():
        study.database.execute("DELETE FROM source WHERE name = 'een'")
    assert suggester.run(study.database) == []
    kit.transcript(study, "twee", "R1: Die schaamte zit diep, want niemand vertelt het een ander.")
    [made] = suggester.run(study.database)
    assert made.source.name == "twee"
    assert made.open > 0


def test_stopping_in_the_middle_of_a_run_leaves_what_was_learned_whole(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study, BOOK)
    for name in ("een", "twee"):
        kit.transcript(study, name, TALK.replace("hond", name))
        kit.transcript(
            study, f"{name}-nieuw", "R1: Een lening maakt de schulden alleen maar groter."
        )
    suggester = Suggester(study.codebook(), pipelines, coder_id=study.coder_id())
    history = study.database.value("SELECT count(*) FROM history")
    stops = 0
    while True:
        answers = iter([False] * stops + [True])
        if suggester.run(study.database, is_cancelled=lambda: next(answers, False)):  # noqa: B023
            break
        assert suggestions(study.database) == []
        stops += 1
        if stops > 40:
            pytest.fail("it never ends")
    assert stops >= 4
    kept = [(s.fragment, s.code_id, s.score, s.reason) for s in whole(study)]
    make(study, pipelines)
    assert kept == [(s.fragment, s.code_id, s.score, s.reason) for s in suggestions(study.database)]
    assert study.database.value("SELECT count(*) FROM history") > history


@pytest.fixture(scope="module")
def shared_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder: Path = tmp_path_factory.mktemp("vreemd") / "onderzoek"
    with kit.new_study(folder) as fresh:
        kit.codebook(fresh, BOOK)
        kit.transcript(fresh, "gewoon", TALK)
        yield fresh


PIECES = st.one_of(
    st.sampled_from(("schulden", "schaamte", "een lening", ". ", "?", "…", "🙂", "’s", "12,5%")),
    st.text(max_size=8),
)
NUMBER = count()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns=st.lists(st.lists(PIECES, min_size=1, max_size=15), min_size=1, max_size=4))
def test_any_text(shared_study: Study, pipelines: Pipelines, turns: list[list[str]]) -> None:
    lines = [
        clean_line(" ".join(["Nou", *turn])).replace("{", "(").replace("}", ")") for turn in turns
    ]
    kit.transcript(shared_study, f"bron-{next(NUMBER)}", "\n".join(f"R1: {line}" for line in lines))
    assert len(make(shared_study, pipelines)) == len(list_sources(shared_study.database))
    whole(shared_study)
    with shared_study.database.transaction():
        shared_study.database.execute("DELETE FROM source WHERE name LIKE 'bron-%'")


def test_marks_of_versions_and_codes_that_are_gone_are_no_obstacle(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study, BOOK)
    stored = kit.transcript(study, "gesprek", TALK)
    make(study, pipelines)
    kit.codebook(study, "gezondheid\n    Leefstijl (roken)", key="later")
    apply_code(
        study.database,
        code_id=kit.code(study, "leefstijl").id,
        fragment=kit.fragment(stored, "De rest gaat over de hond en de tuin."),
        coder_id=study.coder_id(),
    )
    assert len(make(study, pipelines)) == 1


def test_codings_with_another_codebook_tell_nothing(study: Study, pipelines: Pipelines) -> None:
    book = kit.codebook(study, BOOK)
    kit.transcript(study, "gewoon", TALK)
    stored = kit.transcript(
        study, "ander", "R1: Wie een lening heeft, krijgt schulden.\nR1: De hond heeft een tuin."
    )
    suggester = Suggester(book, pipelines, coder_id=study.coder_id())
    suggester.run(study.database)
    before = suggestions(study.database)
    kit.codebook(study, "gezondheid\n    Leefstijl (roken)", key="later")
    apply_code(
        study.database,
        code_id=kit.code(study, "leefstijl").id,
        fragment=kit.fragment(stored, "De hond heeft een tuin."),
        coder_id=study.coder_id(),
    )
    suggester.run(study.database)
    assert before
    assert suggestions(study.database) == before
