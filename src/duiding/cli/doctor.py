"""``duiding doctor``: check the study and say what is wrong with it."""

from dataclasses import asdict

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.doctor import Finding, Level, checkup
from duiding.errors import ExitCode
from duiding.i18n import _

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


@click.command(
    name="doctor",
    help=_(
        "Check the study from the database file to the settings: texts, codings, codes, history, "
        "indicators, files. Nothing is changed, and no text of a transcript is shown."
    ),
    epilog=_("Exit code 1 when there is an error; warnings leave it at 0.")
    + "\n\n\b\n  duiding doctor\n  duiding doctor --json",
)
@json_option
@click.pass_obj
def command(session: Session, as_json: bool) -> int:
    """Show what every check found."""
    with session.open_study() as study:
        findings = checkup(study)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.level]} {finding.sentence}")
    errors = _number(findings, Level.ERROR)
    tell(
        _("{checks} checks: {errors} errors, {warnings} warnings.").format(
            checks=len(findings), errors=errors, warnings=_number(findings, Level.WARNING)
        )
    )
    return ExitCode.FAILED if errors else ExitCode.OK


def _number(findings: list[Finding], level: Level) -> int:
    return sum(finding.level is level for finding in findings)
