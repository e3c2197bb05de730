"""SQL of the doctor: it only reads."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from duiding.database import Database


class Place(NamedTuple):
    """A stretch of a text with what is stored about it; ``name`` is for telling."""

    id: str
    name: str
    start: int
    end: int
    quote: str
    before: str
    after: str


class Text(NamedTuple):
    """A version of the text of a source."""

    id: str
    source: str
    version: int
    text: str
    sha256: str


def integrity(database: Database) -> list[str]:
    """Return what the database engine finds wrong with its file."""
    return [line for (line,) in database.rows("PRAGMA integrity_check(20)") if line != "ok"]


def broken_references(database: Database) -> list[str]:
    """Return the tables and rows that point to something that does not exist."""
    rows = database.rows("PRAGMA foreign_key_check")
    return [f"{table} → {target}" for table, _row, target, _key in rows]


def schema(database: Database) -> dict[str, str]:
    """Return the definition of every table, index and trigger by name."""
    rows = database.rows(
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


def migrations(database: Database) -> list[int]:
    """Return the numbers of the migrations that were applied."""
    return [n for (n,) in database.rows("SELECT version FROM migration ORDER BY version")]


def engine_version(database: Database) -> tuple[int, ...]:
    """Return the version of the database engine."""
    return tuple(int(part) for part in database.value("SELECT sqlite_version()").split("."))


def size(database: Database) -> int:
    """Return the size of the database in bytes."""
    return int(database.value("PRAGMA page_count") * database.value("PRAGMA page_size"))


def coding_count(database: Database) -> int:
    """Return the number of codings."""
    return int(database.value("SELECT count(*) FROM coding"))


# Sources ------------------------------------------------------------------------------------------


def texts(database: Database) -> Iterator[Text]:
    """Yield all versions of all texts, one in memory at a time."""
    query = (
        "SELECT t.id, s.name, t.version, t.text, t.sha256 FROM source_text t"
        " JOIN source s ON s.id = t.source_id WHERE t.id = ?"
    )
    for (text_id,) in database.rows("SELECT id FROM source_text ORDER BY source_id, version"):
        row = database.row(query, (text_id,))
        if row is not None:
            yield Text(*row)


def versions(database: Database) -> dict[str, list[int]]:
    """Return the versions of the text by name of the source."""
    found: dict[str, list[int]] = {}
    for name, version in database.rows(
        "SELECT s.name, t.version FROM source s LEFT JOIN source_text t ON t.source_id = s.id"
        " ORDER BY s.name, t.version"
    ):
        found.setdefault(name, []).append(version or 0)
    return found


def turns(database: Database, text_id: str) -> list[tuple[int, int, int]]:
    """Return number, start and end of the turns of a text."""
    return [
        (number, start, end)
        for number, start, end in database.rows(
            'SELECT number, start, "end" FROM turn WHERE text_id = ? ORDER BY number', (text_id,)
        )
    ]


def sections(database: Database, text_id: str) -> list[tuple[int, int]]:
    """Return start and end of the stretches of a text that are not speech."""
    return [
        (start, end)
        for start, end in database.rows(
            'SELECT start, "end" FROM section WHERE text_id = ? ORDER BY start', (text_id,)
        )
    ]


def strange_speakers(database: Database) -> list[str]:
    """Return the sources with a turn of a speaker that belongs to another source."""
    return [
        name
        for (name,) in database.rows(
            "SELECT DISTINCT s.name FROM turn u JOIN source_text t ON t.id = u.text_id"
            " JOIN source s ON s.id = t.source_id JOIN speaker p ON p.id = u.speaker_id"
            " WHERE p.source_id <> s.id ORDER BY s.name"
        )
    ]


def silent_speakers(database: Database) -> list[str]:
    """Return the speakers who never speak in the newest text of their source."""
    return [
        f"{source} / {label}"
        for source, label in database.rows(
            "SELECT s.name, p.label FROM speaker p JOIN source s ON s.id = p.source_id"
            " WHERE NOT EXISTS (SELECT 1 FROM turn u WHERE u.speaker_id = p.id)"
            " ORDER BY s.name, p.position"
        )
    ]


def languages(database: Database) -> set[str]:
    """Return the languages of the sources."""
    return {language for (language,) in database.rows("SELECT DISTINCT language FROM source")}


def source_files(database: Database) -> list[tuple[str, str, str]]:
    """Return name, file name and hash of the file of every source."""
    return [
        (name, file_name, file_hash)
        for name, file_name, file_hash in database.rows(
            "SELECT name, file_name, file_hash FROM source ORDER BY name"
        )
    ]


# Codings ------------------------------------------------------------------------------------------


def codings(database: Database, text_id: str) -> list[Place]:
    """Return the places of the codings on a text."""
    return _places(database, "coding", "before, after", text_id)


def late_codings_astray(database: Database, sample: int = 25) -> int:
    """Return how many of the latest codings do not quote what the text says there."""
    return int(
        database.value(
            'SELECT count(*) FROM (SELECT text_id, start, "end", quote FROM coding'
            " ORDER BY rowid DESC LIMIT ?) g LEFT JOIN source_text t ON t.id = g.text_id"
            ' WHERE g.quote IS DISTINCT FROM substr(t.text, g.start + 1, g."end" - g.start)',
            (sample,),
        )
    )


def suggestions(database: Database, text_id: str) -> list[Place]:
    """Return the places of the suggestions on a text."""
    return _places(database, "suggestion", "'', ''", text_id)


def _places(database: Database, table: str, context: str, text_id: str) -> list[Place]:
    rows = database.rows(
        f'SELECT id, start, "end", quote, {context} FROM "{table}" WHERE text_id = ?'
        " ORDER BY start, id",
        (text_id,),
    )
    return [Place(key, f"{start}–{end}", start, end, *rest) for key, start, end, *rest in rows]


def outdated_codings(database: Database) -> list[tuple[str, int]]:
    """Return the sources with codings on an older version of their text, and how many."""
    return [
        (name, count)
        for name, count in database.rows(
            "SELECT s.name, count(*) FROM coding g JOIN source_text t ON t.id = g.text_id"
            " JOIN source s ON s.id = t.source_id WHERE t.version <"
            " (SELECT max(version) FROM source_text WHERE source_id = s.id)"
            " GROUP BY s.name ORDER BY s.name"
        )
    ]


_SAME_PLACE = (
    'g.code_id = x.code_id AND g.text_id = x.text_id AND g.start = x.start AND g."end" = x."end"'
)


def codings_without_decision(database: Database) -> list[str]:
    """Return the sources of codings from a suggestion that was not accepted, there and so."""
    return [
        f"{name} {start}–{end}"
        for name, start, end in database.rows(
            'SELECT s.name, g.start, g."end" FROM coding g'
            " JOIN source_text t ON t.id = g.text_id JOIN source s ON s.id = t.source_id"
            " LEFT JOIN suggestion x ON x.id = g.suggestion_id"
            f" WHERE g.origin = 'suggestion' AND NOT coalesce(x.status = 'accepted'"
            f" AND x.decided_by = g.coder_id AND {_SAME_PLACE}, 0) ORDER BY s.name, g.start"
        )
    ]


def accepted_without_coding(database: Database) -> list[tuple[str, str]]:
    """Return id and place of accepted suggestions whose coding is not there (any more)."""
    return [
        (key, f"{name} {start}–{end}")
        for key, name, start, end in database.rows(
            'SELECT x.id, s.name, x.start, x."end" FROM suggestion x'
            " JOIN source_text t ON t.id = x.text_id JOIN source s ON s.id = t.source_id"
            " WHERE x.status = 'accepted' AND NOT EXISTS (SELECT 1 FROM coding g"
            f" WHERE g.coder_id = x.decided_by AND {_SAME_PLACE}) ORDER BY s.name, x.start"
        )
    ]


# History ------------------------------------------------------------------------------------------


def history_numbers(database: Database) -> tuple[int, int, int]:
    """Return the first and last number in the history and how many rows there are."""
    first, last, count = database.rows(
        "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0), count(*) FROM history"
    )[0]
    return first, last, count


def last_history_number(database: Database) -> int:
    """Return the highest number that the history ever gave out."""
    number = database.value("SELECT seq FROM sqlite_sequence WHERE name = 'history'")
    return int(number or 0)


def unreadable_history(database: Database) -> list[int]:
    """Return the numbers of history rows whose images cannot be read."""
    return [
        number
        for (number,) in database.rows(
            "SELECT seq FROM history WHERE (before IS NOT NULL AND NOT json_valid(before))"
            " OR (after IS NOT NULL AND NOT json_valid(after))"
            " OR (before IS NULL AND after IS NULL)"
            " ORDER BY seq"
        )
    ]


def removed_images(database: Database, entity: str) -> list[str]:
    """Return the images of everything of a kind that was removed at some time."""
    return [
        image
        for (image,) in database.rows(
            "SELECT before FROM history WHERE entity = ? AND after IS NULL", (entity,)
        )
    ]


def last_images(database: Database, entity: str) -> Iterator[tuple[str, str | None]]:
    """Yield id and last image of everything of a kind that the history knows."""
    yield from database.rows(
        "SELECT entity_id, after FROM history WHERE seq IN"
        " (SELECT max(seq) FROM history WHERE entity = ? GROUP BY entity_id)",
        (entity,),
    )


def present_rows(database: Database, table: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by id."""
    return {row["id"]: row for row in database.records(f'SELECT * FROM "{table}"')}


