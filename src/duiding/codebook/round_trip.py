"""Changing a YAML document while everything that did not change stays as it was written.

ruamel hangs a comment on the last value before it, however deep that lies. Whoever changes the end
of a branch therefore first lifts what is said after the branch, and hangs it on the new end.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NEEDS_QUOTES = re.compile(r"^[^\w(]|: |:$| #")
_WIDE = 1_000_000  # one text, one line: a changed sentence is one changed line in git


def load(text: str) -> tuple[Any, int, int]:
    """Return the document, and the indentation that its writer used."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    indent, offset = _indentation(text)
    return yaml.load(text), indent, offset


def dump(document: Any, indent: int = 4, offset: int = 2) -> str:
    """Return the document as text; lists are indented by ``indent``, their hyphen by ``offset``."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.indent(mapping=2, sequence=indent, offset=offset)
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    return buffer.getvalue()


def _indentation(text: str) -> tuple[int, int]:
    """Return the indentation of lists: that of the first one below a field."""
    for line in text.splitlines():
        if line.lstrip().startswith("- "):
            offset = len(line) - len(line.lstrip())
            return offset + 2, offset
    return 4, 2


def new_mapping(fields: list[tuple[str, Any]]) -> Any:
    """Return a mapping with these fields; empty ones are left out."""
    from ruamel.yaml.comments import CommentedMap

    return CommentedMap((name, _value(value)) for name, value in fields if value)


def _value(value: Any) -> Any:
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, str):
        if "\n" in value:
            return LiteralScalarString(value)
        return DoubleQuotedScalarString(value) if _NEEDS_QUOTES.search(value) else value
    return CommentedSeq(value) if isinstance(value, list | tuple) else value


def set_field(mapping: Any, name: str, value: Any, order: tuple[str, ...]) -> None:
    """Set, add (at its place in ``order``) or, when the value is empty, remove a field."""
    if not value:
        mapping.pop(name, None)
    elif name in mapping:
        is_list = isinstance(value, list)
        mapping[name] = _list_like(mapping[name], value) if is_list else _value(value)
    else:
        before = sum(1 for key in mapping if order.index(str(key)) < order.index(name))
        mapping.insert(before, name, _value(value))


def _list_like(old: Any, values: list[Any]) -> Any:
    """Return a list with the layout of another, and the comments of the items that stay."""
    new = _value(values)
    if hasattr(old, "ca"):
        if old.fa.flow_style():
            new.fa.set_flow_style()
        places = {str(item): index for index, item in enumerate(old)}
        for index, item in enumerate(values):
            place = places.get(str(item))
            if place in old.ca.items:
                new.ca.items[index] = old.ca.items[place]
            if place is not None:
                new[index] = old[place]
    return new


@contextmanager
def keeping_what_follows(branch: Any) -> Iterator[None]:
    """Let the end of a mapping or list change without losing the comment after it."""
    tail = _lift(branch)
    yield
    if tail:
        _hang(branch, tail)


def _end(branch: Any) -> tuple[Any, Any]:
    """Return the deepest last container and its last key or index."""
    while True:
        last = next(reversed(branch)) if isinstance(branch, dict) else len(branch) - 1
        below = branch[last]
        if not (isinstance(below, dict | list) and below):
            return branch, last
        branch = below


def _slot(branch: Any) -> int:
    return 2 if isinstance(branch, dict) else 0


def _lift(branch: Any) -> str:
    if not branch:
        return ""
    owner, last = _end(branch)
    comments = owner.ca.items.get(last)
    token = comments[_slot(owner)] if comments else None
    if token is None or isinstance(token, list):
        return ""
    beside, break_, after = token.value.partition("\n")
    token.value = beside + break_
    if not beside:
        del owner.ca.items[last]
    return str(after)


def _hang(branch: Any, tail: str) -> None:
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    owner, last = _end(branch)
    comments = owner.ca.items.setdefault(last, [None, None, None, None])
    slot = _slot(owner)
    if comments[slot] is None:
        comments[slot] = CommentToken("\n" + tail, CommentMark(0), None)
    else:
        comments[slot].value = comments[slot].value.rstrip("\n") + "\n" + tail
