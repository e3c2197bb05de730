"""How long suggestions take at the size of a study, and how much memory."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from duiding.codebook import Codebook
from duiding.coding import (
    Fragment,
    NewCoding,
    SuggestionStatus,
    accept_suggestion,
    all_codings,
    apply_codes,
    reject_suggestion,
    suggestions,
)
from duiding.coding.describing import suggestable
from duiding.coding.model import Origin
from duiding.coding.suggesting import Suggester
from duiding.sources import import_transcript, list_sources, read_transcript
from duiding.sources.annotating import annotate_sources
from duiding.study import Study
from duiding.text import count_words

CODINGS = 1500
NEW_WORDS = 10_000
Timed = tuple[str, float, float]
"""What, and the seconds on the clock and on the processor."""


def timed(what: str, work: Callable[[], object]) -> Timed:
    """Do some work and tell how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return what, time.perf_counter() - clock, time.process_time() - processor


def measure(study: Study, scratch: Path) -> Iterator[Timed]:
    """Fill a copy of the example study up to its size, and measure there."""
    coder_id, book = study.coder_id(), study.codebook()
    _code_more(study, book, coder_id)
    new = _new_source(study, scratch)
    everything = list_sources(study.database)
    list(annotate_sources(study.database, study.pipelines(), everything))
    suggester = Suggester(book, study.pipelines(), coder_id=coder_id)
    first = [s for s in everything if s.name != new]
    yield timed(
        f"first run, {len(first)} sources, {len(all_codings(study.database))} codings",
        lambda: suggester.run(study.database, first),
    )
    for decide in (accept_suggestion, reject_suggestion, accept_suggestion):
        waiting = suggestions(study.database, status=SuggestionStatus.OPEN, coder_id=coder_id)
        surest = max(waiting, key=lambda suggestion: suggestion.score)
        [source] = [s for s in first if s.text_id == surest.fragment.text_id]
        decide(study.database, surest.id, coder_id=coder_id)
        yield timed(
            f"after a decision ({decide.__name__.partition('_')[0]})",
            partial(suggester.run, study.database, [source]),
        )
    [fresh] = [s for s in everything if s.name == new]
    words = count_words(read_transcript(study.database, fresh).text)
    yield timed(
        f"a new annotated source of {words:,} words",
        lambda: suggester.run(study.database, [fresh]),
    )


def peak_mb() -> float:
    """Return the largest resident memory of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used * (1 if sys.platform == "darwin" else 1024) / 1_000_000


def _code_more(study: Study, book: Codebook, coder_id: str) -> None:
    """Add codings on sentences drawn at random until there are enough."""
    chance = np.random.default_rng(11)
    codes = suggestable(book)
    sources = list_sources(study.database)
    told = list(annotate_sources(study.database, study.pipelines(), sources))
    places = [
        Fragment(one.transcript.source.text_id, sentence.start, sentence.end)
        for one in told
        for sentence in one.respondent_sentences()
        if sentence.last - sentence.first > 6
    ]
    missing = CODINGS - len(all_codings(study.database))
    news = [
        NewCoding(codes[int(chance.integers(len(codes)))].id, places[int(place)])
        for place in chance.choice(len(places), size=missing)
    ]
    apply_codes(study.database, news, coder_id=coder_id, origin=Origin.HAND)


def _new_source(study: Study, scratch: Path) -> str:
    """Import a source of about ten thousand words, put together from the others."""
    lines: list[str] = []
    words = 0
    for source in list_sources(study.database):
        told = read_transcript(study.database, source)
        for turn in told.turns:
            text = told.text[turn.start : turn.end].replace("\n", " ")
            lines.append(f"{'Spreker' if turn.is_respondent else 'Interviewer'}: {text}")
            words += count_words(text)
        if words > NEW_WORDS:
            break
    path = scratch / "lang-gesprek.txt"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    import_transcript(study.database, path, language="nl", wave="", coder_id=study.coder_id())
    return "lang-gesprek"
