"""Find a term in all or chosen sources."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from duiding.database import Database
from duiding.errors import NotFound, Refused
from duiding.i18n import _, format_number
from duiding.language.lemmas import read_word_list
from duiding.language.pipelines import Pipelines
from duiding.search import store
from duiding.search.folding import fold
from duiding.search.guarded import MOST_HITS, TIME_LIMIT, find_pattern
from duiding.search.memory import DUTCH, Memory, ReadText
from duiding.search.model import CONTEXT, Concordance, Hit, Mode, Query, Span
from duiding.search.terms import check_query, find_words, words_of
from duiding.sources import Source, SourceKind, SpeakerRole, Turn, list_sources
from duiding.text import shorten

_LEAST_SHARE = 0.2
"""A lemma that fewer of the words with a form have is taken for a slip of the pipeline."""

Places = list[tuple[ReadText, Sequence[Span]]]


def find(
    database: Database,
    pipelines: Pipelines,
    query: Query,
    *,
    memory: Memory | None = None,
    context: int = CONTEXT,
    time_limit: float = TIME_LIMIT,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Concordance:
    """Return every place where a term stands in what is said, with its context.

    Searches with the same ``memory`` read each text once. Words and patterns need no pipeline;
    lemmas and parts use kept annotations and make those that are not kept (``progress`` tells the
    texts done and of all). Headers, guides and notes are not searched, and nothing reaches from
    one turn into the next. Changes nothing but kept annotations.

    Raises Refused for a term that cannot be searched for or when there are no sources, NotFound
    for a name that is not in the study.
    """
    term = check_query(query)
    sources = _chosen(list_sources(database), query)
    memory = Memory() if memory is None else memory
    if query.mode in (Mode.LEMMA, Mode.PART):
        texts = memory.read_words(
            database, pipelines, sources, progress=progress, is_cancelled=is_cancelled
        )
        if len(texts) < len(sources):
            return Concordance(query, (), 0, is_complete=False)
        _check_speakers(texts, query)
        found = _by_words(memory, texts, words_of(term), query.mode)
    else:
        texts = memory.read(database, sources)
        _check_speakers(texts, query)
        if query.mode is Mode.REGEX:
            matched = _by_pattern(texts, term, query, time_limit, is_cancelled)
            if matched is None:
                return Concordance(query, (), 0, is_complete=False)
            found = matched
        else:
            found = _by_form(texts, term, query)
    if sum(len(spans) for _text, spans in found) > MOST_HITS:
        raise Refused(
            _("{term!r} stands in more than {most} places; search for something longer.").format(
                term=shorten(term, 40), most=format_number(MOST_HITS)
            )
        )
    hits = [hit for text, spans in found for hit in _hits(database, text, spans, query, context)]
    return Concordance(query, tuple(hits), len(texts))


def _chosen(sources: Sequence[Source], query: Query) -> list[Source]:
    if not sources:
        raise Refused(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
    _known(_("source"), query.sources, (source.name for source in sources))
    _known(_("kind of source"), query.source_kinds, SourceKind)
    _known(_("wave"), query.waves, (source.wave for source in sources))
    _known(_("role"), query.roles, SpeakerRole)
    return [
        source
        for source in sources
        if (not query.sources or source.name in query.sources)
        and (not query.source_kinds or source.kind in query.source_kinds)
        and (not query.waves or source.wave in query.waves)
    ]


def _check_speakers(texts: Iterable[ReadText], query: Query) -> None:
    if query.speakers:
        labels = {speaker.label for text in texts for speaker in text.transcript.speakers}
        _known(_("speaker"), query.speakers, sorted(labels))


def _known(what: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    for name in wanted:
        if name not in names:
            raise NotFound(
                _("There is no {what} {name!r}; known are: {known}.").format(
                    what=what, name=name, known=", ".join(filter(None, names)) or "-"
                )
            )


def _by_form(texts: Iterable[ReadText], term: str, query: Query) -> Places:
    case, accents = query.match_case, query.match_accents
    folded = fold(term, match_case=case, match_accents=accents)
    return [
        (text, list(find_words(text.folded(match_case=case, match_accents=accents), folded)))
        for text in texts
    ]


def _by_pattern(
    texts: Sequence[ReadText],
    term: str,
    query: Query,
    time_limit: float,
    is_cancelled: Callable[[], bool] | None,
) -> Places | None:
    pieces = [
        (text, turn.start, text.transcript.text[turn.start : turn.end])
        for text in texts
        for turn in text.transcript.turns
    ]
    found = find_pattern(
        term,
        [piece for _text, _start, piece in pieces],
        match_case=query.match_case,
        time_limit=time_limit,
        is_cancelled=is_cancelled,
    )
    if found is None:
        return None
    spans: dict[str, list[Span]] = {text.transcript.source.id: [] for text in texts}
    for number, start, end in found:
        text, begin, _piece = pieces[number]
        spans[text.transcript.source.id].append((start + begin, end + begin))
    return [(text, spans[text.transcript.source.id]) for text in texts]


def _by_words(
    memory: Memory, texts: Sequence[ReadText], words: Sequence[str], mode: Mode
) -> Places:
    wanted = [_forms_and_lemmas(memory, texts, word, mode) for word in words]
    found: Places = []
    for text in texts:
        first, *following = ([*_token_places(text, *pair)] for pair in wanted)
        places = sorted(set(first))
        for step, others in enumerate(map(set, following), start=1):
            places = [place for place in places if place + step in others]
        last = len(words) - 1
        found.append((text, [(text.starts[p], text.ends[p + last]) for p in places]))
    return found


def _token_places(text: ReadText, forms: set[str], lemmas: set[str]) -> Iterator[int]:
    for form in forms:
        yield from text.forms.get(form, ())
    for lemma in lemmas:
        yield from text.lemmas.get(lemma, ())


def _forms_and_lemmas(
    memory: Memory, texts: Sequence[ReadText], word: str, mode: Mode
) -> tuple[set[str], set[str]]:
    """Return the forms, and the lemmas, of which a token needs one to be the word."""
    forms = memory.spellings(word)
    lemmas = forms | _lemmas_of(texts, forms)
    if not forms and any(text.transcript.source.language == DUTCH for text in texts):
        lemmas = {read_word_list().forms.get(word, word)}
    if mode is Mode.PART:
        compounds = memory.forms_with_part(texts, {word, *map(fold, lemmas)})
        return forms | compounds, lemmas | compounds
    return forms, lemmas


def _lemmas_of(texts: Iterable[ReadText], forms: Iterable[str]) -> set[str]:
    """Return the lemmas that tokens with one of these forms have."""
    seen: set[str] = set()
    for form in forms:
        counts = Counter(
            text.lemma_of[place] for text in texts for place in text.forms.get(form, ())
        )
        least = counts.total() * _LEAST_SHARE
        seen.update(lemma for lemma, count in counts.items() if count >= least)
    return seen


def _hits(
    database: Database, text: ReadText, spans: Sequence[Span], query: Query, context: int
) -> Iterator[Hit]:
    turns = text.transcript.turns
    starts = [turn.start for turn in turns]
    places: list[tuple[int, Span]] = []
    for start, end in spans:
        number = bisect_right(starts, start) - 1
        if (
            number >= 0
            and end <= turns[number].end
            and _speaks(turns[number], query)
            and not text.is_silent(start, end)
        ):
            places.append((number, (start, end)))
    if not places:
        return
    codings = store.coded_places(database, text.transcript.source.text_id)
    codes = _codes_at([span for _number, span in places], codings)
    for (number, span), standing in zip(places, codes, strict=True):
        if _is_wanted(standing, query):
            keys = tuple(dict.fromkeys(code for code, _coder in standing))
            yield _hit(text, number, span, keys, context)


def _speaks(turn: Turn, query: Query) -> bool:
    speaker = turn.speaker
    if query.speakers and (speaker is None or speaker.label not in query.speakers):
        return False
    role = speaker.role if speaker else SpeakerRole.RESPONDENT
    return not query.roles or role in query.roles


def _codes_at(
    spans: Sequence[Span], codings: Sequence[tuple[int, int, str, str]]
) -> Iterator[list[tuple[str, str]]]:
    """Yield for each span, in order of start, the code and coder of what overlaps it."""
    standing: list[tuple[int, int, str, str]] = []
    following = 0
    for start, end in spans:
        while following < len(codings) and codings[following][0] < end:
            standing.append(codings[following])
            following += 1
        standing = [coding for coding in standing if coding[1] > start]
        yield [(code, coder) for _start, _end, code, coder in standing]


def _is_wanted(standing: Sequence[tuple[str, str]], query: Query) -> bool:
    if query.coded is None:
        return True
    return query.coded == any(
        (not query.codes or code in query.codes) and (not query.coder_id or coder == query.coder_id)
        for code, coder in standing
    )


def _hit(text: ReadText, number: int, span: Span, codes: tuple[str, ...], context: int) -> Hit:
    whole, turn = text.transcript.text, text.transcript.turns[number]
    start, end = span
    return Hit(
        source=text.transcript.source,
        turn=turn,
        start=start,
        end=end,
        before=_one_line(whole[max(turn.start, start - context) : start]),
        text=_one_line(whole[start:end]),
        after=_one_line(whole[end : min(turn.end, end + context)]),
        sentence=text.sentences_at(number, start, end),
        codes=codes,
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
