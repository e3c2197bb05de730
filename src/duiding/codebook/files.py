"""Codebook files: what stands in them, checked field by field.

codebook: nulmeting-2021          key of the codebook
name: Codeboek nulmeting 2021
wave: nulmeting 2021              optional, like every field that is not named as required
language: nl
themes:
  - id: armoede                   optional: made from the name
    name: Armoede
    codes:
      - name: Schulden en schaamte
        kind: interpretation      or duiding, samenhang, aanbeveling, indicatorvoorstel, context
        codes: […]                codes may lie inside codes; or name the other: parent: ID
crosswalk:
  from: an-earlier-codebook
  rows:
    - {from: theme/code, to: theme/code, note: …}
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from duiding.codebook.model import CodeKind
from duiding.codebook.safe_yaml import Mapping, Node, Scalar, Sequence, read_yaml
from duiding.codebook.tree import Place, RawCode, arrange
from duiding.errors import InputError
from duiding.i18n import _
from duiding.text import clean_line, slug

KINDS: dict[str, CodeKind] = {
    "duiding": CodeKind.INTERPRETATION,
    "samenhang": CodeKind.RELATION,
    "aanbeveling": CodeKind.RECOMMENDATION,
    "indicatorvoorstel": CodeKind.INDICATOR,
    "context": CodeKind.CONTEXT,
    **{kind.value: kind for kind in CodeKind if kind is not CodeKind.THEME},
}
TOP_FIELDS = ("codebook", "name", "wave", "language", "themes", "crosswalk")
THEME_FIELDS = (
    *("id", "name", "part_of", "definition", "include", "exclude", "example"),
    *("colour", "keywords", "indicators", "codes"),
)
CODE_FIELDS = (
    *("id", "name", "kind", "related_theme", "parent", "part_of", "definition", "include"),
    *("exclude", "example", "colour", "keywords", "indicators", "codes"),
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FileCode:
    """A code as a file gives it."""

    key: str
    parent_key: str
    """Empty for a theme."""
    name: str
    kind: CodeKind
    related_key: str
    part_of: str
    definition: str
    include: str
    exclude: str
    example: str
    keywords: tuple[str, ...]
    colour: str
    indicators: tuple[str, ...]
    place: Place
    """Where it stands in the file: ``("themes", 0, "codes", 3)``."""


@dataclass(frozen=True, slots=True)
class FileCrosswalkRow:
    """A row of the crosswalk as a file gives it."""

    from_codebook: str
    from_key: str
    to_key: str
    note: str


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook as a file gives it, codes in the order of the tree."""

    path: Path
    key: str
    name: str
    wave: str
    language: str
    codes: tuple[FileCode, ...]
    crosswalk: tuple[FileCrosswalkRow, ...] | None
    """None when the file has no such part."""
    warnings: tuple[str, ...]


def read_codebook_file(path: Path) -> CodebookFile:
    """Read and check a codebook file.

    Raises InputError with one sentence (file, line, field) for the first thing that is wrong.
    """
    root = read_yaml(path)
    reader = _Reader(path)
    reader.known(root, TOP_FIELDS)
    key = reader.identifier(root, "codebook")
    codes = _codes(reader, root)
    return CodebookFile(
        path,
        key,
        reader.required(root, "name"),
        reader.line(root, "wave"),
        reader.line(root, "language") or "nl",
        codes,
        _crosswalk(reader, root, key, {code.key for code in codes}),
        tuple(reader.warnings),
    )


