"""How open suggestions are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from duiding.i18n import _, format_number
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.codebook import Codebook
    from duiding.coding.listing import ListedSuggestion

SENTENCE_WIDTH = 92


def print_list(shown: Sequence["ListedSuggestion"]) -> None:
    """Print two lines for each: what it is, and the sentence."""
    for item in shown:
        head = (
            item.short_id,
            format_number(item.suggestion.score, 2),
            _("{source}, turn {turn}").format(
                source=item.source.name, turn=item.turn.number if item.turn else "-"
            ),
            item.code.key,
            _("because of: {words}").format(words=", ".join(item.suggestion.reason)),
        )
        click.echo("  ".join(head))
        click.echo("    " + shorten(item.suggestion.quote, SENTENCE_WIDTH))


def suggestion_data(item: "ListedSuggestion", codebook: "Codebook") -> dict[str, Any]:
    """Return an open suggestion as data for JSON."""
    suggestion = item.suggestion
    return {
        "id": suggestion.id,
        "source": item.source.name,
        "turn": item.turn.number if item.turn else None,
        "speaker": item.turn.speaker.label if item.turn and item.turn.speaker else None,
        "code": item.code.key,
        "theme": codebook.theme_of(item.code).key,
        "score": suggestion.score,
        "words": list(suggestion.reason),
        "quote": suggestion.quote,
        "start": suggestion.fragment.start,
        "end": suggestion.fragment.end,
        "engine": suggestion.engine,
        "engine_version": suggestion.engine_version,
    }
