"""A pipeline for tests that needs no spaCy: words and marks, lemmas of the word list.

    pipelines = words_kit.pipelines({"wijk": "NOUN"}, names={"jan": "PER"})

Parts of speech and names are those that are given, by lemma; with ``None`` there are no parts of
speech at all, as with a pipeline that does not tell them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from duiding.language import Annotated, Pipeline, Pipelines, Token
from duiding.language.lemmas import WordList, read_word_list

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")


@dataclass(slots=True)
class WordsPipeline:
    """What stands in for a loaded pipeline; ``texts`` counts what went through it."""

    parts_of_speech: Mapping[str, str] | None
    names: Mapping[str, str]
    texts: int = 0
    _words: WordList = field(default_factory=read_word_list, repr=False)

    def annotate(
        self,
        texts: Iterable[str],
        *,
        progress: Callable[[int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[Annotated]:
        for text in texts:
            if is_cancelled is not None and is_cancelled():
                return
            self.texts += 1
            yield Annotated(tuple(map(self._token, _TOKEN.finditer(text))))

    def _token(self, found: re.Match[str]) -> Token:
        lower = found.group().lower().replace("’", "'")
        lemma = self._words.lemma(lower)
        pos = ""
        if self.parts_of_speech is not None:
            pos = self.parts_of_speech.get(lemma, "X" if lower.isalnum() else "PUNCT")
        return Token(found.start(), found.end(), lower, lemma, pos, self.names.get(lower, ""))


@dataclass(slots=True)
class WordsPipelines(Pipelines):
    """The same one for every language."""

    pipeline: WordsPipeline = field(default_factory=lambda: WordsPipeline(None, {}))

    def key(self, language: str) -> str:
        return "words"

    def fits(self, kept: str, language: str) -> bool:
        return kept == self.key(language)

    def load(self, language: str) -> Pipeline:
        return cast("Pipeline", self.pipeline)


def pipelines(
    parts_of_speech: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None
) -> WordsPipelines:
    """Return pipelines that have such a pipeline for every language."""
    return WordsPipelines(pipeline=WordsPipeline(parts_of_speech, names or {}))
