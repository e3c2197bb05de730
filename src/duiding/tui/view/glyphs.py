"""The signs that are drawn: Unicode, or ASCII for a terminal that has no more."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of one repertoire."""

    whole: str
    """A coding that begins and ends in this row."""
    top: str
    middle: str
    bottom: str
    suggested: str
    suggested_edge: str
    code: str
    """Before the name of a code."""
    pointer: str
    bar: str
    """Eight parts of a filled cell, from one eighth to whole."""
    spark: str
    """Heights of a small column, from low to high."""
    track: str
    rule: str
    dot: str
    done: str
    arrow: str
    caret: str
    ascii: bool = False


UNICODE = Glyphs(
    whole="■",
    top="┏",
    middle="┃",
    bottom="┗",
    suggested="┊",
    suggested_edge="┆",
    code="■",
    pointer="›",
    bar="▏▎▍▌▋▊▉█",
    spark="▁▂▃▄▅▆▇█",
    track="·",
    rule="─",
    dot="·",
    done="✓",
    arrow="→",
    caret="▏",
)
ASCII = Glyphs(
    whole="#",
    top="+",
    middle="|",
    bottom="+",
    suggested=":",
    suggested_edge=":",
    code="#",
    pointer=">",
    bar="       #",
    spark="._-=+*%#",
    track=".",
    rule="-",
    dot="-",
    done="+",
    arrow=">",
    caret="_",
    ascii=True,
)


class _Current:
    """The signs in use; one per process, as the language is."""

    glyphs = UNICODE


def use(glyphs: Glyphs) -> None:
    """Choose the signs."""
    _Current.glyphs = glyphs


def glyphs() -> Glyphs:
    """Return the signs in use."""
    return _Current.glyphs


def fitting(environment: Mapping[str, str] = os.environ) -> Glyphs:
    """Return the signs that this terminal can draw, by the encoding of its locale."""
    if environment.get("DUIDING_ASCII"):
        return ASCII
    if sys.platform in ("win32", "darwin"):
        return UNICODE
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((name for name in names if name), "C")
    return UNICODE if "utf" in locale.lower() else ASCII
