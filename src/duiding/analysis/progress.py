"""How far the coding is: per source and per theme, fast enough for a screen that opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from duiding.analysis import store
from duiding.codebook import Code, Codebook
from duiding.coding import shown_suggestion_counts
from duiding.database import Database
from duiding.sources import Source, list_sources


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far the coding of one source is."""

    source: Source
    words: int
    """Words spoken, of all speakers."""
    respondent_turns: int
    coded_turns: int
    """Turns of respondents that overlap at least one coding, of whatever coder or codebook."""
    codings: int
    open_suggestions: int
    """What waits for a decision: of one coder as shown to that coder, or of all coders."""
    coders: tuple[str, ...]
    """Who coded, by name."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How much stands under one theme, its own codings and those of all codes below it."""

    theme: Code
    fragments: int
    """Distinct stretches: one that several coders or codes of the theme mark counts once."""
    sources: int
    """Sources with at least one of these fragments."""


def source_progress(
    database: Database, *, coder_id: str | None = None, threshold: float = 0.0
) -> list[SourceProgress]:
    """Return the progress of every source, by name.

    With ``coder_id`` the suggestions are those that wait for that coder, at or above the threshold
    of their code (without one: ``threshold``, that of the study).
    """
    words = store.words_per_text(database)
    turns = store.respondent_turns(database)
    stretches = store.coded_stretches(database)
    codings = store.codings_per_text(database)
    if coder_id is None:
        suggestions = store.open_suggestions_per_text(database)
    else:
        suggestions = shown_suggestion_counts(database, coder_id, threshold)
    coders = store.coders_per_text(database)
    return [
        SourceProgress(
            source=source,
            words=words.get(source.text_id, 0),
            respondent_turns=len(turns.get(source.text_id, ())),
            coded_turns=_touched(turns.get(source.text_id, ()), stretches.get(source.text_id, ())),
            codings=codings.get(source.text_id, 0),
            open_suggestions=suggestions.get(source.text_id, 0),
            coders=tuple(coders.get(source.text_id, ())),
        )
        for source in list_sources(database)
    ]


def theme_counts(database: Database, codebook: Codebook) -> list[ThemeCount]:
    """Return the counts of every theme in the order of the codebook, zeros too."""
    found = store.fragments_and_sources_per_theme(database, codebook.id)
    return [ThemeCount(theme, *found.get(theme.id, (0, 0))) for theme in codebook.themes]


def _touched(turns: Sequence[store.Span], stretches: Sequence[store.Span]) -> int:
    """Return how many turns overlap a stretch; both are in order, and turns do not overlap."""
    touched = index = reach = 0
    for start, end in turns:
        while index < len(stretches) and stretches[index][0] < end:
            reach = max(reach, stretches[index][1])
            index += 1
        touched += reach > start
    return touched
