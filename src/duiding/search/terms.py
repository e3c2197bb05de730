"""What a person typed as a search term: checked, and made into words or a pattern for words."""

import re
from collections.abc import Iterator

from duiding.errors import Refused
from duiding.i18n import _, format_number
from duiding.search.folding import fold
from duiding.search.model import Mode, Query
from duiding.text import clean, clean_line

LONGEST_TERM = 1_000
"""Characters of the longest term; a longer one is a mistake."""
_MOST_WORDS = 20
_MOST_STARS = 2
_ANY_LETTERS = r"[\w'-]{0,60}"
_NOT_INSIDE_BEFORE = r"(?<![^\W_])(?<![^\W_][-'])"
_NOT_INSIDE_AFTER = r"(?![^\W_])(?![-'][^\W_])"
_MARKS = '.,;:!?…"“”„«»()[]{}'


def check_query(query: Query) -> str:
    """Return the term of a query in canonical form.

    Raises Refused, with the reason in one sentence, when nothing can be looked for.
    """
    term = clean(query.term) if query.mode is Mode.REGEX else clean_line(query.term)
    if not term.strip():
        raise Refused(_("There is nothing to search for: give a word or a phrase."))
    if len(term) > LONGEST_TERM:
        raise Refused(
            _("The search term has {length} characters; at most {most} are possible.").format(
                length=format_number(len(term)), most=format_number(LONGEST_TERM)
            )
        )
    if query.mode is not Mode.REGEX:
        _check_words(term, query.mode)
    return term


def _check_words(term: str, mode: Mode) -> None:
    words = term.split()
    if not any(c.isalnum() for c in term):
        raise Refused(
            _("There is no letter or digit in {term!r}; for marks use: --regex").format(term=term)
        )
    if len(words) > _MOST_WORDS:
        raise Refused(
            _("The search term has {count} words; at most {most} are possible.").format(
                count=len(words), most=_MOST_WORDS
            )
        )
    if mode is not Mode.WORD and "*" in term:
        raise Refused(_("* stands for any letters only with: --word"))
    if any(word.count("*") > _MOST_STARS or not word.strip("*") for word in words):
        raise Refused(
            _("In {term!r} each word needs a letter and may have * at most {most} times.").format(
                term=term, most=_MOST_STARS
            )
        )


def words_of(term: str) -> tuple[str, ...]:
    """Return the words of a term without case, accents and marks around them."""
    bare = (word.strip(_MARKS) for word in fold(term).split())
    return tuple(word for word in bare if word)


def find_words(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a term stand in a text, one after another; both are folded."""
    words = term.split()
    pattern = re.compile(r"\s+".join(map(_word_pattern, words)))
    start = words[0].partition("*")[0]
    if not start:
        yield from (found.span() for found in pattern.finditer(text))
        return
    place = text.find(start)
    while place >= 0:
        found = pattern.match(text, place)
        if found:
            yield found.span()
        place = text.find(start, found.end() if found else place + 1)


def _word_pattern(word: str) -> str:
    before = _NOT_INSIDE_BEFORE if word[0].isalnum() or word[0] == "*" else ""
    after = _NOT_INSIDE_AFTER if word[-1].isalnum() or word[-1] == "*" else ""
    return before + _ANY_LETTERS.join(map(re.escape, word.split("*"))) + after
