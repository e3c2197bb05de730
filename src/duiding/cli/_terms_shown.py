"""How typical terms are shown: a line each, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from duiding.cli.output import cell_width, tell
from duiding.i18n import _, format_number, ngettext
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.analysis.keyness import KeyTerm, KeyTerms

_WIDEST_TERM = 32


def print_terms(found: "KeyTerms", terms: Sequence["KeyTerm"]) -> None:
    """Print a line for each term: how often here and elsewhere, in how many sources, its code."""
    names = [shorten(term.text, _WIDEST_TERM) for term in terms]
    width = max(map(cell_width, names), default=0)
    for term, name in zip(terms, names, strict=True):
        line = [name + " " * (width - cell_width(name)) + "  " + _how_often(term)]
        line += _spread(term, found)
        if term.codes:
            line.append(_("keyword of {codes}").format(codes=", ".join(term.codes)))
        click.echo(" · ".join(line))


def _how_often(term: "KeyTerm") -> str:
    here, there = format_number(term.here), format_number(term.there)
    if term.times is None:
        return _("{here}× here, nowhere else").format(here=here)
    return _("{here}× here, {there}× elsewhere ({times} times as often)").format(
        here=here, there=there, times=format_number(term.times, 1)
    )


def _spread(term: "KeyTerm", found: "KeyTerms") -> list[str]:
    """Say in how many sources a term stands, here or, when here is one source, elsewhere."""
    if found.sources_here > 1:
        return [
            _("in {count} of {number} sources").format(
                count=format_number(term.sources_here), number=format_number(found.sources_here)
            )
        ]
    if not term.there:
        return []
    return [
        _("elsewhere in {count} of {number} sources").format(
            count=format_number(term.sources_there), number=format_number(found.sources_there)
        )
    ]


def tell_compared(found: "KeyTerms", here: str, there: str, order: str) -> None:
    """Say what was compared, and by what measure."""
    tell(
        _("Typical of {here} against {there}.").format(
            here=_side(here, found.words_here, found.sources_here),
            there=_side(there, found.words_there, found.sources_there),
        )
    )
    tell(order)
    if not found.has_phrases:
        tell(
            _(
                "The language pipeline does not tell nouns from other words, so that only words "
                "are compared, no phrases."
            )
        )


def _side(name: str, words: int, sources: int) -> str:
    return ngettext(
        "{name} ({words} words, {count} source)", "{name} ({words} words, {count} sources)", sources
    ).format(name=name, words=format_number(words), count=format_number(sources))


def tell_rest(found: "KeyTerms", shown: int, least: int) -> None:
    """Say that not all is shown, or what to try when there is nothing."""
    if not found.terms:
        tell(
            _(
                "No term stands out among those used at least {least} times. "
                "Try a lower --min, or --weak."
            ).format(least=least)
        )
    elif shown < len(found.terms):
        tell(
            _("{shown} of {number} terms; for all: --limit 0").format(
                shown=shown, number=format_number(len(found.terms))
            )
        )
