"""Words and phrases that are typical of a part of the study, against the rest of it.

What is measured, for a term that stands ``a`` times among ``c`` words here and ``b`` times among
``d`` words there:

- log-likelihood G2 of the table of a, b and the other words (Dunning, T. (1993), Accurate methods
  for the statistics of surprise and coincidence, Computational Linguistics 19(1), 61-74; for words
  of two corpora Rayson, P. and Garside, R. (2000)): how surely the two differ. Without any
  difference G2 is above 6.63 once in a hundred terms, above 15.13 once in ten thousand;
- how many times as often: (a/c) / (b/d), how large the difference is;
- weighted log-odds with an informative Dirichlet prior (Monroe, B., Colaresi, M. and Quinn, K.
  (2008), Fightin' words, Political Analysis 16(4), 372-403): the difference in log-odds, shrunk to
  what holds for both sides together, over its standard deviation. It ranks rare words lower.

Both take words as independent of each other, which in talk they are not: one speaker with a pet
word looks like a difference. In how many sources a term stands is told for that reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt

from duiding.analysis.sides import Side, belonging
from duiding.analysis.term_counts import Counts, Lemmas, Rules, count_terms
from duiding.codebook import Codebook
from duiding.database import Database
from duiding.errors import Refused
from duiding.i18n import _
from duiding.language.lemmas import read_word_list
from duiding.language.pipelines import Pipelines
from duiding.sources import list_sources
from duiding.sources.annotating import annotate_sources

LEAST_G2 = 6.63
"""A difference this large comes about by chance once in a hundred terms."""
LEAST_COUNT = 3
PRIOR_WORDS = 500
"""How many words the prior of the log-odds weighs: what is rarer is pulled to no difference."""


class Ranking(StrEnum):
    """What the most typical terms come first by."""

    G2 = "g2"
    LOG_ODDS = "log-odds"


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that is more frequent here than there."""

    text: str
    """As it is mostly written; a word in its citation form."""
    lemmas: tuple[str, ...]
    here: int
    there: int
    per_thousand_here: float
    """Times per 1,000 words."""
    per_thousand_there: float
    times: float | None
    """How many times as often per word as there; None when it never stands there."""
    sources_here: int
    sources_there: int
    g2: float
    log_odds: float
    """Weighted log-odds over its standard deviation (a z-score)."""
    codes: tuple[str, ...]
    """Keys of the codes that have it as a keyword already."""

    @property
    def is_phrase(self) -> bool:
        """True for more than one word."""
        return len(self.lemmas) > 1


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """The typical terms, the most typical first, and what they were counted in."""

    terms: tuple[KeyTerm, ...]
    words_here: int
    words_there: int
    sources_here: int
    sources_there: int
    has_phrases: bool
    """False when no pipeline tells parts of speech, so that only words were counted."""
    is_complete: bool = True
    """False when it was cancelled; then there are no terms."""


