"""What the codebook says is read once; changed, damaged or of another pipeline it is read again."""

import pytest

from duiding.codebook import current_codebook
from duiding.coding.suggesting import MadeSuggestions, make_suggestions
from duiding.study import Study
from tests import study_kit as kit
from tests import words_kit


@pytest.fixture
def pipelines() -> words_kit.WordsPipelines:
    return words_kit.pipelines({"schuld": "NOUN", "schaamte": "NOUN"})


def make(study: Study, pipelines: words_kit.WordsPipelines) -> list[MadeSuggestions]:
    """Make suggestions as a program that was started anew."""
    book = current_codebook(study.database)
    return make_suggestions(study.database, book, pipelines, coder_id=study.coder_id())


@pytest.fixture
def spoken(study: Study) -> Study:
    kit.codebook(study)
    kit.transcript(study, "een", "R1: Mensen hebben schulden en daar is veel schaamte over.")
    return study


def test_nothing_new_is_read_twice(spoken: Study, pipelines: words_kit.WordsPipelines) -> None:
    first = make(spoken, pipelines)
    read = pipelines.pipeline.texts
    again = make(spoken, pipelines)
    assert read > 1
    assert pipelines.pipeline.texts == read
    assert [made.open for made in again] == [made.open for made in first]
    assert first[0].open > 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE code SET definition = 'Geld dat men moet terugbetalen.' WHERE name = 'Schulden'",
        "UPDATE codebook_annotation SET packed = x'00'",
        "UPDATE codebook_annotation SET pipeline = 'another'",
    ],
)
def test_what_is_outdated_or_damaged_is_read_again(
    spoken: Study, pipelines: words_kit.WordsPipelines, change: str
) -> None:
    make(spoken, pipelines)
    read = pipelines.pipeline.texts
    with spoken.database.transaction():
        spoken.database.execute(change)
    make(spoken, pipelines)
    assert pipelines.pipeline.texts > read
    read = pipelines.pipeline.texts
    make(spoken, pipelines)
    assert pipelines.pipeline.texts == read
