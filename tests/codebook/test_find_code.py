"""A code is found by what a person calls it; an unclear name is told, never guessed."""

import pytest

from duiding.codebook import find_code
from duiding.errors import NotFound
from duiding.study import Study
from tests import study_kit as kit


def test_a_code_is_found_by_key_last_part_and_name(study: Study) -> None:
    book = kit.codebook(study)
    for name in ("armoede/schuldhulpverlening", "schuldhulpverlening", "Schuldhulpverlening"):
        assert find_code(book, name).key == "armoede/schuldhulpverlening"
    assert find_code(book, "langdurige PROJECTEN").key == "gezondheid/langdurige-projecten"
    assert find_code(book, "armoede").key == "armoede"


def test_an_unclear_or_unknown_name_is_told(study: Study) -> None:
    book = kit.codebook(study, "armoede\n    Jeugd\ngezondheid\n    Jeugd")
    with pytest.raises(NotFound, match="armoede/jeugd, gezondheid/jeugd"):
        find_code(book, "jeugd")
    with pytest.raises(NotFound, match="bestaat-niet"):
        find_code(book, "bestaat-niet")
