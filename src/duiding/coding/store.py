"""SQL of coders, codings and suggestions."""

import json
from collections.abc import Sequence
from typing import Any

from duiding.coding.model import (
    Coder,
    Coding,
    EngineScore,
    Evidence,
    Fragment,
    Mark,
    Neighbour,
    Origin,
    Suggestion,
    SuggestionRule,
    SuggestionStatus,
)
from duiding.database import Database

_CODING = """
SELECT g.id, g.code_id, g.text_id, g.start, g."end", g.quote, g.before, g.after, g.coder_id,
       r.name, g.origin, g.suggestion_id, g.score, g.reason, g.created_at
FROM coding g JOIN coder r ON r.id = g.coder_id
"""
SUGGESTION_COLUMNS = (
    's.id, s.coder_id, s.code_id, s.text_id, s.start, s."end", s.quote, s.engine, s.engine_version,'
    " s.score, s.reason, s.status, s.evidence, s.created_at, s.decided_at"
)
"""Of ``suggestion s``, as ``suggestion_of_row`` takes them."""
_SUGGESTION = f"SELECT {SUGGESTION_COLUMNS} FROM suggestion s"


def _coding(row: tuple[Any, ...]) -> Coding:
    return Coding(
        id=row[0],
        code_id=row[1],
        fragment=Fragment(*row[2:5]),
        quote=row[5],
        before=row[6],
        after=row[7],
        coder=Coder(row[8], row[9]),
        origin=Origin(row[10]),
        suggestion_id=row[11],
        score=row[12],
        reason=row[13],
        created_at=row[14],
    )


def coding_image(coding: Coding) -> dict[str, Any]:
    """Return the row of a coding."""
    return {
        "id": coding.id,
        "code_id": coding.code_id,
        "text_id": coding.fragment.text_id,
        "start": coding.fragment.start,
        "end": coding.fragment.end,
        "quote": coding.quote,
        "before": coding.before,
        "after": coding.after,
        "coder_id": coding.coder.id,
        "origin": coding.origin.value,
        "suggestion_id": coding.suggestion_id,
        "score": coding.score,
        "reason": coding.reason,
        "created_at": coding.created_at,
    }


def suggestion_of_row(row: tuple[Any, ...]) -> Suggestion:
    """Return the suggestion in a row of SUGGESTION_COLUMNS."""
    return Suggestion(
        id=row[0],
        coder_id=row[1],
        code_id=row[2],
        fragment=Fragment(*row[3:6]),
        quote=row[6],
        engine=row[7],
        engine_version=row[8],
        score=row[9],
        reason=tuple(json.loads(row[10])),
        status=SuggestionStatus(row[11]),
        evidence=_evidence(row[12]),
        created_at=row[13],
        decided_at=row[14],
    )


def _evidence(image: str) -> Evidence:
    found = json.loads(image)
    return Evidence(
        tuple(EngineScore(*item) for item in found.get("engines", ())),
        tuple((start, end) for start, end in found.get("words", ())),
        tuple(
            Neighbour(Fragment(text_id, start, end), code_id, similarity)
            for text_id, start, end, code_id, similarity in found.get("nearest", ())
        ),
    )


def _evidence_image(evidence: Evidence) -> str:
    image = {
        "engines": [(e.engine, e.version, e.score) for e in evidence.engines],
        "words": evidence.words,
        "nearest": [
            (n.fragment.text_id, n.fragment.start, n.fragment.end, n.code_id, n.similarity)
            for n in evidence.nearest
        ],
    }
    return json.dumps({name: value for name, value in image.items() if value}, ensure_ascii=False)


def coder_by_name(database: Database, name: str) -> Coder | None:
    """Return the coder with this name."""
    row = database.row("SELECT id, name FROM coder WHERE name = ?", (name,))
    return Coder(*row) if row else None


def coder_by_id(database: Database, coder_id: str) -> Coder | None:
    """Return the coder with this id."""
    row = database.row("SELECT id, name FROM coder WHERE id = ?", (coder_id,))
    return Coder(*row) if row else None


def all_coders(database: Database) -> list[Coder]:
    """Return the coders by name."""
    return [Coder(*row) for row in database.rows("SELECT id, name FROM coder ORDER BY name")]


def has_code(database: Database, code_id: str) -> bool:
    """Return whether this code exists."""
    return database.value("SELECT 1 FROM code WHERE id = ?", (code_id,)) is not None


def coding_by_id(database: Database, coding_id: str) -> Coding | None:
    """Return a coding."""
    row = database.row(_CODING + " WHERE g.id = ?", (coding_id,))
    return _coding(row) if row else None


def same_coding(database: Database, coding: Coding) -> Coding | None:
    """Return the coding with the same code, fragment and coder, if there is one."""
    fragment = coding.fragment
    row = database.row(
        _CODING + ' WHERE g.code_id = ? AND g.text_id = ? AND g.start = ? AND g."end" = ?'
        " AND g.coder_id = ?",
        (coding.code_id, fragment.text_id, fragment.start, fragment.end, coding.coder.id),
    )
    return _coding(row) if row else None


def codings_of_text(database: Database, text_id: str) -> list[Coding]:
    """Return the codings on a version of a text, in order of the text."""
    return [
        _coding(row)
        for row in database.rows(
            _CODING + ' WHERE g.text_id = ? ORDER BY g.start, g."end", g.id', (text_id,)
        )
    ]


def all_codings(database: Database) -> list[Coding]:
    """Return all codings, by text and place."""
    return [
        _coding(row)
        for row in database.rows(_CODING + ' ORDER BY g.text_id, g.start, g."end", g.id')
    ]