def key_terms(
    database: Database,
    pipelines: Pipelines,
    codebook: Codebook | None,
    here: Side,
    *,
    against: Side | None = None,
    rules: Rules | None = None,
    least_count: int = LEAST_COUNT,
    least_g2: float = LEAST_G2,
    ranking: Ranking = Ranking.G2,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> KeyTerms:
    """Return the terms that are typical of one side against the other, by default all the rest.

    Only what respondents say counts, unless the rules or a role in a side say otherwise. Stop
    words, numbers and names of persons are no terms. What a side has in common with the other
    counts as here. Changes nothing but kept annotations.

    Raises NotFound for a name that is not in the study, Refused when there are no words on one of
    the sides.
    """
    sources = list_sources(database)
    if not sources:
        raise Refused(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
    seen = list(
        annotate_sources(database, pipelines, sources, progress=progress, is_cancelled=is_cancelled)
    )
    if len(seen) < len(sources):
        return KeyTerms((), 0, 0, 0, 0, has_phrases=False, is_complete=False)
    told = [one.transcript for one in seen]
    ours = belonging(database, codebook, here, told)
    theirs = belonging(database, codebook, against, told) if against else None
    counts = count_terms(seen, ours, theirs, rules or Rules())
    _check(counts, here, against)
    keywords = _keywords(codebook)
    measured = (
        _measured(lemmas, counts, keywords)
        for lemmas, (a, b) in counts.terms.items()
        if a >= least_count and a * counts.words[1] > b * counts.words[0]
    )
    typical = [term for term in measured if term.g2 >= least_g2]
    by_g2 = ranking is Ranking.G2
    typical.sort(key=lambda term: (-(term.g2 if by_g2 else term.log_odds), term.text))
    return KeyTerms(
        tuple(_without_fragments(typical)),
        words_here=counts.words[0],
        words_there=counts.words[1],
        sources_here=len(counts.sources[0]),
        sources_there=len(counts.sources[1]),
        has_phrases=counts.has_phrases,
    )


def g2(a: int, b: int, c: int, d: int) -> float:
    """Return the log-likelihood ratio of ``a`` among ``c`` words against ``b`` among ``d``.

    Dunning (1993): twice the sum of O ln(O/E) over the four cells of the table.
    """
    whole, share = c + d, (a + b) / (c + d)
    cells = ((a, c * share), (b, d * share), (c - a, c - c * share), (d - b, d - d * share))
    assert whole
    return max(0.0, 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen))


def log_odds(a: int, b: int, c: int, d: int, *, prior: float, prior_words: float) -> float:
    """Return the weighted log-odds of ``a`` among ``c`` words against ``b`` among ``d``, as z.

    Monroe et al. (2008): ``prior`` is how often the term counts beforehand on each side, among
    ``prior_words``.
    """
    ours, theirs = a + prior, b + prior
    difference = log(ours / (c + prior_words - ours)) - log(theirs / (d + prior_words - theirs))
    return difference / sqrt(1 / ours + 1 / theirs)


def _check(counts: Counts, here: Side, against: Side | None) -> None:
    if not counts.words[0]:
        raise Refused(
            _(
                "No respondent says anything in what was asked for ({names}); nothing may be coded "
                "there yet, or add --everybody."
            ).format(names=", ".join(here.names) or "-")
        )
    if not counts.words[1]:
        named = ", ".join(against.names) if against else _("the rest")
        raise Refused(
            _("There are no words of respondents to compare with in: {names}.").format(names=named)
        )


def _measured(lemmas: Lemmas, counts: Counts, keywords: dict[Lemmas, tuple[str, ...]]) -> KeyTerm:
    (a, b), (c, d) = counts.terms[lemmas], counts.words
    here, there = counts.found_in[lemmas]
    forms = counts.forms.get(lemmas)
    written = forms.most_common(1)[0][0] if forms else " ".join(lemmas)
    prior = PRIOR_WORDS * (a + b) / (c + d)
    return KeyTerm(
        text=written,
        lemmas=lemmas,
        here=a,
        there=b,
        per_thousand_here=1000 * a / c,
        per_thousand_there=1000 * b / d,
        times=a * d / (b * c) if b else None,
        sources_here=len(here),
        sources_there=len(there),
        g2=g2(a, b, c, d),
        log_odds=log_odds(a, b, c, d, prior=prior, prior_words=PRIOR_WORDS),
        codes=keywords.get(lemmas, keywords.get(tuple(written.lower().split()), ())),
    )


def _without_fragments(terms: Iterable[KeyTerm]) -> list[KeyTerm]:
    """Leave out phrases that only ever stand within a longer phrase that is typical too."""
    found = list(terms)
    phrases = [term for term in found if term.is_phrase]
    return [
        term
        for term in found
        if not term.is_phrase
        or not any(
            len(longer.lemmas) > len(term.lemmas)
            and (longer.here, longer.there) == (term.here, term.there)
            and f" {' '.join(term.lemmas)} " in f" {' '.join(longer.lemmas)} "
            for longer in phrases
        )
    ]


def _keywords(codebook: Codebook | None) -> dict[Lemmas, tuple[str, ...]]:
    """Return the keys of codes by their keywords, as they are written and in citation form."""
    found: dict[Lemmas, dict[str, None]] = {}
    if codebook is None:
        return {}
    words_of_dutch = read_word_list() if codebook.language in ("", "nl") else None
    for code in codebook.codes:
        for keyword in code.keywords:
            words = tuple(keyword.lower().split())
            ways = {words}
            if words_of_dutch is not None:
                ways.add(tuple(map(words_of_dutch.lemma, words)))
            for way in ways:
                found.setdefault(way, {})[code.key] = None
    return {way: tuple(keys) for way, keys in found.items()}
