"""``duiding indicators``: import tables and areas, list indicators, values and areas."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell, tell_error
from duiding.errors import ExitCode, NotFound
from duiding.i18n import _
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.indicators import Comparison, Indicator, Value
    from duiding.study import Study

_WIDTH = 48


@click.group(name="indicators", help=_("Import and list indicators, values and areas."))
def command() -> None:
    """Group of the indicator commands."""


@command.command(
    name="import",
    help=_(
        "Bring tables of values and lists of areas (CSV or XLSX) into the study; a list of areas "
        "is known by its columns. The same file again changes nothing.\n\n"
        "Example: duiding indicators import indicators/*.csv"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@json_option
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """Import each file, lists of areas first; a bad one does not stop the others."""
    from duiding.cli._indicators_import import as_data, tell_result
    from duiding.indicators import import_tables

    with session.open_study() as study:
        done, bad = import_tables(study.database, files, coder_id=study.coder_id(session.coder))
    for error in bad.values():
        tell_error(str(error))
    if as_json:
        errors = [{"file": str(path), "error": str(error)} for path, error in bad.items()]
        print_json([*map(as_data, done), *errors])
    else:
        for result in done:
            tell_result(result)
    if bad:
        return ExitCode.PARTLY if done else ExitCode.FAILED
    return ExitCode.OK


@command.command(
    name="list",
    help=_(
        "Show the indicators with the newest figures: the most negative municipality, the region "
        "and the areas of duiding.toml. With a name (or the begin of one): all its values.\n\n"
        "Examples: duiding indicators list --theme armoede · duiding indicators list obesitas"
    ),
)
@click.argument("name", required=False, metavar="[INDICATOR]")
@click.option("--theme", help=_("Key of a theme, as in the tables."))
@json_option
@click.pass_obj
def list_(session: Session, name: str | None, theme: str | None, as_json: bool) -> None:
    """List indicators, or the values of one."""
    from duiding.indicators import find_indicator, list_indicators

    with session.open_study() as study:
        if name:
            _print_values(study, find_indicator(study.database, name), as_json)
            return
        found = list_indicators(study.database, theme)
        if theme and not found:
            known = {i.theme: None for i in list_indicators(study.database)}
            raise NotFound(
                _("No indicators of the theme {theme!r}; there are: {themes}.").format(
                    theme=theme, themes=", ".join(known) or "-"
                )
            )
        _print_indicators(study, found, as_json)


@command.command(
    help=_(
        "Show the areas: level, the area they lie in, code.\n\nExample: duiding indicators areas"
    )
)
@json_option
@click.pass_obj
def areas(session: Session, as_json: bool) -> None:
    """List the areas."""
    from duiding.indicators import areas as all_areas
    from duiding.indicators import members

    with session.open_study() as study:
        found = all_areas(study.database)
        inside = {area.id: members(study.database, area) for area in found}
    if as_json:
        print_json(
            [
                {
                    "name": a.name,
                    "level": a.level,
                    "parent": a.parent or None,
                    "cbs_code": a.cbs_code or None,
                    "variants": a.variants,
                    "members": [member.name for member in inside[a.id]],
                }
                for a in found
            ]
        )
        return
    print_table(
        (_("area"), _("level"), _("lies in"), _("code"), _("consists of")),
        [
            (a.name, a.level, a.parent, a.cbs_code, ", ".join(m.name for m in inside[a.id]))
            for a in found
        ],
    )


def _print_values(study: "Study", indicator: "Indicator", as_json: bool) -> None:
    from duiding.indicators import areas as all_areas
    from duiding.indicators import format_value, values_of

    values = values_of(study.database, indicator.id)
    names = {area.id: area.name for area in all_areas(study.database)}
    if as_json:
        shown = [{"area": names.get(v.area_id or ""), **_value_data(v)} for v in values]
        print_json({**_indicator_data(indicator), "values": shown})
        return
    tell(f"{indicator.name} · {indicator.theme} · {indicator.unit} · {_arrow(indicator)}")
    print_table(
        (_("area"), _("level"), _("period"), _("value"), _("as published"), _("source")),
        [
            (
                *(
                    names.get(v.area_id or "", v.area_text),
                    v.level,
                    v.period,
                    format_value(v, indicator.unit),
                ),
                *(v.literal, f"{v.source} ({v.file_name})"),
            )
            for v in values
        ],
        right=(3,),
    )


def _print_indicators(study: "Study", found: "list[Indicator]", as_json: bool) -> None:
    from duiding.indicators import comparison

    report = study.settings.report
    compared: list[Comparison] = []
    try:
        compared = [
            comparison(study.database, i, region=report.region, compare_with=report.compare_with)
            for i in found
            if report.region
        ]
    except NotFound as error:
        tell(str(error))
    if as_json:
        print_json([_comparison_data(c) for c in compared] or [_indicator_data(i) for i in found])
    elif compared:
        _print_comparisons(compared)
    else:
        print_table(
            (_("theme"), _("indicator"), _("unit"), _("good is")),
            [(i.theme, i.name, i.unit, _arrow(i)) for i in found],
        )


def _print_comparisons(compared: "list[Comparison]") -> None:
    from duiding.indicators import format_value

    rows = []
    for c in compared:
        unit = c.indicator.unit
        worst = format_value(c.most_negative[0].value, unit) if c.most_negative else ""
        names = ", ".join(item.area.name for item in c.most_negative if item.area)
        doubt = "" if c.is_worst_for_sure or not worst else " *"
        rows.append(
            (
                shorten(c.indicator.name, _WIDTH),
                _arrow(c.indicator),
                c.period,
                (f"{worst} ({names})" if names else worst) + doubt,
                *(format_value(cell.value, unit) for cell in c.cells),
            )
        )
    areas = [cell.area.name for cell in compared[0].cells]
    print_table(
        (_("indicator"), _("good is"), _("period"), _("most negative"), *areas),
        rows,
        right=range(4, 4 + len(areas)),
    )
    if any(str(row[3]).endswith("*") for row in rows):
        tell(_("* of the municipalities that were published; another one may be worse off."))


def _arrow(indicator: "Indicator") -> str:
    return {"higher-better": _("high"), "higher-worse": _("low")}.get(indicator.direction, "–")


def _indicator_data(indicator: "Indicator") -> dict[str, Any]:
    return {
        "indicator": indicator.name,
        "theme": indicator.theme,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
    }


def _value_data(value: "Value") -> dict[str, Any]:
    return {
        "area_as_published": value.area_text,
        "level": value.level,
        "period": value.period,
        "value": value.value,
        "value_max": value.value_max,
        "qualifier": value.qualifier.value,
        "literal": value.literal,
        "missing_reason": value.missing_reason or None,
        "source": value.source,
        "file": value.file_name,
        "file_hash": value.file_hash,
        "note": value.note or None,
    }


def _comparison_data(c: "Comparison") -> dict[str, Any]:
    return {
        **_indicator_data(c.indicator),
        "period": c.period,
        "most_negative": [
            {"area": item.area.name if item.area else None, **_value_data(item.value)}
            for item in c.most_negative
        ],
        "is_worst_for_sure": c.is_worst_for_sure,
        "areas": {
            cell.area.name: _value_data(cell.value) if cell.value else None for cell in c.cells
        },
    }
