"""What the table and the sentences say about figures: what was published, no more."""

import pytest

from duiding.chapters import build_draft
from duiding.chapters.outline import Chapter, Mark, Tone
from duiding.chapters.words import plain
from duiding.study import Study
from tests.chapters.conftest import BENEFIT, Figures


def poverty(study: Study) -> Chapter:
    draft = build_draft(study.database, study.codebook(), study.settings)
    return next(chapter for chapter in draft.chapters if chapter.key == "armoede")


def said(study: Study, index: int = 0) -> str:
    return plain(poverty(study).indicators[index].prose)


def row(text: str, *, year: str = "2019", unit: str = "%", way: str = "hoger = slechter") -> str:
    """Return rows for one indicator from ``area level value qualifier literal`` lines."""
    lines = []
    for line in text.strip().splitlines():
        area, level, value, sign, literal = (part.strip() for part in line.split("|"))
        lines.append(
            f'armoede,Iets,{unit},{way},{year},CBS,{area},{level},{value},,{sign},"{literal}",'
        )
    return "\n".join(lines) + "\n"


def test_a_row_shows_values_with_marks_and_the_municipality(
    parkstad: Study, figures: Figures
) -> None:
    figures(BENEFIT)
    table = poverty(parkstad).table
    assert table is not None
    assert table.columns == (
        *("Indicator", "Jaar", "Bron", "Meest negatieve score in Parkstad Limburg"),
        *("Parkstad Limburg", "Limburg", "Nederland"),
    )
    (only,) = table.rows
    assert (only.indicator, only.year, only.source) == ("Uitkeringen", "2019", "CBS")
    assert [(c.text, c.place, c.mark, c.tone) for c in only.cells] == [
        ("23,4%", "Heerlen", Mark.HIGHER, Tone.WORSE),
        ("20%", "", Mark.HIGHER, Tone.WORSE),
        ("15,4%", "", Mark.HIGHER, Tone.WORSE),
        ("12,4%", "", Mark.NONE, Tone.NEUTRAL),
    ]
    assert table.note == (
        "Bron: CBS. ▲ = hoger dan Nederland, ▼ = lager; rood = ongunstiger, groen = gunstiger."
    )


def test_the_sentence_gives_the_figures_and_how_they_compare(
    parkstad: Study, figures: Figures
) -> None:
    figures(BENEFIT)
    assert said(parkstad) == (
        "In Parkstad Limburg is de score op deze indicator 20% (2019, CBS). "
        "Ter vergelijking: Limburg 15,4% en Nederland 12,4%. "
        "Dat is ongunstiger dan in Limburg en Nederland. "
        "De meest negatieve score van een gemeente in de regio is 23,4% (Heerlen)."
    )


def test_a_high_value_can_be_good(parkstad: Study, figures: Figures) -> None:
    rows = "Parkstad | regio | 70 | = | 70%\nNederland | land | 60.5 | = | 60,5%"
    figures(row(rows, way="hoger = beter"))
    assert "Dat is gunstiger dan in Nederland." in said(parkstad)
    table = poverty(parkstad).table
    assert table is not None
    assert (table.rows[0].cells[1].mark, table.rows[0].cells[1].tone) == (Mark.HIGHER, Tone.BETTER)


def test_nothing_is_judged_without_a_good_side(parkstad: Study, figures: Figures) -> None:
    rows = "Parkstad | regio | 57 | = | 57%\nNederland | land | 60 | = | 60%"
    figures(row(rows, way="neutraal"))
    assert said(parkstad) == (
        "In Parkstad Limburg is de score op deze indicator 57% (2019, CBS). "
        "Ter vergelijking: Nederland 60%."
    )
    table = poverty(parkstad).table
    assert table is not None
    assert {cell.mark for cell in table.rows[0].cells} == {Mark.NONE}
    assert "▲" not in table.note


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            "Parkstad | regio | | ontbreekt | X\nNederland | land | 18 | = | 18%",
            (
                "Voor Parkstad Limburg is van deze indicator geen waarde beschikbaar (2019, CBS). "
                "Wel bekend: Nederland 18%."
            ),
        ),
        (
            "Parkstad | regio | | ontbreekt | X\nNederland | land | | ontbreekt | X",
            "Voor deze indicator zijn geen waarden beschikbaar (2019, CBS).",
        ),
        (
            "(niet genoemd) | gemeente | 11 | = | 11%\nParkstad | regio | 8 | = | 8%",
            (
                "In Parkstad Limburg is de score op deze indicator 8% (2019, CBS). De meest "
                "negatieve score van een gemeente in de regio is 11%; de bron noemt niet welke."
            ),
        ),
        (
            "Parkstad | regio | 50 | > | meer dan de helft\nNederland | land | 23 | = | 23%",
            (
                "In Parkstad Limburg is de score op deze indicator meer dan 50% (2019, CBS). "
                "Ter vergelijking: Nederland 23%. Dat is ongunstiger dan in Nederland."
            ),
        ),
        (
            "Heerlen | gemeente | 12 | >= | 12% of meer\nParkstad | regio | | ontbreekt | X",
            (
                "Voor Parkstad Limburg is van deze indicator geen waarde beschikbaar (2019, CBS). "
                "Van de gemeenten waarvan een waarde bekend is, is de meest negatieve score "
                "minstens 12% (Heerlen)."
            ),
        ),
        (
            "Parkstad | regio | 8 | = | 8%\nZeswegen | buurt | 19 | = | 19%",
            (
                "In Parkstad Limburg is de score op deze indicator 8% (2019, CBS). "
                "Ook gepubliceerd: Zeswegen (buurt) 19%."
            ),
        ),
    ],
)
def test_sentences_keep_to_what_is_known(
    parkstad: Study, figures: Figures, rows: str, sentence: str
) -> None:
    figures(row(rows))
    assert said(parkstad) == sentence


