"""Where each theme stands in the chapter: its number, its cluster and the name of its file."""

from dataclasses import dataclass

from duiding.codebook import Code, Codebook
from duiding.text import slug

FIRST_SECTION = 2
"""Section 1 of the chapter is the introduction."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a theme."""

    theme: Code
    numbers: tuple[int, ...]
    cluster: str

    @property
    def number(self) -> str:
        """The number as it is printed, ``3.2.1``."""
        return ".".join(map(str, self.numbers))

    @property
    def file_name(self) -> str:
        """The name of the theme's own file."""
        return f"{self.number.replace('.', '-')}-{slug(self.theme.key)}.docx"


def plan(codebook: Codebook, chapter_number: int) -> list[Place]:
    """Return the themes in the order of the chapter.

    Themes that are part of the same whole stand together below it, at the place of the first;
    a theme that is part of nothing is a section of its own.
    """
    sections: dict[str, list[Code]] = {}
    for theme in codebook.themes:
        sections.setdefault(theme.part_of or f"\n{theme.id}", []).append(theme)
    places: list[Place] = []
    for number, themes in enumerate(sections.values(), start=FIRST_SECTION):
        for inner, theme in enumerate(themes, start=1):
            cluster = theme.part_of[:1].upper() + theme.part_of[1:]
            numbers = (chapter_number, number, inner) if cluster else (chapter_number, number)
            places.append(Place(theme, numbers, cluster))
    return places
