"""Word and OpenDocument: what stands in the document comes out, once, and in order."""

from collections.abc import Callable
from pathlib import Path

from duiding.sources.readers import Document, read_document
from tests.sources.conftest import WORD, word_paragraph, word_table, write_zip

Writer = Callable[..., Path]


def _read(path: Path) -> Document:
    return read_document(path)[0]


def _texts(path: Path) -> list[str]:
    return [line.text for line in _read(path).lines]


def test_word_keeps_insertions_and_drops_deletions_and_says_so(docx: Writer) -> None:
    path = docx(
        word_paragraph(
            "Het is ",
            "<w:ins><w:r><w:t>nu </w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>vroeger </w:delText></w:r></w:del>",
            "<w:moveFrom><w:r><w:t>weg </w:t></w:r></w:moveFrom>",
            "<w:moveTo><w:r><w:t>hier </w:t></w:r></w:moveTo>",
            "duur.",
        )
    )
    document = _read(path)
    assert [line.text for line in document.lines] == ["Het is nu hier duur."]
    assert any("2 bijgehouden verwijderingen" in warning for warning in document.warnings)
    assert any("2 bijgehouden invoegingen" in warning for warning in document.warnings)


def test_word_joins_paragraphs_whose_border_was_deleted(docx: Writer) -> None:
    deleted_mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    path = docx(word_paragraph(deleted_mark, "Het is "), word_paragraph("duur."))
    assert _texts(path) == ["Het is duur."]


def test_word_keeps_content_controls_and_drops_their_hints(docx: Writer) -> None:
    hint = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klik hier</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    path = docx(
        "<w:sdt><w:sdtContent>" + word_paragraph("In een blok.") + "</w:sdtContent></w:sdt>",
        word_paragraph(
            "En ",
            "<w:sdt><w:sdtContent><w:r><w:t>binnenin</w:t></w:r></w:sdtContent></w:sdt>",
            hint,
        ),
    )
    assert _texts(path) == ["In een blok.", "En binnenin"]


def test_word_words_around_an_empty_field_do_not_grow_together(docx: Writer) -> None:
    hint = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>     </w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    path = docx(word_paragraph("het onderzoek", hint, hint, "daar", hint, ". En ", hint, "nu"))
    assert _texts(path) == ["het onderzoek daar. En nu"]


def test_word_line_breaks_and_tabs_are_line_ends_and_blanks(docx: Writer) -> None:
    path = docx(
        word_paragraph("een", "<w:r><w:br/></w:r>"),
        word_paragraph("twee", "<w:r><w:br/></w:r>", "drie", "<w:r><w:tab/></w:r>", "vier"),
        word_paragraph("vijf", '<w:r><w:br w:type="page"/></w:r>', "-zes"),
    )
    assert _texts(path) == ["een", "twee", "drie vier", "vijf-zes"]
    assert [line.opens for line in _read(path).lines] == [True, True, False, True]


def test_word_text_boxes_are_not_doubled_and_comments_are_told(docx: Writer) -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice><w:txbxContent>'
        + word_paragraph("In een vak.")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + word_paragraph("In een vak.")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = _read(docx(word_paragraph("Tekst.", box, "<w:r><w:commentReference/></w:r>")))
    assert [line.text for line in document.lines] == ["Tekst."]
    assert len(document.warnings) == 2


def test_word_hidden_text_and_field_codes_stay_out(docx: Writer) -> None:
    path = docx(
        word_paragraph(
            "Zie ",
            "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>",
            "<w:hyperlink><w:r><w:t>de site</w:t></w:r></w:hyperlink>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t> geheim</w:t></w:r>",
        )
    )
    assert _texts(path) == ["Zie de site"]


def test_word_tables_come_row_by_row(docx: Writer) -> None:
    path = docx(word_paragraph("Voor."), word_table(("a", "b"), ("c", "d")), word_paragraph("Na."))
    rows = [line for line in _read(path).lines if line.table]
    assert [row.cells for row in rows] == [("a", "b"), ("c", "d")]
    assert _texts(path)[0] == "Voor."
    assert _texts(path)[-1] == "Na."


def test_word_bold_at_the_start_of_a_line_is_known(docx: Writer) -> None:
    path = docx(
        word_paragraph("*R1:", " gewoon"),
        word_paragraph("*Re", "*spondent", " gewoon"),
        word_paragraph("gewoon ", "*vet"),
        word_paragraph('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>niet</w:t></w:r>'),
    )
    assert [line.bold for line in _read(path).lines] == [3, 10, 0, 0]


def test_word_finds_the_main_part_under_another_name(tmp_path: Path) -> None:
    xml = f"<w:document {WORD}><w:body>{word_paragraph('Tekst.')}</w:body></w:document>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    path = write_zip(tmp_path / "a.docx", {"_rels/.rels": relations, "word/document2.xml": xml})
    assert _texts(path) == ["Tekst."]


def test_odt_keeps_paragraphs_headings_lists_and_breaks(odt: Writer) -> None:
    path = odt(
        "<text:h>Kop</text:h>",
        "<text:p>een<text:tab/>twee<text:line-break/>drie<text:s text:c='2'/>vier</text:p>",
        "<text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>",
        "<text:section><text:p>in een\n      deel</text:p></text:section>",
        "<text:p><text:span text:style-name='T1'>R1:</text:span> ja</text:p>",
    )
    lines = _read(path).lines
    assert [line.text for line in lines] == [
        "Kop",
        "een twee",
        "drie  vier",
        "punt",
        "in een deel",
        "R1: ja",
    ]
    assert lines[-1].bold == 3


def test_odt_leaves_out_deleted_text_comments_notes_and_boxes_and_says_so(odt: Writer) -> None:
    document = _read(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>",
            "<text:p>Het <office:annotation><text:p>opmerking</text:p></office:annotation>is"
            "<text:note><text:note-body><text:p>voet</text:p></text:note-body></text:note> duur."
            "<draw:frame><draw:text-box><text:p>vak</text:p></draw:text-box></draw:frame></text:p>",
        )
    )
    assert [line.text for line in document.lines] == ["Het is duur."]
    assert len(document.warnings) == 4


def test_odt_tables_come_row_by_row(odt: Writer) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    path = odt("<table:table>" + row.format("a", "b") + row.format("c", "d") + "</table:table>")
    assert [line.cells for line in _read(path).lines] == [("a", "b"), ("c", "d")]