def test_signs_in_the_table_are_explained_below_it(parkstad: Study, figures: Figures) -> None:
    rows = "Heerlen | gemeente | 12 | >= | 12% of meer\nParkstad | regio | | ontbreekt | X"
    figures(row(rows, year=""))
    table = poverty(parkstad).table
    assert table is not None
    (only,) = table.rows
    assert (only.year, [cell.text for cell in only.cells]) == (
        "–",
        ["≥\u00a012%*", "n.b.", "n.b.", "n.b."],
    )
    assert table.note == (
        "Bron: CBS. n.b. = niet beschikbaar; * = van de gemeenten waarvan een waarde bekend is; "
        "– = niet vermeld."
    )


def test_a_long_unit_stands_with_the_name(parkstad: Study, figures: Figures) -> None:
    figures(row("Parkstad | regio | 27 | = | 27", unit="per 10.000 inwoners"))
    table = poverty(parkstad).table
    assert table is not None
    assert table.rows[0].indicator == "Iets (per 10.000 inwoners)"
    assert table.rows[0].cells[1].text == "27"
    assert "is de score op deze indicator 27 per 10.000 inwoners (2019, CBS)" in said(parkstad)


def test_an_amount_is_not_broken_over_lines(parkstad: Study, figures: Figures) -> None:
    figures(row("Parkstad | regio | 135000 | = | €135.000", unit="euro", way="hoger = beter"))
    table = poverty(parkstad).table
    assert table is not None
    assert (table.rows[0].indicator, table.rows[0].cells[1].text) == ("Iets", "€\u00a0135.000")
    assert "is de score op deze indicator €\u00a0135.000 (2019, CBS)" in said(parkstad)


def test_words_of_the_source_are_given_to_the_writer(parkstad: Study, figures: Figures) -> None:
    figures(row("Parkstad | regio | 50 | ~ | de helft van de inwoners"))
    assert poverty(parkstad).indicators[0].hints[0] == (
        "Zo staat het in de bron: Parkstad: ‘de helft van de inwoners’."
    )


def test_many_places_are_counted_and_not_listed(parkstad: Study, figures: Figures) -> None:
    places = "\n".join(f"Buurt {n} | buurt | {n} | = | {n}%" for n in range(1, 10))
    figures(row("Parkstad | regio | 8 | = | 8%\n" + places))
    assert "Buurt" not in said(parkstad)
    assert poverty(parkstad).indicators[0].hints[0].startswith("Er zijn nog waarden voor 9 andere")


def test_what_stands_out_is_a_hint(parkstad: Study, figures: Figures) -> None:
    figures(BENEFIT + row("Parkstad | regio | | ontbreekt | X"))
    hints = poverty(parkstad).hints
    assert any(hint.endswith("wijkt deze het sterkst af: Uitkeringen.") for hint in hints)
    assert "Indicatoren zonder enige waarde: Iets." in hints


def test_a_theme_without_figures_says_so(parkstad: Study) -> None:
    chapter = poverty(parkstad)
    assert chapter.table is None
    assert plain(chapter.opening) == "Van deze pijler zijn geen kwantitatieve data beschikbaar."


def test_without_a_region_the_writer_is_told_what_to_set(parkstad: Study, figures: Figures) -> None:
    from dataclasses import replace

    figures(BENEFIT)
    settings = replace(parkstad.settings, report=replace(parkstad.settings.report, region=""))
    draft = build_draft(parkstad.database, parkstad.codebook(), settings)
    chapter = next(c for c in draft.chapters if c.key == "armoede")
    assert (chapter.table, chapter.opening) == (None, ())
    assert any("duiding.toml" in hint for hint in chapter.hints)
