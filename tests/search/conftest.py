"""A small study with words of all kinds in it."""

import pytest

from duiding.language import Pipelines
from duiding.sources import SourceKind, Transcript
from duiding.study import Study
from tests import study_kit as kit
from tests import words_kit


@pytest.fixture(scope="session")
def pipelines() -> Pipelines:
    return words_kit.pipelines()


@pytest.fixture
def talks(study: Study) -> list[Transcript]:
    """Two sources: an interview and a focus group."""
    kit.codebook(study)
    return [
        kit.transcript(
            study,
            "gesprek",
            """
            I: Ziet u hier veel schulden?
            R1: Ja. {schulden Schulden zijn er}, en jeugdschulden. Een schuld drukt op je.
            R2: De schuldhulpverlening kwam laat. Onschuldig is niemand, zei één van ons.
            """,
        ),
        kit.transcript(
            study,
            "groep",
            """
            M: Wat kost een schuld?
            R1: Zijn schuld was klein; {schulden@codeur-b de schulden} van
            zijn vader niet. Niet-westers, zo’n woord ook.
            """,
            kind=SourceKind.FOCUS_GROUP,
        ),
    ]
