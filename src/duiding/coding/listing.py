"""Open suggestions as a person goes through them: the best first, each with a short id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duiding.codebook import Code, Codebook
from duiding.coding import store
from duiding.coding.model import Suggestion, SuggestionStatus
from duiding.database import Database
from duiding.errors import NotFound, Refused
from duiding.i18n import _
from duiding.sources import Source, Transcript, Turn, list_sources, read_transcript

SHORTEST_ID = 4


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
    source: Source | None = None,
    code: Code | None = None,
    min_score: float = 0.0,
) -> list[ListedSuggestion]:
    """Return the open suggestions with codes of the codebook, the highest score first.

    ``code`` limits them to that code and what is below it: give a theme for its whole branch.
    """
    codes = {found.id: found for found in (codebook.branch_of(code) if code else codebook.codes)}
    sources = {item.text_id: item for item in ([source] if source else list_sources(database))}
    stand = store.suggestions(database, status=SuggestionStatus.OPEN)
    length = _unique_length([item.id for item in stand])
    transcripts: dict[str, Transcript] = {}
    listed: list[ListedSuggestion] = []
    for item in stand:
        found = codes.get(item.code_id)
        home = sources.get(item.fragment.text_id)
        if found is None or home is None or item.score < min_score:
            continue
        if home.id not in transcripts:
            transcripts[home.id] = read_transcript(database, home)
        turn = transcripts[home.id].turn_at(item.fragment.start)
        listed.append(ListedSuggestion(item, item.id[-length:], home, turn, found))
    return sorted(listed, key=_best_first)


def _best_first(listed: ListedSuggestion) -> tuple[float, str, int, int]:
    fragment = listed.suggestion.fragment
    return -listed.suggestion.score, listed.source.name, fragment.start, listed.code.position


def find_suggestions(database: Database, ids: Iterable[str]) -> list[Suggestion]:
    """Return the open suggestions with these ids; the unique beginning or end of an id will do.

    Raises NotFound for an id that fits none or several, Refused for one that was decided already.
    """
    everything = store.suggestions(database)
    found: dict[str, Suggestion] = {}
    for wanted in ids:
        suggestion = _find(everything, wanted)
        found[suggestion.id] = suggestion
    return list(found.values())


def _find(everything: Sequence[Suggestion], wanted: str) -> Suggestion:
    part = wanted.strip().lower()
    fitting = [s for s in everything if part and (s.id.startswith(part) or s.id.endswith(part))]
    still_open = [s for s in fitting if s.status is SuggestionStatus.OPEN]
    if len(still_open) == 1:
        return still_open[0]
    if still_open:
        raise NotFound(
            _("{id!r} fits {number} suggestions; give more characters.").format(
                id=wanted, number=len(still_open)
            )
        )
    if fitting:
        raise Refused(_("Suggestion {id!r} was decided already.").format(id=wanted))
    raise NotFound(
        _("There is no suggestion {id!r}. See: duiding suggestions list").format(id=wanted)
    )


def _unique_length(ids: Sequence[str]) -> int:
    length = SHORTEST_ID
    while len({key[-length:] for key in ids}) < len(ids):
        length += 1
    return length
