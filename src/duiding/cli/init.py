"""``duiding init``: a new study in a folder."""

from pathlib import Path

import click

from duiding.cli.main import Session
from duiding.cli.output import program, tell
from duiding.errors import ExitCode
from duiding.i18n import _
from duiding.settings import STUDY_LANGUAGES, Settings
from duiding.study import init_study
from duiding.text import clean_line


@click.command(
    name="init",
    help=_(
        "Make a new study in FOLDER (default: this folder): folders for codebooks, transcripts, "
        "indicators and exports, settings with explanation, and the database."
    ),
    epilog="\b\n  duiding init\n"
    '  duiding init nulmeting --name "Nulmeting 2021" --coder Anna --coder Bram',
)
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help=_("Name of the study (default: that of the folder)."))
@click.option("--coder", "coders", multiple=True, help=_("Name of a coder; give one per coder."))
@click.option("--wave", default="", help=_('The measurement, for example "nulmeting 2021".'))
@click.option(
    "--language",
    type=click.Choice(STUDY_LANGUAGES),
    default="nl",
    help=_("Language of the transcripts and the Word drafts (default: nl)."),
)
@click.pass_obj
def command(
    session: Session,
    folder: Path | None,
    name: str | None,
    coders: tuple[str, ...],
    wave: str,
    language: str,
) -> int:
    """Make the study and say what comes next."""
    root = folder or session.folder
    named = [clean_line(coder) for coder in coders or filter(None, [session.coder])]
    settings = Settings(
        name=clean_line(name or "") or clean_line(root.resolve().name),
        language=language,
        wave=clean_line(wave),
        coders=tuple(dict.fromkeys(filter(None, named))),
    )
    for path in init_study(root, settings):
        click.echo(click.format_filename(path))
    tell(_("The study {name} is ready. Next:").format(name=settings.name))
    prefix = program() if root.resolve() == Path.cwd() else f"{program()} --study {root}"
    for step in ("codebook import FILE", "import FILE…", "indicators import FILE", ""):
        tell(f"  {prefix} {step}".rstrip())
    return ExitCode.OK
