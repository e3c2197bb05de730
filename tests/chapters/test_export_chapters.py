"""``duiding export chapters``: the files, what is left alone, and what is refused."""

import json
from pathlib import Path

import pytest

from duiding.errors import ExitCode
from duiding.sources import list_sources, read_transcript
from duiding.study import Study
from tests import study_kit as kit
from tests.chapters.conftest import BENEFIT, Figures, link
from tests.chapters.docx_kit import Docx, lint
from tests.chapters.outlines import HOSTILE

FILES = [
    "3-2-armoede.docx",
    "3-3-gezondheid.docx",
    "3-4-wonen-leefbaarheid.docx",
    "concept-hoofdstuk-3.docx",
]


@pytest.fixture
def coded(parkstad: Study, figures: Figures) -> Study:
    figures(BENEFIT)
    link(parkstad, "schaamte", "Uitkeringen")
    kit.transcript(
        parkstad,
        "interview-91",
        f"""
        I: Vertel eens?
        [1:05] R91: {{schaamte {HOSTILE.replace("{", "(").replace("}", ")")}}} zeg ik dan.
        R91: Dan lig ik {{stress wakker}}, en {{schuldhulpverlening bel toch eerder aan}}.
        """,
    )
    return parkstad


def files(study: Study) -> list[str]:
    return sorted(path.name for path in study.exports.iterdir())


def test_a_file_per_theme_and_one_with_all(coded: Study) -> None:
    answer = kit.run_cli("export", "chapters")
    assert (answer.exit_code, files(coded)) == (ExitCode.OK, FILES)
    assert answer.out.splitlines() == [str(coded.exports / name) for name in FILES]
    assert "4 citaten, vergeleken met de transcripten." in answer.err
    for name in FILES:
        assert lint((coded.exports / name).read_bytes()) == []


def test_quotes_are_literal_and_nobody_is_named(coded: Study) -> None:
    kit.run_cli("export", "chapters")
    document = Docx((coded.exports / FILES[-1]).read_bytes())
    (source,) = list_sources(coded.database)
    transcript = read_transcript(coded.database, source)
    assert len(document.commented) == 4
    for quoted in document.commented.values():
        assert quoted[0] + quoted[-1] == "“”"
        assert quoted[1:-1] in transcript.text
    for word in ("R91", "interview-91", "codeur-a", "01:05"):
        assert word not in document.text
        assert word in "\n".join("\n".join(lines) for lines in document.comments.values())


def test_a_draft_that_is_there_is_left_alone(coded: Study) -> None:
    kit.run_cli("export", "chapters", "--theme", "armoede")
    mine = coded.exports / "3-2-armoede.docx"
    mine.write_bytes(b"written on by hand")
    for number in (2, 3):
        answer = kit.run_cli("export", "chapters", "--theme", "armoede")
        assert answer.out == f"{coded.exports}/3-2-armoede-{number}.docx\n"
        assert "stond er al en is met rust gelaten" in answer.err
    assert mine.read_bytes() == b"written on by hand"
    answer = kit.run_cli("export", "chapters", "--theme", "armoede", "--overwrite")
    assert answer.out == f"{mine}\n"
    assert lint(mine.read_bytes()) == []


def test_themes_are_chosen_by_key_or_name(coded: Study) -> None:
    kit.run_cli("export", "chapters", "--theme", "Gezondheid", "--theme", "wonen-leefbaarheid")
    assert files(coded) == FILES[1:3]


def test_an_unknown_theme_is_told_with_the_known_ones(coded: Study) -> None:
    answer = kit.run_cli("export", "chapters", "--theme", "armoe")
    assert answer.exit_code == ExitCode.FAILED
    assert "armoe" in answer.err
    assert "armoede, gezondheid, wonen-leefbaarheid" in answer.err
    assert files(coded) == []


def test_number_of_quotes(coded: Study) -> None:
    kit.transcript(coded, "b", "R1: {schulden een}, {schulden twee}, {schulden drie}.")
    for option, count in (("1", 1), ("2", 2), ("all", 3)):
        answer = kit.run_cli(
            "export", "chapters", "--theme", "armoede", "--quotes", option, "--overwrite"
        )
        document = Docx(Path(answer.out.strip()).read_bytes())
        hints = document.texts("Duiding Schrijfhulp")
        assert any(f"{count} van 3 fragmenten, 1 bron." in hint for hint in hints)
    for wrong in ("0", "-1", "veel"):
        assert kit.run_cli("export", "chapters", "--quotes", wrong).exit_code == ExitCode.USAGE


def test_json_tells_what_was_written(coded: Study) -> None:
    kit.run_cli("export", "chapters", "--theme", "armoede")
    answer = kit.run_cli("export", "chapters", "--theme", "armoede", "--json")
    assert json.loads(answer.out) == [
        {
            "file": str(coded.exports / "3-2-armoede-2.docx"),
            "theme": "armoede",
            "quotes": 3,
            "left_alone": str(coded.exports / "3-2-armoede.docx"),
        }
    ]


def test_another_folder_is_made_when_needed(coded: Study, tmp_path: Path) -> None:
    folder = tmp_path / "elders" / "concepten"
    kit.run_cli("export", "chapters", "--to", folder, "--theme", "armoede")
    assert [path.name for path in folder.iterdir()] == ["3-2-armoede.docx"]
    assert files(coded) == []


def test_a_folder_that_cannot_be_written_is_told(coded: Study, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    answer = kit.run_cli("export", "chapters", "--to", tmp_path / "bestand" / "map")
    assert answer.exit_code == ExitCode.FAILED
    assert "--to" in answer.err
    assert len(answer.err.splitlines()) == 1


def test_without_a_codebook_there_is_no_draft(study: Study) -> None:
    answer = kit.run_cli("export", "chapters")
    assert answer.exit_code == ExitCode.FAILED
    assert "duiding codebook import" in answer.err
    assert files(study) == []


def test_without_codings_the_drafts_are_skeletons(parkstad: Study) -> None:
    answer = kit.run_cli("export", "chapters")
    assert (answer.exit_code, files(parkstad)) == (ExitCode.OK, FILES)
    assert "geraamten" in answer.err
    document = Docx((parkstad.exports / FILES[-1]).read_bytes())
    assert lint(document.content) == []
    assert "Van deze pijler zijn geen kwantitatieve data beschikbaar." in document.text


def test_a_draft_follows_the_language_of_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "english"
    monkeypatch.setenv("DUIDING_STUDY", str(folder))
    with kit.new_study(folder, language="en") as study:
        kit.transcript(study, "talk", "R1: {schaamte I am ashamed}.")
        answer = kit.run_cli("export", "chapters")  # the interface speaks Dutch
        assert "1 citaat, vergeleken met het transcript." in answer.err
        document = Docx((study.exports / "draft-chapter-3.docx").read_bytes())
    assert "Policy advice" in document.text
    assert "Beleidsadvies" not in document.text
    assert document.comments[0][0] == "Source: talk, turn 1"
