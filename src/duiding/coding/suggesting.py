"""Suggestions by the engine ``terms``: keywords and names of codes in what respondents say.

A suggestion is a whole sentence with a code whose keyword or name stands in it, in whatever form
(compared by lemma). Themes are not suggested: their own keywords are too broad for a sentence.

The score of a suggestion lies between 0 and 1:

- a keyword weighs 0.8, divided by the number of codes that share it, and halved when it stands in
  one of a hundred sentences (``1 / (1 + share / 0.01)``; in a small corpus frequencies say little,
  so the share is taken of 1,000 sentences more than there are);
- keywords of the code elsewhere in the turn count for half;
- the keywords together give ``1 - (1 - weight) (1 - weight) ...``;
- a sentence of fewer than twelve words gets as many twelfths of that: ``Schaamte, ja.`` is
  seldom coded.

So more keywords never lower a score, and a more frequent or more shared one never raises it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from duiding import database as db
from duiding.codebook import Codebook, CodeKind
from duiding.coding import store
from duiding.coding.model import Fragment, Suggestion, SuggestionStatus
from duiding.database import Change, Database, new_id, now
from duiding.language import (
    Hit,
    Phrase,
    PhraseIndex,
    Pipeline,
    Token,
    phrase_of,
    split_sentences,
)
from duiding.sources import Source, Transcript, list_sources, read_transcript
from duiding.text import count_words

ENGINE = "terms"
ENGINE_VERSION = "1"
MAKE_SUGGESTIONS = "make_suggestions"

KEYWORD_WEIGHT = 0.8
COMMON_SHARE = 0.01
SENTENCES_MORE = 1000
ELSEWHERE = 0.5
ENOUGH_WORDS = 12
LOWEST_SCORE = 0.1
"""A suggestion with a lower score is not made."""

_SPEECH = "body"

Terms = Mapping[Phrase, tuple[str, ...]]
"""The ids of the codes that each keyword or name belongs to."""


@dataclass(frozen=True, slots=True)
class MadeSuggestions:
    """What a run did to the suggestions of one source."""

    source: Source
    open: int
    """How many are open now."""
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    words: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the engine found in a transcript: the sentences with hits, turn by turn."""

    transcript: Transcript
    turns: tuple[tuple[_Sentence, ...], ...]
    sentences: int
    """How many sentences respondents speak, those without hits included."""


