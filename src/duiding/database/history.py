"""Acts: every change with its row in the history, in one transaction; undo and redo on top.

An act names itself and makes its changes through the ``Act`` it is given. Each change keeps the
whole row as it was and as it became, so that undo is one mechanism for every kind of thing.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from duiding.database.connection import Database
from duiding.database.ids import new_id, now
from duiding.errors import Refused
from duiding.i18n import _

UNDO = "undo"
REDO = "redo"
_CHUNK = 200

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
        """Add a row; ``image`` has every column, ``id`` among them."""
        columns = ", ".join(f'"{name}"' for name in image)
        marks = ", ".join("?" * len(image))
        self.database.execute(
            f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(image.values())
        )
        self.record(Change(table, image["id"], None, dict(image)))

    def update(self, table: str, row_id: str, changes: Mapping[str, Any]) -> None:
        """Change some columns of a row; nothing is written when they have these values already."""
        before = row_image(self.database, table, row_id)
        assert before is not None, (table, row_id)
        after = {**before, **changes}
        if after == before:
            return
        sets = ", ".join(f'"{name}" = ?' for name in changes)
        self.database.execute(
            f'UPDATE "{table}" SET {sets} WHERE id = ?', (*changes.values(), row_id)
        )
        self.record(Change(table, row_id, before, after))

    def delete(self, table: str, row_id: str) -> None:
        """Remove a row."""
        before = row_image(self.database, table, row_id)
        assert before is not None, (table, row_id)
        self.database.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
        self.record(Change(table, row_id, before, None))

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
    found = database.records(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    return found[0] if found else None


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
    present = row_image(running.database, step.entity, step.entity_id)
    if present != step.before:
        raise Refused(_("This was changed by somebody else since; it cannot be undone or redone."))
    if step.after is None:
        running.delete(step.entity, step.entity_id)
    elif step.before is None:
        running.insert(step.entity, step.after)
    else:
        running.update(step.entity, step.entity_id, step.after)


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
    below: int | None = None
    previous = ""
    while True:
        rows = database.rows(
            "SELECT seq, act_id, act, target_act_id FROM history"
            " WHERE coder_id = ? AND undoable = 1 AND (? IS NULL OR seq < ?)"
            " ORDER BY seq DESC LIMIT ?",
            (coder_id, below, below, _CHUNK),
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
