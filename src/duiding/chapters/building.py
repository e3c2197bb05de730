"""From what is coded and measured to the outline of a chapter."""

from collections.abc import Mapping, Sequence

from duiding.chapters.figures import IndicatorFigures, ThemeFigures
from duiding.chapters.outline import Chapter, IndicatorPart, QuoteGroup, RelationPart
from duiding.chapters.outline import SectionReference as Section
from duiding.chapters.plan import Place
from duiding.chapters.quoting import Quoting
from duiding.chapters.words import weave
from duiding.codebook import Code, Codebook, CodeKind


def build_chapter(
    place: Place, places: Sequence[Place], quoting: Quoting, figures: ThemeFigures
) -> Chapter:
    """Return the chapter of one theme.

    ``places`` are all themes, for references; ``quoting`` and ``figures`` are those of the theme.
    """
    book = quoting.material.codebook
    branch = {kind: _of_kind(book, place.theme, kind) for kind in CodeKind}
    explained = _by_indicator(figures, [place.theme, *branch[CodeKind.INTERPRETATION]])
    indicators = tuple(_indicator_part(f, explained, quoting) for f in figures.indicators)
    at_indicator = {code.id for code in explained}
    interpretation = _other_interpretation(
        [c for c in (place.theme, *branch[CodeKind.INTERPRETATION]) if c.id not in at_indicator],
        figures,
        quoting,
    )
    context = quoting.groups(branch[CodeKind.CONTEXT])
    relations = _relations(place, places, quoting)
    recommendations = quoting.groups(branch[CodeKind.RECOMMENDATION])
    return Chapter(
        key=place.theme.key,
        title=place.theme.name,
        numbers=place.numbers,
        cluster=place.cluster,
        hints=(*_opening_hints(place.theme, quoting), *figures.hints),
        opening=figures.opening,
        table=figures.table,
        indicators=indicators,
        interpretation=interpretation,
        context=context,
        relations=relations,
        recommendations=recommendations,
        proposals=quoting.groups(branch[CodeKind.INDICATOR]),
        uncoded_recommendations=tuple(
            code.name for code in branch[CodeKind.RECOMMENDATION] if not quoting.has(code)
        ),
    )


def _of_kind(book: Codebook, theme: Code, kind: CodeKind) -> list[Code]:
    return [code for code in book.branch_of(theme) if code.kind is kind and code != theme]


def _by_indicator(figures: ThemeFigures, codes: Sequence[Code]) -> dict[Code, str]:
    """Return for each code the indicator in the table below which its quotes stand.

    That is the first one that it is linked to; a theme is linked to all and explains none.
    """
    homes: dict[Code, str] = {}
    for code in codes:
        for indicator in figures.indicators:
            if code.id in indicator.code_ids and code.kind is not CodeKind.THEME:
                homes.setdefault(code, indicator.id)
    return homes


def _indicator_part(
    figures: IndicatorFigures, homes: Mapping[Code, str], quoting: Quoting
) -> IndicatorPart:
    _ = quoting.words.gettext
    here = [code for code, home in homes.items() if home == figures.id]
    elsewhere = [
        code.name
        for code, home in homes.items()
        if home != figures.id and code.id in figures.code_ids and quoting.has(code)
    ]
    groups = quoting.groups(here)
    hints = list(figures.hints)
    if elsewhere:
        hints.append(
            _("Also about this indicator, quoted at another one: {codes}.").format(
                codes="; ".join(elsewhere)
            )
        )
    hints += _from_other_themes(figures, quoting, homes)
    if not groups and len(hints) == len(figures.hints):
        hints.append(_("No fragments are coded yet that explain this indicator."))
    return IndicatorPart(figures.name, figures.prose, groups, tuple(hints))


