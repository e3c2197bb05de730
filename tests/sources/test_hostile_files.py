"""Files that are not what they seem: one clear sentence each, quickly, and nothing is unpacked."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.errors import InputError
from duiding.sources import preview_transcript
from duiding.sources.readers import archive
from tests.sources.conftest import WORD, word_paragraph, write_zip

Writer = Callable[..., Path]
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
DOCUMENT = f"<w:document {WORD}><w:body>{{}}</w:body></w:document>"


def _sentence(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        preview_transcript(path)
    return str(caught.value)


def _word(path: Path, xml: str | bytes) -> Path:
    return write_zip(path, {"word/document.xml": xml})


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("leeg.txt", b"", "is leeg"),
        ("leeg.docx", b"", "is leeg"),
        ("wit.txt", b"\xef\xbb\xbf \r\n\t", "is leeg"),
        ("oud.doc", OLE, "oude Word-vorm"),
        ("oud.docx", OLE, "oude Word-vorm"),
        ("slot.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("ruis.docx", bytes(range(256)) * 40, "geen .docx-bestand"),
        ("ruis.txt", bytes(range(256)) * 40, "binaire gegevens"),
        ("ruis.vtt", bytes(range(256)) * 40, "binaire gegevens"),
        ("tekst.docx", b"I: hallo\nR1: dag\n", "geen .docx-bestand"),
        ("tekst.odt", b"I: hallo\nR1: dag\n", "geen .odt-bestand"),
        ("tekst.vtt", b"I: hallo\nR1: dag\n", "WEBVTT"),
        ("tekst.srt", b"I: hallo\nR1: dag\n", "SubRip"),
        ("cues.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nhoi", "een .vtt-bestand"),
        ("rtf.txt", b"{\\rtf1 hallo}", "een .rtf-bestand"),
        ("pdf.docx", b"%PDF-1.7 hallo", "een .pdf-bestand"),
        ("foto.jpg", b"\xff\xd8\xff", ".docx .odt .txt .md .vtt .srt"),
        ("zonder", b"I: hallo", ".docx .odt .txt .md .vtt .srt"),
        ("cut.docx", b"PK\x03\x04" + bytes(100), "beschadigd of afgebroken"),
    ],
)
def test_each_wrong_file_has_its_own_sentence(
    name: str, content: bytes, part: str, file: Writer
) -> None:
    sentence = _sentence(file(name, content))
    assert part in sentence
    assert name in sentence


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "bestaat niet" in _sentence(tmp_path / "weg.docx")
    folder = tmp_path / "map.txt"
    folder.mkdir()
    assert "kan niet worden gelezen" in _sentence(folder)


def test_wrong_suffix_of_an_office_file(docx: Writer, odt: Writer, tmp_path: Path) -> None:
    word = docx(word_paragraph("Hallo."))
    assert "een .docx-bestand" in _sentence(word.rename(tmp_path / "a.txt"))
    text = odt("<text:p>Hallo.</text:p>")
    assert "een .odt-bestand" in _sentence(text.rename(tmp_path / "b.docx"))
    other = write_zip(tmp_path / "c.docx", {"xl/workbook.xml": "<x/>"})
    assert "een .xlsx-bestand" in _sentence(other)


def test_truncated_and_damaged_word_files(docx: Writer, file: Writer) -> None:
    whole = docx(word_paragraph("Hallo, dit is een heel gewoon gesprek.")).read_bytes()
    for length in range(30, len(whole) - 1, 37):
        assert _sentence(file("a.docx", whole[:length]))
    body = whole.index(b"word/document.xml") + 20
    broken = (
        whole[:body] + bytes(byte ^ 0x55 for byte in whole[body : body + 40]) + whole[body + 40 :]
    )
    assert "beschadigd" in _sentence(file("b.docx", broken))


@pytest.mark.parametrize("xml", ["hallo", "<x/>", "<w:document", DOCUMENT.format("<w:p>")])
def test_word_without_a_readable_body(xml: str, tmp_path: Path) -> None:
    assert "beschadigd" in _sentence(_word(tmp_path / "a.docx", xml))


def test_word_without_any_text(docx: Writer) -> None:
    assert "geen tekst" in _sentence(docx("<w:p/>"))


def test_a_password_flag_in_the_archive(docx: Writer, file: Writer) -> None:
    content = bytearray(docx(word_paragraph("Hallo.")).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[content.index(b"PK\x03\x04") + 6] |= 1
    assert "wachtwoord" in _sentence(file("a.docx", bytes(content)))


def test_an_encrypted_odt(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    path = write_zip(
        tmp_path / "a.odt",
        {"mimetype": "x", "content.xml": "ruis", "META-INF/manifest.xml": manifest},
    )
    assert "wachtwoord" in _sentence(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("zeer geheim", encoding="utf-8")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        + DOCUMENT.format(word_paragraph("a &x; b"))
    )
    assert "documenttypedefinitie" in _sentence(_word(tmp_path / "a.docx", xml.encode(encoding)))


def test_the_billion_laughs_are_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)
    )
    xml = f"<!DOCTYPE d [{entities}]>" + DOCUMENT.format(word_paragraph("&a9;"))
    assert "documenttypedefinitie" in _sentence(_word(tmp_path / "a.docx", xml))


def test_a_bomb_is_refused_by_its_declared_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 10_000)
    path = _word(tmp_path / "a.docx", DOCUMENT.format(word_paragraph("a" * 20_000)))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args: pytest.fail("it was unpacked"))
    assert "uitgepakt" in _sentence(path)


def test_a_bomb_that_lies_about_its_size_is_refused_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(
        _word(tmp_path / "a.docx", DOCUMENT.format(word_paragraph("a" * 20_000))).read_bytes()
    )
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 10_000)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.index(mark) + offset
        content[at : at + 4] = (500).to_bytes(4, "little")
    path = tmp_path / "b.docx"
    path.write_bytes(content)
    assert _sentence(path)  # cut off at the size it declares: damaged, never 20,000 characters


def test_the_same_part_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", DOCUMENT.format(word_paragraph("een")))
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("word/document.xml", DOCUMENT.format(word_paragraph("twee")))
    assert "beschadigd" in _sentence(path)


def test_a_part_outside_the_archive_is_not_followed(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="x/officeDocument" Target="../../geheim"/></Relationships>'
    )
    path = write_zip(
        tmp_path / "a.docx",
        {
            "_rels/.rels": relations,
            "word/document.xml": DOCUMENT.format(word_paragraph("Hallo.")),
        },
    )
    assert preview_transcript(path).text == "Hallo."


def test_far_more_paragraphs_than_a_conversation_are_refused(docx: Writer, file: Writer) -> None:
    assert "alinea" in _sentence(docx("<w:p/>" * 1_600_000))
    assert "alinea" in _sentence(file("a.txt", "I: a\nR1: b\n" * 30_000))


def test_deep_nesting_is_refused(docx: Writer) -> None:
    opened, closed = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    assert _sentence(docx(opened * 3000 + word_paragraph("x") + closed * 3000))


def test_an_odt_cannot_ask_for_a_billion_blanks(odt: Writer) -> None:
    found = preview_transcript(odt("<text:p>a" + '<text:s text:c="999999999"/>' * 9 + "b</text:p>"))
    assert len(found.text) < 10_000
