"""Measure and print one table: ``python -m bench [--runs N] [--kills N] [--no-screen]``."""

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import commits, example, paint, start
from bench.measure import ENVIRONMENT, PYTHON, Row, Run
from duiding.cli.output import print_table

HEADERS = ("what", "CPU ms", "wall ms", "peak MB", "beside", "CPU ms", "ratio", "goal")
# Measurements of one step, with tables of their own: python -m bench.word STUDY
MORE = ("bench.annotation", "bench.screen", "bench.search", "bench.suggestions", "bench.word")


def main() -> int:
    """Measure everything and print the table."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="runs per line; the median counts")
    options.add_argument("--kills", type=int, default=10, help="kills during commits; 0: none")
    options.add_argument("--no-screen", action="store_true", help="leave the terminal screen out")
    chosen = options.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors,", end=" ")
    print(f"medians of {chosen.runs} runs; CPU is user and system time of the whole command")
    with tempfile.TemporaryDirectory(prefix="duiding-bench-") as folder:
        scratch = Path(folder)
        study = example.prepare(scratch)
        rows = list(_rows(chosen.runs, study, scratch, screen=not chosen.no_screen))
        print_table(HEADERS, [_cells(row) for row in rows], right=(1, 2, 3, 5, 6))
        for row in rows:
            if row.note:
                print(f"{row.name}: {row.note}")
        _more(study, screen=not chosen.no_screen)
        if chosen.kills:
            print(commits.measure(study, chosen.kills))
    return 0


def _rows(runs: int, study: Path, scratch: Path, *, screen: bool) -> Iterator[Row]:
    yield from start.measure(runs)
    yield from example.measure(runs, study, scratch)
    if screen:
        yield from paint.measure(runs, study)


def _more(study: Path, *, screen: bool) -> None:
    """Let the steps that have a bench of their own print it."""
    for name in MORE:
        if importlib.util.find_spec(name) is not None and (screen or name != "bench.screen"):
            print(f"\n{name}", flush=True)
            subprocess.run([PYTHON, "-m", name, str(study)], env=ENVIRONMENT, check=True)


def _cells(row: Row) -> list[str]:
    other = f"{row.other.cpu_ms:.0f}" if row.other else ""
    ratio = f"{row.ratio:.2f}" if row.ratio else ""
    return [row.name, *_figures(row.run), row.beside, other, ratio, row.goal]


def _figures(run: Run) -> list[str]:
    return [f"{run.cpu_ms:.0f}", f"{run.wall_ms:.0f}", f"{run.peak_mb:.0f}"]


if __name__ == "__main__":
    sys.exit(main())
