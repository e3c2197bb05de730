"""Who speaks: one example per convention, and the texts that look like one and are none."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from duiding.sources import ImportedSource, SourceKind, SpeakerRole, preview_transcript
from tests.sources.conftest import word_paragraph, word_table

Writer = Callable[..., Path]
BREAK = "<w:r><w:br/></w:r>"


def _turns(found: ImportedSource) -> list[tuple[str, str]]:
    return [
        (turn.speaker.label if turn.speaker else "", found.text[turn.start : turn.end])
        for turn in found.turns
    ]


def _times(found: ImportedSource) -> list[float | None]:
    return [turn.time_start for turn in found.turns]


def _header(found: ImportedSource) -> str:
    return "".join(found.text[section.start : section.end] for section in found.sections)


@pytest.fixture
def read(file: Writer) -> Callable[..., ImportedSource]:
    """Read a text as a .txt file."""

    def read_text(text: str, **roles: SpeakerRole) -> ImportedSource:
        return preview_transcript(file("gesprek.txt", dedent(text).strip()), roles=roles)

    return read_text


Read = Callable[..., ImportedSource]

CONVERSATION = [
    ("Interviewer", "Waar woont u?"),
    ("R1", "In de straat: nummer acht.\nAl veertig jaar."),
    ("Interviewer", "Bevalt het?"),
    ("R1", "Ja hoor"),
]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            """
            Interviewer: Waar woont u?
            R1: In de straat: nummer acht.
            Al veertig jaar.
            Interviewer: Bevalt het?
            R1: Ja hoor
            """,
            None,
        ),
        (
            """
            INTERVIEWER: Waar woont u?
            GEÏNTERVIEWDE R1: In de straat: nummer acht.

            Al veertig jaar.
            INTERVIEWER: Bevalt het?
            GEÏNTERVIEWDE R1: Ja hoor
            """,
            None,
        ),
        (
            """
            Interviewer
            Waar woont u?

            R1
            In de straat: nummer acht.
            Al veertig jaar.

            Interviewer
            Bevalt het?

            R1
            Ja hoor
            """,
            None,
        ),
        (
            """
            Interviewer:
            Waar woont u?
            R1:
            In de straat: nummer acht.
            Al veertig jaar.
            Interviewer:
            Bevalt het?
            R1:
            Ja hoor
            """,
            None,
        ),
        (
            """
            Interviewer  00:01
            Waar woont u?

            R1  00:03:12
            In de straat: nummer acht.

            Al veertig jaar.

            Interviewer  1:00:02
            Bevalt het?

            R1  1:00:05
            Ja hoor
            """,
            [1, 192, 3602, 3605],
        ),
        (
            """
            [00:00:01] Interviewer: Waar woont u?
            [00:00:05] R1: In de straat: nummer acht.
            Al veertig jaar.
            [00:00:09] Interviewer: Bevalt het?
            [00:00:11] R1: Ja hoor
            """,
            [1, 5, 9, 11],
        ),
        (
            """
            Interviewer [00:01]: Waar woont u?
            R1 (00:05): In de straat: nummer acht.
            Al veertig jaar.
            Interviewer: [00:09] Bevalt het?
            R1 00:11: Ja hoor
            """,
            [1, 5, 9, 11],
        ),
        (
            """
            [00:01]
            Interviewer: Waar woont u?
            [00:05]
            R1: In de straat: nummer acht.
            [00:07]
            Al veertig jaar.
            [00:09]
            Interviewer: Bevalt het?
            [00:11]
            R1: Ja hoor
            """,
            [1, 5, 9, 11],
        ),
        (
            """
            0:0:1.0 --> 0:0:3.400
            Interviewer
            Waar woont u?
            0:0:5.0 --> 0:0:8.0
            R1
            In de straat: nummer acht.
            Al veertig jaar.
            0:0:9.0 --> 0:0:10.0
            Interviewer
            Bevalt het?
            0:0:11.0 --> 0:0:12.0
            R1
            Ja hoor
            """,
            [1, 5, 9, 11],
        ),
    ],
    ids=[
        "colon",
        "capitals",
        "alone",
        "alone-colon",
        "time-heading",
        "time-first",
        "time-within",
        "time-above",
        "teams",
    ],
)
def test_conventions_of_text(text: str, times: list[float | None] | None, read: Read) -> None:
    found = read(text)
    assert [(label.capitalize(), said) for label, said in _turns(found)] == CONVERSATION
    assert _times(found) == (times or [None, None, None, None])
    assert [speaker.role.value for speaker in found.speakers] == ["interviewer", "respondent"]
    assert not found.sections


@pytest.mark.parametrize("labels", [("I", "R7"), ("Q", "A"), ("I", "B"), ("[i]", "[r1]")])
def test_short_labels(labels: tuple[str, str], read: Read) -> None:
    asker, answerer = labels
    colon = "" if asker.startswith("[") else ":"
    found = read(f"{asker}{colon} Hoe dan?\n{answerer}{colon} [gelach] Zo.\n[stilte]\n" * 3)
    assert {said for _label, said in _turns(found)} == {"Hoe dan?", "[gelach] Zo.\n[stilte]"}
    assert [speaker.role for speaker in found.speakers] == [
        SpeakerRole.INTERVIEWER,
        SpeakerRole.RESPONDENT,
    ]


def test_markdown_with_bold_labels(file: Writer) -> None:
    text = "**Interviewer:** Hoe?\n\n**Mevrouw Wit:** Zo: **goed**.\n\n" * 2
    assert (
        _turns(preview_transcript(file("a.md", text)))
        == [
            ("Interviewer", "Hoe?"),
            ("Mevrouw Wit", "Zo: goed."),
        ]
        * 2
    )


def test_word_with_bold_labels_takes_no_other_colon(docx: Writer) -> None:
    talk = [
        word_paragraph("*Interviewer:", " Hoe?"),
        word_paragraph("*Anna:", " Zo."),
        word_paragraph("Berlijn: groot."),
        word_paragraph("Berlijn: heel groot."),
    ]
    assert (
        _turns(preview_transcript(docx(*talk, *talk)))
        == [
            ("Interviewer", "Hoe?"),
            ("Anna", "Zo.\nBerlijn: groot.\nBerlijn: heel groot."),
        ]
        * 2
    )


def test_word_with_one_paragraph_per_turn_and_line_breaks(docx: Writer) -> None:
    path = docx(
        word_paragraph("*Jan Smit", "   0:03", BREAK, "Hoe gaat het?"),
        word_paragraph("*Piet de Wit", "   0:09", BREAK, "Goed.", BREAK, "Nou ja."),
        word_paragraph("*Jan Smit", "   0:14", BREAK, "Echt?"),
    )
    found = preview_transcript(path)
    assert _turns(found) == [
        ("Jan Smit", "Hoe gaat het?"),
        ("Piet de Wit", "Goed.\nNou ja."),
        ("Jan Smit", "Echt?"),
    ]
    assert _times(found) == [3, 9, 14]


def test_word_table_with_named_columns(docx: Writer) -> None:
    path = docx(
        word_paragraph("Focusgroep 1"),
        word_table(
            ("Tijd", "Spreker", "Tekst"),
            ("00:01", "Moderator", "Welkom."),
            ("00:05", "R1", "Dank: fijn."),
            ("", "", "En nog iets."),
            ("00:09", "R1", "O ja."),
            ("00:12", "R2", "Hoi."),
        ),
    )
    found = preview_transcript(path)
    assert _header(found) == "Focusgroep 1"
    assert _turns(found) == [
        ("Moderator", "Welkom."),
        ("R1", "Dank: fijn.\nEn nog iets."),
        ("R1", "O ja."),
        ("R2", "Hoi."),
    ]
    assert _times(found) == [1, 5, 9, 12]
    assert found.kind is SourceKind.FOCUS_GROUP


def test_word_table_without_heads_is_known_by_its_labels(docx: Writer) -> None:
    path = docx(
        word_table(
            ("I:", "Hoe gaat het?"), ("R1:", "Goed hoor."), ("I:", "Mooi zo."), ("R1:", "Ja.")
        )
    )
    assert _turns(preview_transcript(path))[1] == ("R1", "Goed hoor.")


def test_word_table_of_facts_is_plain_text(docx: Writer) -> None:
    path = docx(
        word_table(("Datum", "3 maart"), ("Plaats", "Heerlen"), ("Duur", "een uur")),
        word_paragraph("I: Hoe?"),
        word_paragraph("R1: Zo."),
        word_paragraph("I: Echt?"),
        word_paragraph("R1: Ja."),
    )
    found = preview_transcript(path)
    assert _header(found) == "Datum\n3 maart\nPlaats\nHeerlen\nDuur\neen uur"
    assert len(found.turns) == 4


def test_cues_of_one_voice_become_one_turn_with_its_times(file: Writer) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>Hoe gaat\n\n"
        "00:02.000 --> 00:03.000\n<v Interviewer>het?\n\n00:04.000 --> 00:05.000\n<v R1>Goed,\n\n"
        "00:05.000 --> 00:06.500\ndank u.\n\n00:07.000 --> 00:08.000\n<v Interviewer>Mooi.\n"
    )
    found = preview_transcript(file("a.vtt", text))
    assert _turns(found) == [
        ("Interviewer", "Hoe gaat het?"),
        ("R1", "Goed, dank u."),
        ("Interviewer", "Mooi."),
    ]
    assert [(t.time_start, t.time_end) for t in found.turns] == [(1, 3), (4, 6.5), (7, 8)]


def test_labels_inside_cues_are_found_and_merged(file: Writer) -> None:
    cue = "00:0{0}.000 --> 00:0{1}.000\n{2}\n\n"
    said = ("Jan Smit: Hoe gaat", "Jan Smit: het?", "Piet Wit: Goed: best.", "Piet Wit: Echt.")
    text = "WEBVTT\n\n" + "".join(cue.format(i, i + 1, t) for i, t in enumerate(said))
    assert _turns(preview_transcript(file("a.vtt", text))) == [
        ("Jan Smit", "Hoe gaat het?"),
        ("Piet Wit", "Goed: best. Echt."),
    ]


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
        "N281: dat is de weg.",
        "Let op: gevaar.",
        "https://voorbeeld.nl",
        "Kortom: nee.",
        "om 12:30: lunch",
    ],
)
def test_other_colons_start_no_turn(line: str, read: Read) -> None:
    found = read(f"I: Wat vindt u?\nR4: Nou.\n{line}\nI: Ja?\nR4: Ja.\n")
    assert _turns(found)[1] == ("R4", f"Nou.\n{line}")


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
