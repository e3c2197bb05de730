"""Word documents, by an own walk through the XML.

Kept: paragraphs, line breaks, tables row by row, content controls, tracked insertions. Left out,
and said so: tracked deletions, text boxes, comments, footnotes.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from duiding.sources.readers import faults
from duiding.sources.readers.archive import Archive, open_archive
from duiding.sources.readers.model import Document, Line
from duiding.sources.readers.pieces import HINT, Piece, left_out, lines_of

FORMAT = "docx"

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_GONE = frozenset({"del", "moveFrom"})
_PROPERTIES = frozenset({"pPr", "sectPr", "tcPr", "sdtPr", "sdtEndPr"})
_BOXES = frozenset({"drawing", "pict", "object", "AlternateContent"})
_NOTES = {
    "footnoteReference": "notes",
    "endnoteReference": "notes",
    "commentReference": "comments",
}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BOLD_STYLES = frozenset({"strong", "zwaar"})


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read a Word document. Raises InputError when it cannot be used."""
    archive = open_archive(content, name)
    root = archive.xml(_main_part(archive))
    body = next((child for child in root if _tag(child) == "body"), None)
    if body is None:
        raise faults.damaged(name)
    walk = _Walk()
    lines = tuple(walk.block(body))
    return Document(FORMAT, "utf-8", lines, tuple(left_out(walk.seen)))


def _main_part(archive: Archive) -> str:
    """Return the name of the part with the text; Word sometimes calls it document2.xml."""
    if archive.has("_rels/.rels"):
        for relation in archive.xml("_rels/.rels").iter(_RELATIONS):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and archive.has(target):
                return target
    return "word/document.xml"


def _tag(element: etree._Element) -> str:
    """Return the local name of an element; of an instruction something that is no name."""
    name = str(element.tag)  # of an instruction it is no name
    return name.rpartition("}")[2]


def _value(element: etree._Element, name: str) -> str | None:
    for namespace in _NAMESPACES:
        found = element.get(f"{{{namespace}}}{name}")
        if found is not None:
            return found
    return None


def _child(element: etree._Element, *path: str) -> etree._Element | None:
    for name in path:
        found = next((child for child in element if _tag(child) == name), None)
        if found is None:
            return None
        element = found
    return element


class _Walk:
    """One walk through a document; counts what it leaves out."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._tables = 0
        self._held: list[Piece] = []

    def block(self, parent: etree._Element) -> Iterator[Line]:
        """Yield the lines of what stands in a body, cell or container."""
        for element in parent:
            tag = _tag(element)
            if tag == "p":
                yield from self._paragraph(element)
            elif tag == "tbl":
                self._tables += 1
                yield from self._table(element, self._tables)
            elif tag in _GONE:
                self.seen["deleted"] += 1
            elif tag in _BOXES:
                self._box(element)
            elif tag not in _PROPERTIES and not _is_placeholder(element):
                yield from self.block(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        self._held += self._inline(element, bold=False)
        mark = _child(element, "pPr", "rPr")
        if mark is not None and any(_tag(child) in _GONE for child in mark):
            return  # Its end is deleted: it runs on into the next paragraph.
        pieces, self._held = self._held, []
        yield from lines_of(pieces)

    def _table(self, element: etree._Element, number: int) -> Iterator[Line]:
        for row in _descend(element, "tr"):
            properties = _child(row, "trPr")
            if properties is not None and any(_tag(child) in _GONE for child in properties):
                self.seen["deleted"] += 1
                continue
            rows = [tuple(self.block(cell)) for cell in _descend(row, "tc")]
            cells = tuple("\n".join(line.text for line in lines) for lines in rows)
            text = " ".join(cell for cell in cells if cell)
            if text:
                yield Line(text, cells=cells, table=number)

    def _inline(self, parent: etree._Element, *, bold: bool) -> Iterator[Piece]:
        for element in parent:
            tag = _tag(element)
            if tag == "r":
                yield from self._run(element)
            elif tag in _GONE:
                self.seen["deleted"] += 1
            elif tag in _BOXES:
                self._box(element)
            elif tag == "t":  # in a formula
                yield element.text or "", bold
            elif _is_placeholder(element):
                yield HINT, bold
            elif tag not in _PROPERTIES:
                if tag in ("ins", "moveTo"):
                    self.seen["inserted"] += 1
                yield from self._inline(element, bold=bold)

    def _run(self, element: etree._Element) -> Iterator[Piece]:
        properties = _child(element, "rPr")
        bold = False
        if properties is not None:
            if _is_on(properties, "vanish"):
                self.seen["hidden"] += 1
                return
            bold = _is_on(properties, "b") or _has_bold_style(properties)
        for child in element:
            tag = _tag(child)
            if tag == "t":
                yield child.text or "", bold
            elif tag == "br":
                yield ("" if _value(child, "type") == "page" else "\n"), bold
            elif tag in _SIGNS:
                yield _SIGNS[tag], bold
            elif tag in _BOXES:
                self._box(child)
            elif tag in _NOTES:
                self.seen[_NOTES[tag]] += 1

    def _box(self, element: etree._Element) -> None:
        if any(_tag(inner) == "txbxContent" for inner in element.iter()):
            self.seen["boxes"] += 1


def _is_placeholder(element: etree._Element) -> bool:
    """Say whether a content control shows its hint ("Click here to enter text") and no text."""
    return _child(element, "sdtPr", "showingPlcHdr") is not None


def _descend(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows or cells, through the containers that may stand around them."""
    for element in parent:
        tag = _tag(element)
        if tag == wanted:
            yield element
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _descend(element, wanted)


def _is_on(properties: etree._Element, name: str) -> bool:
    element = _child(properties, name)
    return element is not None and _value(element, "val") not in ("0", "false", "off")


def _has_bold_style(properties: etree._Element) -> bool:
    style = _child(properties, "rStyle")
    return style is not None and (_value(style, "val") or "").lower() in _BOLD_STYLES
