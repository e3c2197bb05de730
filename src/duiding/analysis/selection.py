"""From filters as a user gives them to the sources, coders and codes that they let through."""

from collections.abc import Iterable
from dataclasses import dataclass

from duiding.analysis.model import Filters
from duiding.codebook import Code, Codebook, CodeKind
from duiding.coding import Coder, all_coders
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.sources import Source, SourceKind, list_sources


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted: sources and coders by name, codes in the order of the codebook."""

    codebook: Codebook
    sources: tuple[Source, ...]
    coders: tuple[Coder, ...]
    themes: tuple[Code, ...]
    codes: tuple[Code, ...]


def select(database: Database, codebook: Codebook, filters: Filters) -> Selection:
    """Return what the filters let through.

    Raises NotFound for a name that is not in the study.
    """
    sources = list_sources(database)
    coders = all_coders(database)
    _known(_("source"), filters.sources, (source.name for source in sources))
    _known(_("wave"), filters.waves, (source.wave for source in sources))
    _known(_("coder"), filters.coders, (coder.name for coder in coders))
    _known(_("kind of source"), filters.source_kinds, SourceKind)
    _known(_("kind of code"), filters.kinds, CodeKind)
    themes = _themes(codebook, filters.themes)
    return Selection(
        codebook,
        tuple(source for source in sources if _source_passes(source, filters)),
        tuple(coder for coder in coders if _passes(coder.name, filters.coders)),
        themes,
        tuple(
            code
            for code in codebook.codes
            if codebook.theme_of(code) in themes and _passes(code.kind, filters.kinds)
        ),
    )


def _passes(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _source_passes(source: Source, filters: Filters) -> bool:
    return (
        _passes(source.kind, filters.source_kinds)
        and _passes(source.wave, filters.waves)
        and _passes(source.name, filters.sources)
    )


def _themes(codebook: Codebook, wanted: tuple[str, ...]) -> tuple[Code, ...]:
    names = {theme.name.casefold(): theme.key for theme in codebook.themes}
    keys = [names.get(name.casefold(), name) for name in wanted]
    _known(_("theme"), keys, (theme.key for theme in codebook.themes))
    return tuple(theme for theme in codebook.themes if _passes(theme.key, tuple(keys)))


def _known(what: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    for name in wanted:
        if name not in names:
            raise NotFound(
                _("There is no {what} {name!r}; known are: {known}.").format(
                    what=what, name=name, known=", ".join(filter(None, names)) or "-"
                )
            )
