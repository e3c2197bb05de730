"""Tables in files: what Excel, Dutch Excel and other programs find in them."""

import csv
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.errors import InputError, Refused
from duiding.exchange.tables import (
    Cell,
    Column,
    Measure,
    Table,
    csv_text,
    harmless,
    shown_rows,
    table_data,
    write_csv,
    write_xlsx,
)
from duiding.i18n import set_language


def table(*rows: tuple[Cell, ...], name: str = "frequenties") -> Table:
    columns = (
        Column("theme", "thema", Measure.TEXT),
        Column("fragments", "fragmenten"),
        Column("share", "aandeel", Measure.SHARE),
    )
    return Table(name, columns, rows)


ROWS = (("Armoede; é ’", 1234, 0.3513453), ("Wonen, “oud”", 0, None))


def test_csv_is_what_other_programs_expect(tmp_path: Path) -> None:
    write_csv(table(*ROWS), tmp_path / "t.csv")
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"thema,fragmenten,aandeel\r\n")
    frame = pd.read_csv(tmp_path / "t.csv")
    assert list(frame["thema"]) == ["Armoede; é ’", "Wonen, “oud”"]
    assert list(frame["fragmenten"]) == [1234, 0]
    assert frame["aandeel"][0] == 0.351345
    assert pd.isna(frame["aandeel"][1])


def test_dutch_csv_has_semicolons_decimal_commas_and_a_mark(tmp_path: Path) -> None:
    write_csv(table(*ROWS), tmp_path / "t.csv", dutch=True)
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfthema;fragmenten;aandeel\r\n")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1:] == [["Armoede; é ’", "1234", "0,351345"], ["Wonen, “oud”", "0", ""]]


def test_excel_gets_numbers_a_frozen_heading_and_room(tmp_path: Path) -> None:
    write_xlsx(table(*ROWS), tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet.title == "frequenties"
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["thema", "fragmenten", "aandeel"]
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[2]] == ["Armoede; é ’", 1234, 0.3513453]
    assert [cell.number_format for cell in sheet[2]][1:] == ["#,##0", "0.0%"]
    assert sheet["C3"].value is None
    assert sheet.column_dimensions["A"].width >= len("Armoede; é ’")


EVIL = ["=1+1", "+31 6", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "＝1", "\u200b=1", "\t=1"]


@pytest.mark.parametrize("text", EVIL)
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    evil = table((text, 1, 0.5))
    (row,) = list(csv.reader(csv_text(evil).splitlines()))[1:]
    assert row[0][0] in "' "
    write_xlsx(evil, tmp_path / "t.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "t.xlsx").active["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() in text
    assert cell.quotePrefix or cell.value[0] == " "


def test_a_heading_or_a_name_of_the_sheet_is_harmless_too(tmp_path: Path) -> None:
    evil = Table("a/b[c]: " + "x" * 40, (Column("n", "=1"),), ((1,),))
    assert csv_text(evil).startswith("'=1")
    write_xlsx(evil, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet.title == ("a-b-c-- " + "x" * 40)[:31]
    assert sheet["A1"].data_type == "s"


def test_numbers_below_zero_stay_numbers() -> None:
    assert csv_text(table(("x", -3, -0.5))).splitlines()[1] == "x,-3,-0.5"


@given(st.lists(st.tuples(st.text(), st.integers(), st.floats(0, 1) | st.none()), max_size=5))
def test_csv_reads_back_and_no_cell_starts_a_formula(rows: list[tuple[Cell, ...]]) -> None:
    read = list(csv.reader(csv_text(table(*rows)).splitlines(keepends=True)))
    assert len(read) == len(rows) + 1
    assert all(not row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in read)
    assert [row[1] for row in read[1:]] == [str(row[1]) for row in rows]


@given(st.text())
def test_harmless_changes_nothing_else(text: str) -> None:
    assert harmless(text) in (text, "'" + text)


def test_on_screen_numbers_follow_the_language() -> None:
    assert shown_rows(table(*ROWS)) == [
        ["Armoede; é ’", "1.234", "35,1%"],
        ["Wonen, “oud”", "0", "–"],
    ]
    set_language("en")
    assert shown_rows(table(*ROWS))[0][1:] == ["1,234", "35.1%"]


def test_data_for_programs_is_keyed() -> None:
    assert table_data(table(("x", 1, None))) == [{"theme": "x", "fragments": 1, "share": None}]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path, write) -> None:
    target = tmp_path / "t.out"
    target.write_text("van mij")
    with pytest.raises(Refused):
        write(table(*ROWS), target)
    assert target.read_text() == "van mij"
    write(table(*ROWS), target, overwrite=True)
    assert target.read_bytes() != b"van mij"
    with pytest.raises(InputError):
        write(table(*ROWS), tmp_path / "nergens" / "t.out")
    assert list(tmp_path.iterdir()) == [target]
