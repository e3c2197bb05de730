"""``duiding init`` makes a study that can be worked in, or leaves nothing behind."""

from pathlib import Path

import pytest

from duiding.errors import ExitCode
from duiding.settings import read_settings
from duiding.study import open_study
from tests.cli.privileges import without_write_permission
from tests.study_kit import run_cli


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_makes_folders_settings_and_database() -> None:
    answer = run_cli(
        "init", "nulmeting", "--name", "Nulmeting", "--coder", "Anna", "--coder", "Bram"
    )
    assert answer.exit_code == ExitCode.OK
    settings = read_settings(Path("nulmeting/duiding.toml"))
    assert (settings.name, settings.coders) == ("Nulmeting", ("Anna", "Bram"))
    with open_study("nulmeting") as study:
        assert study.exports.is_dir()
    assert {path.name for path in Path("nulmeting").iterdir()} == {
        *("codebooks", "transcripts", "indicators", "exports"),
        *("duiding.toml", "duiding.db"),
    }
    assert "nulmeting/duiding.toml" in answer.out.splitlines()
    assert "duiding --study nulmeting codebook import" in answer.err


def test_without_a_folder_it_is_this_one_and_named_after_it(tmp_path: Path) -> None:
    assert run_cli("init").exit_code == ExitCode.OK
    assert read_settings(Path("duiding.toml")).name == tmp_path.name


def test_every_setting_is_explained() -> None:
    run_cli("init", "x")
    lines = Path("x/duiding.toml").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    for key in ("language", "wave", "codebook", "coders", "pipeline", "region", "attribution"):
        assert any(line.startswith(f"{key} = ") and "#" in line for line in lines), key


def test_a_second_time_it_changes_nothing() -> None:
    run_cli("init", "x", "--name", "Eerste")
    before = Path("x/duiding.toml").read_bytes()
    answer = run_cli("init", "x", "--name", "Tweede")
    assert answer.exit_code == ExitCode.FAILED
    assert answer.err.count("\n") == 1
    assert Path("x/duiding.toml").read_bytes() == before


def test_files_that_lie_there_stay() -> None:
    Path("transcripts").mkdir()
    Path("transcripts/gesprek.txt").write_text("I: Hallo", encoding="utf-8")
    assert run_cli("init").exit_code == ExitCode.OK
    assert Path("transcripts/gesprek.txt").read_text(encoding="utf-8") == "I: Hallo"


def test_a_database_without_settings_is_not_taken_over() -> None:
    run_cli("init", "x")
    Path("x/duiding.toml").unlink()
    answer = run_cli("init", "x")
    assert answer.exit_code == ExitCode.FAILED
    assert "duiding.toml" in answer.err
    assert not Path("x/duiding.toml").exists()


def test_an_unwritable_folder_is_told_and_left_alone() -> None:
    Path("dicht").mkdir()
    run_cli("init", "warm-up")  # everything is loaded before the permission is taken away
    with without_write_permission(Path("dicht")):
        answer = run_cli("init", "dicht/onderzoek")
    assert answer.exit_code == ExitCode.STUDY
    assert answer.err == (
        f"duiding: {Path('dicht/onderzoek').resolve()} kan niet worden beschreven "
        "(geen toestemming). Kies een andere map.\n"
    )
    assert list(Path("dicht").iterdir()) == []


def test_below_a_file_nothing_can_be_made() -> None:
    Path("bestand").write_text("x", encoding="utf-8")
    answer = run_cli("init", "bestand/onderzoek")
    assert answer.exit_code == ExitCode.STUDY
    assert answer.err.count("\n") == 1
    assert Path("bestand").read_text(encoding="utf-8") == "x"


def test_when_the_settings_cannot_be_written_the_folders_go_again() -> None:
    Path("x/duiding.toml").parent.mkdir()
    Path("x/duiding.toml").symlink_to("weg/nergens.toml")
    answer = run_cli("init", "x")
    assert answer.exit_code != ExitCode.OK
    assert {path.name for path in Path("x").iterdir()} == {"duiding.toml"}


def test_control_characters_in_a_name_do_not_reach_the_file() -> None:
    run_cli("init", "x", "--name", "Nul\x1b[31m\u202emeting")
    assert read_settings(Path("x/duiding.toml")).name == "Nul[31mmeting"
