"""``duiding demo`` does the whole main job, on the example only, and never over what is there."""

import hashlib
from pathlib import Path

import pytest

from duiding.coding import all_codings
from duiding.demo import example_folder, place_example
from duiding.errors import ExitCode, Refused
from duiding.settings import read_settings
from duiding.sources import list_sources
from duiding.study import open_study
from tests.cli.privileges import without_write_permission
from tests.study_kit import Answer, run_cli


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("duiding.db")
    }


def _rows(folder: Path) -> list[int]:
    with open_study(folder) as study:
        tables = ("source", "turn", "code", "coding", "suggestion", "indicator_value", "history")
        return [study.database.value(f"SELECT count(*) FROM {table}") for table in tables]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """The demo, done once in an empty folder."""
    folder = tmp_path_factory.mktemp("demo") / "voorbeeld"
    return folder, run_cli("--lang", "nl", "demo", folder)


def test_it_does_the_whole_job(done: tuple[Path, Answer]) -> None:
    folder, answer = done
    assert answer.exit_code == ExitCode.OK, answer.err
    with open_study(folder) as study:
        assert len(list_sources(study.database)) == 14
        assert {coding.coder.name for coding in all_codings(study.database)} == {
            "codeur-a",
            "codeur-b",
        }
        assert len(study.codebook().themes) == 8
    drafts = sorted((folder / "exports").glob("*.docx"))
    assert len(drafts) == 9
    for path in drafts:
        assert path.name in answer.out
    assert f"duiding --study {folder}" in answer.out


def test_every_step_is_told_with_its_time(done: tuple[Path, Answer]) -> None:
    lines = done[1].out.splitlines()
    for name in (
        *("Codeboeken", "Transcripten", "Indicatoren", "Coderingen"),
        *("Suggesties", "Frequenties", "Hoofdstukken"),
    ):
        (line,) = [line for line in lines if line.startswith(f"  {name}")]
        assert line.endswith(" s]")


def test_the_counts_are_shown_per_theme(done: tuple[Path, Answer]) -> None:
    lines = done[1].out.splitlines()
    total = next(line.split() for line in lines if line.startswith("Totaal"))
    with open_study(done[0]) as study:
        assert int(total[-1]) == len(all_codings(study.database))
    assert any(line.startswith("Grensoverschrijdende samenwerking") for line in lines)


def test_again_it_changes_nothing_and_says_so(done: tuple[Path, Answer]) -> None:
    folder, _answer = done
    before = _state(folder), _rows(folder)
    answer = run_cli("--lang", "nl", "demo", folder)
    assert answer.exit_code == ExitCode.OK
    assert (_state(folder), _rows(folder)) == before
    assert answer.out.count("niets nieuws") == 5
    assert "er zijn al 9 concepten; die blijven zoals ze zijn" in answer.out


def test_the_doctor_finds_no_error_in_it(done: tuple[Path, Answer]) -> None:
    answer = run_cli("--study", done[0], "doctor")
    assert answer.exit_code == ExitCode.OK, answer.out


def test_fresh_drafts_stand_beside_the_first(done: tuple[Path, Answer]) -> None:
    folder, _answer = done
    before = _state(folder)
    run_cli("demo", folder, "--fresh-drafts")
    after = _state(folder)
    assert len(after) == len(before) + 9
    assert before.items() <= after.items()


def test_the_folder_of_the_example_is_used_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "duiding.toml").write_text("[study]\nexample = true\n", encoding="utf-8")
    assert place_example(tmp_path) == (tmp_path, False)
    assert place_example(tmp_path / "elders", tmp_path) == (tmp_path, False)


def test_a_study_of_somebody_is_left_alone(tmp_path: Path) -> None:
    run_cli("init", tmp_path / "echt")
    before = _state(tmp_path)
    with pytest.raises(Refused):
        place_example(tmp_path, tmp_path / "echt")
    answer = run_cli("demo", tmp_path / "echt")
    assert answer.exit_code == ExitCode.FAILED
    assert _state(tmp_path) == before


def test_without_a_folder_it_goes_to_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_cli("init")  # also from within a study of somebody
    target, is_copied = place_example(Path())
    assert (target, is_copied) == (Path("duiding-demo"), True)
    assert read_settings(target / "duiding.toml").example
    assert place_example(Path()) == (target, False)
    assert not list(tmp_path.glob(".duiding-*"))


def test_an_empty_folder_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert place_example(tmp_path, tmp_path / "leeg")[1]


def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "dicht").mkdir()
    example_folder()
    with without_write_permission(tmp_path / "dicht"):
        answer = run_cli("--lang", "nl", "demo", tmp_path / "dicht" / "voorbeeld")
    assert answer.exit_code == ExitCode.STUDY
    assert "geen toestemming" in answer.err
    assert list((tmp_path / "dicht").iterdir()) == []
