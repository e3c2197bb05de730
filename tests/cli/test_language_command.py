"""``duiding language``: which pipeline, why, and getting a better one; errors are one sentence."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from duiding.language import resolving
from duiding.study import Study
from tests import study_kit as kit

TALK = "I: Hoe gaat het?\nR1: De kinderen hebben schulden."


@pytest.fixture(autouse=True)
def words_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "leeg").mkdir()
    monkeypatch.setattr(resolving, "MODELS", tmp_path / "leeg")


@pytest.fixture
def download(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], list[list[str]]]:
    """Let spaCy's download end with an exit code after saying something."""

    def answer(code: int, said: str) -> list[list[str]]:
        asked: list[list[str]] = []

        def run(arguments: list[str], **options: object) -> object:
            asked.append(arguments)
            return SimpleNamespace(returncode=code, stdout=said)

        monkeypatch.setattr(subprocess, "run", run)
        return asked

    return answer


def test_show_tells_per_language_what_is_used_and_why(study: Study) -> None:
    kit.transcript(study, "een", TALK)
    kit.transcript(study, "zwei", TALK)
    study.close()
    assert kit.run_cli("sources", "language", "zwei", "de").exit_code == 0
    told = kit.run_cli("language")
    assert told.exit_code == 0
    assert [line.split() for line in told.out.splitlines()[2:]] == [
        ["nl", "duiding-nl", "1", "1", "0"],
        ["de", "duiding-de", "1", "1", "0"],
    ]
    assert "duiding language install de_core_news_sm" in told.err
    shown = json.loads(kit.run_cli("language", "show", "--json").out)
    assert [(row["language"], row["kind"]) for row in shown] == [("nl", "words"), ("de", "plain")]


def test_what_could_not_be_loaded_is_not_said_to_be_in_use(study: Study, tmp_path: Path) -> None:
    own = tmp_path / "leeg" / "nl_duiding_sm"
    own.mkdir()
    (own / "meta.json").write_text('{"version": "1.0", "spacy_version": ">=3.8"}')
    kit.transcript(study, "een", TALK)
    kit.codebook(study)
    study.close()
    assert "wordt gebruikt, nl_duiding_sm 1.0" in kit.run_cli("language").err
    made = kit.run_cli("suggestions", "make").err
    assert "wordt gebruikt, nl_duiding_sm" not in made
    assert "woordenlijst" in made.splitlines()[0]
    for command in (("language",), ("doctor",), ("suggestions", "make")):
        told = kit.run_cli(*command)
        assert "wordt gebruikt, nl_duiding_sm" not in told.out + told.err, command
        assert "duiding language annotate" in told.out + told.err, command
    assert json.loads(kit.run_cli("language", "--json").out)[0]["annotated"] == 1


def test_annotate_reads_what_is_new(study: Study) -> None:
    kit.transcript(study, "een", TALK)
    kit.transcript(study, "twee", TALK)
    study.close()
    assert kit.run_cli("language", "annotate", "--source", "een").out.startswith("1 bron gelezen")
    done = kit.run_cli("language", "annotate")
    assert done.out == "1 bron gelezen, 1 waren al gelezen\n"
    assert [line.split()[-2:] for line in kit.run_cli("language").out.splitlines()[2:]] == [
        ["2", "2"]
    ]


def test_an_empty_study_and_an_unknown_source_are_told(study: Study) -> None:
    study.close()
    assert kit.run_cli("language", "annotate").exit_code == 0
    done = kit.run_cli("language", "annotate", "--source", "weg")
    assert (done.exit_code, done.out) == (1, "")


@pytest.mark.parametrize("name", ["requests", "nl_core_news_sm==1", "--help-me", "https://x/y"])
def test_only_pipelines_of_spacy_are_installed(
    download: Callable[[int, str], list[list[str]]], name: str
) -> None:
    asked = download(0, "")
    done = kit.run_cli("language", "install", "--", name)
    assert (done.exit_code, asked) == (1, [])


def test_the_small_pipeline_of_the_study_is_installed_else(
    download: Callable[[int, str], list[list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.new_study(tmp_path / "deutsch", language="de").close()
    monkeypatch.setenv("DUIDING_STUDY", str(tmp_path / "deutsch"))
    asked = download(1, "")
    assert kit.run_cli("language", "install").exit_code == 1
    assert asked[0][-1] == "de_core_news_sm"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x')", "niet bereikbaar"),
        ("✘ No compatible package found for 'nl_core_news_sm'", "geen voor spaCy"),
        ("error: externally-managed-environment", "kan niet geschreven worden"),
        ("iets\nERROR: iets anders", "ERROR: iets anders"),
        ("", "niet geïnstalleerd"),
    ],
)
def test_a_download_that_fails_is_told_in_one_sentence(
    download: Callable[[int, str], list[list[str]]], said: str, told: str
) -> None:
    download(1, said)
    done = kit.run_cli("language", "install", "nl_core_news_sm")
    assert done.exit_code == 1
    assert told in done.err.splitlines()[-1]
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 2


def test_a_download_that_brought_nothing_is_told(
    download: Callable[[int, str], list[list[str]]],
) -> None:
    download(0, "")
    done = kit.run_cli("language", "install", "nl_core_news_sm")
    assert (done.exit_code, done.out) == (1, "")


def test_without_pip_the_way_to_get_it_is_told(
    download: Callable[[int, str], list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = download(0, "")
    find_spec = importlib.util.find_spec

    def no_pip(name: str, package: str | None = None) -> object:
        return None if name == "pip" else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", no_pip)
    done = kit.run_cli("language", "install", "nl_core_news_sm")
    assert (done.exit_code, asked) == (1, [])
    assert sys.executable in done.err


def test_a_pipeline_that_is_there_is_not_installed_again(
    download: Callable[[int, str], list[list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "en_core_web_sm"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    meta = {"version": "3.8.0", "spacy_version": f">={resolving.spacy_version()}"}
    (package / "meta.json").write_text(json.dumps(meta))
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    asked = download(1, "")
    done = kit.run_cli("language", "install", "en_core_web_sm")
    assert (done.exit_code, asked) == (0, [])
    assert "en_core_web_sm 3.8.0" in done.out


def test_the_language_of_a_source_is_given_at_import_and_shown_when_it_differs(
    study: Study, tmp_path: Path
) -> None:
    study.close()
    path = tmp_path / "gespräch.txt"
    path.write_text("Interviewer: Wie geht's?\nR1: Gut.\nInterviewer: Ja?\nR1: Ja.")
    assert kit.run_cli("import", path, "--language", "de").exit_code == 0
    assert "(de)" in kit.run_cli("sources").out
    assert "(de)" in kit.run_cli("sources", "show", "gespräch").out
    assert json.loads(kit.run_cli("sources", "--json").out)[0]["language"] == "de"
    assert kit.run_cli("sources", "language", "gespräch", "nl").exit_code == 0
    assert "(" not in kit.run_cli("sources").out
    assert kit.run_cli("code", "undo").exit_code == 0
    assert "(de)" in kit.run_cli("sources").out
    assert kit.run_cli("sources", "language", "gespräch", "fr").exit_code == 2
