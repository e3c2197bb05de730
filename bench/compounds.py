"""Compounds: how many cuts and whole splits are right, and whether terms are found inside words.

python -m bench.compounds [--data DIR] [--wrong N]

DIR holds compounds/test.tsv.gz, words that were split by hand in the lemmas of UD_Dutch-LassySmall
and UD_Dutch-Alpino; nothing of it was used to make the list of parts. The gold leaves many words
whole that are made of two (sporthal, bloeddruk), so the precision is a lower bound: --wrong prints
what counted as wrong. The peer finds a term wherever its letters stand.
"""

import argparse
import gzip
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duiding.cli.output import print_table
from duiding.language.compounds import (
    PART_LIST,
    compound_parts,
    compound_pieces,
    part_list,
    split_compound,
)

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "dutch-nlp"
TABLE = ROOT / "tests" / "language" / "compound_terms.txt"
SHORTEST_TERM = 3
HEADERS = ("what", "by", "n", "right", "precision", "recall", "F", "exact")
Gold = dict[str, list[str]]
Finder = Callable[[str, str], bool]


@dataclass(slots=True)
class Count:
    """Right ones, those too many and those missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    exact: int = 0
    number: int = 0
    wrong: list[str] = field(default_factory=list)

    def row(self, what: str, by: str) -> list[str]:
        """Return a line of the table."""
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        both = 2 * precision * recall / max(1e-9, precision + recall)
        exact = f"{self.exact / self.number:.3f}" if self.exact else ""
        return [
            *(what, by, str(self.number), str(self.right)),
            *(f"{precision:.3f}", f"{recall:.3f}", f"{both:.3f}", exact),
        ]


def read_gold(path: Path) -> Gold:
    """Return words with their parts; a word that is no compound is its only part."""
    gold: Gold = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in list(file)[1:]:
            word, parts = line.split("\t")[:2]
            if word not in gold or parts != "-":
                gold[word] = [word] if parts == "-" else parts.split("_")
    return gold


def cuts(word: str, parts: Sequence[str]) -> set[int]:
    """Return where the parts but the first begin in the word."""
    places: set[int] = set()
    end = len(word)
    for part in reversed(parts[1:]):
        at = word.rfind(part[: max(3, len(part) - 2)], 0, end)
        if at <= 0:
            break
        places.add(at)
        end = at
    return places


def boundaries(gold: Gold) -> Count:
    """Compare where words are cut."""
    count = Count(number=len(gold))
    for word, parts in gold.items():
        wanted = cuts(word, parts)
        found = {piece.start for piece in compound_pieces(word)[1:]}
        count.right += len(wanted & found)
        count.extra += len(found - wanted)
        count.missed += len(wanted - found)
        count.exact += wanted == found
        if wanted != found:
            count.wrong.append("|".join(parts) + " > " + "|".join(split_compound(word)))
    return count


def splits(gold: Gold) -> Count:
    """Compare whole splits: all parts right, as words."""
    count = Count(number=len(gold))
    for word, parts in gold.items():
        found = list(split_compound(word))
        count.exact += found == parts
        if len(found) > 1 and len(parts) > 1:
            count.right += found == parts
        count.extra += len(found) > 1 and found != parts
        count.missed += len(parts) > 1 and found != parts
    return count


def terms_in_gold(gold: Gold, finder: Finder) -> Count:
    """Compare for each part that occurs in the gold in which words it is found."""
    words = {word: set(parts) - {word} for word, parts in gold.items()}
    terms = Counter(part for parts in words.values() for part in parts if part.isalpha())
    count = Count()
    for term in sorted(term for term in terms if len(term) >= SHORTEST_TERM):
        for word, parts in words.items():
            if word != term:
                _add(count, finder(term, word), term in parts)
    count.number = count.right + count.missed
    return count


def terms_in_table(finder: Finder) -> Count:
    """Compare with the table of the tests."""
    count = Count()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        term, sign, *words = line.split()
        for word in words if not line.startswith("#") else ():
            good = finder(term, word.strip("?"))
            count.number += 1
            count.exact += good == (sign == "+")
            _add(count, good, sign == "+")
    return count


def _add(count: Count, found: bool, wanted: bool) -> None:
    count.right += found and wanted
    count.extra += found and not wanted
    count.missed += wanted and not found


def inside(term: str, word: str) -> bool:
    """Find a term as ours do."""
    return term in compound_parts(word)


def letters(term: str, word: str) -> bool:
    """Find a term wherever its letters stand."""
    return term in word


def speed(words: Iterable[str]) -> str:
    """Return how fast new words are split, and known ones."""
    every = list(words)
    for cache in (split_compound, compound_parts, compound_pieces):
        cache.cache_clear()
    start = time.process_time()
    part_list()
    loaded = time.process_time()
    for word in every:
        compound_parts(word)
    new = time.process_time()
    for word in every:
        compound_parts(word)
    known = time.process_time()
    return (
        f"{len(every) / (new - loaded):,.0f} new words in a second of CPU, "
        f"{len(every) / (known - new):,.0f} known ones; list read in {(loaded - start) * 1000:.0f} "
        f"ms, {PART_LIST.stat().st_size / 1000:.0f} kB"
    )


def rows(gold: Gold) -> Iterator[list[str]]:
    """Yield the lines of the table."""
    yield boundaries(gold).row("cuts, gold test", "duiding")
    yield splits(gold).row("whole splits, gold test", "duiding")
    for name, finder in (("duiding", inside), ("letters", letters)):
        yield terms_in_gold(gold, finder).row("parts in words, gold test", name)
    for name, finder in (("duiding", inside), ("letters", letters)):
        yield terms_in_table(finder).row("terms in words, table", name)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench.compounds", description=__doc__)
    options.add_argument("study", nargs="?", help="not used; for python -m bench")
    options.add_argument("--data", type=Path, default=DATA, help="folder with compounds/")
    options.add_argument("--wrong", type=int, default=0, help="print as many wrong splits")
    options.add_argument("--part", default="test", help="part of the gold: test, dev")
    chosen = options.parse_args()
    path = chosen.data / "compounds" / f"{chosen.part}.tsv.gz"
    if not path.is_file():
        print(f"{path} is not there; name its folder with --data", file=sys.stderr)
        return 1
    gold = read_gold(path)
    part_list.cache_clear()
    print(speed(gold))
    print_table(HEADERS, list(rows(gold)), right=(2, 3, 4, 5, 6, 7))
    print("\n".join(boundaries(gold).wrong[: chosen.wrong]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
