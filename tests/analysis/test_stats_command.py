"""``duiding stats``: what a researcher sees, gets in files, and is told."""

import csv
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit


@pytest.fixture
def coded(study: Study) -> Study:
    kit.transcript(
        study,
        "gesprek",
        "I: Ja?\nR1: {schaamte {schaamte@codeur-b Beide.}} {leefstijl Ook.} {schulden Geld.} Nee.",
        wave="nulmeting",
    )
    kit.transcript(study, "groep", "R1: {schaamte@codeur-b Weer.}", kind=SourceKind.FOCUS_GROUP)
    return study


def lines(*arguments: object) -> list[list[str]]:
    answer = kit.run_cli("stats", *arguments)
    assert answer.exit_code == 0, answer.err
    return [line.split() for line in answer.out.splitlines()]


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch):
    """Pretend that stdout is a terminal of some width."""

    def open_window(columns: int) -> None:
        size = os.terminal_size((columns, 24))
        monkeypatch.setattr("duiding.cli._stats_shown.shutil.get_terminal_size", lambda: size)
        monkeypatch.setattr(kit._Stream, "isatty", lambda self: True)

    return open_window


def test_the_table_shows_fragments_and_sources_side_by_side(coded: Study) -> None:
    heading, _rule, poverty, health, living, total = lines()
    assert heading[:3] == ["thema", "fragmenten", "bronnen"]
    assert poverty == ["Armoede", "3", "2", "4", "2", "2", "3", "60,0%"]
    assert health[1:3] == ["1", "1"]
    assert living[1:] == ["0", "0", "0", "0", "0", "0", "0,0%"]
    assert total[:3] == ["totaal", "4", "2"]


def test_kinds_and_roles_are_told_in_dutch(coded: Study) -> None:
    assert [line[0] for line in lines("--by", "kind")][2:4] == ["duiding", "samenhang"]
    assert [line[0] for line in lines("--by", "source-kind")][2:4] == [
        "expertinterview",
        "focusgroep",
    ]
    assert lines("--by", "speaker-role")[2][0] == "interviewer"
    assert lines("--by", "code", "--theme", "armoede")[0][:3] == ["thema", "code", "soort"]


def test_the_filter_of_coders_is_not_the_coder_at_work(coded: Study) -> None:
    assert lines("--coded-by", "codeur-a")[2][1] == "2"
    answer = kit.run_cli("--coder", "codeur-a", "stats")
    assert answer.out == kit.run_cli("stats").out


def test_filters_are_repeated_and_combined(coded: Study) -> None:
    assert lines("--source", "gesprek", "--source", "groep")[2][1] == "3"
    assert lines("--source-kind", "focus-group", "--coded-by", "codeur-b")[2][1] == "1"
    assert lines("--wave", "nulmeting", "--kind", "interpretation")[2][1] == "2"


def test_json_has_rows_total_and_the_filters_used(coded: Study) -> None:
    answer = kit.run_cli("stats", "--json", "--by", "code", "--theme", "gezondheid")
    data = json.loads(answer.out)
    assert (data["by"], data["codebook"], data["filters"]) == (
        "code",
        "proef",
        {"themes": ["gezondheid"]},
    )
    assert data["rows"][0] == {
        "key": "gezondheid/leefstijl",
        "name": "Leefstijl",
        "theme": "Gezondheid",
        "kind": "interpretation",
        "fragments": 1,
        "codings": 1,
        "sources": 1,
        "speakers": 1,
        "coders": 1,
        "words": 1,
        "share": 0.2,
    }
    assert data["total"]["fragments"] == 1


def test_a_cross_table_on_screen_and_as_json(coded: Study) -> None:
    heading, _rule, poverty, *_rest, total = lines("--crosstab")
    assert heading == ["thema", "gesprek", "groep", "totaal"]
    assert (poverty, total) == (["Armoede", "2", "1", "3"], ["totaal", "3", "1", "4"])
    data = json.loads(kit.run_cli("stats", "--crosstab", "--json").out)
    assert data["rows"][0]["fragments"] == {"gesprek": 2, "groep": 1}
    assert (data["column_totals"], data["total"]) == ({"gesprek": 3, "groep": 1}, 4)


