"""Tables of counts, with headings and names in the language in use."""

from duiding.analysis import By, CrossTable, FrequencyRow, FrequencyTable, Label
from duiding.codebook import CodeKind
from duiding.codebook import kind_name as code_kind_name
from duiding.exchange.tables import Cell, Column, Measure, Table
from duiding.i18n import N_, _
from duiding.sources import SourceKind, SpeakerRole
from duiding.sources.names import kind_name, role_name

MEASURES = (
    Column("fragments", N_("fragments")),
    Column("sources", N_("sources")),
    Column("codings", N_("codings")),
    Column("speakers", N_("speakers")),
    Column("coders", N_("coders")),
    Column("words", N_("words")),
    Column("share", N_("share"), Measure.SHARE),
)

_HEADINGS = {
    By.THEME: N_("theme"),
    By.CODE: N_("code"),
    By.KIND: N_("kind of code"),
    By.SOURCE: N_("source"),
    By.CODER: N_("coder"),
    By.SOURCE_KIND: N_("kind of source"),
    By.SPEAKER_ROLE: N_("role of the speaker"),
}


def frequency_table(counted: FrequencyTable) -> Table:
    """Return the counts as a table, the total in its last row."""
    columns = [Column(str(counted.by), _(_HEADINGS[counted.by]), Measure.TEXT)]
    if counted.by is By.CODE:
        columns = [
            Column("theme", _("theme"), Measure.TEXT),
            Column("code", _("code"), Measure.TEXT),
            Column("kind", _("kind"), Measure.TEXT),
        ]
    columns += [Column(c.key, _(c.heading), c.measure) for c in MEASURES]
    rows: list[tuple[Cell, ...]] = [
        _names(row.label, counted.by) + _measures(row) for row in counted.rows
    ]
    names = [""] * sum(column.measure is Measure.TEXT for column in columns)
    names[0] = _("total")
    rows.append((*names, *_measures(counted.total)))
    return Table(_("frequencies"), tuple(columns), tuple(rows))


def cross_table(counted: CrossTable) -> Table:
    """Return the fragments in rows and columns, the totals in the last row and column."""
    columns = (
        Column(str(counted.row_by), _(_HEADINGS[counted.row_by]), Measure.TEXT),
        *(Column(c.key, name_of(c, counted.column_by)) for c in counted.columns),
        Column("total", _("total")),
    )
    rows: list[tuple[Cell, ...]] = [
        (name_of(label, counted.row_by), *cells, total)
        for label, cells, total in zip(counted.rows, counted.cells, counted.row_totals, strict=True)
    ]
    rows.append((_("total"), *counted.column_totals, counted.total))
    return Table(_("fragments"), columns, tuple(rows))


def name_of(label: Label, by: By) -> str:
    """Return the name of a row or column in the language in use."""
    match by:
        case By.KIND:
            return code_kind_name(CodeKind(label.key))
        case By.SOURCE_KIND:
            return kind_name(SourceKind(label.key))
        case By.SPEAKER_ROLE:
            return role_name(SpeakerRole(label.key))
        case _:
            return label.name


def _names(label: Label, by: By) -> tuple[Cell, ...]:
    if by is By.CODE:
        return (label.theme, label.name, code_kind_name(CodeKind(label.kind)))
    return (name_of(label, by),)


def _measures(row: FrequencyRow) -> tuple[Cell, ...]:
    return tuple(getattr(row, column.key) for column in MEASURES)
