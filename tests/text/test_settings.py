"""``duiding.toml``: read with clear errors, written so that it reads back the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.errors import InputError
from duiding.settings import ReportSettings, Settings, read_settings, write_new_settings
from duiding.text import clean_line

ROOT = Path(__file__).parents[2]
lines = st.text(max_size=40).map(clean_line)


def _read(folder: Path, content: str | bytes) -> Settings:
    path = folder / "duiding.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_settings(path)


@given(
    name=lines.filter(bool), wave=lines, coders=st.lists(lines), region=lines, areas=st.lists(lines)
)
def test_what_was_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    wave: str,
    coders: list[str],
    region: str,
    areas: list[str],
) -> None:
    settings = Settings(
        name=name,
        wave=wave,
        coders=tuple(coders),
        report=ReportSettings(region=region, compare_with=tuple(areas)),
    )
    path = tmp_path_factory.getbasetemp() / "duiding.toml"
    write_new_settings(path, settings)
    assert read_settings(path) == settings


def test_the_example_study_has_good_settings() -> None:
    settings = read_settings(ROOT / "duiding.toml")
    assert settings.example
    assert settings.report.region == "Parkstad Limburg"
    assert settings.report.compare_with == ("Limburg", "Nederland")


def test_an_empty_file_gives_the_defaults_and_the_name_of_the_folder(tmp_path: Path) -> None:
    assert _read(tmp_path, "") == Settings(name=tmp_path.name)


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbf[study]\r\nname = 'Proef'\r\n").name == "Proef"


def test_a_threshold_may_be_written_without_decimals(tmp_path: Path) -> None:
    assert _read(tmp_path, "[suggestions]\nthreshold = 0").suggestions.threshold == 0


def test_strings_are_cleaned(tmp_path: Path) -> None:
    assert _read(tmp_path, '[study]\nname = "Proef\\u202e\\u001b[2J"').name == "Proef[2J"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[study\nname = 'x'", "regel 1: dit is geen geldige TOML"),
        (b"[study]\nname = 'x'\nname = 'y'", "geen geldige TOML"),
        (b"a = " + b"[" * 5000, "geen geldige TOML"),
        (b"\xff\xfe[\x00", "geen tekstbestand in UTF-8"),
        ("[study]\nnaam = 'x'", "onbekende instelling study.naam"),
        ("[onderzoek]\nname = 'x'", "onbekend onderdeel [onderzoek]"),
        ("study = 1", "onbekend onderdeel [study]"),
        ("[study]\ncoders = 'Anna'", "study.coders heeft een waarde van de verkeerde soort"),
        ("[study]\ncoders = [1]", "study.coders heeft een waarde van de verkeerde soort"),
        ("[report]\nchapter_number = true", "report.chapter_number heeft een waarde"),
        ("[report]\nattribution = 'naam'", "kies uit: none, role"),
        ("[study]\nlanguage = 'fr'", "kies uit: nl, en, de"),
        ("[interface]\nlanguage = 'de'", "kies uit: nl, en"),
        ("[suggestions]\nlearn_from = 'all'", "kies uit: team, own"),
        ("[suggestions]\norder = 'best'", "kies uit: certain, uncertain"),
        ("[suggestions]\nthreshold = 60", "moet tussen 0 en 1 liggen"),
        ("[suggestions]\nthreshold = nan", "moet tussen 0 en 1 liggen"),
        ("[suggestions]\nthreshold = '0.6'", "suggestions.threshold heeft een waarde"),
        ("[suggestions]\nthreshold = true", "suggestions.threshold heeft een waarde"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, content)
    assert told in str(caught.value)
    assert "duiding.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