@dataclass(slots=True)
class _Reader:
    """Fields of one file, with errors that say where."""

    path: Path
    warnings: list[str] = field(default_factory=list)

    def fail(self, line: int, reason: str) -> NoReturn:
        raise InputError(
            _("{path}, line {line}: {reason}").format(path=self.path, line=line, reason=reason)
        )

    def known(self, node: Mapping, fields: tuple[str, ...]) -> None:
        for name, line in node.lines.items():
            if name not in fields:
                self.fail(
                    line,
                    _("unknown field {field!r}; known are: {choices}.").format(
                        field=name, choices=", ".join(fields)
                    ),
                )

    def text(self, node: Mapping, name: str) -> str:
        value = node.items.get(name)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self.fail(
                node.lines[name],
                _("the field {field!r} must be a text; put it between quotes.").format(field=name),
            )
        return value.text.strip()

    def line(self, node: Mapping, name: str) -> str:
        return clean_line(self.text(node, name))

    def required(self, node: Mapping, name: str) -> str:
        value = self.line(node, name)
        if not value:
            self.fail(
                node.lines.get(name, node.line),
                _("the field {field!r} is missing or empty.").format(field=name),
            )
        return value

    def identifier(self, node: Mapping, name: str) -> str:
        """Return a key; a code without one gets it from its name."""
        if name == "id" and not self.line(node, name):
            made = slug(self.required(node, "name"))
            if not made:
                self.fail(node.lines["name"], _("the name needs a letter or digit, or an 'id'."))
            return made
        value = self.required(node, name)
        if not _KEY.fullmatch(value):
            self.fail(
                node.lines[name],
                _(
                    "the field {field!r} is {value!r}; use small letters, digits and hyphens."
                ).format(field=name, value=value),
            )
        return value

    def words(self, node: Mapping, name: str) -> tuple[str, ...]:
        """Return a list of texts, each once."""
        texts = []
        for item in self.items(node, name):
            if not isinstance(item, Scalar):
                self.fail(item.line, _("{field!r} must be a list of texts.").format(field=name))
            texts.append(clean_line(item.text))
        return tuple(dict.fromkeys(text for text in texts if text))

    def items(self, node: Mapping, name: str) -> list[Node]:
        value = node.items.get(name)
        if value is None or (isinstance(value, Scalar) and not value.text.strip()):
            return []
        if not isinstance(value, Sequence):
            self.fail(
                node.lines[name],
                _("the field {field!r} must be a list: lines that start with '-'.").format(
                    field=name
                ),
            )
        return value.items

    def mappings(self, node: Mapping, name: str) -> list[Mapping]:
        found = []
        for item in self.items(node, name):
            if not isinstance(item, Mapping):
                self.fail(
                    item.line,
                    _("under {field!r} each '-' is followed by fields such as 'name:'.").format(
                        field=name
                    ),
                )
            found.append(item)
        return found

    def colour(self, node: Mapping) -> str:
        value = self.line(node, "colour").lower()
        empty_but_there = not value and "colour" in node.items
        if empty_but_there or (value and not _COLOUR.fullmatch(value)):
            self.fail(
                node.lines["colour"],
                _("the field 'colour' is {value!r}; write it with quotes as \"#e69f00\".").format(
                    value=value
                ),
            )
        return value

    def kind(self, node: Mapping) -> CodeKind:
        value = self.required(node, "kind")
        found = KINDS.get(value.casefold())
        if found is None:
            self.fail(
                node.lines["kind"],
                _("the field 'kind' is {value!r}; choose one of: {choices}.").format(
                    value=value, choices=", ".join(KINDS)
                ),
            )
        return found


def _codes(reader: _Reader, root: Mapping) -> tuple[FileCode, ...]:
    raws: list[RawCode] = []
    themes = reader.mappings(root, "themes")
    if not themes:
        reader.fail(root.lines.get("themes", root.line), _("there are no themes in 'themes'."))
    for index, theme in enumerate(themes):
        reader.known(theme, THEME_FIELDS)
        _take_in(reader, raws, theme, ("themes", index), None)
    arranged = arrange(raws, reader.fail)
    by_place = {place: key for place, (key, _parent) in arranged.items()}
    theme_keys = {raw.id for raw in raws if raw.above is None}
    nodes = {raw.place: raw.node for raw in raws}
    codes = tuple(
        _code(reader, nodes[place], place, by_place[place], parent, theme_keys)
        for place, (_key, parent) in arranged.items()
    )
    _warn_of_like_names(reader, codes)
    return codes


