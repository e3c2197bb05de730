"""``duiding export``: write draft chapters and tables."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.errors import ExitCode
from duiding.i18n import _, ngettext

if TYPE_CHECKING:
    from duiding.chapters import WrittenDraft

ALL = "all"


@click.group(name="export", help=_("Write draft chapters and tables to exports/."))
def command() -> None:
    """Group of the export commands."""


class _Quotes(click.ParamType[int | None]):
    """A number of quotes, or all of them (None)."""

    name = "quotes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """Return the number, or None for all."""
        text = str(value)
        if text == ALL:
            return None
        if not text.isdecimal() or int(text) < 1:
            self.fail(
                _("{value!r} is not a number from 1, nor: {all}.").format(value=text, all=ALL),
                param,
                ctx,
            )
        return int(text)


@command.command(
    help=_(
        "Write a Word file per theme and one with all themes. A draft that is there already is "
        "left alone: the new one gets a number behind its name.\n\n"
        "Examples: duiding export chapters · duiding export chapters --theme armoede --quotes all"
    ),
)
@click.option(
    "--theme",
    "themes",
    multiple=True,
    metavar="KEY",
    help=_("Only this theme (key or name), without the combined draft. May be repeated."),
)
@click.option(
    "--quotes",
    type=_Quotes(),
    default="3",
    metavar="N|all",
    show_default=True,
    help=_("Quotes per code at most."),
)
@click.option("--overwrite", is_flag=True, help=_("Replace drafts that are there already."))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help=_("Folder to write to (default: exports in the study)."),
)
@json_option
@click.pass_obj
def chapters(
    session: Session,
    themes: tuple[str, ...],
    quotes: int | None,
    overwrite: bool,
    folder: Path | None,
    as_json: bool,
) -> int:
    """Write the drafts and say where they are."""
    from duiding.chapters import count_files, draft_chapters

    with session.open_study() as study:
        codebook = study.codebook()
        with _progress(count_files(codebook, themes)) as step:
            written = draft_chapters(
                study.database,
                codebook,
                study.settings,
                folder or study.exports,
                themes=themes,
                quotes=quotes,
                overwrite=overwrite,
                on_file=step,
            )
    if as_json:
        print_json([_as_data(draft) for draft in written])
    else:
        for draft in written:
            click.echo(draft.path)
    _tell(written)
    return ExitCode.OK


@contextmanager
def _progress(files: int) -> Iterator[Callable[[str], object]]:
    """Show a bar on a terminal."""
    if not sys.stderr.isatty():
        yield str  # nothing to show
        return
    with click.progressbar(
        length=files,
        label=_("Drafts"),
        file=sys.stderr,
        item_show_func=lambda name: name or "",
    ) as bar:
        yield lambda name: bar.update(1, name)


def _as_data(draft: "WrittenDraft") -> dict[str, Any]:
    return {
        "file": str(draft.path),
        "theme": draft.theme,
        "quotes": draft.quotes,
        "left_alone": str(draft.instead_of) if draft.instead_of else None,
    }


def _tell(written: "Sequence[WrittenDraft]") -> None:
    for draft in written:
        if draft.instead_of:
            tell(
                _("{old} was there already and was left alone; the new draft is {new}.").format(
                    old=draft.instead_of, new=draft.path.name
                )
            )
    if any(draft.instead_of for draft in written):
        tell(_("To replace drafts, add --overwrite."))
    quotes = sum(draft.quotes for draft in written if draft.theme)
    if quotes:
        told = ngettext(
            "{count} quote, compared with its transcript.",
            "{count} quotes, compared with their transcripts.",
            quotes,
        )
        tell(told.format(count=quotes))
    else:
        tell(_("There are no codings yet: the drafts are skeletons, with hints for the writer."))
