"""The words and sentences of sources, made by a pipeline once and kept in the study.

They are kept per version of a text and per version of the pipeline, so that what was annotated
before is read back without spaCy. What is kept can always be made again: a damaged or outdated
annotation is replaced.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from duiding.database import Database, now
from duiding.language.annotation import Annotation, Sentence, pack, unpack
from duiding.language.pipelines import Pipelines
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
    kept = _kept(database, pipelines, transcript)
    if kept is not None:
        return AnnotatedSource(transcript, kept, True)
    made = _made(pipelines, transcript, is_cancelled)
    if made is None:
        return None
    if not database.read_only:
        _keep(database, pipelines, source, pack(made))
    return AnnotatedSource(transcript, made, False)


def _keep(database: Database, pipelines: Pipelines, source: Source, packed: bytes) -> None:
    key = pipelines.key(source.language)
    with database.transaction():
        # The source may have been removed meanwhile by another program.
        if store.text_of(database, source.text_id) is not None:
            store.keep_annotation(database, source.text_id, key, packed, now())


def _kept(database: Database, pipelines: Pipelines, transcript: Transcript) -> Annotation | None:
    """Return what was kept, or None when it is outdated, damaged or not of this text."""
    source = transcript.source
    row = store.packed_annotation(database, source.text_id)
    if row is None or not pipelines.fits(row[0], source.language):
        return None
    try:
        annotation = unpack(row[1])
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
    from duiding.language.reading import read_turns

    turns = [(turn.start, turn.end) for turn in transcript.turns]
    silent = [(s.start, s.end) for s in transcript.sections if s.kind != SPEECH]
    pipeline = pipelines.load(transcript.source.language)
    return read_turns(pipeline, transcript.text, turns, silent, is_cancelled=is_cancelled)
