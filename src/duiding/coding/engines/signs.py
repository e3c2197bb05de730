"""What is learned from a word: its lemma, the parts of a compound, and pieces of four letters.

Small words, marks and names of persons give no signs, so that nothing is ever learned from them
and none of them is ever a reason.
"""

from functools import lru_cache

from duiding.coding.engines.small_words import SMALL_WORDS
from duiding.language import Token, compound_parts

LETTERS = 4
LONGEST = 64
"""Characters of the longest word whose letters are looked at."""
PERSON = "PER"
_REMEMBERED = 1 << 16


def is_telling(token: Token) -> bool:
    """Tell whether a token is a word that can mean something for a code."""
    return (
        token.lower[0].isalnum()
        and token.name != PERSON
        and token.lower not in SMALL_WORDS
        and token.lemma not in SMALL_WORDS
    )


def signs_of(token: Token, language: str) -> tuple[str, ...]:
    """Return the signs of a word; those of letters begin with a tilde."""
    return _signs(token.lower, token.lemma, language == "nl") if is_telling(token) else ()


@lru_cache(maxsize=_REMEMBERED)
def _signs(lower: str, lemma: str, is_dutch: bool) -> tuple[str, ...]:
    parts = sorted(compound_parts(lemma)) if is_dutch and len(lemma) <= LONGEST else ()
    signs = [lemma[:LONGEST], *parts]
    if lower[0].isalpha():
        framed = f"<{lower[:LONGEST]}>"
        ends = range(LETTERS, len(framed) + 1)
        signs += ("~" + framed[end - LETTERS : end] for end in ends)
    return tuple(signs)
