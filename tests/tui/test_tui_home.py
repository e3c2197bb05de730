"""The home screen and the list of sources: figures, the next step, and never too wide."""

import pytest

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.view.home import home_lines
from duiding.tui.view.lines import bar, line_width, plain
from duiding.tui.view.sources import SourceRow, header_line, source_line
from tests import study_kit as kit
from tests.tui.tui_kit import session_of


def shown(study: Study, cells: int = 76, height: int = 20) -> str:
    session = session_of(study)
    rows = home_lines(session.overview(), session.colour_of, cells, height)
    assert all(line_width(row) <= cells for row in rows)
    assert len(rows) <= height
    return "\n".join(map(plain, rows))


def test_an_empty_study_says_how_to_begin(study: Study):
    text = shown(study)
    assert "duiding codebook import" in text
    assert "duiding import" in text


def test_a_study_without_transcripts_says_what_is_done(study: Study):
    kit.codebook(study)
    text = shown(study)
    assert "✓ Lees een codeboek in" in text
    assert "→ Lees transcripten in" in text


def test_progress_of_sources_and_themes(study: Study):
    kit.transcript(study, "een", "I: Ja?\nR1: {schulden Veel} en {schaamte meer}.\nR1: Niets.")
    kit.transcript(study, "twee", "R1: {leefstijl Sport}.")
    text = shown(study)
    armoede = next(row for row in text.splitlines() if row.startswith("Armoede"))
    assert armoede.split()[:1] + armoede.split()[2:4] == ["Armoede", "2", "1"]
    assert "1/2" in next(row for row in text.splitlines() if " een " in row)
    assert "1/1" in text
    assert "2 van 3 beurten" in text


def test_one_goes_on_where_one_coded_last(study: Study):
    kit.codebook(study)
    for name in ("een", "twee", "drie"):
        kit.transcript(study, name, "R1: Iets.")
    assert "Verder met drie" in shown(study)
    kit.transcript(study, "vier", "R1: {schulden Geld}.")
    assert "Verder met vier" in shown(study)


def test_the_next_source_is_one_that_is_not_done(study: Study):
    kit.transcript(study, "a", "R1: {schulden@codeur-b Geld}.")
    kit.transcript(study, "b", "R1: Geld.")
    assert "Verder met b" in shown(study)


def test_open_suggestions_are_counted(study: Study, told: Transcript):
    kit.suggestion(study, told, "stress", "stress")
    assert "1 suggestie" in shown(study)


@pytest.mark.parametrize("cells", [30, 50, 71, 72, 76, 116, 200])
@pytest.mark.parametrize("height", [8, 20, 50])
def test_the_home_screen_fits_everywhere(study: Study, told: Transcript, cells: int, height: int):
    for number in range(12):
        kit.transcript(study, f"een heel lange naam van een interview {number}", "R1: Ja.")
    text = shown(study, cells, height)
    if cells >= 72 and height == 20:
        assert "(b)" in text


def test_bars_are_in_proportion_and_something_is_never_nothing():
    assert bar(8, 8, 10) == "█" * 10
    assert bar(4, 8, 10) == "█" * 5
    assert bar(0, 8, 10) == ""
    assert bar(1, 10_000, 10) == "▏"
    assert bar(20, 8, 10) == "█" * 10


@pytest.mark.parametrize("cells", [60, 76, 96, 116])
def test_the_list_of_sources_keeps_its_columns(study: Study, told: Transcript, cells: int):
    progress = session_of(study).overview().sources[0]
    row = source_line(SourceRow(progress, 3), cells)
    assert line_width(row) <= cells
    assert line_width(row) == line_width(header_line(cells))
    assert "gesprek" in plain(row)
    assert "0%" in plain(row)
