"""Comparing and showing values: direction, bounds, missing ones, Dutch numbers."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.errors import NotFound
from duiding.indicators import (
    Comparison,
    Direction,
    Qualifier,
    Value,
    Verdict,
    comparison,
    format_value,
    import_areas,
    import_indicators,
    judge,
    list_indicators,
)
from duiding.indicators.numbers import (
    DecimalMark,
    UnreadableNumber,
    read_number,
    read_published,
    write_number,
)
from duiding.study import Study

Write = Callable[..., Path]
HIGH, LOW, NEUTRAL = Direction.HIGHER_BETTER, Direction.HIGHER_WORSE, Direction.NEUTRAL


def _value(
    number: float | None, qualifier: Qualifier = Qualifier.EXACT, top: float | None = None
) -> Value:
    return Value(
        id="v",
        indicator_id="i",
        area_id=None,
        area_text="",
        level="",
        period="2020",
        value=number,
        value_max=top,
        qualifier=Qualifier.MISSING if number is None else qualifier,
        literal="",
        missing_reason="",
        source="",
        table_id="",
        retrieved_on="",
        file_name="",
        file_hash="",
        note="",
    )


# Showing ------------------------------------------------------------------------------------------

SHOWN = [
    (_value(23.4), "%", "23,4%", "23.4%"),
    (_value(20), "%", "20%", "20%"),
    (_value(135000), "euro", "€ 135.000", "€135,000"),
    (_value(16, Qualifier.ABOVE), "%", "> 16%", "> 16%"),
    (_value(12, Qualifier.AT_LEAST), "%", "≥ 12%", "≥ 12%"),
    (_value(80, Qualifier.BELOW), "jaar", "< 80 jaar", "< 80 jaar"),
    (_value(80, Qualifier.AT_MOST), "jaar", "≤ 80 jaar", "≤ 80 jaar"),
    (_value(50, Qualifier.ABOUT), "%", "ca. 50%", "about 50%"),
    (_value(70, Qualifier.NEARLY), "%", "bijna 70%", "nearly 70%"),
    (_value(70, Qualifier.JUST_OVER), "%", "ruim 70%", "just over 70%"),
    (_value(11, Qualifier.RANGE, 13), "%", "11–13%", "11–13%"),
    (_value(None), "%", "n.b.", "n/a"),
    (_value(19), "per 10.000 inwoners", "19 per 10.000 inwoners", "19 per 10.000 inwoners"),
    (_value(35.7), "% van inkomen", "35,7% van inkomen", "35.7% van inkomen"),
    (_value(257069), "aantal", "257.069", "257,069"),
    (_value(1), "rang", "rang 1", "rang 1"),
    (_value(-0.25), "score", "-0,25", "-0.25"),
]


@pytest.mark.parametrize(("value", "unit", "dutch", "english"), SHOWN)
def test_a_value_is_shown_as_readers_expect(
    value: Value, unit: str, dutch: str, english: str
) -> None:
    assert format_value(value, unit, "nl") == format_value(value, unit) == dutch
    assert format_value(value, unit, "en") == english


def test_no_value_is_shown_like_a_missing_one() -> None:
    assert format_value(None, "%", "nl") == "n.b."


_numbers = (
    st.floats(-1e12, 1e12, allow_nan=False)
    .map(lambda x: round(x, 6) + 0.0)
    .filter(lambda x: not -100_000_000 < x < -99_999_990)  # what CBS writes for a missing value
)
_exact = st.sampled_from([q for q in Qualifier if q not in {Qualifier.RANGE, Qualifier.MISSING}])


@given(number=_numbers, language=st.sampled_from(["nl", "en"]))
def test_a_number_that_is_written_reads_the_same(number: float, language: str) -> None:
    mark = DecimalMark.COMMA if language == "nl" else DecimalMark.POINT
    assert read_number(write_number(number, language), mark) == number


@given(number=_numbers, qualifier=_exact, unit=st.sampled_from(["%", "euro", "aantal"]))
def test_a_value_that_is_shown_reads_the_same(
    number: float, qualifier: Qualifier, unit: str
) -> None:
    shown = format_value(_value(number, qualifier), unit, "nl")
    read = read_published(shown, DecimalMark.COMMA)
    assert (read.value, read.value_max, read.qualifier) == (number, None, qualifier)


@given(low=_numbers.map(abs), width=_numbers.map(abs))
def test_a_range_that_is_shown_reads_the_same(low: float, width: float) -> None:
    high = low + width
    shown = format_value(_value(low, Qualifier.RANGE, high), "%", "nl")
    read = read_published(shown, DecimalMark.COMMA)
    assert (read.value, read.value_max, read.qualifier) == (low, high, Qualifier.RANGE)


@given(text=st.text(max_size=12))
def test_any_other_text_is_refused_never_read_as_something_else(text: str) -> None:
    try:
        read_number(text, DecimalMark.COMMA)
    except UnreadableNumber:
        return
    assert re.fullmatch(r"\s*[-−]?\d[\d., \u00a0]*\s*", text)


# Judging ------------------------------------------------------------------------------------------

JUDGED = [
    (_value(20), _value(15), LOW, Verdict.WORSE),
    (_value(20), _value(15), HIGH, Verdict.BETTER),
    (_value(15), _value(20), LOW, Verdict.BETTER),
    (_value(15), _value(15), LOW, Verdict.EQUAL),
    (_value(15), _value(15), NEUTRAL, Verdict.EQUAL),
    (_value(20), _value(15), NEUTRAL, Verdict.UNKNOWN),
    (_value(None), _value(15), LOW, Verdict.UNKNOWN),
    (_value(15), _value(None), LOW, Verdict.UNKNOWN),
    (_value(16, Qualifier.ABOVE), _value(15), LOW, Verdict.WORSE),
    (_value(16, Qualifier.ABOVE), _value(16), LOW, Verdict.WORSE),
    (_value(16, Qualifier.AT_LEAST), _value(16), LOW, Verdict.UNKNOWN),
    (_value(16, Qualifier.ABOVE), _value(18), LOW, Verdict.UNKNOWN),
    (_value(18), _value(16, Qualifier.ABOVE), LOW, Verdict.UNKNOWN),
    (_value(15), _value(16, Qualifier.ABOVE), HIGH, Verdict.WORSE),
    (_value(80, Qualifier.BELOW), _value(80), HIGH, Verdict.WORSE),
    (_value(70, Qualifier.NEARLY), _value(70), LOW, Verdict.BETTER),
    (_value(70, Qualifier.JUST_OVER), _value(70), LOW, Verdict.WORSE),
    (_value(11, Qualifier.RANGE, 13), _value(18), LOW, Verdict.BETTER),
    (_value(11, Qualifier.RANGE, 13), _value(12), LOW, Verdict.UNKNOWN),
    (_value(11, Qualifier.RANGE, 13), _value(13), LOW, Verdict.UNKNOWN),
    (_value(11, Qualifier.RANGE, 13), _value(13, Qualifier.ABOVE), LOW, Verdict.BETTER),
    (_value(50, Qualifier.ABOUT), _value(10), LOW, Verdict.UNKNOWN),
    (_value(4, Qualifier.ABOVE), _value(2, Qualifier.BELOW), LOW, Verdict.WORSE),
]


@pytest.mark.parametrize(("value", "reference", "direction", "verdict"), JUDGED)
def test_only_what_is_certain_is_judged(
    value: Value, reference: Value, direction: Direction, verdict: Verdict
) -> None:
    assert judge(value, reference, direction) is verdict


def test_without_a_value_nothing_is_judged() -> None:
    assert judge(None, _value(1), LOW) is Verdict.UNKNOWN


@given(
    one=_numbers,
    other=_numbers,
    qualifiers=st.tuples(_exact, _exact),
    direction=st.sampled_from([HIGH, LOW]),
)
def test_judging_the_other_way_round_says_the_opposite(
    one: float, other: float, qualifiers: tuple[Qualifier, Qualifier], direction: Direction
) -> None:
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    first, second = _value(one, qualifiers[0]), _value(other, qualifiers[1])
    there = judge(first, second, direction)
    assert judge(second, first, direction) is opposite.get(there, there)


# Comparing ----------------------------------------------------------------------------------------


def _compare(
    study: Study,
    write: Write,
    areas_file: Path,
    rows: list[str],
    *,
    direction: str = "hoger = slechter",
    note: str = "",
) -> Comparison:
    import_areas(study.database, areas_file, coder_id=None)
    header = "indicator,unit,direction,year,source,area,level,value,note\n"
    lines = [f"Minima,%,{direction},{row},{note}\n" for row in rows]
    import_indicators(study.database, write("".join(lines), header=header), coder_id=None)
    (indicator,) = list_indicators(study.database)
    return comparison(
        study.database, indicator, region="Parkstad", compare_with=["Nederland", "Limburg"]
    )


REGION = [
    "2020,CBS,Heerlen,gemeente,20",
    "2020,CBS,Kerkrade,gemeente,15",
    "2020,CBS,Maastricht,gemeente,30",
    "2020,CBS,Parkstad Limburg,regio,17",
    "2020,CBS,Nederland,land,10",
]


def test_areas_stand_in_the_asked_order_and_what_is_absent_is_absent(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, REGION)
    assert [(c.area.name, c.value and c.value.value) for c in found.cells] == [
        *(("Parkstad Limburg", 17.0), ("Nederland", 10.0), ("Limburg", None))
    ]


def test_the_worst_municipality_lies_in_the_region_and_knows_what_is_good(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, REGION)
    assert [item.area and item.area.name for item in found.most_negative] == ["Heerlen"]
    assert found.is_worst_for_sure


def test_for_a_good_indicator_the_lowest_is_the_worst(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, REGION, direction="hoger = beter")
    assert [item.area and item.area.name for item in found.most_negative] == ["Kerkrade"]


def test_a_neutral_indicator_has_no_worst(study: Study, table: Write, areas_file: Path) -> None:
    assert not _compare(study, table, areas_file, REGION, direction="neutraal").most_negative


def test_a_municipality_that_is_not_named_is_the_worst(
    study: Study, table: Write, areas_file: Path
) -> None:
    rows = ["2020,CBS,(niet genoemd),gemeente,25", *REGION[:1]]
    found = _compare(study, table, areas_file, rows)
    assert [(item.area, item.value.value) for item in found.most_negative] == [(None, 25.0)]
    assert found.is_worst_for_sure


def test_some_municipalities_alone_are_not_the_worst_for_sure(
    study: Study, table: Write, areas_file: Path
) -> None:
    assert not _compare(study, table, areas_file, REGION[:1]).is_worst_for_sure


def test_what_the_source_calls_most_negative_is_so_for_sure(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, REGION[:1], note="Tabel 2; meest negatieve score")
    assert found.is_worst_for_sure


def test_what_the_source_calls_most_negative_goes_before_what_a_text_says(
    study: Study, table: Write, areas_file: Path
) -> None:
    rows = ["2020,CBS,(niet genoemd),gemeente,11", "2020,CBS,Kerkrade,gemeente,12"]
    found = _compare(study, table, areas_file, rows)
    assert [item.value.value for item in found.most_negative] == [11.0]


def test_municipalities_that_share_the_worst_value_are_all_named(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, ["2020,CBS,Kerkrade; Heerlen,gemeente,>16"])
    assert {item.area and item.area.name for item in found.most_negative} == {"Kerkrade", "Heerlen"}
    assert {format_value(item.value, "%") for item in found.most_negative} == {"> 16%"}


def test_missing_everywhere_is_shown_as_missing(
    study: Study, table: Write, areas_file: Path
) -> None:
    rows = ["2020,CBS,(niet genoemd),gemeente,X", "2020,CBS,Nederland,land,X"]
    found = _compare(study, table, areas_file, rows)
    assert [format_value(item.value, "%") for item in found.most_negative] == ["n.b."]


def test_the_newest_period_in_which_the_region_was_measured_is_taken(
    study: Study, table: Write, areas_file: Path
) -> None:
    older = [row.replace("2020", "2018/2019").replace(",20", ",21") for row in REGION]
    newer = ["2022,CBS,Nederland,land,9"]
    found = _compare(study, table, areas_file, [*older, *REGION, *newer])
    assert found.period == "2020"
    assert found.sources == ("CBS",)


def test_an_area_that_is_not_in_the_study_is_told(
    study: Study, table: Write, areas_file: Path
) -> None:
    found = _compare(study, table, areas_file, REGION)
    with pytest.raises(NotFound, match="Atlantis"):
        comparison(study.database, found.indicator, region="Atlantis")
    with pytest.raises(NotFound, match="Atlantis"):
        comparison(study.database, found.indicator, region="Parkstad", compare_with=["Atlantis"])
