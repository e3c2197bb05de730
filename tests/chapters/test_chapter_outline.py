"""Where coded fragments come to stand in a chapter."""

from dataclasses import replace

from duiding.chapters import build_draft
from duiding.chapters.outline import Chapter, Draft, QuoteGroup, SectionReference
from duiding.chapters.plan import plan
from duiding.chapters.words import plain
from duiding.codebook import Code, Codebook, CodeKind
from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit
from tests.chapters.conftest import BENEFIT, Figures, link

HOUSEHOLDS = 'armoede,Minimum,%,hoger = slechter,2018,CBS,Parkstad,regio,8.4,,=,"8,4%",\n'


def outline(study: Study, **options: int | None) -> Draft:
    return build_draft(study.database, study.codebook(), study.settings, **options)


def chapter(study: Study, key: str = "armoede") -> Chapter:
    return next(chapter for chapter in outline(study).chapters if chapter.key == key)


def told(groups: tuple[QuoteGroup, ...]) -> dict[str, list[str]]:
    return {group.code: [quote.text for quote in group.quotes] for group in groups}


def theme(number: int, name: str, part_of: str = "") -> Code:
    return Code(
        id=str(number),
        codebook_id="b",
        key=name.lower(),
        name=name,
        kind=CodeKind.THEME,
        parent_id=None,
        related_theme_id=None,
        position=number,
        part_of=part_of,
        definition="",
        include="",
        exclude="",
        example="",
        keywords=(),
        colour="",
    )


def test_themes_of_one_whole_stand_together_below_it() -> None:
    themes = (
        theme(1, "Armoede", "de kern"),
        theme(2, "Wonen"),
        theme(3, "Gezondheid", "de kern"),
        theme(4, "Veiligheid"),
    )
    places = plan(Codebook("b", "proef", "Proef", "", "nl", themes), 3)
    assert [(p.number, p.cluster, p.file_name) for p in places] == [
        ("3.2.1", "De kern", "3-2-1-armoede.docx"),
        ("3.2.2", "De kern", "3-2-2-gezondheid.docx"),
        ("3.3", "", "3-3-wonen.docx"),
        ("3.4", "", "3-4-veiligheid.docx"),
    ]


def test_quotes_stand_below_the_first_indicator_of_their_code(
    parkstad: Study, figures: Figures
) -> None:
    figures(HOUSEHOLDS + BENEFIT)
    for indicator in ("Minimum", "Uitkeringen"):
        link(parkstad, "schaamte", indicator)
        link(parkstad, "armoede", indicator)
    kit.transcript(parkstad, "een", "R1: {schaamte Ik schaam me}. {schulden Ik leen}.")
    first, second = chapter(parkstad).indicators
    assert (first.name, told(first.groups)) == ("Minimum", {"Schaamte": ["Ik schaam me"]})
    assert (second.name, second.groups) == ("Uitkeringen", ())
    assert second.hints == ("Ook over deze indicator, maar aangehaald bij een andere: Schaamte.",)
    # A code without an indicator follows behind them.
    assert told(chapter(parkstad).interpretation) == {"Schulden": ["Ik leen"]}


def test_an_indicator_without_fragments_says_so(parkstad: Study, figures: Figures) -> None:
    figures(BENEFIT)
    (only,) = chapter(parkstad).indicators
    assert only.hints == ("Er zijn nog geen fragmenten gecodeerd die deze indicator duiden.",)


def test_codes_of_other_themes_are_named_at_the_indicator(
    parkstad: Study, figures: Figures
) -> None:
    figures(BENEFIT)
    link(parkstad, "leefstijl", "Uitkeringen")
    kit.transcript(parkstad, "een", "R1: {leefstijl Friet is goedkoper}.")
    (only,) = chapter(parkstad).indicators
    assert only.hints == (
        "Ook codes van andere thema’s duiden deze indicator: Leefstijl (Gezondheid).",
    )
    (group,) = chapter(parkstad, "gezondheid").interpretation
    assert group.remark == "Gekoppeld aan een indicator van een ander thema: Uitkeringen."


def test_each_kind_of_code_has_its_part(parkstad: Study) -> None:
    kit.transcript(
        parkstad,
        "een",
        """
        R1: {armoede Het is armoe}. {schulden Ik leen}. {mijnsluiting Toen de mijn dicht ging}.
        R1: {schuldhulpverlening Bel eerder aan}. {armoedegrens-aanpassen Die grens klopt niet}.
        """,
    )
    found = chapter(parkstad)
    assert told(found.interpretation) == {"Armoede": ["Het is armoe"], "Schulden": ["Ik leen"]}
    assert told(found.context) == {"Mijnsluiting": ["Toen de mijn dicht ging"]}
    assert told(found.recommendations) == {"Schuldhulpverlening": ["Bel eerder aan"]}
    assert told(found.proposals) == {"Armoedegrens aanpassen": ["Die grens klopt niet"]}
    assert found.uncoded_recommendations == ()
    assert chapter(parkstad, "gezondheid").uncoded_recommendations == ("Langdurige projecten",)


