"""The language of a source, and what was annotated of the sources in each language."""

from dataclasses import dataclass

from duiding.database import Database, act
from duiding.language.pipelines import Pipelines
from duiding.language.resolving import Choice
from duiding.sources import store
from duiding.sources.annotating import is_kept
from duiding.sources.model import Source

SET_SOURCE_LANGUAGE = "set_source_language"


@dataclass(frozen=True, slots=True)
class LanguageInUse:
    """A language of the study, with its pipeline and its sources."""

    language: str
    choice: Choice
    sources: int
    kept: int
    """Sources whose words and sentences are kept as this pipeline sees them."""


def set_source_language(database: Database, name: str, language: str, *, coder_id: str) -> Source:
    """Say in which language a source is, and return it. It can be undone.

    Raises NotFound without such a source.
    """
    from duiding.sources import find_source

    with act(database, SET_SOURCE_LANGUAGE, coder_id=coder_id) as running:
        source = find_source(database, name)
        running.update("source", source.id, {"language": language})
    return find_source(database, name)


def languages_in_use(
    database: Database, pipelines: Pipelines, study_language: str
) -> list[LanguageInUse]:
    """Return the languages of the sources, that of the study first; spaCy is not imported."""
    sources = store.all_sources(database)
    others = sorted({source.language for source in sources} - {study_language})
    found = []
    for language in (study_language, *others):
        spoken = [source for source in sources if source.language == language]
        kept = sum(is_kept(database, pipelines, source) for source in spoken)
        found.append(LanguageInUse(language, pipelines.choice(language), len(spoken), kept))
    return found
