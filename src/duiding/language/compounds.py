"""Dutch compounds: from one written word to the words that it is made of.

A word is cut where both sides are known as parts of compounds: a part before the cut is a word with
or without a linking letter (``bijstand+s``, ``schuld+en``), the part after it a word or a form of
one. Each part has a weight for standing before and for standing after a cut, learned from words
that were split by hand; a cut counts when the two weights together are above zero, and the cuts
with the greatest sum are taken. Words that only look like compounds (``oorzaak``) are listed. The
list in ``data/`` is made by ``tools/make_compounds.py``; NOTICE.md beside it says from what.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from duiding.errors import Missing
from duiding.i18n import _
from duiding.language.lemmas import WordList, apply_ending, read_word_list

PART_LIST = Path(__file__).parent / "data" / "nl_compounds.tsv.gz"
FIRST_LINE = "duiding compound parts 1"
LONGEST = 64
"""Letters of the longest word that is looked into; longer ones are never Dutch words."""
SHORTEST = 5
SHORTEST_HEAD = 3
_LONG_FORM = 5
_PLURALS_IN_S = ("es", "els", "ems", "ens", "ers", "aars", "jes")
_AT_THE_END = {"v": "f", "z": "s"}
_EACH_FURTHER_CUT = 2.0
_REMEMBERED = 1 << 16


class Piece(NamedTuple):
    """A part of a compound at ``word[start:end]``, linking letters included."""

    start: int
    end: int
    base: str
    """The part as a word: without linking letters, in its citation form."""


@dataclass(frozen=True, slots=True)
class PartList:
    """What parts of compounds look like, and what they weigh."""

    before: Mapping[str, tuple[str, float]] = field(default_factory=dict, repr=False)
    """How a part stands before a cut (``schulden``): its word and its weight."""
    after: Mapping[str, float] = field(default_factory=dict, repr=False)
    """The words that stand after a cut, with their weight."""
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Words with their parts as they are written, where the weights would be wrong."""
    whole: frozenset[str] = field(default_factory=frozenset, repr=False)
    """Words that only look like compounds, or whose parts mean something else now."""


class _Tail(NamedTuple):
    """The best way to cut the rest of a word, from the start of a piece on."""

    total: float
    weight: float
    """What the first piece weighs as the part after a cut."""
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=_REMEMBERED)
def split_compound(word: str) -> tuple[str, ...]:
    """Return the smallest parts of a lower-case Dutch word, each as a word of its own.

    Linking letters are dropped and the last part is in its citation form: ``schuldhulpverlening``
    gives schuld, hulp, verlening and ``jeugdschulden`` jeugd, schuld. A word that is no compound
    is its own and only part, as it came. Raises Missing when the list of parts is missing or
    damaged.
    """
    pieces = compound_pieces(word)
    return tuple(piece.base for piece in pieces) if len(pieces) > 1 else (word,)


@lru_cache(maxsize=_REMEMBERED)
def compound_parts(word: str) -> frozenset[str]:
    """Return every word that a lower-case Dutch word is made of, short and long, without itself.

    ``schuldhulpverlening`` has schuld, hulp, verlening, schuldhulp and hulpverlening. The last
    part is there as it is written and in its citation form. Raises Missing as split_compound does.
    """
    pieces = compound_pieces(word)
    if len(pieces) == 1:
        return frozenset()
    parts: set[str] = set()
    for first, piece in enumerate(pieces):
        for last in pieces[first:]:
            parts.add(word[piece.start : last.start] + last.base)
        parts.add(word[piece.start :])
    whole = word[: pieces[-1].start] + pieces[-1].base
    return frozenset(parts - {word, whole})


@lru_cache(maxsize=_REMEMBERED)
def compound_pieces(word: str) -> tuple[Piece, ...]:
    """Return where the smallest parts of a word stand in it; one piece when it is no compound."""
    whole = (Piece(0, len(word), word),)
    if not SHORTEST <= len(word) <= LONGEST:
        return whole
    pieces: list[Piece] = []
    start = 0
    for section in word.split("-"):
        if not section or (len(section) == 1 and section.isalpha()):
            return whole  # e-mail, vitamine-c, a dash
        inside = _pieces(section) if section.isalpha() else (Piece(0, len(section), section),)
        pieces += [Piece(start + one.start, start + one.end, one.base) for one in inside]
        start += len(section) + 1
    return tuple(pieces)


def _pieces(word: str) -> tuple[Piece, ...]:
    """Return the parts of a word without hyphens."""
    known = part_list()
    for form in (word, *_lemmas(word)):
        if form in known.whole:
            return (Piece(0, len(word), word),)
        if form in known.fixed:
            return tuple(_fixed_pieces(len(word), known.fixed[form], known))
    lemma = _words().lemma(word)
    if lemma != word and _words().forms.get(lemma) == lemma and len(compound_pieces(lemma)) == 1:
        return (Piece(0, len(word), word),)  # a form of a word that is no compound: kappers
    tails: dict[int, list[_Tail]] = {}
    for start in range(len(word) - SHORTEST_HEAD, 0, -1):
        head = _head(word[start:], known)
        if head is not None:
            piece = Piece(start, len(word), head[0])
            tails[start] = [_Tail(0.0, head[1], (piece,))]
    if tails:
        for start in range(len(word) - SHORTEST_HEAD - 2, -1, -1):
            _extend(word, start, tails, known)
        found = [tail for tail in tails.get(0, ()) if len(tail.pieces) > 1]
        if found:
            pieces = max(found).pieces
            return tuple(small for piece in pieces for small in _smallest(piece))
    return (Piece(0, len(word), word),)


