"""Which quotes of a code are shown, and in which order.

All coded fragments would be too many, so a few are chosen, always the same ones:

1. Only what participants say is quoted; a stretch coded alike by several coders is one fragment.
2. The sources take turns, so that one talkative source does not fill the place of others.
3. Within a source, fragments coded alike by more coders go first, then those of a length that
   reads well (8 to 60 words), then those that come earlier in the text. The source with the best
   fragment has the first turn; equal ones go by name.
4. A fragment that shares text with one already chosen is passed over.
5. A fragment quoted higher up in the chapter is not quoted again, unless the code would be
   left without a quote.

Without a limit all fragments are shown, in the same order, and rules 4 and 5 fall away.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from duiding.chapters.material import Coded
from duiding.text import count_words

DEFAULT_LIMIT = 3
_SHORT, _LONG = 8, 60


def choose(
    candidates: Sequence[Coded], *, limit: int | None, quoted: Sequence[Coded] = ()
) -> list[Coded]:
    """Return the fragments to quote; ``quoted`` are those that stand in the chapter already."""
    usable = [coded for coded in candidates if coded.parts]
    if limit is None:
        return _in_turns(usable)
    fresh = [coded for coded in usable if not any(coded.overlaps(other) for other in quoted)]
    chosen: list[Coded] = []
    for coded in _in_turns(fresh or usable):
        if len(chosen) == (limit if fresh else min(limit, 1)):
            break
        if not any(coded.overlaps(other) for other in chosen):
            chosen.append(coded)
    return chosen


def _in_turns(candidates: Sequence[Coded]) -> list[Coded]:
    by_source: dict[str, list[Coded]] = defaultdict(list)
    for coded in sorted(candidates, key=_rank):
        by_source[coded.source.id].append(coded)
    rounds = zip_longest(*by_source.values())
    return [coded for turn in rounds for coded in turn if coded is not None]


def _rank(coded: Coded) -> tuple[int, bool, str, int, int]:
    reads_well = _SHORT <= count_words(coded.text) <= _LONG
    place = coded.fragment
    return (-len(coded.coders), not reads_well, coded.source.name, place.start, place.end)
