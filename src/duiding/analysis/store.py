"""SQL of the analysis: read-only, and grouped in the database where that is enough.

Everything is counted on the newest version of each text.
"""

from collections.abc import Iterable

from duiding.database import Database

_NEWEST = """
newest (text_id, source_id) AS (
    SELECT t.id, t.source_id FROM source_text t
    WHERE t.version = (SELECT max(version) FROM source_text WHERE source_id = t.source_id)
)
"""
_BRANCH = """
branch (theme_id, code_id) AS (
    SELECT id, id FROM code WHERE codebook_id = ? AND parent_id IS NULL
    UNION ALL
    SELECT b.theme_id, c.id FROM branch b JOIN code c ON c.parent_id = b.code_id
)
"""

Span = tuple[int, int]


def words_per_text(database: Database) -> dict[str, int]:
    """Return the number of words spoken, by id of the text."""
    return dict(database.rows("SELECT text_id, sum(words) FROM turn GROUP BY text_id"))


def codings_per_text(database: Database) -> dict[str, int]:
    """Return the number of codings by id of the text."""
    return dict(database.rows("SELECT text_id, count(*) FROM coding GROUP BY text_id"))


def open_suggestions_per_text(database: Database) -> dict[str, int]:
    """Return the number of suggestions that wait for a decision, by id of the text."""
    return dict(
        database.rows(
            "SELECT text_id, count(*) FROM suggestion WHERE status = 'open' GROUP BY text_id"
        )
    )


def coders_per_text(database: Database) -> dict[str, list[str]]:
    """Return the names of who coded, in order, by id of the text."""
    found: dict[str, list[str]] = {}
    for text_id, name in database.rows(
        "SELECT DISTINCT g.text_id, r.name FROM coding g JOIN coder r ON r.id = g.coder_id"
        " ORDER BY r.name"
    ):
        found.setdefault(text_id, []).append(name)
    return found


def respondent_turns(database: Database) -> dict[str, list[Span]]:
    """Return the turns of respondents (and of nobody in particular) by text, in order."""
    return _spans(
        database.rows(
            'SELECT t.text_id, t.start, t."end" FROM turn t'
            " LEFT JOIN speaker s ON s.id = t.speaker_id"
            " WHERE s.id IS NULL OR s.role = 'respondent' ORDER BY t.text_id, t.start"
        )
    )


def coded_stretches(database: Database) -> dict[str, list[Span]]:
    """Return the coded stretches by text, in order, without doubles."""
    return _spans(
        database.rows(
            'SELECT DISTINCT text_id, start, "end" FROM coding ORDER BY text_id, start, "end"'
        )
    )


def _spans(rows: Iterable[tuple[str, int, int]]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for text_id, start, end in rows:
        found.setdefault(text_id, []).append((start, end))
    return found


def fragments_and_sources_per_theme(
    database: Database, codebook_id: str
) -> dict[str, tuple[int, int]]:
    """Return distinct stretches and distinct sources by id of the theme; without codings absent."""
    rows = database.rows(
        f"WITH RECURSIVE {_BRANCH}, {_NEWEST}"
        " SELECT theme_id, count(*), count(DISTINCT source_id) FROM ("
        '   SELECT DISTINCT b.theme_id, n.source_id, g.start, g."end"'
        "   FROM coding g JOIN branch b ON b.code_id = g.code_id"
        "   JOIN newest n ON n.text_id = g.text_id) AS stretch"
        " GROUP BY theme_id",
        (codebook_id,),
    )
    return {theme_id: (fragments, sources) for theme_id, fragments, sources in rows}


def coding_places(database: Database, code_id: str) -> list[tuple[str, str, int, int]]:
    """Return text, coder, start and end of every coding with a code.

    These are columns of one index, so the quotes are not read from the disk.
    """
    return database.rows(
        'SELECT text_id, coder_id, start, "end" FROM coding WHERE code_id = ?', (code_id,)
    )


def turn_places(database: Database, text_id: str) -> list[tuple[int, int, int, str | None]]:
    """Return start, end, words and speaker of every turn of a text, in order."""
    return database.rows(
        'SELECT start, "end", words, speaker_id FROM turn WHERE text_id = ? ORDER BY number',
        (text_id,),
    )


def speaker_roles(database: Database) -> dict[str, str]:
    """Return the role of every speaker by id."""
    return dict(database.rows("SELECT id, role FROM speaker"))


def speaker_labels(database: Database) -> set[str]:
    """Return the labels of all speakers."""
    return {label for (label,) in database.rows("SELECT DISTINCT label FROM speaker")}
