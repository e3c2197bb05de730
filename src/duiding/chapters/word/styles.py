"""The styles of the template as a part of the package."""

from duiding.chapters.word.looks import (
    BLUE,
    FONT,
    LANGUAGES,
    RULE,
    STYLES,
    TABLE,
    Look,
)
from duiding.chapters.word.xml import Element, el, val


def styles_part(language: str, *, italic_quotes: bool) -> Element:
    """Return the styles in the language of the study; quotes are in italics, or not."""
    code = LANGUAGES.get(language, language)
    fonts = el("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    defaults = el(
        "docDefaults",
        el(
            "rPrDefault",
            el(
                "rPr",
                fonts,
                val("sz", 21),
                val("szCs", 21),
                el("lang", val=code, eastAsia=code, bidi="ar-SA"),
            ),
        ),
        el(
            "pPrDefault",
            el("pPr", el("widowControl"), el("spacing", after=160, line=288, lineRule="auto")),
        ),
    )
    latent = el(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=0,
        defUnhideWhenUsed=0,
        defQFormat=0,
        count=376,
    )
    quoted = {"Quote", "DuidingCitaatintekst"}
    return el(
        "styles",
        defaults,
        latent,
        *(
            _style(key, style, italic_quotes if key in quoted else style.italic)
            for key, style in STYLES.items()
        ),
        _list_base(),
        _table_base(),
        _table_style(),
    )


def _style(key: str, style: Look, italic: bool | None) -> Element:
    attributes: dict[str, object] = {"type": style.kind}
    if style.own:
        attributes["customStyle"] = 1
    if key in ("Normal", "DefaultParagraphFont"):
        attributes["default"] = 1
    made = el("style", val("name", style.name), **attributes, styleId=key)
    if style.based_on:
        made.append(val("basedOn", style.based_on))
    if style.next_style:
        made.append(val("next", style.next_style))
    made.append(val("uiPriority", 1 if style.own else 99 if not style.quick else 9))
    if style.quick:
        made.append(el("qFormat"))
    for properties in (_paragraph_properties(style), _run_properties(style, italic)):
        if len(properties):
            made.append(properties)
    return made


def _paragraph_properties(style: Look) -> Element:
    """Return the properties in the order of the schema."""
    made = el("pPr")
    if style.keep_next:
        made.append(el("keepNext"))
    if style.keep_lines:
        made.append(el("keepLines"))
    if style.page_break is not None:
        made.append(val("pageBreakBefore", int(style.page_break)))
    if style.frame:
        made.append(
            el(
                "framePr",
                w=2600,
                hSpace=227,
                vSpace=113,
                wrap="around",
                vAnchor="text",
                hAnchor="margin",
                xAlign="right",
                y=1,
            )
        )
    if style.list_id is not None:
        level = [val("ilvl", style.list_level)] if style.list_level is not None else []
        made.append(el("numPr", *level, val("numId", style.list_id)))
    if style.borders:
        size = 18 if style.frame else 8
        sides = [el(side, val="single", sz=size, space=6, color=BLUE) for side in style.borders]
        made.append(el("pBdr", *sides))
    if style.fill:
        made.append(el("shd", val="clear", color="auto", fill=style.fill))
    if style.tabs:
        made.append(
            el("tabs", *(el("tab", val=k, leader=lead, pos=at) for k, lead, at in style.tabs))
        )
    _spacing(made, style)
    if style.align:
        made.append(val("jc", style.align))
    if style.outline is not None:
        made.append(val("outlineLvl", style.outline))
    return made


def _spacing(made: Element, style: Look) -> None:
    spacing: dict[str, object] = {}
    if style.before is not None:
        spacing["before"] = round(style.before * 20)
    if style.after is not None:
        spacing["after"] = round(style.after * 20)
    if style.line:
        spacing |= {"line": round(style.line * 240), "lineRule": "auto"}
    if spacing:
        made.append(el("spacing", **spacing))
    indent = {
        side: value
        for side, value in (("left", style.left), ("right", style.right))
        if value is not None
    }
    if indent or style.hanging:
        made.append(el("ind", **indent, **({"hanging": style.hanging} if style.hanging else {})))


def _run_properties(style: Look, italic: bool | None) -> Element:
    """Return the properties in the order of the schema."""
    made = el("rPr")
    for name, state in (("b", style.bold), ("i", italic)):
        if state is not None:
            made.extend([el(name) if state else val(name, 0), val(name + "Cs", int(state))])
    if style.colour:
        made.append(val("color", style.colour))
    if style.size:
        made.extend([val("sz", round(style.size * 2)), val("szCs", round(style.size * 2))])
    if style.underline:
        made.append(val("u", "single"))
    if style.superscript:
        made.append(val("vertAlign", "superscript"))
    return made


def _list_base() -> Element:
    return el(
        "style",
        val("name", "No List"),
        val("uiPriority", 99),
        el("semiHidden"),
        type="numbering",
        default=1,
        styleId="NoList",
    )


def _table_base() -> Element:
    margins = el(
        "tblCellMar",
        *(
            el(side, w=width, type="dxa")
            for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
        ),
    )
    return el(
        "style",
        val("name", "Normal Table"),
        val("uiPriority", 99),
        el("semiHidden"),
        el("tblPr", el("tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def _table_style() -> Element:
    borders = el(
        "tblBorders",
        el("top", val="single", sz=8, space=0, color=BLUE),
        el("bottom", val="single", sz=8, space=0, color=BLUE),
        el("insideH", val="single", sz=4, space=0, color=RULE),
    )
    margins = el("tblCellMar", el("left", w=70, type="dxa"), el("right", w=70, type="dxa"))
    head = el(
        "tblStylePr",
        el("rPr", el("b"), val("color", "FFFFFF")),
        el("tcPr", el("shd", val="clear", color="auto", fill=BLUE), val("vAlign", "bottom")),
        type="firstRow",
    )
    return el(
        "style",
        val("name", "Duiding Tabel"),
        val("basedOn", "TableNormal"),
        val("uiPriority", 1),
        el("qFormat"),
        el("pPr", el("spacing", before=0, after=0, line=240, lineRule="auto")),
        el("tblPr", borders, margins),
        head,
        type="table",
        customStyle=1,
        styleId=TABLE,
    )
