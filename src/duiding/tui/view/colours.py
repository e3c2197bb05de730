"""Colours: the schemes, and how a code, a selection or a hint looks in each.

Text never falls below a contrast of 4.5 to 1, marks in the margin never below 3 to 1 (WCAG 2.1).
Without colours (NO_COLOR) the same is said by underline, italics, bold and reverse.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

RGB = tuple[int, int, int]

TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0

# Okabe and Ito (2008): told apart with the common forms of colour blindness.
OKABE_ITO = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#0072b2",
    "#d55e00",
    "#cc79a7",
    "#999999",
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of a theme, as ``#rrggbb``."""

    name: str
    dark: bool
    background: str
    panel: str
    foreground: str
    muted: str
    accent: str
    selection: str
    good: str
    warn: str
    bad: str
    tint: float = 0.26
    """How strong the colour of a code is behind the text."""
    plain: bool = False
    """True: no colours at all."""


DARK = Scheme(
    name="duiding-dark",
    dark=True,
    background="#15181d",
    panel="#20252d",
    foreground="#dfe3e8",
    muted="#8f98a5",
    accent="#f0b35a",
    selection="#2c5f94",
    good="#7fc98f",
    warn="#f0b35a",
    bad="#ff8a80",
)
LIGHT = Scheme(
    name="duiding-light",
    dark=False,
    background="#fbfaf6",
    panel="#ebe7dd",
    foreground="#22262b",
    muted="#5f6670",
    accent="#8a5200",
    selection="#2f6db5",
    good="#1d6b34",
    warn="#8a5200",
    bad="#a8201a",
    tint=0.34,
)
CONTRAST = Scheme(
    name="duiding-contrast",
    dark=True,
    background="#000000",
    panel="#1a1a1a",
    foreground="#ffffff",
    muted="#c8c8c8",
    accent="#ffd75f",
    selection="#0050c8",
    good="#87ff87",
    warn="#ffd75f",
    bad="#ff9d9d",
    tint=0.42,
)
PLAIN = replace(DARK, name="ansi-dark", plain=True)
SCHEMES = (DARK, LIGHT, CONTRAST)


class Look(NamedTuple):
    """How a piece of text is drawn; no colour means that of the terminal."""

    colour: RGB | None = None
    back: RGB | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    dim: bool = False


class Tone(NamedTuple):
    """What a piece of text is, outside the transcript."""

    role: str = "text"
    """text, strong, dim, accent, good, warn, bad, weighed, or code (with its colour)."""
    colour: str = ""
    ground: str = "background"
    """background, panel, or selection."""


class Ink(NamedTuple):
    """What a piece of the transcript is."""

    codes: tuple[str, ...] = ()
    """The colours of the codes on it, once per code."""
    suggested: bool = False
    selected: bool = False
    found: int = 0
    """1: found by the search; 2: the find where the coder is."""
    dim: bool = False
    weighed: bool = False
    """A word that the suggestion in view rests on."""


def rgb(colour: str) -> RGB:
    """Return ``#rrggbb`` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(one: RGB, other: RGB, share: float) -> RGB:
    """Return ``one`` with a share (0 to 1) of ``other``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def luminance(colour: RGB) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.1)."""
    parts = []
    for value in colour:
        share = value / 255
        parts.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)
def readable(colour: RGB, back: RGB, least: float) -> RGB:
    """Return the colour, moved towards black or white until its contrast is at least ``least``."""
    if contrast(colour, back) >= least:
        return colour
    white, black = (255, 255, 255), (0, 0, 0)
    goal = white if contrast(white, back) >= contrast(black, back) else black
    for step in range(1, 21):
        moved = blend(colour, goal, step / 20)
        if contrast(moved, back) >= least:
            return moved
    return goal


class Palette:
    """How everything looks in one scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.plain = scheme.plain
        if not self.plain:
            self.background = rgb(scheme.background)
            self.foreground = rgb(scheme.foreground)

    def tone(self, tone: Tone) -> Look:
        """Return the look of text outside the transcript."""
        weighed = tone.role == "weighed"
        bold = weighed or tone.role in ("strong", "accent", "bad")
        if self.plain:
            dim, reverse = tone.role == "dim", tone.ground == "selection"
            return Look(bold=bold, underline=weighed, dim=dim, reverse=reverse)
        scheme = self.scheme
        back = rgb(getattr(scheme, tone.ground))
        if tone.role == "code":
            return Look(readable(rgb(tone.colour), back, MARK_CONTRAST), back, bold=True)
        names = {
            "text": "foreground",
            "strong": "foreground",
            "dim": "muted",
            "weighed": "accent",
        }
        colour = rgb(getattr(scheme, names.get(tone.role, tone.role)))
        return Look(readable(colour, back, TEXT_CONTRAST), back, bold=bold, underline=weighed)

    def ink(self, ink: Ink) -> Look:
        """Return the look of a piece of the transcript.

        Without colours, a word that weighed stands out of the reverse of the selection.
        """
        overlap = len(ink.codes) > 1
        if self.plain:
            return Look(
                bold=bool(ink.found) or overlap or ink.weighed,
                italic=ink.suggested,
                underline=bool(ink.codes) or ink.weighed,
                reverse=(ink.selected and not ink.weighed) or ink.found == 2,
                dim=ink.dim and not ink.selected,
            )
        scheme = self.scheme
        back = self.background
        if ink.codes:
            back = blend(back, mixed(ink.codes), scheme.tint)
        if ink.selected:
            back = blend(rgb(scheme.selection), back, 0.12 if scheme.dark else 0.0)
        if ink.found:
            back = rgb(scheme.warn if ink.found == 2 else scheme.muted)
        colour = rgb(scheme.muted) if ink.dim and not ink.selected else self.foreground
        colour = readable(rgb(scheme.accent) if ink.weighed else colour, back, TEXT_CONTRAST)
        bold = ink.found == 2 or ink.weighed
        line = overlap or ink.weighed
        return Look(colour, back, bold=bold, italic=ink.suggested, underline=line)

    def lane(self, colour: str) -> Look:
        """Return the look of a mark in the margin."""
        if self.plain:
            return Look(bold=True)
        return Look(
            readable(rgb(colour), self.background, MARK_CONTRAST), self.background, bold=True
        )


def mixed(colours: tuple[str, ...]) -> RGB:
    """Return the mean of some colours."""
    parts = [rgb(colour) for colour in colours]
    red, green, blue = (round(sum(part[i] for part in parts) / len(parts)) for i in range(3))
    return red, green, blue


def is_colour(text: str) -> bool:
    """Tell whether a text is ``#rrggbb``."""
    return (
        len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])
    )


def fallback_colour(index: int) -> str:
    """Return the colour for a theme without one, by its stable place in the codebook."""
    return OKABE_ITO[index % len(OKABE_ITO)]
