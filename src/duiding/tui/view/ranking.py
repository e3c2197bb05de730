"""Which codes a coder probably means: by what was typed, and by what stands in the selection."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from duiding.codebook import Code, Codebook, CodeKind

_ENOUGH = 60.0
_LEAST_KEYWORD = 4


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when the list of codes opens."""

    selected: str = ""
    """The selected text."""
    suggested: tuple[str, ...] = ()
    """Ids of codes that are suggested here, the surest first."""
    recent: tuple[str, ...] = ()
    """Ids of codes, the last used first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A code in the list."""

    code: Code
    keyword: str = ""
    """The keyword of the code that stands in the selection."""
    suggested: bool = False
    recent: bool = False
    score: float = field(default=0.0, compare=False)


def rank_codes(book: Codebook, typed: str, context: Context) -> list[Ranked]:
    """Return the codes that match what was typed, the likeliest first; for nothing, all codes.

    Every typed word must match the name, key, theme or a keyword of the code, perhaps with a slip.
    """
    words = fold(typed).split()
    text = fold(context.selected)
    found = []
    for position, code in enumerate(book.codes):
        score = _match(book, code, words)
        if score < _ENOUGH:
            continue
        keyword = _keyword_in(code, text)
        suggested, recent = code.id in context.suggested, code.id in context.recent
        likely = 8.0 * suggested + 6.0 * bool(keyword) + 3.0 * recent
        if recent:
            likely += 3.0 / (1 + context.recent.index(code.id))
        likely -= 4.0 * (code.kind is CodeKind.THEME) + position / 1000
        found.append(Ranked(code, keyword, suggested, recent, score + likely))
    return sorted(found, key=lambda ranked: -ranked.score)


@lru_cache(8192)
def fold(text: str) -> str:
    """Return a text in lower case without accents, to compare."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _match(book: Codebook, code: Code, words: Sequence[str]) -> float:
    if not words:
        return 100.0
    theme = book.theme_of(code)
    fields = [(fold(code.name), 1.0), (fold(code.key.replace("/", " ").replace("-", " ")), 0.9)]
    fields += [(fold(keyword), 0.85) for keyword in code.keywords]
    if theme is not code:
        fields.append((fold(theme.name), 0.8))
    scores = [max(_score(word, text) * weight for text, weight in fields) for word in words]
    return sum(scores) / len(scores) if min(scores) >= _ENOUGH else 0.0


def _score(word: str, text: str) -> float:
    """Return how well a typed word matches a text, 0 to 100."""
    if text.startswith(word):
        return 100.0
    if any(part.startswith(word) for part in text.replace("-", " ").split()):
        return 95.0
    if word in text:
        return 85.0
    if len(word) < 4:
        return 0.0
    from rapidfuzz import fuzz  # only when a word is long enough to hold a slip

    alike: float = fuzz.partial_ratio(word, text)
    return alike * 0.85 if alike >= 75 else 0.0


def _keyword_in(code: Code, text: str) -> str:
    for keyword in code.keywords:
        folded = fold(keyword)
        if len(folded) >= _LEAST_KEYWORD and folded in text:
            return keyword
    return ""
