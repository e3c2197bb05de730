"""How hits are shown: a line each, aligned on the hit, as wide as the window."""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence

import click

from duiding.cli.output import cell_width, tell
from duiding.i18n import _, format_number, ngettext
from duiding.search import Concordance, Hit, Mode
from duiding.text import shorten

_WIDE_ENOUGH = 100
_LEAST = 40
_WIDEST_PLACE = 24
_CODED, _NOT_CODED = "•", " "


def print_hits(hits: Sequence[Hit]) -> None:
    """Print a line for each hit: source and turn, what stands before it, the hit, what follows."""
    room = max(_LEAST, shutil.get_terminal_size((_WIDE_ENOUGH, 0)).columns)
    places = [f"{hit.source.name} {hit.turn.number}" for hit in hits]
    for hit, (place, before, middle, after) in zip(
        hits, line_cells(hits, places, room), strict=True
    ):
        mark = _CODED if hit.codes else _NOT_CODED
        line = f"{place} {mark} {before}{click.style(middle, bold=True)}{after}"
        click.echo(line.rstrip())


def line_cells(
    hits: Sequence[Hit], places: Sequence[str], room: int
) -> Iterator[tuple[str, str, str, str]]:
    """Yield what stands in the line of each hit, padded so that the hits stand below each other."""
    margin = min(_WIDEST_PLACE, room // 3, max(map(cell_width, places), default=0))
    rest = room - margin - 3  # a mark between blanks
    longest = max((cell_width(hit.text) for hit in hits), default=0)
    left = (rest - min(longest, rest // 3)) // 2
    for hit, place in zip(hits, places, strict=True):
        middle = first_cells(hit.text, rest - left)
        after = first_cells(hit.after, rest - left - cell_width(middle))
        yield (
            _padded(first_cells(place, margin), margin),
            _padded(last_cells(hit.before, left), left, on_the_left=True),
            middle,
            after,
        )


def _padded(text: str, cells: int, *, on_the_left: bool = False) -> str:
    blanks = " " * (cells - cell_width(text))
    return blanks + text if on_the_left else text + blanks


def first_cells(text: str, cells: int) -> str:
    """Return as much of the begin of a text as fits, marks with the letters they belong to."""
    end = width = 0
    for end, character in enumerate(text):
        width += cell_width(character)
        if width > cells:
            return text[:end]
    return text


def last_cells(text: str, cells: int) -> str:
    """Return as much of the end of a text as fits, marks with the letters they belong to."""
    width = 0
    start = len(text)
    for place in range(len(text) - 1, -1, -1):
        width += cell_width(text[place])
        if width > cells:
            break
        if not unicodedata.combining(text[place]):
            start = place
    return text[start:]


def tell_found(found: Concordance, shown: int) -> None:
    """Say how much was found, and what to do when it is nothing or not all is shown."""
    if not found.hits:
        _tell_nothing(found)
        return
    count = len(found.hits)
    tell(
        ngettext(
            "{hits} hit, in {sources} of {searched} sources.",
            "{hits} hits, in {sources} of {searched} sources.",
            count,
        ).format(hits=format_number(count), sources=found.sources, searched=found.searched)
        + (" " + _("• is coded already.") if any(hit.codes for hit in found.hits) else "")
    )
    if shown < count:
        tell(_("Shown are the first {shown}; for all: --limit 0").format(shown=shown))


def _tell_nothing(found: Concordance) -> None:
    query = found.query
    ways = {
        Mode.WORD: _("Try other forms (--lemma), compounds (--part), or * for any letters."),
        Mode.LEMMA: _("Try compounds (--part), or --word with * for any letters."),
        Mode.PART: _("Try --word with * for any letters."),
        Mode.REGEX: _("Try a simpler pattern, or --part."),
    }
    told = _("{term!r} was not found in {searched} sources.").format(
        term=shorten(query.term, _LEAST), searched=found.searched
    )
    filters = (
        *(query.sources, query.source_kinds, query.waves, query.speakers, query.roles),
        query.coded is not None,
    )
    wider = _("Or leave filters out.") if any(filters) else ""
    tell(" ".join(filter(None, (told, ways[query.mode], wider))))
