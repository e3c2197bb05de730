"""The pipelines of a study: one per language, loaded when the first text asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from duiding.language.pipeline import Pipeline, load_pipeline

AUTO = "auto"


@dataclass(slots=True)
class Pipelines:
    """Which pipeline each language uses; not for use by several threads at once."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    """Name of the pipeline by language; a language that is not named has ``auto``."""
    _loaded: dict[str, Pipeline] = field(default_factory=dict, repr=False)

    def key(self, language: str) -> str:
        """Return name and version of what a language uses, without importing spaCy."""
        return f"{self.wanted.get(language, AUTO)}/{language}"

    def load(self, language: str) -> Pipeline:
        """Return the pipeline of a language, loading it the first time.

        Raises Missing when not even our own can be read.
        """
        if language not in self._loaded:
            name = self.wanted.get(language, AUTO)
            self._loaded[language] = load_pipeline(name, language=language)
        return self._loaded[language]
