"""The words and sentences of sources, made by a pipeline once and kept in the study.

They are kept per version of a text and per version of the pipeline, so that what was annotated
before is read back without spaCy. What is kept can always be made again: a damaged or outdated
annotation is replaced.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from duiding.database import Database, now
from duiding.language.annotation import PACKING, Annotation, Sentence, Token, pack, unpack
from duiding.language.pipelines import Pipelines
from duiding.language.sentences import split_sentences
from duiding.sources import store
from duiding.sources.model import Source, Transcript

SPEECH = "body"
"""Kind of the sections in which sentences are found; headers, guides and notes have none."""


@dataclass(frozen=True, slots=True)
class AnnotatedSource:
    """A transcript with its words and sentences."""

    transcript: Transcript
    annotation: Annotation
    was_kept: bool
    """True when it was read back, False when it was made just now."""

    def respondent_sentences(self) -> list[Sentence]:
        """Return the sentences that respondents speak."""
        turns = self.transcript.turns
        return [s for s in self.annotation.sentences if turns[s.turn].is_respondent]


def annotate_sources(
    database: Database,
    pipelines: Pipelines,
    sources: Iterable[Source],
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Iterator[AnnotatedSource]:
    """Yield the sources with their words and sentences, in the order given.

    What was not kept is made and kept, each source in a transaction of its own (in a study opened
    for reading it is only made). ``progress`` is called with the number of sources done and of all.
    When ``is_cancelled`` returns True no more sources follow.
    """
    chosen = list(sources)
    for number, source in enumerate(chosen, start=1):
        if is_cancelled is not None and is_cancelled():
            return
        found = _annotated(database, pipelines, source, is_cancelled)
        if found is None:
            return
        if progress is not None:
            progress(number, len(chosen))
        yield found


def _annotated(
    database: Database,
    pipelines: Pipelines,
    source: Source,
    is_cancelled: Callable[[], bool] | None,
) -> AnnotatedSource | None:
    transcript = store.transcript_of(database, source)
    key = f"{pipelines.key(source.language)} {PACKING}"
    packed = store.packed_annotation(database, source.text_id, key)
    if packed is not None:
        kept = _kept(packed, transcript)
        if kept is not None:
            return AnnotatedSource(transcript, kept, True)
    made = _made(pipelines, transcript, is_cancelled)
    if made is None:
        return None
    if not database.read_only:
        with database.transaction():
            store.keep_annotation(database, source.text_id, key, pack(made), now())
    return AnnotatedSource(transcript, made, False)


def _kept(packed: bytes, transcript: Transcript) -> Annotation | None:
    """Return what was kept, or None when it is damaged or not of this text."""
    try:
        annotation = unpack(packed)
    except ValueError:
        return None
    return annotation if _fits(annotation, transcript) else None


def _fits(annotation: Annotation, transcript: Transcript) -> bool:
    length, turns, tokens = len(transcript.text), len(transcript.turns), len(annotation.tokens)
    return all(0 <= t.start < t.end <= length for t in annotation.tokens) and all(
        0 <= s.start < s.end <= length and 0 <= s.turn < turns and 0 <= s.first <= s.last <= tokens
        for s in annotation.sentences
    )


def _made(
    pipelines: Pipelines, transcript: Transcript, is_cancelled: Callable[[], bool] | None
) -> Annotation | None:
    """Return the annotation of a transcript, or None when cancelled."""
    text, turns = transcript.text, transcript.turns
    silent = [(s.start, s.end) for s in transcript.sections if s.kind != SPEECH]
    pipeline = pipelines.load(transcript.source.language)
    spoken = (text[turn.start : turn.end] for turn in turns)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    done = 0
    for turn, annotated in zip(
        turns, pipeline.annotate(spoken, is_cancelled=is_cancelled), strict=False
    ):
        before = len(tokens)
        tokens += (
            token._replace(start=token.start + turn.start, end=token.end + turn.start)
            for token in annotated.tokens
        )
        begins = [token.start for token in tokens[before:]]
        for start, end in split_sentences(text, turn.start, turn.end):
            if not any(first < end and start < last for first, last in silent):
                span = (bisect_left(begins, start) + before, bisect_left(begins, end) + before)
                sentences.append(Sentence(start, end, done, *span))
        done += 1
    if done < len(turns) or (is_cancelled is not None and is_cancelled()):
        return None
    return Annotation(tuple(tokens), tuple(sentences))
