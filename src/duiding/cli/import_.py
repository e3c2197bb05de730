"""``duiding import``: bring transcripts into the study, or look at them first."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell, tell_error
from duiding.errors import DuidingError, ExitCode, StudyError
from duiding.i18n import _, ngettext
from duiding.settings import STUDY_LANGUAGES
from duiding.sources.model import SourceKind, SpeakerRole

if TYPE_CHECKING:
    from duiding.sources import ImportedSource

Outcome = tuple[Path, "ImportedSource | DuidingError"]


def _roles(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, SpeakerRole]:
    """Read ``LABEL=ROLE``."""
    roles: dict[str, SpeakerRole] = {}
    for value in values:
        label, equals, role = (part.strip() for part in value.rpartition("="))
        if not label or not equals or role.lower() not in list(SpeakerRole):
            raise click.BadParameter(
                _("{value!r} is not LABEL=ROLE; a role is one of: {known}.").format(
                    value=value, known=", ".join(SpeakerRole)
                )
            )
        roles[label] = SpeakerRole(role.lower())
    return roles


@click.command(
    name="import",
    help=_(
        "Import transcripts (docx, odt, txt, md, vtt, srt). Speakers are found by their labels, "
        "roles are proposed. The same content again changes nothing; a bad file does not stop "
        "the others.\n\n"
        "Examples: duiding import transcripts/* · duiding import talk.docx --preview · "
        "duiding import talk.txt --role Petra=moderator --kind focus-group"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--preview", is_flag=True, help=_("Show what would be imported; store nothing."))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SourceKind]),
    help=_("Kind of source (default: proposed from the speakers)."),
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    callback=_roles,
    metavar="LABEL=ROLE",
    help=_("Role of a speaker: interviewer, moderator, respondent or service. May be repeated."),
)
@click.option("--name", help=_("Name of the source (default: that of the file); for one file."))
@click.option(
    "--language",
    type=click.Choice(STUDY_LANGUAGES),
    help=_("Language of the sources (default: that of the study)."),
)
@click.option("--encoding", help=_("Encoding of a text file (default: recognised)."))
@json_option
@click.pass_obj
def command(
    session: Session,
    files: tuple[Path, ...],
    preview: bool,
    kind: str | None,
    roles: dict[str, SpeakerRole],
    name: str | None,
    language: str | None,
    encoding: str | None,
    as_json: bool,
) -> int:
    """Import or preview each file; a bad one does not stop the others."""
    from duiding.sources import import_transcript, preview_transcript
    from duiding.sources.folder import transcript_files

    paths, passed = transcript_files(files)
    if name and len(paths) != 1:
        raise click.UsageError(_("--name is for one file; here are {n}.").format(n=len(paths)))
    chosen = SourceKind(kind) if kind else None
    for path in passed:
        tell(_("{name} is passed over.").format(name=path.name))
    if preview:
        return _each(
            paths,
            lambda path: preview_transcript(path, kind=chosen, roles=roles, encoding=encoding),
            as_json,
            roles,
        )
    with session.open_study() as study:
        coder_id = study.coder_id(session.coder)
        return _each(
            paths,
            lambda path: import_transcript(
                study.database,
                path,
                language=language or study.settings.language,
                wave=study.settings.wave,
                coder_id=coder_id,
                kind=chosen,
                name=name,
                roles=roles,
                encoding=encoding,
            ),
            as_json,
            roles,
        )


def _each(
    paths: Sequence[Path],
    do: Callable[[Path], "ImportedSource"],
    as_json: bool,
    roles: dict[str, SpeakerRole],
) -> int:
    """Do something with each file and tell what came of it, also when the study fails half-way."""
    outcomes: list[Outcome] = []
    try:
        with _progress(paths) as steps:
            for path in steps:
                try:
                    outcomes.append((path, do(path)))
                except StudyError:
                    raise
                except DuidingError as error:
                    outcomes.append((path, error))
    finally:
        _report(outcomes, as_json)
    _tell_unheard(outcomes, roles)
    failed = sum(isinstance(outcome, DuidingError) for _path, outcome in outcomes)
    if not failed:
        return ExitCode.OK
    return ExitCode.PARTLY if failed < len(paths) else ExitCode.FAILED


@contextmanager
def _progress(paths: Sequence[Path]) -> Iterator[Iterator[Path]]:
    """Show a bar on a terminal, for more than one file."""
    if len(paths) < 2 or not sys.stderr.isatty():
        yield iter(paths)
        return
    with click.progressbar(paths, label=_("Reading"), file=sys.stderr) as bar:
        yield iter(bar)


def _report(outcomes: Sequence[Outcome], as_json: bool) -> None:
    from duiding.cli._import_told import as_data, tell_source

    if as_json:
        print_json(
            [
                {"file": str(path), "error": str(outcome)}
                if isinstance(outcome, DuidingError)
                else as_data(path, outcome)
                for path, outcome in outcomes
            ]
        )
    else:
        for _path, outcome in outcomes:
            if not isinstance(outcome, DuidingError):
                tell_source(outcome)
    bad = [outcome for _path, outcome in outcomes if isinstance(outcome, DuidingError)]
    for error in bad:
        tell_error(str(error))
    if bad and len(outcomes) > 1:
        tell(
            ngettext(
                "{n} of {total} files was not imported.",
                "{n} of {total} files were not imported.",
                len(bad),
            ).format(n=len(bad), total=len(outcomes))
        )


def _tell_unheard(outcomes: Sequence[Outcome], roles: dict[str, SpeakerRole]) -> None:
    """Say which labels of ``--role`` belong to nobody in any of the files."""
    from duiding.sources.labels import fold, shown_label

    heard = {
        fold(speaker.label)
        for _path, outcome in outcomes
        if not isinstance(outcome, DuidingError)
        for speaker in outcome.speakers
    }
    for label in roles:
        if fold(shown_label(label)) not in heard:
            tell(_("Nobody speaks under the label {label!r}.").format(label=label))
