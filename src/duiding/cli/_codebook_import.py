"""How ``duiding codebook import`` tells what it did."""

from typing import Any

from duiding.cli.output import tell
from duiding.codebook import ImportedCodebook
from duiding.i18n import _, ngettext


def as_data(result: ImportedCodebook) -> dict[str, Any]:
    keys = {code.id: code.key for code in result.codebook.codes}
    return {
        "file": str(result.path),
        "codebook": result.codebook.key,
        "changed_anything": result.changed_anything,
        "new": [code.key for code in result.new],
        "changed": [{"code": c.code.key, "fields": c.fields} for c in result.changed],
        "unchanged": result.unchanged,
        "vanished": [code.key for code in result.vanished],
        "links_made": [
            {"code": keys.get(w.code_id), "indicator": w.indicator} for w in result.links_made
        ],
        "links_waiting": [
            {"code": keys[w.code_id], "indicator": w.indicator} for w in result.links_waiting
        ],
        "crosswalk": {
            "new": result.crosswalk.new,
            "changed": result.crosswalk.changed,
            "removed": result.crosswalk.removed,
            "waiting": result.crosswalk.waiting,
        },
        "warnings": result.warnings,
    }


def tell_import(result: ImportedCodebook) -> None:
    tell(
        _("{path}: codebook {key}: {new} new, {changed} changed, {unchanged} unchanged.").format(
            path=result.path,
            key=result.codebook.key,
            new=len(result.new),
            changed=len(result.changed),
            unchanged=result.unchanged,
        )
        if result.changed_anything
        else _("{path}: codebook {key} stands in the study like this already.").format(
            path=result.path, key=result.codebook.key
        )
    )
    for item in result.changed:
        fields = ", ".join(item.fields)
        tell("  " + _("changed: {code} ({fields})").format(code=item.code.key, fields=fields))
    for code in result.vanished:
        tell("  " + _("no longer in the file, kept in the study: {code}").format(code=code.key))
    made, waiting = len(result.links_made), len(result.links_waiting)
    if made:
        text = ngettext("{n} link to an indicator made.", "{n} links to indicators made.", made)
        tell("  " + text.format(n=made))
    if waiting:
        text = ngettext(
            "{n} link waits for its indicator (duiding indicators import).",
            "{n} links wait for their indicators (duiding indicators import).",
            waiting,
        )
        tell("  " + text.format(n=waiting))
    _tell_crosswalk(result)
    for warning in result.warnings:
        tell("  " + warning)


def _tell_crosswalk(result: ImportedCodebook) -> None:
    changes = result.crosswalk
    if changes.changed_anything:
        tell(
            "  "
            + _("crosswalk: {new} new, {changed} changed, {removed} removed rows.").format(
                new=changes.new, changed=changes.changed, removed=changes.removed
            )
        )
    if changes.waiting:
        text = ngettext(
            "{n} row of the crosswalk names a code that is not in the study.",
            "{n} rows of the crosswalk name codes that are not in the study.",
            changes.waiting,
        )
        tell("  " + text.format(n=changes.waiting))
