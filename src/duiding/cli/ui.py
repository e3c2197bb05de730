"""``duiding ui``, or ``duiding`` alone: the terminal screen."""

import sys

import click

from duiding.cli.main import Session
from duiding.errors import ExitCode
from duiding.i18n import _


@click.command(name="ui", help=_("Open the terminal screen on the study in this folder."))
@click.pass_obj
def command(session: Session) -> int:
    """Open the screen; without a terminal, say so."""
    with session.open_study() as study:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError(_("There is no terminal here. See duiding -h for the commands."))
        from duiding.tui.app import run

        run(study, coder=session.coder)
    return ExitCode.OK