def test_a_relation_stands_in_both_themes(parkstad: Study) -> None:
    kit.transcript(parkstad, "een", "R1: {stress Ik lig wakker}.")
    kit.transcript(parkstad, "twee", "R1: {stress Ik ook}.")
    (here,) = chapter(parkstad).relations
    assert here.theme == "Gezondheid"
    assert SectionReference("gezondheid", "3.3") in here.prose
    assert plain(here.prose).endswith("komt in 2 bronnen ter sprake.")
    assert told(here.groups) == {"Stress": ["Ik lig wakker", "Ik ook"]}
    assert here.groups[0].remark == ""
    (there,) = chapter(parkstad, "gezondheid").relations
    assert (there.theme, told(there.groups)) == ("Armoede", told(here.groups))
    assert there.groups[0].remark == "Gecodeerd bij het thema ‘Armoede’."


def test_counts_are_of_fragments_and_sources(parkstad: Study) -> None:
    kit.transcript(
        parkstad,
        "een",
        """
        I: {schaamte Schaamte dus}?
        R1: {schaamte@codeur-b {schaamte@codeur-a een}}, {schaamte twee}, {schaamte drie}.
        """,
    )
    kit.transcript(parkstad, "twee", "R1: {schaamte vier}.")
    (group,) = chapter(parkstad).interpretation
    assert (group.fragments, group.sources, group.not_quoted) == (4, 2, 1)
    assert len(group.quotes) == 3
    everything = outline(parkstad, quotes=None).chapters[0].interpretation[0]
    assert len(everything.quotes) == 4


def test_provenance_names_place_speaker_and_coders(parkstad: Study) -> None:
    kit.transcript(
        parkstad,
        "gesprek",
        """
        I: Hoe gaat het?
        [1:02:05] R7: {schaamte@codeur-b {schaamte@codeur-a Niet best}}.
        """,
    )
    (quote,) = chapter(parkstad).quotes
    told_by = quote.provenance
    assert (told_by.source, told_by.turn, told_by.time) == ("gesprek", 2, "1:02:05")
    assert (told_by.speaker, told_by.code) == ("R7", "Armoede › Schaamte")
    assert told_by.coders == ("codeur-a", "codeur-b")
    assert quote.attribution == ""


def test_attribution_by_role_follows_the_kind_of_source(parkstad: Study) -> None:
    kit.transcript(parkstad, "a", "R1: {schaamte Ik niet}.")
    kit.transcript(parkstad, "b", "R1: {schaamte Ik wel}.", kind=SourceKind.FOCUS_GROUP)
    report = replace(parkstad.settings.report, attribution="role")
    settings = replace(parkstad.settings, report=report)
    draft = build_draft(parkstad.database, parkstad.codebook(), settings)
    assert [quote.attribution for quote in draft.chapters[0].quotes] == [
        "expert",
        "deelnemer focusgroep",
    ]


def test_the_writer_is_warned_of_a_single_source(parkstad: Study) -> None:
    warning = "Let op: alle fragmenten bij dit thema komen uit één bron."
    kit.transcript(parkstad, "een", "R1: {schaamte Ik schaam me}.")
    assert warning in chapter(parkstad).hints
    kit.transcript(parkstad, "twee", "R1: {schulden Ik leen}.")
    assert warning not in chapter(parkstad).hints
    assert any("geraamte" in hint for hint in chapter(parkstad, "gezondheid").hints)


def test_participants_are_counted_by_form_and_role(parkstad: Study) -> None:
    kit.transcript(parkstad, "a", "I: Ja?\nR1: Nee.")
    kit.transcript(parkstad, "b", "I: Ja?\nR1: Nee.")
    kit.transcript(parkstad, "c", "M: Ja?\nR1: Nee.\nR2: Wel.", kind=SourceKind.FOCUS_GROUP)
    draft = outline(parkstad)
    assert [(r.form, r.role, r.conversations, r.people) for r in draft.participants] == [
        ("Expertinterview", "Expert", 2, 2),
        ("Expertinterview", "Interviewer", 2, 2),
        ("Focusgroep", "Deelnemer", 1, 2),
        ("Focusgroep", "Gespreksleider", 1, 1),
    ]
    assert plain(draft.opening) == (
        "Dit hoofdstuk beschrijft 3 thema’s. De duiding berust op 2 expertinterviews en "
        "1 focusgroep."
    )
