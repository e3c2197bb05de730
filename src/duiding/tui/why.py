"""What a suggestion rests on, looked up for showing: words in the text, coded fragments alike."""

from duiding.coding import Neighbour, Suggestion
from duiding.text import shorten
from duiding.tui.session import Session
from duiding.tui.view.reason import Alike, Why
from duiding.tui.view.units import Span

MOST_QUOTE = 160
"""Characters of a fragment that is alike."""


def why(session: Session, suggestion: Suggestion) -> Why:
    """Return the reason for a suggestion."""
    found = (_alike(session, neighbour) for neighbour in suggestion.evidence.nearest)
    return Why(
        session.code_name(suggestion.code_id),
        session.colour_of(suggestion.code_id),
        suggestion.score,
        suggestion.reason,
        tuple(alike for alike in found if alike is not None),
    )


def _alike(session: Session, neighbour: Neighbour) -> Alike | None:
    """Return a coded fragment, or None when its text is no longer in the study."""
    place = neighbour.fragment
    told = session.told(place.text_id)
    quote = told.text[place.start : place.end] if told else ""
    if told is None or not quote.strip():
        return None
    return Alike(
        shorten(quote, MOST_QUOTE),
        session.code_name(neighbour.code_id),
        session.colour_of(neighbour.code_id),
        told.source,
    )


def weighed_words(text: str, suggestion: Suggestion) -> list[Span]:
    """Return where the words stand that weighed; looked for when they came without places."""
    start, end = suggestion.fragment.start, suggestion.fragment.end
    if suggestion.evidence.words:
        return [(a, b) for a, b in suggestion.evidence.words if start <= a < b <= end]
    places = ((word, text.find(word, start, end)) for word in suggestion.reason if word)
    return [(place, place + len(word)) for word, place in places if place >= 0]
