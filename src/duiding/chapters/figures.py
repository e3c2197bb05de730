"""The figures of each theme: the indicator table, and what it says about each indicator."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duiding.chapters.measured import Measured, measure
from duiding.chapters.outline import IndicatorTable, Prose, TableReference
from duiding.chapters.rows import legend, row_of
from duiding.chapters.sentences import as_published, describe, other_places
from duiding.chapters.words import Words, weave
from duiding.codebook import Code, Codebook
from duiding.database import Database
from duiding.indicators import Indicator, Verdict, links, list_indicators
from duiding.settings import ReportSettings


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """What is known about one indicator of a theme."""

    id: str
    name: str
    prose: Prose
    hints: tuple[str, ...]
    code_ids: frozenset[str]
    """The codes that are linked to it."""


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """What is measured for a theme."""

    opening: Prose
    table: IndicatorTable | None = None
    indicators: tuple[IndicatorFigures, ...] = ()
    hints: tuple[str, ...] = ()
    elsewhere: Mapping[str, list[str]] = field(default_factory=dict)
    """By id of a code: names of linked indicators that are not in the table of this theme."""


def read_figures(
    database: Database, codebook: Codebook, report: ReportSettings, words: Words
) -> dict[str, ThemeFigures]:
    """Return the figures of each theme by id of the theme.

    Raises NotFound when the settings name an area that is not in the study.
    """
    indicators = list_indicators(database)
    linked: dict[str, set[str]] = defaultdict(set)
    for link in links(database):
        linked[link.indicator_id].add(link.code_id)
    return {
        theme.id: _theme(database, theme, indicators, linked, report, words)
        for theme in codebook.themes
    }


def _theme(
    database: Database,
    theme: Code,
    indicators: Sequence[Indicator],
    linked: Mapping[str, set[str]],
    report: ReportSettings,
    words: Words,
) -> ThemeFigures:
    _ = words.gettext
    own = [i for i in indicators if i.theme == theme.key or theme.id in linked.get(i.id, ())]
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for indicator in indicators:
        if indicator not in own:
            for code_id in linked.get(indicator.id, ()):
                elsewhere[code_id].append(indicator.name)
    if not own:
        nothing = _("No quantitative data are available for this pillar.")
        return ThemeFigures((nothing,), elsewhere=elsewhere)
    if not report.region:
        hint = _(
            "There are figures for this theme, but no region to show them for. Name the region and "
            "the areas to compare with in duiding.toml, under [report]."
        )
        return ThemeFigures((), hints=(hint,), elsewhere=elsewhere)
    measured = [measure(database, indicator, report) for indicator in own]
    opening = weave(
        _("{table} gives the scores on the indicators of the theme ‘{theme}’."),
        table=(TableReference(),),
        theme=theme.name,
    )
    return ThemeFigures(
        opening,
        _table(theme, measured, report, words),
        tuple(_indicator(one, linked, words) for one in measured),
        tuple(_hints(measured, words)),
        elsewhere,
    )


def _table(
    theme: Code, measured: Sequence[Measured], report: ReportSettings, words: Words
) -> IndicatorTable:
    _ = words.gettext
    rows = tuple(row_of(one, words) for one in measured)
    return IndicatorTable(
        key=theme.key,
        caption=_("Scores on the indicators of the theme ‘{theme}’").format(theme=theme.name),
        columns=(
            _("Indicator"),
            _("Year"),
            _("Source"),
            _("Most negative score in {region}").format(region=report.region),
            *(cell.area.name for cell in measured[0].compared.cells),
        ),
        rows=rows,
        note=legend(rows, measured, words),
    )


def _indicator(one: Measured, linked: Mapping[str, set[str]], words: Words) -> IndicatorFigures:
    more, hints = other_places(one, words)
    return IndicatorFigures(
        id=one.indicator.id,
        name=one.indicator.name,
        prose=(*describe(one, words), *more),
        hints=(*hints, *as_published(one, words)),
        code_ids=frozenset(linked.get(one.indicator.id, ())),
    )


def _hints(measured: Sequence[Measured], words: Words) -> list[str]:
    """Return what stands out in the figures: the largest gap, and indicators without values."""
    _ = words.gettext
    hints = []
    gaps = [(gap, one) for one in measured if (gap := _gap(one)) is not None]
    if gaps:
        _size, widest = max(gaps, key=lambda pair: pair[0])
        assert widest.reference is not None
        hints.append(
            _(
                "Of the indicators on which the region does worse than {area}, this one differs "
                "most: {name}."
            ).format(area=widest.reference.area.name, name=widest.indicator.name)
        )
    empty = [one.indicator.name for one in measured if one.is_empty]
    if empty:
        hints.append(_("Indicators without any value: {names}.").format(names="; ".join(empty)))
    return hints


def _gap(one: Measured) -> float | None:
    """Return by which part the region is worse than the reference, if it is."""
    mine, theirs = one.home.value, one.reference.value if one.reference else None
    if mine is None or theirs is None or one.verdict(mine) is not Verdict.WORSE:
        return None
    return abs((mine.value or 0) - (theirs.value or 0)) / (abs(theirs.value or 0) or 1)
