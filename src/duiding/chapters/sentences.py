"""Sentences made of figures. They say what was published and nothing more."""

from collections.abc import Sequence
from dataclasses import replace

from duiding.chapters.measured import Measured, is_known
from duiding.chapters.outline import Figure, Prose
from duiding.chapters.rows import unbroken
from duiding.chapters.words import Words, enumerated, joined, weave
from duiding.indicators import AreaValue, Qualifier, Value, Verdict, format_value, judge

MANY = 8
"""More other places than this are not listed in a sentence."""


def describe(one: Measured, words: Words) -> Prose:
    """Return the sentences about an indicator: the region, the other areas, the worst score."""
    known = [cell for cell in one.others if is_known(cell.value)]
    if is_known(one.home.value):
        sentences = [_region(one, words), *_beside(one, known, words), *_judged(one, known, words)]
    else:
        sentences = _without_region(one, known, words)
    return joined([*sentences, *_worst(one, words)])


def other_places(one: Measured, words: Words) -> tuple[Prose, tuple[str, ...]]:
    """Return a sentence about values of other places, or a hint when they are many."""
    _, ngettext = words.gettext, words.ngettext
    if len(one.places) > MANY:
        hint = ngettext(
            "There is a value for {count} more place; see: duiding indicators list",
            "There are values for {count} more places; see: duiding indicators list",
            len(one.places),
        ).format(count=len(one.places))
        return (), (hint,)
    if not one.places:
        return (), ()
    listed: list[Prose] = [
        weave(
            "{place}{level} {value}",
            place=value.area_text,
            level=f" ({value.level})" if value.level else "",
            value=_figure(one, value, words),
        )
        for value in one.places
    ]
    sentence = weave(_("Also published: {places}."), places=enumerated(listed, words))
    return (" ", *sentence), ()


def as_published(one: Measured, words: Words) -> tuple[str, ...]:
    """Return a hint with the words of the source, where it gave words instead of a number."""
    _ = words.gettext
    values = dict.fromkeys([*one.in_table, *one.places])
    texts = [
        f"{value.area_text}: ‘{value.literal}’"
        for value in values
        if is_known(value) and _is_wording(value.literal)
    ]
    if not texts:
        return ()
    return (_("As the source words it: {texts}.").format(texts="; ".join(texts)),)


def _region(one: Measured, words: Words) -> Prose:
    _ = words.gettext
    basis = _basis(one)
    sentence = (
        _("In {area} the score on this indicator is {value} ({basis}).")
        if basis
        else _("In {area} the score on this indicator is {value}.")
    )
    assert one.home.value is not None
    return weave(
        sentence,
        area=one.home.area.name,
        value=_figure(one, one.home.value, words),
        basis=basis,
    )


def _beside(one: Measured, known: Sequence[AreaValue], words: Words) -> list[Prose]:
    if not known:
        return []
    _ = words.gettext
    return [weave(_("For comparison: {areas}."), areas=_listed(one, known, words))]


def _judged(one: Measured, known: Sequence[AreaValue], words: Words) -> list[Prose]:
    """Return how the region stands to the others, as far as that is certain."""
    _ = words.gettext
    texts = {
        Verdict.WORSE: _("That is worse than in {areas}."),
        Verdict.BETTER: _("That is better than in {areas}."),
        Verdict.EQUAL: _("That is the same as in {areas}."),
    }
    sentences: list[Prose] = []
    for verdict, text in texts.items():
        names: list[Prose] = [
            (cell.area.name,)
            for cell in known
            if judge(one.home.value, cell.value, one.indicator.direction) is verdict
        ]
        if names:
            sentences.append(weave(text, areas=enumerated(names, words)))
    return sentences


def _without_region(one: Measured, known: Sequence[AreaValue], words: Words) -> list[Prose]:
    _ = words.gettext
    basis = f" ({_basis(one)})" if _basis(one) else ""
    if one.is_empty:
        return [weave(_("No values are available for this indicator{basis}."), basis=basis)]
    first = weave(
        _("No value of this indicator is available for {area}{basis}."),
        area=one.home.area.name,
        basis=basis,
    )
    if not known:
        return [first]
    return [first, weave(_("Known are: {areas}."), areas=_listed(one, known, words))]


def _worst(one: Measured, words: Words) -> list[Prose]:
    _ = words.gettext
    worst = one.worst
    if worst is None or not is_known(worst):
        return []
    names: list[Prose] = [(name,) for name in one.worst_places]
    if not names:
        text = _(
            "The most negative score of a municipality in the region is {value}; the source does "
            "not say which one."
        )
    elif one.compared.is_worst_for_sure:
        text = _("The most negative score of a municipality in the region is {value} ({places}).")
    else:
        text = _(
            "Of the municipalities that are known, the most negative score is {value} ({places})."
        )
    places = enumerated(names, words)
    return [weave(text, value=_figure(one, worst, words), places=places)]


def _listed(one: Measured, cells: Sequence[AreaValue], words: Words) -> Prose:
    items: list[Prose] = [
        weave("{area} {value}", area=cell.area.name, value=_figure(one, cell.value, words))
        for cell in cells
        if cell.value is not None
    ]
    return enumerated(items, words)


def _figure(one: Measured, value: Value, words: Words) -> Prose:
    return (Figure(value.id, _in_words(value, one.indicator.unit, words)),)


def _in_words(value: Value, unit: str, words: Words) -> str:
    """Return a value as running text gives it: a bound in words, ``meer dan 40%``."""
    _ = words.gettext
    bounds = {
        Qualifier.ABOVE: _("more than {value}"),
        Qualifier.AT_LEAST: _("at least {value}"),
        Qualifier.BELOW: _("less than {value}"),
        Qualifier.AT_MOST: _("at most {value}"),
    }
    if value.qualifier not in bounds:
        return unbroken(format_value(value, unit, words.language))
    number = format_value(replace(value, qualifier=Qualifier.EXACT), unit, words.language)
    return unbroken(bounds[value.qualifier].format(value=number))


def _basis(one: Measured) -> str:
    return ", ".join(filter(None, (one.compared.period, "; ".join(one.sources))))


def _is_wording(literal: str) -> bool:
    """Return whether the source says it in words: a letter that is no unit of a number."""
    return any(c.isalpha() for c in literal.casefold().replace("euro", ""))
