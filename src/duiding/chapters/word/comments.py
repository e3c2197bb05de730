"""The comments: where each quote comes from, for the team only. Written in one pass."""

from collections.abc import Iterable

from duiding.chapters.outline import Provenance
from duiding.chapters.word.looks import COMMENT, COMMENT_MARK
from duiding.chapters.word.writing import Comment
from duiding.chapters.word.xml import Element, el, paragraph, run, val
from duiding.chapters.words import Words

AUTHOR = "duiding"
_INITIALS = "dui"


def comments_part(comments: Iterable[Comment], at: str) -> Element:
    """Return the part with all comments."""
    return el("comments", *(_comment(comment, at) for comment in comments))


def provenance_lines(provenance: Provenance, words: Words) -> tuple[str, ...]:
    """Return the lines of the comment at a quote."""
    _ = words.gettext
    place = [provenance.source]
    if provenance.turn is not None:
        place.append(_("turn {number}").format(number=provenance.turn))
    if provenance.time:
        place.append(provenance.time)
    lines = [_("Source: {place}").format(place=", ".join(place))]
    if provenance.speaker:
        lines.append(_("Speaker: {speaker}").format(speaker=provenance.speaker))
    lines.append(_("Code: {code}").format(code=provenance.code))
    ngettext = words.ngettext
    coders = ngettext("Coder: {coders}", "Coders: {coders}", len(provenance.coders))
    lines.append(coders.format(coders=", ".join(provenance.coders)))
    return tuple(lines)


def commented(number: int, content: list[Element]) -> list[Element]:
    """Return the content with the marks of comment ``number`` around and behind it."""
    mark = el("rPr", val("rStyle", COMMENT_MARK))
    return [
        el("commentRangeStart", id=number),
        *content,
        el("commentRangeEnd", id=number),
        el("r", mark, el("commentReference", id=number)),
    ]


def _comment(comment: Comment, at: str) -> Element:
    first, *others = comment.lines
    mark = el("r", el("rPr", val("rStyle", COMMENT_MARK)), el("annotationRef"))
    return el(
        "comment",
        paragraph(COMMENT, [mark, run(first)]),
        *(paragraph(COMMENT, [run(line)]) for line in others),
        id=comment.number,
        author=AUTHOR,
        date=at,
        initials=_INITIALS,
    )
