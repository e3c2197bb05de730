"""Kill the program at random moments while it codes: nothing that it acknowledged may be lost.

    python tests/database/kill9.py 200 [seed]       kill 200 times and print the figures

A child process opens a study and does acts of a coder (apply, remove, undo, redo, accept, reject);
after each commit it prints what it acknowledges. The parent kills it with SIGKILL after a random
time, opens the study again and looks. (It forks, so it runs in a process of its own, where no other
thread holds a lock.)
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from duiding.coding import (
    Fragment,
    accept_suggestion,
    all_codings,
    apply_code,
    redo,
    reject_suggestion,
    remove_coding,
    suggestions,
    undo,
)
from duiding.database import Database
from duiding.errors import Refused
from duiding.study import DATABASE_NAME, Study, open_study

ROOT = Path(__file__).parents[2]
READY = b"ready\n"


@dataclass(slots=True)
class Figures:
    """What a run of kills counted."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unacknowledged: int = 0
    """Acts that were saved though the kill came before the acknowledgement: at most one a kill."""
    damaged: int = 0
    disagreeing: int = 0
    """Times that history and codings did not agree, or a quote and its text."""
    logs_left: int = 0
    """Times that the kill left a write-ahead log to recover."""
    seconds: float = 0.0
    slowest_reopening_ms: float = 0.0
    problems: list[str] = field(default_factory=list)


def prepare(folder: Path) -> None:
    """Make a study with a text, a codebook and suggestions."""
    from tests import study_kit as kit

    with kit.new_study(folder) as study:
        kit.codebook(study)
        words = " ".join(f"woord{number}" for number in range(400))
        told = kit.transcript(
            study, "gesprek", "\n".join(f"R1: Beurt {n} {words}" for n in range(5))
        )
        for number in range(5):
            kit.suggestion(study, told, f"Beurt {number}", "schaamte")
        study.coder_id("codeur-a")


# The child ----------------------------------------------------------------------------------------


def work(folder: Path, seed: int) -> None:
    """Do acts for ever; print ``+id`` or ``-id`` for every coding made or removed, when saved."""
    dice = random.Random(seed)
    study = open_study(folder)
    study.database.value("PRAGMA wal_autocheckpoint=40")  # often: kills shall hit checkpoints too
    me = study.coder_id("codeur-a")
    text_id = study.database.value("SELECT id FROM source_text")
    codes = [code.id for code in study.codebook().codes]
    os.write(1, READY)
    while True:
        try:
            changes = _one_act(study, dice, me, text_id, codes)
        except Refused:
            continue
        seq = study.database.value("SELECT max(seq) FROM history")
        os.write(1, f"{seq} {' '.join(changes)}\n".encode())


def _one_act(
    study: Study, dice: random.Random, me: str, text_id: str, codes: list[str]
) -> list[str]:
    database, roll = study.database, dice.random()
    if roll < 0.6:
        start = dice.randrange(12_000)
        fragment = Fragment(text_id, start, start + dice.randrange(2, 400))
        coding = apply_code(database, code_id=dice.choice(codes), fragment=fragment, coder_id=me)
        return [f"+{coding.id}"]
    if roll < 0.7:
        codings = all_codings(database)
        if not codings:
            raise Refused
        return [f"-{remove_coding(database, dice.choice(codings).id, coder_id=me).id}"]
    if roll < 0.75:
        opened = [s for s in suggestions(database) if s.status == "open"]
        if not opened:
            raise Refused
        if dice.random() < 0.5:
            reject_suggestion(database, dice.choice(opened).id, coder_id=me)
            return []
        return [f"+{accept_suggestion(database, dice.choice(opened).id, coder_id=me).id}"]
    done = (undo if roll < 0.9 else redo)(database, coder_id=me)
    return [
        f"{'-' if change.after is None else '+'}{change.entity_id}"
        for change in done.changes
        if change.entity == "coding"
    ]


# The parent ---------------------------------------------------------------------------------------


