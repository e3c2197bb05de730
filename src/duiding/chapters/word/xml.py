"""WordprocessingML in small pieces: elements, runs, fields, bookmarks."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name it has
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NSMAP = {"w": W, "r": R}


def q(name: str) -> str:
    """Return the qualified name of ``p`` (in w) or ``r:id``."""
    if name.startswith("r:"):
        return f"{{{R}}}{name[2:]}"
    return f"{{{W}}}{name}"


def el(name: str, /, *children: Element, **attributes: object) -> Element:
    """Return ``<w:name>``; attributes are in the namespace w, a trailing underscore is dropped."""
    element = etree.Element(q(name), nsmap=_NSMAP)
    for key, value in attributes.items():
        element.set(q(key.rstrip("_")), str(value))
    element.extend(children)
    return element


def val(name: str, value: object) -> Element:
    """Return ``<w:name w:val="value"/>``."""
    return el(name, val=value)


def serialise(element: Element) -> bytes:
    """Return a part of the package."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def run(text: str, *, style: str = "", bold: bool = False, italic: bool | None = None) -> Element:
    """Return a run of literal text; a line end becomes a break."""
    made = el("r", *_run_properties(style, bold, italic))
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(el("br"))
        if line:
            made.append(_text(line))
    return made


def tab() -> Element:
    """Return a run with a tab."""
    return el("r", el("tab"))


def _run_properties(style: str, bold: bool, italic: bool | None) -> list[Element]:
    properties = []
    if style:
        properties.append(val("rStyle", style))
    if bold:
        properties.append(el("b"))
    if italic is not None:
        properties.append(el("i") if italic else val("i", 0))
    return [el("rPr", *properties)] if properties else []


def _text(line: str, name: str = "t") -> Element:
    made = el(name)
    made.text = line
    made.set(_XML_SPACE, "preserve")
    return made


def field(instruction: str, result: str, *, bold: bool = False) -> list[Element]:
    """Return a field with its result as it stands until somebody updates it."""
    return [*field_start(instruction, bold=bold), run(result, bold=bold), field_end(bold=bold)]


def field_start(instruction: str, *, bold: bool = False) -> list[Element]:
    """Return the runs before the result of a field."""
    return [
        _field_run(el("fldChar", fldCharType="begin"), bold),
        _field_run(_text(f" {instruction} ", "instrText"), bold),
        _field_run(el("fldChar", fldCharType="separate"), bold),
    ]


def field_end(*, bold: bool = False) -> Element:
    """Return the run behind the result of a field."""
    return _field_run(el("fldChar", fldCharType="end"), bold)


def _field_run(content: Element, bold: bool) -> Element:
    return el("r", *_run_properties("", bold, None), content)


def bookmark(number: int, name: str, content: Sequence[Element]) -> list[Element]:
    """Return the content between the marks of a bookmark; the name has at most 40 characters."""
    assert len(name) <= 40, name
    return [el("bookmarkStart", id=number, name=name), *content, el("bookmarkEnd", id=number)]


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """Return a paragraph; more ``properties`` come in the order of the schema."""
    return el("p", el("pPr", val("pStyle", style), *properties), *content)


def text_of(element: Element) -> str:
    """Return the text of a part of the document: breaks are line ends, fields their result."""
    signs = {q("br"): "\n", q("tab"): "\t"}
    nodes = element.iter(q("t"), *signs)
    return "".join(signs.get(node.tag) or node.text or "" for node in nodes)
