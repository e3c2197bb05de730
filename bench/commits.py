"""Durable commits: how many codings a second, and none lost when the program is killed.

A child codes and says so after every commit; it is killed at a moment chosen with a seed. What it
said is in the study afterwards, or an acknowledged coding was lost.
"""

import random
import subprocess
import time
from pathlib import Path

from bench.measure import ENVIRONMENT, PYTHON
from duiding.coding import all_codings
from duiding.study import open_study

SEED = 20210401
CHILD = """
import sys
from duiding.coding import Fragment, apply_code
from duiding.sources import list_sources, read_transcript
from duiding.study import open_study
with open_study(sys.argv[1]) as study:
    coder = study.coder_id("kill")
    code = study.codebook().codes[1].id
    told = read_transcript(study.database, list_sources(study.database)[0])
    done = int(sys.argv[2])
    print("ready", flush=True)
    while True:
        start = done * 7 % (len(told.text) - 400)
        place = Fragment(told.source.text_id, start, start + 1 + done % 300)
        done += 1
        if told.text[place.start : place.end].strip():
            coding = apply_code(study.database, code_id=code, fragment=place, coder_id=coder)
            print(coding.id, flush=True)
"""


def measure(study: Path, kills: int) -> str:
    """Kill as many times; return what to tell. Raises RuntimeError when anything was lost."""
    moments = random.Random(SEED)
    said: set[str] = set()
    seconds = 0.0
    for number in range(kills):
        fresh, took = _code_and_kill(study, number * 100_000, moments.uniform(0.001, 0.06))
        said |= fresh
        seconds += took
        _check(study, said)
    return (
        f"{kills} kills during commits: {len(said)} codings acknowledged, 0 lost, database whole; "
        f"{len(said) / seconds:,.0f} codings a second until the kill"
    )


def _code_and_kill(study: Path, first: int, after: float) -> tuple[set[str], float]:
    child = subprocess.Popen(
        [PYTHON, "-c", CHILD, str(study), str(first)],
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    start = time.perf_counter()
    time.sleep(after)
    child.kill()
    took = time.perf_counter() - start
    lines = child.stdout.read().split("\n")
    child.wait()
    return set(lines[:-1]), took  # a line without its end was not said


def _check(study: Path, said: set[str]) -> None:
    with open_study(study) as opened:
        stored = {coding.id for coding in all_codings(opened.database)}
        whole = opened.database.value("PRAGMA integrity_check") == "ok"
    if said - stored or not whole:
        raise RuntimeError(f"{len(said - stored)} acknowledged codings lost; whole: {whole}")
