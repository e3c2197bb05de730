"""Where a jump lands: the next turn without a code, the next suggestion, the next find."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from duiding.sources import Turn
from duiding.tui.view.marks import Mark
from duiding.tui.view.units import Span


def uncoded_turns(turns: Iterable[Turn], spans: Iterable[Span]) -> list[Turn]:
    """Return the turns of respondents that share no character with any of the spans."""
    ordered = sorted(spans)
    found = []
    index = reach = 0
    for turn in turns:
        while index < len(ordered) and ordered[index][0] < turn.end:
            reach = max(reach, ordered[index][1])
            index += 1
        if turn.is_respondent and reach <= turn.start:
            found.append(turn)
    return found


def next_turn(turns: Sequence[Turn], offset: int, by: int) -> Turn | None:
    """Return the next (``by`` 1) or previous turn from an offset, going round at the ends.

    The turn that holds the offset is the last choice.
    """
    if not turns:
        return None
    if by > 0:
        index = bisect_right(turns, offset, key=lambda turn: turn.start)
    else:
        index = bisect_right(turns, offset, key=lambda turn: turn.end) - 1
    return turns[index % len(turns)]


def next_mark(marks: Sequence[Mark], here: Span, focus: str, by: int) -> Mark | None:
    """Return the next or previous mark from a stretch, going round at the ends.

    ``focus`` is the mark that the coder is at, when the last jump was to one.
    """
    if not marks:
        return None
    ordered = sorted(marks, key=lambda m: (m.start, m.end, m.id))
    keys = [(m.start, m.end, m.id) for m in ordered]
    at = (here[0], here[1], focus) if focus else (here[0], -1, "")
    index = bisect_right(keys, at) if by > 0 else bisect_left(keys, at) - 1
    return ordered[index % len(ordered)]


def find(text: str, words: str, spans: Iterable[Span] | None = None) -> list[Span]:
    """Return where words stand in the text, in upper or lower case, within the given stretches.

    A blank in the words stands for any blanks in the text.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    stretches = [(0, len(text))] if spans is None else spans
    return [m.span() for start, end in stretches for m in pattern.finditer(text, start, end)]


def next_span(spans: Sequence[Span], here: Span, by: int) -> Span | None:
    """Return the next or previous span from a stretch, going round at the ends."""
    if not spans:
        return None
    starts = [span[0] for span in spans]
    index = bisect_right(starts, here[0]) if by > 0 else bisect_left(starts, here[0]) - 1
    return spans[index % len(spans)]
