"""Table of contents and list of tables, filled in, as fields that Word can renew.

The numbers of pages are left out until somebody renews the fields (F9): the program does not lay
out pages, and a wrong number is worse than none.
"""

from collections.abc import Sequence

from duiding.chapters.word.looks import TABLE_LIST, TOC_HEADING
from duiding.chapters.word.writing import Entry, Writing
from duiding.chapters.word.xml import (
    Element,
    el,
    field_end,
    field_start,
    paragraph,
    run,
    tab,
    val,
)

DEPTH = 3


def contents(writing: Writing) -> list[Element]:
    """Return the table of contents and, when there are tables, their list."""
    _ = writing.words.gettext
    chosen = [entry for entry in writing.headings if entry.level <= DEPTH]
    lines = _list([(f"TOC{e.level}", e) for e in chosen], f'TOC \\o "1-{DEPTH}" \\h \\z')
    gallery = el("docPartObj", val("docPartGallery", "Table of Contents"), el("docPartUnique"))
    control = el(
        "sdt",
        el("sdtPr", val("id", 999), gallery),
        el("sdtContent", _title(_("Contents")), *lines),
    )
    hint = _hint(writing)
    if not writing.tables:
        return [control, hint]
    label = _("Table")
    tables = _list([(TABLE_LIST, entry) for entry in writing.tables], f'TOC \\h \\z \\c "{label}"')
    return [control, hint, _title(_("List of tables")), *tables]


def _hint(writing: Writing) -> Element:
    _ = writing.words.gettext
    return writing.hinted(_("Page numbers come when you click in the list and press F9."))


def _title(text: str) -> Element:
    return paragraph(TOC_HEADING, [run(text)])


def _list(entries: Sequence[tuple[str, Entry]], instruction: str) -> list[Element]:
    lines = []
    for index, (style, entry) in enumerate(entries):
        link = el("hyperlink", anchor=entry.bookmark, history=1)
        link.extend([run(entry.number), tab()] if entry.number else [])
        link.append(run(entry.text))
        content = [*(field_start(instruction) if index == 0 else []), link]
        if index == len(entries) - 1:
            content.append(field_end())
        lines.append(paragraph(style, content))
    return lines
