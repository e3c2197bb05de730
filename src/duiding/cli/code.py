"""``duiding code``: apply, remove, list, import and export codings; undo and redo."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from duiding.cli._code_history import history, redo, undo
from duiding.cli._code_shown import QUOTE_WIDTH, SHORTEST_ID, print_codings
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.errors import NotFound, Refused
from duiding.i18n import _, format_number
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.coding import Fragment
    from duiding.sources import Transcript


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
        "Apply a code to a turn, to one of its sentences or to a quote in it.\n\n"
        'Example: duiding code apply interview-01 schaamte --turn 4 --quote "Die schaamte is er."'
    )
)
@click.argument("source", metavar=_("SOURCE"))
@click.argument("code", metavar=_("CODE"))
@click.option("--turn", type=click.IntRange(1), required=True, help=_("Number of the turn."))
@click.option("--sentence", type=click.IntRange(1), help=_("Number of the sentence in the turn."))
@click.option("--quote", help=_("Text in the turn, to the letter."))
@click.pass_obj
def apply(
    session: Session, source: str, code: str, turn: int, sentence: int | None, quote: str | None
) -> None:
    """Apply a code and say what was coded."""
    from duiding.codebook import find_code
    from duiding.coding import apply_code
    from duiding.sources import find_source, read_transcript

    if sentence is not None and quote is not None:
        raise click.UsageError(_("Give --sentence or --quote, not both."))
    with session.open_study() as study:
        found = find_code(study.codebook(), code)
        transcript = read_transcript(study.database, find_source(study.database, source))
        coding = apply_code(
            study.database,
            code_id=found.id,
            fragment=_fragment(transcript, turn, sentence, quote),
            coder_id=study.coder_id(session.coder),
        )
    click.echo(f"{coding.id}  {found.key}  {shorten(coding.quote, QUOTE_WIDTH)}")


def _fragment(
    transcript: "Transcript", number: int, sentence: int | None, quote: str | None
) -> "Fragment":
    from duiding.coding import Fragment
    from duiding.language.sentences import split_sentences

    name = transcript.source.name
    turn = next((turn for turn in transcript.turns if turn.number == number), None)
    if turn is None:
        raise NotFound(
            _("{source} has no turn {number}; it has {last}.").format(
                source=name, number=number, last=len(transcript.turns)
            )
        )
    start, end = turn.start, turn.end
    if sentence is not None:
        spans = split_sentences(transcript.text, start, end)
        if sentence > len(spans):
            raise NotFound(
                _("Turn {turn} of {source} has {count} sentences.").format(
                    turn=number, source=name, count=len(spans)
                )
            )
        start, end = spans[sentence - 1]
    elif quote is not None:
        place = transcript.text.find(quote, start, end)
        if not quote or place < 0:
            raise NotFound(
                _("This quote does not stand in turn {turn} of {source}.").format(
                    turn=number, source=name
                )
            )
        start, end = place, place + len(quote)
    return Fragment(transcript.source.text_id, start, end)


@command.command(
    help=_("Remove a coding of your own by the end of its id.\n\nExample: duiding code remove 3f9c")
)
@click.argument("identifier", metavar=_("ID"))
@click.pass_obj
def remove(session: Session, identifier: str) -> None:
    """Remove a coding and say which."""
    from duiding.coding import all_codings, remove_coding

    with session.open_study() as study:
        fits = [c for c in all_codings(study.database) if c.id.endswith(identifier.lower())]
        if len(identifier) < SHORTEST_ID or not fits:
            raise NotFound(
                _("There is no coding {id!r}. See the ids with: duiding code list").format(
                    id=identifier
                )
            )
        if len(fits) > 1:
            raise Refused(
                _("{count} codings have an id that ends in {id!r}; give more of it.").format(
                    count=len(fits), id=identifier
                )
            )
        gone = remove_coding(study.database, fits[0].id, coder_id=study.coder_id(session.coder))
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
@click.option("--kind", metavar=_("KIND"), help=_("Only codes of this kind."))
@click.option("--coded-by", "coder", metavar=_("NAME"), help=_("Only by this coder."))
@json_option
@click.pass_obj
def list_(
    session: Session,
    source: str | None,
    code: str | None,
    theme: str | None,
    kind: str | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Print the codings that are asked for."""
    from duiding.codebook import find_code
    from duiding.exchange.codings import codings_table, list_codings
    from duiding.exchange.tables import table_data

    with session.open_study() as study:
        book = study.codebook()
        keys = [
            {found.key for found in book.branch_of(find_code(book, name))}
            for name in (code, theme)
            if name
        ]
        shown = [
            item
            for item in list_codings(study.database, book)
            if source in (None, item.source.name)
            and kind in (None, item.kind)
            and coder in (None, item.coding.coder.name)
            and all(item.code in chosen for chosen in keys)
        ]
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
@click.pass_obj
def import_(session: Session, path: Path) -> None:
    """Import codings and say how many are new, by coder."""
    from duiding.exchange.codings import import_codings

    with session.open_study() as study:
        done = import_codings(study.database, path, study.codebook())
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
@click.pass_obj
def export(session: Session, path: Path, force: bool) -> None:
    """Write all codings to a file."""
    from duiding.exchange.codings import export_codings, list_codings

    with session.open_study() as study:
        listed = list_codings(study.database, study.codebook())
    export_codings(listed, path, overwrite=force)
    tell(_("{count} codings written to {path}").format(count=format_number(len(listed)), path=path))


for _other in (undo, redo, history):
    command.add_command(_other)
