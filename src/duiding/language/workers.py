"""Annotate many texts in several processes at once.

Each process loads the pipelines itself, which takes a second or two; so for a few texts it does
not pay. A process that fails gives no answer; whoever asked then does that text himself.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from duiding.language.reading import Answer, Job

_LOOK_AGAIN = 0.1
"""Seconds between looks at whether it was cancelled."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def annotate_in_processes(
    jobs: Iterable[Job],
    wanted: Mapping[str, str],
    processes: int,
    *,
    is_cancelled: Callable[[], bool] | None = None,
) -> Iterator[Answer | None]:
    """Yield the annotation of each text, in the order of the texts; None where a process failed.

    ``wanted`` has the name of the pipeline by language. When ``is_cancelled`` returns True, and
    when the caller goes away, the processes are ended at once.
    """
    staff = _Staff(wanted, processes)
    try:
        for future in staff.answers(jobs):
            while not future.done():
                if is_cancelled is not None and is_cancelled():
                    return
                wait([future], timeout=_LOOK_AGAIN)
            yield future.result()
    finally:
        staff.end()


@dataclass(slots=True)
class _Staff:
    """The processes, each with a thread that hands it jobs."""

    wanted: Mapping[str, str]
    number: int
    _running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    _free: "SimpleQueue[subprocess.Popen[bytes] | None]" = field(default_factory=SimpleQueue)
    _threads: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.number)
        for _process in range(self.number):
            self._start()

    def _start(self) -> None:
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "duiding.language.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | _ONE_THREAD,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._free.put(None)  # whoever gets it has no answer
            return
        self._running.append(process)
        self._free.put(process)

    def answers(self, jobs: Iterable[Job]) -> "Iterator[Future[Answer | None]]":
        """Yield what will be the answers, with no more jobs under way than keeps all busy."""
        waiting: deque[Future[Answer | None]] = deque()
        for job in jobs:
            waiting.append(self._threads.submit(self._ask, job))
            if len(waiting) > 2 * self.number:
                yield waiting.popleft()
        yield from waiting

    def _ask(self, job: Job) -> Answer | None:
        process = self._free.get()
        try:
            if process is None:
                return None
            return _asked(process, {**job._asdict(), "wanted": dict(self.wanted)})
        except (OSError, ValueError, LookupError):
            process = None  # it is ended with the others
            return None
        finally:
            self._free.put(process)

    def end(self) -> None:
        """End the processes and wait until they are gone."""
        for process in self._running:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._running:
            with contextlib.suppress(OSError), process:  # what was still to be sent has no reader
                pass


def _asked(process: "subprocess.Popen[bytes]", job: dict[str, Any]) -> Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(job).encode() + b"\n")
    process.stdin.flush()
    head = json.loads(process.stdout.readline())
    packed = process.stdout.read(head["size"])
    if len(packed) != head["size"]:
        raise ValueError("the process ended")
    return Answer(head["key"], packed)
