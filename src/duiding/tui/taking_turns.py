"""Threads that read words take turns: a pipeline of spaCy serves one at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

_LOOK_AGAIN = 0.05
"""Seconds between looks at whether it was cancelled."""


class Turns:
    """Lets one thread at a time read words."""

    def __init__(self) -> None:
        self._lock = Lock()

    @contextmanager
    def wait(self, is_cancelled: Callable[[], bool]) -> Iterator[bool]:
        """Wait for one's turn; what is given is False when it was cancelled before it came."""
        has_turn = self._lock.acquire(timeout=_LOOK_AGAIN)
        while not has_turn and not is_cancelled():
            has_turn = self._lock.acquire(timeout=_LOOK_AGAIN)
        try:
            yield has_turn
        finally:
            if has_turn:
                self._lock.release()
