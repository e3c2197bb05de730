"""Headers, roles and kinds: what is proposed from the speakers that were found."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from duiding.sources import ImportedSource, SourceKind, SpeakerRole, preview_transcript

Writer = Callable[..., Path]
Read = Callable[..., ImportedSource]


def _turns(found: ImportedSource) -> list[tuple[str, str]]:
    return [
        (turn.speaker.label if turn.speaker else "", found.text[turn.start : turn.end])
        for turn in found.turns
    ]


def _header(found: ImportedSource) -> str:
    return "".join(found.text[section.start : section.end] for section in found.sections)


@pytest.fixture
def read(file: Writer) -> Callable[..., ImportedSource]:
    """Read a text as a .txt file."""

    def read_text(text: str, **roles: SpeakerRole) -> ImportedSource:
        return preview_transcript(file("gesprek.txt", dedent(text).strip()), roles=roles)

    return read_text


def test_header_stays_outside_the_turns_also_when_it_names_the_speakers(read: Read) -> None:
    found = read("""
        Gesprek 3
        Datum: 3 maart 2021
        Interviewer: Jan de Vries
        Respondent: R7, huisarts
        Interviewer: Goedemorgen, fijn dat u er bent.
        Respondent: Graag gedaan.
        Interviewer: Vertel.
        Respondent: Nou.
        """)
    assert _header(found).endswith("Respondent: R7, huisarts")
    assert _turns(found)[0] == ("Interviewer", "Goedemorgen, fijn dat u er bent.")


def test_header_that_declares_the_labels(read: Read) -> None:
    found = read("""
        Interviewer (Q): Jan de Vries
        Respondent (A): een directeur

        Q: Hoe gaat het?
        A: Goed.
        Q: Echt?
        A: Ja, nou: niet altijd.
        """)
    assert _turns(found)[0] == ("Q", "Hoe gaat het?")
    assert [speaker.label for speaker in found.speakers] == ["Q", "A"]


def test_a_first_turn_that_looks_like_a_header_is_kept(read: Read) -> None:
    found = read("I: Kijk op\nhttps://voorbeeld.nl\nI: Zie je het?\nR1: Datum: ja.\nR1: Nee")
    assert not found.sections
    assert len(found.turns) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Voordeel: het is snel.",
        "Ik zei: kom maar.",
        "Let op: gevaar.",
        "https://voorbeeld.nl",
        "Kortom: nee.",
        "om 12:30: lunch",
        "en toen: niets",
    ],
)
def test_other_colons_start_no_turn_even_when_they_recur(line: str, read: Read) -> None:
    found = read(f"I: Wat vindt u?\nR4: Nou.\n{line}\nI: Ja?\nR4: Ja.\n{line}\n{line}\n")
    assert _turns(found)[1] == ("R4", f"Nou.\n{line}")
    assert len(found.turns) == 4


def test_a_road_with_a_number_is_no_respondent(read: Read) -> None:
    found = read("I: Hoe komt u hier?\nR4: Met de auto.\nA2: dat is de weg.\nI: Ja.\nR4: Ja.\n")
    assert [speaker.label for speaker in found.speakers] == ["I", "R4"]
    assert any("A2" in warning for warning in found.warnings)


def test_among_capitals_only_capitals_are_labels(read: Read) -> None:
    talk = "INTERVIEWER: Waar?\nPETRA: Kijk.\nBerlijn: groot.\nBerlijn: heel groot.\n"
    assert (
        _turns(read(talk * 2))
        == [
            ("INTERVIEWER", "Waar?"),
            ("PETRA", "Kijk.\nBerlijn: groot.\nBerlijn: heel groot."),
        ]
        * 2
    )


def test_a_date_in_the_conversation_makes_no_header_of_it(read: Read) -> None:
    found = read("I: Wat is het plan?\nR1: Twee dingen.\nDatum: morgen.\nI: Goed.\nR1: Ja.\n")
    assert not found.sections
    assert _turns(found)[1] == ("R1", "Twee dingen.\nDatum: morgen.")


def test_a_name_that_speaks_once_is_told_and_can_be_named(read: Read) -> None:
    text = "Moderator: Wie?\nAnna: Ik.\nBert: Nee.\nAnna: Ja.\nBert: Goed.\nCarla: Ook.\n"
    found = read(text)
    assert [speaker.label for speaker in found.speakers] == ["Moderator", "Anna", "Bert"]
    assert any("Carla" in warning for warning in found.warnings)
    named = read(text, carla=SpeakerRole.RESPONDENT)
    assert _turns(named)[-1] == ("Carla", "Ook.")
    assert not named.warnings


def test_spellings_of_one_label_are_one_speaker(read: Read) -> None:
    found = read("Interviewer: A?\nRespondent R1: B.\nINTERVIEWER: C?\nR1: D.\n")
    assert [(s.label, s.turns) for s in found.speakers] == [("Interviewer", 2), ("R1", 2)]


def test_who_asks_is_proposed_as_interviewer_and_said_so(read: Read) -> None:
    text = "Jan: Hoe lang al?\nMevrouw de Wit: Al veertig jaar, sinds de mijn.\n" * 4
    found = read(text)
    assert [(s.label, s.role.value) for s in found.speakers] == [
        ("Jan", "interviewer"),
        ("Mevrouw de Wit", "respondent"),
    ]
    assert any("Jan" in warning for warning in found.warnings)
    long_questions = read(("Jan: " + "Hoe " * 30 + "lang?\nMevrouw de Wit: Lang.\n") * 4)
    assert {speaker.role for speaker in long_questions.speakers} == {SpeakerRole.RESPONDENT}
    asked = read(text, Jan=SpeakerRole.RESPONDENT)
    assert {speaker.role for speaker in asked.speakers} == {SpeakerRole.RESPONDENT}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ("I R1", SourceKind.EXPERT_INTERVIEW),
        ("I R1 R2", SourceKind.EXPERT_INTERVIEW),
        ("I R1 R2 R3", SourceKind.FOCUS_GROUP),
        ("M R1 R2", SourceKind.FOCUS_GROUP),
        ("I M", SourceKind.EXPERT_INTERVIEW),
    ],
)
def test_kind_is_proposed_by_the_speakers(labels: str, kind: SourceKind, read: Read) -> None:
    found = read("".join(f"{label}: Ja.\n" for label in labels.split()) * 3)
    assert found.kind is kind


def test_text_without_speakers_is_a_document_with_a_turn_per_paragraph(read: Read) -> None:
    found = read("Een verslag.\nMet twee regels.\n\nEn nog een alinea. Slot: het werkt.")
    assert _turns(found) == [
        ("", "Een verslag.\nMet twee regels."),
        ("", "En nog een alinea. Slot: het werkt."),
    ]
    assert found.kind is SourceKind.DOCUMENT
    assert found.warnings
    assert not found.speakers


def test_labels_without_text_are_left_out_and_told(read: Read) -> None:
    found = read("I: Ja?\nR1:\nI: Nog eens?\nR1: Nee.\n")
    assert [said for _label, said in _turns(found)] == ["Ja?", "Nog eens?", "Nee."]
    assert found.warnings
