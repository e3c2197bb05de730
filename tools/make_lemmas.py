"""Make the Dutch word list of the program from treebanks in CoNLL-U.

python tools/make_lemmas.py FOLDER     FOLDER holds train*, dev* and test*.conllu.gz

The list is made from the train and dev files. Its accuracy on each test file (share of tokens
whose lemma is right, capitals aside) is printed: the table alone, and with the endings.
"""

import gzip
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from duiding.language.lemmas import (
    FIRST_LINE,
    LONGEST_ENDING,
    WORD_LIST,
    WordList,
    read_word_list,
)

Counts = dict[str, Counter[str]]
NO_WORDS = {"PUNCT", "SYM"}
SHORTEST_FORM = 5
LEAST_FORMS = 2
KEPT = 2


def tokens(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield form, lemma and part of speech of every token."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                yield columns[1], columns[2], columns[3]


def count(paths: Iterable[Path]) -> Counts:
    """Return how often each lower-case form has each lemma."""
    counts: Counts = defaultdict(Counter)
    for path in paths:
        for form, lemma, part_of_speech in tokens(path):
            if part_of_speech not in NO_WORDS and any(map(str.isalpha, form)):
                counts[form.lower()][lemma.lower()] += 1
    return counts


def most_frequent(counts: Counts) -> dict[str, str]:
    """Return the most frequent lemma of each form; a lemma that is no form stands for itself."""
    forms = {form: max(sorted(found), key=found.__getitem__) for form, found in counts.items()}
    for found in counts.values():
        for lemma in found:
            forms.setdefault(lemma, lemma)
    return forms


def learn_endings(counts: Counts) -> dict[str, tuple[int, str]]:
    """Return for each telling ending what most forms with it lose and gain.

    A form counts once, however often it occurs. An ending that does what its own last letters do
    already is left out.
    """
    changes: dict[str, dict[tuple[int, str], float]] = defaultdict(lambda: defaultdict(float))
    for form, found in sorted(counts.items()):
        if not form.isalpha() or len(form) < SHORTEST_FORM:
            continue
        for lemma, number in sorted(found.items()):
            same = letters_in_common(form, lemma)
            if same < KEPT:
                continue
            for length in range(1, min(LONGEST_ENDING, len(form) - KEPT) + 1):
                changes[form[-length:]][len(form) - same, lemma[same:]] += number / found.total()
    endings: dict[str, tuple[int, str]] = {}
    for ending in sorted(changes, key=lambda ending: (len(ending), ending)):
        found_changes = changes[ending]
        if sum(found_changes.values()) < LEAST_FORMS:
            continue
        best = max(sorted(found_changes), key=found_changes.__getitem__)
        shorter = (endings[ending[i:]] for i in range(1, len(ending)) if ending[i:] in endings)
        if best != next(shorter, (0, "")):
            endings[ending] = best
    return endings


def letters_in_common(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def write(path: Path, words: WordList) -> None:
    """Write the list so that the same data give the same bytes."""
    lines = [FIRST_LINE]
    lines += [f"*{end}\t{cut}\t{add}" for end, (cut, add) in sorted(words.endings.items())]
    lines += [
        form if form == lemma else f"{form}\t{lemma}" for form, lemma in sorted(words.forms.items())
    ]
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as file:
        file.write(("\n".join(lines) + "\n").encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def accuracy(path: Path, words: WordList, lemma_of: Callable[[str], str]) -> str:
    """Return the share of right lemmas, over all tokens and over those with an unknown form."""
    right = total = right_unknown = unknown = 0
    for form, lemma, part_of_speech in tokens(path):
        good = lemma_of(form.lower()) == lemma.lower()
        total += 1
        right += good
        if part_of_speech not in NO_WORDS and form.lower() not in words.forms:
            unknown += 1
            right_unknown += good
    share = right_unknown / max(1, unknown)
    return f"{right / total:.4f} of {total} tokens, {share:.4f} of {unknown} unknown"


def main(arguments: list[str]) -> int:
    """Make the list and measure it."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    counts = count([*sorted(folder.glob("train*.gz")), *sorted(folder.glob("dev*.gz"))])
    write(WORD_LIST, WordList(most_frequent(counts), learn_endings(counts)))
    words = read_word_list()
    print(WORD_LIST, WORD_LIST.stat().st_size, "bytes")
    print(len(words.forms), "forms,", len(words.endings), "endings")
    for path in sorted(folder.glob("test*.gz")):
        print(path.name)
        print("  table alone  ", accuracy(path, words, lambda form: words.forms.get(form, form)))
        print("  with endings ", accuracy(path, words, words.lemma))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
