"""The colours that somebody chose are there again at the next start."""

from pathlib import Path

import pytest

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import remembered
from tests.tui.tui_kit import Driven, drive


def file_of() -> Path:
    return remembered.config_folder() / "screen.json"


def choose(study: Study, times: int = 1) -> None:
    """Start the program, choose the next theme so often, and leave."""

    async def scenario(user: Driven) -> None:
        for _turn in range(times):
            await user.press("colon", *"contrast", "enter")

    drive(study, scenario)


def theme_of(study: Study) -> str:
    """Return the theme with which the program starts."""
    seen = []

    async def scenario(user: Driven) -> None:
        seen.append(user.app.theme)

    drive(study, scenario)
    return str(seen[0])


def test_the_theme_is_remembered_and_nothing_else_is_written(study: Study):
    assert theme_of(study) == "duiding-dark"
    assert not remembered.config_folder().exists()
    choose(study)
    assert theme_of(study) == "duiding-light"
    choose(study)
    assert theme_of(study) == "duiding-contrast"
    assert [path.name for path in remembered.config_folder().rglob("*")] == ["screen.json"]
    assert file_of().read_text(encoding="utf-8") == '{"theme": "contrast"}\n'


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"theme": 3}', b'{"theme": "pink"}', b"[" * 5000, b"null"],
)
def test_a_damaged_file_is_as_good_as_none(study: Study, content: bytes):
    file_of().parent.mkdir(parents=True)
    file_of().write_bytes(content)
    assert theme_of(study) == "duiding-dark"
    choose(study)
    assert theme_of(study) == "duiding-light"


def test_a_folder_that_cannot_be_made_or_read_is_passed_over(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(remembered, "config_folder", lambda: tmp_path / "file" / "settings")
    choose(study)
    assert theme_of(study) == "duiding-dark"
    monkeypatch.setattr(remembered, "config_folder", lambda: tmp_path / "folder")
    file_of().mkdir(parents=True)
    choose(study)
    assert theme_of(study) == "duiding-dark"


def test_a_person_without_a_home(study: Study, monkeypatch: pytest.MonkeyPatch):
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(remembered, "config_folder", nowhere)
    choose(study)
    assert theme_of(study) == "duiding-dark"


def test_an_explicit_choice_wins(study: Study, monkeypatch: pytest.MonkeyPatch):
    choose(study)
    monkeypatch.setenv("DUIDING_THEME", "contrast")
    assert theme_of(study) == "duiding-contrast"
    monkeypatch.setenv("DUIDING_THEME", "pink")
    assert theme_of(study) == "duiding-light"


def test_no_colours_win_and_what_is_remembered_stays(
    study: Study, told: Transcript, monkeypatch: pytest.MonkeyPatch
):
    choose(study)
    with monkeypatch.context() as patch:
        patch.setenv("NO_COLOR", "1")
        patch.setenv("DUIDING_THEME", "contrast")
        choose(study)
        assert theme_of(study) == "ansi-dark"
    assert theme_of(study) == "duiding-light"
