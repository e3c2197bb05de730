"""From outline to Word file."""

from duiding.chapters.outline import Chapter, Draft, Style
from duiding.chapters.word import check
from duiding.chapters.word.chapter import write_chapter
from duiding.chapters.word.comments import comments_part
from duiding.chapters.word.contents import contents
from duiding.chapters.word.looks import SUBTITLE, TITLE
from duiding.chapters.word.numbering import numbering_part
from duiding.chapters.word.package import FOOTER_ID, Properties, footer, package
from duiding.chapters.word.styles import styles_part
from duiding.chapters.word.tables import write_participants
from duiding.chapters.word.writing import Writing
from duiding.chapters.word.xml import Element, el, paragraph, q, run
from duiding.chapters.words import Words, words_of

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def render_chapter(chapter: Chapter, draft: Draft, *, at: str) -> bytes:
    """Return one theme as a Word file, with the headings above it for the sake of the numbers.

    ``at`` is the time of the export, UTC. Raises DuidingError when a quote did not come out
    literally.
    """
    words = words_of(draft.style.language)
    writing = Writing(words, draft.style, frozenset({chapter.key}))
    _ = words.gettext
    writing.heading(draft.title, 1, number=str(chapter.numbers[0]))
    writing.hint(
        _(
            "This file holds one theme. The headings around it are there for the numbering; the "
            "chapter as a whole stands in the combined draft."
        )
    )
    for hint in draft.hints:
        writing.hint(hint)
    if chapter.cluster:
        number = ".".join(map(str, chapter.numbers[:2]))
        writing.heading(chapter.cluster, 2, number=number)
        writing.hint(_cluster_hint(chapter.cluster, words))
    write_chapter(writing, chapter)
    return _finish(writing, writing.body, chapter.title, draft.style, chapter.numbers, at)


def render_draft(draft: Draft, *, at: str) -> bytes:
    """Return all themes as one Word file with title, contents and appendix.

    Raises DuidingError when a quote did not come out literally.
    """
    words = words_of(draft.style.language)
    _ = words.gettext
    writing = Writing(words, draft.style, frozenset(chapter.key for chapter in draft.chapters))
    writing.heading(draft.title, 1, number=str(draft.number))
    for hint in draft.hints:
        writing.hint(hint)
    writing.heading(_("Introduction"), 2, number=f"{draft.number}.1")
    writing.hint(
        _("Say what the chapter is about, how the themes were chosen and how it is to be read.")
    )
    writing.prose(draft.opening)
    cluster = ""
    for chapter in draft.chapters:
        if chapter.cluster and chapter.cluster != cluster:
            number = ".".join(map(str, chapter.numbers[:2]))
            writing.heading(chapter.cluster, 2, number=number)
            writing.hint(_cluster_hint(chapter.cluster, words))
        cluster = chapter.cluster
        write_chapter(writing, chapter)
    _appendix(writing, draft)
    title = draft.style.title or draft.title
    body = [*_front(draft, words, title), *contents(writing), *writing.body]
    return _finish(writing, body, title, draft.style, (draft.number, 1), at)


def _cluster_hint(cluster: str, words: Words) -> str:
    _ = words.gettext
    return _("Introduce the part ‘{cluster}’ in a few sentences.").format(cluster=cluster)


def _front(draft: Draft, words: Words, title: str) -> list[Element]:
    _ = words.gettext
    subtitle = _("Chapter {number}, {title}: draft").format(number=draft.number, title=draft.title)
    return [
        paragraph(TITLE, [run(title)]),
        paragraph(SUBTITLE, [run(subtitle)]),
        *([paragraph(SUBTITLE, [run(draft.style.author)])] if draft.style.author else []),
    ]


def _appendix(writing: Writing, draft: Draft) -> None:
    _ = writing.words.gettext
    writing.heading(_("Appendix: participants"), 1)
    writing.hint(
        _(
            "Add the organisation and function of the participants, never tied to a quote. "
            "Codes of speakers stand in the comments only."
        )
    )
    if draft.participants:
        write_participants(writing, draft.participants)


def _finish(
    writing: Writing,
    body: list[Element],
    title: str,
    style: Style,
    start: tuple[int, ...],
    at: str,
) -> bytes:
    stamp = at[:19] + "Z"
    document = _document(body)
    check.check_quotes(document, writing.comments)
    parts = {
        "document": document,
        "styles": styles_part(style.language, italic_quotes=style.italic_quotes),
        "numbering": numbering_part(start),
        "comments": comments_part(writing.comments, stamp),
        "footer1": footer(title),
    }
    return package(parts, Properties(title, style.author, style.subject, style.language, stamp))


def _document(body: list[Element]) -> Element:
    root = el("document", el("body", *body, _page()))
    root.set(f"{{{_COMPATIBILITY}}}Ignorable", "w15")
    return root


def _page() -> Element:
    """Return A4 with margins of 2.5 cm and the page number below."""
    number = el("footerReference", type="default")
    number.set(q("r:id"), FOOTER_ID)
    margins = dict.fromkeys(("top", "right", "bottom", "left"), 1417)
    return el(
        "sectPr",
        number,
        el("pgSz", w=11906, h=16838),
        el("pgMar", **margins, header=708, footer=708, gutter=0),
    )
