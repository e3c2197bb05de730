"""The last check before a file is written: every quote came out as it was given."""

from collections.abc import Iterable

from duiding.chapters.word.writing import Comment
from duiding.chapters.word.xml import Element, q
from duiding.errors import DuidingError
from duiding.i18n import _


def quoted_texts(document: Element) -> dict[int, str]:
    """Return the text between the marks of each comment, read back from the document."""
    texts: dict[int, str] = {}
    open_ranges: set[int] = set()
    start, end, text, line_end = (
        q(name) for name in ("commentRangeStart", "commentRangeEnd", "t", "br")
    )
    for node in document.iter(start, end, text, line_end):
        if node.tag == start:
            number = int(node.get(q("id"), ""))
            open_ranges.add(number)
            texts[number] = ""
        elif node.tag == end:
            open_ranges.discard(int(node.get(q("id"), "")))
        else:
            for number in open_ranges:
                texts[number] += "\n" if node.tag == line_end else node.text or ""
    return texts


def check_quotes(document: Element, comments: Iterable[Comment]) -> None:
    """Compare the quotes in the document with what was to be quoted.

    Raises DuidingError for the first one that differs; then nothing should be written.
    """
    texts = quoted_texts(document)
    for comment in comments:
        if texts.get(comment.number) != comment.quoted:
            raise DuidingError(
                _(
                    "A quote would not come out literally ({place}); no draft was written. "
                    "Please report this."
                ).format(place=comment.lines[0])
            )
