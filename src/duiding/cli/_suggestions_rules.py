"""Rules for suggestions at the command line: codes on and off, thresholds."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number, ngettext

if TYPE_CHECKING:
    from duiding.coding import SuggestionRule
    from duiding.study import Study


def _change(
    session: Session,
    names: Sequence[str],
    act: Callable[["Study", str, str], "list[SuggestionRule]"],
    told: Callable[[int], str],
) -> None:
    """Find all codes first, so that a wrong name changes nothing; then change each."""
    from duiding.codebook import find_code

    with session.open_study() as study:
        codebook = study.codebook()
        codes = [find_code(codebook, name) for name in names]
        coder_id = study.coder_id(session.coder)
        for code in codes:
            changed = act(study, code.id, coder_id)
            tell(f"{code.key}: " + (told(len(changed)) if changed else _("it was so already")))


def _switch(session: Session, names: Sequence[str], on: bool) -> None:
    from duiding.coding import switch_suggestions

    def told(number: int) -> str:
        if on:
            return ngettext("{number} code on", "{number} codes on", number).format(number=number)
        return ngettext("{number} code off", "{number} codes off", number).format(number=number)

    _change(
        session,
        names,
        lambda study, code_id, coder_id: switch_suggestions(study.database, code_id, on, coder_id),
        told,
    )


@click.command(
    help=_(
        "Suggest codes no longer, for all coders; a theme with all its codes. Codings and "
        "decisions stay. One undo takes back one code or theme.\n\n"
        "Example: duiding suggestions off mijnsluiting"
    )
)
@click.argument("codes", nargs=-1, required=True, metavar=_("CODE…"))
@click.pass_obj
def off(session: Session, codes: tuple[str, ...]) -> None:
    """Switch codes off."""
    _switch(session, codes, on=False)


@click.command(
    help=_(
        "Suggest codes again that were switched off; a theme with all its codes. New suggestions "
        "are there after: duiding suggestions make\n\n"
        "Example: duiding suggestions on armoede"
    )
)
@click.argument("codes", nargs=-1, required=True, metavar=_("CODE…"))
@click.pass_obj
def on(session: Session, codes: tuple[str, ...]) -> None:
    """Switch codes on."""
    _switch(session, codes, on=True)


@click.command(
    help=_(
        "Set from which score on a code is suggested, 0 to 1; a theme with all its codes. With - "
        "the threshold of the study holds again (duiding.toml: suggestions.threshold). What a "
        "lower one lets through is there after: duiding suggestions make\n\n"
        "Examples: duiding suggestions threshold schaamte 0.6 · "
        "duiding suggestions threshold armoede -"
    )
)
@click.argument("code", metavar=_("CODE"))
@click.argument("value", metavar=_("VALUE"))
@click.pass_obj
def threshold(session: Session, code: str, value: str) -> None:
    """Set a threshold, or take it away."""
    from duiding.coding import set_threshold

    limit = None if value.strip() == "-" else _number(value)

    def told(number: int) -> str:
        if limit is None:
            return ngettext(
                "{number} code at the threshold of the study",
                "{number} codes at the threshold of the study",
                number,
            ).format(number=number)
        return ngettext(
            "{number} code from {value} on", "{number} codes from {value} on", number
        ).format(number=number, value=format_number(limit, 2))

    _change(
        session,
        [code],
        lambda study, code_id, coder_id: set_threshold(study.database, code_id, limit, coder_id),
        told,
    )


def _number(value: str) -> float:
    try:
        return float(value.replace(",", "."))
    except ValueError as error:
        raise click.BadParameter(
            _("{value!r} is not a number from 0 to 1, nor -.").format(value=value),
            param_hint=_("VALUE"),
        ) from error


@click.command(
    help=_(
        "List the codes that are switched off or have a threshold of their own, or all codes.\n\n"
        "Example: duiding suggestions rules --all"
    )
)
@click.option("--all", "everything", is_flag=True, help=_("All codes, also those without rule."))
@json_option
@click.pass_obj
def rules(session: Session, everything: bool, as_json: bool) -> None:
    """Print the rules."""
    from duiding.coding import resolved_rules

    with session.open_study() as study:
        codebook = study.codebook()
        found = resolved_rules(study.database, study.settings.suggestions.threshold)
    shown = [code for code in codebook.codes if everything or code.id in found.by_code]
    data: list[dict[str, Any]] = [
        {
            "code": code.key,
            "on": found.is_on(code.id),
            "threshold": found.threshold_for(code.id),
            "own": code.id in found.by_code and found.by_code[code.id].threshold is not None,
        }
        for code in shown
    ]
    if as_json:
        print_json({"threshold": found.threshold, "rules": data})
        return
    if data:
        print_table(
            (_("code"), _("suggested"), _("threshold")),
            [
                (
                    row["code"],
                    _("on") if row["on"] else _("off"),
                    format_number(row["threshold"], 2) + ("" if row["own"] else " *"),
                )
                for row in data
            ],
        )
    tell(
        _("Threshold of the study, for codes without one of their own (*): {value}").format(
            value=format_number(found.threshold, 2)
        )
    )
