"""The pipelines of a study: one per language, loaded when the first text asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Self

from duiding.i18n import _
from duiding.language.resolving import AUTO, Choice, Kind, resolve
from duiding.settings import Settings

if TYPE_CHECKING:
    from duiding.language.pipeline import Pipeline

_INSTEAD = " > "


@dataclass(slots=True)
class Pipelines:
    """Which pipeline each language uses; may be asked by several threads."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    """Name of the pipeline by language; a language that is not named has ``auto``."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Key of the newest annotation by language: tells which pipelines could not be loaded then."""
    _choices: dict[str, Choice] = field(default_factory=dict, repr=False)
    _keys: dict[Choice, str] = field(default_factory=dict, repr=False)
    _loaded: "dict[str, Pipeline]" = field(default_factory=dict, repr=False)
    _loading: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def of(cls, settings: Settings, kept: Mapping[str, str] | None = None) -> Self:
        """Return the pipelines that the settings of a study ask for."""
        return cls({settings.language: settings.pipeline, **settings.pipelines}, kept or {})

    def choice(self, language: str) -> Choice:
        """Return what a language uses and why, without importing spaCy.

        What could not be loaded when sources were last read is not said to be in use.
        """
        loaded = self._loaded.get(language)
        return self._last_time(language) if loaded is None else loaded.choice

    def _last_time(self, language: str) -> Choice:
        """Return what a language used when sources were last read, if the same was asked then."""
        asked, kept = self._asked(language), self.kept.get(language, "")
        if _INSTEAD not in kept or not kept.startswith(self._key(asked) + _INSTEAD):
            return asked
        used = kept.rpartition(_INSTEAD)[2].partition(" ")[0]
        choice, failed = asked, dict[str, str]()
        while choice.kind in {Kind.PACKAGE, Kind.OWN} and choice.name != used:
            failed[choice.name] = _(
                "{name} {version} could not be used when sources were last read; "
                "try again with: duiding language annotate"
            ).format(name=choice.name, version=choice.version)
            choice = resolve(choice.wanted, language, failed)
        return choice

    def _asked(self, language: str) -> Choice:
        """Return what a language uses when it can be loaded."""
        if language not in self._choices:
            self._choices[language] = resolve(self.wanted.get(language, AUTO), language)
        return self._choices[language]

    def key(self, language: str) -> str:
        """Return name and version of what a language uses, without importing spaCy.

        What was annotated under another key may differ. A pipeline that could not be loaded stays
        in the key, before the one that took its place.
        """
        asked, loaded = self._asked(language), self._loaded.get(language)
        if loaded is None or loaded.choice is asked:
            return self._key(asked)
        return self._key(asked) + _INSTEAD + self._key(loaded.choice)

    def _key(self, choice: Choice) -> str:
        if choice not in self._keys:
            self._keys[choice] = choice.key
        return self._keys[choice]

    def fits(self, kept: str, language: str) -> bool:
        """Return whether what was annotated under a key is what would be annotated now.

        While a pipeline is not loaded, what was kept when it could not be loaded fits too: else
        it would be annotated again each time.
        """
        key = self.key(language)
        is_untried = language not in self._loaded
        return kept == key or (is_untried and kept.startswith(key + _INSTEAD))

    def describe(self, language: str) -> str:
        """Return for users which pipeline is in use and why, without importing spaCy."""
        return self.choice(language).description

    def load(self, language: str) -> "Pipeline":
        """Return the pipeline of a language, loading it the first time.

        Raises Missing when not even our own can be read.
        """
        from duiding.language.pipeline import load_choice

        with self._loading:
            if language not in self._loaded:
                self._loaded[language] = load_choice(self._asked(language))
            return self._loaded[language]
