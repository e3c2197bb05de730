"""Acts: every change with its row in the history, in one transaction; undo and redo on top.

An act names itself and makes its changes through the ``Act`` it is given. Each change keeps the
whole row as it was and as it became, so that undo is one mechanism for every kind of thing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import apsw

from duiding.database.connection import Database
from duiding.database.faults import damaged_error
from duiding.database.ids import new_id, now
from duiding.errors import Refused
from duiding.i18n import _

UNDO = "undo"
REDO = "redo"
_CHUNK = 200
_NEWEST = 2**62  # above every row of the history
_NAME = re.compile(r"[a-z][a-z_]*")

Image = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changed: its table, its id, and its images before and after."""

    entity: str
    entity_id: str
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class DoneAct:
    """What an undo or redo did: the name of the act concerned and the changes it made now."""

    act: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act in the history, with the number of rows it changed and an example of them."""

    id: str
    act: str
    at: str
    coder: str
    """Name of the coder; empty for acts on the study as a whole."""
    target_act: str
    """For undo and redo: the name of the act concerned, else empty."""
    rows: int
    first: Change


@dataclass(slots=True)
class Act:
    """A running act: the only way to change what can be undone."""

    database: Database
    name: str
    coder_id: str | None
    undoable: bool
    target_act_id: str | None = None
    id: str = field(default_factory=new_id)
    at: str = field(default_factory=now)

    def insert(self, table: str, image: Mapping[str, Any]) -> None:
        """Add a row; ``image`` has its ``id`` and every column without a default."""
        columns = ", ".join(self._name(name) for name in image)
        marks = ", ".join("?" * len(image))
        self.database.execute(
            f"INSERT INTO {self._name(table)} ({columns}) VALUES ({marks})", tuple(image.values())
        )
        self.record(Change(table, image["id"], None, row_image(self.database, table, image["id"])))

    def update(self, table: str, row_id: str, changes: Mapping[str, Any]) -> None:
        """Change some columns of a row; nothing is written when they have these values already.

        Raises LookupError when there is no such row.
        """
        before = self._present(table, row_id)
        if {**before, **changes} == before:
            return
        sets = ", ".join(f"{self._name(name)} = ?" for name in changes)
        self.database.execute(
            f"UPDATE {self._name(table)} SET {sets} WHERE id = ?", (*changes.values(), row_id)
        )
        after = row_image(self.database, table, row_id)
        if after != before:
            self.record(Change(table, row_id, before, after))

    def delete(self, table: str, row_id: str) -> None:
        """Remove a row. Raises LookupError when there is no such row."""
        before = self._present(table, row_id)
        self.database.execute(f"DELETE FROM {self._name(table)} WHERE id = ?", (row_id,))
        self.record(Change(table, row_id, before, None))

    def _present(self, table: str, row_id: str) -> Image:
        image = row_image(self.database, table, row_id)
        if image is None:
            raise LookupError(f"{table} {row_id}")
        return image

    def _name(self, name: str) -> str:
        return _quoted(self.database, name)

    def record(self, change: Change) -> None:
        """Write a change into the history without making it (large imports record a summary)."""
        self.database.execute(
            "INSERT INTO history (id, act_id, act, at, coder_id, entity, entity_id, before, after,"
            " undoable, target_act_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new_id(),
                self.id,
                self.name,
                self.at,
                self.coder_id,
                change.entity,
                change.entity_id,
                _dump(change.before),
                _dump(change.after),
                int(self.undoable),
                self.target_act_id,
            ),
        )


@contextmanager
def act(
    database: Database, name: str, *, coder_id: str | None, undoable: bool = True
) -> Iterator[Act]:
    """Open the transaction of one act of a user. An act that changes nothing leaves no trace."""
    with database.transaction():
        yield Act(database, name, coder_id, undoable)


def row_image(database: Database, table: str, row_id: str) -> Image | None:
    """Return a row as a dictionary by column, or None."""
    found = database.records(f"SELECT * FROM {_quoted(database, table)} WHERE id = ?", (row_id,))
    return found[0] if found else None


def _quoted(database: Database, name: str) -> str:
    """Return a table or column as SQL. Undo takes names from the file, so nothing else passes."""
    if not _NAME.fullmatch(name):
        raise damaged_error(database.path)
    return f'"{name}"'


def undo(database: Database, *, coder_id: str) -> DoneAct:
    """Take back the coder's last act that still stands.

    Raises Refused when there is none, or when somebody changed the same thing since.
    """
    with database.transaction():
        target = _last_standing_act(database, coder_id)
        if target is None:
            raise Refused(_("There is nothing to undo."))
        return _play(database, UNDO, target, coder_id, backwards=True)


def standing_act(database: Database, *, coder_id: str) -> DoneAct | None:
    """Return the coder's last act that still stands, which undo would take back, or None."""
    target = _last_standing_act(database, coder_id)
    if target is None:
        return None
    name, changes = _changes_of(database, target)
    return DoneAct(name, tuple(changes))


def redo(database: Database, *, coder_id: str) -> DoneAct:
    """Do again the coder's act that was undone last.

    Raises Refused when there is none, or when somebody changed the same thing since.
    """
    with database.transaction():
        target = _last_undone_act(database, coder_id)
        if target is None:
            raise Refused(_("There is nothing to redo."))
        return _play(database, REDO, target, coder_id, backwards=False)


