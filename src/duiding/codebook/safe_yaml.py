"""YAML as plain text with line numbers, and nothing that YAML can do beyond that.

The file is read event by event, so that depth and size are bounded before anything is built:
anchors, aliases, tags, directives, merge keys and double keys are refused. Every scalar is text;
``no`` and ``2021`` stay what the writer typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duiding.errors import InputError
from duiding.files import read_bytes
from duiding.i18n import _
from duiding.text import clean

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, in canonical form; ``line`` counts from 1."""

    text: str
    line: int


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in order; ``lines`` has the line of each key."""

    line: int
    items: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    waiting: str | None = None
    """While building: the key whose value is still to come."""


Node = Scalar | Sequence | Mapping


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8 (with or without mark) or Windows-1252.

    Raises InputError when it cannot be read, is too large or is no text.
    """
    content = read_bytes(path, limit=MAX_BYTES)
    if b"\0" in content:
        raise InputError(
            _("{path} is not a text file. Save the codebook as YAML in UTF-8.").format(path=path)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_yaml(path: Path) -> Mapping:
    """Read a file whose top is a mapping.

    Raises InputError, with the line, for anything else.
    """
    text = read_text(path)
    root = _build(path, _events(path, text))
    if root is None:
        raise InputError(_("{path} is empty.").format(path=path))
    if not isinstance(root, Mapping):
        raise InputError(
            _("{path}, line {line}: a codebook starts with fields such as 'codebook:'.").format(
                path=path, line=root.line
            )
        )
    return root


def _events(path: Path, text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            _("{path}, line {line}: this is not valid YAML ({reason}).").format(
                path=path, line=mark.line + 1 if mark else 1, reason=error.problem
            )
        ) from error
    except YAMLError as error:
        raise InputError(
            _("{path} is not valid YAML: it holds characters that are no text.").format(path=path)
        ) from error


def _build(path: Path, events: Iterator[Any]) -> Node | None:
    root: Node | None = None
    open_nodes: list[Sequence | Mapping] = []
    documents = 0
    for event in events:
        kind, line = type(event).__name__, event.start_mark.line + 1
        _refuse_tricks(path, event, kind, line)
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                raise InputError(
                    _("{path}, line {line}: a second document starts here; use one.").format(
                        path=path, line=line
                    )
                )
        if kind in {"SequenceEndEvent", "MappingEndEvent"}:
            open_nodes.pop()
        node = _node(event, kind, line)
        if node is None:
            continue
        root = node if root is None else root
        _hang(path, open_nodes[-1] if open_nodes else None, node, line)
        if not isinstance(node, Scalar):
            open_nodes.append(node)
            if len(open_nodes) > MAX_DEPTH:
                raise InputError(
                    _("{path}, line {line}: nested deeper than {limit} levels.").format(
                        path=path, line=line, limit=MAX_DEPTH
                    )
                )
    return root


def _node(event: Any, kind: str, line: int) -> Node | None:
    if kind == "ScalarEvent":
        plain_empty = event.implicit[0] and event.value in _EMPTY
        return Scalar("" if plain_empty else clean(event.value), line)
    if kind == "SequenceStartEvent":
        return Sequence(line)
    return Mapping(line) if kind == "MappingStartEvent" else None


def _refuse_tricks(path: Path, event: Any, kind: str, line: int) -> None:
    directive = kind == "DocumentStartEvent" and (event.version or event.tags)
    if kind == "AliasEvent" or getattr(event, "anchor", None):
        what = _("anchors and aliases (& and *)")
    elif directive or (kind != "DocumentStartEvent" and getattr(event, "tag", None)):
        what = _("tags and directives (! and %)")
    else:
        return
    raise InputError(
        _("{path}, line {line}: {what} are not allowed here; write the text itself.").format(
            path=path, line=line, what=what
        )
    )


def _hang(path: Path, parent: Sequence | Mapping | None, node: Node, line: int) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif isinstance(parent, Mapping) and parent.waiting is None:
        if not isinstance(node, Scalar) or node.text == "<<":
            raise InputError(
                _("{path}, line {line}: a field must have a plain name.").format(
                    path=path, line=line
                )
            )
        if node.text in parent.items:
            raise InputError(
                _("{path}, line {line}: the field {field!r} stands here twice.").format(
                    path=path, line=line, field=node.text
                )
            )
        parent.waiting = node.text
        parent.lines[node.text] = line
    elif isinstance(parent, Mapping) and parent.waiting is not None:
        parent.items[parent.waiting] = node
        parent.waiting = None
