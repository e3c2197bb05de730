"""What grows while a document is written: its body, comments, anchors and the entries of its lists.

Figures and quotes stand in a content control inside a hidden bookmark, so that a later export can
find what the program wrote and see whether the writer changed it: the tag is
``kind:key#hash-of-the-text``. Word allows 64 characters in a tag and 40 in the name of a bookmark.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from duiding.chapters.outline import Chapter, Figure, Prose, SectionReference, TableReference
from duiding.chapters.outline import Style as Choices
from duiding.chapters.word import xml
from duiding.chapters.word.looks import HINT_STYLE, NORMAL, part_style
from duiding.chapters.word.xml import W15, Element, el, paragraph, run, text_of, val
from duiding.chapters.words import Words
from duiding.text import sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents or of the list of tables."""

    level: int
    number: str
    text: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its number in the document, its lines and the text it stands at."""

    number: int
    lines: tuple[str, ...]
    quoted: str


@dataclass(slots=True)
class Writing:
    """A document in the making."""

    words: Words
    choices: Choices
    sections: frozenset[str]
    """Keys of the themes that stand in this document."""
    body: list[Element] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    headings: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    table_number: int = 0
    _marks: int = 0
    _anchors: Counter[str] = field(default_factory=Counter)

    # Numbers and names ------------------------------------------------------------------------

    def mark(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Return the content in a bookmark."""
        self._marks += 1
        return xml.bookmark(self._marks, name, content)

    def anchor(self, kind: str, key: str, title: str, content: Sequence[Element]) -> list[Element]:
        """Return runs in a content control with a tag, inside a hidden bookmark."""
        plain = re.sub(r"\W", "", key)
        name = "_DA_" + (plain if len(plain) <= 32 else sha256(key)[:32])
        self._anchors[name] += 1
        text = "".join(text_of(element) for element in content)
        properties = el(
            "sdtPr",
            val("alias", title),
            val("tag", f"{kind}:{key[:40]}#{sha256(text)[:8]}"),
            val("id", 1000 + self._anchors.total()),
            _hidden(),
        )
        control = el("sdt", properties, el("sdtContent", *content))
        again = self._anchors[name]
        return self.mark(f"{name}_{again}" if again > 1 else name, [control])

    # Paragraphs -------------------------------------------------------------------------------

    def heading(self, text: str, level: int, *, number: str = "", theme: str = "") -> None:
        """Add a heading of the chapter; with ``number`` it takes part in the numbering."""
        place = f"_Toc{900_000_000 + len(self.headings)}"
        content = self.mark(place, [run(text)])
        if theme:
            content = self.mark(reference_name("section", theme), content)
        plain = [el("numPr", val("ilvl", 0), val("numId", 0)), el("ind", left=0, firstLine=0)]
        self.body.append(paragraph(f"Heading{level}", content, *([] if number else plain)))
        self.headings.append(Entry(level, number, text, place))

    def part_heading(self, text: str, *, level: int, depth: int) -> None:
        """Add a heading without number inside a theme; parts of equal depth look the same."""
        self.body.append(paragraph(part_style(level, depth), [run(text)]))

    def hint(self, text: str, *, title: str = "") -> None:
        """Add a hint for the writer, marked as such."""
        self.body.append(self.hinted(text, title=title))

    def hinted(self, text: str, *, title: str = "") -> Element:
        """Return the paragraph of a hint."""
        _ = self.words.gettext
        label = _("Writing hint")
        content = [run(f"[{label}] ", bold=True, italic=False)]
        if title:
            content += [run(title, bold=True), run(". ")]
        return paragraph(HINT_STYLE, [*content, run(text)])

    def prose(self, text: Prose, *, keep: bool = False) -> None:
        """Add a paragraph of running text; ``keep`` holds it on the page of what follows."""
        content = [element for piece in text for element in self._piece(piece)]
        self.body.append(paragraph(NORMAL, content, *([el("keepNext")] if keep else [])))

    def _piece(self, piece: str | Figure | TableReference | SectionReference) -> list[Element]:
        _ = self.words.gettext
        if isinstance(piece, str):
            return [run(piece)]
        if isinstance(piece, Figure):
            return self.anchor("waarde", piece.key, _("Value"), [run(piece.text)])
        if isinstance(piece, SectionReference):
            if piece.theme not in self.sections:
                return [run(piece.number)]
            target = reference_name("section", piece.theme)
            return xml.field(f"REF {target} \\r \\h", piece.number)
        target = reference_name("table", str(self.table_number))
        return xml.field(f"REF {target} \\h", self.table_label)

    # Tables -----------------------------------------------------------------------------------

    @property
    def table_label(self) -> str:
        """The label of the present table, ``Tabel 2``."""
        _ = self.words.gettext
        label = _("Table")
        return f"{label} {self.table_number}"

    def begin(self, chapter: Chapter) -> None:
        """Give the table of a chapter its number, so that text before it can refer to it."""
        if chapter.table is not None:
            self.table_number += 1


def reference_name(kind: str, key: str) -> str:
    """Return the name of the bookmark that references point to."""
    return f"_Ref{zlib.crc32(f'{kind}:{key}'.encode()):010}"


def _hidden() -> Element:
    """Return the property that keeps Word from drawing a box around a content control."""
    made = etree.Element(f"{{{W15}}}appearance", nsmap={"w15": W15})
    made.set(f"{{{W15}}}val", "hidden")
    return made
