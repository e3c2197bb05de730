"""Tables as people have them: encodings, separators, decimals, spreadsheets; and faults told."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.errors import InputError
from duiding.indicators import (
    Direction,
    Qualifier,
    Value,
    areas,
    import_areas,
    import_indicators,
    list_indicators,
)
from duiding.indicators.store import values
from duiding.indicators.tables import _cell
from duiding.study import Study
from tests.indicators.conftest import AREAS, HEADER

Write = Callable[..., Path]

ROWS = """\
armoede,Minima,%,hoger = slechter,2018,CBS,Heerlen,gemeente,11.5,,=,"11,5%"
armoede,Minima,%,hoger = slechter,2018,CBS,Nederland,land,7,,=,7%
"""


def _only(study: Study) -> Value:
    (value,) = values(study.database)
    return value


def test_dutch_headers_semicolons_commas_and_windows_letters(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes(
        "Thema;Indicator;Eenheid;Richting;Jaar;Bron;Gebied;Niveau;Waarde\n"
        "wonen;Woningwaarde;euro;hoger = beter;2020;CBS;Súdwest-Fryslân;gemeente;1.234,5\n"
        "wonen;Woningwaarde;euro;hoger = beter;2020;CBS;Heerlen;gemeente;>135.000\n"
        "wonen;Woningwaarde;euro;hoger = beter;2020;CBS;Kerkrade;gemeente;.\n".encode("cp1252")
    )
    import_indicators(study.database, path, coder_id=None)
    first, second, third = values(study.database)
    assert (first.value, first.area_text) == (1234.5, "Súdwest-Fryslân")
    assert (second.value, second.qualifier, second.literal) == (
        135000.0,
        Qualifier.ABOVE,
        ">135.000",
    )
    assert (third.value, third.missing_reason) == (None, ".")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_of_excel_come_in_whatever_it_made_of_them(
    study: Study, tmp_path: Path, encoding: str, separator: str
) -> None:
    header = HEADER.strip().replace(",", separator)
    cells = ["zorg", "Café’s", "aantal", "neutraal", "2020", "GGD", "Heerlen", "gemeente"]
    line = separator.join([*cells, "3", "", "=", "drie"])
    path = tmp_path / "tabel.csv"
    path.write_bytes(f"{header}\r\n{line}\r\n".encode(encoding))
    import_indicators(study.database, path, coder_id=None)
    assert [i.name for i in list_indicators(study.database)] == ["Café’s"]
    assert _only(study).literal == "drie"


def test_a_spreadsheet_gives_the_same_as_its_csv(study: Study, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["indicator", "unit", "direction", "year", "area", "level", "value", "qualifier"])
    sheet.append(["Minima", "%", "hoger = slechter", 2018, "Heerlen", "gemeente", 11.5, None])
    sheet.append(["Minima", "%", "hoger = slechter", 2018, "Kerkrade", "gemeente", 12, None])
    sheet.append([None] * 8)
    sheet.append(["Minima", "%", "hoger = slechter", 2018, "Landgraaf", "gemeente", "X", None])
    path = tmp_path / "tabel.xlsx"
    book.save(path)
    import_indicators(study.database, path, coder_id=None)
    assert [(v.value, v.period, v.literal) for v in values(study.database)] == [
        (11.5, "2018", "11.5"),
        (12.0, "2018", "12"),
        (None, "2018", "X"),
    ]


def test_a_year_that_a_spreadsheet_holds_as_a_fraction_is_a_year() -> None:
    assert [_cell(value) for value in (2018.0, 11.5, None, 7)] == ["2018", "11.5", "", "7"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("16", (16.0, None, Qualifier.EXACT)),
        (">16%", (16.0, None, Qualifier.ABOVE)),
        ("≥ 12", (12.0, None, Qualifier.AT_LEAST)),
        ("11-13%", (11.0, 13.0, Qualifier.RANGE)),
        ("11.5–13", (11.5, 13.0, Qualifier.RANGE)),
        ("ca. 50%", (50.0, None, Qualifier.ABOUT)),
        ("bijna 70%", (70.0, None, Qualifier.NEARLY)),
        ("-0.25", (-0.25, None, Qualifier.EXACT)),
        ("−3", (-3.0, None, Qualifier.EXACT)),
        ("X", (None, None, Qualifier.MISSING)),
        ("-99999999", (None, None, Qualifier.MISSING)),
        ("    75.2", (75.2, None, Qualifier.EXACT)),
    ],
)
def test_a_cell_may_say_itself_how_exact_it_is(
    study: Study, table: Write, cell: str, expected: tuple[object, ...]
) -> None:
    path = table(
        f"Minima,%,neutraal,Heerlen,{cell}\n", header="indicator,unit,direction,area,value\n"
    )
    import_indicators(study.database, path, coder_id=None)
    value = _only(study)
    assert (value.value, value.value_max, value.qualifier) == expected


BAD = {
    "unknown column": ("value_text\n", "value_text,kleur\n", "kleur"),
    "column twice": ("value_max,", "value,", "value"),
    "column without name": ("value_max,", ",", "kolom 10"),
    "no number": ("11.5", "elf", "rij 2: 'elf'"),
    "two decimals": (",7,,", ',"7,5",,', "rij 3: '7,5'"),
    "direction unknown": ("hoger = slechter,2018,CBS,Ned", "hoger,2018,CBS,Ned", "rij 3.*hoger"),
    "direction missing": ("hoger = slechter,2018,CBS,Ned", ",2018,CBS,Ned", "rij 3.*richting"),
    "direction changes": (
        "hoger = slechter,2018,CBS,Ned",
        "hoger = beter,2018,CBS,Ned",
        "rij 3.*direction",
    ),
    "unit changes": (
        "Minima,%,hoger = slechter,2018,CBS,Ned",
        "Minima,euro,hoger = slechter,2018,CBS,Ned",
        "rij 3.*unit",
    ),
    "qualifier unknown": (",=,7%", ",!,7%", "rij 3.*'!'"),
    "qualifier without value": (",7,,=,", ",,,=,", "rij 3.*ontbreekt"),
    "value without qualifier": (",7,,=,", ",7,,ontbreekt,", "rij 3.*ontbreekt"),
    "range without top": (",7,,=,", ",7,,bereik,", "rij 3.*bereik"),
    "range upside down": (",7,,=,", ",7,5,bereik,", "rij 3.*bovengrens"),
    "bound of another kind": (",7,,=,", ",>7,,<,", "rij 3.*'<'"),
    "period without year": ("2018,CBS,Ned", "nu,CBS,Ned", "rij 3.*nu"),
    "no indicator": (
        "armoede,Minima,%,hoger = slechter,2018,CBS,Ned",
        "armoede,,%,hoger = slechter,2018,CBS,Ned",
        "rij 3.*indicator",
    ),
    "two values of one cell": ("Nederland,land", "Heerlen,gemeente", "rij 3.*rij 2"),
    "too many cells": (",=,7%", ",=,7%,8%,9%", "rij 3"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_its_row_and_changes_nothing(
    study: Study, tmp_path: Path, case: str
) -> None:
    old, new, words = BAD[case]
    text = HEADER + ROWS
    assert old in text
    path = tmp_path / "fout.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words) as told:
        import_indicators(study.database, path, coder_id=None)
    assert "fout.csv" in str(told.value)
    assert "\n" not in str(told.value)
    assert not values(study.database)
    assert not list_indicators(study.database)
    assert study.database.value("SELECT count(*) FROM history") == 0


@pytest.mark.parametrize("column", ["indicator", "unit", "direction", "area", "value"])
def test_a_column_that_is_needed_is_named(study: Study, table: Write, column: str) -> None:
    names = [n for n in ("indicator", "unit", "direction", "area", "value") if n != column]
    path = table("1,2,3,4\n", header=",".join(names) + "\n")
    with pytest.raises(InputError, match=f"'{column}' ontbreekt"):
        import_indicators(study.database, path, coder_id=None)


def test_a_number_that_can_be_two_is_refused_not_guessed(study: Study, table: Write) -> None:
    rows = "wonen,WOZ,euro,hoger = beter,2020,CBS,Heerlen,gemeente,135.000,,=,\n"
    with pytest.raises(InputError, match=r"135\.000"):
        import_indicators(study.database, table(rows), coder_id=None)
    known = (
        rows
        + "wonen,WOZ,euro,hoger = beter,2020,CBS,Kerkrade,gemeente,'130.000,50',,=,\n".replace(
            "'", '"'
        )
    )
    import_indicators(study.database, table(known), coder_id=None)
    assert [v.value for v in values(study.database)] == [135000.0, 130000.5]


def _bytes_of(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if name == "entities":
            archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
        elif name == "bomb":
            for number in range(4):
                archive.writestr(f"xl/{number}.bin", b"\0" * 80_000_000)
        else:
            archive.writestr("iets.txt", "niets")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"\n\n", "leeg"),
        (HEADER.encode(), "geen rijen"),
        (b"%PDF-1.7\n", "CSV"),
        (b"\x00\x01\x02\x03", "CSV"),
        (b"\xd0\xcf\x11\xe0oud Excel", "CSV"),
        ("entities", "entiteiten"),
        ("bomb", "MB"),
        ("no workbook", "rekenblad"),
        (b"PK\x03\x04afgebroken", "rekenblad"),
    ],
    ids=["empty", "blank", "header", "pdf", "binary", "xls", "entities", "bomb", "zip", "cut"],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    study: Study, tmp_path: Path, content: bytes | str, words: str
) -> None:
    path = tmp_path / "iets.csv"
    path.write_bytes(_bytes_of(content) if isinstance(content, str) else content)
    with pytest.raises(InputError, match=words):
        import_indicators(study.database, path, coder_id=None)


def test_missing_file_and_folder_are_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"weg\.csv"):
        import_indicators(study.database, tmp_path / "weg.csv", coder_id=None)
    with pytest.raises(InputError, match="map"):
        import_indicators(study.database, tmp_path, coder_id=None)


def test_a_corrected_value_is_changed_with_its_file_and_history(study: Study, table: Write) -> None:
    import_indicators(study.database, table(ROWS), coder_id=None)
    before = {v.area_text: v for v in values(study.database)}
    done = import_indicators(
        study.database, table(ROWS.replace("11.5", "11.8").replace("11,5", "11,8")), coder_id=None
    )
    assert (done.new, len(done.changed), done.unchanged) == (0, 1, 1)
    after = {v.area_text: v for v in values(study.database)}
    assert (after["Heerlen"].id, after["Heerlen"].value) == (before["Heerlen"].id, 11.8)
    assert after["Heerlen"].file_hash != before["Heerlen"].file_hash
    assert after["Nederland"] == before["Nederland"]
    images = study.database.row("SELECT before, after FROM history WHERE before IS NOT NULL")
    assert images is not None
    assert "11.5" in images[0]
    assert "11.8" in images[1]


def test_a_value_that_left_the_file_stays_and_is_told(study: Study, table: Write) -> None:
    import_indicators(study.database, table(ROWS), coder_id=None)
    done = import_indicators(study.database, table(ROWS.splitlines()[0] + "\n"), coder_id=None)
    assert [v.area_text for v in done.vanished] == ["Nederland"]
    assert len(values(study.database)) == 2


def test_the_same_value_of_two_sources_stands_side_by_side(study: Study, table: Write) -> None:
    rows = ROWS + ROWS.replace("CBS", "RIVM").replace("11.5", "12.5")
    done = import_indicators(study.database, table(rows), coder_id=None)
    assert done.values == 4


# Areas --------------------------------------------------------------------------------------------


def test_a_place_is_found_by_its_variants_and_its_level(
    study: Study, table: Write, areas_file: Path
) -> None:
    import_areas(study.database, areas_file, coder_id=None)
    rows = (
        "a,X,%,neutraal,2020,CBS,provincie limburg,provincie,1,,=,\n"
        "a,X,%,neutraal,2020,CBS,Heerlen,wijk,2,,=,\n"
        "a,X,%,neutraal,2020,CBS,(niet genoemd),gemeente,3,,=,\n"
        "a,X,%,neutraal,2020,CBS,Ergens,dorp,4,,=,\n"
    )
    done = import_indicators(study.database, table(rows), coder_id=None)
    assert [(a.name, a.level) for a in done.new_areas] == [("Heerlen", "wijk"), ("Ergens", "dorp")]
    names = {area.id: (area.name, area.level) for area in areas(study.database)}
    stored = {v.value: (names.get(v.area_id or ""), v.area_text) for v in values(study.database)}
    assert stored[1.0] == (("Limburg", "provincie"), "provincie limburg")
    assert stored[2.0] == (("Heerlen", "wijk"), "Heerlen")
    assert stored[3.0] == (None, "(niet genoemd)")
    assert stored[4.0] == (("Ergens", "dorp"), "Ergens")


def test_a_list_of_areas_after_the_values_takes_them_over(
    study: Study, table: Write, areas_file: Path
) -> None:
    rows = "a,X,%,neutraal,2020,CBS,Provincie Limburg,provincie,1,,=,\n"
    import_indicators(study.database, table(rows), coder_id=None)
    done = import_areas(study.database, areas_file, coder_id=None)
    assert done.merged == (("Provincie Limburg", "Limburg"),)
    names = {area.id: area.name for area in areas(study.database)}
    assert names[_only(study).area_id or ""] == "Limburg"
    assert "Provincie Limburg" not in names.values()
    assert not import_indicators(study.database, table(rows), coder_id=None).changed_anything


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Kerkrade,,gemeente", "Heerlen,,gemeente", "rij 6.*rij 5"),
        ("Kerkrade,,gemeente", "Kerkrade,,", "rij 6.*level"),
        ("Kerkrade,,gemeente", ",,gemeente", "rij 6.*name"),
        ("name,", "plaats,", "plaats"),
        ("level,parent", "niveau,niveau", "niveau"),
    ],
)
def test_a_fault_in_a_list_of_areas_is_told(
    study: Study, tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "fout.csv"
    path.write_text(AREAS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        import_areas(study.database, path, coder_id=None)
    assert not areas(study.database)


def test_directions_are_stated_in_words(study: Study, table: Write) -> None:
    rows = (
        "a,X,%,Hoger = beter,2020,CBS,Heerlen,gemeente,1,,=,\n"
        "a,Y,%,hoger = slechter,2020,CBS,Heerlen,gemeente,1,,=,\n"
        "a,Z,%,neutraal,2020,CBS,Heerlen,gemeente,1,,=,\n"
    )
    import_indicators(study.database, table(rows), coder_id=None)
    assert [i.direction for i in list_indicators(study.database)] == [
        *(Direction.HIGHER_BETTER, Direction.HIGHER_WORSE, Direction.NEUTRAL)
    ]
