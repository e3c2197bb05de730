"""The language of the interface is chosen once, by rules, and numbers follow it."""

import pytest

from duiding import i18n
from duiding.cli._language import choose_language
from tests.study_kit import run_cli


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], "", "nl"),
        ([], "en", "en"),
        ([], "en_GB.UTF-8", "en"),
        ([], "fr", "nl"),
        (["--lang", "en"], "nl", "en"),
        (["--lang=nl"], "en", "nl"),
        (["--lang"], "", "nl"),
    ],
)
def test_order_of_choice(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: str, language: str
) -> None:
    monkeypatch.setenv("DUIDING_LANG", environment)
    choose_language(arguments)
    assert i18n.language() == language


def test_the_study_can_choose(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "duiding.toml").write_text('[interface]\nlanguage = "en"\n', encoding="utf-8")
    choose_language(["--study", str(tmp_path), "sources"])
    assert i18n.language() == "en"


def test_help_comes_in_both_languages() -> None:
    dutch, english = run_cli("--lang", "nl", "--help").out, run_cli("--lang", "en", "--help").out
    assert "Gebruik:" in dutch
    assert "Opdrachten" in dutch
    assert "Usage:" in english
    assert "Commands" in english
    assert "Import transcripts." not in dutch


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (23.4, None, "23,4", "23.4"),
        (170000, None, "170.000", "170,000"),
        (1234.5, 2, "1.234,50", "1,234.50"),
        (0, 1, "0,0", "0.0"),
        (-3.1415, None, "-3,142", "-3.142"),
        (100, None, "100", "100"),
    ],
)
def test_numbers(value: float, decimals: int | None, dutch: str, english: str) -> None:
    assert i18n.format_number(value, decimals, language="nl") == dutch
    assert i18n.format_number(value, decimals, language="en") == english