def run(kills: int, *, seed: int = 1, longest: float = 0.1, folder: Path | None = None) -> Figures:
    """Kill a child ``kills`` times on one growing study and return what was counted."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="duiding-") as scratch:
            return run(kills, seed=seed, longest=longest, folder=Path(scratch))
    study_folder = folder / "onderzoek"
    prepare(study_folder)
    dice, figures, began = random.Random(seed), Figures(), time.monotonic()
    standing: set[str] = set()
    last = 0
    for number in range(kills):
        output = _kill_one(study_folder, dice, longest, seed=seed * 10_000 + number)
        acknowledged = _acknowledged(output)
        for seq, changes in acknowledged:
            last = seq
            for change in changes:
                (standing.add if change[0] == "+" else standing.discard)(change[1:])
        figures.kills += 1
        figures.acknowledged += len(acknowledged)
        log = study_folder / f"{DATABASE_NAME}-wal"
        figures.logs_left += log.exists() and log.stat().st_size > 0
        standing, last = _look(study_folder, standing, last, figures)
    figures.seconds = round(time.monotonic() - began, 1)
    return figures


def _kill_one(folder: Path, dice: random.Random, longest: float, *, seed: int) -> bytes:
    """Fork a worker, kill it after a random time and return all that it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(writing, 1)
        try:
            work(folder, seed)
        finally:
            os._exit(1)  # only after an error, whose traceback has been printed
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        output = pipe.readline()
        assert output == READY, output
        time.sleep(dice.uniform(0.0005, longest))
        os.kill(child, signal.SIGKILL)
        output = pipe.read()
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, "the worker stopped by itself"
    return output


def _acknowledged(output: bytes) -> list[tuple[int, list[str]]]:
    whole = output[: output.rfind(b"\n") + 1].decode().splitlines()
    return [(int(line.split()[0]), line.split()[1:]) for line in whole]


def _look(folder: Path, standing: set[str], last: int, figures: Figures) -> tuple[set[str], int]:
    """Compare what was acknowledged with what the study holds; return what stands in it now."""
    began = time.monotonic()
    with open_study(folder) as study:
        database = study.database
        codings = {coding.id: coding for coding in all_codings(database)}
        waited = (time.monotonic() - began) * 1000
        figures.slowest_reopening_ms = round(max(figures.slowest_reopening_ms, waited), 1)
        newest = database.value("SELECT max(seq) FROM history") or 0
        later = database.rows(
            "SELECT DISTINCT act_id FROM history WHERE seq > ? AND act <> 'add_coder'", (last,)
        )
        touched = {
            key for (key,) in database.rows("SELECT entity_id FROM history WHERE seq > ?", (last,))
        }
        figures.unacknowledged += len(later)
        lost = {key for key in standing ^ codings.keys() if key not in touched}
        figures.lost += len(lost) + (newest < last) + max(0, len(later) - 1)
        if not _whole(database):
            figures.damaged += 1
        if not _agrees(database):
            figures.disagreeing += 1
        if lost:
            figures.problems.append(f"kill {figures.kills}: {sorted(lost)[:3]}")
    return set(codings), newest


def _whole(database: Database) -> bool:
    sound = database.value("PRAGMA integrity_check") == "ok"
    return sound and not database.rows("PRAGMA foreign_key_check")


def _agrees(database: Database) -> bool:
    """Tell whether playing the history gives the codings, and every quote is in the text."""
    rows: dict[str, str] = {}
    for key, before, after in database.rows(
        "SELECT entity_id, before, after FROM history WHERE entity = 'coding' ORDER BY seq"
    ):
        if rows.pop(key, None) != before:
            return False
        if after is not None:
            rows[key] = after
    text = database.value("SELECT text FROM source_text")
    codings = all_codings(database)
    return rows.keys() == {c.id for c in codings} and all(
        text[c.fragment.start : c.fragment.end] == c.quote for c in codings
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    counted = run(int(sys.argv[1]), seed=int((sys.argv[2:] or ["1"])[0]))
    print(json.dumps(asdict(counted), indent=2))  # noqa: T201
    sys.exit(counted.lost + counted.damaged + counted.disagreeing > 0)
