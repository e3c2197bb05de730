"""How ``duiding indicators import`` tells what it did."""

from typing import Any

from duiding.cli.output import tell
from duiding.i18n import _, ngettext
from duiding.indicators import ImportedAreas, ImportedIndicators

Result = ImportedAreas | ImportedIndicators


def as_data(result: Result) -> dict[str, Any]:
    """Return what an import did, for JSON."""
    common = {"file": str(result.path), "changed_anything": result.changed_anything}
    if isinstance(result, ImportedAreas):
        return {
            **common,
            "new": [area.name for area in result.new],
            "changed": [area.name for area in result.changed],
            "unchanged": result.unchanged,
            "regions": {region.name: [a.name for a in inside] for region, inside in result.regions},
            "merged": dict(result.merged),
        }
    return {
        **common,
        "indicators": len(result.new_indicators),
        "values": result.values,
        "new": result.new,
        "changed": [
            {
                "indicator": item.indicator,
                "area": item.after.area_text,
                "before": item.before.literal,
                "after": item.after.literal,
            }
            for item in result.changed
        ],
        "unchanged": result.unchanged,
        "vanished": len(result.vanished),
        "new_areas": [area.name for area in result.new_areas],
        "links_made": len(result.links_made),
    }


def tell_result(result: Result) -> None:
    """Say what an import did."""
    if not result.changed_anything:
        tell(_("{path}: stands in the study like this already.").format(path=result.path))
    elif isinstance(result, ImportedAreas):
        _tell_areas(result)
    else:
        _tell_indicators(result)
    if isinstance(result, ImportedIndicators) and result.vanished:
        text = ngettext(
            "{n} value is no longer in the file; it stays in the study.",
            "{n} values are no longer in the file; they stay in the study.",
            len(result.vanished),
        )
        tell("  " + text.format(n=len(result.vanished)))


def _tell_areas(result: ImportedAreas) -> None:
    tell(
        _("{path}: {new} new areas, {changed} changed, {unchanged} unchanged.").format(
            path=result.path,
            new=len(result.new),
            changed=len(result.changed),
            unchanged=result.unchanged,
        )
    )
    for region, inside in result.regions:
        names = ", ".join(area.name for area in inside)
        tell("  " + _("{region} consists of: {names}").format(region=region.name, names=names))
    for old, new in result.merged:
        if old != new:
            tell("  " + _("{old} is now {new}").format(old=old, new=new))


def _tell_indicators(result: ImportedIndicators) -> None:
    tell(
        _(
            "{path}: {indicators} new indicators; {values} values: "
            "{new} new, {changed} changed, {unchanged} unchanged."
        ).format(
            path=result.path,
            indicators=len(result.new_indicators),
            values=result.values,
            new=result.new,
            changed=len(result.changed),
            unchanged=result.unchanged,
        )
    )
    for item in result.changed:
        tell(
            "  "
            + _("changed: {indicator}, {area}: {before} → {after}").format(
                indicator=item.indicator,
                area=item.after.area_text,
                before=item.before.literal,
                after=item.after.literal,
            )
        )
    for area in result.new_areas:
        tell(
            "  "
            + _("not in the list of areas, added: {area} ({level})").format(
                area=area.name, level=area.level
            )
        )
    made = len(result.links_made)
    if made:
        text = ngettext("{n} link to a code made.", "{n} links to codes made.", made)
        tell("  " + text.format(n=made))
