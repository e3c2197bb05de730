"""Frequencies: numbers that can be counted by eye in the transcripts below."""

import pytest

from duiding.analysis import By, Filters, FrequencyRow, FrequencyTable, count_frequencies
from duiding.coding import NewCoding, Origin, apply_codes
from duiding.errors import NotFound
from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit


def table(study: Study, by: str = "theme", **filters: tuple[str, ...]) -> FrequencyTable:
    return count_frequencies(study.database, study.codebook(), by=by, filters=Filters(**filters))


def rows(study: Study, by: str = "theme", **filters: tuple[str, ...]) -> dict[str, FrequencyRow]:
    return {row.label.key: row for row in table(study, by, **filters).rows}


def fragments(study: Study, by: str = "theme", **filters: tuple[str, ...]) -> dict[str, int]:
    return {key: row.fragments for key, row in rows(study, by, **filters).items()}


@pytest.fixture
def two(study: Study) -> Study:
    """Two sources, two coders. Respondents say 15 words in the interview, 6 in the group."""
    kit.transcript(
        study,
        "gesprek",
        """
        I: En, {leefstijl zegt u het maar}?
        R1: {schaamte {schaamte@codeur-b Mensen schamen zich.}} {schulden+leefstijl Zij lenen geld.}
        I: Ja.
        R1: {schuldhulpverlening Help ze eerder {schulden@codeur-b met die brieven.}} Dat was het.
        """,
        wave="nulmeting",
    )
    kit.transcript(
        study,
        "groep",
        """
        M: Wie begint?
        R1: {schaamte@codeur-b Schaamte, ja.}
        R2: {mijnsluiting De mijn ging dicht.}
        """,
        kind=SourceKind.FOCUS_GROUP,
        wave="1-meting",
    )
    return study


def test_a_theme_counts_a_stretch_once_whoever_and_however_it_was_coded(two: Study) -> None:
    found = rows(two)
    assert list(found) == ["armoede", "gezondheid", "wonen-leefbaarheid"]
    poverty = found["armoede"]
    assert (poverty.fragments, poverty.codings) == (6, 7)
    assert (poverty.sources, poverty.coders) == (2, 2)
    health = found["gezondheid"]
    assert (health.fragments, health.codings, health.sources, health.coders) == (2, 2, 1, 1)


def test_speakers_are_respondents_and_known_per_source(two: Study) -> None:
    found = rows(two)
    assert found["armoede"].speakers == 3  # R1 of the interview, R1 and R2 of the group
    assert found["gezondheid"].speakers == 1  # the interviewer, who is coded too, is none


def test_words_of_overlapping_fragments_count_once(two: Study) -> None:
    # 3 (schamen) + 3 (lenen) + 6 (help, within it: brieven) + 2 (ja) + 4 (dicht)
    assert rows(two)["armoede"].words == 18
    assert rows(two)["gezondheid"].words == 4 + 3


def test_the_share_is_of_what_respondents_said(two: Study) -> None:
    found = rows(two)
    assert found["armoede"].share == 18 / 21
    assert found["gezondheid"].share == 3 / 21  # the words of the interviewer are no part of it
    by_source = rows(two, "source")
    assert (by_source["gesprek"].words, by_source["gesprek"].share) == (4 + 12, 12 / 15)
    assert (by_source["groep"].words, by_source["groep"].share) == (6, 1.0)
    assert rows(two, "source-kind")["expert-interview"].share == 12 / 15


def test_the_total_is_counted_on_its_own(two: Study) -> None:
    total = table(two).total
    assert total.fragments == 7  # the sum of the themes is 8: one stretch has two themes
    assert (total.codings, total.sources, total.speakers, total.coders) == (9, 2, 3, 2)
    assert (total.words, total.share) == (18 + 4, 18 / 21)
    assert {table(two, by).total for by in By} == {total}


def test_codes_count_their_own_codings_in_the_order_of_the_codebook(two: Study) -> None:
    found = fragments(two, "code")
    assert list(found)[:3] == ["armoede/schulden", "armoede/schaamte", "armoede/stress"]
    assert found["armoede/schulden"] == found["armoede/schaamte"] == 2
    assert found["gezondheid/leefstijl"] == 2
    assert found["wonen-leefbaarheid/verloedering"] == 0
    assert "armoede" not in found  # the theme itself was applied nowhere
    label = rows(two, "code")["armoede/schuldhulpverlening"].label
    assert (label.name, label.theme, label.kind) == (
        "Schuldhulpverlening",
        "Armoede",
        "recommendation",
    )


def test_a_theme_that_is_itself_applied_has_a_row_among_the_codes(study: Study) -> None:
    kit.transcript(study, "gesprek", "R1: {armoede Arm.} {schulden Schuld.}")
    assert list(fragments(study, "code"))[:2] == ["armoede", "armoede/schulden"]
    assert fragments(study, "code")["armoede"] == 1
    assert fragments(study)["armoede"] == 2
    assert fragments(study, "kind")["theme"] == 1


