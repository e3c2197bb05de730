"""The words of the sources of the list of Dutch compound parts, and how parts are written."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import srsly  # type: ignore[import-untyped]

from duiding.language.compounds import SHORTEST, SHORTEST_HEAD


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
    gram haftig halve heden heid iek ing isch isme ist liggen lijk ling logisch
    loos loze nier ren rijk ring schap sel sten ster tal teit tje vaardig vering vol waarts
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
Cut = tuple[str, str]
Gold = dict[str, list[str]]


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
