"""A study that cannot be used is told in one sentence and left as it is, to the byte."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from duiding.cli.main import Session
from duiding.errors import ExitCode
from duiding.study import open_study
from tests.cli.privileges import without_write_permission
from tests.study_kit import run_cli

COMMANDS = (("sources",), ("stats",), ("doctor",), ("codebook", "list"), ("code", "undo"))


def _state(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def _sql(folder: Path, *statements: str) -> None:
    raw = apsw.Connection(str(folder / "duiding.db"))
    for statement in statements:
        raw.execute(statement)
    raw.close()


def _newer(folder: Path) -> None:
    _sql(folder, "INSERT INTO migration VALUES (99, 'morgen', '2099-01-01T00:00:00Z')")


def _other_program(folder: Path) -> None:
    (folder / "duiding.db").unlink()
    _sql(folder, "CREATE TABLE adres (naam TEXT)")


def _truncated(folder: Path) -> None:
    path = folder / "duiding.db"
    path.write_bytes(path.read_bytes()[:5000])


def _no_database(folder: Path) -> None:
    (folder / "duiding.db").write_bytes(b"Dit is geen database. " * 100)


def _wrong_settings(folder: Path) -> None:
    (folder / "duiding.toml").write_text("[study]\nnaam = 'x'\n", encoding="utf-8")


BROKEN: dict[str, tuple[Callable[[Path], None], ExitCode]] = {
    "newer": (_newer, ExitCode.STUDY),
    "other program": (_other_program, ExitCode.STUDY),
    "truncated": (_truncated, ExitCode.STUDY),
    "no database": (_no_database, ExitCode.STUDY),
    "wrong settings": (_wrong_settings, ExitCode.FAILED),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_study(at_rest: Path, fault: str, command: tuple[str, ...]) -> None:
    break_it, exit_code = BROKEN[fault]
    break_it(at_rest)
    before = _state(at_rest)
    told = {language: run_cli("--lang", language, *command) for language in ("nl", "en")}
    for answer in told.values():
        assert answer.exit_code == exit_code, answer
        assert answer.err.startswith("duiding: ")
        assert answer.err.count("\n") == 1
        assert answer.out == ""
    assert told["nl"].err != told["en"].err
    assert _state(at_rest) == before


def test_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run_cli("--study", "nergens", "sources")
    assert answer.exit_code == ExitCode.STUDY
    assert answer.err == f"duiding: De map {tmp_path / 'nergens'} bestaat niet.\n"
    assert not Path("nergens").exists()


def test_a_folder_without_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run_cli("sources")
    assert answer.exit_code == ExitCode.STUDY
    assert "duiding init" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_inside_the_study(at_rest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUIDING_STUDY")
    monkeypatch.chdir(at_rest / "transcripts")
    answer = run_cli("sources")
    assert answer.exit_code == ExitCode.STUDY
    assert f"--study {at_rest}" in answer.err


def test_a_study_in_use_is_left_alone(
    at_rest: Path, dump: Callable[[], list[tuple]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Session, "open_study", lambda session: open_study(session.folder, busy_timeout_ms=50)
    )
    path = Path("goed.txt")
    path.write_text("I: Hallo\nR1: Dag.", encoding="utf-8")
    before = dump()
    other = apsw.Connection(str(at_rest / "duiding.db"))
    other.execute("BEGIN EXCLUSIVE")
    answer = run_cli("import", path)
    other.execute("ROLLBACK")
    other.close()
    assert answer.exit_code == ExitCode.STUDY
    assert answer.err.startswith("duiding: ")
    assert answer.err.count("\n") == 1
    assert dump() == before


def test_a_read_only_study_can_be_read_and_not_changed(at_rest: Path) -> None:
    path = Path("gesprek.txt")
    path.write_text("I: Hallo\nR1: Dag.", encoding="utf-8")
    run_cli("sources")
    run_cli("import", path, "--preview")
    before = _state(at_rest)
    with without_write_permission(at_rest / "duiding.db"), without_write_permission(at_rest):
        listed = run_cli("sources")
        refused = run_cli("import", path)
    assert listed.exit_code == ExitCode.OK
    assert "gesprek" in listed.out
    assert refused.exit_code == ExitCode.STUDY
    assert refused.err.startswith("duiding: ")
    assert _state(at_rest) == before
