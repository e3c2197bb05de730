"""Time of searches and of key terms: ``python -m bench.search [STUDY] [--large]``.

In the study (the example without an argument), and with ``--large`` in one that holds its sources
many times over, 1,000,000 words in all. *First* reads the texts and their kept words, *again* has
them in memory. CPU is time on the processor; that on the clock suffers from what else is running.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench import example
from duiding.analysis.keyness import key_terms
from duiding.analysis.sides import Side
from duiding.cli.output import print_table
from duiding.coding import undo
from duiding.database import new_id, now
from duiding.language import Pipelines, pack
from duiding.search import Concordance, Memory, Mode, Order, Query, code_hits, find, sort_hits
from duiding.sources import Transcript, list_sources
from duiding.sources import store as sources_store
from duiding.sources.annotating import annotate_sources
from duiding.study import Study, init_study, open_study
from duiding.text import count_words, sha256

LARGE = 1_000_000
HEADERS = ("search", "mode", "words", "hits", "first ms", "CPU ms", "again ms", "CPU ms", "goal")
GOAL_MS = 100
Result = TypeVar("Result")
QUERIES = (
    ("schuld", Mode.WORD),
    ("schuld*", Mode.WORD),
    ("schuld", Mode.LEMMA),
    ("schuld", Mode.PART),
    ("mensen in de wijk", Mode.LEMMA),
    ("de", Mode.WORD),
    (r"\bschuld\w+", Mode.REGEX),
)


def main() -> int:
    """Measure and print a table for each size."""
    options = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    options.add_argument("study", nargs="?", type=Path, help="folder of a study")
    options.add_argument("--runs", type=int, default=5, help="runs; the median counts")
    options.add_argument("--large", action="store_true", help="measure the large study too")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="duiding-search-") as folder:
        scratch = Path(folder)
        with open_study(chosen.study or example.prepare(scratch)) as study:
            pipelines = study.pipelines()
            began = time.perf_counter()
            seen = list(annotate_sources(study.database, pipelines, list_sources(study.database)))
            print(f"words made or read back in {time.perf_counter() - began:.1f} s")
            _measure(study, pipelines, chosen.runs)
            _coding(study, pipelines)
            if chosen.large:
                words = sum(count_words(one.transcript.text) for one in seen)
                with _many(study, scratch, pipelines, round(LARGE / words)) as large:
                    _measure(large, pipelines, chosen.runs)
    return 0


def _many(study: Study, scratch: Path, pipelines: Pipelines, times: int) -> Study:
    """Return a study with the sources of another one, each ``times`` times."""
    folder = scratch / "many"
    init_study(folder, study.settings)
    large = open_study(folder)
    seen = list(annotate_sources(study.database, pipelines, list_sources(study.database)))
    key = "SELECT pipeline FROM annotation LIMIT 1"
    pipeline = study.database.value(key)
    for number in range(times):
        for one in seen:
            told = _renamed(one.transcript, number)
            with large.database.transaction():
                sources_store.insert_source(large.database, told.source)
                sources_store.insert_text(
                    large.database, transcript=told, sha256=sha256(told.text), at=now()
                )
                sources_store.keep_annotation(
                    large.database, told.source.text_id, pipeline, pack(one.annotation), now()
                )
    return large


def _renamed(told: Transcript, number: int) -> Transcript:
    """Return a transcript under another name, with ids of its own."""
    source = replace(
        told.source, id=new_id(), text_id=new_id(), name=f"{told.source.name}-{number:03}"
    )
    speakers = {one.id: replace(one, id=new_id()) for one in told.speakers}
    turns = tuple(
        replace(turn, speaker=speakers[turn.speaker.id] if turn.speaker else None)
        for turn in told.turns
    )
    return replace(told, source=source, turns=turns, speakers=tuple(speakers.values()))


def _measure(study: Study, pipelines: Pipelines, runs: int) -> None:
    texts = [
        sources_store.text_of(study.database, source.text_id) or ""
        for source in list_sources(study.database)
    ]
    words = sum(map(count_words, texts))
    rows = [_row(study, pipelines, Query(*asked), words, runs) for asked in QUERIES]
    print_table(HEADERS, rows, right=(2, 3, 4, 5, 6, 7))
    hits = find(study.database, pipelines, Query("de", Mode.WORD)).hits
    taken, _used, _sorted = _timed(lambda: sort_hits(hits, Order.LEFT))
    print(f"sorting {len(hits):,} hits by what stands before them: {taken:.0f} ms", flush=True)
    _key_terms(study, pipelines)


def _row(
    study: Study, pipelines: Pipelines, query: Query, words: int, runs: int
) -> tuple[object, ...]:
    memory = Memory()

    def search() -> Concordance:
        return find(study.database, pipelines, query, memory=memory)

    wall, cpu, found = _timed(search)
    timed = [_timed(search)[:2] for _run in range(runs)]
    again, again_cpu = (median(figures) for figures in zip(*timed, strict=True))
    goal = f"< {GOAL_MS}" if words < LARGE / 2 else ""
    counts = (f"{words:,}", f"{len(found.hits):,}")
    taken = (f"{wall:.0f}", f"{cpu:.0f}", f"{again:.1f}", f"{again_cpu:.1f}")
    return (query.term, query.mode, *counts, *taken, goal)


def _key_terms(study: Study, pipelines: Pipelines) -> None:
    name = list_sources(study.database)[0].name
    wall, cpu, found = _timed(
        lambda: key_terms(study.database, pipelines, None, Side(sources=(name,)))
    )
    words = found.words_here + found.words_there
    print(f"terms of one source among {words:,} words: {wall:.0f} ms, CPU {cpu:.0f} ms", flush=True)


def _coding(study: Study, pipelines: Pipelines) -> None:
    """Code all hits of a frequent word, and take it back."""
    hits = find(study.database, pipelines, Query("de", Mode.WORD)).hits
    coder_id, code = study.coder_id(), study.codebook().codes[-1]
    wall, _used, done = _timed(lambda: code_hits(study.database, hits, code.id, coder_id))
    back, _used, _act = _timed(lambda: undo(study.database, coder_id=coder_id))
    print(f"{len(done.new):,} sentences coded as one act: {wall:.0f} ms, undone: {back:.0f} ms")


def _timed(act: Callable[[], Result]) -> tuple[float, float, Result]:
    """Return milliseconds on the clock and on the processor, and what came out."""
    began, used = time.perf_counter(), _cpu()
    result = act()
    cpu = _cpu() - used
    return (time.perf_counter() - began) * 1000, cpu * 1000, result


def _cpu() -> float:
    """Return the seconds that this program and its children were on the processor."""
    return time.process_time() + sum(os.times()[2:4])


if __name__ == "__main__":
    sys.exit(main())
