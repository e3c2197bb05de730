"""Why a suggestion was made, and what was decided at its place: all that a reader can ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duiding.codebook import Code, Codebook
from duiding.coding import decision_store, store
from duiding.coding.decisions import Decision, decision_of
from duiding.coding.model import Coding, Fragment, Neighbour, Suggestion
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import N_, _
from duiding.sources import Source, Transcript, Turn, list_sources, read_transcript

Span = tuple[int, int]

_ENGINES = {
    "terms": N_("words of the code"),
    "learned": N_("learned from earlier codings"),
    "nearest": N_("like coded fragments"),
    "combined": N_("all ways of looking together"),
}


@dataclass(frozen=True, slots=True)
class NearFragment:
    """A coded fragment that is like a suggested one, with its words."""

    fragment: Fragment
    quote: str
    source: Source
    code: Code | None
    """None when its code is of another codebook."""
    similarity: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A suggestion with everything it rests on."""

    suggestion: Suggestion
    source: Source
    turn: Turn | None
    code: Code
    before: str
    """The turn up to the suggested place."""
    after: str
    """The turn after the suggested place."""
    words: tuple[Span, ...]
    """Where the words that weighed stand in the text, in order."""
    nearest: tuple[NearFragment, ...]
    decisions: tuple[Decision, ...]
    """Earlier decisions of the coder on suggestions in this place, of whatever code."""
    codings: tuple[Coding, ...]
    """What the coder coded in this place."""


def engine_name(engine: str) -> str:
    """Return what an engine goes by, in plain words in the language in use."""
    return _(_ENGINES[engine]) if engine in _ENGINES else engine


def weighed_words(suggestion: Suggestion) -> tuple[Span, ...]:
    """Return where in the text the words stand that weighed, in order and without overlap."""
    place = suggestion.fragment
    spans = suggestion.evidence.words or _found(suggestion)
    kept: list[Span] = []
    for start, end in sorted((max(s, place.start), min(e, place.end)) for s, e in spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        elif start < end:
            kept.append((start, end))
    return tuple(kept)


def _found(suggestion: Suggestion) -> Sequence[Span]:
    """Return where the words of the reason stand, of a suggestion that does not say so itself."""
    begin = suggestion.fragment.start
    return [
        (begin + found.start(), begin + found.end())
        for word in suggestion.reason
        if word and (found := re.search(rf"(?<!\w){re.escape(word)}", suggestion.quote))
    ]


def near_fragments(
    database: Database, codebook: Codebook, suggestion: Suggestion
) -> tuple[NearFragment, ...]:
    """Return the coded fragments that a suggestion is like, the nearest first.

    Those of a source that was removed or corrected since are left out.
    """
    nearest = suggestion.evidence.nearest
    if not nearest:
        return ()
    sources = {item.text_id: item for item in list_sources(database)}
    return tuple(
        _near(database, codebook, near, sources[near.fragment.text_id])
        for near in nearest
        if near.fragment.text_id in sources
    )


def _near(database: Database, codebook: Codebook, near: Neighbour, source: Source) -> NearFragment:
    place = near.fragment
    quote = decision_store.quote_at(database, place.text_id, place.start, place.end)
    code = codebook.by_id.get(near.code_id)
    return NearFragment(place, quote, source, code, near.similarity)


def explain_suggestion(
    database: Database, codebook: Codebook, suggestion: Suggestion
) -> Explanation:
    """Return a suggestion with what it rests on and what was decided in its place.

    Raises NotFound when its code is not in the codebook, or its source is gone.
    """
    code = codebook.by_id.get(suggestion.code_id)
    place = suggestion.fragment
    source = next((s for s in list_sources(database) if s.text_id == place.text_id), None)
    if code is None or source is None:
        raise NotFound(
            _("This suggestion belongs to another codebook or to an older text of its source.")
        )
    transcript = read_transcript(database, source)
    turn = transcript.turn_at(place.start)
    begin, end = (turn.start, turn.end) if turn else (place.start, place.end)
    return Explanation(
        suggestion=suggestion,
        source=source,
        turn=turn,
        code=code,
        before=transcript.text[begin : place.start],
        after=transcript.text[place.end : end],
        words=weighed_words(suggestion),
        nearest=near_fragments(database, codebook, suggestion),
        decisions=_decisions_here(database, codebook, suggestion, transcript),
        codings=tuple(
            coding
            for coding in store.codings_of_text(database, place.text_id)
            if coding.coder.id == suggestion.coder_id and _overlap(coding.fragment, place)
        ),
    )


def _decisions_here(
    database: Database, codebook: Codebook, suggestion: Suggestion, transcript: Transcript
) -> tuple[Decision, ...]:
    rows = decision_store.decided(
        database, coder_id=suggestion.coder_id, text_id=suggestion.fragment.text_id
    )
    return tuple(
        decision_of(
            row,
            codebook.by_id[row.suggestion.code_id],
            transcript.source,
            transcript.turn_at(row.suggestion.fragment.start),
        )
        for row in rows
        if row.suggestion.code_id in codebook.by_id
        and _overlap(row.suggestion.fragment, suggestion.fragment)
    )


def _overlap(one: Fragment, other: Fragment) -> bool:
    return one.start < other.end and other.start < one.end
