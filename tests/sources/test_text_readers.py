"""Plain text, Markdown and cues: encodings, times, voices."""

from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.errors import InputError
from duiding.sources import preview_transcript
from duiding.sources.readers import Document, read_document

Writer = Callable[..., Path]
DUTCH = "I: Coördinatie in België, één café?\r\nR1: Ja – “zeker”.\r\n"


def _read(path: Path, encoding: str | None = None) -> Document:
    return read_document(path, encoding=encoding)[0]


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_dutch_is_read_whatever_the_encoding(codec: str, told: str, file: Writer) -> None:
    document = _read(file("gesprek.txt", DUTCH.encode(codec)))
    assert document.encoding == told
    assert [line.text for line in document.lines] == [
        "I: Coördinatie in België, één café?",
        "R1: Ja – “zeker”.",
    ]
    assert bool(document.warnings) == (codec == "cp1252")


def test_an_encoding_that_the_user_names_is_taken(file: Writer) -> None:
    path = file("gesprek.txt", "I: één café".encode("mac-roman"))
    assert _read(path).lines[0].text != "I: één café"
    named = _read(path, "mac-roman")
    assert named.lines[0].text == "I: één café"
    assert not named.warnings
    with pytest.raises(InputError, match="nergens"):
        _read(path, "nergens")
    with pytest.raises(InputError, match="utf-8"):
        _read(path, "utf-8")


def test_control_characters_do_not_reach_the_screen(file: Writer) -> None:
    lines = _read(file("a.txt", "I: hallo\x1b[31m\u202e dag\x07\r\nR1: ja\x00\n")).lines
    assert [line.text for line in lines] == ["I: hallo[31m dag", "R1: ja"]


def test_blank_lines_are_remembered(file: Writer) -> None:
    lines = _read(file("a.txt", "een\ntwee\n\n \ndrie\n")).lines
    assert [(line.text, line.gap) for line in lines] == [
        ("een", False),
        ("twee", False),
        ("drie", True),
    ]


def test_markdown_loses_its_marks_and_keeps_its_words(file: Writer) -> None:
    lines = _read(file("a.md", "# Kop\n---\n**I:** Hoe *gaat* het **nu**?\n- punt\n")).lines
    assert [(line.text, line.bold) for line in lines] == [
        ("Kop", 0),
        ("I: Hoe *gaat* het nu?", 2),
        ("- punt", 0),
    ]


def test_marks_between_a_letter_and_its_accent_leave_canonical_text(file: Writer) -> None:
    found = preview_transcript(file("a.md", "I: caf**e**\u0301\nR1: ja\n"))
    assert found.text == "café\n\nja"


def test_webvtt_voices_tags_entities_and_notes(file: Writer) -> None:
    document = _read(
        file(
            "a.vtt",
            "WEBVTT\n\nNOTE\nOpname maart\n\n1\n00:01.000 --> 00:02.500\n"
            "<v.luid Jan Smit>Wij &amp; <i>zij</i></v>\n<v R1>Ja</v>\n\n"
            "00:03.000 --> 00:04.000\n<00:03.500>en <naam> zei\n",
        )
    )
    assert [(line.voice, line.text, line.start, line.end) for line in document.lines] == [
        ("", "Opname maart", None, None),
        ("Jan Smit", "Wij & zij", 1.0, 2.5),
        ("R1", "Ja", 1.0, 2.5),
        ("", "en <naam> zei", 3.0, 4.0),
    ]


@pytest.mark.parametrize(
    "broken",
    ["twee", "00:0d.000 --> 00:04.000\ntwee", "7\n00:99:99.000 --> 00:99:99.500\ntwee"],
)
def test_webvtt_loses_no_words_through_a_wrong_time(broken: str, file: Writer) -> None:
    cues = ("00:01.000 --> 00:02.000\neen", broken, "00:05.000 --> 00:06.000\ndrie")
    document = _read(file("a.vtt", "\n\n".join(("WEBVTT", *cues))))
    assert [line.text for line in document.lines] == ["een twee", "drie"]
    assert len(document.warnings) == 1


def test_webvtt_automatic_captions_are_not_doubled(file: Writer) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nja<00:01.500><c> maar</c>\n\n"
        "00:02.000 --> 00:03.000\nja maar\nnee<00:02.500><c> toch</c>\n"
    )
    assert [line.text for line in _read(file("a.vtt", text)).lines] == ["ja maar", "nee toch"]


def test_subrip_with_and_without_numbers_and_with_gaps(file: Writer) -> None:
    document = _read(
        file(
            "a.srt",
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>een</i>\r\n2\r\n\r\n2\r\ntwee\r\n\r\n"
            "00:00:05,000 --> 00:00:06.500\r\ndrie\r\n",
        )
    )
    assert [(line.text, line.start, line.end) for line in document.lines] == [
        ("een 2 twee", 1.0, 2.0),
        ("drie", 5.0, 6.5),
    ]
    assert len(document.warnings) == 1
