"""Sources: from a transcript on disk to immutable text with turns and speakers."""

from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.sources import store
from duiding.sources.importing import (
    ImportedSource,
    ImportStatus,
    SpeakerSummary,
    import_transcript,
    preview_transcript,
    remove_source,
    speaker_summaries,
)
from duiding.sources.listing import SourceSummary, source_summaries
from duiding.sources.model import (
    Section,
    Source,
    SourceKind,
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
    format_time,
)

__all__ = [
    "ImportStatus",
    "ImportedSource",
    "Section",
    "Source",
    "SourceKind",
    "SourceSummary",
    "Speaker",
    "SpeakerRole",
    "SpeakerSummary",
    "Transcript",
    "Turn",
    "find_source",
    "format_time",
    "import_transcript",
    "list_sources",
    "preview_transcript",
    "read_transcript",
    "remove_source",
    "source_summaries",
    "speaker_summaries",
]


def list_sources(database: Database) -> list[Source]:
    """Return the sources of the study by name."""
    return store.all_sources(database)


def find_source(database: Database, name: str) -> Source:
    """Return the source with this name.

    Raises NotFound, with the names that exist.
    """
    found = store.source_by_name(database, name)
    if found is None:
        known = ", ".join(source.name for source in store.all_sources(database)) or "-"
        raise NotFound(
            _("There is no source {name!r} in the study; known are: {known}.").format(
                name=name, known=known
            )
        )
    return found


def read_transcript(database: Database, source: Source) -> Transcript:
    """Return a source with its text, turns and speakers."""
    return store.transcript_of(database, source)
