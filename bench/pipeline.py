"""The Dutch pipelines: size, time to load, memory, words per second, scores on the test set.

python -m bench.pipeline [--data FOLDER] [--words N]

Beside ours: nl_core_news_sm when it is installed; else an untrained pipeline of the same build as
it, which shows speed and memory and nothing else. FOLDER holds ``ud/*.conllu.gz`` and ``ner/`` (see
language-model/README.md); without it the scores that were measured when ours was made are shown.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.measure import PYTHON, python, repeat
from duiding.cli.output import print_table

ROOT = Path(__file__).parents[1]
OURS = ROOT / "src" / "duiding" / "language" / "models" / "nl_duiding_sm"
DATA = ROOT.parent / "shared" / "data" / "dutch-nlp"
RECIPE = ROOT / "language-model"
PEER = "nl_core_news_sm"
UNTRAINED = "sm build, untrained"
# Published for nl_core_news_sm 3.8, on both test sets of release 2.8; NER has other labels there.
PUBLISHED = {
    "tag_acc": 0.940,
    "pos_acc": 0.958,
    "morph_acc": 0.951,
    "lemma_acc": 0.950,
    "dep_uas": 0.857,
    "dep_las": 0.805,
    "sents_f": 0.865,
    "ents_f": 0.715,
}
SPEED = """
import json, resource, sys, time
start = time.process_time()
import spacy
spacy_done = time.process_time()
nlp = spacy.load(sys.argv[1])
loaded = time.process_time()
texts = open(sys.argv[2], encoding="utf-8").read().split("\\n")
start = time.process_time()
words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
took = time.process_time() - start
scale = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
load = loaded - spacy_done
print(json.dumps({"load": load, "speed": words / took, "peak": peak, "words": words}))
"""
SCORE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import contextlib, io
import evaluate, nametexts, treebank
data, prepared = Path(sys.argv[2]), Path(sys.argv[3])
with contextlib.redirect_stdout(io.StringIO()):
    treebank.prepare(data, prepared)
    nametexts.prepare(data, prepared)
    scores = evaluate.evaluate(sys.argv[4], prepared, data)
print(json.dumps(scores))
"""


def main() -> int:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.pipeline", description=__doc__)
    parser.add_argument("study", nargs="?", help="not used; for python -m bench")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--words", type=int, default=50_000, help="length of the text for speed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="duiding-bench-") as folder:
        scratch = Path(folder)
        pipelines = {OURS.name: str(OURS)}
        if importlib.util.find_spec(PEER) is not None:
            pipelines[PEER] = PEER
        else:
            print(f"{PEER} is not installed: beside ours stands its build without training")
            pipelines[UNTRAINED] = str(_untrained(scratch / "untrained"))
        _print_speed(pipelines, scratch, options.words)
        _print_scores(pipelines, options.data, scratch)
    return 0


def _print_speed(pipelines: dict[str, str], scratch: Path, words: int) -> None:
    text = scratch / "text.txt"
    text.write_text(_turns(words), encoding="utf-8")
    rows = []
    for name, place in pipelines.items():
        told = _json(SPEED, place, str(text))
        cold = repeat(python(f"import spacy; spacy.load({place!r})"), 3)
        size = f"{_size(Path(place)) / 1e6:.1f}" if Path(place).is_dir() else ""
        rows.append(
            (
                name,
                size,
                f"{told['load'] * 1000:.0f}",
                f"{cold.cpu_ms:.0f}",
                f"{told['peak'] / 1e6:.0f}",
                f"{told['words']:,}",
                f"{told['speed']:,.0f}",
            )
        )
    heads = ("pipeline", "MB", "load, CPU ms", "with spaCy", "peak MB", "words", "words per CPU s")
    print_table(heads, rows, right=(1, 2, 3, 4, 5, 6))


def _print_scores(pipelines: dict[str, str], data: Path, scratch: Path) -> None:
    """Print the scores on the LassySmall test set beside the published ones."""
    measured: dict[str, dict[str, float]] = {}
    if (data / "ud").is_dir():
        for name, place in pipelines.items():
            if name != UNTRAINED:
                prepared = scratch / "data"
                prepared.mkdir(exist_ok=True)
                told = _json(SCORE, str(RECIPE), str(data), str(prepared), place)
                both, names = told["treebanks"], told["names"]["LassySmall test"]
                measured[f"{name}, LassySmall test"] = both["LassySmall test"] | names
                measured[f"{name}, both tests"] = both["both tests"]
    else:
        print(f"No test sets in {data} (--data): scores as measured when the pipeline was made.")
        meta = json.loads((OURS / "meta.json").read_text(encoding="utf-8"))
        measured[f"{OURS.name}, LassySmall test"] = meta["performance"]
    rows = [(f"{PEER} 3.8, published", *(f"{score:.3f}" for score in PUBLISHED.values()))]
    for name, scores in measured.items():
        cells = [f"{scores[key]:.3f}" if key in scores else "" for key in PUBLISHED]
        rows.append((name, *cells))
    heads = ("", "tag", "pos", "morph", "lemma", "uas", "las", "sentence F", "names F")
    print_table(heads, rows, right=range(1, len(heads)))
    print("Published: both test sets of release 2.8; its names have 18 types, ours four.")


def _turns(words: int) -> str:
    """Return turns of the example study's plain transcripts, repeated up to a number of words."""
    lines = [
        line.partition(": ")[2] or line
        for path in sorted((ROOT / "transcripts").glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    once = sum(len(line.split()) for line in lines)
    return "\n".join(lines * max(1, round(words / once)))


def _untrained(out: Path) -> Path:
    """Write a pipeline of the build of nl_core_news_sm that knows the labels ours gives."""
    import spacy
    from spacy.training import Example
    from spacy.util import load_config

    config = load_config(RECIPE / "configs" / "core.cfg")
    parts = config["components"]
    for half in parts["tok2vec"]["model"].values():
        if isinstance(half, dict):
            half["width"] = 96
    for name in config["nlp"]["pipeline"][1:]:
        parts[name]["model"]["tok2vec"]["width"] = 96
    parts["parser"]["model"] |= {"hidden_width": 64, "extra_state_tokens": False}
    parts["ner"] = load_config(RECIPE / "configs" / "names.cfg")["components"]["ner"]
    parts["ner"]["model"]["tok2vec"] = parts["tok2vec"]["model"]
    config["nlp"]["pipeline"].append("ner")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    ours = spacy.load(OURS)
    examples = [
        Example(nlp.make_doc(doc.text), doc) for doc in ours.pipe(_turns(3_000).splitlines())
    ]
    nlp.initialize(lambda: examples)
    nlp.to_disk(out)
    return out


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _json(code: str, *arguments: str) -> Any:
    """Run a piece of Python and return what it prints as JSON. Raises CalledProcessError."""
    told = subprocess.run(
        [PYTHON, "-c", code, *arguments], stdout=subprocess.PIPE, check=True, text=True
    )
    return json.loads(told.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