def test_files_are_written_and_not_replaced_unasked(coded: Study, tmp_path: Path) -> None:
    target = tmp_path / "tabel.csv"
    answer = kit.run_cli("stats", "--csv", target, "--xlsx", tmp_path / "tabel.xlsx")
    assert (answer.exit_code, answer.out) == (0, "")
    assert "tabel.csv" in answer.err
    assert target.read_text().splitlines()[1] == "Armoede,3,2,4,2,2,3,0.6"
    assert openpyxl.load_workbook(tmp_path / "tabel.xlsx").active["B2"].value == 3
    again = kit.run_cli("stats", "--csv", target, "--dutch")
    assert again.exit_code == 1
    assert "--force" in again.err
    assert kit.run_cli("stats", "--csv", target, "--dutch", "--force").exit_code == 0
    assert "Armoede;3;2;4;2;2;3;0,6" in target.read_text(encoding="utf-8-sig")


def test_csv_can_go_to_another_program(coded: Study) -> None:
    rows = list(csv.reader(io.StringIO(kit.run_cli("stats", "--csv", "-", "--crosstab").out)))
    assert rows[0] == ["thema", "gesprek", "groep", "totaal"]
    assert rows[1] == ["Armoede", "2", "1", "3"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--theme", "niets"), "niets"),
        (("--coded-by", "codeur-x"), "codeur-x"),
        (("--codebook", "ander"), "ander"),
        (("--dutch",), "--csv"),
        (("--crosstab", "--by", "source"), "--by source"),
        (("--by", "iets"), "iets"),
    ],
)
def test_what_cannot_be_is_told(coded: Study, arguments: tuple[str, ...], told: str) -> None:
    answer = kit.run_cli("stats", *arguments)
    assert answer.exit_code != 0
    assert answer.out == ""
    assert told in answer.err


def test_without_codings_zeros_and_a_word_about_it(study: Study) -> None:
    kit.codebook(study)
    answer = kit.run_cli("stats")
    assert answer.exit_code == 0
    assert "Armoede" in answer.out
    assert "nog niets gecodeerd" in answer.err


def test_a_wide_window_shows_bars(coded: Study, window) -> None:
    window(140)
    answer = kit.run_cli("stats")
    rows = answer.out.splitlines()[2:]
    assert rows[0].endswith("█" * 40)
    assert rows[1].count("█") == 13  # a third of 40
    assert "█" not in rows[2] + rows[3]
    assert answer.err == ""


def test_a_narrow_window_leaves_out_what_weighs_least_and_says_so(coded: Study, window) -> None:
    window(60)
    answer = kit.run_cli("stats")
    assert max(map(len, answer.out.splitlines())) <= 60
    assert answer.out.split()[:3] == ["thema", "fragmenten", "bronnen"]
    assert "codeurs" not in answer.out
    assert "codeurs" in answer.err


def test_a_very_narrow_window_shortens_the_names(study: Study, window) -> None:
    kit.codebook(study, "Voorzieningenniveau en ondernemerschap\n    Leegstand")
    window(42)
    answer = kit.run_cli("stats")
    assert max(map(len, answer.out.splitlines())) <= 42
    assert "Voorzieningen" in answer.out
    assert "…" in answer.out


def test_a_wide_cross_table_in_a_narrow_window_numbers_its_columns(coded: Study, window) -> None:
    window(28)
    answer = kit.run_cli("stats", "--crosstab")
    assert answer.out.split()[:4] == ["thema", "1", "2", "totaal"]
    assert "1: gesprek" in answer.err


def test_stats_needs_no_pandas_nor_excel(coded: Study) -> None:
    import subprocess
    import sys

    coded.close()
    code = (
        "import sys; from duiding.cli.main import run; "
        f"run(['--study', {str(coded.folder)!r}, 'stats']); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "duiding.cli.stats" in loaded
    assert not {"pandas", "openpyxl", "spacy"} & set(loaded)


def test_one_fragment_among_many_still_has_a_bar(study: Study, window) -> None:
    many = " ".join(f"{{schaamte woord{number}}}" for number in range(400))
    kit.transcript(study, "gesprek", f"R1: {many} {{leefstijl Eén.}}")
    window(140)
    poverty, health, living, _total = kit.run_cli("stats").out.splitlines()[2:]
    assert poverty.endswith("█")
    assert health.endswith("▏")
    assert living.endswith("%")
