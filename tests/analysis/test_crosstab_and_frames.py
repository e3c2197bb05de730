"""Cross tables, and the tables as data frames for notebooks."""

import math
import subprocess
import sys

import pytest

import duiding
from duiding.analysis import count_crosstab
from duiding.study import Study
from tests import study_kit as kit


@pytest.fixture
def coded(study: Study) -> Study:
    kit.transcript(
        study, "een", "R1: {schaamte {schulden@codeur-b Beide.}} {leefstijl+schaamte Ook.}"
    )
    kit.transcript(study, "twee", "R1: {schaamte Weer.} Niets.")
    kit.transcript(study, "leeg", "R1: Niets.")
    return study


def test_theme_by_source_counts_distinct_fragments(coded: Study) -> None:
    cross = count_crosstab(coded.database, coded.codebook())
    assert [label.key for label in cross.columns] == ["een", "leeg", "twee"]
    assert cross.cells == ((2, 0, 1), (1, 0, 0), (0, 0, 0))
    assert cross.row_totals == (3, 1, 0)
    assert cross.column_totals == (2, 0, 1)  # one of the two has both themes
    assert cross.total == 3


def test_other_combinations(coded: Study) -> None:
    cross = count_crosstab(coded.database, coded.codebook(), rows="kind", columns="coder")
    assert [label.key for label in cross.columns] == ["codeur-a", "codeur-b"]
    assert cross.cells[0] == (3, 1)
    with pytest.raises(ValueError, match="role"):
        count_crosstab(coded.database, coded.codebook(), columns="speaker-role")


def test_an_empty_study_has_a_cross_table_too(study: Study) -> None:
    kit.codebook(study)
    cross = count_crosstab(study.database, study.codebook())
    assert (cross.cells, cross.total) == (((), (), ()), 0)
    assert study.crosstab().to_dict() == {
        "total": {"armoede": 0, "gezondheid": 0, "wonen-leefbaarheid": 0, "total": 0}
    }


def test_a_notebook_gets_data_frames(coded: Study) -> None:
    coded.close()
    with duiding.open_study(coded.folder) as study:
        frame = study.frequencies(by="theme")
        cross = study.crosstab()
    assert frame.index.name == "theme"
    assert list(frame.index) == ["armoede", "gezondheid", "wonen-leefbaarheid", "total"]
    assert list(frame.columns) == [
        *("name", "fragments", "codings", "sources", "speakers", "coders", "words", "share"),
    ]
    assert frame.loc["armoede", "name"] == "Armoede"
    assert list(frame["fragments"]) == [3, 1, 0, 3]
    assert frame["fragments"].dtype.kind == "i"
    assert frame.loc["armoede", "share"] == 3 / 5
    assert cross.loc["armoede", "twee"] == 1
    assert list(cross.loc["total"]) == [2, 0, 1, 3]
    assert cross.to_numpy().dtype.kind == "i"


def test_the_methods_of_a_study_take_filters_as_words(coded: Study) -> None:
    frame = coded.frequencies(by="code", coders=("codeur-b",), total=False)
    assert frame["fragments"].sum() == 1
    assert frame.loc["armoede/schulden", "theme"] == "Armoede"
    assert frame.loc["armoede/schulden", "kind"] == "interpretation"
    assert list(coded.crosstab(sources=("twee",)).columns) == ["twee", "total"]


def test_a_share_of_nothing_is_not_a_number(study: Study) -> None:
    kit.codebook(study)
    assert math.isnan(study.frequencies()["share"].iloc[0])


def test_counting_loads_no_pandas() -> None:
    code = "import duiding.analysis, sys; duiding.analysis.count_frequencies; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "pandas" not in loaded
