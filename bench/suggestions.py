"""Suggestions: how good, how sure, how fast: ``python -m bench.suggestions [--data DIR]``.

Weights and choices were made on half of the example study (focus group 1 and interviews 1 to 6);
the other half is the test part, of which figures were seen once before the end. On the titles of
parliamentary questions kinds of models were compared, weights were not.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "1")

from bench import example, suggesting_example, suggesting_time, suggesting_titles
from duiding.cli.output import print_table
from duiding.study import open_study

BASELINE = {0.0: (0.147, 0.230), 0.5: (0.170, 0.217), 0.7: (0.232, 0.172), 0.8: (0.390, 0.056)}
"""Precision and recall of keywords alone, the only engine before, by the lowest score."""
SEEDS = range(5)


def main() -> int:
    """Measure and print the tables that are asked for."""
    options = argparse.ArgumentParser(prog="python -m bench.suggestions", description=__doc__)
    options.add_argument("study", nargs="?", type=Path, help="a study made by duiding demo")
    options.add_argument("--data", type=Path, help=f"folder with {suggesting_titles.FILE}")
    options.add_argument("--only", choices=("titles", "example", "time"))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="duiding-bench-") as folder:
        scratch = Path(folder)
        if chosen.data is not None and chosen.only in {None, "titles"}:
            _titles(chosen.data / suggesting_titles.FILE)
        if chosen.only in {None, "example", "time"}:
            study = scratch / "study"
            if chosen.study is None:
                study = example.prepare(scratch)
            else:
                shutil.copytree(chosen.study, study)
            if chosen.only != "time":
                _example(study)
            if chosen.only != "example":
                _time(study, scratch)
    return 0


def _titles(path: Path) -> None:
    titles = suggesting_titles.read_titles(path)
    corpus = suggesting_titles.corpus_of(titles)
    rankings = {
        "TF-IDF of words, logistic regression": suggesting_titles.reference(titles, letters=False),
        "the same with letters": suggesting_titles.reference(titles, letters=True),
        **suggesting_titles.engines(titles, corpus),
    }
    print(
        f"Titles of parliamentary questions: {len(titles.texts)} with {len(titles.themes)} themes,"
        f" {len(SEEDS)} draws; examples per theme (at most {suggesting_titles.MOST_OF:.0%} of it)"
    )
    rows = []
    for name, rank in rankings.items():
        figures = [
            suggesting_titles.measured(titles, rank, number, SEEDS)
            for number in suggesting_titles.EXAMPLES
        ]
        for what in ("top_1", "top_3", "macro_f1"):
            values = [f"{getattr(figure, what):.2f}" for figure in figures]
            rows.append((name, what.replace("_", " "), *values))
    print_table(("engine", "measure", *map(str, suggesting_titles.EXAMPLES)), rows)


def _example(study: Path) -> None:
    with open_study(study) as opened:
        told = suggesting_example.material(opened)
        plain = suggesting_example.material(opened, context=False)
    sources, one, other = suggesting_example.agreement(told)
    chances = suggesting_example.scored(told)
    without = suggesting_example.scored(plain)["combined, without context"]
    chances["combined, without context"] = without
    for part in ("test", "dev"):
        rows = told.rows(part)
        coded = int((told.truth[rows] > 0).any(axis=1).sum())
        hand = len(suggesting_example.hand_marks(told, part))
        print(
            f"\nExample study, {part} part: {len(rows)} sentences, {coded} coded, {hand} hand"
            f" codings, {told.truth.shape[1]} codes; each source as if new"
        )
        levels = suggesting_example.THRESHOLDS
        head = ("engine", "top 1", "top 3", "macro F1", "cal. error")
        lines = []
        for name, given in chances.items():
            found = suggesting_example.outcome(told, given, part)
            four = (found.top_1, found.top_3, found.macro_f1, found.error)
            at = [f"{n}: {p:.2f}/{r:.2f}" for n, p, r in found.at.values()]
            lines.append((name, *(f"{value:.3f}" for value in four), *at))
        print_table((*head, *(f"n: prec./recall at {level}" for level in levels)), lines)
    themes = suggesting_example.themes_help(told, chances["combined"], "dev")
    print(
        f"\nHuman ceiling: in {sources} sources coded by two, each found {one:.2f} and {other:.2f}"
        " of what the other coded (same code, overlapping place)."
        "\nBefore, keywords only, all sources, precision/recall by lowest score: "
        + ", ".join(f"{level}: {p:.3f}/{r:.3f}" for level, (p, r) in BASELINE.items())
        + "\nThemes instead of codes, where no code is likely enough (dev part): "
        + f"{themes['sentences']} sentences, {themes['of the theme']:.2f} of them of that theme."
    )


def _time(study: Path, scratch: Path) -> None:
    with open_study(study) as opened:
        rows = list(suggesting_time.measure(opened, scratch))
    print("\nTime")
    print_table(
        ("what", "seconds", "of processor"),
        [(what, f"{clock:.2f}", f"{processor:.2f}") for what, clock, processor in rows],
        right=(1, 2),
    )
    print(f"Peak memory of this process: {suggesting_time.peak_mb():.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
