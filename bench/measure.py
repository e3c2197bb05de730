"""Running a program and measuring it: time on the processor, time on the clock, peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = sys.executable
# The same start everywhere: no settings of the person who measures.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("DUIDING_")},
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "",
    "DUIDING_LANG": "nl",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took."""

    cpu_ms: float
    """User and system time of the program and its children."""
    wall_ms: float
    peak_mb: float
    """Largest resident memory; 0 where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, what stands beside it, and the goal for the ratio."""

    name: str
    run: Run
    beside: str = ""
    other: Run | None = None
    goal: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How much more time on the processor ours takes than what stands beside it."""
        return self.run.cpu_ms / self.other.cpu_ms if self.other and self.other.cpu_ms else None


def run(arguments: Sequence[str], *, folder: Path | None = None) -> Run:
    """Run a program once. Raises RuntimeError when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {told.decode(errors='replace')[-2000:]}")
    scale = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return Run(
        (usage.ru_utime + usage.ru_stime) * 1000, wall * 1000, usage.ru_maxrss * scale / 1_000_000
    )


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs, each figure by itself."""
    return Run(
        median(r.cpu_ms for r in runs),
        median(r.wall_ms for r in runs),
        median(r.peak_mb for r in runs),
    )


def repeat(
    arguments: Sequence[str], times: int, *, folder: Path | None = None, warm_up: bool = True
) -> Run:
    """Run a program several times, after once to warm the caches, and return the medians."""
    if warm_up:
        run(arguments, folder=folder)
    return middle([run(arguments, folder=folder) for _ in range(times)])


def duiding(*arguments: str) -> list[str]:
    """Return the command that starts duiding as its installed script does."""
    words = ["duiding", *arguments]
    return python(f"import sys; sys.argv = {words!r}; from duiding.__main__ import main; main()")


def python(code: str) -> list[str]:
    """Return the command that runs a line of Python."""
    return [PYTHON, "-c", code]
