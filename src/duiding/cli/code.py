"""``duiding code``: apply, remove, list, import and export codings; undo and redo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from duiding.cli._code_history import history, redo, undo
from duiding.cli._code_shown import QUOTE_WIDTH, print_codings
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.codebook.model import CodeKind
from duiding.i18n import _, format_number
from duiding.text import shorten


def _codebook_option(command: Callable[..., Any]) -> Callable[..., Any]:
    help_text = _("Another codebook than the one in use.")
    return click.option("--codebook", metavar="KEY", help=help_text)(command)


@click.group(
    name="code",
    help=_(
        "Codings from the command line. Every act is saved at once and can be undone, also after "
        "the program was closed; each coder undoes only their own acts.\n\n"
        "Examples: duiding code apply interview-01 schulden-en-schaamte --turn 4 --sentence 2 · "
        "duiding code list --theme armoede · duiding code import codings/voorbeeld.csv · "
        "duiding code undo"
    ),
)
def command() -> None:
    """Group the acts on codings."""


@command.command(
    help=_(
        "Apply a code to a turn, to one of its sentences, to a quote in it, or to a stretch of the "
        "text (characters counted from its begin, as in: duiding code list --json).\n\n"
        'Example: duiding code apply interview-01 schaamte --turn 4 --quote "Die schaamte is er."'
    )
)
@click.argument("source", metavar=_("SOURCE"))
@click.argument("code", metavar=_("CODE"))
@click.option("--turn", type=click.IntRange(1), help=_("Number of the turn."))
@click.option("--sentence", type=click.IntRange(1), help=_("Number of the sentence in the turn."))
@click.option("--quote", help=_("Text in the turn, to the letter."))
@click.option("--start", type=click.IntRange(0), help=_("First character of the stretch."))
@click.option("--end", type=click.IntRange(1), help=_("Character after the stretch."))
@click.pass_obj
def apply(
    session: Session,
    source: str,
    code: str,
    turn: int | None,
    sentence: int | None,
    quote: str | None,
    start: int | None,
    end: int | None,
) -> None:
    """Apply a code and say what was coded."""
    from duiding.codebook import find_code
    from duiding.coding import Fragment, apply_code
    from duiding.coding.places import fragment_of_turn
    from duiding.sources import find_source, read_transcript

    _check_way(turn, sentence, quote, start, end)
    with session.open_study() as study:
        found = find_code(study.codebook(), code)
        transcript = read_transcript(study.database, find_source(study.database, source))
        if start is not None and end is not None:
            fragment = Fragment(transcript.source.text_id, start, end)
        else:
            assert turn is not None
            fragment = fragment_of_turn(transcript, turn, sentence=sentence, quote=quote)
        coding = apply_code(
            study.database,
            code_id=found.id,
            fragment=fragment,
            coder_id=study.coder_id(session.coder),
        )
    click.echo(f"{coding.id}  {found.key}  {shorten(coding.quote, QUOTE_WIDTH)}")


def _check_way(
    turn: int | None, sentence: int | None, quote: str | None, start: int | None, end: int | None
) -> None:
    if (start is None) != (end is None):
        raise click.UsageError(_("--start and --end go together."))
    if turn is None and start is None:
        raise click.UsageError(_("Give --turn, or --start and --end."))
    ways = [sentence is not None, quote is not None, start is not None]
    if sum(ways) > 1 or (turn is not None and start is not None):
        raise click.UsageError(
            _("Choose one: --turn alone, with --sentence or with --quote; or --start and --end.")
        )


@command.command(
    help=_(
        "Remove codings of your own, each by the end of its id.\n\n"
        "Example: duiding code remove 3f9c 81d0"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar=_("ID…"))
@click.pass_obj
def remove(session: Session, ids: tuple[str, ...]) -> None:
    """Remove codings and say which."""
    from duiding.coding import remove_coding
    from duiding.coding.places import find_codings

    with session.open_study() as study:
        coder_id = study.coder_id(session.coder)
        for coding in find_codings(study.database, ids):
            gone = remove_coding(study.database, coding.id, coder_id=coder_id)
            tell(
                _("Removed: {quote} (undo with: duiding code undo)").format(
                    quote=shorten(gone.quote, QUOTE_WIDTH)
                )
            )


@command.command(
    name="list",
    help=_(
        "List codings: id, source, turn, time, code, coder, quote.\n\n"
        "Example: duiding code list --source interview-01 --coded-by codeur-a"
    ),
)
@click.option("--source", metavar=_("NAME"), help=_("Only in this source."))
@click.option("--code", metavar=_("CODE"), help=_("Only with this code, or below it."))
@click.option("--theme", metavar=_("THEME"), help=_("Only with codes of this theme."))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in CodeKind]),
    help=_("Only codes of this kind."),
)
@click.option("--coded-by", "coder", metavar=_("NAME"), help=_("Only by this coder."))
@_codebook_option
@json_option
@click.pass_obj
def list_(
    session: Session,
    source: str | None,
    code: str | None,
    theme: str | None,
    kind: str | None,
    coder: str | None,
    codebook: str | None,
    as_json: bool,
) -> None:
    """Print the codings that are asked for."""
    from duiding.codebook import find_code
    from duiding.exchange.codings import codings_table, list_codings
    from duiding.exchange.tables import table_data

    with session.open_study() as study:
        book = study.codebook(codebook)
        shown = list_codings(
            study.database,
            book,
            source=source,
            codes=[find_code(book, name) for name in (code, theme) if name],
            kind=CodeKind(kind) if kind else None,
            coder=coder,
        )
    if as_json:
        print_json(table_data(codings_table(shown)))
    else:
        print_codings(shown)


@command.command(
    name="import",
    help=_(
        "Import codings from a CSV or Excel file with the columns source, turn, quote, code and "
        "coder. When one row is wrong nothing is imported. Importing again adds nothing.\n\n"
        "Example: duiding code import codings/voorbeeld.csv"
    ),
)
@click.argument("path", type=click.Path(path_type=Path), metavar=_("FILE"))
@_codebook_option
@click.pass_obj
def import_(session: Session, path: Path, codebook: str | None) -> None:
    """Import codings and say how many are new, by coder."""
    from duiding.exchange.codings import import_codings

    with session.open_study() as study:
        done = import_codings(study.database, path, study.codebook(codebook))
    for coder, count in sorted(done.new.items()):
        tell(_("{coder}: {count} new codings").format(coder=coder, count=format_number(count)))
    if done.known:
        tell(_("{count} were there already.").format(count=format_number(done.known)))


@command.command(
    name="export",
    help=_(
        "Write all codings of the codebook in use to a CSV file, or JSON when the name ends in "
        ".json.\n\nExample: duiding code export exports/coderingen.csv"
    ),
)
@click.argument("path", type=click.Path(path_type=Path), metavar=_("FILE"))
@click.option("--force", is_flag=True, help=_("Write over a file that exists."))
@click.option("--dutch", is_flag=True, help=_("CSV for Excel with Dutch settings: ; and ,"))
@_codebook_option
@click.pass_obj
def export(session: Session, path: Path, force: bool, dutch: bool, codebook: str | None) -> None:
    """Write all codings to a file."""
    from duiding.exchange.codings import codings_of_other_codebooks, export_codings, list_codings

    with session.open_study() as study:
        book = study.codebook(codebook)
        listed = list_codings(study.database, book)
        others = codings_of_other_codebooks(study.database, book)
    export_codings(listed, path, overwrite=force, dutch=dutch)
    tell(_("{count} codings written to {path}").format(count=format_number(len(listed)), path=path))
    if others:
        tell(
            _(
                "{count} codings with codes of other codebooks are not in it; "
                "choose one with --codebook."
            ).format(count=format_number(others))
        )


for _other in (undo, redo, history):
    command.add_command(_other)
