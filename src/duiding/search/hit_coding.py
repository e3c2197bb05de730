"""Code all that was found, as one act that is undone as one."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from duiding.coding import Coding, Fragment, NewCoding, Origin, apply_codes
from duiding.coding.acts import CODE_HITS
from duiding.database import Database
from duiding.search import store
from duiding.search.model import Hit, Span, Unit
from duiding.sources import store as sources_store


@dataclass(frozen=True, slots=True)
class PlacesToCode:
    """What coding all hits would code, and what it would pass over."""

    fragments: tuple[Fragment, ...]
    """In the order of the hits; several hits in one sentence or turn give one."""
    known: int
    """Places that this coder coded with this code already, wholly or in part."""
    others: int
    """Hits in what interviewers and other non-respondents say."""
    quotes: tuple[str, ...] = ()
    """What the fragments say, in the same order."""
    hits: tuple[Hit, ...] = ()
    """The first hit in each of the fragments, in the same order."""


@dataclass(frozen=True, slots=True)
class CodedHits:
    """What coding all hits did."""

    new: tuple[Coding, ...]
    known: int
    others: int


def places_to_code(
    database: Database,
    hits: Iterable[Hit],
    code_id: str,
    coder_id: str,
    *,
    unit: Unit = Unit.SENTENCE,
    everybody: bool = False,
) -> PlacesToCode:
    """Return what ``code_hits`` would code, without changing anything."""
    hits = list(hits)
    counted = [hit for hit in hits if everybody or hit.turn.is_respondent]
    places: dict[Fragment, Hit] = {}
    for hit in counted:
        places.setdefault(Fragment(hit.source.text_id, *_span(hit, unit)), hit)
    texts = {place.text_id for place in places}
    stand = {key: _own(database, key, code_id, coder_id) for key in texts}
    said = {key: sources_store.text_of(database, key) or "" for key in texts}
    fresh = tuple(place for place in places if not _overlaps(stand[place.text_id], place))
    return PlacesToCode(
        fresh,
        known=len(places) - len(fresh),
        others=len(hits) - len(counted),
        quotes=tuple(said[place.text_id][place.start : place.end] for place in fresh),
        hits=tuple(places[place] for place in fresh),
    )


def code_hits(
    database: Database,
    hits: Iterable[Hit],
    code_id: str,
    coder_id: str,
    *,
    unit: Unit = Unit.SENTENCE,
    everybody: bool = False,
) -> CodedHits:
    """Code the sentence (or turn, or just the words) of every hit, as one act undone as one.

    Only what respondents say is coded, unless ``everybody``; a place that overlaps a coding of
    this coder with this code is passed over. Raises NotFound when a text, the code or the coder is
    not in the study (any more); then nothing is changed.
    """
    places = places_to_code(database, hits, code_id, coder_id, unit=unit, everybody=everybody)
    news = [NewCoding(code_id, fragment) for fragment in places.fragments]
    made = apply_codes(database, news, coder_id=coder_id, origin=Origin.SEARCH, name=CODE_HITS)
    known = places.known + len(news) - len(made)
    return CodedHits(tuple(made), known, places.others)


def _span(hit: Hit, unit: Unit) -> Span:
    if unit is Unit.SENTENCE:
        return hit.sentence
    return (hit.start, hit.end) if unit is Unit.HIT else (hit.turn.start, hit.turn.end)


def _own(database: Database, text_id: str, code_id: str, coder_id: str) -> list[Span]:
    """Return the stretches that a coder coded with a code, by start."""
    return [
        (start, end)
        for start, end, code, coder in store.coded_places(database, text_id)
        if code == code_id and coder == coder_id
    ]


def _overlaps(spans: list[Span], place: Fragment) -> bool:
    before = bisect_left(spans, (place.end, 0))
    return any(end > place.start for _start, end in spans[:before])
