"""The template: every style by name, with what it looks like. Built by code, so it can be read.

Colours keep a contrast of at least 4.5 : 1 on their ground (WCAG 2.1 AA). Arial is on Windows and
macOS, and LibreOffice has Liberation Sans with the same widths.
"""

from dataclasses import dataclass

FONT = "Arial"
BLUE = "154273"
DARK = "262626"
GREY = "595959"
RULE = "BFBFBF"
WORSE = "FBE3DB"
BETTER = "DDEBDA"
HINT = "FFF2B3"
TEXT_WIDTH = 9070
"""Width of the text on A4 with margins of 2.5 cm, in twentieths of a point."""

# names of the styles by what they are for
NORMAL, TITLE, SUBTITLE = "Normal", "Title", "Subtitle"
CAPTION, QUOTE, BULLET = "Caption", "Quote", "ListBullet"
TABLE, TABLE_HEAD, TABLE_TEXT = "DuidingTabel", "DuidingTabelkop", "DuidingTabeltekst"
TABLE_NUMBER, NOTE, HINT_STYLE = "DuidingTabelgetal", "DuidingNoot", "DuidingSchrijfhulp"
INLINE_QUOTE = "DuidingCitaatintekst"
TOC_HEADING, TABLE_LIST, LINK = "TOCHeading", "TableofFigures", "Hyperlink"
COMMENT, COMMENT_MARK, FOOTER = "CommentText", "CommentReference", "Footer"

LANGUAGES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE"}


def part_style(level: int, depth: int) -> str:
    """Return the style of a heading inside a theme, by its level and its depth in the theme.

    Below a theme at level 3 that is heading 4 or 5. A theme at level 2 has parts at levels 3 and
    4, without a number and looking the same: styles of our own, which the table of contents
    leaves out.
    """
    return f"Heading{level}" if level == depth + 3 else f"DuidingTussenkop{level}"


@dataclass(frozen=True, slots=True)
class Look:
    """A style in the terms that this template needs; sizes in points, lengths in twentieths."""

    name: str
    kind: str = "paragraph"
    based_on: str = "Normal"
    next_style: str = ""
    size: float = 0
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: float = 0
    left: int | None = None
    right: int | None = None
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool | None = None
    outline: int | None = None
    list_level: int | None = None
    list_id: int | None = None
    fill: str = ""
    borders: tuple[str, ...] = ()
    tabs: tuple[tuple[str, str, int], ...] = ()
    """Kind, leader and position."""
    align: str = ""
    underline: bool = False
    superscript: bool = False
    own: bool = False
    quick: bool = True
    frame: bool = False


_TOC_TAB = ("right", "dot", TEXT_WIDTH)


# where the number of an entry starts, and how much room it has, by level
_TOC_ROOM = {1: (0, 450), 2: (450, 680), 3: (1130, 790), 4: (1920, 0)}


def _toc(level: int) -> Look:
    start, room = _TOC_ROOM[level]
    number = (("left", "none", start + room),) if room else ()
    return Look(
        f"toc {level}",
        next_style="Normal",
        before=6 if level == 1 else 0,
        after=3,
        bold=True if level == 1 else None,
        left=start + room,
        hanging=room,
        tabs=(*number, _TOC_TAB),
        quick=False,
    )


