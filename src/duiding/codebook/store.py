"""SQL of codebooks, codes and crosswalks."""

import json
from typing import Any

from duiding.codebook.model import Code, Codebook, CodeKind, CrosswalkRow
from duiding.database import Database

_BOOK = "SELECT id, key, name, wave, language FROM codebook"
_CODE = """
SELECT id, codebook_id, key, name, kind, parent_id, related_theme_id, position, part_of,
       definition, include, exclude, example, keywords, colour
FROM code WHERE codebook_id = ? ORDER BY position
"""


def code_image(code: Code) -> dict[str, Any]:
    """Return the row of a code."""
    return {
        "id": code.id,
        "codebook_id": code.codebook_id,
        "key": code.key,
        "name": code.name,
        "kind": code.kind.value,
        "parent_id": code.parent_id,
        "related_theme_id": code.related_theme_id,
        "position": code.position,
        "part_of": code.part_of,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "keywords": json.dumps(code.keywords, ensure_ascii=False),
        "colour": code.colour,
    }


def _code(row: tuple[Any, ...]) -> Code:
    return Code(
        id=row[0],
        codebook_id=row[1],
        key=row[2],
        name=row[3],
        kind=CodeKind(row[4]),
        parent_id=row[5],
        related_theme_id=row[6],
        position=row[7],
        part_of=row[8],
        definition=row[9],
        include=row[10],
        exclude=row[11],
        example=row[12],
        keywords=tuple(json.loads(row[13])),
        colour=row[14],
    )


def _codebook(database: Database, row: tuple[Any, ...]) -> Codebook:
    codes = tuple(_code(code) for code in database.rows(_CODE, (row[0],)))
    return Codebook(row[0], row[1], row[2], row[3], row[4], codes)


def codebook_by_key(database: Database, key: str) -> Codebook | None:
    """Return a codebook with its codes."""
    row = database.row(_BOOK + " WHERE key = ?", (key,))
    return _codebook(database, row) if row else None


def newest_codebook(database: Database) -> Codebook | None:
    """Return the codebook that was imported last."""
    row = database.row(_BOOK + " ORDER BY imported_at DESC, id DESC LIMIT 1")
    return _codebook(database, row) if row else None


def codebook_keys(database: Database) -> list[str]:
    """Return the keys of all codebooks, the oldest first."""
    return [key for (key,) in database.rows("SELECT key FROM codebook ORDER BY imported_at, id")]


def codings_per_code(database: Database, codebook_id: str) -> dict[str, int]:
    """Return the number of codings by id of the code; codes without codings are absent."""
    return dict(
        database.rows(
            "SELECT g.code_id, count(*) FROM coding g JOIN code c ON c.id = g.code_id"
            " WHERE c.codebook_id = ? GROUP BY g.code_id",
            (codebook_id,),
        )
    )


def codebook_image(book: Codebook, at: str) -> dict[str, Any]:
    """Return the row of a codebook."""
    return {
        "id": book.id,
        "key": book.key,
        "name": book.name,
        "wave": book.wave,
        "language": book.language,
        "imported_at": at,
    }


def crosswalk_rows(database: Database, codebook_id: str) -> dict[str, CrosswalkRow]:
    """Return the crosswalk to a codebook by id of the row, in order of the earlier codebook."""
    found = database.rows(
        "SELECT w.id, w.from_codebook, w.from_key, f.id, t.key, w.to_code_id, w.note"
        " FROM crosswalk w JOIN code t ON t.id = w.to_code_id"
        " LEFT JOIN codebook b ON b.key = w.from_codebook"
        " LEFT JOIN code f ON f.codebook_id = b.id AND f.key = w.from_key"
        " WHERE t.codebook_id = ? ORDER BY w.from_codebook, w.id",
        (codebook_id,),
    )
    return {row[0]: CrosswalkRow(*row[1:]) for row in found}


def wishes(database: Database) -> list[tuple[str, str, str]]:
    """Return the indicators that codes wait for: id of the wish, id of the code, name."""
    return [
        (wish_id, code_id, name)
        for wish_id, code_id, name in database.rows(
            "SELECT id, code_id, indicator FROM indicator_wish ORDER BY id"
        )
    ]


def indicator_names(database: Database) -> dict[str, str]:
    """Return the names of the indicators by id (their room stands above this one)."""
    return dict(database.rows("SELECT id, name FROM indicator ORDER BY position, name"))


def linked_indicators(database: Database) -> set[tuple[str, str]]:
    """Return all links as pairs of id of the code and id of the indicator."""
    return {
        (code_id, indicator_id)
        for code_id, indicator_id in database.rows(
            "SELECT code_id, indicator_id FROM indicator_link"
        )
    }
