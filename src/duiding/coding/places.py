"""Finding the stretch of text, or the coding, that a person names."""

import re
from collections.abc import Iterable

from duiding.coding import store
from duiding.coding.model import Coder, Coding, Fragment
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.language.sentences import split_sentences
from duiding.sources import Transcript, Turn

SHORTEST_ID = 4
"""Fewer characters of an id than this are a typing error."""
_MOST = 5

Span = tuple[int, int]


def find_quote(text: str, quote: str, first: int, last: int) -> list[Span]:
    """Return where a quote begins in ``text[first:last]``; any blanks stand for any others.

    It may end beyond ``last``: a coding can reach into the next turn.
    """
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    spans = []
    found = pattern.search(text, first) if quote.strip() else None
    while found and found.start() < last:
        spans.append(found.span())
        found = pattern.search(text, found.start() + 1)
    return spans


def find_turn(transcript: Transcript, number: int) -> Turn:
    """Return the turn with this number. Raises NotFound with the number of the last one."""
    turns = transcript.turns
    if 1 <= number <= len(turns) and turns[number - 1].number == number:
        return turns[number - 1]
    found = next((turn for turn in turns if turn.number == number), None)
    if found is None:
        raise NotFound(
            _("{source} has no turn {number}; it has {last}.").format(
                source=transcript.source.name, number=number, last=len(turns)
            )
        )
    return found


def fragment_of_turn(
    transcript: Transcript, number: int, *, sentence: int | None = None, quote: str | None = None
) -> Fragment:
    """Return a whole turn, one of its sentences (counted from 1), or a quote in it.

    Raises NotFound when it is not there, or when the quote stands there more than once.
    """
    turn, text_id = find_turn(transcript, number), transcript.source.text_id
    if sentence is not None:
        return Fragment(text_id, *_sentence(transcript, turn, sentence))
    if quote is not None:
        return Fragment(text_id, *_only_quote(transcript, turn, quote))
    return Fragment(text_id, turn.start, turn.end)


def _sentence(transcript: Transcript, turn: Turn, sentence: int) -> Span:
    spans = split_sentences(transcript.text, turn.start, turn.end)
    if not 1 <= sentence <= len(spans):
        raise NotFound(
            _("Turn {turn} of {source} has no sentence {number}; it has {last}.").format(
                turn=turn.number, source=transcript.source.name, number=sentence, last=len(spans)
            )
        )
    return spans[sentence - 1]


def _only_quote(transcript: Transcript, turn: Turn, quote: str) -> Span:
    spans = find_quote(transcript.text, quote, turn.start, turn.end)
    if not spans:
        raise NotFound(
            _("This quote does not stand in turn {turn} of {source}.").format(
                turn=turn.number, source=transcript.source.name
            )
        )
    if len(spans) > 1:
        raise NotFound(
            _(
                "This quote stands {count} times in turn {turn} of {source}; give more of it, "
                "or --start and --end: {places}."
            ).format(
                count=len(spans),
                turn=turn.number,
                source=transcript.source.name,
                places=", ".join(f"{start} {end}" for start, end in spans[:_MOST]),
            )
        )
    return spans[0]


def find_coder(database: Database, name: str) -> Coder:
    """Return the coder with this name. Raises NotFound, with the names that there are."""
    coders = store.all_coders(database)
    found = next((coder for coder in coders if coder.name == name), None)
    if found is None:
        raise NotFound(
            _("There is no coder {name!r} in the study; known are: {known}.").format(
                name=name, known=", ".join(coder.name for coder in coders) or "-"
            )
        )
    return found


def find_codings(database: Database, ids: Iterable[str]) -> list[Coding]:
    """Return the codings with these ids; the unique end or beginning of an id will do.

    Raises NotFound for an id that fits none or several.
    """
    everything = store.all_codings(database)
    found: dict[str, Coding] = {}
    for wanted in ids:
        part = wanted.strip().lower()
        fitting = [c for c in everything if c.id.endswith(part)]
        fitting = fitting or [c for c in everything if c.id.startswith(part)]
        if len(part) < SHORTEST_ID or not fitting:
            raise NotFound(
                _("There is no coding {id!r}. See the ids with: duiding code list").format(
                    id=wanted
                )
            )
        if len(fitting) > 1:
            raise NotFound(
                _("{id!r} fits {number} codings; give more characters.").format(
                    id=wanted, number=len(fitting)
                )
            )
        found[fitting[0].id] = fitting[0]
    return list(found.values())
