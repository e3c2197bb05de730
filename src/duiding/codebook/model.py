"""The code tree: themes at the top, codes of five kinds below them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class CodeKind(StrEnum):
    """What a fragment with the code says; a theme is the top of a branch."""

    THEME = "theme"
    INTERPRETATION = "interpretation"
    RELATION = "relation"
    RECOMMENDATION = "recommendation"
    INDICATOR = "indicator"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its place in the tree and the rules for applying it."""

    id: str
    codebook_id: str
    key: str
    """Path of slugs, ``armoede/schuldhulpverlening``; unique in its codebook."""
    name: str
    kind: CodeKind
    parent_id: str | None
    related_theme_id: str | None
    """For a relation: the other theme."""
    position: int
    part_of: str
    definition: str
    include: str
    exclude: str
    example: str
    keywords: tuple[str, ...]
    colour: str
    """``#rrggbb``; empty: that of the theme."""


@dataclass(frozen=True)
class Codebook:
    """A codebook with its codes in the order of the tree (each code after its parent)."""

    id: str
    key: str
    name: str
    wave: str
    language: str
    codes: tuple[Code, ...]

    @cached_property
    def by_id(self) -> dict[str, Code]:
        """The codes by id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def by_key(self) -> dict[str, Code]:
        """The codes by key."""
        return {code.key: code for code in self.codes}

    @property
    def themes(self) -> tuple[Code, ...]:
        """The themes in order."""
        return tuple(code for code in self.codes if code.kind is CodeKind.THEME)

    def theme_of(self, code: Code) -> Code:
        """Return the theme at the top of the code's branch (a theme is its own)."""
        while code.parent_id is not None:
            code = self.by_id[code.parent_id]
        return code

    def children_of(self, code: Code) -> tuple[Code, ...]:
        """Return the codes right below a code, in order."""
        return tuple(child for child in self.codes if child.parent_id == code.id)

    def branch_of(self, code: Code) -> tuple[Code, ...]:
        """Return a code and all codes below it, in order of the tree."""
        below = {code.id}
        for candidate in self.codes:
            if candidate.parent_id in below:
                below.add(candidate.id)
        return tuple(candidate for candidate in self.codes if candidate.id in below)

    def colour_of(self, code: Code) -> str:
        """Return the colour of a code or, without one, of its nearest parent; may be empty."""
        while not code.colour and code.parent_id is not None:
            code = self.by_id[code.parent_id]
        return code.colour


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What became of a code of an earlier codebook."""

    from_codebook: str
    """Key of the earlier codebook."""
    from_key: str
    from_code_id: str | None
    """None while the earlier codebook, or that code in it, is not in the study."""
    to_key: str
    to_code_id: str
    note: str
