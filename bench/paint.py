"""How long it takes until the first screen stands in a terminal, beside Textual's smallest app."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measure import ENVIRONMENT, Row, Run, duiding, middle, python

COLUMNS, LINES = 120, 36
QUIET = 0.4  # seconds without output: the screen stands
LIMIT = 30.0
ENOUGH = 200  # bytes; less is only the terminal being asked what it can do

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("tekst")
Smallest().run()
"""
ORDINARY = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header, Input, Tree
class Ordinary(App):
    def compose(self):
        yield Header()
        yield Tree("boom")
        yield DataTable()
        yield Input()
        yield Footer()
Ordinary().run()
"""


def first_paint(arguments: Sequence[str], folder: Path) -> Run:
    """Start a program on a pseudo-terminal and stop it as soon as its screen stands."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child becomes the program
        os.chdir(folder)
        os.execvpe(arguments[0], list(arguments), {**ENVIRONMENT, "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    try:
        last, cpu, peak = _watch(terminal, pid, start)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.close(terminal)
        os.waitpid(pid, 0)
    return Run(cpu, (last - start) * 1000, peak)


def _watch(terminal: int, pid: int, start: float) -> tuple[float, float, float]:
    """Read until nothing comes any more; return the time of the last output, CPU ms and MB."""
    size, last, cpu, peak = 0, start, 0.0, 0.0
    while time.perf_counter() - start < LIMIT:
        ready = select.select([terminal], [], [], QUIET)[0]
        if not ready and size > ENOUGH:
            return last, cpu, peak
        if ready:
            try:
                size += len(os.read(terminal, 65536))
            except OSError as error:
                raise RuntimeError("the program stopped before its screen stood") from error
            last = time.perf_counter()
            cpu, peak = _used(pid)
    raise RuntimeError("no screen within the time")


def _used(pid: int) -> tuple[float, float]:
    """Return CPU milliseconds and peak megabytes of a running process; 0 without ``/proc``."""
    process = Path("/proc") / str(pid)
    if not process.exists():
        return 0.0, 0.0
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    status = (process / "status").read_text().splitlines()
    peak = next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    return ticks / os.sysconf("SC_CLK_TCK") * 1000, peak * 1024 / 1_000_000


def measure(times: int, study: Path) -> list[Row]:
    def several(arguments: Sequence[str]) -> Run:
        first_paint(arguments, study)
        return middle([first_paint(arguments, study) for _ in range(times)])

    ours = several(duiding())
    return [
        Row("first screen of duiding", ours, "Textual, one text", several(python(SMALLEST))),
        Row(
            "first screen of duiding",
            ours,
            "Textual, five widgets",
            several(python(ORDINARY)),
            "≤ 1,5",
        ),
    ]
