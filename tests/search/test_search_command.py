"""``duiding search``: lines that stand below each other, files, and coding after a question."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from duiding.cli._search_shown import first_cells, last_cells, line_cells
from duiding.cli.output import cell_width
from duiding.coding import all_codings
from duiding.search import Query, find
from duiding.sources import Transcript
from duiding.study import Study
from tests import study_kit as kit
from tests import words_kit


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    with patch.object(Study, "pipelines", lambda study: words_kit.pipelines()):
        yield


def test_hits_stand_below_each_other(study: Study, talks: list[Transcript]) -> None:
    answer = kit.run_cli("search", "schulden")
    lines = answer.out.splitlines()
    assert len(lines) == 6
    assert lines[0] == "gesprek 1   " + "Ziet u hier veel ".rjust(40) + "schulden?"
    assert [lines[place].casefold().index("schuld") for place in (0, 1, 3)] == [52, 52, 52]
    assert [line[10] for line in lines] == [" ", "•", " ", " ", " ", "•"]
    assert answer.err.splitlines() == ["6 vindplaatsen, in 2 van de 2 bronnen. • is al gecodeerd."]


@pytest.mark.parametrize("columns", [40, 61, 200])
def test_lines_fill_the_window_and_no_more(
    study: Study, talks: list[Transcript], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    wide = "日本語の長い文章。" * 12
    kit.transcript(study, "breed", f"R1: {wide} schulden {wide} q\u0323\u0307 schulden 🙂 ja.")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = kit.run_cli("search", "schulden").out.splitlines()
    assert len(lines) == 8
    assert columns - 20 < max(map(cell_width, lines)) <= columns
    hits = find(study.database, words_kit.pipelines(), Query("schulden")).hits
    places = [hit.source.name for hit in hits]
    cells = list(line_cells(hits, places, columns))
    assert len({cell_width(place + before) for place, before, _hit, _after in cells}) == 1


def test_marks_stay_with_their_letters() -> None:
    assert first_cells("ab\u0323\u0307c", 2) == "ab\u0323\u0307"
    assert last_cells("ab\u0323\u0307c", 2) == "b\u0323\u0307c"
    assert last_cells("日本", 3) == "本"
    assert first_cells("日本", 3) == "日"
    assert (first_cells("", 3), last_cells("abc", 0), first_cells("abc", 3)) == ("", "", "abc")


def test_text_is_never_taken_for_markup(study: Study) -> None:
    kit.transcript(
        study, "a", "R1: Dit is [bold red]schuld[/bold] met <b>teksten</b> en \\x1b[31m."
    )
    assert (
        "[bold red]schuld[/bold] met <b>teksten</b> en \\x1b[31m."
        in kit.run_cli("search", "schuld").out
    )


def test_at_most_so_many_lines_are_printed_and_all_counted(
    study: Study, talks: list[Transcript]
) -> None:
    answer = kit.run_cli("search", "schuld", "--limit", 2)
    assert len(answer.out.splitlines()) == 2
    assert "6 vindplaatsen" in answer.err
    assert "alle: --limit 0" in answer.err


def test_json_and_csv_say_all_of_a_hit(
    study: Study, talks: list[Transcript], tmp_path: Path
) -> None:
    arguments = ("search", "schulden van", "--word", "--json")
    told = json.loads(kit.run_cli(*arguments).out)
    assert (told["term"], told["mode"], told["searched"]) == ("schulden van", "word", 2)
    [hit] = told["hits"]
    assert hit["codes"] == ["armoede/schulden"]
    assert (hit["source"], hit["turn"], hit["speaker"]) == ("groep", 2, "R1")
    text = talks[1].text
    assert text[hit["start"] : hit["end"]] == hit["hit"] == "schulden van"
    kit.run_cli(*arguments[:3], "--csv", tmp_path / "uit.csv", "--dutch")
    assert ";schulden van;" in (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")


def test_hits_can_be_found_without_a_codebook(study: Study) -> None:
    kit.transcript(study, "a", "R1: De schuld.")
    assert kit.run_cli("search", "schuld").exit_code == 0
    assert json.loads(kit.run_cli("search", "schuld", "--json").out)["hits"][0]["codes"] == []


def test_filters_by_code(study: Study, talks: list[Transcript]) -> None:
    def count(*arguments: str) -> int:
        return len(kit.run_cli("search", "schuld", *arguments).out.splitlines())

    assert count("--within", "armoede") == 2
    assert count("--within", "schaamte") == 0
    assert count("--outside", "schulden") == 4
    assert count("--not-coded") == 4
    assert count("--role", "moderator", "--role", "interviewer") == 2


def test_coding_is_shown_and_waits_for_a_yes(study: Study, talks: list[Transcript]) -> None:
    before = len(all_codings(study.database))
    with patch("click.prompt", return_value="n"):
        answer = kit.run_cli("search", "schuld", "--code", "schaamte")
    assert answer.exit_code == 130
    assert "3 plaatsen zouden gecodeerd worden met armoede/schaamte:" in answer.err
    assert "  gesprek 2  Een schuld drukt op je." in answer.err
    assert len(all_codings(study.database)) == before
    with patch("click.prompt", return_value="J"):
        answer = kit.run_cli("search", "schuld", "--code", "schaamte")
    assert "3 nieuwe coderingen" in answer.err
    assert "niet door een respondent gezegd: 2" in answer.err
    assert len(all_codings(study.database)) == before + 3


def test_coding_without_a_question_is_one_act_in_the_history(
    study: Study, talks: list[Transcript]
) -> None:
    before = kit.told_codings(study)
    answer = kit.run_cli("search", "schuld", "--code", "schaamte", "--yes", "--json")
    assert json.loads(answer.out) == {
        "code": "armoede/schaamte", "new": 3, "known": 0, "others": 2
    }  # fmt: skip
    history = kit.run_cli("code", "history", "--limit", 1).out
    assert "alle vindplaatsen coderen" in history
    kit.run_cli("code", "undo")
    assert kit.told_codings(study) == before


def test_nothing_found_says_what_to_try_next(study: Study, talks: list[Transcript]) -> None:
    answer = kit.run_cli("search", "bijstand")
    assert (answer.exit_code, answer.out) == (0, "")
    assert answer.err == (
        "'bijstand' is niet gevonden in 2 bronnen. Probeer samenstellingen (--part), of --word met "
        "* voor willekeurige letters.\n"
    )
    answer = kit.run_cli("search", "bijstand", "--code", "schaamte", "--source", "groep")
    assert "Of laat filters weg." in answer.err


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (("", "--code", "schaamte", "--yes"), 1, "niets om naar te zoeken"),
        (("(", "--regex", "--code", "schaamte", "--yes"), 1, "bij teken 1"),
        (("x", "--code", "onbekend", "--yes"), 1, "onbekend"),
        (("x", "--source", "onbekend"), 1, "gesprek, groep"),
        (("x", "--speaker", "Q9"), 1, "Q9"),
        (("x", "--within", "onbekend"), 1, "onbekend"),
        (("x", "--yes"), 2, "--code"),
        (("x", "--case"), 2, "--word"),
        (("x", "--accents", "--regex"), 2, "--word"),
        (("x", "--within", "armoede", "--not-coded"), 2, "Kies er één"),
        (("x", "--code", "schaamte", "--csv", "-"), 2, "--csv"),
        (("x", "--dutch"), 2, "--csv"),
        (("x", "--role", "baas"), 2, "baas"),
    ],
)
def test_what_is_not_right_is_told_in_one_sentence_and_changes_nothing(
    study: Study,
    talks: list[Transcript],
    arguments: tuple[str, ...],
    exit_code: int,
    sentence: str,
) -> None:
    before = all_codings(study.database)
    answer = kit.run_cli("search", *arguments)
    assert answer.exit_code == exit_code
    assert sentence in answer.err.splitlines()[0]
    assert answer.out == ""
    assert all_codings(study.database) == before
