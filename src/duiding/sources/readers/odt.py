"""OpenDocument texts, by an own walk through the XML.

Left out, and said so: tracked deletions (they stand apart in the file), comments, notes and text
boxes.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from duiding.sources.readers import faults
from duiding.sources.readers.archive import open_archive
from duiding.sources.readers.model import Document, Line
from duiding.sources.readers.pieces import Piece, left_out, lines_of

FORMAT = "odt"

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_OASIS}text:1.0}}"
_TABLE = f"{{{_OASIS}table:1.0}}"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_DRAW = f"{{{_OASIS}drawing:1.0}}"
_WEIGHT = f"{{{_OASIS}xsl-fo-compatible:1.0}}font-weight"
_SPACE = re.compile("[ \t\r\n]+")
_MOST_SPACES = 1000

_LEFT_OUT = {
    f"{_OFFICE}annotation": "comments",
    f"{_TEXT}note": "notes",
    f"{_TEXT}tracked-changes": "changes",
    f"{_DRAW}frame": "boxes",
    f"{_DRAW}custom-shape": "boxes",
}


def read(content: bytes, name: str, encoding: str | None = None) -> Document:
    """Read an OpenDocument text. Raises InputError when it cannot be used."""
    archive = open_archive(content, name)
    if archive.has("META-INF/manifest.xml"):
        manifest = archive.xml("META-INF/manifest.xml")
        if any(etree.QName(entry).localname == "encryption-data" for entry in manifest.iter("*")):
            raise faults.locked(name)
    root = archive.xml("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise faults.damaged(name)
    walk = _Walk(_bold_styles(root))
    lines = tuple(walk.block(body))
    return Document(FORMAT, "utf-8", lines, tuple(left_out(walk.seen)))


def _bold_styles(root: etree._Element) -> frozenset[str]:
    """Return the names of the styles that make text bold."""
    names = set()
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None and properties.get(_WEIGHT) in ("bold", "600", "700", "800"):
            names.add(style.get(f"{_STYLE}name", ""))
    return frozenset(names)


class _Walk:
    """One walk through a document; counts what it leaves out."""

    def __init__(self, bold_styles: frozenset[str]) -> None:
        self.seen: Counter[str] = Counter()
        self._bold_styles = bold_styles
        self._tables = 0

    def block(self, parent: etree._Element) -> Iterator[Line]:
        """Yield the lines of what stands in a body, cell, list or section."""
        for element in parent.iterchildren("*"):
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from lines_of(self._inline(element, bold=self._is_bold(element)))
            elif element.tag == f"{_TABLE}table":
                self._tables += 1
                yield from self._table(element, self._tables)
            elif element.tag in _LEFT_OUT:
                self._leave_out(element)
            else:
                yield from self.block(element)

    def _table(self, element: etree._Element, number: int) -> Iterator[Line]:
        for row in element.iter(f"{_TABLE}table-row"):
            cells = tuple(
                "\n".join(line.text for line in self.block(cell))
                for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
            )
            text = " ".join(cell for cell in cells if cell)
            if text:
                yield Line(text, cells=cells, table=number)

    def _inline(self, parent: etree._Element, *, bold: bool) -> Iterator[Piece]:
        yield _SPACE.sub(" ", parent.text or ""), bold
        for element in parent.iterchildren("*"):
            if element.tag == f"{_TEXT}s":
                yield " " * _count(element), bold
            elif element.tag == f"{_TEXT}tab":
                yield "\t", bold
            elif element.tag == f"{_TEXT}line-break":
                yield "\n", bold
            elif element.tag in _LEFT_OUT:
                self._leave_out(element)
            else:
                yield from self._inline(element, bold=bold or self._is_bold(element))
            yield _SPACE.sub(" ", element.tail or ""), bold

    def _is_bold(self, element: etree._Element) -> bool:
        style = element.get(f"{_TEXT}style-name", "")
        return style in self._bold_styles or style in ("Strong_20_Emphasis", "Strong Emphasis")

    def _leave_out(self, element: etree._Element) -> None:
        kind = _LEFT_OUT[element.tag]
        if kind == "changes":
            self.seen["deleted"] += sum(1 for _change in element.iter(f"{_TEXT}deletion"))
        elif kind != "boxes" or any(True for _text in element.iter(f"{_TEXT}p")):
            self.seen[kind] += 1


def _count(element: etree._Element) -> int:
    number = element.get(f"{_TEXT}c", "1")
    return min(int(number), _MOST_SPACES) if number.isdecimal() else 1
