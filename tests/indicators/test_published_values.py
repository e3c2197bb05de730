"""The published tables come in as they stood, in whatever order files are imported."""

import csv
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from duiding.codebook import current_codebook, import_codebook
from duiding.indicators import (
    Qualifier,
    areas,
    import_areas,
    import_indicators,
    links,
    list_indicators,
    members,
    values_of,
)
from duiding.indicators.store import values
from duiding.study import Study

ROOT = Path(__file__).parents[2]
TABLES = {"nulmeting-2021.csv": 132, "regiodeal-2022.csv": 34}
WORDS = {"bereik": Qualifier.RANGE, "ontbreekt": Qualifier.MISSING}


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "indicators" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _import(study: Study, name: str) -> None:
    path = ROOT / "indicators" / name
    if name == "areas.csv":
        import_areas(study.database, path, coder_id=None)
    elif name.endswith(".csv"):
        import_indicators(study.database, path, coder_id=None)
    else:
        import_codebook(study.database, ROOT / "codebooks" / name, coder_id=None)


@pytest.mark.parametrize("name", TABLES)
def test_every_published_value_comes_in_with_its_qualifier(study: Study, name: str) -> None:
    done = import_indicators(study.database, ROOT / "indicators" / name, coder_id=None)
    assert (done.values, done.new) == (TABLES[name], TABLES[name])
    stored = {
        (v.indicator_id, v.area_text, v.level, v.period, v.source): v
        for v in values(study.database)
    }
    assert len(stored) == TABLES[name]
    wanted = Counter(
        WORDS.get(row["qualifier"]) or Qualifier(row["qualifier"]) for row in _rows(name)
    )
    assert Counter(v.qualifier for v in stored.values()) == wanted


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_kept_as_it_stood(study: Study, name: str) -> None:
    import_indicators(study.database, ROOT / "indicators" / name, coder_id=None)
    names = {i.id: i for i in list_indicators(study.database)}
    stored = {
        (names[v.indicator_id].name, v.area_text, v.period, v.source): v
        for v in values(study.database)
    }
    for row in _rows(name):
        value = stored[row["indicator"], row["area"], row["year"], row["source"]]
        assert value.value == (float(row["value"]) if row["value"] else None)
        assert value.value_max == (float(row["value_max"]) if row.get("value_max") else None)
        assert value.literal == " ".join(row["value_text"].split())
        assert value.level == row["area_level"]
        assert value.file_name == name
        assert names[value.indicator_id].unit == row["unit"]
        assert names[value.indicator_id].theme == row["theme"]


def test_a_missing_value_is_never_zero_and_keeps_its_mark(study: Study) -> None:
    _import(study, "nulmeting-2021.csv")
    missing = [v for v in values(study.database) if v.qualifier is Qualifier.MISSING]
    assert missing
    assert {(v.value, v.literal, v.missing_reason) for v in missing} == {(None, "X", "X")}


def test_the_same_files_again_change_nothing_and_leave_no_trace(study: Study) -> None:
    for name in (*TABLES, "areas.csv"):
        _import(study, name)
    before = study.database.value("SELECT count(*) FROM history")
    for name, count in TABLES.items():
        again = import_indicators(study.database, ROOT / "indicators" / name, coder_id=None)
        assert not again.changed_anything
        assert again.unchanged == count
    assert not import_areas(
        study.database, ROOT / "indicators" / "areas.csv", coder_id=None
    ).changed_anything
    assert study.database.value("SELECT count(*) FROM history") == before


def _picture(study: Study) -> tuple[object, ...]:
    """Return areas, values and links without ids, to compare two studies."""
    names = {area.id: (area.name, area.level) for area in areas(study.database)}
    indicators = {i.id: i.name for i in list_indicators(study.database)}
    books = [current_codebook(study.database, key) for key in ("nulmeting-2021", "regiodeal-2023")]
    codes = {code.id: (book.key, code.key) for book in books for code in book.codes}
    return (
        sorted(names.values()),
        sorted(
            (
                indicators[v.indicator_id],
                v.area_text,
                v.period,
                v.literal,
                str(names.get(v.area_id or "")),
            )
            for v in values(study.database)
        ),
        sorted(
            (codes[link.code_id], indicators[link.indicator_id]) for link in links(study.database)
        ),
    )


FILES = (
    "areas.csv",
    "nulmeting-2021.csv",
    "regiodeal-2022.csv",
    "nulmeting-2021.yaml",
    "regiodeal-2023.yaml",
)
ORDERS = [FILES, FILES[::-1], *list(permutations(FILES))[37::40]]


@pytest.fixture(scope="module")
def pictures() -> dict[tuple[str, ...], tuple[object, ...]]:
    return {}


@pytest.mark.parametrize(
    "order", ORDERS, ids=["-".join(str(FILES.index(f)) for f in o) for o in ORDERS]
)
def test_the_order_of_files_does_not_matter(
    study: Study, order: tuple[str, ...], pictures: dict[tuple[str, ...], tuple[object, ...]]
) -> None:
    for name in order:
        _import(study, name)
    picture = _picture(study)
    assert picture == pictures.setdefault((), picture)
    assert study.database.value("SELECT count(*) FROM indicator_wish") == 0


def test_every_indicator_that_the_codebooks_name_is_linked(study: Study) -> None:
    from duiding.codebook.files import read_codebook_file

    for name in FILES:
        _import(study, name)
    asked = {
        (file.key, code.key, indicator)
        for name in FILES[3:]
        for file in [read_codebook_file(ROOT / "codebooks" / name)]
        for code in file.codes
        for indicator in code.indicators
    }
    assert len(links(study.database)) == len(asked) == 138
    linked = {link.indicator_id for link in links(study.database)}
    loose = {i.name for i in list_indicators(study.database) if i.id not in linked}
    assert loose <= {"Inwoners", "Inwoners focusgebied"}


def test_parkstad_is_its_seven_municipalities(study: Study) -> None:
    for name in FILES[:3]:
        _import(study, name)
    region = next(area for area in areas(study.database) if area.name == "Parkstad Limburg")
    assert {area.name for area in members(study.database, region)} == {
        *("Beekdaelen", "Brunssum", "Heerlen", "Kerkrade", "Landgraaf", "Simpelveld", "Voerendaal")
    }
    assert region.cbs_code == ""
    assert "geen CBS-code" in region.note


def test_a_value_of_two_municipalities_is_one_of_each(study: Study) -> None:
    for name in FILES[:2]:
        _import(study, name)
    reading = next(
        i for i in list_indicators(study.database) if i.name.startswith("Laaggeletterden")
    )
    both = [v for v in values_of(study.database, reading.id) if v.area_text == "Kerkrade; Heerlen"]
    names = {area.id: area.name for area in areas(study.database)}
    assert {names[v.area_id or ""] for v in both} == {"Kerkrade", "Heerlen"}
    assert {(v.value, v.qualifier, v.literal) for v in both} == {(16.0, Qualifier.ABOVE, ">16%")}
