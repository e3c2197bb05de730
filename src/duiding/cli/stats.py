"""``duiding stats``: count codings, as a table on the screen or in a file."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.analysis.model import By, CrossTable, Filters, FrequencyTable
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.codebook.model import CodeKind
from duiding.i18n import _
from duiding.sources.model import SourceKind

if TYPE_CHECKING:
    from duiding.exchange.tables import Table


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that leave something out; each may be given several times."""
    option = partial(click.option, multiple=True)
    source_kinds = click.Choice([kind.value for kind in SourceKind])
    kinds = click.Choice([kind.value for kind in CodeKind if kind is not CodeKind.THEME])
    coded_by = _(
        "Count only what this coder coded (--coder, before the command, says who is at work)."
    )
    for add in (
        option("--kind", "kinds", type=kinds, help=_("Count only codes of this kind.")),
        option("--theme", "themes", help=_("Count only under this theme: key or name.")),
        option("--coded-by", "coders", metavar="NAME", help=coded_by),
        option("--wave", "waves", help=_("Count only in sources of this wave.")),
        option("--source", "sources", help=_("Count only in the source with this name.")),
        option(
            "--source-kind",
            "source_kinds",
            type=source_kinds,
            help=_("Count only in sources of this kind."),
        ),
    ):
        command = add(command)
    return command


def _files(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where to write."""
    file = click.Path(path_type=Path)
    dash = click.Path(path_type=Path, allow_dash=True)
    dutch = _("CSV for Excel with Dutch settings: ; and ,")
    for add in (
        click.option("--force", is_flag=True, help=_("Replace a file that is there.")),
        click.option("--xlsx", type=file, metavar="FILE", help=_("Write an Excel workbook.")),
        click.option("--dutch", is_flag=True, help=dutch),
        click.option(
            "--csv", type=dash, metavar="FILE", help=_("Write a CSV file (- for the screen).")
        ),
    ):
        command = add(command)
    return command


@click.command(
    name="stats",
    help=_(
        "Count codings per theme, code, kind, source, coder, kind of source or role. Filters may "
        "be repeated (this or that) and combined (this and that).\n\n"
        "Examples: duiding stats · duiding stats --by code --theme armoede · "
        "duiding stats --coded-by codeur-a --source-kind focus-group · "
        "duiding stats --crosstab --xlsx exports/themas.xlsx"
    ),
    epilog=_(
        "fragments: distinct stretches of text; one that several coders, or several codes of the "
        "row, mark counts once.\n\n"
        "sources: sources with at least one of the fragments.\n\n"
        "codings: one code, by one coder, on one stretch.\n\n"
        "speakers: respondents who speak in the fragments, known per source (by role: speakers of "
        "that role).\n\n"
        "words: words in the fragments; where these overlap, once.\n\n"
        "share: the part of what respondents said that lies in the fragments (per source: of that "
        "source; by role: of that role).\n\n"
        "total: counted on its own, not the sum of the rows; a fragment under two themes is one "
        "fragment."
    ),
)
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.THEME.value,
    show_default=True,
    help=_("What the rows are."),
)
@click.option("--crosstab", is_flag=True, help=_("Fragments of each row in each source."))
@_filters
@click.option("--codebook", metavar="KEY", help=_("Another codebook than the one in use."))
@_files
@json_option
@click.pass_obj
def command(
    session: Session,
    /,
    by: str,
    crosstab: bool,
    codebook: str | None,
    csv: Path | None,
    dutch: bool,
    xlsx: Path | None,
    force: bool,
    as_json: bool,
    **names: tuple[str, ...],
) -> None:
    """Count, and print or write."""
    from duiding.analysis import count_crosstab, count_frequencies
    from duiding.exchange.counts import cross_table, frequency_table

    if dutch and csv is None:
        raise click.UsageError(_("--dutch goes with --csv."))
    if crosstab and by in (By.SPEAKER_ROLE, By.SOURCE):
        raise click.UsageError(_("--crosstab does not go with --by {by}.").format(by=by))
    filters = Filters(**names)
    counted: FrequencyTable | CrossTable
    with session.open_study() as study:
        book = study.codebook(codebook)
        if crosstab:
            counted = count_crosstab(study.database, book, rows=by, filters=filters)
            table = cross_table(counted)
        else:
            counted = count_frequencies(study.database, book, by=by, filters=filters)
            table = frequency_table(counted)
    _write_files(table, csv, xlsx, dutch=dutch, force=force)
    if as_json:
        used = {name: chosen for name, chosen in asdict(filters).items() if chosen}
        print_json({"codebook": book.key, "filters": used, **_data(counted)})
    elif csv is None and xlsx is None:
        _show(table, counted)


def _write_files(
    table: "Table", csv: Path | None, xlsx: Path | None, *, dutch: bool, force: bool
) -> None:
    from duiding.exchange.tables import csv_text, write_csv, write_xlsx

    if csv == Path("-"):
        click.echo(csv_text(table, dutch=dutch), nl=False)
    elif csv is not None:
        write_csv(table, csv, dutch=dutch, overwrite=force)
        tell(_("Written: {path}").format(path=csv))
    if xlsx is not None:
        write_xlsx(table, xlsx, overwrite=force)
        tell(_("Written: {path}").format(path=xlsx))


def _show(table: "Table", counted: FrequencyTable | CrossTable) -> None:
    from duiding.cli._stats_shown import show_cross_table, show_frequencies

    if isinstance(counted, CrossTable):
        show_cross_table(table)
        nothing = not counted.total
    else:
        show_frequencies(table, [row.fragments for row in counted.rows])
        nothing = not counted.total.fragments
    if nothing:
        tell(_("Nothing is coded yet, or nothing that the filters let through."))


def _data(counted: FrequencyTable | CrossTable) -> dict[str, Any]:
    if isinstance(counted, FrequencyTable):
        return {
            "by": counted.by,
            "rows": [_row_data(row) for row in counted.rows],
            "total": {k: v for k, v in asdict(counted.total).items() if k != "label"},
        }
    columns = [label.key for label in counted.columns]
    return {
        "by": counted.row_by,
        "across": counted.column_by,
        "columns": columns,
        "rows": [
            {
                "key": label.key,
                "name": label.name,
                "fragments": dict(zip(columns, cells, strict=True)),
                "total": total,
            }
            for label, cells, total in zip(
                counted.rows, counted.cells, counted.row_totals, strict=True
            )
        ],
        "column_totals": dict(zip(columns, counted.column_totals, strict=True)),
        "total": counted.total,
    }


def _row_data(row: Any) -> dict[str, Any]:
    data = asdict(row)
    label = {name: value for name, value in data.pop("label").items() if value}
    return {**label, **data}
