"""The transcripts of the example study: every form is read to the same turns, for good.

Example codings refer to the numbers of turns and to quotes in them, so text and turns may not
change; when a transcript is edited on purpose, its line below changes with it.
"""

from pathlib import Path

import pytest
from lxml import etree

from duiding.sources import SpeakerRole, preview_transcript
from duiding.sources.readers.archive import open_archive
from duiding.text import sha256

FOLDER = Path(__file__).parents[2] / "transcripts"

EXPECTED = {
    "focusgroep-1.docx": (
        "focus-group",
        "utf-8",
        98,
        "R13 R14 R15 R16 R17 R18",
        "887772319493d859",
    ),
    "focusgroep-2.txt": ("focus-group", "utf-8", 99, "R19 R20 R21 R22 R23", "84ef63a608fbbae2"),
    "interview-01.docx": ("expert-interview", "utf-8", 45, "R1", "67b2cbaec2eb6933"),
    "interview-02.docx": ("expert-interview", "utf-8", 45, "R2", "f517e634c629bf44"),
    "interview-03.docx": ("expert-interview", "utf-8", 44, "R3", "24b2cc35e3aefdde"),
    "interview-04.docx": ("expert-interview", "utf-8", 43, "R4", "bded5c789532d24e"),
    "interview-05.docx": ("expert-interview", "utf-8", 44, "R5", "a52c95ce28f6404b"),
    "interview-06.docx": ("expert-interview", "utf-8", 43, "R6", "1a019a763bab5529"),
    "interview-07.txt": ("expert-interview", "utf-8", 44, "R7", "9e4a328bd864d350"),
    "interview-08.txt": ("expert-interview", "utf-8", 44, "R8", "f51f1d8841f3dcbb"),
    "interview-09.txt": ("expert-interview", "cp1252", 44, "R9", "4e2960b41fd14fa5"),
    "interview-10.vtt": ("expert-interview", "utf-8", 45, "R10", "5f9d6ba770747c6b"),
    "interview-11.vtt": ("expert-interview", "utf-8", 44, "R11", "4c448610d39b0a4f"),
    "interview-12.odt": ("expert-interview", "utf-8", 45, "R12", "de28921cca1f87f2"),
}


def test_every_transcript_is_known_here() -> None:
    names = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert names == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_transcript_is_read_to_the_same_turns(name: str) -> None:
    found = preview_transcript(FOLDER / name)
    spoken = "\n".join(
        f"{turn.speaker.role if turn.speaker else ''}|{found.text[turn.start : turn.end]}"
        for turn in found.turns
    )
    respondents = {s.label for s in found.speakers if s.role is SpeakerRole.RESPONDENT}
    told = (
        str(found.kind),
        found.encoding,
        len(found.turns),
        " ".join(sorted(respondents, key=lambda label: int(label[1:]))),
        sha256(spoken)[:16],
    )
    assert told == EXPECTED[name]
    assert len(found.speakers) == len(respondents) + 1
    assert "(fictief)" in found.text[: found.turns[0].start].lower()


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".docx")])
def test_word_files_name_no_person_as_author(name: str) -> None:
    archive = open_archive((FOLDER / name).read_bytes(), name)
    core = archive.xml("docProps/core.xml")
    people = {etree.QName(e).localname: (e.text or "") for e in core.iterchildren("*")}
    assert not people.get("creator")
    assert not people.get("lastModifiedBy")
