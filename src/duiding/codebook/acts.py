"""Importing a codebook: new codes are added, changed ones updated, none is ever removed."""

from dataclasses import dataclass, replace
from pathlib import Path

from duiding import database as db
from duiding.codebook import store
from duiding.codebook.files import CodebookFile, FileCode, read_codebook_file
from duiding.codebook.model import Code, Codebook
from duiding.codebook.wishes import PlacedLinks, Wanted, drop_wishes, place_links
from duiding.database import Act, Database, new_id, now
from duiding.i18n import _

IMPORT_CODEBOOK = "import_codebook"
_NOT_TOLD = frozenset({"position", "parent_id"})


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code that a new import of its file changed, with the names of the fields."""

    code: Code
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkChanges:
    """What an import did to the crosswalk."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    waiting: int = 0
    """Rows whose earlier code is not in the study."""

    @property
    def changed_anything(self) -> bool:
        """True when a row was added, changed or removed."""
        return bool(self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class ImportedCodebook:
    """What an import of a codebook did."""

    path: Path
    codebook: Codebook
    """As it now stands in the study."""
    is_new: bool
    new: tuple[Code, ...]
    changed: tuple[ChangedCode, ...]
    unchanged: int
    vanished: tuple[Code, ...]
    """In the study but not in the file; they stay."""
    crosswalk: CrosswalkChanges
    links_made: tuple[Wanted, ...]
    links_waiting: tuple[Wanted, ...]
    """Indicators that the file names and that are not in the study yet."""
    changed_anything: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes after an import."""

    by_key: dict[str, Code]
    new: tuple[Code, ...]
    changed: tuple[ChangedCode, ...]
    vanished: tuple[Code, ...]
    moved: bool

    @property
    def changed_anything(self) -> bool:
        return bool(self.new or self.changed or self.moved)


def import_codebook(database: Database, path: Path, *, coder_id: str | None) -> ImportedCodebook:
    """Bring a codebook file into the study; the same file again changes nothing.

    Codes are recognised by their key (the path of ids), else by their name below the same parent,
    so that renaming or redefining one keeps its codings. Codes that vanished from the file stay
    and are reported. Indicators and crosswalk rows that need another file wait for it. The act
    stands in the history, but undo passes over it.

    Raises InputError, and changes nothing, for anything wrong in the file.
    """
    file = read_codebook_file(path)
    with db.act(database, IMPORT_CODEBOOK, coder_id=coder_id, undoable=False) as act:
        present = store.codebook_by_key(database, file.key)
        book = _head(file, present)
        if present is None:
            act.insert("codebook", store.codebook_image(book, now()))
        codes = _write_codes(act, file, book, present.codes if present else ())
        crosswalk = _write_crosswalk(act, file, book, codes)
        links = _write_links(act, file, codes)
        changed = codes.changed_anything or crosswalk.changed_anything or bool(links.made)
        changed = changed or present is None or _head(file, present) != replace(present, codes=())
        if changed and present is not None:
            act.update("codebook", book.id, store.codebook_image(book, now()))
    stands = store.codebook_by_key(database, file.key)
    assert stands is not None
    return ImportedCodebook(
        path=path,
        codebook=stands,
        is_new=present is None,
        new=codes.new,
        changed=codes.changed,
        unchanged=len(file.codes) - len(codes.new) - len(codes.changed),
        vanished=codes.vanished,
        crosswalk=crosswalk,
        links_made=links.made,
        links_waiting=tuple(want for want in links.waiting if want.code_id in stands.by_id),
        changed_anything=changed,
        warnings=(*file.warnings, *_links_beside_the_file(database, file, codes)),
    )


def _head(file: CodebookFile, present: Codebook | None) -> Codebook:
    book_id = present.id if present else new_id()
    return Codebook(book_id, file.key, file.name, file.wave, file.language, ())


def _write_codes(act: Act, file: CodebookFile, book: Codebook, present: tuple[Code, ...]) -> _Codes:
    before = _recognise(file.codes, present)
    vanished = _vanished(present, before)
    positions = _positions([code.key for code in file.codes], [code.key for code in vanished])
    ids = {i.key: before[i.key].id if i.key in before else new_id() for i in file.codes}
    after = {item.key: _code(item, book.id, ids, positions[item.key]) for item in file.codes}
    for code in vanished:
        act.update("code", code.id, {"key": code.key, "position": positions[code.key]})
    # A relation names a theme that may stand further on in the file: themes go first.
    for code in sorted(after.values(), key=lambda code: code.parent_id is not None):
        if code.key in before:
            act.update("code", code.id, store.code_image(code))
        else:
            act.insert("code", store.code_image(code))
    kept = [code for code in after.values() if code.key in before]
    changed = [ChangedCode(code, _different(before[code.key], code)) for code in kept]
    return _Codes(
        by_key=after,
        new=tuple(code for code in after.values() if code.key not in before),
        changed=tuple(item for item in changed if item.fields),
        vanished=vanished,
        moved=any(before[code.key].position != code.position for code in kept),
    )


def _recognise(items: tuple[FileCode, ...], present: tuple[Code, ...]) -> dict[str, Code]:
    """Return the codes of the study by their key in the file.

    A code that left under one id and stands under another with the same name, below the same
    parent, is the same code.
    """
    by_key = {code.key: code for code in present}
    keys = {item.key for item in items}
    gone = {
        (code.parent_id, code.name.casefold()): code for code in present if code.key not in keys
    }
    found: dict[str, Code] = {}
    taken: set[str] = set()
    for item in items:
        parent = found.get(item.parent_key)
        old = by_key.get(item.key)
        if old is None and parent is not None:  # the parent may have another id now
            old = by_key.get(f"{parent.key}/{item.key.rpartition('/')[2]}")
        if old is None and (parent is not None or not item.parent_key):
            old = gone.get((parent.id if parent else None, item.name.casefold()))
        if old is not None and old.id not in taken:
            taken.add(old.id)
            found[item.key] = old
    return found


def _vanished(present: tuple[Code, ...], before: dict[str, Code]) -> tuple[Code, ...]:
    """Return the codes that are not in the file, with the key that follows from their parent."""
    keys = {code.id: key for key, code in before.items()}
    left = []
    for code in present:
        if code.id not in keys:
            parent = keys[code.parent_id] + "/" if code.parent_id else ""
            keys[code.id] = parent + code.key.rpartition("/")[2]
            left.append(replace(code, key=keys[code.id]))
    return tuple(left)


def _code(item: FileCode, codebook_id: str, ids: dict[str, str], position: int) -> Code:
    return Code(
        id=ids[item.key],
        codebook_id=codebook_id,
        key=item.key,
        name=item.name,
        kind=item.kind,
        parent_id=ids[item.parent_key] if item.parent_key else None,
        related_theme_id=ids[item.related_key] if item.related_key else None,
        position=position,
        part_of=item.part_of,
        definition=item.definition,
        include=item.include,
        exclude=item.exclude,
        example=item.example,
        keywords=item.keywords,
        colour=item.colour,
    )


def _different(old: Code, code: Code) -> tuple[str, ...]:
    before, after = store.code_image(old), store.code_image(code)
    return tuple(
        name for name, value in after.items() if before[name] != value and name not in _NOT_TOLD
    )


def _positions(in_file: list[str], vanished: list[str]) -> dict[str, int]:
    """Return the place of each code in the tree: the file's order, vanished ones after it."""
    children: dict[str, list[str]] = {}
    for key in (*in_file, *vanished):
        children.setdefault(key.rpartition("/")[0], []).append(key)
    order: list[str] = []
    waiting = list(reversed(children.get("", [])))
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting += reversed(children.get(key, []))
    return {key: position for position, key in enumerate(order)}


def _write_crosswalk(
    act: Act, file: CodebookFile, book: Codebook, codes: _Codes
) -> CrosswalkChanges:
    """Bring the rows in step with the file; a file without that part leaves them alone."""
    present = store.crosswalk_rows(act.database, book.id)
    by_place = {(r.from_codebook, r.from_key, r.to_key): key for key, r in present.items()}
    new = changed = removed = 0
    for row in file.crosswalk or ():
        row_id = by_place.pop((row.from_codebook, row.from_key, row.to_key), None)
        if row_id is None:
            image = {
                "id": new_id(),
                "from_codebook": row.from_codebook,
                "from_key": row.from_key,
                "to_code_id": codes.by_key[row.to_key].id,
                "note": row.note,
            }
            act.insert("crosswalk", image)
            new += 1
        elif present[row_id].note != row.note:
            act.update("crosswalk", row_id, {"note": row.note})
            changed += 1
    if file.crosswalk is not None:
        for row_id in by_place.values():
            act.delete("crosswalk", row_id)
            removed += 1
    stands = store.crosswalk_rows(act.database, book.id).values()
    waiting = sum(1 for row in stands if row.from_code_id is None)
    return CrosswalkChanges(new, changed, removed, waiting)


def _write_links(act: Act, file: CodebookFile, codes: _Codes) -> PlacedLinks:
    wanted = [
        Wanted(codes.by_key[item.key].id, name) for item in file.codes for name in item.indicators
    ]
    drop_wishes(act, {code.id for code in codes.by_key.values()}, set(wanted))
    return place_links(act, wanted)


def _links_beside_the_file(database: Database, file: CodebookFile, codes: _Codes) -> list[str]:
    names = store.indicator_names(database)
    by_id = {code.id: code for code in codes.by_key.values()}
    asked = {(item.key, name.casefold()) for item in file.codes for name in item.indicators}
    return [
        _(
            "The code {code!r} is linked to {indicator!r}, which the file does not name; "
            "the link stays (to remove it: duiding link --remove)."
        ).format(code=by_id[code_id].key, indicator=names[indicator_id])
        for code_id, indicator_id in sorted(store.linked_indicators(database))
        if code_id in by_id and (by_id[code_id].key, names[indicator_id].casefold()) not in asked
    ]
