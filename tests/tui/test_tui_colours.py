"""Colours: always readable, and nothing is said by colour alone."""

from itertools import combinations

import pytest

from duiding.tui.view.colours import (
    CONTRAST,
    DARK,
    LIGHT,
    MARK_CONTRAST,
    OKABE_ITO,
    PLAIN,
    TEXT_CONTRAST,
    Ink,
    Look,
    Palette,
    Scheme,
    Tone,
    contrast,
    fallback_colour,
    is_colour,
    rgb,
)

SCHEMES = (DARK, LIGHT, CONTRAST)
COLOURS = (*OKABE_ITO, "#000000", "#ffffff", "#ff0000", "#7f7f7f")
INKS = [
    Ink(codes, suggested, selected, found, dim, weighed)
    for codes in ((), *((c,) for c in COLOURS), *combinations(COLOURS, 2), COLOURS)
    for suggested in (False, True)
    for selected in (False, True)
    for found in (0, 1, 2)
    for dim in (False, True)
    for weighed in (False, True)
]


def shown_contrast(look: Look) -> float:
    assert look.colour is not None
    assert look.back is not None
    return contrast(look.colour, look.back)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_text_is_readable_on_every_tint(scheme: Scheme):
    palette = Palette(scheme)
    for ink in INKS:
        assert shown_contrast(palette.ink(ink)) >= TEXT_CONTRAST, ink


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("ground", ["background", "panel", "selection"])
def test_everything_else_is_readable(scheme: Scheme, ground: str):
    palette = Palette(scheme)
    for role in ("text", "strong", "dim", "accent", "good", "warn", "bad", "weighed"):
        look = palette.tone(Tone(role, ground=ground))
        assert shown_contrast(look) >= TEXT_CONTRAST, role
    for colour in COLOURS:
        look = palette.tone(Tone("code", colour, ground))
        assert shown_contrast(look) >= MARK_CONTRAST, colour


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_what_is_selected_stands_out_from_every_tint(scheme: Scheme):
    palette = Palette(scheme)
    for colour in COLOURS:
        tinted = palette.ink(Ink((colour,))).back or (0, 0, 0)
        selected = palette.ink(Ink((colour,), selected=True)).back or (0, 0, 0)
        assert sum(abs(a - b) for a, b in zip(tinted, selected, strict=True)) > 60, colour


def test_overlap_and_suggestion_show_without_colour():
    for scheme in (*SCHEMES, PLAIN):
        palette = Palette(scheme)
        one, two = palette.ink(Ink(("#e69f00",))), palette.ink(Ink(("#e69f00", "#56b4e9")))
        assert two.underline
        assert (one.underline, one.bold) != (two.underline, two.bold)
        assert palette.ink(Ink(suggested=True)).italic


def test_without_colours_no_colour_is_sent():
    palette = Palette(PLAIN)
    looks = [palette.ink(ink) for ink in INKS]
    looks += [palette.tone(Tone(role, "#e69f00")) for role in ("text", "dim", "bad", "code")]
    assert all(look.colour is None and look.back is None for look in looks)
    assert palette.ink(Ink(selected=True)).reverse


def test_contrast_is_that_of_wcag():
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_a_theme_without_a_colour_gets_one_by_its_place():
    assert [fallback_colour(i) for i in range(8)] == list(OKABE_ITO)
    assert fallback_colour(8) == OKABE_ITO[0]
    assert not is_colour("rood")
    assert not is_colour("#12345g")
