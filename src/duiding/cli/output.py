"""How the command line speaks: stdout is data, stderr is talk."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from duiding.i18n import _


def tell(message: str) -> None:
    """Say something to the user, beside the data."""
    click.echo(_clean(message), err=True)


def tell_error(message: str) -> None:
    """Say in one sentence what went wrong.

    Names of files stand in it as they are on the disk, so it is cleaned like text from outside.
    """
    click.echo(f"duiding: {_clean(message)}", err=True)


def _clean(message: str) -> str:
    from duiding.text import clean  # not needed to show help

    return clean(message)


def program() -> str:
    """Return how the user can start duiding again: its name, or the path that was used now."""
    import shutil
    from pathlib import Path

    script, found = Path(sys.argv[0]), shutil.which("duiding")
    if script.stem != "duiding" or (found and Path(found).resolve() == script.resolve()):
        return "duiding"
    return str(script)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json`` to a command that prints data."""
    return click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))(command)


def print_json(data: Any) -> None:
    """Print data as JSON."""
    import json

    json.dump(data, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def print_table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()
) -> None:
    """Print a plain table; the columns in ``right`` are aligned to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(cell_width, column)) for column in zip(headers, *lines, strict=True)]
    for line in (list(headers), ["─" * width for width in widths], *lines):
        cells = [
            " " * (width - cell_width(cell)) + cell
            if index in right
            else cell + " " * (width - cell_width(cell))
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def cell_width(text: str) -> int:
    """Return how many cells a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
