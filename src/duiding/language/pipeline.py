"""From text to words with lemma, part of speech and names, by a spaCy pipeline.

spaCy itself is imported when a pipeline is loaded: that takes about a second. Parsers are left
out: sentences come from rules of our own, which know spoken Dutch.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duiding.errors import Missing
from duiding.i18n import _
from duiding.language.annotation import PLAIN_APOSTROPHES, Token
from duiding.language.lemmas import WORD_LIST, WordList, read_word_list
from duiding.language.resolving import Choice, Kind, resolve

BATCH = 64
"""Texts that go through the pipeline at once; between them it can be stopped."""
LONGEST = 20_000
"""Characters that go through the pipeline in one piece; a longer text is cut at a blank."""
_TOKENIZERS = ("nl", "en", "de")
_UNNEEDED = ["parser", "senter", "sentencizer", "entity_linker", "textcat", "textcat_multilabel"]
_FAULTS = (
    *(ImportError, OSError, EOFError, ValueError, LookupError),
    *(AttributeError, TypeError, ArithmeticError, AssertionError, RuntimeError, SyntaxError),
)
"""What a damaged or unfit pipeline raises, in its own code, spaCy's or numpy's."""
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("PER", "PERSON"), "PER"),
    "ORG": "ORG",
    **dict.fromkeys(("LOC", "GPE", "FAC"), "LOC"),
    **dict.fromkeys(("MISC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"),
}
"""The kinds of names that pipelines tell, and ours; dates, numbers and amounts are none."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The tokens of one text, in order; blanks are none."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline."""

    choice: Choice
    """What it is and why it is used."""
    _nlp: Any = field(repr=False)
    _words: WordList = field(repr=False)

    @property
    def name(self) -> str:
        """Its name."""
        return self.choice.name

    @property
    def version(self) -> str:
        """Its version."""
        return self.choice.version

    @property
    def is_fallback(self) -> bool:
        """True when the pipeline that was asked for could not be used."""
        return self.choice.is_fallback

    @property
    def description(self) -> str:
        """One sentence for users: what is in use, why and, for a fallback, how to get better."""
        return self.choice.description

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
            lemma = self._lemma(lower, token.lemma_.lower())
            begin = start + token.idx
            name = _NAMES.get(token.ent_type_, "")
            yield Token(begin, begin + len(token), lower, lemma, token.pos_, name)

    def _lemma(self, lower: str, told: str) -> str:
        """Return the lemma of a word: the one that the pipeline tells when it is a known lemma.

        The pipeline sees the sentence, so it tells the noun from the verb; the word list knows
        which lemmas exist. Together they are right more often than each by itself.
        """
        if not self._words.forms:
            return told or lower
        return told if told in self._words.lemmas else self._words.lemma(lower)


def load_pipeline(name: str, *, language: str = "nl") -> Pipeline:
    """Return the pipeline that is used when this one is asked for (``auto``: the best there is).

    What takes its place when it is not installed, does not fit this spaCy or has no lemmatizer
    is told in ``description``. Raises Missing when not even our own word list can be read.
    """
    return load_choice(resolve(name, language))


def load_choice(choice: Choice) -> Pipeline:
    """Return a pipeline, or the next best when it cannot be loaded. Raises as load_pipeline."""
    failed: dict[str, str] = {}
    while choice.kind in {Kind.PACKAGE, Kind.OWN}:
        found = _loaded(choice)
        if not isinstance(found, str):
            return Pipeline(choice, found, _known_words(choice))
        failed[choice.name] = found
        choice = resolve(choice.wanted, choice.language, failed)
    return _simple(choice)


def _loaded(choice: Choice) -> Any:
    """Return the loaded pipeline, or a clause that says why it cannot be used."""
    import spacy

    facts = {"name": choice.name, "version": choice.version}
    source: str | Path | None = choice.name if choice.kind is Kind.PACKAGE else choice.folder
    assert source is not None
    try:
        nlp = spacy.load(source, exclude=_UNNEEDED)
        _try_out(nlp)
    except _FAULTS as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        return _("{name} {version} cannot be loaded ({reason})").format(**facts, reason=reason)
    if not any("token.lemma" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        return _("{name} {version} has no lemmatizer").format(**facts)
    return nlp


def _try_out(nlp: Any) -> None:
    """Annotate a sentence: a component that was never initialized fails only then."""
    nlp("Dit is een zin.")


def _known_words(choice: Choice) -> WordList:
    """Return the words that our own pipeline is corrected with; none for others.

    Without a word list the lemmas of the pipeline are used as they are.
    """
    if choice.kind is not Kind.OWN:
        return WordList()
    try:
        return read_word_list(WORD_LIST)
    except Missing:
        return WordList()


def _simple(choice: Choice) -> Pipeline:
    """Return the tokenizer of the language, with the word list when there is one."""
    import spacy

    language = choice.language
    words = read_word_list(WORD_LIST) if choice.kind is Kind.WORDS else WordList()
    return Pipeline(choice, spacy.blank(language if language in _TOKENIZERS else "xx"), words)


def _stretches(texts: Iterable[str]) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Yield each text in pieces of bearable length, each with its start and whether it is last."""
    for text in texts:
        plain = text.translate(PLAIN_APOSTROPHES)
        start = 0
        while len(plain) - start > LONGEST:
            blank = max(plain.rfind(sign, start + 1, start + LONGEST) for sign in (" ", "\n"))
            cut = blank if blank > start else start + LONGEST
            yield plain[start:cut], (start, False)
            start = cut
        yield plain[start:], (start, True)
