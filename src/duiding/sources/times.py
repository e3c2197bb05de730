"""Times in a recording as transcripts write them: 03:12, [00:03:12], (1:02:03.4)."""

import re

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_TIME = re.compile(TIME)
_TIME_LINE = re.compile(rf"^[\[(]?\s*({TIME})(?:\s*(?:-->|-|–)\s*({TIME}))?\s*[\])]?$")


def seconds(stamp: str) -> float:
    """Return the seconds of ``hh:mm:ss.mmm``, ``mm:ss`` and the like."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def find_time(text: str) -> float | None:
    """Return the first time in a text, in seconds."""
    match = _TIME.search(text)
    return seconds(match[0]) if match else None


def time_line(text: str) -> tuple[float, float | None] | None:
    """Return the time or times that a line consists of, in seconds; None for any other line."""
    match = _TIME_LINE.match(text)
    if match is None:
        return None
    return seconds(match[1]), seconds(match[2]) if match[2] else None
