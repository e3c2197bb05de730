"""The words and sentences of sources, made by a pipeline once and kept in the study.

They are kept per version of a text and per version of the pipeline, so that what was annotated
before is read back without spaCy. What is kept can always be made again: a damaged or outdated
annotation is replaced.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duiding.database import Database, now
from duiding.language.annotation import Annotation, Sentence, pack, plain_form, unpack
from duiding.language.pipelines import Pipelines
from duiding.language.reading import Answer, Job, read_turns
from duiding.sources import store
from duiding.sources.model import Source, Transcript

SPEECH = "body"
"""Kind of the sections in which sentences are found; headers, guides and notes have none."""
MANY_WORDS = 100_000
"""From so many words on, several processes annotate together."""
MOST_PROCESSES = 4


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
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Iterator[AnnotatedSource]:
    """Yield the sources with their words and sentences, in the order given.

    What was not kept is made and kept, each source in a transaction of its own (in a study opened
    for reading it is only made); with more than one of the ``processes`` that
    ``useful_processes`` advises, they make it. ``progress`` is called with the number of sources
    done and of all; a source that was removed meanwhile is passed over. When ``is_cancelled``
    returns True no more sources follow.
    """
    chosen = list(sources)
    new = {source.id for source in chosen if not is_kept(database, pipelines, source)}
    helped = _helped(
        database, pipelines, [s for s in chosen if s.id in new], processes, is_cancelled
    )
    with contextlib.closing(helped) as answers:
        for number, source in enumerate(chosen, start=1):
            answer = next(answers, None) if source.id in new else None
            new.discard(source.id)  # a source that is named twice is made once
            if is_cancelled is not None and is_cancelled():
                return
            transcript = store.transcript_of(database, source)
            if not transcript.text:  # it was removed meanwhile
                continue
            found = _annotated(database, pipelines, transcript, answer, is_cancelled)
            if found is None:
                return
            if progress is not None:
                progress(number, len(chosen))
            yield found


def useful_processes(database: Database, pipelines: Pipelines, sources: Iterable[Source]) -> int:
    """Return how many processes annotate these sources fastest; 1: do it here.

    A process takes a second or two to start, and some 250 MB.
    """
    new = [source for source in sources if not is_kept(database, pipelines, source)]
    words = store.word_count(database, [source.text_id for source in new])
    if not sys.executable or words < MANY_WORDS:
        return 1
    return max(1, min(len(new), os.cpu_count() or 1, MOST_PROCESSES))


def try_failed_again(database: Database, pipelines: Pipelines, sources: Iterable[Source]) -> None:
    """Load the pipelines that could not be loaded when these sources were annotated.

    When one loads now, what was annotated without it is outdated.
    """
    for source in sources:
        key = store.annotation_key(database, source.text_id)
        language = source.language
        if key and pipelines.fits(key, language) and key != pipelines.key(language):
            pipelines.load(language)


def kept_keys(database: Database) -> dict[str, str]:
    """Return per language the pipeline with which a source was last read."""
    return dict(store.newest_annotation_keys(database))


def damaged_annotations(database: Database) -> list[str]:
    """Return the sources whose kept annotation cannot be read or is not of their text.

    It does no harm: it is made again when it is needed.
    """
    names = []
    for source in store.all_sources(database):
        row = store.packed_annotation(database, source.text_id)
        if row is not None:
            transcript = store.transcript_of(database, source)
            if _sound(row[1], transcript) is None:
                names.append(source.name)
    return names


def is_kept(database: Database, pipelines: Pipelines, source: Source) -> bool:
    """Return whether an annotation by the pipeline of a source is kept; it is not read."""
    key = store.annotation_key(database, source.text_id)
    return key is not None and pipelines.fits(key, source.language)


def _helped(
    database: Database,
    pipelines: Pipelines,
    sources: Sequence[Source],
    processes: int,
    is_cancelled: Callable[[], bool] | None,
) -> Generator[Answer | None]:
    """Yield what other processes make of the sources, in their order; nothing for one process."""
    if processes > 1 and len(sources) > 1:
        from duiding.language.workers import annotate_in_processes

        jobs = (_job(store.transcript_of(database, source)) for source in sources)
        yield from annotate_in_processes(
            jobs, pipelines.wanted, processes, is_cancelled=is_cancelled
        )


def _job(transcript: Transcript) -> Job:
    turns = [(turn.start, turn.end) for turn in transcript.turns]
    silent = [(s.start, s.end) for s in transcript.sections if s.kind != SPEECH]
    return Job(transcript.source.language, transcript.text, turns, silent)


def _annotated(
    database: Database,
    pipelines: Pipelines,
    transcript: Transcript,
    answer: Answer | None,
    is_cancelled: Callable[[], bool] | None,
) -> AnnotatedSource | None:
    """Return a source as it was kept, as another process made it, or as it is made here."""
    source = transcript.source
    if answer is None:
        row = store.packed_annotation(database, source.text_id)
        if row is not None and pipelines.fits(row[0], source.language):
            kept = _sound(row[1], transcript)
            if kept is not None:
                return AnnotatedSource(transcript, kept, True)
    else:
        made = _sound(answer.packed, transcript)
        if made is not None:
            _keep(database, source, answer.key, answer.packed)
            return AnnotatedSource(transcript, made, False)
    made = _made(pipelines, transcript, is_cancelled)
    if made is None:
        return None
    _keep(database, source, pipelines.key(source.language), pack(made))
    return AnnotatedSource(transcript, made, False)


def _keep(database: Database, source: Source, key: str, packed: bytes) -> None:
    if database.read_only:
        return
    with database.transaction():
        if store.text_of(database, source.text_id) is not None:
            store.keep_annotation(database, source.text_id, key, packed, now())


def _sound(packed: bytes, transcript: Transcript) -> Annotation | None:
    """Return an annotation, or None when it is damaged or not of this text."""
    try:
        annotation = unpack(packed)
    except ValueError:
        return None
    is_sound = _fits(annotation, transcript) and _quotes(annotation, transcript.text)
    return annotation if is_sound else None


def _fits(annotation: Annotation, transcript: Transcript) -> bool:
    length, turns, tokens = len(transcript.text), len(transcript.turns), len(annotation.tokens)
    return all(0 <= t.start < t.end <= length for t in annotation.tokens) and all(
        0 <= s.start < s.end <= length and 0 <= s.turn < turns and 0 <= s.first <= s.last <= tokens
        for s in annotation.sentences
    )


def _quotes(annotation: Annotation, text: str) -> bool:
    """Return whether the tokens are what the text says there."""
    plain = plain_form(text)  # a form that depends on what is around it is looked at by itself
    return all(
        plain[token.start : token.end] == token.lower
        or plain_form(text[token.start : token.end]) == token.lower
        for token in annotation.tokens
    )


def _made(
    pipelines: Pipelines, transcript: Transcript, is_cancelled: Callable[[], bool] | None
) -> Annotation | None:
    """Return the annotation of a transcript, or None when cancelled."""
    job = _job(transcript)
    pipeline = pipelines.load(job.language)
    return read_turns(pipeline, job.text, job.turns, job.silent, is_cancelled=is_cancelled)