def _take_in(
    reader: _Reader, raws: list[RawCode], node: Mapping, place: Place, above: RawCode | None
) -> None:
    """Collect a theme or code and what lies in it (no deeper than the depth of the file)."""
    if above is not None:
        reader.known(node, CODE_FIELDS)
    name = reader.required(node, "name")
    parent = reader.line(node, "parent")
    raw = RawCode(reader.identifier(node, "id"), name, parent, node, place, above)
    raws.append(raw)
    for index, below in enumerate(reader.mappings(node, "codes")):
        _take_in(reader, raws, below, (*place, "codes", index), raw)


def _code(
    reader: _Reader, node: Mapping, place: Place, key: str, parent_key: str, themes: set[str]
) -> FileCode:
    kind = reader.kind(node) if parent_key else CodeKind.THEME
    return FileCode(
        key=key,
        parent_key=parent_key,
        name=reader.required(node, "name"),
        kind=kind,
        related_key=_related_theme(reader, node, kind, key, themes),
        part_of=reader.line(node, "part_of"),
        definition=reader.text(node, "definition"),
        include=reader.text(node, "include"),
        exclude=reader.text(node, "exclude"),
        example=reader.text(node, "example"),
        keywords=reader.words(node, "keywords"),
        colour=reader.colour(node),
        indicators=reader.words(node, "indicators"),
        place=place,
    )


def _related_theme(
    reader: _Reader, node: Mapping, kind: CodeKind, key: str, themes: set[str]
) -> str:
    related = reader.line(node, "related_theme")
    line = node.lines.get("related_theme", node.lines.get("kind", node.line))
    if kind is not CodeKind.RELATION:
        if related:
            reader.fail(
                line, _("'related_theme' belongs to a code of kind 'relation' (samenhang) only.")
            )
        return ""
    if not related:
        reader.fail(line, _("a code of kind 'relation' (samenhang) needs 'related_theme'."))
    if related not in themes:
        reader.fail(
            line,
            _("'related_theme' is {value!r}; the themes are: {choices}.").format(
                value=related, choices=", ".join(sorted(themes))
            ),
        )
    if related == key.partition("/")[0]:
        reader.warnings.append(_("The code {code!r} relates its theme to itself.").format(code=key))
    return related


def _warn_of_like_names(reader: _Reader, codes: tuple[FileCode, ...]) -> None:
    first: dict[str, FileCode] = {}
    for code in codes:
        other = first.setdefault(code.name.casefold(), code)
        if other is not code:
            reader.warnings.append(
                _("Two codes have the name {name!r}: {first} and {second}.").format(
                    name=code.name, first=other.key, second=code.key
                )
            )


def _crosswalk(
    reader: _Reader, root: Mapping, key: str, known: set[str]
) -> tuple[FileCrosswalkRow, ...] | None:
    part = root.items.get("crosswalk")
    if part is None or (isinstance(part, Scalar) and not part.text):
        return None
    parts = [part] if isinstance(part, Mapping) else reader.mappings(root, "crosswalk")
    rows: dict[tuple[str, str, str], FileCrosswalkRow] = {}
    for one in parts:
        reader.known(one, ("from", "rows"))
        source = reader.identifier(one, "from")
        if source == key:
            reader.fail(one.lines["from"], _("a crosswalk comes from another codebook."))
        for node in reader.mappings(one, "rows"):
            reader.known(node, ("from", "to", "note"))
            row = FileCrosswalkRow(
                source,
                reader.required(node, "from"),
                reader.required(node, "to"),
                reader.line(node, "note"),
            )
            if row.to_key not in known:
                reader.fail(
                    node.lines["to"],
                    _("the field 'to' is {value!r}; there is no such code in this file.").format(
                        value=row.to_key
                    ),
                )
            if rows.setdefault((source, row.from_key, row.to_key), row) is not row:
                reader.fail(node.line, _("this row of the crosswalk stands here twice."))
    return tuple(rows.values())
