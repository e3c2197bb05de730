"""Make the Dutch pipeline: prepare the data, train, package, evaluate, describe.

    python language-model/build.py DATA [--work FOLDER] [--out FOLDER] [--again STEP ...]

DATA holds ``ud/*.conllu.gz`` and ``ner/`` (see README.md). A step that was done is not done again,
unless --again names it (then also what follows from it): so a training that was cut off costs only
itself.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import card
import evaluate
import nametexts
import package
import treebank

HERE = Path(__file__).parent
ROOT = HERE.parent
SHIPPED = ROOT / "src" / "duiding" / "language" / "models" / "nl_duiding_sm"
NOTICE = HERE / "NOTICE.md"
LONGEST_NAME = 5
"""A test sentence of at most so many words may occur in the training files: it is just a name."""


class Build:
    """The steps, each with its results in a folder of its own."""

    def __init__(self, data: Path, work: Path, out: Path) -> None:
        self.data, self.work, self.out = data, work, out
        self.prepared = work / "data"
        self.pipeline = work / package.FOLDER
        self.scores = work / "scores.json"
        self.steps: dict[str, Callable[[], None]] = {
            "prepare": self.prepare,
            "core": lambda: self.train("core", "train", "dev"),
            "names": lambda: self.train("names", "ner_train", "ner_dev"),
            "package": self.package,
            "evaluate": self.evaluate,
            "ship": self.ship,
        }
        self.follows: dict[str, tuple[str, ...]] = {
            "prepare": ("core", "names", "package", "evaluate", "ship"),
            "core": ("package", "evaluate", "ship"),
            "names": ("package", "evaluate", "ship"),
            "package": ("evaluate", "ship"),
            "evaluate": ("ship",),
        }

    def run(self, again: list[str]) -> None:
        """Do the steps that were not done."""
        for name in again:
            for undone in (name, *self.follows.get(name, ())):
                self._stamp(undone).unlink(missing_ok=True)
        for name, step in self.steps.items():
            if self._stamp(name).exists():
                print(f"{name}: done before", flush=True)
                continue
            print(f"{name} ...", flush=True)
            step()
            self._stamp(name).touch()

    def prepare(self) -> None:
        """Write the data for spaCy. Raises RuntimeError when a test sentence is also learned."""
        leaks = treebank.leaks(self.data)
        print("test sentences that are also in the training files:", leaks or "none")
        if long := [text for text in leaks if len(text.split()) > LONGEST_NAME]:
            raise RuntimeError(f"{long[0]}: a test sentence is in the training files")
        self.prepared.mkdir(parents=True, exist_ok=True)
        treebank.prepare(self.data, self.prepared)
        nametexts.prepare(self.data, self.prepared)

    def train(self, part: str, training: str, dev: str) -> None:
        """Train with configs/PART.cfg; the best model on the dev set is kept."""
        arguments = [sys.executable, "-m", "spacy", "train", str(HERE / "configs" / f"{part}.cfg")]
        arguments += ["--paths.train", str(self.prepared / f"{training}.spacy")]
        arguments += ["--paths.dev", str(self.prepared / f"{dev}.spacy")]
        arguments += ["--output", str(self.work / part)]
        one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        subprocess.run(arguments, env={**os.environ, **one_thread}, check=True)

    def package(self) -> None:
        """Put the trained parts together."""
        core, names = (self.work / part / "model-best" for part in ("core", "names"))
        package.combine(core, names, self.pipeline, self.prepared / "dev.spacy")

    def evaluate(self) -> None:
        """Measure on the test sets."""
        scores = evaluate.evaluate(self.pipeline, self.prepared, self.data)
        self.scores.write_text(json.dumps(scores, indent=2, ensure_ascii=False), encoding="utf-8")

    def ship(self) -> None:
        """Copy the pipeline with its card and notice to where the program looks for it."""
        scores = json.loads(self.scores.read_text(encoding="utf-8"))
        package.add_scores(self.pipeline, scores)
        shutil.copy(NOTICE, self.pipeline / NOTICE.name)
        text = card.card(scores, package.size_of(self.pipeline))
        (self.pipeline / "MODEL_CARD.md").write_text(text, encoding="utf-8")
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.pipeline, self.out)
        print(f"{self.out.name}: {package.size_of(self.out):,} bytes")

    def _stamp(self, step: str) -> Path:
        return self.work / f".done-{step}"


def main() -> None:
    """Read the arguments and do the steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "model")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--again", nargs="*", default=[], metavar="STEP")
    options = parser.parse_args()
    if not (options.data / "ud").is_dir():
        parser.error(f"{options.data}: there is no folder ud with treebanks in it")
    build = Build(options.data, options.work, options.out)
    if unknown := set(options.again) - set(build.steps):
        parser.error(f"no step {unknown.pop()}; the steps are {', '.join(build.steps)}")
    options.work.mkdir(parents=True, exist_ok=True)
    build.run(options.again)


if __name__ == "__main__":
    main()
