"""Which pipeline a language uses and why, found out without importing spaCy.

``auto`` takes the small pipeline of spaCy for the language when it is installed and fits, for
Dutch else the one that comes with duiding. A pipeline that is named and cannot be used is followed
by the same. When nothing can be loaded, Dutch has its word list and other languages compare words
as they are written.
"""

import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from duiding.i18n import _
from duiding.language.annotation import PACKING
from duiding.language.lemmas import WORD_LIST
from duiding.language.sentences import RULES

AUTO = "auto"
OWN = "nl_duiding_sm"
"""The Dutch pipeline that comes with duiding."""
MODELS = Path(__file__).parent / "models"
SMALL = {"nl": "nl_core_news_sm", "de": "de_core_news_sm", "en": "en_core_web_sm"}
"""The small pipeline of spaCy itself, by language."""
READING = 2
"""Version of what is made of the words of a pipeline; another one is read again."""
_NAME = re.compile(r"[a-z]{2,3}_[a-zA-Z0-9_]{1,60}")
_DOWNLOADABLE = re.compile(r"[a-z]{2}_(?:core|dep|ent)_[a-z]+_(?:sm|md|lg|trf)")


class Kind(StrEnum):
    """Where words and lemmas come from."""

    PACKAGE = "package"
    """An installed spaCy pipeline."""
    OWN = "own"
    """The pipeline that comes with duiding."""
    WORDS = "words"
    """The word list that comes with duiding."""
    PLAIN = "plain"
    """Words as they are written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The pipeline that a language uses."""

    language: str
    wanted: str
    """What was asked for: ``auto`` or a name."""
    kind: Kind
    name: str
    version: str
    folder: Path | None
    """Folder with the ``meta.json`` of the pipeline."""
    passed: tuple[str, ...]
    """Why better ones are not used: a clause each, for users."""

    @property
    def is_fallback(self) -> bool:
        """True when the pipeline that was asked for cannot be used, or none at all."""
        if self.kind in {Kind.WORDS, Kind.PLAIN}:
            return True
        return self.wanted not in {AUTO, self.name}

    @property
    def key(self) -> str:
        """Name and version of all that decides about an annotation; another key is another one."""
        parts = [f"{self.name} {self.version}"]
        if self.kind is Kind.OWN and self.folder is not None:
            parts.append(f"model {_sum(self.folder / 'meta.json'):08x}")
        if self.kind in {Kind.OWN, Kind.WORDS}:
            parts.append(f"words {_sum(WORD_LIST):08x}")
        parts.append(f"{self.language} {READING}.{RULES}.{PACKING}")
        return "; ".join(parts)

    @property
    def description(self) -> str:
        """One sentence for users: what is in use, why and, for a fallback, how to get better."""
        facts = {"name": self.name, "version": self.version, "reason": "; ".join(self.passed)}
        if self.kind is Kind.PACKAGE:
            return self._of_package(facts)
        if self.kind is Kind.OWN:
            return self._of_own(facts)
        cure = _("Install duiding again.") if self.language == "nl" else self._cure()
        if self.kind is Kind.WORDS:
            what = _("{reason}, so duiding's own Dutch word list is used. {cure}")
        else:
            what = _("{reason}, so words are compared as they are written. {cure}")
        return what.format(**facts, cure=cure)

    def _of_package(self, facts: Mapping[str, str]) -> str:
        if self.passed:
            what = _("{reason}, so the spaCy pipeline {name} {version} is used. {cure}")
            return what.format(**facts, cure=self._cure())
        if self.wanted == AUTO:
            what = _("The spaCy pipeline {name} {version} is used: it is installed and fits.")
        else:
            what = _("The spaCy pipeline {name} {version} is used, as duiding.toml says.")
        return what.format(**facts)

    def _of_own(self, facts: Mapping[str, str]) -> str:
        if self.is_fallback:
            what = _("{reason}, so duiding's own pipeline {name} {version} is used. {cure}")
            return what.format(**facts, cure=self._cure())
        if self.wanted == AUTO:
            what = _("duiding's own pipeline {name} {version} is used ({reason}).")
        else:
            what = _("duiding's own pipeline {name} {version} is used, as duiding.toml says.")
        return what.format(**facts)

    def _cure(self) -> str:
        """Return how to get what was asked for."""
        name = SMALL.get(self.language, "") if self.wanted == AUTO else self.wanted
        if is_downloadable(name):
            return _("For better suggestions: {command}").format(
                command=f"duiding language install {name}"
            )
        return _("Install it beside duiding, or name another in duiding.toml, under [language].")


