"""``duiding demo``: the whole main job on the example study, told step by step."""

import time
from pathlib import Path

import click

from duiding.cli.main import Session
from duiding.cli.output import print_table, program
from duiding.errors import ExitCode
from duiding.i18n import _, format_number


@click.command(
    name="demo",
    help=_(
        "Do the whole main job on the example study: import codebooks, transcripts, indicators "
        "and codings, make suggestions, count, write draft chapters in Word. In the folder of the "
        "example it works there; otherwise the example is copied to FOLDER (default: "
        "duiding-demo). Doing it again changes nothing that is there."
    ),
    epilog="\b\n  duiding demo\n  duiding demo oefening --fresh-drafts",
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--fresh-drafts", is_flag=True, help=_("Write drafts also when there are some."))
@click.pass_obj
def command(session: Session, folder: Path | None, fresh_drafts: bool) -> int:
    """Do the steps and say what was made."""
    from duiding.demo import place_example, steps
    from duiding.study import open_study

    start = time.perf_counter()
    place, is_copied = place_example(session.folder, folder)
    told = _("The example study was copied to {folder}.") if is_copied else ""
    click.echo((told or _("The example study in {folder}.")).format(folder=place.resolve()))
    written: list[Path] = []
    with open_study(place) as study:
        for step in steps(fresh_drafts=fresh_drafts):
            click.echo(f"  {step.name:<14}", nl=False)
            outcome, seconds = step.run(study)
            click.echo(f"{outcome.sentence}  [{_seconds(seconds)}]")
            if outcome.table:
                click.echo()
                print_table(outcome.table[0], outcome.table[1:], right=(1, 2, 3))
                click.echo()
            written += outcome.written
        exports = study.exports.resolve()
    _tell_end(place, exports, written, time.perf_counter() - start)
    return ExitCode.OK


def _tell_end(place: Path, exports: Path, written: list[Path], seconds: float) -> None:
    click.echo(_("Done in {time}.").format(time=_seconds(seconds)))
    if written:
        click.echo(_("Written to {folder}:").format(folder=exports))
        for path in written:
            click.echo(f"  {click.format_filename(path.name)}")
    is_here = place.resolve() == Path.cwd()
    open_it = program() if is_here else f"{program()} --study {place}"
    click.echo(_("Open the terminal screen with: {command}").format(command=open_it))


def _seconds(seconds: float) -> str:
    return _("{number} s").format(number=format_number(seconds, 1))
