"""The section of a theme, in the order of the report."""

from collections.abc import Sequence

from duiding.chapters.outline import Chapter, QuoteGroup
from duiding.chapters.word.quotes import write_group
from duiding.chapters.word.tables import write_indicator_table
from duiding.chapters.word.writing import Writing


def write_chapter(writing: Writing, chapter: Chapter) -> None:
    """Add the section of a theme; the headings above it stand already."""
    level = len(chapter.numbers)
    writing.begin(chapter)
    writing.heading(chapter.title, level, number=chapter.number, theme=chapter.key)
    for hint in chapter.hints:
        writing.hint(hint)
    if chapter.opening:
        writing.prose(chapter.opening)
    if chapter.table is not None:
        write_indicator_table(writing, chapter.table)
    _interpretation(writing, chapter)
    _ = writing.words.gettext
    if chapter.context:
        _groups(writing, chapter, _("Context"), 1, chapter.context)
    _relations(writing, chapter)
    _recommendations(writing, chapter)
    if chapter.proposals:
        _groups(writing, chapter, _("Proposals for the indicators"), 1, chapter.proposals)


def _groups(
    writing: Writing, chapter: Chapter, title: str, depth: int, groups: Sequence[QuoteGroup]
) -> None:
    _heading(writing, chapter, title, depth)
    for group in groups:
        write_group(writing, group)


def _heading(writing: Writing, chapter: Chapter, title: str, depth: int) -> None:
    writing.part_heading(title, level=len(chapter.numbers) + depth, depth=depth)


def _interpretation(writing: Writing, chapter: Chapter) -> None:
    _ = writing.words.gettext
    if not chapter.indicators:
        if chapter.interpretation:
            _groups(writing, chapter, _("Interpretation"), 1, chapter.interpretation)
        return
    _heading(writing, chapter, _("Interpretation of the indicators"), 1)
    writing.hint(
        _(
            "Each indicator follows with its figures and the quotes that explain it. Join them to "
            "one story and add the literature."
        )
    )
    for part in chapter.indicators:
        _heading(writing, chapter, part.name, 2)
        writing.prose(part.prose)
        for hint in part.hints:
            writing.hint(hint)
        for group in part.groups:
            write_group(writing, group)
    if chapter.interpretation:
        _groups(writing, chapter, _("Other interpretation"), 2, chapter.interpretation)


def _relations(writing: Writing, chapter: Chapter) -> None:
    _ = writing.words.gettext
    _heading(writing, chapter, _("Connections with other themes"), 1)
    if not chapter.relations:
        writing.hint(_("No fragments about connections with other themes are coded yet."))
    for part in chapter.relations:
        _heading(writing, chapter, part.theme, 2)
        writing.prose(part.prose)
        for group in part.groups:
            write_group(writing, group)


def _recommendations(writing: Writing, chapter: Chapter) -> None:
    _ = writing.words.gettext
    _heading(writing, chapter, _("Policy advice"), 1)
    if not chapter.recommendations:
        writing.hint(_("No fragments with a recommendation are coded yet for this theme."))
    for group in chapter.recommendations:
        _heading(writing, chapter, group.code, 2)
        write_group(writing, group, lead=False)
    if chapter.uncoded_recommendations:
        writing.hint(
            _("In the codebook, but without fragments: {codes}.").format(
                codes="; ".join(chapter.uncoded_recommendations)
            )
        )
