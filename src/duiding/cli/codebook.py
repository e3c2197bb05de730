"""``duiding codebook``: import, export and list codebooks."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell, tell_error
from duiding.errors import DuidingError, ExitCode
from duiding.i18n import _

if TYPE_CHECKING:
    from duiding.codebook import Codebook, ImportedCodebook
    from duiding.database import Database


@click.group(name="codebook", help=_("Import, export and list codebooks."))
def command() -> None:
    """Group of the codebook commands."""


@command.command(
    name="import",
    help=_(
        "Bring codebooks (YAML) into the study. The same file again changes nothing; codes that "
        "vanished from a file stay in the study.\n\n"
        "Example: duiding codebook import codebooks/nulmeting-2021.yaml"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@json_option
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """Import each file; a bad one does not stop the others."""
    from duiding.cli._codebook_import import as_data, tell_import
    from duiding.codebook import import_codebook

    done: list[ImportedCodebook] = []
    bad: list[dict[str, str]] = []
    with session.open_study() as study:
        coder_id = study.coder_id(session.coder)
        for path in files:
            try:
                done.append(import_codebook(study.database, path, coder_id=coder_id))
            except DuidingError as error:
                bad.append({"file": str(path), "error": str(error)})
                tell_error(str(error))
    if as_json:
        print_json([*map(as_data, done), *bad])
    else:
        for result in done:
            tell_import(result)
    if bad:
        return ExitCode.PARTLY if done else ExitCode.FAILED
    return ExitCode.OK


@command.command(
    help=_(
        "Write a codebook as YAML that imports to the same codebook. A file that is there keeps "
        "its comments and is changed only with --force.\n\n"
        "Example: duiding codebook export codebooks/nulmeting-2021.yaml --force"
    )
)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--codebook", "key", help=_("Key of the codebook (default: the one in use)."))
@click.option("--force", is_flag=True, help=_("Change the file when it is there."))
@click.pass_obj
def export(session: Session, path: Path, key: str | None, force: bool) -> None:
    """Export one codebook."""
    from duiding.codebook import export_codebook

    with session.open_study() as study:
        done = export_codebook(study.database, study.codebook(key).key, path, force=force)
    text = (
        _("{path}: codebook {key} written, {n} codes.")
        if done.written
        else _("{path}: says the same already; nothing was written.")
    )
    tell(text.format(path=path, key=done.codebook.key, n=len(done.codebook.codes)))


@command.command(
    name="list",
    help=_(
        "Show the tree of a codebook: kind of each code and number of its codings.\n\n"
        "Examples: duiding codebook list · duiding codebook list regiodeal-2023 --crosswalk"
    ),
)
@click.argument("key", required=False, metavar="[CODEBOOK]")
@click.option("--all", "all_books", is_flag=True, help=_("List the codebooks of the study."))
@click.option(
    "--crosswalk", "as_crosswalk", is_flag=True, help=_("Show what became of earlier codes.")
)
@json_option
@click.pass_obj
def list_(
    session: Session, key: str | None, all_books: bool, as_crosswalk: bool, as_json: bool
) -> None:
    """List codes, codebooks or the crosswalk."""
    from duiding.codebook import list_codebooks

    with session.open_study() as study:
        if all_books:
            _print_books(list_codebooks(study.database), as_json)
            return
        book = study.codebook(key)
        if as_crosswalk:
            _print_crosswalk(study.database, book, as_json)
        else:
            _print_tree(study.database, book, as_json)


def _print_books(books: "list[Codebook]", as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {"codebook": b.key, "name": b.name, "wave": b.wave, "codes": len(b.codes)}
                for b in books
            ]
        )
        return
    print_table(
        (_("codebook"), _("name"), _("themes"), _("codes")),
        [(b.key, b.name, len(b.themes), len(b.codes) - len(b.themes)) for b in books],
        right=(2, 3),
    )


def _print_tree(database: "Database", book: "Codebook", as_json: bool) -> None:
    from duiding.codebook import codings_per_code, kind_name

    counts = codings_per_code(database, book.id)
    if as_json:
        print_json(
            [
                {
                    "key": code.key,
                    "name": code.name,
                    "kind": code.kind.value,
                    "parent": book.by_id[code.parent_id].key if code.parent_id else None,
                    "related_theme": _key(book, code.related_theme_id),
                    "definition": code.definition,
                    "keywords": code.keywords,
                    "colour": book.colour_of(code),
                    "codings": counts.get(code.id, 0),
                }
                for code in book.codes
            ]
        )
        return
    tell(f"{book.name} ({book.key})")
    print_table(
        (_("code"), _("kind"), _("key"), _("codings")),
        [
            (
                "  " * code.key.count("/") + code.name,
                kind_name(code.kind),
                code.key.rpartition("/")[2],
                counts.get(code.id, 0),
            )
            for code in book.codes
        ],
        right=(3,),
    )


def _key(book: "Codebook", code_id: str | None) -> str | None:
    return book.by_id[code_id].key if code_id else None


def _print_crosswalk(database: "Database", book: "Codebook", as_json: bool) -> None:
    from duiding.codebook import crosswalk

    rows = crosswalk(database, book)
    if as_json:
        print_json(
            [
                {
                    "from_codebook": row.from_codebook,
                    "from": row.from_key,
                    "known": row.from_code_id is not None,
                    "to": row.to_key,
                    "note": row.note,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        tell(_("The codebook {key} has no crosswalk.").format(key=book.key))
        return
    print_table(
        (_("from"), _("to"), _("note")),
        [
            (
                f"{row.from_codebook}: {row.from_key}" + ("" if row.from_code_id else " ?"),
                row.to_key,
                row.note,
            )
            for row in rows
        ],
    )
    if any(row.from_code_id is None for row in rows):
        tell(_("? = this code of the earlier codebook is not in the study."))
