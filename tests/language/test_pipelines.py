"""What is kept is made again when the pipeline changes, and only then."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.language import Pipelines, annotation, resolving, sentences
from duiding.settings import Settings
from tests.language.conftest import FITS, with_lemmatizer


def test_the_settings_name_a_pipeline_per_language() -> None:
    used = Pipelines.of(Settings("x", pipeline="nl_eigen_sm", pipelines={"de": "de_eigen_sm"}))
    assert {used.choice(code).wanted for code in ("nl", "de", "en")} == {
        *("nl_eigen_sm", "de_eigen_sm", "auto")
    }


def test_the_key_has_name_and_version(install: Callable[..., str]) -> None:
    name = install("nl_fits_sm", with_lemmatizer(), version="1.2.0", spacy_version=FITS)
    assert "nl_fits_sm 1.2.0" in Pipelines({"nl": name}).key("nl")


def test_the_key_changes_with_what_decides_about_an_annotation(
    own_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_lemmatizer().to_disk(own_place)
    keys = {Pipelines().key("nl")}
    assert Pipelines().key("nl") in keys

    def look() -> None:
        keys.add(Pipelines().key("nl"))

    meta = own_place / "meta.json"
    meta.write_text(meta.read_text().replace('"description":""', '"description":"new"'))
    look()
    for module, name in (
        (sentences, "RULES"),
        (annotation, "PACKING"),
        (resolving, "READING"),
    ):
        monkeypatch.setattr(module, name, 99)
        if module is not resolving:
            monkeypatch.setattr(resolving, name, 99)
        look()
    other_words = tmp_path / "words.tsv.gz"
    other_words.write_bytes(b"x")
    monkeypatch.setattr(resolving, "WORD_LIST", other_words)
    look()
    shutil.rmtree(own_place)
    look()
    assert len(keys) == 7
    assert Pipelines().key("de") not in keys


def test_a_pipeline_that_cannot_be_loaded_is_not_tried_at_every_opening(
    install: Callable[..., str], tmp_path: Path
) -> None:
    name = install("nl_broken_sm", with_lemmatizer(), version="1.0", spacy_version=FITS)
    config = tmp_path / name / f"{name}-1.0" / "config.cfg"
    whole = config.read_text()
    config.write_text("[nlp\n")
    first = Pipelines({"nl": name})
    first.load("nl")
    kept = first.key("nl")
    assert first.fits(kept, "nl")
    later = Pipelines({"nl": name})
    assert later.key("nl") != kept
    assert later.fits(kept, "nl")
    later.load("nl")
    assert later.key("nl") == kept

    config.write_text(whole)
    repaired = Pipelines({"nl": name})
    repaired.load("nl")
    assert not repaired.fits(kept, "nl")
    assert repaired.describe("nl") == repaired.load("nl").description


def test_a_pipeline_is_loaded_once(own_place: Path) -> None:
    with_lemmatizer().to_disk(own_place)
    used = Pipelines()
    assert used.load("nl") is used.load("nl")


def test_telling_what_is_used_does_not_load_spacy(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from duiding.language import Pipelines\n"
        "used = Pipelines({'nl': 'nl_core_news_lg'})\n"
        "assert all([used.key('nl'), used.describe('nl'), used.describe('de')])\n"
        "assert not {'spacy', 'thinc', 'numpy'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
