"""From probabilities of sentences to stretches to suggest: sentences, and runs of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duiding.coding.engines.rows import Floats
from duiding.language import Sentence

LONGEST_RUN = 4
"""Sentences in a run; a longer one is cut where it is weakest."""


class Run(NamedTuple):
    """Adjacent sentences of one turn: ``sentences[first:last]``."""

    first: int
    last: int
    probability: float
    """That of the likeliest sentence."""


def runs_of(
    chances: Floats, sentences: Sequence[Sentence], threshold: float, taken: set[int]
) -> Iterator[Run]:
    """Yield the runs of sentences that reach the threshold; taken ones never do."""
    first = 0
    size = len(sentences)
    while first < size:
        if chances[first] < threshold or first in taken:
            first += 1
            continue
        last = first + 1
        while (
            last < size
            and chances[last] >= threshold
            and last not in taken
            and sentences[last].turn == sentences[first].turn
        ):
            last += 1
        yield from _cut(chances, first, last)
        first = last


def _cut(chances: Floats, first: int, last: int) -> Iterator[Run]:
    """Yield a run, in parts when it is too long."""
    if last - first <= LONGEST_RUN:
        yield Run(first, last, round(float(chances[first:last].max()), 3))
        return
    middle = min(
        range(first + 1, last),
        key=lambda place: (chances[place - 1] + chances[place], abs(2 * place - first - last)),
    )
    yield from _cut(chances, first, middle)
    yield from _cut(chances, middle, last)
