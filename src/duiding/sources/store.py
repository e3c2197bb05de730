"""SQL of sources, texts, speakers and turns."""

from collections.abc import Sequence
from typing import Any

from duiding.database import Database
from duiding.sources.model import (
    Section,
    Source,
    SourceKind,
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
)
from duiding.text import count_words

_SOURCE = """
SELECT s.id, s.name, s.kind, s.language, s.wave, t.id, t.version, s.file_name, s.file_hash,
       s.format, s.encoding, s.imported_at
FROM source s JOIN source_text t ON t.source_id = s.id
WHERE t.version = (SELECT max(version) FROM source_text WHERE source_id = s.id)
"""


def _source(row: tuple[Any, ...]) -> Source:
    return Source(row[0], row[1], SourceKind(row[2]), *row[3:])


def all_sources(database: Database) -> list[Source]:
    """Return the sources by name."""
    return [_source(row) for row in database.rows(_SOURCE + " ORDER BY s.name")]


def source_by_name(database: Database, name: str) -> Source | None:
    """Return the source with exactly this name."""
    row = database.row(_SOURCE + " AND s.name = ?", (name,))
    return _source(row) if row else None


def source_by_text(database: Database, text_id: str) -> Source | None:
    """Return the source that a version of a text belongs to."""
    row = database.row(
        _SOURCE + " AND s.id = (SELECT source_id FROM source_text WHERE id = ?)", (text_id,)
    )
    return _source(row) if row else None


def source_by_text_hash(database: Database, sha256: str) -> Source | None:
    """Return the source whose newest text has this hash."""
    row = database.row(_SOURCE + " AND t.sha256 = ?", (sha256,))
    return _source(row) if row else None


def text_of(database: Database, text_id: str) -> str | None:
    """Return a version of a text."""
    text: str | None = database.value("SELECT text FROM source_text WHERE id = ?", (text_id,))
    return text


def speakers_of(database: Database, source_id: str) -> list[Speaker]:
    """Return the speakers of a source in order of appearance."""
    rows = database.rows(
        "SELECT id, label, role FROM speaker WHERE source_id = ? ORDER BY position", (source_id,)
    )
    return [Speaker(key, label, SpeakerRole(role)) for key, label, role in rows]


def turns_of(database: Database, text_id: str, speakers: Sequence[Speaker]) -> list[Turn]:
    """Return the turns of a text in order."""
    by_id = {speaker.id: speaker for speaker in speakers}
    rows = database.rows(
        'SELECT number, speaker_id, start, "end", time_start, time_end FROM turn'
        " WHERE text_id = ? ORDER BY number",
        (text_id,),
    )
    return [Turn(row[0], by_id.get(row[1]), *row[2:]) for row in rows]


def sections_of(database: Database, text_id: str) -> list[Section]:
    """Return the stretches of a text that are not speech."""
    rows = database.rows(
        'SELECT start, "end", kind FROM section WHERE text_id = ? ORDER BY start', (text_id,)
    )
    return [Section(*row) for row in rows]


def transcript_of(database: Database, source: Source) -> Transcript:
    """Return a source with its newest text and layers."""
    speakers = speakers_of(database, source.id)
    return Transcript(
        source,
        text_of(database, source.text_id) or "",
        tuple(turns_of(database, source.text_id, speakers)),
        tuple(sections_of(database, source.text_id)),
        tuple(speakers),
    )


def insert_source(database: Database, source: Source) -> None:
    """Add the row of a source; its text follows with ``insert_text``."""
    database.execute(
        "INSERT INTO source (id, name, kind, language, wave, file_name, file_hash, format,"
        " encoding, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source.id,
            source.name,
            source.kind.value,
            source.language,
            source.wave,
            source.file_name,
            source.file_hash,
            source.format,
            source.encoding,
            source.imported_at,
        ),
    )


def delete_source(database: Database, source_id: str) -> None:
    """Remove a source with its texts, turns, sections, speakers and suggestions."""
    database.execute("DELETE FROM source WHERE id = ?", (source_id,))


def insert_text(database: Database, *, transcript: Transcript, sha256: str, at: str) -> None:
    """Add a version of a text with its turns and sections; the source row exists already."""
    source = transcript.source
    database.execute(
        "INSERT INTO source_text (id, source_id, version, text, sha256, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (source.text_id, source.id, source.version, transcript.text, sha256, at),
    )
    database.execute_many(
        "INSERT INTO speaker (id, source_id, label, role, position) VALUES (?, ?, ?, ?, ?)",
        [
            (speaker.id, source.id, speaker.label, speaker.role, position)
            for position, speaker in enumerate(transcript.speakers)
        ],
    )
    database.execute_many(
        'INSERT INTO turn (text_id, number, speaker_id, start, "end", words, time_start, time_end)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                source.text_id,
                turn.number,
                turn.speaker.id if turn.speaker else None,
                turn.start,
                turn.end,
                count_words(transcript.text[turn.start : turn.end]),
                turn.time_start,
                turn.time_end,
            )
            for turn in transcript.turns
        ],
    )
    database.execute_many(
        'INSERT INTO section (text_id, start, "end", kind) VALUES (?, ?, ?, ?)',
        [(source.text_id, s.start, s.end, s.kind) for s in transcript.sections],
    )


def coding_count(database: Database, source_id: str) -> int:
    """Return how many codings stand on any version of a source's text."""
    return int(
        database.value(
            "SELECT count(*) FROM coding WHERE text_id IN"
            " (SELECT id FROM source_text WHERE source_id = ?)",
            (source_id,),
        )
    )


def coding_counts(database: Database) -> dict[str, int]:
    """Return how many codings stand on each source that has any."""
    return dict(
        database.rows(
            "SELECT t.source_id, count(*) FROM coding c JOIN source_text t ON t.id = c.text_id"
            " GROUP BY t.source_id"
        )
    )


def packed_annotation(database: Database, text_id: str) -> tuple[str, bytes] | None:
    """Return the pipeline and the packed annotation of a text, if one was kept."""
    row = database.row("SELECT pipeline, packed FROM annotation WHERE text_id = ?", (text_id,))
    return (row[0], row[1]) if row else None


def annotation_key(database: Database, text_id: str) -> str | None:
    """Return the pipeline of the annotation of a text, if one was kept."""
    key: str | None = database.value(
        "SELECT pipeline FROM annotation WHERE text_id = ?", (text_id,)
    )
    return key


def newest_annotation_keys(database: Database) -> list[tuple[str, str]]:
    """Return per language of sources the pipeline of the annotation that was kept last."""
    return [
        (language, pipeline)
        for language, pipeline, _last in database.rows(
            "SELECT s.language, a.pipeline, max(a.created_at) FROM annotation a"
            " JOIN source_text t ON t.id = a.text_id JOIN source s ON s.id = t.source_id"
            " GROUP BY s.language"
        )
    ]


def word_count(database: Database, text_ids: Sequence[str]) -> int:
    """Return the number of words in the turns of texts."""
    return sum(
        database.value("SELECT coalesce(sum(words), 0) FROM turn WHERE text_id = ?", (text_id,))
        for text_id in text_ids
    )


def keep_annotation(
    database: Database, text_id: str, pipeline: str, packed: bytes, at: str
) -> None:
    """Keep the packed annotation of a text, in place of that of before."""
    database.execute(
        "INSERT INTO annotation (text_id, pipeline, packed, created_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (text_id) DO UPDATE SET pipeline = excluded.pipeline,"
        " packed = excluded.packed, created_at = excluded.created_at",
        (text_id, pipeline, packed, at),
    )