def make_suggestions(
    database: Database,
    codebook: Codebook,
    pipeline: Pipeline,
    *,
    coder_id: str,
    sources: Iterable[Source] | None = None,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[MadeSuggestions]:
    """Make suggestions in the sources (all, unless given), in place of the open ones of before.

    How frequent a keyword is, is counted in these sources together. Nothing is suggested that the
    coder has coded with that code in an overlapping place, nor what was accepted or rejected
    there before. ``progress`` is called with the number of sources read and of all sources. When
    ``is_cancelled`` returns True nothing is changed and nothing returned.
    """
    asked = list_sources(database) if sources is None else sources
    chosen = list({source.id: source for source in asked}.values())
    terms, index = _terms(codebook, pipeline)
    readings: list[_Reading] = []
    for source in chosen:
        transcript = read_transcript(database, source)
        reading = _read(transcript, pipeline, index, is_cancelled)
        if reading is None:
            return []
        readings.append(reading)
        if progress is not None:
            progress(len(readings), len(chosen))
    weights = _weights(terms, readings)
    return [_store(database, reading, terms, weights, coder_id) for reading in readings]


def _terms(codebook: Codebook, pipeline: Pipeline) -> tuple[Terms, PhraseIndex]:
    """Return the keywords and names of the codes, and the index that finds them."""
    wanted = [
        (code.id, words)
        for code in codebook.codes
        if code.kind is not CodeKind.THEME
        for words in (code.name, *code.keywords)
    ]
    terms: dict[Phrase, dict[str, None]] = defaultdict(dict)
    phrases: list[Sequence[Token]] = []
    annotations = pipeline.annotate(words for _code_id, words in wanted)
    for (code_id, _words), annotated in zip(wanted, annotations, strict=True):
        if any(token.lower[0].isalnum() for token in annotated.tokens):
            phrases.append(annotated.tokens)
            terms[phrase_of(annotated.tokens)][code_id] = None
    return {phrase: tuple(ids) for phrase, ids in terms.items()}, PhraseIndex.of(phrases)


def _read(
    transcript: Transcript,
    pipeline: Pipeline,
    index: PhraseIndex,
    is_cancelled: Callable[[], bool] | None,
) -> _Reading | None:
    """Return what stands in the turns of respondents, or None when cancelled."""
    text = transcript.text
    silent = [(s.start, s.end) for s in transcript.sections if s.kind != _SPEECH]
    turns = [turn for turn in transcript.turns if turn.is_respondent]
    spoken = (text[turn.start : turn.end] for turn in turns)
    found: list[tuple[_Sentence, ...]] = []
    count = 0
    annotations = pipeline.annotate(spoken, is_cancelled=is_cancelled)
    for turn, annotated in zip(turns, annotations, strict=False):
        spans = [
            span
            for span in split_sentences(text, turn.start, turn.end)
            if not _overlaps(span, silent)
        ]
        count += len(spans)
        tokens = [
            token._replace(start=token.start + turn.start, end=token.end + turn.start)
            for token in annotated.tokens
        ]
        found.append(tuple(_sentences(text, spans, tokens, index)))
    if len(found) < len(turns) or (is_cancelled is not None and is_cancelled()):
        return None
    return _Reading(transcript, tuple(found), count)


def _sentences(
    text: str, spans: Sequence[tuple[int, int]], tokens: Sequence[Token], index: PhraseIndex
) -> Iterator[_Sentence]:
    """Yield the sentences in which something was found."""
    place = 0
    for start, end in spans:
        while place < len(tokens) and tokens[place].start < start:
            place += 1
        first = place
        while place < len(tokens) and tokens[place].end <= end:
            place += 1
        hits = tuple(index.find(tokens[first:place]))
        if hits:
            yield _Sentence(start, end, count_words(text[start:end]), hits)


def _weights(terms: Terms, readings: Sequence[_Reading]) -> dict[Phrase, float]:
    """Return what each keyword weighs, from its frequency in what was read."""
    frequency = Counter(
        phrase
        for reading in readings
        for turn in reading.turns
        for sentence in turn
        for phrase in {hit.phrase for hit in sentence.hits}
    )
    sentences = sum(reading.sentences for reading in readings)
    return {
        phrase: keyword_weight(len(codes), frequency[phrase], sentences)
        for phrase, codes in terms.items()
    }


def keyword_weight(codes: int, frequency: int, sentences: int) -> float:
    """Return what a keyword weighs that ``codes`` codes share.

    It stands in ``frequency`` of ``sentences`` sentences; see the text at the top.
    """
    share = frequency / (sentences + SENTENCES_MORE)
    return KEYWORD_WEIGHT / codes / (1 + share / COMMON_SHARE)


def sentence_score(here: Iterable[float], elsewhere: Iterable[float], words: int) -> float:
    """Return the score of a sentence of ``words`` words.

    ``here`` has the weights of the keywords in it, ``elsewhere`` those in the rest of the turn.
    """
    doubt = prod(1 - weight for weight in here)
    doubt *= prod(1 - ELSEWHERE * weight for weight in elsewhere)
    return round((1 - doubt) * min(1.0, words / ENOUGH_WORDS), 4)


def _store(
    database: Database,
    reading: _Reading,
    terms: Terms,
    weights: Mapping[Phrase, float],
    coder_id: str,
) -> MadeSuggestions:
    """Put what is suggested for a source in place of what was open, in one transaction."""
    source = reading.transcript.source
    stand = store.suggestions(database, text_id=source.text_id, coder_id=coder_id)
    taken = _taken(database, source.text_id, stand, coder_id)
    fresh = [
        suggestion
        for suggestion in _suggestions(reading, terms, weights, coder_id)
        if not _overlaps(_span(suggestion.fragment), taken[suggestion.code_id])
    ]
    before = {_key(s): _weighed(s) for s in stand if s.status is SuggestionStatus.OPEN}
    after = {_key(s): _weighed(s) for s in fresh}
    number = len(before)
    if before != after:
        with db.act(database, MAKE_SUGGESTIONS, coder_id=coder_id, undoable=False) as act:
            number = store.replace_open_suggestions(
                database, source.text_id, coder_id, fresh, now()
            )
            run = {"engine": ENGINE, "version": ENGINE_VERSION}
            old, new = {**run, "open": len(before)}, {**run, "open": number}
            act.record(Change("source_text", source.text_id, old, new))
    return MadeSuggestions(
        source, number, len(after.keys() - before.keys()), len(before.keys() - after.keys())
    )


def _taken(
    database: Database, text_id: str, stand: Sequence[Suggestion], coder_id: str
) -> Mapping[str, list[tuple[int, int]]]:
    """Return by code the places that the coder coded and those that were decided before."""
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for coding in store.codings_of_text(database, text_id):
        if coding.coder.id == coder_id:
            taken[coding.code_id].append(_span(coding.fragment))
    for suggestion in stand:
        if suggestion.status in {SuggestionStatus.ACCEPTED, SuggestionStatus.REJECTED}:
            taken[suggestion.code_id].append(_span(suggestion.fragment))
    return taken


def _suggestions(
    reading: _Reading, terms: Terms, weights: Mapping[Phrase, float], coder_id: str
) -> Iterator[Suggestion]:
    text, text_id = reading.transcript.text, reading.transcript.source.text_id
    for turn in reading.turns:
        in_turn = _by_code((hit for sentence in turn for hit in sentence.hits), terms)
        for sentence in turn:
            for code_id, hits in _by_code(sentence.hits, terms).items():
                phrases = {hit.phrase for hit in hits}
                others = {hit.phrase for hit in in_turn[code_id]} - phrases
                score = sentence_score(
                    [weights[phrase] for phrase in sorted(phrases)],
                    [weights[phrase] for phrase in sorted(others)],
                    sentence.words,
                )
                if score < LOWEST_SCORE:
                    continue
                yield Suggestion(
                    id=new_id(),
                    coder_id=coder_id,
                    code_id=code_id,
                    fragment=Fragment(text_id, sentence.start, sentence.end),
                    quote=text[sentence.start : sentence.end],
                    engine=ENGINE,
                    engine_version=ENGINE_VERSION,
                    score=score,
                    reason=tuple(dict.fromkeys(text[hit.start : hit.end] for hit in hits)),
                    status=SuggestionStatus.OPEN,
                )


def _by_code(hits: Iterable[Hit], terms: Terms) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        for code_id in terms[hit.phrase]:
            found[code_id].append(hit)
    return found


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _span(fragment: Fragment) -> tuple[int, int]:
    return fragment.start, fragment.end


def _key(suggestion: Suggestion) -> tuple[str, int, int]:
    return suggestion.code_id, suggestion.fragment.start, suggestion.fragment.end


def _weighed(suggestion: Suggestion) -> tuple[str, float, tuple[str, ...]]:
    return suggestion.engine_version, suggestion.score, suggestion.reason