# Codebooks ----------------------------------------------------------------------------------------


class CodeRow(NamedTuple):
    """A code as it is stored."""

    id: str
    codebook_id: str
    key: str
    kind: str
    parent_id: str | None
    related_theme_id: str | None
    keywords: str


def codes(database: Database) -> dict[str, CodeRow]:
    """Return the codes of all codebooks by id."""
    rows = database.rows(
        "SELECT id, codebook_id, key, kind, parent_id, related_theme_id, keywords FROM code"
        " ORDER BY codebook_id, position"
    )
    return {row[0]: CodeRow(*row) for row in rows}


def codebooks(database: Database) -> dict[str, str]:
    """Return when each codebook came in or changed, by its key."""
    return dict(database.rows("SELECT key, imported_at FROM codebook ORDER BY key"))


def lost_crosswalk(database: Database) -> list[str]:
    """Return the rows of crosswalks that name an unknown code of a codebook that is here."""
    return [
        f"{book}: {key}"
        for book, key in database.rows(
            "SELECT w.from_codebook, w.from_key FROM crosswalk w"
            " JOIN codebook b ON b.key = w.from_codebook WHERE NOT EXISTS"
            " (SELECT 1 FROM code c WHERE c.codebook_id = b.id AND c.key = w.from_key)"
            " ORDER BY w.from_codebook, w.from_key"
        )
    ]


