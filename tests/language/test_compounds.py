"""Compounds fall into their real parts, and words that only look like compounds stay whole."""

import gzip
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duiding.errors import Missing
from duiding.language import compound_parts, split_compound
from duiding.language.compounds import (
    PART_LIST,
    PartList,
    compound_pieces,
    part_list,
    read_part_list,
)
from duiding.language.lemmas import WordList, read_word_list

HERE = Path(__file__).parent
NOT_YET = "?"


def lines(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split()


@pytest.fixture(scope="module")
def words() -> WordList:
    return read_word_list()


@pytest.fixture(scope="module")
def parts() -> PartList:
    return part_list()


def found(term: str, word: str, words: WordList) -> bool:
    """Look for a term in a text of one word: its form and its lemma, and the parts of both."""
    wanted, said = {term, words.lemma(term)}, {word, words.lemma(word)}
    return not wanted.isdisjoint(said.union(*map(compound_parts, said)))


def test_terms_are_found_in_compounds_and_nowhere_else(words: WordList) -> None:
    table = [
        (term, sign, word) for term, sign, *rest in lines("compound_terms.txt") for word in rest
    ]
    assert len(table) >= 300
    assert sum(sign == "-" for _term, sign, _word in table) >= 100
    wrong = {
        (term, sign, word)
        for term, sign, word in table
        if found(term, word.strip(NOT_YET), words) != (sign == "+")
    }
    assert wrong == {row for row in table if row[2].startswith(NOT_YET)}


@pytest.mark.parametrize(("word", "expected"), [(w, p) for w, *p in lines("compound_splits.txt")])
def test_words_fall_into_their_smallest_parts(word: str, expected: list[str]) -> None:
    assert split_compound(word) == tuple(expected or [word])


def test_parts_of_every_length_are_told() -> None:
    assert compound_parts("schuldhulpverlening") == {
        *("schuld", "hulp", "verlening", "schuldhulp", "hulpverlening")
    }
    assert {"arbeidsmarkt", "marktregio"} < compound_parts("arbeidsmarktregio")
    assert {"schuld", "schulden"} < compound_parts("jeugdschulden")
    assert compound_parts("gezondheid") == frozenset()


def joined(parts: PartList) -> st.SearchStrategy[str]:
    """Words put together from parts that are known, and from some that are not."""
    known = st.sampled_from(sorted(parts.before) + sorted(parts.after) + sorted(parts.whole))
    return st.lists(known | st.sampled_from(["en", "s", "-", "q", "ij"]), max_size=5).map("".join)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_parts_join_to_the_word_again(parts: PartList, data: st.DataObject) -> None:
    word = data.draw(joined(parts) | st.text(max_size=80))
    pieces = compound_pieces(word)
    assert word == "".join(
        word[piece.start : piece.end] + word[piece.end : following]
        for piece, following in zip(pieces, [*(p.start for p in pieces[1:]), None], strict=True)
    )
    assert {word[a.end : b.start] for a, b in pairwise(pieces)} <= {"", "-"}
    for piece in pieces:
        written = word[piece.start : piece.end]
        assert written[:1] == piece.base[:1]
        assert len(piece.base) <= len(written) + 2
    assert split_compound(word) == (tuple(p.base for p in pieces) if len(pieces) > 1 else (word,))
    assert word not in compound_parts(word)
    if len(pieces) > 1:
        assert set(split_compound(word)) - {word} <= compound_parts(word)


STRANGE = ["", "-", "--", "a-", "\x00", "\ud800", "👩‍👩‍👧", "ß", "ŉ", "İstanbul", "schuld hulp"]
LONG = ["x" * 5000, "werk" * 1250, "werk" * 16, "en" * 32, "s" * 64, "-".join(["werk"] * 12)]


@pytest.mark.parametrize("word", STRANGE + LONG, ids=lambda word: f"{word[:6]!a} {len(word)}")
def test_no_word_is_too_strange_or_too_long(word: str) -> None:
    start = time.perf_counter()
    assert split_compound(word)
    assert word not in compound_parts(word)
    assert time.perf_counter() - start < 2


def test_nothing_is_read_before_it_is_needed() -> None:
    code = (
        "import sys, duiding.language.compounds as c\n"
        "assert c.part_list.cache_info().currsize == 0\n"
        "assert 'spacy' not in sys.modules\n"
        "assert c.split_compound('koopwoning') == ('koop', 'woning')\n"
        "assert 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_notice_travels_with_the_list() -> None:
    notice = PART_LIST.with_name("NOTICE.md").read_text(encoding="utf-8")
    for source in (PART_LIST.name, "OpenTaal", "wordfreq", "SUBTLEX", "CC BY-SA 4.0"):
        assert source in notice
    assert PART_LIST.stat().st_size < 250_000


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"no gzip at all",
        PART_LIST.read_bytes()[:-2000],
        gzip.compress(b"another file\nschuld\t1\t\n"),
        gzip.compress(b"duiding compound parts 1\nschuld\n"),
        gzip.compress(b"duiding compound parts 1\nschuld\tmuch\t\n"),
        gzip.compress(b"duiding compound parts 1\nschuld\t1\t1"),
        gzip.compress(b"duiding compound parts 1\n\xff\t1\t1\n"),
    ],
    ids=[
        *("missing", "empty", "no gzip", "cut off", "other file"),
        *("no columns", "no number", "no last line end", "no text"),
    ],
)
def test_a_missing_or_damaged_list_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "nl_compounds.tsv.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Missing, match=r"nl_compounds\.tsv\.gz"):
        read_part_list(path)