STYLES: dict[str, Look] = {
    "Normal": Look("Normal", based_on=""),
    "Title": Look(
        "Title",
        next_style="Subtitle",
        size=26,
        bold=True,
        colour=BLUE,
        before=60,
        after=8,
        line=1.1,
    ),
    "Subtitle": Look("Subtitle", next_style="Normal", size=14, colour=GREY, after=24),
    **{
        f"Heading{level}": Look(
            f"heading {level}",
            next_style="Normal",
            size=size,
            bold=True,
            italic=italic,
            colour=BLUE,
            before=before,
            after=after,
            line=1.1,
            keep_next=True,
            keep_lines=True,
            page_break=True if level == 1 else None,
            outline=level - 1,
            list_level=level - 1 if level < 4 else None,
            list_id=1 if level < 4 else None,
        )
        for level, size, before, after, italic in (
            (1, 20, 0, 14, None),
            (2, 15, 20, 6, None),
            (3, 13, 16, 5, None),
            (4, 11.5, 14, 4, None),
            (5, 10.5, 10, 3, True),
            (6, 10.5, 8, 2, None),
        )
    },
    "DuidingTussenkop3": Look(
        "Duiding Tussenkop 3", based_on="Heading4", next_style="Normal", outline=2, own=True
    ),
    "DuidingTussenkop4": Look(
        "Duiding Tussenkop 4", based_on="Heading5", next_style="Normal", outline=3, own=True
    ),
    "Caption": Look(
        "caption", next_style="Normal", size=9.5, before=12, after=4, keep_next=True, line=1.15
    ),
    "Quote": Look(
        "Quote", next_style="Normal", colour=DARK, left=567, right=567, before=2, after=8
    ),
    "ListBullet": Look("List Bullet", list_id=2, after=3),
    "ListNumber": Look("List Number", list_id=3, after=3),
    "TOCHeading": Look(
        "TOC Heading",
        next_style="Normal",
        size=14,
        bold=True,
        colour=BLUE,
        before=18,
        after=6,
        keep_next=True,
    ),
    **{f"TOC{level}": _toc(level) for level in (1, 2, 3, 4)},
    "TableofFigures": Look("table of figures", next_style="Normal", after=3, tabs=(_TOC_TAB,)),
    "Header": Look("header", size=8.5, colour=GREY, after=0, quick=False),
    "Footer": Look(
        "footer", size=8.5, colour=GREY, after=0, tabs=(("right", "none", TEXT_WIDTH),), quick=False
    ),
    "FootnoteText": Look("footnote text", size=8.5, after=0, line=1, quick=False),
    "CommentText": Look("annotation text", size=9, after=0, line=1, quick=False),
    "DuidingTabeltekst": Look("Duiding Tabeltekst", size=8.5, before=2, after=2, line=1, own=True),
    "DuidingTabelkop": Look(
        "Duiding Tabelkop", based_on="DuidingTabeltekst", bold=True, colour="FFFFFF", own=True
    ),
    "DuidingTabelgetal": Look(
        "Duiding Tabelgetal",
        based_on="DuidingTabeltekst",
        own=True,
        tabs=(("decimal", "none", 480),),
    ),
    "DuidingNoot": Look(
        "Duiding Noot", next_style="Normal", size=8.5, before=4, after=14, line=1.1, own=True
    ),
    "DuidingKadercitaat": Look(
        "Duiding Kadercitaat",
        next_style="Normal",
        size=13,
        bold=True,
        colour=BLUE,
        line=1.1,
        keep_lines=True,
        borders=("top", "bottom"),
        frame=True,
        own=True,
    ),
    "DuidingKader": Look(
        "Duiding Kader",
        left=227,
        right=227,
        fill="EEF3F8",
        own=True,
        borders=("top", "left", "bottom", "right"),
    ),
    "DuidingSchrijfhulp": Look(
        "Duiding Schrijfhulp",
        next_style="Normal",
        size=9,
        italic=True,
        colour="404040",
        fill=HINT,
        before=2,
        after=6,
        line=1.1,
        keep_next=True,
        own=True,
    ),
    "DefaultParagraphFont": Look("Default Paragraph Font", "character", "", quick=False),
    "DuidingCitaatintekst": Look("Duiding Citaat in tekst", "character", "", own=True),
    "Hyperlink": Look(
        "Hyperlink",
        "character",
        "DefaultParagraphFont",
        colour="0B4F9E",
        underline=True,
        quick=False,
    ),
    "FootnoteReference": Look(
        "footnote reference", "character", "DefaultParagraphFont", superscript=True, quick=False
    ),
    "CommentReference": Look(
        "annotation reference", "character", "DefaultParagraphFont", size=8, quick=False
    ),
}
