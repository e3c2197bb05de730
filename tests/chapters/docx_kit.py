"""Reading Word files back in tests: paragraphs, comments, and a linter.

The linter looks for what makes Word repair a file, or a screen reader stumble, and what schema
checkers do not see: open fields, dead references, double ids, empty headings, poor contrast.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Paragraph(NamedTuple):
    """A paragraph: the name of its style and its text, that in content controls included."""

    style: str
    text: str


@dataclass(frozen=True)
class Docx:
    """A Word file in memory."""

    content: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    def root(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def document(self) -> etree._Element:
        return self.root("word/document.xml")

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        """The styles by id."""
        found = self.root("word/styles.xml").findall(f"{W}style")
        return {style.get(f"{W}styleId", ""): style for style in found}

    def style_name(self, element: etree._Element) -> str:
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is None:
            return "Normal"
        found = self.styles.get(value(style))
        return "?" if found is None else value(found.find(f"{W}name"))

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [Paragraph(self.style_name(p), text_of(p)) for p in self.document.iter(f"{W}p")]

    def texts(self, style: str) -> list[str]:
        return [p.text for p in self.paragraphs if p.style == style]

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def headings(self) -> list[tuple[int, str]]:
        """The headings with their level, own styles included."""
        paragraphs = self.document.iter(f"{W}p")
        return [(level, text_of(p)) for p in paragraphs if (level := self.level(p)) is not None]

    def level(self, paragraph: etree._Element) -> int | None:
        """The level of a heading; None for other paragraphs."""
        style = self.styles.get(value(paragraph.find(f"{W}pPr/{W}pStyle")))
        found = None if style is None else style.find(f"{W}pPr/{W}outlineLvl")
        return None if found is None else int(value(found)) + 1

    @property
    def comments(self) -> dict[int, list[str]]:
        """The lines of each comment."""
        return {
            int(c.get(f"{W}id", "")): [text_of(p) for p in c.iter(f"{W}p")]
            for c in self.root("word/comments.xml").iter(f"{W}comment")
        }

    @property
    def commented(self) -> dict[int, str]:
        """The text that each comment stands at."""
        texts: dict[int, str] = {}
        running: set[int] = set()
        for node in self.document.iter():
            if node.tag == f"{W}commentRangeStart":
                running.add(int(node.get(f"{W}id", "")))
            elif node.tag == f"{W}commentRangeEnd":
                running.discard(int(node.get(f"{W}id", "")))
            elif node.tag == f"{W}t":
                for number in running:
                    texts[number] = texts.get(number, "") + (node.text or "")
        return texts

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The instruction and the result of each field, inner ones first."""
        done: list[tuple[str, str]] = []
        stack: list[list[str]] = []
        for node in self.document.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            kind = node.get(f"{W}fldCharType")
            if kind == "begin":
                stack.append(["", "", "instruction"])
            elif kind == "separate":
                stack[-1][2] = "result"
            elif kind == "end":
                instruction, result, _state = stack.pop()
                done.append((instruction.strip(), result))
            elif stack:
                index = 0 if node.tag == f"{W}instrText" else 1
                stack[-1][index] += node.text or ""
        assert not stack, "a field is not closed"
        return done


def value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def text_of(element: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    nodes = element.iter(f"{W}t", *signs)
    return "".join(signs.get(node.tag) or node.text or "" for node in nodes)


# The linter ---------------------------------------------------------------------------------------


def lint(content: bytes) -> list[str]:
    """Return what is wrong with a file; a sound one gives an empty list."""
    docx = Docx(content)
    checks = (
        *(_package, _styles, _order, _fields, _ids, _comments),
        *(_headings, _paragraphs, _tables, _contrast, _properties),
    )
    return [finding for check in checks for finding in check(docx)]


def _package(docx: Docx) -> Iterator[str]:
    types = docx.root("[Content_Types].xml")
    overrides = {node.get("PartName") for node in types}
    for name in docx.parts:
        if name.endswith(".xml") and name != "[Content_Types].xml" and f"/{name}" not in overrides:
            yield f"no content type for {name}"
    for part in overrides - {None} - {f"/{name}" for name in docx.parts}:
        yield f"content type for an absent part: {part}"
    for folder, relations in (("", "_rels/.rels"), ("word", "word/_rels/document.xml.rels")):
        for relation in docx.root(relations):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
            if target not in docx.parts:
                yield f"relation to an absent part: {target}"
    known = {relation.get("Id") for relation in docx.root("word/_rels/document.xml.rels")}
    for node in docx.document.iter():
        for key, number in node.attrib.items():
            if str(key).startswith(R) and number not in known:
                yield f"relation {number!r} does not exist"


def _styles(docx: Docx) -> Iterator[str]:
    parts = (docx.document, docx.root("word/comments.xml"), docx.root("word/footer1.xml"))
    for part in parts:
        for node in part.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            if value(node) not in docx.styles:
                yield f"unknown style {value(node)!r}"
    for style in docx.styles.values():
        for name in ("basedOn", "next"):
            other = style.find(f"{W}{name}")
            if other is not None and value(other) not in docx.styles:
                yield f"style {name} an unknown one: {value(other)!r}"


# Children must come in this order (ECMA-376, transitional); only those that we write.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "tcW shd vAlign",
    "trPr": "cantSplit tblHeader",
    "sdtPr": "alias tag id appearance docPartObj",
    "sectPr": "footerReference pgSz pgMar",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "tbl": "tblPr tblGrid tr",
    "sdt": "sdtPr sdtContent",
    "styles": "docDefaults latentStyles style",
    "numbering": "abstractNum num",
}


