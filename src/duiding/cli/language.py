"""``duiding language``: which pipeline reads the transcripts; install one, read now."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number, ngettext


@click.group(
    name="language",
    invoke_without_command=True,
    help=_(
        "Show which spaCy pipeline reads the sources in each language and why, install one, or "
        "read the sources now.\n\n"
        "Examples: duiding language · duiding language install · duiding language annotate"
    ),
)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show the pipelines, unless a command of the group follows."""
    if context.invoked_subcommand is None:
        _show(context.obj, as_json)


@command.command(
    help=_(
        "Show per language of the study the pipeline in use, why, and how many sources have been "
        "read with it.\n\n"
        "Example: duiding language show --json"
    )
)
@json_option
@click.pass_obj
def show(session: Session, as_json: bool) -> None:
    """Print the languages with their pipelines."""
    _show(session, as_json)


def _show(session: Session, as_json: bool) -> None:
    from duiding.sources.languages import languages_in_use

    with session.open_study() as study:
        found = languages_in_use(study.database, study.pipelines(), study.settings.language)
    if as_json:
        print_json(
            [
                {
                    "language": item.language,
                    "pipeline": item.choice.name,
                    "version": item.choice.version,
                    "kind": item.choice.kind.value,
                    "fallback": item.choice.is_fallback,
                    "why": item.choice.description,
                    "sources": item.sources,
                    "annotated": item.kept,
                }
                for item in found
            ]
        )
        return
    print_table(
        (_("language"), _("pipeline"), _("version"), _("sources"), _("read")),
        [
            (
                item.language,
                item.choice.name,
                item.choice.version,
                format_number(item.sources),
                format_number(item.kept),
            )
            for item in found
        ],
        right=(3, 4),
    )
    for item in found:
        tell(f"{item.language}: {item.choice.description}")


@command.command(
    help=_(
        "Install a pipeline of spaCy beside duiding, in the version that fits; without NAME the "
        "small one for the language of the study (outside a study: Dutch). This is the only "
        "command that uses the network.\n\n"
        "Examples: duiding language install · duiding language install de_core_news_sm"
    )
)
@click.argument("name", required=False, metavar="NAME")
@click.pass_obj
def install(session: Session, name: str | None) -> None:
    """Install a pipeline and say which version."""
    from duiding.language.install import install_pipeline
    from duiding.language.resolving import SMALL, is_downloadable

    chosen = name or SMALL[_study_language(session)]
    if is_downloadable(chosen):
        tell(_("Installing {name} …").format(name=chosen))
    version = install_pipeline(chosen)
    click.echo(_("{name} {version} is installed.").format(name=chosen, version=version))


def _study_language(session: Session) -> str:
    from duiding.settings import FILE_NAME, read_settings

    path = session.folder / FILE_NAME
    return read_settings(path).language if path.is_file() else "nl"


@command.command(
    help=_(
        "Read the words and sentences of all sources now, so that suggestions and searching need "
        "not wait. What was read before with the same pipeline is left as it is. Ctrl-C stops; "
        "the sources that are done are kept.\n\n"
        "Example: duiding language annotate --source interview-01"
    )
)
@click.option(
    "--source", "names", multiple=True, metavar="NAME", help=_("Only this source; may be repeated.")
)
@click.pass_obj
def annotate(session: Session, names: tuple[str, ...]) -> None:
    """Annotate sources and say how many were new."""
    from duiding.sources import find_source, list_sources
    from duiding.sources.annotating import annotate_sources, try_failed_again, useful_processes

    with session.open_study() as study:
        database, pipelines = study.database, study.pipelines()
        sources = [find_source(database, n) for n in names] if names else list_sources(database)
        if not sources:
            tell(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
            return
        try_failed_again(database, pipelines, sources)
        made = 0
        with _progress(len(sources)) as progress:
            for done in annotate_sources(
                database,
                pipelines,
                sources,
                processes=useful_processes(database, pipelines, sources),
                progress=progress,
            ):
                made += not done.was_kept
    click.echo(
        ngettext("{number} source read", "{number} sources read", made).format(
            number=format_number(made)
        )
        + ", "
        + _("{number} were read before").format(number=format_number(len(sources) - made))
    )
    for language in dict.fromkeys(source.language for source in sources):
        tell(f"{language}: {pipelines.describe(language)}")


@contextmanager
def _progress(number: int) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal, for more than one source."""
    if number < 2 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=number, label=_("Reading"), file=sys.stderr) as bar:

        def one_more(done: int, total: int) -> None:
            bar.update(1)

        yield one_more
