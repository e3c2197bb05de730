"""SQL of searching."""

from duiding.database import Database


def coded_places(database: Database, text_id: str) -> list[tuple[int, int, str, str]]:
    """Return start, end, code and coder of every coding on a version of a text, by place."""
    return database.rows(
        'SELECT start, "end", code_id, coder_id FROM coding WHERE text_id = ?'
        ' ORDER BY start, "end", id',
        (text_id,),
    )
