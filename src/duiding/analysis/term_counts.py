"""Count words and noun phrases on two sides of a comparison."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from duiding.analysis.sides import Belonging, Span
from duiding.analysis.stop_words import STOP_WORDS
from duiding.language.annotation import Token
from duiding.language.compounds import split_compound
from duiding.sources import SpeakerRole, Transcript, Turn
from duiding.sources.annotating import SPEECH, AnnotatedSource

Lemmas = tuple[str, ...]

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "X", ""))
"""Parts of speech that can be typical; the others are function words, numbers and marks."""
_LONGEST_PHRASE = 4
_SHORTEST_TERM = 2
_PERSON = "PER"
_DUTCH = "nl"
_PHRASE = re.compile("[AN]*N")
_NUMBER = re.compile(r"[\W\d_]*")


@dataclass(slots=True)
class Counts:
    """What was counted: on our side (0) and on the other (1)."""

    words: list[int] = field(default_factory=lambda: [0, 0])
    sources: list[set[str]] = field(default_factory=lambda: [set(), set()])
    terms: dict[Lemmas, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    found_in: dict[Lemmas, tuple[set[str], set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: (set(), set()))
    )
    forms: dict[Lemmas, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How phrases and names are written."""
    has_phrases: bool = False
    """True when some text has parts of speech."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a term."""

    everybody: bool = False
    """Also what interviewers and moderators say."""
    persons: bool = False
    """Also names of persons."""
    parts: bool = False
    """Also the parts of Dutch compounds, each once per word."""


def count_terms(
    sources: Iterable[AnnotatedSource], here: Belonging, there: Belonging | None, rules: Rules
) -> Counts:
    """Count the terms of what belongs here, and of what belongs there but not here.

    Without ``there`` the other side is all the rest.
    """
    counts = Counts()
    roles = {*here.side.roles, *(there.side.roles if there else ())}
    for source in sources:
        told, tokens = source.transcript, source.annotation.tokens
        counts.has_phrases |= any(token.pos for token in tokens)
        silent = [(s.start, s.end) for s in told.sections if s.kind != SPEECH]
        starts = [token.start for token in tokens]
        for turn in told.turns:
            if not _speaks(turn, rules, roles):
                continue
            spoken = tokens[bisect_left(starts, turn.start) : bisect_left(starts, turn.end)]
            spans = (
                here.spans(told, turn),
                there.spans(told, turn) if there else ((turn.start, turn.end),),
            )
            for side, run in _runs(spoken, spans, silent):
                _count_run(counts, told, side, run, rules)
    return counts


def _speaks(turn: Turn, rules: Rules, roles: set[str]) -> bool:
    """Say whether a turn is counted: respondents, and those who were asked for by their role."""
    role = turn.speaker.role if turn.speaker else SpeakerRole.RESPONDENT
    return rules.everybody or turn.is_respondent or role in roles


def _runs(
    tokens: Sequence[Token], spans: tuple[Sequence[Span], Sequence[Span]], silent: Sequence[Span]
) -> Iterator[tuple[int, Sequence[Token]]]:
    """Yield the runs of tokens of one side: 0 inside the first spans, 1 only inside the second."""
    if not any(spans):
        return
    sides = [
        -1 if _inside(token, silent) else 0 if _inside(token, spans[0]) else
        1 if _inside(token, spans[1]) else -1
        for token in tokens
    ]  # fmt: skip
    begin = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or sides[place] != sides[begin]:
            if sides[begin] >= 0:
                yield sides[begin], tokens[begin:place]
            begin = place


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in spans)


def _count_run(
    counts: Counts, told: Transcript, side: int, run: Sequence[Token], rules: Rules
) -> None:
    name, language = told.source.name, told.source.language
    stop = STOP_WORDS.get(language, frozenset())
    words = sum(any(map(str.isalnum, token.lower)) for token in run)
    counts.words[side] += words
    if words:
        counts.sources[side].add(name)
    found: list[tuple[Lemmas, Sequence[Token]]] = [
        (lemmas, (token,)) for token in run for lemmas in _words(token, stop, rules, language)
    ]
    found += [(_lemmas(tokens), tokens) for tokens in _phrases(run, stop, rules)]
    for lemmas, tokens in found:
        counts.terms[lemmas][side] += 1
        counts.found_in[lemmas][side].add(name)
        if len(tokens) > 1 or tokens[0].pos == "PROPN":
            counts.forms[lemmas][_written(told.text, tokens)] += 1


def _written(text: str, tokens: Sequence[Token]) -> str:
    form = " ".join(text[tokens[0].start : tokens[-1].end].split())
    return form if tokens[0].pos == "PROPN" else form[:1].lower() + form[1:]


def _words(token: Token, stop: frozenset[str], rules: Rules, language: str) -> Iterator[Lemmas]:
    if not _can_be_typical(token, stop, rules):
        return
    yield (token.lemma,)
    if rules.parts and language == _DUTCH and not token.name:
        parts = split_compound(token.lemma)
        if len(parts) > 1:
            yield from ((p,) for p in dict.fromkeys(parts) if p not in stop)


def _can_be_typical(token: Token, stop: frozenset[str], rules: Rules) -> bool:
    return (
        token.pos in _CONTENT
        and len(token.lemma) >= _SHORTEST_TERM
        and token.lower not in stop
        and token.lemma not in stop
        and not _NUMBER.fullmatch(token.lower)
        and (rules.persons or token.name != _PERSON)
    )


def _lemmas(tokens: Iterable[Token]) -> Lemmas:
    return tuple(token.lemma for token in tokens)


def _phrases(
    run: Sequence[Token], stop: frozenset[str], rules: Rules
) -> Iterator[tuple[Token, ...]]:
    """Yield adjectives and nouns before a noun, and every shorter phrase that ends in that noun."""
    signs = "".join(_sign(token, stop, rules) for token in run)
    for match in _PHRASE.finditer(signs):
        for last in range(match.start() + 1, match.end()):
            if signs[last] == "N":
                for first in range(max(match.start(), last - _LONGEST_PHRASE + 1), last):
                    yield tuple(run[first : last + 1])


def _sign(token: Token, stop: frozenset[str], rules: Rules) -> str:
    sign = {"ADJ": "A", "NOUN": "N"}.get(token.pos, "-")
    return sign if sign != "-" and _can_be_typical(token, stop, rules) else "-"
