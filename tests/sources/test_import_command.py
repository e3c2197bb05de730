"""``duiding import`` and ``duiding sources``: what is told, and with which exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from duiding.study import Study
from tests import study_kit as kit

Writer = Callable[..., Path]
TALK = "Gesprek\n\nI: Hoe gaat het?\nR1: Goed.\nHeel goed.\nI: Echt?\nR1: Ja.\n"


def _data(*arguments: object) -> Any:
    return json.loads(kit.run_cli(*arguments, "--json").out)


def test_each_file_is_told_with_its_speakers(study: Study, file: Writer) -> None:
    answer = kit.run_cli("import", file("gesprek.txt", TALK))
    assert answer.exit_code == 0
    assert answer.out.splitlines() == [
        "gesprek · nieuw",
        "    expertinterview · txt · utf-8 · 4 spreekbeurten · 8 woorden",
        "    I   interviewer  2 spreekbeurten  4 woorden",
        "    R1  respondent   2 spreekbeurten  4 woorden",
    ]
    assert "ongewijzigd" in kit.run_cli("import", file("gesprek.txt", TALK)).out
    assert _data("sources")[0]["turns"] == 4


def test_json_says_the_same(study: Study, file: Writer) -> None:
    (found,) = _data("import", file("gesprek.txt", TALK.encode("cp1252")))
    assert (found["status"], found["source"], found["kind"]) == (
        "new",
        "gesprek",
        "expert-interview",
    )
    assert (found["format"], found["encoding"], found["turns"]) == ("txt", "utf-8", 4)
    assert found["speakers"][1] == {"label": "R1", "role": "respondent", "turns": 2, "words": 4}


def test_warnings_name_their_file_and_stay_out_of_the_data(study: Study, file: Writer) -> None:
    answer = kit.run_cli("import", file("b.txt", (TALK + "I: café.").encode("cp1252")))
    assert "b.txt: De tekst is geen UTF-8" in answer.err
    assert "UTF-8" not in answer.out


def test_a_bad_file_does_not_stop_the_others(study: Study, file: Writer) -> None:
    bad, good = file("a.txt", ""), file("b.txt", TALK)
    answer = kit.run_cli("import", bad, good)
    assert answer.exit_code == 3
    assert "b · nieuw" in answer.out
    assert "a.txt is leeg" in answer.err
    assert "1 van de 2" in answer.err
    assert [source["source"] for source in _data("sources")] == ["b"]
    assert kit.run_cli("import", bad).exit_code == 1
    assert kit.run_cli("import", bad, "weg.docx").exit_code == 1
    assert [("error" in found) for found in _data("import", bad, good)] == [True, False]


def test_a_folder_stands_for_its_transcripts(study: Study, file: Writer, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "README.md", "~$a.docx", ".verborgen.txt", "foto.jpg"):
        file(name, TALK.replace("Ja", name))
    found = _data("import", tmp_path, study.folder / ".." / "a.txt")
    assert [item["source"] for item in found] == ["a", "b"]
    assert kit.run_cli("import", study.exports).exit_code == 1


def test_a_readme_among_the_files_is_passed_over_and_told(study: Study, file: Writer) -> None:
    answer = kit.run_cli("import", file("README.md", "# Uitleg"), file("b.txt", TALK))
    assert answer.exit_code == 0
    assert "README.md" in answer.err
    assert "README" not in answer.out


def test_preview_needs_no_study_and_stores_nothing(
    file: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIDING_STUDY", str(tmp_path / "geen"))
    answer = kit.run_cli("import", file("gesprek.txt", TALK), "--preview")
    assert answer.exit_code == 0
    assert "kop: Gesprek" in answer.out
    assert "2  R1  Goed. Heel goed." in answer.out
    assert not (tmp_path / "geen").exists()


def test_roles_kind_and_name_can_be_given(study: Study, file: Writer) -> None:
    path = file("gesprek.txt", TALK)
    answer = kit.run_cli(
        *("import", path, "--name", "Groep", "--kind", "discussion-group"),
        *("--role", "i=moderator", "--role", "Piet=respondent"),
    )
    assert answer.exit_code == 0
    assert "Piet" in answer.err
    (source,) = _data("sources")
    assert (source["source"], source["kind"]) == ("Groep", "discussion-group")
    assert source["speakers"][0]["role"] == "moderator"


@pytest.mark.parametrize("role", ["R1", "=moderator", "R1=baas"])
def test_a_wrong_role_is_a_wrong_call(role: str, study: Study, file: Writer) -> None:
    answer = kit.run_cli("import", file("gesprek.txt", TALK), "--role", role)
    assert answer.exit_code == 2
    assert "LABEL=ROL" in answer.err


def test_one_name_is_not_for_many_files(study: Study, file: Writer) -> None:
    files = file("a.txt", TALK), file("b.txt", TALK)
    assert kit.run_cli("import", *files, "--name", "x").exit_code == 2


def test_a_study_that_fails_half_way_still_tells_what_was_imported(
    study: Study, file: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from duiding.errors import DiskFull
    from duiding.sources import store

    insert = store.insert_text

    def full(*args: Any, **options: Any) -> None:
        if options["transcript"].source.name == "b":
            raise DiskFull("vol")
        insert(*args, **options)

    monkeypatch.setattr(store, "insert_text", full)
    answer = kit.run_cli(
        "import", file("a.txt", TALK), file("b.txt", TALK + "I: O."), file("c.txt", "I: A.\nR: B.")
    )
    assert answer.exit_code == 4
    assert "a · nieuw" in answer.out
    assert [source["source"] for source in _data("sources")] == ["a"]


def test_sources_are_listed_shown_and_removed(study: Study, file: Writer) -> None:
    assert "duiding import" in kit.run_cli("sources").err
    kit.run_cli("import", file("gesprek.txt", TALK))
    assert "I R1" in kit.run_cli("sources").out
    shown = kit.run_cli("sources", "show", "gesprek").out
    assert "2  R1\nGoed.\nHeel goed.\n" in shown
    data = _data("sources", "show", "gesprek")
    assert data["header"] == ["Gesprek"]
    assert [turn["speaker"] for turn in data["turns"]] == ["I", "R1", "I", "R1"]
    assert kit.run_cli("sources", "show", "weg").exit_code == 1
    assert kit.run_cli("sources", "remove", "gesprek").exit_code == 0
    assert _data("sources") == []
