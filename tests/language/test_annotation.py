"""An annotation that was packed comes back whole; damaged bytes never pass for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.language import Annotation, Sentence, Token, pack, unpack

numbers = st.integers(0, 2**31 - 1)
words = st.text(max_size=12)
tokens = st.lists(st.builds(Token, numbers, numbers, words, words, words, words), max_size=20)
sentences = st.lists(st.builds(Sentence, numbers, numbers, numbers, numbers, numbers), max_size=8)


@given(tokens, sentences)
def test_what_was_packed_comes_back(some: list[Token], spans: list[Sentence]) -> None:
    whole = Annotation(tuple(some), tuple(spans))
    assert unpack(pack(whole)) == whole


@given(st.data())
def test_damaged_bytes_are_told_apart(data: st.DataObject) -> None:
    packed = pack(Annotation((Token(0, 4, "huis", "huis"),), (Sentence(0, 4, 0, 0, 1),)))
    place = data.draw(st.integers(0, len(packed) - 1))
    broken = packed[:place] + bytes([packed[place] ^ 0x55]) + packed[place + 1 :]
    for damaged in (packed[:place], broken):
        with pytest.raises(ValueError, match="damaged annotation"):
            unpack(damaged)
