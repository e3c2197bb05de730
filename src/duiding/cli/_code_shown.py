"""How codings are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from duiding.cli.output import print_table, tell
from duiding.i18n import _, format_number
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.exchange.codings import ListedCoding

QUOTE_WIDTH = 60
SHORTEST_ID = 4


def print_codings(shown: Sequence["ListedCoding"]) -> None:
    """Print a line for each coding."""
    length = _unique_length([item.coding.id for item in shown])
    print_table(
        (_("id"), _("source"), _("turn"), _("time"), _("code"), _("coder"), _("quote")),
        [
            (
                item.coding.id[-length:],
                item.source.name,
                item.turn or "",
                item.time,
                item.code,
                item.coding.coder.name,
                shorten(item.coding.quote, QUOTE_WIDTH),
            )
            for item in shown
        ],
        right=(2,),
    )
    tell(_("{count} codings").format(count=format_number(len(shown))))


def _unique_length(ids: list[str]) -> int:
    length = SHORTEST_ID
    while len({key[-length:] for key in ids}) < len(ids):
        length += 1
    return length
