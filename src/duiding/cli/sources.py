"""``duiding sources``: list the sources of the study, show one, set its language, remove one."""

from typing import TYPE_CHECKING

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number
from duiding.settings import STUDY_LANGUAGES

if TYPE_CHECKING:
    from duiding.sources import Source


@click.group(
    name="sources",
    invoke_without_command=True,
    help=_(
        "List the sources of the study, show one with its turns, say in which language one is, or "
        "remove one.\n\n"
        "Examples: duiding sources · duiding sources show interview-01 · "
        "duiding sources remove interview-01"
    ),
)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the sources, unless a command of the group follows."""
    if context.invoked_subcommand is None:
        _list(context.obj, as_json)


def _list(session: Session, as_json: bool) -> None:
    from duiding.cli._import_told import speaker_data
    from duiding.cli._suggestions_shown import known_coder_id
    from duiding.coding import shown_suggestion_counts
    from duiding.sources import source_summaries

    with session.open_study() as study:
        found, own = source_summaries(study.database), study.settings.language
        waiting = shown_suggestion_counts(
            study.database,
            known_coder_id(study, session.coder),
            study.settings.suggestions.threshold,
        )
    if as_json:
        print_json(
            [
                {
                    "source": summary.source.name,
                    "kind": summary.source.kind.value,
                    "language": summary.source.language,
                    "wave": summary.source.wave,
                    "format": summary.source.format,
                    "file": summary.source.file_name,
                    "imported_at": summary.source.imported_at,
                    "turns": summary.turns,
                    "words": summary.words,
                    "speakers": [speaker_data(speaker) for speaker in summary.speakers],
                    "codings": summary.codings,
                    "open_suggestions": waiting.get(summary.source.text_id, 0),
                }
                for summary in found
            ]
        )
        return
    if not found:
        tell(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
        return
    print_table(
        (
            *(_("source"), _("kind"), _("turns"), _("words"), _("speakers"), _("codings")),
            _("open suggestions"),
        ),
        [
            (
                summary.source.name,
                _kind_and_language(summary.source, own),
                format_number(summary.turns),
                format_number(summary.words),
                " ".join(speaker.label for speaker in summary.speakers),
                format_number(summary.codings),
                format_number(waiting.get(summary.source.text_id, 0)),
            )
            for summary in found
        ],
        right=(2, 3, 5, 6),
    )


def _kind_and_language(source: "Source", own: str) -> str:
    """Return what kind of source it is, with its language when that is not the study's."""
    from duiding.sources.names import kind_name

    kind = kind_name(source.kind)
    return kind if source.language == own else f"{kind} ({source.language})"


@command.command(
    help=_(
        "Show a source with its turns: number, time, speaker, text.\n\n"
        "Example: duiding sources show interview-01"
    )
)
@click.argument("name", metavar="NAME")
@json_option
@click.pass_obj
def show(session: Session, name: str, as_json: bool) -> None:
    """Print a source."""
    from duiding.cli._import_told import speaker_data, speaker_lines, turn_data
    from duiding.sources import find_source, format_time, read_transcript, speaker_summaries

    with session.open_study() as study:
        transcript = read_transcript(study.database, find_source(study.database, name))
        own = study.settings.language
    source = transcript.source
    speakers = speaker_summaries(transcript)
    if as_json:
        print_json(
            {
                "source": source.name,
                "kind": source.kind.value,
                "language": source.language,
                "header": [transcript.text[s.start : s.end] for s in transcript.sections],
                "speakers": [speaker_data(speaker) for speaker in speakers],
                "turns": [turn_data(turn, transcript.text) for turn in transcript.turns],
            }
        )
        return
    click.echo(f"{source.name} · {_kind_and_language(source, own)} · {source.file_name}")
    for line in speaker_lines(speakers):
        click.echo("    " + line)
    for section in transcript.sections:
        click.echo("\n" + transcript.text[section.start : section.end])
    for turn in transcript.turns:
        label = turn.speaker.label if turn.speaker else ""
        head = "  ".join(filter(None, (str(turn.number), format_time(turn.time_start), label)))
        click.echo(f"\n{head}\n{transcript.text[turn.start : turn.end]}")


@command.command(
    help=_(
        "Say in which language a source is: nl, en or de. Its words are then read with the "
        "pipeline of that language. This can be undone (duiding code undo).\n\n"
        "Example: duiding sources language interview-01 de"
    )
)
@click.argument("name", metavar="NAME")
@click.argument("language", type=click.Choice(STUDY_LANGUAGES))
@click.pass_obj
def language(session: Session, name: str, language: str) -> None:
    """Set the language of a source and say with what it is read."""
    from duiding.sources.languages import set_source_language

    with session.open_study() as study:
        coder_id = study.coder_id(session.coder)
        source = set_source_language(study.database, name, language, coder_id=coder_id)
        tell(_("{name} is in {language}.").format(name=source.name, language=source.language))
        tell(study.pipelines().describe(language))


@command.command(
    help=_(
        "Remove a source from the study; the file itself stays. A source with codings is not "
        "removed.\n\n"
        "Example: duiding sources remove interview-01"
    )
)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.pass_obj
def remove(session: Session, names: tuple[str, ...]) -> None:
    """Remove sources, one after another."""
    from duiding.sources import remove_source

    with session.open_study() as study:
        coder_id = study.coder_id(session.coder)
        for name in names:
            source = remove_source(study.database, name, coder_id=coder_id)
            tell(_("{name} is removed; its file is untouched.").format(name=source.name))