def test_rows_per_kind_coder_and_source(two: Study) -> None:
    assert fragments(two, "kind") == {
        "interpretation": 5,
        "relation": 0,
        "recommendation": 1,
        "indicator": 0,
        "context": 1,
    }
    assert fragments(two, "coder") == {"codeur-a": 5, "codeur-b": 3}
    assert fragments(two, "source") == {"gesprek": 5, "groep": 2}
    assert fragments(two, "source-kind") == {"expert-interview": 5, "focus-group": 2}


def test_by_role_a_fragment_counts_for_everyone_who_speaks_in_it(study: Study) -> None:
    told = kit.transcript(study, "gesprek", "I: Een twee.\nR1: Drie vier vijf.\nR2: Zes.")
    kit.codebook(study)
    apply_codes(
        study.database,
        [NewCoding(kit.code(study, "schaamte").id, kit.fragment(told, "twee.\nDrie vier"))],
        coder_id=study.coder_id(),
        origin=Origin.HAND,
    )
    found = rows(study, "speaker-role")
    assert list(found) == ["interviewer", "respondent"]
    asked, told_by = found["interviewer"], found["respondent"]
    assert (asked.fragments, asked.speakers, asked.words, asked.share) == (1, 1, 1, 1 / 2)
    assert (told_by.fragments, told_by.speakers, told_by.words, told_by.share) == (1, 1, 2, 2 / 4)
    total = table(study, "speaker-role").total
    assert (total.fragments, total.codings, total.words, total.share) == (1, 1, 3, 2 / 4)


def test_filters_hold_together(two: Study) -> None:
    assert fragments(two, coders=("codeur-b",))["armoede"] == 3
    assert fragments(two, source_kinds=("focus-group",))["armoede"] == 2
    assert fragments(two, waves=("nulmeting",))["armoede"] == 4
    assert fragments(two, sources=("groep",))["gezondheid"] == 0
    assert fragments(two, kinds=("recommendation",))["armoede"] == 1
    assert fragments(two, coders=("codeur-b",), waves=("1-meting",))["armoede"] == 1


def test_filters_leave_out_the_rows_that_they_exclude(two: Study) -> None:
    assert list(fragments(two, themes=("gezondheid",))) == ["gezondheid"]
    assert list(fragments(two, "source", waves=("1-meting",))) == ["groep"]
    assert list(fragments(two, "coder", coders=("codeur-b",))) == ["codeur-b"]
    assert list(fragments(two, "kind", kinds=("context",))) == ["context"]
    assert list(fragments(two, "code", themes=("gezondheid",))) == [
        "gezondheid/leefstijl",
        "gezondheid/langdurige-projecten",
    ]
    # A theme without a code of the kind still shows that it has none.
    assert fragments(two, kinds=("context",)) == {
        "armoede": 1,
        "gezondheid": 0,
        "wonen-leefbaarheid": 0,
    }


def test_the_share_under_a_filter_is_of_the_chosen_sources(two: Study) -> None:
    assert rows(two, sources=("groep",))["armoede"].share == 6 / 6
    assert rows(two, coders=("codeur-b",))["armoede"].share == 8 / 21


def test_a_theme_may_be_given_by_name(two: Study) -> None:
    assert table(two, themes=("Armoede",)) == table(two, themes=("armoede",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coders", "codeur-x"),
        ("sources", "niets"),
        ("waves", "2-meting"),
        ("themes", "schulden"),
        ("kinds", "soort"),
        ("source_kinds", "brief"),
    ],
)
def test_an_unknown_name_in_a_filter_is_told(two: Study, name: str, value: str) -> None:
    with pytest.raises(NotFound, match=value):
        table(two, "theme", **{name: (value,)})


def test_codes_of_another_codebook_do_not_count(two: Study) -> None:
    other = kit.codebook(two, "Anders\n    Iets anders", key="ander")
    counted = count_frequencies(two.database, other)
    assert [row.fragments for row in counted.rows] == [0]
    assert counted.total.codings == 0
    assert table(two).total.codings == 0  # the newest codebook is now the other one


def test_a_text_without_speakers_counts_as_said_by_a_respondent(study: Study) -> None:
    kit.transcript(study, "stuk", "R1: {schaamte Een twee} drie vier.")
    with study.database.transaction():
        study.database.execute("UPDATE turn SET speaker_id = NULL")
    found = rows(study)["armoede"]
    assert (found.speakers, found.words, found.share) == (0, 2, 2 / 4)
    assert fragments(study, "speaker-role") == {"respondent": 1}


@pytest.mark.parametrize("by", list(By))
def test_an_empty_study_gives_zeros(study: Study, by: By) -> None:
    kit.codebook(study)
    counted = table(study, by)
    assert {row.fragments for row in counted.rows} <= {0}
    assert (counted.total.fragments, counted.total.words, counted.total.share) == (0, 0, None)


@pytest.mark.parametrize("by", list(By))
def test_sources_without_codings_give_zeros(study: Study, by: By) -> None:
    kit.codebook(study)
    kit.transcript(study, "gesprek", "I: Ja?\nR1: Nee.")
    counted = table(study, by)
    assert (counted.total.fragments, counted.total.share) == (0, 0.0)
    if by is By.SOURCE:
        assert [(row.fragments, row.share) for row in counted.rows] == [(0, 0.0)]