def _order(docx: Docx) -> Iterator[str]:
    for name in docx.parts:
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for node in docx.root(name).iter():
            tag = etree.QName(node).localname
            if tag in ORDER:
                order = ORDER[tag].split()
                children = [etree.QName(child).localname for child in node]
                if set(children) - set(order):
                    yield f"{name}: {tag} holds {set(children) - set(order)}"
                elif children != sorted(children, key=order.index):
                    yield f"{name}: {tag} is out of order: {children}"


def _fields(docx: Docx) -> Iterator[str]:
    for name in ("word/document.xml", "word/footer1.xml"):
        depth = 0
        for node in docx.root(name).iter(f"{W}fldChar"):
            kind = node.get(f"{W}fldCharType")
            depth += (kind == "begin") - (kind == "end")
            if depth < 0:
                yield f"{name}: a field ends before it begins"
        if depth:
            yield f"{name}: a field is not closed"
    names = {node.get(f"{W}name") for node in docx.document.iter(f"{W}bookmarkStart")}
    instructions = " ".join(node.text or "" for node in docx.document.iter(f"{W}instrText"))
    for target in re.findall(r"\b(?:PAGE)?REF (\S+)", instructions):
        if target not in names:
            yield f"reference to nothing: {target}"
    for node in docx.document.iter(f"{W}hyperlink"):
        if node.get(f"{W}anchor") not in names:
            yield f"link to nothing: {node.get(f'{W}anchor')}"


def _ids(docx: Docx) -> Iterator[str]:
    marks = list(docx.document.iter(f"{W}bookmarkStart"))
    ends = [node.get(f"{W}id") for node in docx.document.iter(f"{W}bookmarkEnd")]
    controls = [value(node.find(f"{W}id")) for node in docx.document.iter(f"{W}sdtPr")]
    comments = docx.root("word/comments.xml").iter(f"{W}comment")
    for what, found in (
        ("bookmark", [node.get(f"{W}name") for node in marks]),
        ("id of a bookmark", [node.get(f"{W}id") for node in marks]),
        ("control", controls),
        ("comment", [node.get(f"{W}id") for node in comments]),
    ):
        for name, count in Counter(found).items():
            if count > 1:
                yield f"double {what}: {name}"
    if sorted(ends, key=str) != sorted((node.get(f"{W}id") for node in marks), key=str):
        yield "bookmarks that do not end"
    for node in marks:
        if not re.fullmatch(r"[A-Za-z_]\w{0,39}", node.get(f"{W}name", "")):
            yield f"not a name for a bookmark: {node.get(f'{W}name')}"
    for node in docx.document.iter(f"{W}tag"):
        if len(value(node)) > 64:
            yield f"tag is too long: {value(node)}"


def _comments(docx: Docx) -> Iterator[str]:
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    for mark in marks:
        found = {int(node.get(f"{W}id", "")) for node in docx.document.iter(f"{W}{mark}")}
        if found != set(docx.comments):
            yield f"{mark}: {found ^ set(docx.comments)} have no counterpart"


def _headings(docx: Docx) -> Iterator[str]:
    before = 0
    for level, text in docx.headings:
        if not text.strip():
            yield "empty heading"
        if level > before + 1:
            yield f"heading {level} after heading {before}: {text!r}"
        before = level
    levels = [docx.level(p) for p in docx.document.iter(f"{W}p")]
    for own, following in zip(levels, [*levels[1:], 1], strict=True):
        if own is not None and following is not None and following <= own:
            yield f"a heading {own} has no text below it"


def _paragraphs(docx: Docx) -> Iterator[str]:
    for p in docx.document.iter(f"{W}p"):
        text = text_of(p)
        if not text.strip():
            yield f"empty paragraph in {docx.style_name(p)}"
        if "None" in text.split() or re.search(
            r"\{\w*\}", text.replace("{{", "").replace("}}", "")
        ):
            yield f"unfilled text: {text!r}"


def _tables(docx: Docx) -> Iterator[str]:
    for table in docx.document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "table without a header row"
        if table.find(f"{W}tblPr/{W}tblDescription") is None:
            yield "table without alternative text"
        width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in rows:
            if len(row.findall(f"{W}tc")) != width:
                yield "row with another number of cells than the grid"
            if row.find(f"{W}trPr/{W}cantSplit") is None:
                yield "row that may be split"
        for cell in table.iter(f"{W}tc"):
            if len(cell) == 0 or cell[-1].tag != f"{W}p":
                yield "cell does not end with a paragraph"


def _contrast(docx: Docx) -> Iterator[str]:
    for style in docx.styles.values():
        colour = value(style.find(f"{W}rPr/{W}color"))
        shade = style.find(f"{W}pPr/{W}shd")
        ground = shade.get(f"{W}fill", "FFFFFF") if shade is not None else "FFFFFF"
        name = value(style.find(f"{W}name"))
        if name == "Duiding Tabelkop":
            first = docx.styles["DuidingTabel"].find(f".//{W}tblStylePr/{W}tcPr/{W}shd")
            assert first is not None
            ground = first.get(f"{W}fill", "")
        if colour and contrast(colour, ground) < 4.5:
            yield f"{name}: contrast {contrast(colour, ground):.1f}"
    for shade in docx.document.iter(f"{W}shd"):
        if contrast("000000", shade.get(f"{W}fill", "")) < 4.5:
            yield f"cell: contrast on {shade.get(f'{W}fill')}"


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours as WCAG defines it."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
        red, green, blue = (
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _properties(docx: Docx) -> Iterator[str]:
    core = docx.root("docProps/core.xml")
    dc = "{http://purl.org/dc/elements/1.1/}"
    if not core.findtext(f"{dc}title"):
        yield "no title"
    if not core.findtext(f"{dc}language"):
        yield "no language"
