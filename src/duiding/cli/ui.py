"""``duiding ui``, or ``duiding`` alone: the terminal screen."""

import os
import sys

import click

from duiding.cli.main import Session
from duiding.i18n import _


@click.command(
    name="ui",
    help=_("Open the terminal screen on the study in this folder."),
    epilog="\b\n  duiding\n  duiding --study nulmeting --coder Anna\n  duiding ui",
)
@click.pass_obj
def command(session: Session) -> int:
    """Open the screen; without a terminal, or with one that cannot show it, say so."""
    with session.open_study() as study:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError(_("There is no terminal here. See duiding -h for the commands."))
        if os.environ.get("TERM") in ("dumb", "unknown"):
            raise click.UsageError(
                _(
                    "This terminal (TERM={name}) cannot show the screen. "
                    "See duiding -h for the commands."
                ).format(name=os.environ["TERM"])
            )
        from duiding.tui.app import run

        return run(study, coder=session.coder)
