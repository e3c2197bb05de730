"""SQL of the queue of suggestions, of the rules that hold for it, and of what was decided."""

from typing import Any, NamedTuple

from duiding.coding.model import Suggestion, SuggestionRule, SuggestionStatus
from duiding.coding.store import SUGGESTION_COLUMNS, suggestion_of_row
from duiding.database import Database

_QUEUE = """
FROM suggestion s LEFT JOIN suggestion_rule u ON u.code_id = s.code_id
WHERE s.status = 'open' AND s.coder_id = ? AND (? IS NULL OR s.text_id = ?)
  AND coalesce(u.is_on, 1) = 1 AND s.score >= coalesce(u.threshold, ?)
  AND NOT EXISTS (
      SELECT 1 FROM coding g
      WHERE g.text_id = s.text_id AND g.coder_id = s.coder_id AND g.code_id = s.code_id
        AND g.start < s."end" AND s.start < g."end")
"""
_BRANCH = """
WITH RECURSIVE branch (code_id) AS (
    SELECT id FROM code WHERE id = ?
    UNION ALL
    SELECT c.id FROM branch b JOIN code c ON c.parent_id = b.code_id
)
"""
_DECIDED = f"""
SELECT {SUGGESTION_COLUMNS}, r.id, r.name,
       (SELECT m.after FROM history h JOIN history m ON m.act_id = h.act_id
        WHERE h.entity = 'suggestion' AND h.entity_id = s.id AND h.act = 'recode_suggestion'
          AND h.after LIKE '%' || s.decided_at || '%' AND m.entity = 'coding'
        ORDER BY m.seq LIMIT 1)
FROM suggestion s JOIN coder r ON r.id = s.decided_by
WHERE s.status IN ('accepted', 'rejected')
  AND (? IS NULL OR s.decided_by = ?) AND (? IS NULL OR s.text_id = ?)
ORDER BY s.decided_at, s.id
"""


class Proposed(NamedTuple):
    """A suggestion, whatever became of it, as far as it is counted."""

    id: str
    coder_id: str
    code_id: str
    text_id: str
    start: int
    end: int
    score: float
    status: SuggestionStatus
    created_at: str
    decided_at: str | None


class HandCoding(NamedTuple):
    """A coding made by hand, as far as it is counted."""

    coder_id: str
    code_id: str
    text_id: str
    start: int
    end: int
    created_at: str


class DecidedRow(NamedTuple):
    """A decided suggestion, who decided, and the image of the coding it was recoded to."""

    suggestion: Suggestion
    coder_id: str
    coder: str
    recoded: str | None


def shown_suggestions(
    database: Database, *, coder_id: str, threshold: float, text_id: str | None = None
) -> list[Suggestion]:
    """Return what a coder is to judge, by text and place.

    These are the open suggestions to that coder with a code that is switched on, at or above the
    threshold of the code (without one: ``threshold``), where the coder has not coded so already.
    """
    return [
        suggestion_of_row(row)
        for row in database.rows(
            f"SELECT {SUGGESTION_COLUMNS} {_QUEUE}"
            ' ORDER BY s.text_id, s.start, s."end", s.score DESC, s.id',
            (coder_id, text_id, text_id, threshold),
        )
    ]


def shown_suggestion_ids(
    database: Database, text_id: str | None, coder_id: str, threshold: float
) -> set[str]:
    """Return the ids of ``shown_suggestions`` on a text, or on all; much faster than these."""
    rows = database.rows(f"SELECT s.id {_QUEUE}", (coder_id, text_id, text_id, threshold))
    return {key for (key,) in rows}


def shown_suggestion_counts(database: Database, coder_id: str, threshold: float) -> dict[str, int]:
    """Return how many ``shown_suggestions`` there are, by id of the text; without any absent."""
    return dict(
        database.rows(
            f"SELECT s.text_id, count(*) {_QUEUE} GROUP BY s.text_id",
            (coder_id, None, None, threshold),
        )
    )


def branch_ids(database: Database, code_id: str) -> list[str]:
    """Return the ids of a code and of all codes below it; none when it is not in the study."""
    return [key for (key,) in database.rows(_BRANCH + "SELECT code_id FROM branch", (code_id,))]


def rule_rows(database: Database) -> dict[str, tuple[str, SuggestionRule]]:
    """Return the rows of rules by id of the code: the id of the row, and the rule."""
    rows = database.rows("SELECT id, code_id, is_on, threshold FROM suggestion_rule")
    return {
        code: (key, SuggestionRule(code, bool(is_on), limit)) for key, code, is_on, limit in rows
    }


def decided(
    database: Database, *, coder_id: str | None = None, text_id: str | None = None
) -> list[DecidedRow]:
    """Return the decided suggestions, by time of the decision; of this coder and text, or any."""
    return [
        DecidedRow(suggestion_of_row(row[:-3]), *row[-3:])
        for row in database.rows(_DECIDED, (coder_id, coder_id, text_id, text_id))
    ]


def proposed(database: Database) -> list[Proposed]:
    """Return all suggestions that were ever made and are known, by time."""
    return [
        Proposed(*row)._replace(status=SuggestionStatus(row[7]))
        for row in database.rows(
            'SELECT id, coder_id, code_id, text_id, start, "end", score, status, created_at,'
            " decided_at FROM suggestion ORDER BY created_at, id"
        )
    ]


def hand_codings(database: Database) -> list[HandCoding]:
    """Return the codings that coders made by hand, by time."""
    rows: list[tuple[Any, ...]] = database.rows(
        'SELECT coder_id, code_id, text_id, start, "end", created_at FROM coding'
        " WHERE origin = 'hand' ORDER BY created_at, id"
    )
    return [HandCoding(*row) for row in rows]


def quote_at(database: Database, text_id: str, start: int, end: int) -> str:
    """Return what a text says in a place."""
    found: str | None = database.value(
        "SELECT substr(text, ? + 1, ?) FROM source_text WHERE id = ?", (start, end - start, text_id)
    )
    return found or ""