def _extend(word: str, start: int, tails: dict[int, list[_Tail]], known: PartList) -> None:
    """Put every part that can stand at ``start`` before the tails that follow it."""
    for end, following in list(tails.items()):
        part = known.before.get(word[start:end]) if end - start > 1 else None
        if part is None:
            continue
        base, before = part
        best: _Tail | None = None
        for tail in following:
            gain = before + tail.weight
            if gain <= 0 or _only_looks_so(word, start, tail.pieces[0], known):
                continue
            total = tail.total + gain - (_EACH_FURTHER_CUT if len(tail.pieces) > 1 else 0.0)
            if best is None or total > best.total:
                best = _Tail(total, 0.0, tail.pieces)
        if best is None:
            continue
        weight = known.after.get(base)
        if start == 0 or weight is not None:
            pieces = (Piece(start, end, base), *best.pieces)
            tails.setdefault(start, []).append(_Tail(best.total, weight or 0.0, pieces))


def _only_looks_so(word: str, start: int, piece: Piece, known: PartList) -> bool:
    """Say whether a part with the one after it is listed as no compound: net+werk."""
    as_written = word[start : piece.end]
    return as_written in known.whole or word[start : piece.start] + piece.base in known.whole


def _head(form: str, known: PartList) -> tuple[str, float] | None:
    """Return the word that a form after the last cut is of, and its weight."""
    weight = known.after.get(form)
    if weight is not None and weight > 0:
        return form, weight
    for lemma in _lemmas(form):
        if lemma[:2] == form[:2] and lemma in known.after:
            return lemma, known.after[lemma]
    return None if weight is None else (form, weight)


def _lemmas(form: str) -> Iterator[str]:
    """Yield what a plural, or a long adjective with an ending, may be of."""
    if form.endswith(("s", "n")) or (form.endswith("e") and len(form) > _LONG_FORM):
        words = _words()
        yield words.forms.get(form, form)
        yield apply_ending(form, words.endings)
    if form.endswith(_PLURALS_IN_S):
        yield form[:-1]
    if form.endswith("en"):  # the word lists may not know it, or only as a verb: kosten
        stem = form[:-2]
        yield stem
        yield form[:-1]
        if stem[-2:-1] == stem[-1:]:
            yield stem[:-1]
        else:
            yield stem[:-1] + stem[-2:-1] + _AT_THE_END.get(stem[-1:], stem[-1:])


def _smallest(piece: Piece) -> Iterator[Piece]:
    """Yield the parts of a part that is a compound itself."""
    *parts, last = compound_pieces(piece.base)
    for part in parts:
        yield Piece(piece.start + part.start, piece.start + part.end, part.base)
    yield Piece(piece.start + last.start, piece.end, last.base)


def _fixed_pieces(end: int, parts: Sequence[str], known: PartList) -> Iterator[Piece]:
    """Yield the listed parts of a word that ends at ``end``."""
    start = 0
    for part in parts[:-1]:
        base = known.before.get(part, (part, 0.0))[0]
        yield Piece(start, start + len(part), base)
        start += len(part)
    yield Piece(start, end, parts[-1])


@lru_cache(maxsize=1)
def _words() -> WordList:
    return read_word_list()


@lru_cache(maxsize=1)
def part_list() -> PartList:
    """Return the list that comes with the program, read when it is first needed."""
    return read_part_list(PART_LIST)


def read_part_list(path: Path) -> PartList:
    """Read a list of parts. Raises Missing when the file is not there or damaged."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines = file.read().split("\n")
        return _parse(lines)
    except (OSError, EOFError, ValueError, IndexError, zlib.error) as error:
        raise Missing(
            _(
                "The list of Dutch compound parts {path} is missing or damaged, so no suggestions "
                "can be made. Install duiding again."
            ).format(path=path)
        ) from error


def _parse(lines: list[str]) -> PartList:
    """Take the lines apart.

    ``=word`` is a word that stays whole, ``=part|part`` one with fixed parts. ``part TAB before
    TAB after TAB word`` is a part with its weights in tenths, each empty when it cannot stand
    there, and its word when that is another.
    """
    if lines[0] != FIRST_LINE or lines[-1]:
        raise ValueError(lines[0])
    before: dict[str, tuple[str, float]] = {}
    after: dict[str, float] = {}
    fixed: dict[str, tuple[str, ...]] = {}
    whole: set[str] = set()
    for line in lines[1:-1]:
        if line.startswith("="):
            parts = tuple(line[1:].split("|"))
            if len(parts) > 1:
                fixed["".join(parts)] = parts
            else:
                whole.add(parts[0])
            continue
        part, as_first, as_last, *base = line.split("\t")
        if as_first:
            before[part] = (base[0] if base else part, int(as_first) / 10)
        if as_last:
            after[part] = int(as_last) / 10
    return PartList(before, after, fixed, frozenset(whole))
