"""The coding screen on a long transcript: ``python -m bench.screen STUDY``.

25,000 words with 2,000 overlapping codings and suggestions. Wall time is measured in a real
pseudo-terminal, from the key sent to the last byte drawn; CPU time inside the program, from the key
taken to the screen drawn. Every act is a durable commit. In the terminal, suggestions are learned
from the acts meanwhile; inside the program they are not, so that the CPU time is that of the keys.
"""

import argparse
import asyncio
import contextlib
import fcntl
import gc
import os
import pty
import random
import select
import shutil
import signal
import struct
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from textual import events

from bench.measure import ENVIRONMENT, duiding
from duiding.cli.output import print_table
from duiding.coding import (
    Fragment,
    NewCoding,
    Suggestion,
    SuggestionStatus,
    apply_codes,
)
from duiding.coding.model import Origin
from duiding.coding.store import replace_open_suggestions
from duiding.database import new_id, now
from duiding.language.sentences import split_sentences
from duiding.sources import (
    Transcript,
    find_source,
    import_transcript,
    list_sources,
    read_transcript,
)
from duiding.study import Study, open_study
from duiding.text import count_words

WORDS, CODINGS, SUGGESTIONS = 25_000, 1_600, 400
COLUMNS, LINES = 120, 40
TIMES = 60
QUIET, STARTED = 0.08, 0.5
"""Seconds without a byte after which a key, and the start, count as drawn."""
CODER, COLLEAGUE, NAME = "codeur-a", "codeur-b", "lang"
OPEN = "open the transcript"
HEADERS = ("key", "wall ms median", "p95", "CPU ms median", "p95", "goal p95")


class Step(NamedTuple):
    """A key that is measured, with a goal for the CPU ms of 95 in 100."""

    name: str
    key: str
    goal: str = ""


STEPS = (
    Step("next sentence", "j", "≤ 16"),
    Step("page down", " ", "≤ 25"),
    Step("apply a code, saved", "1"),
    Step("undo, saved", "u"),
    Step("next turn without a code", "n"),
    Step("next suggestion", "s"),
    Step("list of codes opens", "c"),
    Step("list of codes closes", "q"),
)


def prepare(study: Path, folder: Path) -> Path:
    """Make a study with one long, heavily coded transcript out of those of another study."""
    for name in ("duiding.toml", "duiding.db"):
        shutil.copy(study / name, folder / name)
    with open_study(folder) as opened:
        told = _long_transcript(opened, folder)
        chance = random.Random(7)
        sentences = [
            span for turn in told.turns for span in split_sentences(told.text, turn.start, turn.end)
        ]
        codes = [code.id for code in opened.codebook().codes if code.parent_id]

        def somewhere() -> NewCoding:
            first = chance.randrange(len(sentences) - 3)
            last = first + chance.choice((0, 0, 0, 1, 2))
            place = Fragment(told.source.text_id, sentences[first][0], sentences[last][1])
            return NewCoding(chance.choice(codes), place)

        news = [somewhere() for _ in range(CODINGS)]
        other = opened.coder_id(COLLEAGUE)
        apply_codes(opened.database, news, coder_id=other, origin=Origin.FILE)
        here = opened.coder_id(CODER)  # the program then goes on in this transcript
        apply_codes(opened.database, news[:1], coder_id=here, origin=Origin.HAND)
        _suggest(opened, told, [somewhere() for _ in range(SUGGESTIONS)])
    return folder


def _long_transcript(study: Study, folder: Path) -> Transcript:
    told = [read_transcript(study.database, source) for source in list_sources(study.database)]
    turns = [
        (t.speaker.label if t.speaker else "R1", " ".join(one.text[t.start : t.end].split()))
        for one in told
        for t in one.turns
    ]
    lines: list[str] = []
    words = 0
    while words < WORDS:
        label, said = turns[len(lines) % len(turns)]
        lines.append(f"{'I' if label.startswith(('I', 'M')) else 'R1'}: {said}")
        words += count_words(said)
    path = folder / f"{NAME}.txt"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    import_transcript(
        study.database,
        path,
        language="nl",
        wave="",
        coder_id=study.coder_id(CODER),
        name=NAME,
    )
    return read_transcript(study.database, find_source(study.database, NAME))


