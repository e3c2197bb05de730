"""``duiding sources``: list the sources of the study, show one, remove one."""

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number


@click.group(
    name="sources",
    invoke_without_command=True,
    help=_(
        "List the sources of the study, show one with its turns, or remove one.\n\n"
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
    from duiding.sources import source_summaries
    from duiding.sources.names import kind_name

    with session.open_study() as study:
        found = source_summaries(study.database)
    if as_json:
        print_json(
            [
                {
                    "source": summary.source.name,
                    "kind": summary.source.kind.value,
                    "wave": summary.source.wave,
                    "format": summary.source.format,
                    "file": summary.source.file_name,
                    "imported_at": summary.source.imported_at,
                    "turns": summary.turns,
                    "words": summary.words,
                    "speakers": [speaker_data(speaker) for speaker in summary.speakers],
                    "codings": summary.codings,
                }
                for summary in found
            ]
        )
        return
    if not found:
        tell(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
        return
    print_table(
        (_("source"), _("kind"), _("turns"), _("words"), _("speakers"), _("codings")),
        [
            (
                summary.source.name,
                kind_name(summary.source.kind),
                format_number(summary.turns),
                format_number(summary.words),
                " ".join(speaker.label for speaker in summary.speakers),
                format_number(summary.codings),
            )
            for summary in found
        ],
        right=(2, 3, 5),
    )


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
    from duiding.sources.names import kind_name

    with session.open_study() as study:
        transcript = read_transcript(study.database, find_source(study.database, name))
    source = transcript.source
    speakers = speaker_summaries(transcript)
    if as_json:
        print_json(
            {
                "source": source.name,
                "kind": source.kind.value,
                "header": [transcript.text[s.start : s.end] for s in transcript.sections],
                "speakers": [speaker_data(speaker) for speaker in speakers],
                "turns": [turn_data(turn, transcript.text) for turn in transcript.turns],
            }
        )
        return
    click.echo(f"{source.name} · {kind_name(source.kind)} · {source.file_name}")
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
