"""From the turns of a text to its annotation: words by a pipeline, sentences by rules."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from duiding.language.annotation import Annotation, Sentence, Token
from duiding.language.pipeline import Pipeline
from duiding.language.sentences import split_sentences

Span = tuple[int, int]


class Job(NamedTuple):
    """A text to annotate."""

    language: str
    text: str
    turns: Sequence[Span]
    silent: Sequence[Span]


class Answer(NamedTuple):
    """An annotation that a process made."""

    key: str
    """Name and version of what it was made with, as ``Pipelines.key`` tells."""
    packed: bytes


def read_turns(
    pipeline: Pipeline,
    text: str,
    turns: Sequence[Span],
    silent: Sequence[Span] = (),
    *,
    is_cancelled: Callable[[], bool] | None = None,
) -> Annotation | None:
    """Return the words and sentences of the turns of a text, or None when cancelled.

    ``silent`` are stretches that are not speech: no sentence reaches into them.
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    done = 0
    spoken = (text[start:end] for start, end in turns)
    annotations = pipeline.annotate(spoken, is_cancelled=is_cancelled)
    for (start, end), annotated in zip(turns, annotations, strict=False):
        before = len(tokens)
        tokens += (
            token._replace(start=token.start + start, end=token.end + start)
            for token in annotated.tokens
        )
        begins = [token.start for token in tokens[before:]]
        for left, right in split_sentences(text, start, end):
            if not any(first < right and left < last for first, last in silent):
                span = (bisect_left(begins, left) + before, bisect_left(begins, right) + before)
                sentences.append(Sentence(left, right, done, *span))
        done += 1
    if done < len(turns) or (is_cancelled is not None and is_cancelled()):
        return None
    return Annotation(tuple(tokens), tuple(sentences))
