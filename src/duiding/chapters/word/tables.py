"""Tables: numbered caption above, note below, header row repeated, text for screen readers."""

from collections.abc import Sequence

from duiding.chapters.outline import Cell, IndicatorTable, ParticipantRow, Tone
from duiding.chapters.word import xml
from duiding.chapters.word.looks import (
    BETTER,
    CAPTION,
    NOTE,
    TABLE,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    TEXT_WIDTH,
    WORSE,
)
from duiding.chapters.word.writing import Entry, Writing, reference_name
from duiding.chapters.word.xml import Element, el, paragraph, run, val

_FILL = {Tone.WORSE: WORSE, Tone.BETTER: BETTER}
_YEAR, _SOURCE, _WORST, _VALUE = 960, 1480, 1150, 1030
_INDICATOR = 1700  # at least


def write_indicator_table(writing: Writing, table: IndicatorTable) -> None:
    """Add the table of a theme; its number was given when the chapter began."""
    _caption(writing, table.key, table.caption)
    widths = _widths(len(table.columns) - 3)
    rows = [
        [
            *(
                _text_cell(text, width)
                for text, width in zip((row.indicator, row.year, row.source), widths, strict=False)
            ),
            *(_value_cell(cell, width) for cell, width in zip(row.cells, widths[3:], strict=True)),
        ]
        for row in table.rows
    ]
    _table(writing, table.caption, table.columns, widths, rows)
    _note(writing, table.note)


def _widths(values: int) -> list[int]:
    """Return the widths for indicator, year, source and a number of columns with values.

    The first of these holds names of municipalities too.
    """
    room = TEXT_WIDTH - _YEAR - _SOURCE - _INDICATOR
    each = min(_VALUE, (room - _WORST) // max(1, values - 1))
    columns = [_WORST, *[each] * (values - 1)]
    return [TEXT_WIDTH - _YEAR - _SOURCE - sum(columns), _YEAR, _SOURCE, *columns]


def write_participants(writing: Writing, rows: Sequence[ParticipantRow]) -> None:
    """Add the table of participants by form of the conversation and role."""
    _ = writing.words.gettext
    writing.table_number += 1
    caption = _("Participants in the interviews and groups, by role")
    _caption(writing, "deelnemers", caption)
    columns = (_("Form"), _("Role"), _("Conversations"), _("People"))
    widths = [3200, 2870, 1500, 1500]
    cells = [
        [
            _text_cell(row.form, widths[0]),
            _text_cell(row.role, widths[1]),
            _value_cell(Cell(str(row.conversations)), widths[2]),
            _value_cell(Cell(str(row.people)), widths[3]),
        ]
        for row in rows
    ]
    _table(writing, caption, columns, widths, cells)
    _note(
        writing, _("Source: transcripts of this study. Somebody who took part twice counts twice.")
    )


def _caption(writing: Writing, key: str, caption: str) -> None:
    """Add ``Tabel n``, a line end and the title; the list of tables takes both."""
    _ = writing.words.gettext
    label = _("Table")
    sequence = xml.field(f"SEQ {label} \\* ARABIC", str(writing.table_number), bold=True)
    target = reference_name("table", str(writing.table_number))
    number = writing.mark(target, [run(f"{label} ", bold=True), *sequence])
    title = writing.anchor("tabel", key, label, [run(caption, italic=True)])
    place = f"_Toc{910_000_000 + writing.table_number}"
    line_end = el("r", el("br"))
    writing.body.append(paragraph(CAPTION, writing.mark(place, [*number, line_end, *title])))
    writing.tables.append(Entry(1, "", f"{writing.table_label} {caption}", place))


def _note(writing: Writing, text: str) -> None:
    _ = writing.words.gettext
    label = [run(_("Note."), italic=True), run(" ")]
    writing.body.append(paragraph(NOTE, [*label, run(text)]))


def _table(
    writing: Writing,
    caption: str,
    columns: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[Element]],
) -> None:
    _ = writing.words.gettext
    description = _("{caption}. One row per line of data; the columns are: {columns}.").format(
        caption=caption, columns=", ".join(columns)
    )
    look = el(
        "tblLook",
        val="0420",
        firstRow=1,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )
    properties = el(
        "tblPr",
        val("tblStyle", TABLE),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblLayout", type="fixed"),
        look,
        val("tblCaption", writing.table_label),
        val("tblDescription", description),
    )
    head = [
        _cell(width, [paragraph(TABLE_HEAD, [run(name)])])
        for name, width in zip(columns, widths, strict=True)
    ]
    writing.body.append(
        el(
            "tbl",
            properties,
            el("tblGrid", *(el("gridCol", w=width) for width in widths)),
            el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *head),
            *(el("tr", el("trPr", el("cantSplit")), *row) for row in rows),
        )
    )


def _cell(width: int, content: list[Element], fill: str = "") -> Element:
    shade = [el("shd", val="clear", color="auto", fill=fill)] if fill else []
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), *shade), *content)


def _text_cell(text: str, width: int) -> Element:
    return _cell(width, [paragraph(TABLE_TEXT, [run(text)])])


def _value_cell(cell: Cell, width: int) -> Element:
    text = f"{cell.text} {cell.mark}" if cell.mark else cell.text
    content = [paragraph(TABLE_NUMBER, [run(text)])]
    if cell.place:
        content.append(paragraph(TABLE_TEXT, [run(cell.place)]))
    return _cell(width, content, _FILL.get(cell.tone, ""))
