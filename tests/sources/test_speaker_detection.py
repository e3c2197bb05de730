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


def test_word_table_of_people_is_no_transcript(docx: Writer) -> None:
    names = ("Anna", "Bert", "Anna", "Bert", "Carla", "Dirk", "Eva", "Fien", "Gijs")
    people = word_table(*((name, "woont hier en werkt daar") for name in names))
    talk = [word_paragraph("I: Hoe?"), word_paragraph("R1: Zo.")] * 3
    assert [label for label, _said in _turns(preview_transcript(docx(people, *talk)))] == [
        "I",
        "R1",
    ] * 3


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
