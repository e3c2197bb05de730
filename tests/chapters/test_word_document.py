"""The Word files, made from an outline by hand and read back."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from duiding.chapters.outline import Chapter, Draft
from duiding.chapters.word.check import check_quotes
from duiding.chapters.word.render import render_chapter, render_draft
from duiding.chapters.word.writing import Comment
from duiding.errors import DuidingError
from tests.chapters.docx_kit import Docx, W, lint, text_of, value
from tests.chapters.outlines import (
    AT,
    CENTRE,
    DRAFT,
    HEALTH,
    HOSTILE,
    LONG,
    POVERTY,
    SHORT,
    group,
    quote,
)


@pytest.fixture(scope="module")
def whole() -> Docx:
    return Docx(render_draft(DRAFT, at=AT))


def one(chapter: Chapter, draft: Draft = DRAFT) -> Docx:
    return Docx(render_chapter(chapter, draft, at=AT))


def with_quote(text: str, **more: str) -> Chapter:
    return replace(CENTRE, interpretation=(group("Winkels", quote(1, text, **more)),))


def test_files_are_sound(whole: Docx) -> None:
    files = [whole.content, *(one(chapter).content for chapter in (POVERTY, HEALTH, CENTRE))]
    assert [lint(content) for content in files] == [[], [], [], []]


def test_python_docx_reads_the_file_and_its_properties(whole: Docx) -> None:
    document = docx.Document(io.BytesIO(whole.content))
    properties = document.core_properties
    assert properties.title == "Duiding van de nulmeting"
    assert properties.author == "Onderzoeksteam"
    assert properties.language == "nl-NL"
    names = {style.name for style in document.styles}
    assert names >= {
        *("Title", "Heading 1", "Heading 3", "Caption", "Quote", "toc 1", "List Bullet"),
        *("Duiding Tabel", "Duiding Tabelkop", "Duiding Tabeltekst", "Duiding Tabelgetal"),
        *("Duiding Noot", "Duiding Kadercitaat", "Duiding Citaat in tekst", "Duiding Schrijfhulp"),
    }
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "Stand van zaken",
        "Bijlage: deelnemers",
    ]


def test_headings_are_numbered_by_word_from_the_place_of_the_chapter() -> None:
    numbering = one(HEALTH).root("word/numbering.xml")
    levels = numbering.findall(f"{W}abstractNum[1]/{W}lvl")[:3]
    assert [value(level.find(f"{W}start")) for level in levels] == ["3", "2", "2"]
    assert [value(level.find(f"{W}lvlText")) for level in levels] == ["%1", "%1.%2", "%1.%2.%3"]
    assert [level for level, _text in one(HEALTH).headings][:3] == [1, 2, 3]
    # The number is Word's: it does not stand in the text.
    assert "Gezondheid" in one(HEALTH).texts("heading 3")


def test_a_theme_alone_is_a_section_and_its_parts_have_no_number() -> None:
    document = one(CENTRE)
    assert document.texts("heading 2") == ["Centrumfunctie Heerlen"]
    assert document.texts("Duiding Tussenkop 3")[0] == "Duiding"
    assert document.texts("heading 3") == []


def test_captions_are_numbered_fields_with_the_title_below(whole: Docx) -> None:
    sequences = [result for instruction, result in whole.fields if instruction.startswith("SEQ")]
    assert sequences == ["1", "2", "3"]
    assert whole.texts("caption")[0] == (
        "Tabel 1\nScore op de indicatoren behorende bij het thema ‘armoede’"
    )


def test_text_refers_to_the_table_and_to_sections_by_field(whole: Docx) -> None:
    results = [result for instruction, result in whole.fields if instruction.startswith("REF")]
    assert results == ["Tabel 1", "3.2.2", "Tabel 2"]
    # A section that is not in the file is named, not linked.
    alone = one(POVERTY)
    assert [r for i, r in alone.fields if i.startswith("REF")] == ["Tabel 1"]
    assert "Zie paragraaf 3.2.2." in alone.text


def test_contents_are_filled_in(whole: Docx) -> None:
    assert whole.texts("toc 1") == ["3\tStand van zaken", "Bijlage: deelnemers"]
    assert whole.texts("toc 2")[:2] == [
        "3.1\tInleiding",
        "3.2\tSociaal-economische structuurversterking",
    ]
    assert whole.texts("toc 3") == ["3.2.1\tArmoede", "3.2.2\tGezondheid"]
    assert len(whole.texts("table of figures")) == 3


def test_table_keeps_figures_as_they_were_published(whole: Docx) -> None:
    table = next(whole.document.iter(f"{W}tbl"))
    cells = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    assert cells[1][3:] == ["23,4% ▲Heerlen", "15,4% ▲", "20,0% ▲", "12,4%"]
    assert cells[2][3:] == [">16%", "11–13%", "n.b.", "18,0%"]
    assert "Noot. Bron: CBS; Parkstadmonitor. ▲/▼" in whole.texts("Duiding Noot")[0]
    tabs = whole.styles["DuidingTabelgetal"].find(f"{W}pPr/{W}tabs/{W}tab")
    assert value(tabs) == "decimal"


def test_short_quotes_stand_in_the_text_and_long_ones_apart() -> None:
    document = one(POVERTY)
    assert f"Over ‘Schaamte’: “{SHORT}”" in document.texts("Normal")
    assert document.texts("Quote") == [f"“{LONG}”"]
    forty = " ".join(["woord"] * 40)
    assert one(with_quote(forty)).texts("Quote") == [f"“{forty}”"]
    assert one(with_quote(forty[6:])).texts("Quote") == []


def test_quotes_are_in_italics_unless_the_study_wants_otherwise() -> None:
    upright = replace(DRAFT, style=replace(DRAFT.style, italic_quotes=False))
    for style in ("DuidingCitaatintekst", "Quote"):
        italic = one(POVERTY).styles[style].find(f"{W}rPr/{W}i")
        assert italic is not None
        assert value(italic) == ""
        assert value(one(POVERTY, upright).styles[style].find(f"{W}rPr/{W}i")) == "0"


def test_hostile_text_comes_out_literally() -> None:
    document = one(with_quote(HOSTILE))
    assert f"Over ‘Winkels’: “{HOSTILE}”" in document.texts("Normal")
    assert document.commented == {0: f"“{HOSTILE}”"}


def test_provenance_stands_in_a_comment_and_nowhere_else(whole: Docx) -> None:
    assert whole.comments[0] == [
        "Bron: interview-03, spreekbeurt 42, 23:41",
        "Spreker: R7",
        "Code: Armoede › Schaamte",
        "Codeurs: codeur-a, codeur-b",
    ]
    assert whole.commented[0] == f"“{SHORT}”"
    assert len(whole.comments) == len(whole.commented) == 10
    author = next(whole.root("word/comments.xml").iter(f"{W}comment")).get(f"{W}author")
    assert author == "duiding"
    for word in ("R7", "interview-03", "codeur-a", "23:41"):
        assert word not in whole.text


def test_a_quote_that_would_not_come_out_literally_stops_the_draft(whole: Docx) -> None:
    comments = [Comment(0, ("Bron: interview-03, spreekbeurt 42",), f"“{SHORT} Toch?”")]
    with pytest.raises(DuidingError, match="interview-03, spreekbeurt 42"):
        check_quotes(whole.document, comments)


def test_attribution_stands_behind_the_quote() -> None:
    document = one(with_quote(SHORT, attribution="expert"))
    assert f"Over ‘Winkels’: “{SHORT}” (expert)" in document.texts("Normal")
    assert document.commented == {0: f"“{SHORT}”"}


def test_hints_say_how_many_fragments_there_are() -> None:
    hints = one(POVERTY).texts("Duiding Schrijfhulp")
    assert (
        "[Schrijfhulp] Schaamte. 2 van 11 fragmenten, 4 bronnen. "
        "Betekenis van de code: Over schaamte." in hints
    )
    assert all(hint.startswith("[Schrijfhulp] ") for hint in hints)


def test_figures_and_quotes_can_be_found_again(whole: Docx) -> None:
    controls: dict[str, list[str]] = {}
    for control in whole.document.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            controls.setdefault(value(tag), []).append(text_of(control))
            before = control.getprevious()
            assert before is not None
            assert re.match(r"_DA_", before.get(f"{W}name", ""))
    kinds = {tag.split(":")[0] for tag in controls}
    assert kinds == {"citaat", "waarde", "tabel"}
    # The same figure in two places has the same tag.
    assert ["20,0%", "20,0%"] in controls.values()


def test_same_outline_gives_the_same_bytes() -> None:
    assert render_draft(DRAFT, at=AT) == render_draft(DRAFT, at=AT)


def test_the_file_has_one_language_everywhere(whole: Docx) -> None:
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert set(re.findall(rb'w:(?:val|eastAsia)="([a-z]{2}-[A-Z]{2})"', everything)) == {b"nl-NL"}


def test_a_study_in_english_gives_an_english_draft() -> None:
    english = one(POVERTY, replace(DRAFT, style=replace(DRAFT.style, language="en")))
    assert "Policy advice" in english.texts("heading 4")
    assert lint(english.content) == []
    assert b'"en-GB"' in english.parts["word/styles.xml"]


def test_empty_parts_get_a_hint_and_not_an_empty_heading() -> None:
    bare = replace(CENTRE, interpretation=(), context=(), proposals=())
    document = one(bare)
    assert lint(document.content) == []
    assert "Context" not in document.text
    assert any("samenhang" in hint for hint in document.texts("Duiding Schrijfhulp"))


@pytest.mark.parametrize(
    ("part", "old", "new", "finding"),
    [
        ("document", b'w:fldCharType="end"', b'w:fldCharType="separate"', "a field is not closed"),
        ("document", b'pStyle w:val="Quote"', b'pStyle w:val="Citaat"', "unknown style 'Citaat'"),
        ("document", b"</w:p></w:tc>", b"</w:p><w:tbl/></w:tc>", "does not end with a paragraph"),
        (
            "document",
            b'w:instrText xml:space="preserve"> REF _',
            b'w:instrText xml:space="preserve"> REF X_',
            "reference to nothing",
        ),
        ("document", b'w:anchor="_Toc9', b'w:anchor="_Toc8', "link to nothing"),
        ("document", b'<w:commentRangeEnd w:id="0"/>', b"", "commentRangeEnd: {0}"),
        ("document", b'w:bookmarkStart w:id="2"', b'w:bookmarkStart w:id="1"', "double id"),
        ("document", b"<w:tblHeader/>", b"", "without a header row"),
        ("styles", b"FFF2B3", b"777777", "Duiding Schrijfhulp: contrast"),
        ("styles", b"<w:keepNext/><w:keepLines/>", b"<w:keepLines/><w:keepNext/>", "out of order"),
    ],
)
def test_the_linter_sees_planted_faults(
    whole: Docx, part: str, old: bytes, new: bytes, finding: str
) -> None:
    name = f"word/{part}.xml"
    assert old in whole.parts[name]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for key, content in whole.parts.items():
            archive.writestr(key, content.replace(old, new, 1) if key == name else content)
    assert finding in "\n".join(lint(buffer.getvalue()))
