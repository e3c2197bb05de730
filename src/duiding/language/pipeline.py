"""From text to words with their lemmas, by spaCy: an installed pipeline, or our own word list.

spaCy itself is imported when a pipeline is loaded: that takes about a second.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from duiding.i18n import _
from duiding.language.annotation import Token
from duiding.language.lemmas import WORD_LIST, WordList, read_word_list

BATCH = 32
"""Texts that go through the pipeline at once; between them it can be stopped."""
LONGEST = 100_000
"""Characters that go through the pipeline in one piece; a longer text is cut at a blank."""
_TOKENIZERS = ("nl", "en", "de")
_NAME = re.compile(r"[a-z]{2,3}_[a-z0-9_]+")
_DOWNLOADABLE = re.compile(r"[a-z]{2}_(?:core|dep|ent)_[a-z]+_(?:sm|md|lg|trf)")
_PLAIN_APOSTROPHES = str.maketrans("’‘", "''")
_UNNEEDED = ["ner", "parser", "senter", "entity_linker", "textcat"]


@dataclass(frozen=True, slots=True)
class Annotated:
    """The tokens of one text, in order; blanks are none."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline."""

    name: str
    version: str
    is_fallback: bool
    """True when the pipeline that was asked for could not be used."""
    description: str
    """One sentence for users: what is in use and, for the fallback, how to get better."""
    _nlp: Any = field(repr=False)
    _words: WordList = field(repr=False)

    def annotate(
        self,
        texts: Iterable[str],
        *,
        progress: Callable[[int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[Annotated]:
        """Yield the tokens of each text, in the order of the texts.

        ``progress`` is called after each text with the number of characters done so far. When
        ``is_cancelled`` returns True no more texts follow.
        """
        tokens: list[Token] = []
        done = 0
        docs = self._nlp.pipe(_stretches(texts), as_tuples=True, batch_size=BATCH)
        for doc, (start, is_last) in docs:
            if is_cancelled is not None and is_cancelled():
                return
            tokens += self._tokens(doc, start)
            done += len(doc.text)
            if is_last:
                if progress is not None:
                    progress(done)
                yield Annotated(tuple(tokens))
                tokens = []

    def _tokens(self, doc: Any, start: int) -> Iterator[Token]:
        for token in doc:
            if token.is_space:
                continue
            lower = token.lower_
            lemma = (token.lemma_ or lower).lower()
            if self._words.endings and lower not in self._words.forms:
                lemma = self._words.guess(lower)
            begin = start + token.idx
            yield Token(begin, begin + len(token), lower, lemma)


def load_pipeline(name: str, *, language: str = "nl") -> Pipeline:
    """Return the installed pipeline with this name, or else our own for the language.

    Our own is spaCy's tokenizer with, for Dutch, a word list as lookup lemmatizer. It takes the
    place of a pipeline that is not installed, does not fit this spaCy or has no lemmatizer;
    ``description`` says so. Raises Missing when our own word list is missing or damaged.
    """
    folder = _package_folder(name)
    if folder is None:
        return _fallback(language, _("{name} is not installed").format(name=name), _download(name))
    import spacy
    from spacy.about import __version__ as spacy_version
    from spacy.util import is_compatible_version

    version, wanted_spacy = _versions(folder)
    if not (wanted_spacy and is_compatible_version(spacy_version, wanted_spacy)):
        reason = _("{name} {version} does not fit spaCy {spacy}").format(
            name=name, version=version or "?", spacy=spacy_version
        )
        return _fallback(language, reason, _download(name))
    try:
        nlp = spacy.load(name, exclude=_UNNEEDED)
    except (ImportError, OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        reason = _("{name} {version} cannot be loaded ({reason})").format(
            name=name, version=version, reason=str(error).partition("\n")[0][:120]
        )
        return _fallback(language, reason, _download(name))
    if not any("token.lemma" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        reason = _("{name} {version} has no lemmatizer").format(name=name, version=version)
        cure = _("Name one that has in duiding.toml, under [language].")
        return _fallback(language, reason, cure)
    description = _("Words are compared with the spaCy pipeline {name} {version}.").format(
        name=name, version=version
    )
    return Pipeline(name, version, False, description, nlp, WordList())


def _package_folder(name: str) -> Path | None:
    """Return the folder of an installed pipeline without importing it."""
    spec = find_spec(name) if _NAME.fullmatch(name) else None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _versions(folder: Path) -> tuple[str, str]:
    """Return the version of a pipeline and of the spaCy it was made for; empty when unknown."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", ""
    if not isinstance(meta, dict):
        return "", ""
    return str(meta.get("version") or ""), str(meta.get("spacy_version") or "")


def _download(name: str) -> str:
    """Return how to get a pipeline."""
    if _DOWNLOADABLE.fullmatch(name):
        command = f"{sys.executable or 'python'} -m spacy download {name}"
        return _("For better suggestions: {command}").format(command=command)
    return _("Install it beside duiding, or name another in duiding.toml, under [language].")


def _fallback(language: str, reason: str, cure: str) -> Pipeline:
    """Return our own pipeline; the description says why and what to do."""
    words = read_word_list(WORD_LIST) if language == "nl" else WordList()
    import spacy
    from spacy.lookups import Lookups

    nlp = spacy.blank(language if language in _TOKENIZERS else "xx")
    if words.forms:
        lookups = Lookups()
        lookups.add_table("lemma_lookup", dict(words.forms))
        lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        lemmatizer.initialize(lookups=lookups)
        what = _("{reason}, so duiding's own Dutch word list is used. {cure}")
    else:
        what = _("{reason}, so words are compared as they are written. {cure}")
    description = what.format(reason=reason, cure=cure)
    return Pipeline("duiding-" + language, "1", True, description, nlp, words)


def _stretches(texts: Iterable[str]) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Yield each text in pieces of bearable length, each with its start and whether it is last."""
    for text in texts:
        plain = text.translate(_PLAIN_APOSTROPHES)
        start = 0
        while len(plain) - start > LONGEST:
            blank = max(plain.rfind(sign, start + 1, start + LONGEST) for sign in (" ", "\n"))
            cut = blank if blank > start else start + LONGEST
            yield plain[start:cut], (start, False)
            start = cut
        yield plain[start:], (start, True)
