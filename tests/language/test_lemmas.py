"""The word list gives forms of one word one lemma; a damaged list is told, not guessed around."""

import gzip
from pathlib import Path

import pytest

from duiding.errors import Missing
from duiding.language.lemmas import WORD_LIST, WordList, apply_ending, read_word_list


@pytest.fixture(scope="module")
def words() -> WordList:
    return read_word_list()


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("schulden", "schuld"),
        ("kinderen", "kind"),
        ("liep", "lopen"),
        ("gezonde", "gezond"),
        ("schuld", "schuld"),
        ("onderwijs", "onderwijs"),
    ],
)
def test_known_forms_have_their_citation_form(words: WordList, form: str, lemma: str) -> None:
    assert form in words.forms
    assert words.lemma(form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("deurwaarders", "deurwaarder"),  # plural
        ("aanmaningen", "aanmaning"),
        ("ontmoetingsplekken", "ontmoetingsplek"),  # compound: its last part
        ("patiënten", "patiënt"),
        ("belletje", "bel"),  # diminutive
        ("samengevoegd", "samenvoegen"),  # participle with a particle
        ("controleert", "controleren"),
        ("wóningen", "woning"),  # accent of emphasis
        ("kerkrade-woningen", "kerkrade-woning"),
        ("zzp'ers", "zzp'er"),
        ("drone's", "drone"),
        ("corporatie", "corporatie"),  # a citation form stays
        ("schooladvies", "schooladvies"),
        ("8,4%", "8,4%"),
        ("", ""),
        ("q7", "q7"),
    ],
)
def test_unknown_forms_get_the_likely_lemma(words: WordList, form: str, lemma: str) -> None:
    assert form not in words.forms
    assert words.lemma(form) == lemma


def test_an_ending_never_eats_the_word() -> None:
    assert apply_ending("en", {"en": (2, ""), "n": (1, "")}) == "en"
    assert apply_ending("aren", {"en": (2, ""), "aren": (4, "")}) == "ar"


def test_the_notice_travels_with_the_list() -> None:
    notice = WORD_LIST.with_name("NOTICE.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in notice
    assert WORD_LIST.stat().st_size < 250_000


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"no gzip at all",
        WORD_LIST.read_bytes()[:-2000],
        WORD_LIST.read_bytes()[:5000] + b"\0\1\2\3" + WORD_LIST.read_bytes()[5004:],
        gzip.compress(b"another file\nschuld\n"),
        gzip.compress(b"duiding word list 1\n*en\ttwo\t\n"),
        gzip.compress(b"duiding word list 1\n*en\n"),
        gzip.compress(b"duiding word list 1\nschuld"),
        gzip.compress(b"duiding word list 1\n\xff\xfe\n"),
    ],
    ids=[
        *("missing", "empty", "no gzip", "cut off", "changed bytes", "other file"),
        *("no number", "no columns", "no lemma", "no text"),
    ],
)
def test_a_missing_or_damaged_list_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "nl_lemmas.tsv.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Missing, match=r"nl_lemmas\.tsv\.gz"):
        read_word_list(path)
