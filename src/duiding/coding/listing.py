"""Suggestions as their coder goes through them: in order, each with a short id."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from duiding.codebook import Code, Codebook
from duiding.coding import decision_store, store
from duiding.coding.model import Suggestion, SuggestionStatus
from duiding.database import Database
from duiding.errors import NotFound, Refused
from duiding.i18n import _
from duiding.sources import Source, Transcript, Turn, list_sources, read_transcript

SHORTEST_ID = 4


class Order(StrEnum):
    """In what order suggestions come."""

    CERTAIN = "certain"
    """The highest score first."""
    UNCERTAIN = "uncertain"
    """The score nearest to a half first: there a decision teaches most (uncertainty sampling, as
    in Lewis and Gale 1994)."""


@dataclass(frozen=True, slots=True)
class ListedSuggestion:
    """An open suggestion with what a reader needs to decide."""

    suggestion: Suggestion
    short_id: str
    """The last characters of the id, as many as make it unique among the open ones."""
    source: Source
    turn: Turn | None
    code: Code


def list_suggestions(
    database: Database,
    codebook: Codebook,
    *,
    coder_id: str,
    threshold: float = 0.0,
    order: str = Order.CERTAIN,
    source: Source | None = None,
    code: Code | None = None,
    min_score: float = 0.0,
) -> list[ListedSuggestion]:
    """Return what a coder is to judge, with codes of the codebook, in the order asked for.

    These are the suggestions to that coder at or above the threshold of their code (without one:
    ``threshold``) and at or above ``min_score``, with codes that are switched on. ``code`` limits
    them to that code and what is below it: give a theme for its whole branch.
    """
    codes = {found.id: found for found in (codebook.branch_of(code) if code else codebook.codes)}
    sources = {item.text_id: item for item in ([source] if source else list_sources(database))}
    shown = decision_store.shown_suggestions(database, coder_id=coder_id, threshold=threshold)
    length = _unique_length(store.suggestion_ids(database, coder_id))
    transcripts: dict[str, Transcript] = {}
    listed: list[ListedSuggestion] = []
    for item in shown:
        found = codes.get(item.code_id)
        home = sources.get(item.fragment.text_id)
        if found is None or home is None or item.score < min_score:
            continue
        if home.id not in transcripts:
            transcripts[home.id] = read_transcript(database, home)
        turn = transcripts[home.id].turn_at(item.fragment.start)
        listed.append(ListedSuggestion(item, item.id[-length:], home, turn, found))
    rank = rank_of(order)
    return sorted(listed, key=lambda one: (*rank(one.suggestion.score), *_place(one)))


def rank_of(order: str) -> Callable[[float], tuple[float, ...]]:
    """Return what sorts scores in an order; equal doubt: the higher score first."""
    if Order(order) is Order.UNCERTAIN:
        return lambda score: (round(abs(score - 0.5), 6), -score)
    return lambda score: (-score,)


def _place(listed: ListedSuggestion) -> tuple[str, int, int, int, str]:
    suggestion = listed.suggestion
    fragment = suggestion.fragment
    return (listed.source.name, fragment.start, fragment.end, listed.code.position, suggestion.id)


def find_suggestions(
    database: Database, ids: Iterable[str], *, coder_id: str, decided: bool = False
) -> list[Suggestion]:
    """Return a coder's open suggestions with these ids; a unique beginning or end will do.

    With ``decided`` those that are no longer open are found too. Raises NotFound for an id that
    fits none or several, Refused for one that is not open or was made for another coder.
    """
    everything = store.suggestions(database)
    found: dict[str, Suggestion] = {}
    for wanted in ids:
        suggestion = _find(database, everything, wanted, coder_id, decided)
        found[suggestion.id] = suggestion
    return list(found.values())


def _find(
    database: Database, everything: Sequence[Suggestion], wanted: str, coder_id: str, decided: bool
) -> Suggestion:
    part = wanted.strip().lower()
    fitting = [s for s in everything if part and (s.id.startswith(part) or s.id.endswith(part))]
    own = [s for s in fitting if s.coder_id == coder_id]
    good = [s for s in own if s.status is SuggestionStatus.OPEN] or (own if decided else [])
    if len(good) == 1:
        return good[0]
    if good:
        raise NotFound(
            _("{id!r} fits {number} suggestions; give more characters.").format(
                id=wanted, number=len(good)
            )
        )
    if own:
        raise Refused(_why_not(own[0], wanted))
    if fitting:
        other = store.coder_by_id(database, fitting[0].coder_id)
        raise Refused(made_for_another(other.name if other else ""))
    raise NotFound(
        _("There is no suggestion {id!r}. See: duiding suggestions list").format(id=wanted)
    )


def _why_not(suggestion: Suggestion, wanted: str) -> str:
    if suggestion.status is SuggestionStatus.WITHDRAWN:
        return _("Suggestion {id!r} is no longer made.").format(id=wanted)
    return _("Suggestion {id!r} was decided already.").format(id=wanted)


def made_for_another(coder: str) -> str:
    """Return the sentence for a suggestion that is another coder's to decide."""
    return _("This suggestion was made for {coder}; only that coder can decide on it.").format(
        coder=coder
    )


def _unique_length(ids: Sequence[str]) -> int:
    length = SHORTEST_ID
    while len({key[-length:] for key in ids}) < len(ids):
        length += 1
    return length
