"""Cells: how wide a text is in a terminal, and which form of it is safe to send there.

Terminals disagree about emoji with skin tones, variation selectors and joiners. On the screen only,
those tails are left out; offsets into the text stay as they are.
"""

import re
from typing import NamedTuple

from rich.cells import get_character_cell_size, split_graphemes

_COMMON = [*range(0x20, 0x7F), *range(0xA1, 0x250), *range(0x2010, 0x2028), *range(0x2030, 0x205F)]
_COMMON += [0x20AC, *range(0x2190, 0x2194), *range(0x2500, 0x2600)]
_SINGLE = frozenset(chr(c) for c in _COMMON if c != 0xAD and get_character_cell_size(chr(c)) == 1)
is_plain = _SINGLE.issuperset
"""True for a text in which every character takes one cell; most Dutch is."""

_RUN = re.compile(r"\s|\S+")
_JOINER = "\u200d"
_LEFT_OUT = frozenset(chr(c) for c in (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)))
ELLIPSIS = "…"


class Cluster(NamedTuple):
    """What is one character to a reader: ``text[start:end]``, its form on screen and its cells."""

    start: int
    end: int
    shown: str
    width: int


def clusters(text: str) -> list[Cluster]:
    """Return the text as clusters that cover it without gaps; a blank is one by itself."""
    if is_plain(text):
        return [Cluster(i, i + 1, character, 1) for i, character in enumerate(text)]
    found = []
    for run in _RUN.finditer(text):
        for start, end, _width in split_graphemes(run.group())[0]:
            shown = _safe(run.group()[start:end])
            cells = sum(map(get_character_cell_size, shown))
            found.append(Cluster(run.start() + start, run.start() + end, shown, cells))
    return found


def _safe(cluster: str) -> str:
    if len(cluster) == 1:
        return cluster if cluster.isprintable() else "" if cluster == _JOINER else "\N{MIDDLE DOT}"
    cluster = cluster.partition(_JOINER)[0] or "\N{MIDDLE DOT}"
    head = cluster[0]
    marks = (c for c in cluster[1:] if c not in _LEFT_OUT and get_character_cell_size(c) == 0)
    return _safe(head) + "".join(c for c in marks if c.isprintable())


def shown(text: str) -> str:
    """Return the form of a text that is sent to the terminal."""
    return text if is_plain(text) else "".join(cluster.shown for cluster in clusters(text))


def width(text: str) -> int:
    """Return how many cells the shown form of a text takes."""
    return len(text) if is_plain(text) else sum(cluster.width for cluster in clusters(text))


def cut(text: str, most: int) -> str:
    """Return the shown form of a text in at most ``most`` cells, with an ellipsis when cut."""
    if width(text) <= most:
        return shown(text)
    room, kept = most - 1, ""
    for cluster in clusters(text):
        if cluster.width > room:
            break
        kept += cluster.shown
        room -= cluster.width
    return kept.rstrip() + ELLIPSIS if most > 0 else ""


def cut_start(text: str, most: int) -> str:
    """Return the end of a text in at most ``most`` cells, with an ellipsis before it when cut."""
    if width(text) <= most:
        return shown(text)
    room, kept = most - 1, ""
    for cluster in reversed(clusters(text)):
        if cluster.width > room:
            break
        kept = cluster.shown + kept
        room -= cluster.width
    return ELLIPSIS + kept.lstrip() if most > 0 else ""


def fit(text: str, exactly: int) -> str:
    """Return the text in exactly so many cells: cut, or filled with blanks."""
    text = cut(text, exactly)
    return text + " " * (exactly - width(text))


def index_at(text: str, cell: int) -> int:
    """Return the index of the cluster that stands at a cell; the last one when beyond the end."""
    if is_plain(text):
        return max(0, min(cell, len(text) - 1))
    place = index = 0
    for cluster in clusters(text):
        if cluster.width:
            index = cluster.start
        place += cluster.width
        if cell < place:
            break
    return index
