"""From looks to styles of Rich: the only place where a colour becomes one of the terminal's."""

from collections.abc import Iterable
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme

from duiding.tui.view.colours import PLAIN, SCHEMES, Ink, Look, Palette, Scheme, Tone
from duiding.tui.view.lines import Line, fit_line


@lru_cache(16)
def palette_for(theme: str) -> Palette:
    """Return the palette of a theme; any other theme than ours gets no colours."""
    return Palette(next((scheme for scheme in SCHEMES if scheme.name == theme), PLAIN))


@lru_cache(4096)
def style(palette: Palette, kind: Ink | Tone) -> Style:
    """Return the style of a piece of text."""
    return _style(palette.ink(kind) if isinstance(kind, Ink) else palette.tone(kind))


def _style(look: Look) -> Style:
    return Style(
        color=Color.from_rgb(*look.colour) if look.colour else None,
        bgcolor=Color.from_rgb(*look.back) if look.back else None,
        bold=look.bold,
        italic=look.italic,
        underline=look.underline,
        reverse=look.reverse,
        dim=look.dim,
    )


def strip_of(
    palette: Palette, pieces: Iterable[tuple[str, Ink | Tone]], cells: int, ground: Tone
) -> Strip:
    """Return pieces of text as one row of the screen, filled to so many cells."""
    segments = [Segment(text, style(palette, kind)) for text, kind in pieces if text]
    return Strip(segments).adjust_cell_length(cells, style(palette, ground))


def strip_of_line(palette: Palette, parts: Line, cells: int, ground: Tone) -> Strip:
    """Return a line as one row of the screen."""
    fitted = fit_line(parts, cells, ground)
    return strip_of(palette, ((part.text, part.tone) for part in fitted), cells, ground)


def theme_of(scheme: Scheme) -> Theme:
    """Return a scheme as a theme of Textual, for scroll bars and grounds."""
    return Theme(
        name=scheme.name,
        primary=scheme.accent,
        secondary=scheme.selection,
        accent=scheme.accent,
        foreground=scheme.foreground,
        background=scheme.background,
        surface=scheme.background,
        panel=scheme.panel,
        success=scheme.good,
        warning=scheme.warn,
        error=scheme.bad,
        dark=scheme.dark,
        variables={
            "scrollbar": scheme.muted,
            "scrollbar-hover": scheme.accent,
            "scrollbar-active": scheme.accent,
            "scrollbar-background": scheme.background,
            "scrollbar-background-hover": scheme.background,
            "scrollbar-background-active": scheme.background,
            "scrollbar-corner-color": scheme.background,
        },
    )
