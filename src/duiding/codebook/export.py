"""Writing a codebook as YAML that diffs well, and into a file without losing its comments."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duiding.codebook import store
from duiding.codebook.files import (
    CODE_FIELDS,
    THEME_FIELDS,
    TOP_FIELDS,
    CodebookFile,
    FileCode,
    FileCrosswalkRow,
    read_codebook_file,
)
from duiding.codebook.lookup import crosswalk, current_codebook
from duiding.codebook.model import Code, Codebook, CodeKind
from duiding.codebook.safe_yaml import read_text
from duiding.codebook.tree import Place
from duiding.database import Database
from duiding.errors import Refused
from duiding.files import write_new
from duiding.i18n import _

_Fields = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class ExportedCodebook:
    """What an export did."""

    path: Path
    codebook: Codebook
    written: bool
    """False when the file said the same already."""


def export_codebook(
    database: Database, key: str | None, path: Path, *, force: bool = False
) -> ExportedCodebook:
    """Write a codebook to a file that imports to the same codebook.

    A file that is there is changed only with ``force``, and keeps its comments and its layout.

    Raises NotFound without that codebook; Refused when the file exists (without ``force``), holds
    another codebook, or has codes that are not in the study; InputError when it is no codebook.
    """
    book = current_codebook(database, key)
    linked = _indicators(database, book)
    rows = [
        FileCrosswalkRow(row.from_codebook, row.from_key, row.to_key, row.note)
        for row in crosswalk(database, book)
    ]
    there = path.exists()
    text = _changed_file(path, book, linked, rows) if there else _new_file(book, linked, rows)
    if there and text == read_text(path):
        return ExportedCodebook(path, book, written=False)
    write_new(path, lambda scratch: _write(scratch, text), overwrite=force)
    return ExportedCodebook(path, book, written=True)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _indicators(database: Database, book: Codebook) -> dict[str, list[str]]:
    """Return the names of indicators by id of the code: linked ones first, then waiting ones."""
    names = store.indicator_names(database)
    linked = store.linked_indicators(database)
    found: dict[str, list[str]] = {
        code.id: [name for key, name in names.items() if (code.id, key) in linked]
        for code in book.codes
    }
    for _wish_id, code_id, name in store.wishes(database):
        if code_id in found:
            found[code_id].append(name)
    return found


def _head(book: Codebook) -> _Fields:
    return [
        ("codebook", book.key),
        ("name", book.name),
        ("wave", book.wave),
        ("language", book.language),
    ]


def _fields(code: Code, book: Codebook, indicators: list[str]) -> _Fields:
    related = book.by_id[code.related_theme_id].key if code.related_theme_id else ""
    return [
        ("id", code.key.rpartition("/")[2]),
        ("name", code.name),
        ("kind", "" if code.kind is CodeKind.THEME else code.kind.value),
        ("related_theme", related),
        ("part_of", code.part_of),
        ("definition", code.definition),
        ("include", code.include),
        ("exclude", code.exclude),
        ("example", code.example),
        ("colour", code.colour),
        ("keywords", list(code.keywords)),
        ("indicators", indicators),
    ]


def _new_file(book: Codebook, linked: dict[str, list[str]], rows: list[FileCrosswalkRow]) -> str:
    from duiding.codebook.round_trip import dump, new_mapping

    themes = [_new_code(theme, book, linked) for theme in book.themes]
    return dump(
        new_mapping([*_head(book), ("themes", themes), ("crosswalk", _crosswalk_part(rows))])
    )


def _new_code(code: Code, book: Codebook, linked: dict[str, list[str]]) -> Any:
    from duiding.codebook.round_trip import new_mapping

    below = [_new_code(child, book, linked) for child in book.children_of(code)]
    return new_mapping([*_fields(code, book, linked[code.id]), ("codes", below)])


def _crosswalk_part(rows: list[FileCrosswalkRow]) -> Any:
    from duiding.codebook.round_trip import new_mapping

    parts = []
    for source in dict.fromkeys(row.from_codebook for row in rows):
        maps = [
            new_mapping([("from", row.from_key), ("to", row.to_key), ("note", row.note)])
            for row in rows
            if row.from_codebook == source
        ]
        parts.append(new_mapping([("from", source), ("rows", maps)]))
    return parts[0] if len(parts) == 1 else parts


@dataclass(slots=True)
class _Target:
    """A file that is there, while a codebook is brought into it."""

    document: Any
    book: Codebook
    linked: dict[str, list[str]]
    written: dict[str, FileCode]
    places: dict[str, Place]

    def node(self, key: str) -> Any:
        node = self.document
        for step in self.places[key]:
            node = node[step]
        return node


def _changed_file(
    path: Path, book: Codebook, linked: dict[str, list[str]], rows: list[FileCrosswalkRow]
) -> str:
    from duiding.codebook.round_trip import dump, keeping_what_follows, load, set_field

    file = read_codebook_file(path)
    _refuse_foreign(path, file, book)
    document, indent, offset = load(read_text(path))
    for name, value in _head(book):
        if getattr(file, "key" if name == "codebook" else name) != value:
            set_field(document, name, value, TOP_FIELDS)
    written = {code.key: code for code in file.codes}
    places = {code.key: code.place for code in file.codes}
    target = _Target(document, book, linked, written, places)
    with keeping_what_follows(document["themes"]):
        for code in book.codes:
            if code.key in written:
                _update(target, code)
            else:
                _add(target, code)
    if set(rows) != set(file.crosswalk or ()):
        set_field(document, "crosswalk", _crosswalk_part(rows), TOP_FIELDS)
    return dump(document, indent, offset)


def _refuse_foreign(path: Path, file: CodebookFile, book: Codebook) -> None:
    if file.key != book.key:
        raise Refused(
            _("{path} holds the codebook {other!r}, not {key!r}. Choose another file.").format(
                path=path, other=file.key, key=book.key
            )
        )
    strangers = [code.key for code in file.codes if code.key not in book.by_key]
    if strangers:
        raise Refused(
            _(
                "{path} has codes that are not in the study ({codes}). "
                "Import the file first, or choose another name."
            ).format(path=path, codes=", ".join(strangers))
        )


def _update(target: _Target, code: Code) -> None:
    from duiding.codebook.round_trip import keeping_what_follows, set_field

    stands = target.written[code.key]
    order = CODE_FIELDS if code.parent_id else THEME_FIELDS
    fields = _fields(code, target.book, target.linked[code.id])
    changed = [(name, value) for name, value in fields if _differs(stands, name, value)]
    node = target.node(code.key)
    if changed:
        with keeping_what_follows(node):
            for name, value in changed:
                set_field(node, name, value, order)


def _add(target: _Target, code: Code) -> None:
    from duiding.codebook.round_trip import keeping_what_follows, new_mapping, set_field

    fresh = new_mapping(_fields(code, target.book, target.linked[code.id]))
    parent_key = code.key.rpartition("/")[0]
    holder = target.node(parent_key) if parent_key else target.document
    name = "codes" if parent_key else "themes"
    with keeping_what_follows(holder):
        if holder.get(name):
            holder[name].append(fresh)
        else:
            set_field(holder, name, [fresh], (*CODE_FIELDS, *TOP_FIELDS))
    place = target.places[parent_key] if parent_key else ()
    target.places[code.key] = (*place, name, len(holder[name]) - 1)


def _differs(item: FileCode, name: str, value: Any) -> bool:
    if name == "id" or (name == "kind" and not value):
        return False
    if name == "indicators":  # a set of links: the writer's order stands
        written = {text.casefold() for text in item.indicators}
        return written != {text.casefold() for text in value}
    stands = getattr(item, {"related_theme": "related_key"}.get(name, name))
    return bool((list(stands) if isinstance(stands, tuple) else str(stands)) != value)
