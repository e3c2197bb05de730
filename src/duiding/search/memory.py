"""What was read for searching, kept between searches: the second search takes milliseconds."""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from duiding.database import Database
from duiding.language.annotation import Annotation
from duiding.language.compounds import compound_parts
from duiding.language.pipelines import Pipelines
from duiding.language.sentences import split_sentences
from duiding.search.folding import fold
from duiding.search.model import Span
from duiding.sources import Source, Transcript, read_transcript
from duiding.sources.annotating import SPEECH, annotate_sources

DUTCH = "nl"

Column: TypeAlias = "array[int]"


def _column() -> Column:
    return array("i")


@dataclass(slots=True)
class ReadText:
    """A text with what searches made of it."""

    transcript: Transcript
    pipeline: str = ""
    """Name and version of what found the words; empty as long as nothing did."""
    starts: Column = field(default_factory=_column)
    """Where each token starts, and below where it ends."""
    ends: Column = field(default_factory=_column)
    lemma_of: list[str] = field(default_factory=list)
    forms: dict[str, Column] = field(default_factory=dict)
    """For each form in lower case its places among the tokens."""
    lemmas: dict[str, Column] = field(default_factory=dict)
    _folded: dict[tuple[bool, bool], str] = field(default_factory=dict)
    _sentences: dict[int, list[Span]] = field(default_factory=dict)
    _silent: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        self._silent = [(s.start, s.end) for s in self.transcript.sections if s.kind != SPEECH]

    def folded(self, *, match_case: bool, match_accents: bool) -> str:
        """Return the text as it is compared with terms."""
        key = (match_case, match_accents)
        if key not in self._folded:
            self._folded[key] = fold(
                self.transcript.text, match_case=match_case, match_accents=match_accents
            )
        return self._folded[key]

    def is_silent(self, start: int, end: int) -> bool:
        """Say whether a stretch is not speech: in a header, a guide or notes."""
        return any(first < end and start < last for first, last in self._silent)

    def sentences_at(self, number: int, start: int, end: int) -> Span:
        """Return from where to where the sentences of a turn (by place) run that hold a stretch."""
        spans = self._sentences.get(number)
        if spans is None:
            turn = self.transcript.turns[number]
            spans = split_sentences(self.transcript.text, turn.start, turn.end)
            self._sentences[number] = spans
        first = max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)
        last = max(first, bisect_right(spans, end - 1, key=lambda span: span[0]) - 1)
        return (spans[first][0], spans[last][1]) if spans else (start, end)

    def take(self, annotation: Annotation, pipeline: str) -> None:
        """Take in the words of the text, as columns: a million tokens would weigh too much."""
        forms: defaultdict[str, Column] = defaultdict(_column)
        lemmas: defaultdict[str, Column] = defaultdict(_column)
        for place, token in enumerate(annotation.tokens):
            forms[token.lower].append(place)
            lemmas[token.lemma].append(place)
        self.starts = array("i", [token.start for token in annotation.tokens])
        self.ends = array("i", [token.end for token in annotation.tokens])
        self.lemma_of = [token.lemma for token in annotation.tokens]
        self.forms, self.lemmas, self.pipeline = dict(forms), dict(lemmas), pipeline


@dataclass(slots=True)
class Memory:
    """Texts that were read; not for use by several threads at once.

    A version of a text never changes, so what is here stays true; a new version has another id.
    """

    _texts: dict[str, ReadText] = field(default_factory=dict)
    _spelled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The forms and lemmas that are alike without case and accents."""
    _known: set[str] = field(default_factory=set)
    _with_part: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _split: set[str] = field(default_factory=set)

    def read(self, database: Database, sources: Iterable[Source]) -> list[ReadText]:
        """Return the texts of sources."""
        return [self._text(database, source) for source in sources]

    def _text(self, database: Database, source: Source) -> ReadText:
        if source.text_id not in self._texts:
            self._texts[source.text_id] = ReadText(read_transcript(database, source))
        return self._texts[source.text_id]

    def read_words(
        self,
        database: Database,
        pipelines: Pipelines,
        sources: Iterable[Source],
        *,
        progress: Callable[[int, int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> list[ReadText]:
        """Return the texts of sources with their words; fewer texts when cancelled."""
        chosen = list(sources)
        new = self._unread(pipelines, chosen)
        for made in annotate_sources(
            database, pipelines, new, progress=progress, is_cancelled=is_cancelled
        ):
            source = made.transcript.source
            text = self._texts.setdefault(source.text_id, ReadText(made.transcript))
            text.take(made.annotation, pipelines.key(source.language))
            self._learn(text)
        unread = {source.id for source in self._unread(pipelines, chosen)} if new else ()
        return [self._texts[source.text_id] for source in chosen if source.id not in unread]

    def _unread(self, pipelines: Pipelines, sources: Iterable[Source]) -> list[Source]:
        """Return the sources without words, or with those of another pipeline than now."""
        keys: dict[str, str] = {}
        unread = []
        for source in sources:
            key = keys.get(source.language) or pipelines.key(source.language)
            keys[source.language] = key
            text = self._texts.get(source.text_id)
            if text is None or text.pipeline != key:
                unread.append(source)
        return unread

    def _learn(self, text: ReadText) -> None:
        for form in (text.forms.keys() | text.lemmas.keys()) - self._known:
            self._spelled[fold(form)].add(form)
            self._known.add(form)

    def spellings(self, word: str) -> set[str]:
        """Return the forms and lemmas that are this word (folded) but for case and accents."""
        return self._spelled.get(word, set())

    def forms_with_part(self, texts: Iterable[ReadText], parts: Iterable[str]) -> set[str]:
        """Return the forms and lemmas in Dutch texts that have one of these parts (folded)."""
        for text in texts:
            if text.transcript.source.language == DUTCH:
                for form in (text.forms.keys() | text.lemmas.keys()) - self._split:
                    self._split.add(form)
                    for part in compound_parts(form):
                        self._with_part[fold(part)].add(form)
        return {form for part in parts for form in self._with_part.get(part, ())}
