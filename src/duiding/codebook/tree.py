"""From codes as they are written (nested, or naming their parent) to one tree with keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from duiding.codebook.safe_yaml import Mapping
from duiding.i18n import _

Place = tuple[str | int, ...]
Fail = Callable[[int, str], NoReturn]
MAX_LEVELS = 10


@dataclass(frozen=True, slots=True, eq=False)
class RawCode:
    """A code or theme as it is written."""

    id: str
    name: str
    parent: str
    """What its field ``parent`` says: an id in the same theme, or a path from the theme."""
    node: Mapping
    place: Place
    above: "RawCode | None"
    """The code or theme that it is written in; None for a theme."""

    @property
    def written_path(self) -> str:
        """Ids from the theme down, as written."""
        return f"{self.above.written_path}/{self.id}" if self.above else self.id


def arrange(raws: list[RawCode], fail: Fail) -> dict[Place, tuple[str, str]]:
    """Return key and key of the parent by place, in order of the tree.

    Calls ``fail`` with a line and a reason for an unknown parent, a cycle, or a double id or name.
    """
    by_id: dict[tuple[Place, str], list[RawCode]] = {}
    by_path: dict[str, list[RawCode]] = {}
    for raw in raws:
        by_id.setdefault((raw.place[:2], raw.id), []).append(raw)
        by_path.setdefault(raw.written_path, []).append(raw)
    parents: dict[RawCode, RawCode | None] = {}
    for raw in raws:
        found = by_id.get((raw.place[:2], raw.parent)) or by_path.get(raw.parent, [])
        parents[raw] = _only(raw, found, fail) if raw.parent else raw.above
    _refuse_cycles(parents, fail)
    children: dict[RawCode | None, list[RawCode]] = {}
    for raw in raws:
        children.setdefault(parents[raw], []).append(raw)
    for siblings in children.values():
        _refuse_doubles(siblings, fail)
    arranged: dict[Place, tuple[str, str]] = {}
    waiting = [(raw, "") for raw in reversed(children[None])]
    while waiting:
        raw, parent_key = waiting.pop()
        key = f"{parent_key}/{raw.id}" if parent_key else raw.id
        if key.count("/") >= MAX_LEVELS:
            fail(
                raw.node.line,
                _("this code lies deeper than {limit} levels.").format(limit=MAX_LEVELS),
            )
        arranged[raw.place] = (key, parent_key)
        waiting += [(child, key) for child in reversed(children.get(raw, []))]
    return arranged


def _only(raw: RawCode, found: list[RawCode], fail: Fail) -> RawCode:
    if len(found) != 1:
        reason = (
            _("the field 'parent' is {value!r}; two codes have that id, write theme/id.")
            if found
            else _("the field 'parent' is {value!r}; there is no such code here.")
        )
        fail(raw.node.lines["parent"], reason.format(value=raw.parent))
    return found[0]


def _refuse_cycles(parents: dict[RawCode, RawCode | None], fail: Fail) -> None:
    safe: set[RawCode] = set()
    for raw in parents:
        chain: dict[RawCode, None] = {}
        here: RawCode | None = raw
        while here is not None and here not in safe:
            if here in chain:
                whole = list(chain)
                circle = [code.id for code in (*whole[whole.index(here) :], here)]
                fail(
                    here.node.lines.get("parent", here.node.line),
                    _("the field 'parent' makes a circle: {chain}.").format(
                        chain=" → ".join(circle)
                    ),
                )
            chain[here] = None
            here = parents[here]
        safe.update(chain)


def _refuse_doubles(siblings: list[RawCode], fail: Fail) -> None:
    ids: dict[str, RawCode] = {}
    names: dict[str, RawCode] = {}
    for raw in siblings:
        other = ids.setdefault(raw.id, raw)
        if other is not raw:
            fail(
                raw.node.lines.get("id", raw.node.line),
                _("the id {value!r} stands here twice (also on line {line}).").format(
                    value=raw.id, line=other.node.line
                ),
            )
        other = names.setdefault(raw.name.casefold(), raw)
        if other is not raw:
            fail(
                raw.node.lines["name"],
                _("the name {value!r} stands here twice (also on line {line}).").format(
                    value=raw.name, line=other.node.line
                ),
            )
