"""Time and memory of reading words and sentences: ``python -m bench.annotation [--words N]``.

A study is filled with the turns of the example, said again until there are N words. Each line is
measured in a process of its own. Beside what duiding keeps stands spaCy's DocBin of the same
texts, which cannot be read without spaCy. Sentences are held against a hand-made gold standard.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.measure import PYTHON, Run, run
from duiding.cli.output import print_table
from duiding.database import new_id, now
from duiding.language.sentences import split_sentences
from duiding.sources import (
    Source,
    Transcript,
    Turn,
    import_transcript,
    list_sources,
    read_transcript,
)
from duiding.sources import store as sources_store
from duiding.sources.annotating import annotate_sources
from duiding.study import Study, open_study
from duiding.text import count_words, sha256

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "language" / "spoken_dutch.txt"
WORDS = 100_000
PER_SOURCE = 10_000
HEADERS = ("what", "CPU s", "wall s", "words/s CPU", "words/s wall", "peak MB")


def main() -> int:
    """Measure and print; with ``--part`` do what is measured, for one of the lines."""
    options = argparse.ArgumentParser(prog="python -m bench.annotation", description=__doc__)
    options.add_argument("study", nargs="?", type=Path, help="ignored, or where a part is done")
    options.add_argument("--words", type=int, default=WORDS, help="words in the large study")
    options.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.part:
        PARTS[chosen.part](chosen.study)
        return 0
    with tempfile.TemporaryDirectory(prefix="duiding-bench-") as folder:
        _measure(_large_study(Path(folder), chosen.words))
    _sentences()
    return 0


def _measure(folder: Path) -> None:
    words = _words(folder)
    print(f"{words:,} words, {os.cpu_count()} processors; peak memory is that of one process")
    loaded = _part("load", folder)
    rows = [_row("import spaCy and load", loaded, 0)]
    rows.append(_row("annotate, 1 process", _part("one", folder), words))
    kept_bytes = _kept_bytes(folder)
    rows.append(_row("read back what is kept", _part("one", folder), words))
    rows.append(_row("read back one source", _part("first", folder), 0))
    rows.append(_row("DocBin: annotate and write", _part("docbin", folder), words))
    rows.append(_row("DocBin: read back", _part("undocbin", folder), words))
    rows.append(_row("DocBin: read back one source", _part("undocbin-first", folder), 0))
    docbin_bytes = sum(path.stat().st_size for path in folder.glob("*.docbin"))
    _forget(folder)
    rows.append(_row("annotate, 2 processes", _part("two", folder), words))
    print_table(HEADERS, rows, right=(1, 2, 3, 4, 5))
    print(f"kept: {kept_bytes / words:.1f} bytes a word; DocBin: {docbin_bytes / words:.1f}")


def _row(name: str, taken: Run, words: int) -> tuple[str, ...]:
    cpu, wall = taken.cpu_ms / 1000, taken.wall_ms / 1000
    rates = (f"{words / cpu:,.0f}", f"{words / wall:,.0f}") if words else ("", "")
    return (name, f"{cpu:.2f}", f"{wall:.2f}", *rates, f"{taken.peak_mb:.0f}")


def _part(name: str, folder: Path) -> Run:
    return run([PYTHON, "-m", "bench.annotation", str(folder), "--part", name], folder=ROOT)


# What is measured ---------------------------------------------------------------------------------


def _load(folder: Path) -> None:
    with open_study(folder) as study:
        study.pipelines().load("nl")


def _annotate(processes: int, most: int | None = None) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        with open_study(folder) as study:
            sources = list_sources(study.database)[:most]
            for _read in annotate_sources(
                study.database, study.pipelines(), sources, processes=processes
            ):
                pass

    return do


def _docbin(folder: Path) -> None:
    from spacy.tokens import DocBin

    with open_study(folder) as study:
        nlp = study.pipelines().load("nl")._nlp  # noqa: SLF001 - nobody else is to have it
        for source in list_sources(study.database):
            found = DocBin(["LEMMA", "POS", "ENT_TYPE", "ENT_IOB"])
            for doc in nlp.pipe(_turns(read_transcript(study.database, source)), batch_size=64):
                found.add(doc)
            found.to_disk(folder / f"{source.name}.docbin")


def _undocbin(most: int | None = None) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        import spacy
        from spacy.tokens import DocBin

        vocab = spacy.blank("nl").vocab
        for path in sorted(folder.glob("*.docbin"))[:most]:
            for doc in DocBin().from_disk(path).get_docs(vocab):
                [(t.idx, t.lower_, t.lemma_, t.pos_, t.ent_type_) for t in doc]

    return do


PARTS: dict[str, Callable[[Path], None]] = {
    "load": _load,
    "one": _annotate(1),
    "two": _annotate(2),
    "first": _annotate(1, 1),
    "docbin": _docbin,
    "undocbin": _undocbin(),
    "undocbin-first": _undocbin(1),
}


def _turns(transcript: Transcript) -> list[str]:
    return [transcript.text[turn.start : turn.end] for turn in transcript.turns]


# The study ----------------------------------------------------------------------------------------


def _large_study(folder: Path, words: int) -> Path:
    """Return a study with the turns of the example, in sources of equal length."""
    root = folder / "study"
    root.mkdir()
    shutil.copy(ROOT / "duiding.toml", root)
    with open_study(root) as study:
        coder = study.coder_id()
        for path in sorted((ROOT / "transcripts").glob("[fi]*")):
            import_transcript(study.database, path, language="nl", wave="", coder_id=coder)
        examples = [read_transcript(study.database, s) for s in list_sources(study.database)]
        with study.database.transaction():
            for example in examples:
                sources_store.delete_source(study.database, example.source.id)
        for number in range(max(1, round(words / PER_SOURCE))):
            _store(study, _joined(examples, number), number)
    return root


def _joined(examples: list[Transcript], number: int) -> Transcript:
    """Return a transcript of PER_SOURCE words from the examples, beginning at one of them."""
    text, length = "", 0
    turns: list[Turn] = []
    for place in range(len(examples) * 10):
        example = examples[(number + place) % len(examples)]
        for turn in example.turns:
            spoken = example.text[turn.start : turn.end]
            start = len(text)
            text += spoken + "\n"
            turns.append(
                replace(turn, number=len(turns) + 1, speaker=None, start=start, end=len(text) - 1)
            )
            length += count_words(spoken)
            if length >= PER_SOURCE:
                return replace(example, text=text, turns=tuple(turns), sections=(), speakers=())
    raise ValueError("the examples have no words")


def _store(study: Study, told: Transcript, number: int) -> None:
    name = f"bron-{number:04}"
    source: Source = replace(told.source, id=new_id(), text_id=new_id(), name=name, version=1)
    with study.database.transaction():
        sources_store.insert_source(study.database, source)
        sources_store.insert_text(
            study.database,
            transcript=replace(told, source=source),
            sha256=sha256(told.text + name),
            at=now(),
        )


def _words(folder: Path) -> int:
    with open_study(folder) as study:
        return int(study.database.value("SELECT sum(words) FROM turn"))


def _kept_bytes(folder: Path) -> int:
    with open_study(folder) as study:
        return int(study.database.value("SELECT sum(length(packed)) FROM annotation"))


def _forget(folder: Path) -> None:
    with open_study(folder) as study, study.database.transaction():
        study.database.execute("DELETE FROM annotation")


# Sentences ----------------------------------------------------------------------------------------


def _sentences() -> None:
    print(f"\nSentence boundaries inside turns, {GOLD.name}")
    rows = [_scored(name, change) for name, change in _CHANGES.items()]
    print_table(("text", "boundaries", "found", "P", "R", "F"), rows, right=(1, 2, 3, 4, 5))


_CHANGES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without capitals": str.lower,
    "without capitals and marks": lambda text: "".join(
        character for character in text.lower() if character not in '.,?!…:;“”‘"()'
    ),
}


def _scored(name: str, change: Callable[[str], str]) -> tuple[str, ...]:
    right = made = wanted = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        parts = [change(part.strip()).strip() for part in line.partition(": ")[2].split("‖")]
        text = " ".join(parts)
        gold = {len(" ".join(parts[:count])) for count in range(1, len(parts))}
        ours = {end for _start, end in split_sentences(text, 0, len(text))[:-1]}
        right, made, wanted = right + len(gold & ours), made + len(ours), wanted + len(gold)
    precision, recall = right / made if made else 1.0, right / wanted
    score = 2 * precision * recall / (precision + recall) if right else 0.0
    figures = (f"{figure:.3f}" for figure in (precision, recall, score))
    return (name, str(wanted), str(made), *figures)


if __name__ == "__main__":
    sys.exit(main())
