"""Quotes: short ones in the running text, long ones in a paragraph of their own (APA 7)."""

from duiding.chapters.outline import Quote, QuoteGroup
from duiding.chapters.word.comments import commented, provenance_lines
from duiding.chapters.word.looks import INLINE_QUOTE, NORMAL, QUOTE
from duiding.chapters.word.writing import Comment, Writing
from duiding.chapters.word.xml import Element, paragraph, run
from duiding.text import count_words

BLOCK_FROM = 40
"""Words from which a quote stands in a paragraph of its own."""


def write_group(writing: Writing, group: QuoteGroup, *, lead: bool = True) -> None:
    """Add the hint for a code, a line that introduces it, and its quotes.

    ``lead`` is false below a heading that names the code already.
    """
    writing.hint(group_hint(writing, group), title=group.code if lead else "")
    _ = writing.words.gettext
    opening = _("On ‘{code}’:").format(code=group.code) + " " if lead and group.quotes else ""
    for quote in group.quotes:
        block = count_words(quote.text) >= BLOCK_FROM
        if opening and block:
            writing.prose((opening.strip(),), keep=True)
            opening = ""
        content = [run(opening)] if opening else []
        opening = ""
        content += _quoted(writing, quote, block=block)
        writing.body.append(paragraph(QUOTE if block else NORMAL, content))


def group_hint(writing: Writing, group: QuoteGroup) -> str:
    """Return how many fragments there are, from how many sources, and what the code means."""
    words = writing.words
    _, ngettext = words.gettext, words.ngettext
    counts = ngettext(
        "{shown} of {count} fragment", "{shown} of {count} fragments", group.fragments
    ).format(shown=len(group.quotes), count=group.fragments)
    sources = ngettext("{count} source", "{count} sources", group.sources).format(
        count=group.sources
    )
    parts = [f"{counts}, {sources}."]
    if group.not_quoted:
        parts.append(
            ngettext(
                "{count} fragment is not quoted: it is not said by a participant.",
                "{count} fragments are not quoted: they are not said by a participant.",
                group.not_quoted,
            ).format(count=group.not_quoted)
        )
    if group.remark:
        parts.append(group.remark)
    if group.definition:
        parts.append(_("Meaning of the code: {definition}").format(definition=group.definition))
    return " ".join(parts)


def _quoted(writing: Writing, quote: Quote, *, block: bool) -> list[Element]:
    text = f"“{quote.text}”"
    runs = [run(text, style="" if block else INLINE_QUOTE)]
    _ = writing.words.gettext
    number = len(writing.comments)
    lines = provenance_lines(quote.provenance, writing.words)
    writing.comments.append(Comment(number, lines, text))
    content = commented(number, writing.anchor("citaat", quote.key, _("Quote"), runs))
    if quote.attribution:
        content.append(run(f" ({quote.attribution})", italic=False if block else None))
    return content
