"""The package: parts, what they are and how they hang together, as one zip file."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from duiding.chapters.word.looks import FONT, LANGUAGES
from duiding.chapters.word.xml import W15, Element, el, field, paragraph, run, serialise, tab, val

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE = f"{_PACKAGE}metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# part of the document → kind of relation; the order gives rId1, rId2 …
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "comments": "comments",
}
FOOTER_ID = f"rId{list(_PARTS).index('footer1') + 1}"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    language: str
    at: str
    """UTC, ISO-8601 without fractions, ending in Z."""


def package(parts: Mapping[str, Element], properties: Properties) -> bytes:
    """Return the file with the document, its ``parts`` and the properties.

    The parts are ``document``, ``styles``, ``numbering``, ``footer1`` and ``comments``.
    """
    whole = {
        **parts,
        "settings": _settings(properties.language),
        "fontTable": _fonts(),
    }
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(properties),
        "docProps/app.xml": _app(),
        "word/document.xml": whole["document"],
        "word/_rels/document.xml.rels": _document_relations(),
        **{f"word/{name}.xml": whole[name] for name in _PARTS},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in files.items():
            if name == "word/document.xml":  # what Ignorable names must be declared at the top
                etree.cleanup_namespaces(root, {"w15": W15}, keep_ns_prefixes=["w15"])
            else:
                etree.cleanup_namespaces(root)
            archive.writestr(_entry(name), serialise(root))
    return buffer.getvalue()


def footer(title: str) -> Element:
    """Return the footer: title on the left, number of the page on the right."""
    number = field("PAGE", "1")
    return el("ftr", paragraph("Footer", [run(title), tab(), *number]))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)  # the same content gives the same bytes
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _settings(language: str) -> Element:
    comma = language in ("nl", "de")
    compatibility = el(
        "compat",
        el(
            "compatSetting",
            name="compatibilityMode",
            val=15,
            uri="http://schemas.microsoft.com/office/word",
        ),
    )
    return el(
        "settings",
        el("zoom", percent=100),
        val("defaultTabStop", 567),
        val("characterSpacingControl", "doNotCompress"),
        compatibility,
        val("themeFontLang", LANGUAGES.get(language, language)),
        val("decimalSymbol", "," if comma else "."),
        val("listSeparator", ";" if comma else ","),
    )


def _fonts() -> Element:
    return el(
        "fonts",
        el(
            "font",
            val("altName", "Liberation Sans"),
            val("panose1", "020B0604020202020204"),
            val("charset", "00"),
            val("family", "swiss"),
            val("pitch", "variable"),
            name=FONT,
        ),
    )


def _content_types() -> Element:
    space = f"{_PACKAGE}content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap=_default(space))
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    overrides = {
        "/word/document.xml": f"{_TYPES}document.main+xml",
        **{f"/word/{name}.xml": f"{_TYPES}{kind}+xml" for name, kind in _PARTS.items()},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    for part, kind in overrides.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=part, ContentType=kind)
    return root


def _relations(targets: Mapping[str, str]) -> Element:
    space = f"{_PACKAGE}relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap=_default(space))
    for number, (target, kind) in enumerate(targets.items(), start=1):
        etree.SubElement(
            root, f"{{{space}}}Relationship", Id=f"rId{number}", Type=kind, Target=target
        )
    return root


def _package_relations() -> Element:
    return _relations(
        {
            "word/document.xml": f"{_RELATIONS}officeDocument",
            "docProps/core.xml": f"{_PACKAGE}relationships/metadata/core-properties",
            "docProps/app.xml": f"{_RELATIONS}extended-properties",
        }
    )


def _document_relations() -> Element:
    return _relations({f"{name}.xml": _RELATIONS + kind for name, kind in _PARTS.items()})


def _core(properties: Properties) -> Element:
    root = etree.Element(
        f"{{{_CORE}}}coreProperties",
        nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI},
    )
    for space, name, text in (
        (_DC, "title", properties.title),
        (_DC, "subject", properties.subject),
        (_DC, "creator", properties.author),
        (_CORE, "lastModifiedBy", "duiding"),
        (_TERMS, "created", properties.at),
        (_TERMS, "modified", properties.at),
        (_DC, "language", LANGUAGES.get(properties.language, properties.language)),
    ):
        child = etree.SubElement(root, f"{{{space}}}{name}")
        child.text = text
        if space == _TERMS:
            child.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return root


def _app() -> Element:
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap=_default(_EXTENDED))
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "duiding"
    return root


def _default(space: str) -> dict[str, str]:
    """Return a map with this default name space (the types of lxml know no None as a prefix)."""
    return cast("dict[str, str]", {None: space})
