"""Which area a name means: by name or variant, with the level where names are not unique."""

import re
from collections.abc import Iterable

from duiding.indicators.model import Area

OFFICIAL = frozenset({"buurt", "wijk", "gemeente", "provincie", "land"})
"""Levels that CBS keeps apart: a district and a neighbourhood of one name are two areas."""
_SPLIT = re.compile(r"[/,;]|\(.*?\)|\s")


def same_level(one: str, other: str) -> bool:
    """Say whether two descriptions of a level can be of one area."""
    mine = {word for word in _SPLIT.split(one.casefold()) if word} & OFFICIAL
    theirs = {word for word in _SPLIT.split(other.casefold()) if word} & OFFICIAL
    return not mine or not theirs or bool(mine & theirs)


class AreaIndex:
    """Finds areas by what a table calls them."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_name: dict[str, list[Area]] = {}
        self._by_variant: dict[str, list[Area]] = {}
        for area in areas:
            self.add(area)

    def add(self, area: Area) -> None:
        """Take in one more area."""
        self._by_name.setdefault(area.name.casefold(), []).append(area)
        for variant in area.variants:
            self._by_variant.setdefault(variant.casefold(), []).append(area)

    def find(self, name: str, level: str = "") -> Area | None:
        """Return the area, or None when there is none or the level does not fit.

        The own name goes before variants, the level as given before one that can be the same.
        """
        key = name.casefold()
        for index in (self._by_name, self._by_variant):
            fitting = [area for area in index.get(key, []) if same_level(area.level, level)]
            exact = [area for area in fitting if area.level.casefold() == level.casefold()]
            if fitting:
                return (exact or fitting)[0]
        return None