def _suggest(study: Study, told: Transcript, places: Sequence[NewCoding]) -> None:
    coder_id = study.coder_id(CODER)
    fresh = [
        Suggestion(
            id=new_id(),
            coder_id=coder_id,
            code_id=new.code_id,
            fragment=new.fragment,
            quote=told.text[new.fragment.start : new.fragment.end],
            engine="bench",
            engine_version="1",
            score=0.5,
            reason=("woord",),
            status=SuggestionStatus.OPEN,
        )
        for new in places
    ]
    with study.database.transaction():
        replace_open_suggestions(study.database, told.source.text_id, coder_id, fresh, now())


# In a terminal ------------------------------------------------------------------------------------


@contextlib.contextmanager
def _terminal(study: Path) -> Iterator[int]:
    pid, terminal = pty.fork()
    if pid == 0:
        command = duiding("--study", str(study), "--coder", CODER)
        os.execvpe(command[0], command, {**ENVIRONMENT, "TERM": "xterm-256color"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    try:
        yield terminal
    finally:
        os.kill(pid, signal.SIGKILL)
        os.close(terminal)
        os.waitpid(pid, 0)


def _until_quiet(terminal: int, start: float, quiet: float) -> float:
    """Read until nothing comes any more; return the milliseconds until the last byte."""
    last = start
    while select.select([terminal], [], [], quiet)[0] or last == start:
        os.read(terminal, 65536)
        last = time.perf_counter()
    return (last - start) * 1000


def in_terminal(study: Path) -> dict[str, list[float]]:
    """Return the wall times of opening the transcript and of every step."""
    with _terminal(study) as terminal:
        _until_quiet(terminal, time.perf_counter(), STARTED)

        def press(key: str, quiet: float = QUIET) -> float:
            start = time.perf_counter()
            os.write(terminal, key.encode())
            return _until_quiet(terminal, start, quiet)

        taken = {OPEN: [press("n", STARTED)]}
        for _ in range(TIMES):
            for step in STEPS:
                taken.setdefault(step.name, []).append(press(step.key))
        return taken


class _Silent:
    """Makes no suggestions."""

    def run(self, *_arguments: object, **_named: object) -> list[object]:
        return []


# Inside the program -------------------------------------------------------------------------------


def inside(study: Path) -> dict[str, list[float]]:
    """Return the CPU times of opening the transcript and of every step."""
    with open_study(study) as opened:
        return asyncio.run(_inside(opened))


async def _inside(study: Study) -> dict[str, list[float]]:
    from duiding.tui.app import DuidingApp
    from duiding.tui.session import Session

    session = Session(study, CODER)
    session.load_codes()
    app = DuidingApp(session, maker_for=lambda _study, _task: _Silent())
    gc.freeze()  # as the program does
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:

        async def press(key: str) -> float:
            start = time.process_time()
            app.post_message(events.Key("space" if key == " " else key, key))
            await pilot.pause()
            return (time.process_time() - start) * 1000

        await pilot.pause()
        taken = {OPEN: [await press("n")]}
        await pilot.pause(STARTED)
        for _ in range(TIMES):
            for step in STEPS:
                taken.setdefault(step.name, []).append(await press(step.key))
        return taken


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(prog="python -m bench.screen", description=__doc__)
    options.add_argument("study", type=Path, help="a study with transcripts and a codebook")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="duiding-screen-") as name:
        study = prepare(chosen.study, Path(name))
        cpu, wall = inside(study), in_terminal(study)
    goals = {step.name: step.goal for step in STEPS}
    rows = [
        (key, *_figures(wall[key]), *_figures(cpu[key]), goals.get(key, ""))
        for key in (OPEN, *goals)
    ]
    print(f"{WORDS:,} words, {CODINGS + SUGGESTIONS:,} codings and suggestions, {COLUMNS}x{LINES}")
    print_table(HEADERS, rows, right=(1, 2, 3, 4))


def _figures(milliseconds: Sequence[float]) -> tuple[str, str]:
    if len(milliseconds) < 2:
        return f"{milliseconds[0]:.0f}", ""
    return f"{median(milliseconds):.1f}", f"{quantiles(milliseconds, n=20)[-1]:.1f}"


if __name__ == "__main__":
    main()