# Indicators ---------------------------------------------------------------------------------------


class ValueRow(NamedTuple):
    """A value of an indicator as it is stored; ``name`` is for telling."""

    name: str
    value: float | None
    value_max: float | None
    qualifier: str
    literal: str


def indicator_values(database: Database) -> list[ValueRow]:
    """Return all values of all indicators."""
    rows = database.rows(
        "SELECT i.name || ' (' || v.area_text || ')', v.value, v.value_max, v.qualifier, v.literal"
        " FROM indicator_value v JOIN indicator i ON i.id = v.indicator_id"
        " ORDER BY i.position, v.area_text"
    )
    return [ValueRow(*row) for row in rows]


def silent_indicators(database: Database) -> list[str]:
    """Return the indicators without any value."""
    return [
        name
        for (name,) in database.rows(
            "SELECT name FROM indicator i WHERE NOT EXISTS"
            " (SELECT 1 FROM indicator_value v WHERE v.indicator_id = i.id) ORDER BY position"
        )
    ]


def area_parents(database: Database) -> dict[str, tuple[str, str | None]]:
    """Return name and parent of every area by id."""
    rows = database.rows("SELECT id, name, parent_id FROM area ORDER BY name")
    return {key: (name, parent) for key, name, parent in rows}


def coder_names(database: Database) -> list[str]:
    """Return the names of the coders who have coded."""
    return [
        name
        for (name,) in database.rows(
            "SELECT name FROM coder r WHERE EXISTS"
            " (SELECT 1 FROM coding g WHERE g.coder_id = r.id) ORDER BY name"
        )
    ]
