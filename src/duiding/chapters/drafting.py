"""The act of writing drafts: compute and check everything, then write the files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from duiding.chapters.around import draft_hints, file_stem, introduction, participants, title
from duiding.chapters.building import build_chapter
from duiding.chapters.choosing import DEFAULT_LIMIT
from duiding.chapters.figures import read_figures
from duiding.chapters.material import gather
from duiding.chapters.outline import Draft, Style
from duiding.chapters.plan import Place, plan
from duiding.chapters.quoting import Quoting
from duiding.chapters.words import words_of
from duiding.codebook import Codebook
from duiding.database import Database, now
from duiding.errors import InputError, NotFound
from duiding.files import write_new
from duiding.i18n import _
from duiding.settings import Settings
from duiding.text import clean_line

OnFile = Callable[[str], object]
"""Called with the name of each file when it is ready to be written."""


def _nobody(name: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A file that was written."""

    path: Path
    theme: str | None
    """Key of the theme; None for the combined draft."""
    quotes: int
    instead_of: Path | None
    """The draft that stood there already and was left alone."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file that is ready to be written."""

    name: str
    theme: str | None
    quotes: int
    content: bytes


def draft_chapters(
    database: Database,
    codebook: Codebook,
    settings: Settings,
    folder: Path,
    *,
    themes: Sequence[str] = (),
    quotes: int | None = DEFAULT_LIMIT,
    overwrite: bool = False,
    on_file: OnFile = _nobody,
) -> list[WrittenDraft]:
    """Write a Word file per theme and, unless ``themes`` are chosen, one with all of them.

    ``quotes`` is the number of quotes per code at most, None all. A draft that is there already
    stays, and the new one gets a number behind its name, unless ``overwrite`` is true.

    Raises NotFound for an unknown theme, Refused when a coding does not agree with its text,
    InputError or DiskFull when the folder cannot be written.
    """
    rendered = render_chapters(
        database, codebook, settings, themes=themes, quotes=quotes, on_file=on_file
    )
    _make(folder)
    return [_write(folder, one, overwrite=overwrite) for one in rendered]


def render_chapters(
    database: Database,
    codebook: Codebook,
    settings: Settings,
    *,
    themes: Sequence[str] = (),
    quotes: int | None = DEFAULT_LIMIT,
    on_file: OnFile = _nobody,
) -> list[Rendered]:
    """Return the files of ``draft_chapters`` without writing them."""
    from duiding.chapters.word.render import render_chapter, render_draft

    chosen = _chosen(codebook, themes)
    draft = build_draft(database, codebook, settings, quotes=quotes)
    at = now()
    rendered = []
    for place, chapter in zip(_plan(codebook, settings), draft.chapters, strict=True):
        if place.theme.key in chosen:
            content = render_chapter(chapter, draft, at=at)
            rendered.append(Rendered(place.file_name, chapter.key, len(chapter.quotes), content))
            on_file(place.file_name)
    if not themes:
        name = file_stem(draft.number, words_of(settings.language)) + ".docx"
        total = sum(len(chapter.quotes) for chapter in draft.chapters)
        rendered.append(Rendered(name, None, total, render_draft(draft, at=at)))
        on_file(name)
    return rendered


def count_files(codebook: Codebook, themes: Sequence[str]) -> int:
    """Return how many files ``draft_chapters`` will write. Raises NotFound for a theme."""
    return len(_chosen(codebook, themes)) + (0 if themes else 1)


def build_draft(
    database: Database,
    codebook: Codebook,
    settings: Settings,
    *,
    quotes: int | None = DEFAULT_LIMIT,
) -> Draft:
    """Return the outline of all chapters. Raises Refused when a coding and its text differ."""
    material = gather(database, codebook)
    words = words_of(settings.language)
    places = _plan(codebook, settings)
    figures = read_figures(database, codebook, settings.report, words)
    chapters = tuple(
        build_chapter(
            place,
            places,
            Quoting(material, words, settings.report.attribution, quotes),
            figures[place.theme.id],
        )
        for place in places
    )
    report = settings.report
    return Draft(
        number=report.chapter_number,
        title=title(words),
        opening=introduction(material, len(chapters), words),
        hints=draft_hints(material, quotes, words),
        chapters=chapters,
        participants=participants(material, words),
        style=Style(
            language=settings.language,
            italic_quotes=report.italic_quotes,
            author=clean_line(report.author),
            title=clean_line(report.title or settings.name),
            subject=clean_line(", ".join(filter(None, (settings.name, settings.wave)))),
        ),
    )


def _plan(codebook: Codebook, settings: Settings) -> list[Place]:
    return plan(codebook, settings.report.chapter_number)


def _chosen(codebook: Codebook, themes: Iterable[str]) -> set[str]:
    """Return the keys of the themes that were asked for by key or name; all when none was."""
    names = {theme.name.casefold(): theme.key for theme in codebook.themes}
    known = [theme.key for theme in codebook.themes]
    chosen = {names.get(theme.casefold(), theme) for theme in themes}
    for theme in sorted(chosen - set(known)):
        raise NotFound(
            _("There is no theme {theme!r} in codebook {key}; known are: {known}.").format(
                theme=theme, key=codebook.key, known=", ".join(known)
            )
        )
    return chosen or set(known)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            _("{folder} cannot be made ({reason}). Choose another folder with --to.").format(
                folder=folder, reason=error.strerror
            )
        ) from error


def _write(folder: Path, rendered: Rendered, *, overwrite: bool) -> WrittenDraft:
    wanted = folder / rendered.name
    path = wanted if overwrite else _free(wanted)
    write_new(path, lambda scratch: _fill(scratch, rendered.content), overwrite=overwrite)
    instead_of = wanted if path != wanted else None
    return WrittenDraft(path, rendered.theme, rendered.quotes, instead_of)


def _fill(scratch: Path, content: bytes) -> None:
    scratch.write_bytes(content)


def _free(path: Path) -> Path:
    """Return the path, or the first one with a number behind its name that is free."""
    number = 1
    free = path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
