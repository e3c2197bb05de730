"""Regular expressions of users, matched in a process of their own that can be stopped.

Python's engine cannot be interrupted, and some patterns (``(a+)+b``) take it longer than the world
has existed. A small Python beside us, which starts in about 20 ms, loads nothing of ours and gets
only the pattern and the texts, is simply ended when its time is over. A pattern that would eat
all memory is held within a limit where the system has one.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from duiding.errors import Refused
from duiding.i18n import N_, _

TIME_LIMIT = 10.0
"""Seconds that a pattern may take over all texts."""
_LOOK_AGAIN = 0.1
"""Seconds between looks at whether it was cancelled."""
MOST_HITS = 100_000
"""More hits than this are of no use to anybody, and would fill the memory."""

_CHILD = r"""
import json, re, sys, warnings
warnings.simplefilter("ignore")
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # when nobody is left to end us
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
except (ImportError, OSError, ValueError):
    pass
asked = json.load(sys.stdin.buffer)
def tell(**answer):
    sys.stdout.write(json.dumps(answer))
    sys.exit()
try:
    pattern = re.compile(asked["pattern"], 0 if asked["match_case"] else re.IGNORECASE)
except re.error as error:
    tell(error=error.msg, position=error.pos)
except (RecursionError, OverflowError, MemoryError):
    tell(error="too complex")
found = []
try:
    for number, text in enumerate(asked["texts"]):
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end:
                tell(empty=True)
            found.append((number, start, end))
        if len(found) > asked["most"]:
            break
except (RecursionError, MemoryError):
    tell(error="too complex")
tell(found=found)
"""

_FAULTS = {
    "missing ), unterminated subpattern": N_("this ( is never closed"),
    "unbalanced parenthesis": N_("this ) closes nothing"),
    "unterminated character set": N_("this [ is never closed"),
    "nothing to repeat": N_("there is nothing to repeat before this sign"),
    "multiple repeat": N_("two signs of repetition stand after each other"),
    "bad escape (end of pattern)": N_("nothing follows the last \\"),
    "bad character range": N_("this range runs backwards"),
    "bad escape": N_("there is no such \\ sign"),
    "min repeat greater than max repeat": N_("the least number is above the most"),
    "look-behind requires fixed-width pattern": N_("what stands in (?<…) must have one length"),
    "invalid group reference": N_("there is no group with this number"),
    "unknown extension": N_("no such sign may follow (?"),
    "too complex": N_("it is too complex"),
}


def find_pattern(
    pattern: str,
    texts: Sequence[str],
    *,
    match_case: bool,
    time_limit: float = TIME_LIMIT,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[tuple[int, int, int]] | None:
    """Return where a regular expression stands: number of the text, start and end, in order.

    Returns None when ``is_cancelled`` returned True. Beyond MOST_HITS no more are looked for.
    Raises Refused when it is no regular expression, also fits where nothing stands, or takes
    longer than ``time_limit`` seconds.
    """
    asked = json.dumps(
        {"pattern": pattern, "match_case": match_case, "most": MOST_HITS, "texts": list(texts)}
    )
    try:
        answer = _answer(asked.encode(), time_limit, is_cancelled)
    except subprocess.TimeoutExpired as error:
        raise Refused(
            _(
                "This pattern takes too long (over {seconds} seconds); avoid repetition within "
                "repetition, as in (a+)+."
            ).format(seconds=f"{time_limit:g}")
        ) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(
            _("This pattern could not be searched for; try a simpler one, or --word.")
        ) from error
    return None if answer is None else _places(json.loads(answer))


def _answer(
    asked: bytes, time_limit: float, is_cancelled: Callable[[], bool] | None
) -> bytes | None:
    """Return what the process answers; None when cancelled. It is gone afterwards.

    Raises TimeoutExpired, CalledProcessError or OSError.
    """
    deadline = time.monotonic() + time_limit
    process = subprocess.Popen(  # noqa: S603 - our own program; the pattern is data on its input
        [sys.executable, "-I", "-S", "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    rest: bytes | None = asked
    with process:
        try:
            while is_cancelled is None or not is_cancelled():
                try:
                    answer, _errors = process.communicate(rest, timeout=_LOOK_AGAIN)
                except subprocess.TimeoutExpired:
                    rest = None  # the process is being given it
                    if time.monotonic() > deadline:
                        raise
                    continue
                if process.returncode:
                    raise subprocess.CalledProcessError(process.returncode, "python")
                return answer
            return None
        finally:
            process.kill()


def _places(answer: dict[str, object]) -> list[tuple[int, int, int]]:
    if answer.get("empty"):
        raise Refused(
            _("This pattern also fits where nothing stands; make it ask for at least one letter.")
        )
    if "error" in answer:
        raise Refused(_fault(str(answer["error"]), answer.get("position")))
    found = answer["found"]
    assert isinstance(found, list)
    return [(number, start, end) for number, start, end in found]


def _fault(message: str, position: object) -> str:
    known = next((text for begin, text in _FAULTS.items() if message.startswith(begin)), None)
    reason = _(known) if known else message
    if not isinstance(position, int):
        return _("This is no usable pattern: {reason}.").format(reason=reason)
    return _("This is no usable pattern: at character {position}, {reason}.").format(
        position=position + 1, reason=reason
    )
