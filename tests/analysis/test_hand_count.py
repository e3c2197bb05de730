"""The example study against the count by hand in ``hand_count.md``."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from duiding.analysis import Filters, FrequencyRow, count_frequencies, theme_counts
from duiding.study import Study, open_study
from tests import study_kit as kit

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).with_name("hand_count.md").read_text(encoding="utf-8")


def page_table(heading: str) -> dict[str, dict[str, int]]:
    """Return the table below a heading of the page: first cell → column → number."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith("|")
    ]
    (_, *columns), _rule, *rows = lines
    return {name: dict(zip(columns, map(int, numbers), strict=True)) for name, *numbers in rows}


THEMES, CODES, SPOKEN = map(page_table, ("Per theme", "Six codes", "Words and speakers"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The example study, imported as a researcher does it, once for this file."""
    folder = tmp_path_factory.mktemp("voorbeeld")
    for name in ("codebooks", "transcripts", "codings"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "duiding.toml", folder)
    transcripts = [p for p in sorted((folder / "transcripts").iterdir()) if p.suffix != ".md"]
    for arguments in (
        ("codebook", "import", folder / "codebooks" / "nulmeting-2021.yaml"),
        ("import", *transcripts),
        ("code", "import", folder / "codings" / "voorbeeld.csv"),
    ):
        answer = kit.run_cli("--study", folder, *arguments)
        assert answer.exit_code == 0, answer.err
    with open_study(folder) as study:
        yield study


def counted(study: Study, by: str = "theme", **filters: str) -> dict[str, FrequencyRow]:
    table = count_frequencies(
        study.database, study.codebook(), by=by, filters=Filters.of(**filters)
    )
    return {row.label.key: row for row in table.rows} | {"total": table.total}


def fragments(study: Study, by: str = "theme", **filters: str) -> dict[str, int]:
    return {key: row.fragments for key, row in counted(study, by, **filters).items()}


def column(page: dict[str, dict[str, int]], name: str) -> dict[str, int]:
    return {key: numbers[name] for key, numbers in page.items()}


def test_the_page_has_every_theme(example: Study) -> None:
    assert list(THEMES) == [theme.key for theme in example.codebook().themes] + ["total"]
    assert (len(CODES), len(SPOKEN)) == (6, 3)


@pytest.mark.parametrize("measure", ["fragments", "codings", "sources"])
def test_themes_and_total(example: Study, measure: str) -> None:
    rows = counted(example)
    assert {key: getattr(row, measure) for key, row in rows.items()} == column(THEMES, measure)


@pytest.mark.parametrize("coder", ["codeur-a", "codeur-b"])
def test_themes_by_coder(example: Study, coder: str) -> None:
    assert fragments(example, coders=coder) == column(THEMES, coder)


@pytest.mark.parametrize(
    ("kind", "heading"), [("expert-interview", "interviews"), ("focus-group", "focus groups")]
)
def test_themes_by_kind_of_source(example: Study, kind: str, heading: str) -> None:
    assert fragments(example, source_kinds=kind) == column(THEMES, heading)


def test_single_codes(example: Study) -> None:
    rows = counted(example, "code")
    by_coder = {name: fragments(example, "code", coders=name) for name in kit.CODERS}
    assert {
        key: {
            "fragments": rows[key].fragments,
            "codings": rows[key].codings,
            "sources": rows[key].sources,
            **{name: found[key] for name, found in by_coder.items()},
        }
        for key in CODES
    } == CODES


def test_words_and_speakers(example: Study) -> None:
    rows = counted(example)
    assert {
        key: {"words": rows[key].words, "speakers": rows[key].speakers} for key in SPOKEN
    } == SPOKEN


def test_the_home_screen_shows_the_same(example: Study) -> None:
    shown = theme_counts(example.database, example.codebook())
    assert {count.theme.key: (count.fragments, count.sources) for count in shown} == {
        key: (numbers["fragments"], numbers["sources"])
        for key, numbers in THEMES.items()
        if key != "total"
    }


def test_the_command_prints_the_same(example: Study) -> None:
    out = kit.run_cli("--study", example.folder, "stats", "--csv", "-").out
    printed = [line.split(",")[1:4] for line in out.splitlines()[1:]]
    assert printed == [
        [str(numbers[name]) for name in ("fragments", "sources", "codings")]
        for numbers in THEMES.values()
    ]