def past_acts(
    database: Database,
    *,
    coder_id: str | None = None,
    limit: int = 20,
    without: Sequence[str] = (),
) -> list[PastAct]:
    """Return the newest acts, of everybody or of one coder, the newest first.

    Acts with a name in ``without`` are left out.
    """
    rows = database.rows(
        "SELECT h.act_id, h.act, h.at, coalesce(c.name, ''),"
        " coalesce((SELECT t.act FROM history t WHERE t.act_id = h.target_act_id LIMIT 1), ''),"
        " (SELECT count(*) FROM history n WHERE n.act_id = h.act_id),"
        " h.entity, h.entity_id, h.before, h.after"
        " FROM history h LEFT JOIN coder c ON c.id = h.coder_id"
        " WHERE (? IS NULL OR h.coder_id = ?)"
        " AND NOT EXISTS (SELECT 1 FROM history e WHERE e.act_id = h.act_id AND e.seq < h.seq)"
        f" AND h.act NOT IN ({', '.join('?' * len(without))})"
        " ORDER BY h.seq DESC LIMIT ?",
        (coder_id, coder_id, *without, limit),
    )
    return [
        PastAct(
            id=act_id,
            act=name,
            at=at,
            coder=coder,
            target_act=target,
            rows=count,
            first=Change(entity, entity_id, _load(before), _load(after)),
        )
        for act_id, name, at, coder, target, count, entity, entity_id, before, after in rows
    ]


def _play(database: Database, name: str, target: str, coder_id: str, *, backwards: bool) -> DoneAct:
    act_name, changes = _changes_of(database, target)
    running = Act(database, name, coder_id, undoable=True, target_act_id=target)
    done: list[Change] = []
    for change in reversed(changes) if backwards else changes:
        before, after = (
            (change.after, change.before) if backwards else (change.before, change.after)
        )
        step = Change(change.entity, change.entity_id, before, after)
        _make(running, step)
        done.append(step)
    return DoneAct(act_name, tuple(done))


def _make(running: Act, step: Change) -> None:
    database = running.database
    step = _only_what_changed(step)
    if not _is_still(row_image(database, step.entity, step.entity_id), step.before):
        raise Refused(_changed_since(running, step))
    try:
        if step.after is None:
            running.delete(step.entity, step.entity_id)
        elif step.before is None:
            running.insert(step.entity, step.after)
        else:
            running.update(step.entity, step.entity_id, step.after)
    except apsw.ConstraintError as error:  # what it refers to is gone, or refers to it by now
        raise Refused(
            _("This cannot be undone or redone: what it belongs to was changed since.")
        ) from error


def _only_what_changed(step: Change) -> Change:
    """Leave out the columns that an update left alone; they may have changed since."""
    before, after = step.before, step.after
    if before is None or after is None:
        return step
    names = [name for name in after if name not in before or before[name] != after[name]]
    return replace(
        step,
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names},
    )


def _is_still(image: Image | None, before: Image | None) -> bool:
    """Return whether a row is as it was, in the columns that there were then."""
    if image is None or before is None:
        return image is before
    return {name: image.get(name) for name in before} == before


def _changed_since(running: Act, step: Change) -> str:
    name = running.database.value(
        "SELECT c.name FROM history h JOIN coder c ON c.id = h.coder_id"
        " WHERE h.entity = ? AND h.entity_id = ? AND h.coder_id IS DISTINCT FROM ?"
        " ORDER BY h.seq DESC LIMIT 1",
        (step.entity, step.entity_id, running.coder_id),
    )
    if name is None:
        return _("This was changed since; it cannot be undone or redone.")
    return _("This was changed by {coder} since; it cannot be undone or redone.").format(coder=name)


def _last_standing_act(database: Database, coder_id: str) -> str | None:
    """Walk back over the coder's acts as over a stack: undo pops, redo pushes again."""
    popped = 0
    for act_id, name, target in _acts_backwards(database, coder_id):
        if name == UNDO:
            popped += 1
        elif popped:
            popped -= 1
        else:
            return target if name == REDO else act_id
    return None


def _last_undone_act(database: Database, coder_id: str) -> str | None:
    redone = 0
    for _act_id, name, target in _acts_backwards(database, coder_id):
        if name == REDO:
            redone += 1
        elif name != UNDO:
            return None
        elif redone:
            redone -= 1
        else:
            return target
    return None


def _acts_backwards(database: Database, coder_id: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the coder's undoable acts, newest first: id, name, target of an undo or redo."""
    below = _NEWEST
    previous = ""
    while True:
        rows = database.rows(
            "SELECT seq, act_id, act, target_act_id FROM history"
            " WHERE coder_id = ? AND undoable = 1 AND seq < ? ORDER BY seq DESC LIMIT ?",
            (coder_id, below, _CHUNK),
        )
        for seq, act_id, name, target in rows:
            below = seq
            if act_id != previous:  # the rows of one act stand together
                previous = act_id
                yield act_id, name, target
        if not rows:
            return


def _changes_of(database: Database, act_id: str) -> tuple[str, list[Change]]:
    rows = database.rows(
        "SELECT act, entity, entity_id, before, after FROM history WHERE act_id = ? ORDER BY seq",
        (act_id,),
    )
    changes = [Change(entity, key, _load(b), _load(a)) for _name, entity, key, b, a in rows]
    return rows[0][0], changes


def _dump(image: Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)


def _load(text: str | None) -> Image | None:
    return None if text is None else json.loads(text)