def resolve(wanted: str, language: str, failed: Mapping[str, str] | None = None) -> Choice:
    """Return the pipeline that a language uses when ``wanted`` is asked for.

    ``failed`` has the pipelines that could not be loaded, each with a clause that says why.
    """
    wanted = wanted or AUTO
    passed: list[str] = []
    for name in _names(wanted, language):
        found = find_package(name)
        reason = (failed or {}).get(name) or found.reason
        if not reason:
            kind = Kind.OWN if name == OWN else Kind.PACKAGE
            clauses = tuple(passed)
            return Choice(language, wanted, kind, name, found.version, found.folder, clauses)
        passed.append(reason)
    kind = Kind.WORDS if language == "nl" else Kind.PLAIN
    if not passed:
        passed.append(_("There is no pipeline for the language {name}").format(name=language))
    return Choice(language, wanted, kind, f"duiding-{language}", "1", None, tuple(passed))


def is_downloadable(name: str) -> bool:
    """Return whether a name is one that spaCy offers pipelines under."""
    return _DOWNLOADABLE.fullmatch(name) is not None


@lru_cache(maxsize=1)
def spacy_version() -> str:
    """Return the version of spaCy that is installed; empty when there is none."""
    try:
        return metadata.version("spacy")
    except metadata.PackageNotFoundError:
        return ""


def _names(wanted: str, language: str) -> Iterator[str]:
    """Yield the pipelines to try, the one asked for first."""
    names = [] if wanted == AUTO else [wanted]
    if wanted != OWN and language in SMALL:
        names.append(SMALL[language])
    if language == "nl":
        names.append(OWN)
    yield from dict.fromkeys(names)


@dataclass(frozen=True, slots=True)
class Found:
    """What can be known of a pipeline without importing it."""

    version: str = ""
    folder: Path | None = None
    reason: str = ""
    """Why it cannot be used; empty when it can."""


def find_package(name: str) -> Found:
    """Return the version and folder of a pipeline, or why it cannot be used."""
    folder = MODELS / OWN if name == OWN else _package_folder(name)
    if folder is None or not folder.is_dir():
        return Found(reason=_("{name} is not installed").format(name=name))
    version, wanted_spacy = _versions(folder)
    if not version:
        return Found(reason=_("{name} is damaged").format(name=name))
    if not _fits(wanted_spacy):
        return Found(
            reason=_("{name} {version} does not fit spaCy {spacy}").format(
                name=name, version=version, spacy=spacy_version() or "-"
            )
        )
    return Found(version, folder)


def _package_folder(name: str) -> Path | None:
    """Return the folder of an installed pipeline without importing it."""
    if not _NAME.fullmatch(name):
        return None
    spec = sys.modules[name].__spec__ if name in sys.modules else find_spec(name)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _versions(folder: Path) -> tuple[str, str]:
    """Return the version of a pipeline and of the spaCy it was made for; empty when unknown."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return "", ""
    if not isinstance(meta, dict):
        return "", ""
    return str(meta.get("version") or ""), str(meta.get("spacy_version") or "")


def _fits(wanted_spacy: str) -> bool:
    """Return whether the installed spaCy is one that a pipeline was made for."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion

    if not wanted_spacy:
        return False
    if wanted_spacy[0].isdigit():
        wanted_spacy = "==" + wanted_spacy
    try:
        return SpecifierSet(wanted_spacy).contains(spacy_version(), prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return False


def _sum(path: Path) -> int:
    """Return a checksum of a file, so that another file of the same name is known as another."""
    try:
        return zlib.crc32(path.read_bytes())
    except OSError:
        return 0