def suggestion_by_id(database: Database, suggestion_id: str) -> Suggestion | None:
    """Return a suggestion."""
    row = database.row(_SUGGESTION + " WHERE id = ?", (suggestion_id,))
    return suggestion_of_row(row) if row else None


def suggestions(
    database: Database,
    *,
    text_id: str | None = None,
    status: SuggestionStatus | None = None,
    coder_id: str | None = None,
) -> list[Suggestion]:
    """Return suggestions, by text and place; of this text, status and coder, or of any."""
    return [
        suggestion_of_row(row)
        for row in database.rows(
            _SUGGESTION + " WHERE (? IS NULL OR text_id = ?) AND (? IS NULL OR status = ?)"
            " AND (? IS NULL OR coder_id = ?)"
            ' ORDER BY text_id, start, "end", score DESC, id',
            (text_id, text_id, status, status, coder_id, coder_id),
        )
    ]


def replace_open_suggestions(
    database: Database, text_id: str, coder_id: str, fresh: Sequence[Suggestion], at: str
) -> int:
    """Put fresh suggestions in place of the open ones of a coder; decided ones stay.

    One that was made before keeps its id; one that is not made again is withdrawn. Returns how
    many are open afterwards.
    """
    stand = {
        (code_id, start, end): suggestion_id
        for suggestion_id, code_id, start, end in database.rows(
            'SELECT id, code_id, start, "end" FROM suggestion'
            " WHERE text_id = ? AND coder_id = ? AND status IN ('open', 'withdrawn')",
            (text_id, coder_id),
        )
    }
    changed, new = [], []
    for item in fresh:
        place = (item.code_id, item.fragment.start, item.fragment.end)
        reason = json.dumps(item.reason, ensure_ascii=False)
        weighed = (
            *(item.engine, item.engine_version, item.score),
            *(reason, _evidence_image(item.evidence)),
        )
        known = stand.pop(place, None)
        if known is None:
            new.append((item.id, coder_id, text_id, *place, item.quote, *weighed, at))
        else:
            changed.append((*weighed, known))
    database.execute_many(
        "UPDATE suggestion SET engine = ?, engine_version = ?, score = ?, reason = ?,"
        " evidence = ?, status = 'open' WHERE id = ?",
        changed,
    )
    database.execute_many(
        'INSERT INTO suggestion (id, coder_id, text_id, code_id, start, "end", quote, engine,'
        " engine_version, score, reason, evidence, status, decided_by, decided_at, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL, ?)",
        new,
    )
    database.execute_many(
        "UPDATE suggestion SET status = 'withdrawn' WHERE id = ?",
        [(key,) for key in stand.values()],
    )
    return len(changed) + len(new)


def coding_marks(database: Database) -> list[Mark]:
    """Return all codings and all rejected suggestions, as far as one can learn from them."""
    rows = database.rows(
        'SELECT text_id, start, "end", code_id, coder_id, 0 FROM coding UNION ALL'
        ' SELECT text_id, start, "end", code_id, coder_id, 1 FROM suggestion'
        " WHERE status = 'rejected' ORDER BY 1, 2, 3, 4, 5, 6"
    )
    return [
        Mark(text_id, start, end, code_id, coder_id, bool(is_refused))
        for text_id, start, end, code_id, coder_id, is_refused in rows
    ]


def suggestion_rules(database: Database) -> dict[str, SuggestionRule]:
    """Return the rules of codes that have one, by id of the code."""
    rows = database.rows("SELECT code_id, is_on, threshold FROM suggestion_rule")
    return {key: SuggestionRule(key, bool(is_on), threshold) for key, is_on, threshold in rows}


def code_use(database: Database, coder_id: str) -> dict[str, int]:
    """Return how often a coder uses each code, by id of the code, the most used first."""
    return dict(
        database.rows(
            "SELECT code_id, count(*) FROM coding WHERE coder_id = ?"
            " GROUP BY code_id ORDER BY count(*) DESC, code_id",
            (coder_id,),
        )
    )


def last_coding(database: Database, coder_id: str, text_id: str | None = None) -> Coding | None:
    """Return the coding that a coder made last (not from a file), in one text or anywhere."""
    row = database.row(
        _CODING + " WHERE g.coder_id = ? AND g.origin <> 'file' AND (? IS NULL OR g.text_id = ?)"
        " ORDER BY g.created_at DESC, g.id DESC LIMIT 1",
        (coder_id, text_id, text_id),
    )
    return _coding(row) if row else None


def coding_ids(database: Database, text_id: str) -> set[str]:
    """Return the ids of the codings on a version of a text; much faster than the codings."""
    rows = database.rows("SELECT id FROM coding WHERE text_id = ?", (text_id,))
    return {key for (key,) in rows}


def suggestion_ids(database: Database, coder_id: str) -> list[str]:
    """Return the ids of all suggestions ever made for a coder."""
    rows = database.rows("SELECT id FROM suggestion WHERE coder_id = ?", (coder_id,))
    return [key for (key,) in rows]


def codebook_annotation(database: Database, codebook_id: str) -> tuple[str, str, bytes] | None:
    """Return hash of the texts, pipeline and packed words of a codebook, if they were kept."""
    row = database.row(
        "SELECT texts, pipeline, packed FROM codebook_annotation WHERE codebook_id = ?",
        (codebook_id,),
    )
    return (row[0], row[1], row[2]) if row else None


def keep_codebook_annotation(
    database: Database, codebook_id: str, texts: str, pipeline: str, packed: bytes
) -> None:
    """Keep the packed words of a codebook, in place of those of before."""
    database.execute(
        "INSERT INTO codebook_annotation (codebook_id, texts, pipeline, packed)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (codebook_id) DO UPDATE SET texts = excluded.texts,"
        " pipeline = excluded.pipeline, packed = excluded.packed",
        (codebook_id, texts, pipeline, packed),
    )
