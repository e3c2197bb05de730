"""The one cleaner for strings from outside, and the arithmetic of fragments."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.text import (
    CONTEXT_WIDTH,
    clean,
    clean_line,
    context,
    count_words,
    shorten,
    slug,
    trim_span,
)

anything = st.text(st.characters(exclude_categories=()))
FORBIDDEN = {"Cc", "Cs"}


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(anything)
def test_clean_text_has_nothing_that_moves_or_hides(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert {c for c in cleaned if unicodedata.category(c) in FORBIDDEN} <= {"\n"}
    assert not set(cleaned) & set("\u202a\u202e\u2066\u200b\u00ad\ufeff\u2028\u00a0")


@given(anything)
def test_offsets_survive_storage_as_utf8(text: str) -> None:
    assert clean(text).encode().decode() == clean(text)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x0bd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
        ("een\u00a0twee\tdrie", "een twee drie"),
        ("cafe\u0301", "café"),
        ("zie\u00adken\u200bhuis", "ziekenhuis"),
        ("\x1b]52;c;aGFjaw==\x07tekst", "]52;c;aGFjaw==tekst"),
        ("👩\u200d🔬 ok", "👩\u200d🔬 ok"),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(max_size=300), st.data())
def test_context_and_span_fit_together(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = context(text, start, end)
    assert before + text[start:end] + after in text
    assert len(before) == min(start, CONTEXT_WIDTH)
    assert len(after) == min(len(text) - end, CONTEXT_WIDTH)


@given(st.text(" \na", max_size=12), st.data())
def test_a_trimmed_span_lies_inside_and_has_no_blank_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = trim_span(text, start, end)
    assert start <= left <= right <= end
    assert text[left:right] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("zo'n drie-in-één pand, hè?", 4),
        ("12,5 procent", 3),
        ("— … —", 0),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("kort", 10, "kort"), ("een hele lange zin", 9, "een hele…"), ("a\n b", 5, "a b")],
)
def test_shorten(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(st.text(max_size=80), st.integers(1, 40))
def test_a_short_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Onderwijs en arbeidsmarkt", "onderwijs-en-arbeidsmarkt"),
        ("Één crèche & café", "een-creche-cafe"),
        ("«»", ""),
    ],
)
def test_slug(name: str, key: str) -> None:
    assert slug(name) == key
