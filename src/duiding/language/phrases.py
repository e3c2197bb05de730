"""Find words and phrases in annotated text, whatever form they take there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Self

from duiding.language.annotation import Token
from duiding.language.compounds import compound_parts

Phrase = tuple[str, ...]
"""The lemmas of the words of a phrase, or of one word."""

SHORTEST_PART = 3
"""Letters of the shortest word that is looked for inside compounds."""
_NO_PARTS: frozenset[str] = frozenset()
_REMEMBERED = 1 << 16


class Match(IntEnum):
    """How a word of a phrase was recognised; the greater, the looser."""

    EXACT = 0
    """The form is the same."""
    LEMMA = 1
    """It is another form of the same word."""
    COMPOUND = 2
    """The word is part of a compound."""


class Hit(NamedTuple):
    """A phrase that stands at ``text[start:end]``; whole words, also when parts were meant."""

    phrase: Phrase
    start: int
    end: int
    match: Match = Match.EXACT
    """The loosest among its words."""
    part: str = ""
    """The part that was recognised, of the first compound: schuld in schuldhulpverlening."""


class _Word(NamedTuple):
    """What stands for one word of a phrase."""

    forms: frozenset[str]
    lemmas: frozenset[str]

    def match(self, token: Token, *, compounds: bool) -> tuple[Match, str] | None:
        """Return how a token matches, with the part of a compound; None when it does not."""
        if token.lower in self.forms:
            return Match.EXACT, ""
        if token.lower in self.lemmas or token.lemma in self.lemmas or token.lemma in self.forms:
            return Match.LEMMA, ""
        if not compounds:
            return None
        parts = _parts(token)
        for words in (self.lemmas, self.forms):
            if not parts.isdisjoint(words):
                return Match.COMPOUND, min(parts & words)
        return None


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases by their first word.

    A word matches when its form or its lemma is the form or the lemma in the phrase, or when it is
    a compound with that word as a part; the words of a phrase must follow each other. The time
    does not depend on the number of phrases.
    """

    _words: Mapping[Phrase, Sequence[_Word]] = field(repr=False)
    _by_first: Mapping[str, Sequence[Phrase]] = field(repr=False)
    _compounds: bool = True

    @classmethod
    def of(cls, phrases: Iterable[Sequence[Token]], *, compounds: bool = True) -> Self:
        """Return the index of phrases, each given as its tokens; empty ones are left out.

        ``compounds`` is for Dutch texts: look inside compounds too.
        """
        words: dict[Phrase, list[_Word]] = {}
        by_first: dict[str, dict[Phrase, None]] = defaultdict(dict)
        for tokens in phrases:
            if not tokens:
                continue
            phrase = phrase_of(tokens)
            new = [_Word(frozenset((t.lower,)), frozenset((t.lemma,))) for t in tokens]
            known = words.setdefault(phrase, new)
            words[phrase] = [
                _Word(a.forms | b.forms, a.lemmas | b.lemmas)
                for a, b in zip(known, new, strict=True)
            ]
            for word in (tokens[0].lower, tokens[0].lemma):
                by_first[word][phrase] = None
        return cls(words, {word: tuple(found) for word, found in by_first.items()}, compounds)

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield every place where a phrase stands, in the order of the tokens."""
        for place, token in enumerate(tokens):
            for phrase in self._beginning_with(token):
                following = tokens[place : place + len(phrase)]
                if hit := self._hit(phrase, following):
                    yield hit

    def _beginning_with(self, token: Token) -> Iterable[Phrase]:
        by_first = self._by_first
        found = by_first.get(token.lower, ())
        if token.lemma != token.lower and token.lemma in by_first:
            found = (*found, *by_first[token.lemma])
        if self._compounds and (parts := _parts(token)):
            inside = sorted(part for part in parts if part in by_first)
            found = (*found, *(phrase for part in inside for phrase in by_first[part]))
        return dict.fromkeys(found) if found else ()

    def _hit(self, phrase: Phrase, tokens: Sequence[Token]) -> Hit | None:
        """Return the hit when the tokens are the phrase."""
        if len(tokens) < len(phrase):
            return None
        loosest, named = Match.EXACT, ""
        for word, token in zip(self._words[phrase], tokens, strict=True):
            found = word.match(token, compounds=self._compounds)
            if found is None:
                return None
            loosest = max(loosest, found[0])
            named = named or found[1]
        return Hit(phrase, tokens[0].start, tokens[-1].end, loosest, named)


def phrase_of(tokens: Iterable[Token]) -> Phrase:
    """Return the lemmas of tokens: phrases with the same lemmas are one."""
    return tuple(token.lemma for token in tokens)


def _parts(token: Token) -> frozenset[str]:
    """Return the parts of a token that can be looked for; persons and places have none."""
    if token.name in ("PER", "LOC"):
        return _NO_PARTS
    return _parts_of(token.lower, token.lemma)


@lru_cache(maxsize=_REMEMBERED)
def _parts_of(form: str, lemma: str) -> frozenset[str]:
    parts = compound_parts(lemma) | compound_parts(form)
    return frozenset(part for part in parts - {form, lemma} if len(part) >= SHORTEST_PART)
