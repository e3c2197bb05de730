"""The sources of the study in numbers."""

from dataclasses import dataclass

from duiding.database import Database
from duiding.sources import store
from duiding.sources.importing import SpeakerSummary, speaker_summaries
from duiding.sources.model import Source
from duiding.text import count_words


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source with its speakers and the number of its turns, words and codings."""

    source: Source
    turns: int
    words: int
    speakers: tuple[SpeakerSummary, ...]
    codings: int


def source_summaries(database: Database) -> list[SourceSummary]:
    """Return all sources by name, each with its numbers."""
    codings = store.coding_counts(database)
    found = []
    for source in store.all_sources(database):
        transcript = store.transcript_of(database, source)
        found.append(
            SourceSummary(
                source,
                len(transcript.turns),
                sum(count_words(transcript.text[t.start : t.end]) for t in transcript.turns),
                speaker_summaries(transcript),
                codings.get(source.id, 0),
            )
        )
    return found