def _from_other_themes(
    figures: IndicatorFigures, quoting: Quoting, homes: Mapping[Code, str]
) -> list[str]:
    """Return a hint about codes of other themes that explain the indicator."""
    _ = quoting.words.gettext
    book = quoting.material.codebook
    own = {code.id for code in homes}
    names = [
        f"{code.name} ({book.theme_of(code).name})"
        for code in book.codes
        if code.id in figures.code_ids
        and code.id not in own
        and code.kind is CodeKind.INTERPRETATION
        and quoting.has(code)
    ]
    if not names:
        return []
    return [
        _("Codes of other themes explain this indicator as well: {codes}.").format(
            codes="; ".join(names)
        )
    ]


def _other_interpretation(
    codes: Sequence[Code], figures: ThemeFigures, quoting: Quoting
) -> tuple[QuoteGroup, ...]:
    """Return the groups of codes without an indicator in the table of this theme."""
    _ = quoting.words.gettext
    groups = []
    for code in codes:
        if quoting.has(code):
            others = [] if code.kind is CodeKind.THEME else figures.elsewhere.get(code.id, [])
            remark = (
                _("Linked to an indicator of another theme: {indicators}.").format(
                    indicators="; ".join(others)
                )
                if others
                else ""
            )
            groups.append(quoting.group(code, remark=remark))
    return tuple(groups)


def _relations(place: Place, places: Sequence[Place], quoting: Quoting) -> tuple[RelationPart, ...]:
    """Return the relations by other theme: those of this theme, and others' that point here."""
    book = quoting.material.codebook
    own: dict[str | None, list[Code]] = {}
    for code in book.codes:
        if code.kind is not CodeKind.RELATION or not quoting.has(code):
            continue
        theme = book.theme_of(code)
        if theme == place.theme:
            own.setdefault(code.related_theme_id, []).append(code)
        elif code.related_theme_id == place.theme.id:
            own.setdefault(theme.id, []).append(code)
    order = {other.theme.id: other for other in places}
    parts = [_relation_part(order[key], own[key], place, quoting) for key in order if key in own]
    rest = [code for key, codes in own.items() if key not in order for code in codes]
    if rest:
        parts.append(_relation_part(None, rest, place, quoting))
    return tuple(parts)


def _relation_part(
    other: Place | None, codes: Sequence[Code], place: Place, quoting: Quoting
) -> RelationPart:
    _, ngettext = quoting.words.gettext, quoting.words.ngettext
    book = quoting.material.codebook
    groups = []
    for code in codes:
        theme = book.theme_of(code)
        from_other = _("Coded with the theme ‘{theme}’.").format(theme=theme.name)
        groups.append(quoting.group(code, remark="" if theme == place.theme else from_other))
    coded = [one for code in codes for one in quoting.material.coded[code.id] if one.parts]
    count = len({one.source.id for one in coded})
    sources = ngettext("{count} source", "{count} sources", count).format(count=count)
    if other is None:
        name = _("Other themes")
        prose = weave(_("Connections with other themes come up in {sources}."), sources=sources)
    else:
        name = other.theme.name
        prose = weave(
            _("The connection with ‘{theme}’ (section {section}) comes up in {sources}."),
            theme=name,
            section=(Section(other.theme.key, other.number),),
            sources=sources,
        )
    return RelationPart(name, prose, tuple(groups))


def _opening_hints(theme: Code, quoting: Quoting) -> list[str]:
    """Return what the writer should know before the first sentence."""
    _ = quoting.words.gettext
    hints = [_("Introduce the theme in a few sentences.")]
    if theme.definition:
        hints[0] += " " + _("The codebook says: {definition}").format(definition=theme.definition)
    material = quoting.material
    coded = [
        one
        for code in material.codebook.branch_of(theme)
        for one in material.coded.get(code.id, ())
        if one.parts
    ]
    sources = {one.source.name for one in coded}
    if not coded:
        hints.append(_("No fragments are coded yet for this theme; the draft is a skeleton."))
    elif len(sources) == 1:
        hints.append(_("Mind: all fragments of this theme come from one source."))
    return hints
