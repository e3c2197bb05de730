"""Find words and phrases in annotated text, whatever form they take there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from duiding.language.annotation import Token

Phrase = tuple[str, ...]
"""The lemmas of the words of a phrase, or of one word."""


class Hit(NamedTuple):
    """A phrase that stands at ``text[start:end]``."""

    phrase: Phrase
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases by their first word.

    A word matches when its form or its lemma is the form or the lemma in the phrase; the words of
    a phrase must follow each other. The time does not depend on the number of phrases.
    """

    _by_first: Mapping[str, Sequence[tuple[Phrase, Sequence[frozenset[str]]]]] = field(repr=False)

    @classmethod
    def of(cls, phrases: Iterable[Sequence[Token]]) -> Self:
        """Return the index of phrases, each given as its tokens; empty ones are left out."""
        by_first: dict[str, dict[Phrase, Sequence[frozenset[str]]]] = defaultdict(dict)
        for tokens in phrases:
            words = [frozenset((token.lower, token.lemma)) for token in tokens]
            for word in words[0] if words else ():
                by_first[word].setdefault(phrase_of(tokens), words[1:])
        return cls({word: list(found.items()) for word, found in by_first.items()})

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield every place where a phrase stands, in the order of the tokens."""
        for place, token in enumerate(tokens):
            found = dict(self._by_first.get(token.lower, ()))
            if token.lemma != token.lower:
                found.update(self._by_first.get(token.lemma, ()))
            for phrase, others in found.items():
                following = tokens[place + 1 : place + len(phrase)]
                if len(following) == len(others) and all(
                    word.lower in wanted or word.lemma in wanted
                    for word, wanted in zip(following, others, strict=True)
                ):
                    yield Hit(phrase, token.start, tokens[place + len(others)].end)


def phrase_of(tokens: Iterable[Token]) -> Phrase:
    """Return the lemmas of tokens: phrases with the same lemmas are one."""
    return tuple(token.lemma for token in tokens)
