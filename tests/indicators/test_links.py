"""Links between codes and indicators: made by hand, by files in any order, and undone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.codebook import current_codebook, export_codebook, import_codebook
from duiding.codebook.files import read_codebook_file
from duiding.coding import redo, undo
from duiding.errors import NotFound
from duiding.indicators import (
    find_indicator,
    import_indicators,
    link_indicator,
    links,
    list_indicators,
    unlink_indicator,
)
from duiding.study import Study
from tests import study_kit as kit

Write = Callable[..., Path]
ROWS = (
    "armoede,Minima,%,hoger = slechter,2018,CBS,Heerlen,gemeente,11,,=,\n"
    "armoede,Bijstand,%,hoger = slechter,2018,CBS,Heerlen,gemeente,5,,=,\n"
)
BOOK = """\
codebook: proef
name: Proef
themes:
  - id: armoede
    name: Armoede
    indicators:
      - minima
      - Nergens gemeten
    codes:
      - id: schulden
        name: Schulden
        kind: duiding
        indicators: [Bijstand]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "boek.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def _links(study: Study) -> set[tuple[str, str]]:
    codes = current_codebook(study.database).by_id
    names = {i.id: i.name for i in list_indicators(study.database)}
    return {(codes[link.code_id].key, names[link.indicator_id]) for link in links(study.database)}


ASKED = {("armoede", "Minima"), ("armoede/schulden", "Bijstand")}


@pytest.mark.parametrize("codebook_first", [True, False])
def test_links_that_a_codebook_asks_for_are_made_in_any_order(
    study: Study, table: Write, book: Path, codebook_first: bool
) -> None:
    if codebook_first:
        waiting = import_codebook(study.database, book, coder_id=None)
        assert len(waiting.links_waiting) == 3
        done = import_indicators(study.database, table(ROWS), coder_id=None)
        assert len(done.links_made) == 2
    else:
        import_indicators(study.database, table(ROWS), coder_id=None)
        made = import_codebook(study.database, book, coder_id=None)
        assert (len(made.links_made), len(made.links_waiting)) == (2, 1)
    assert _links(study) == ASKED
    again = import_codebook(study.database, book, coder_id=None)
    assert not again.changed_anything
    assert [want.indicator for want in again.links_waiting] == ["Nergens gemeten"]


def test_a_wish_that_left_the_file_is_forgotten(study: Study, table: Write, book: Path) -> None:
    import_codebook(study.database, book, coder_id=None)
    book.write_text(BOOK.replace("      - minima\n", ""), encoding="utf-8")
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    assert _links(study) == {("armoede/schulden", "Bijstand")}


def test_a_link_by_hand_survives_the_file_and_is_told(
    study: Study, table: Write, book: Path
) -> None:
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    link_indicator(
        study.database,
        code_id=kit.code(study, "schulden").id,
        indicator_id=find_indicator(study.database, "Minima").id,
        coder_id=study.coder_id(),
    )
    done = import_codebook(study.database, book, coder_id=None)
    assert _links(study) == ASKED | {("armoede/schulden", "Minima")}
    assert any("armoede/schulden" in w and "Minima" in w for w in done.warnings)


def test_links_and_wishes_go_out_with_the_codebook(
    study: Study, table: Write, book: Path, tmp_path: Path
) -> None:
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    path = tmp_path / "uit.yaml"
    export_codebook(study.database, "proef", path)
    codes = {code.key: set(code.indicators) for code in read_codebook_file(path).codes}
    assert codes == {"armoede": {"Minima", "Nergens gemeten"}, "armoede/schulden": {"Bijstand"}}


def test_linking_and_unlinking_can_be_undone_and_redone(
    study: Study, table: Write, book: Path
) -> None:
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    coder = study.coder_id()
    pair = {
        "code_id": kit.code(study, "schulden").id,
        "indicator_id": find_indicator(study.database, "Minima").id,
        "coder_id": coder,
    }
    made = link_indicator(study.database, **pair)
    assert link_indicator(study.database, **pair) == made
    more = ASKED | {("armoede/schulden", "Minima")}
    assert _links(study) == more
    undo(study.database, coder_id=coder)
    assert _links(study) == ASKED
    redo(study.database, coder_id=coder)
    unlink_indicator(study.database, **pair)
    assert _links(study) == ASKED
    undo(study.database, coder_id=coder)
    assert _links(study) == more


def test_what_is_not_there_cannot_be_linked(study: Study, table: Write, book: Path) -> None:
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    code, coder = kit.code(study, "schulden").id, study.coder_id()
    with pytest.raises(NotFound):
        link_indicator(study.database, code_id=code, indicator_id="weg", coder_id=coder)
    minima = find_indicator(study.database, "Minima").id
    with pytest.raises(NotFound):
        unlink_indicator(study.database, code_id=code, indicator_id=minima, coder_id=coder)


# Command line -------------------------------------------------------------------------------------


def test_the_commands_import_list_and_link(
    study: Study, table: Write, book: Path, areas_file: Path
) -> None:
    path = table(ROWS)
    first = kit.run_cli("indicators", "import", path, areas_file, book.parent / "weg.csv")
    assert first.exit_code == 3
    assert "2 nieuwe indicatoren" in first.err
    assert "Parkstad Limburg bestaat uit: Heerlen, Kerkrade" in first.err
    assert "niet in de lijst" not in first.err  # the areas went first
    assert "weg.csv" in first.err
    assert "staat al zo" in kit.run_cli("indicators", "import", path).err
    assert kit.run_cli("codebook", "import", book).exit_code == 0
    assert kit.run_cli("link", "schuld", "mini").exit_code == 0
    listed = kit.run_cli("link", "--list", "schulden", "--json").out
    assert '"Minima"' in listed
    assert '"Bijstand"' in listed
    assert kit.run_cli("link", "--remove", "schuld", "mini").exit_code == 0
    assert '"Minima"' not in kit.run_cli("link", "--list", "schulden", "--json").out


def test_a_mistyped_name_is_answered_with_candidates(
    study: Study, table: Write, book: Path
) -> None:
    import_codebook(study.database, book, coder_id=None)
    import_indicators(study.database, table(ROWS), coder_id=None)
    wrong = kit.run_cli("link", "schuldne", "mini")
    assert wrong.exit_code == 1
    assert "armoede/schulden?" in wrong.err
    wrong = kit.run_cli("link", "schuld", "bijstnd")
    assert "Bijstand?" in wrong.err
    both = kit.run_cli("link", "schuld", "i")
    assert "Minima; Bijstand" in both.err
    assert kit.run_cli("link", "schuld").exit_code == 2


def test_values_are_listed_in_dutch_numbers(study: Study, table: Write, areas_file: Path) -> None:
    rows = ROWS + 'armoede,Minima,%,hoger = slechter,2018,CBS,Nederland,land,7.1,,=,"7,1%"\n'
    kit.run_cli("indicators", "import", table(rows), areas_file)
    settings = study.folder / "duiding.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('region = ""', 'region = "Parkstad"').replace(
            "compare_with = []", 'compare_with = ["Nederland"]'
        ),
        encoding="utf-8",
    )
    answer = kit.run_cli("indicators", "list")
    assert answer.exit_code == 0
    line = next(line for line in answer.out.splitlines() if "Minima" in line)
    assert "11% (Heerlen)" in line
    assert "7,1%" in line
    assert "7,1%" in kit.run_cli("indicators", "list", "mini").out
    assert kit.run_cli("indicators", "list", "--theme", "weg").exit_code == 1
    assert "GM0917" in kit.run_cli("indicators", "areas").out
