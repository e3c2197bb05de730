"""SQL of codebooks, codes and crosswalks."""

import json
from typing import Any

from duiding.codebook.model import Code, Codebook, CodeKind
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
