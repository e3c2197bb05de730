"""Phrases are found in every form, inside compounds too, and each hit says how."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duiding.language import Hit, Match, PhraseIndex, Token

LEMMAS = {"schulden": "schuld", "jeugdschulden": "jeugdschuld", "sociale": "sociaal"}
LEMMAS |= {"huurwoningen": "huurwoning", "woningen": "woning"}


def tokens(text: str, *, name: str = "") -> list[Token]:
    found: list[Token] = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        lower = word.lower()
        found.append(Token(start, start + len(word), lower, LEMMAS.get(lower, lower), "", name))
        start += len(word)
    return found


def find(phrases: Sequence[str], text: str, *, compounds: bool = True) -> list[Hit]:
    index = PhraseIndex.of(map(tokens, phrases), compounds=compounds)
    return list(index.find(tokens(text)))


@pytest.mark.parametrize(
    ("phrase", "text", "match", "part"),
    [
        ("schuld", "schuld", Match.EXACT, ""),
        ("schulden", "schulden", Match.EXACT, ""),
        ("schuld", "schulden", Match.LEMMA, ""),
        ("schulden", "schuld", Match.LEMMA, ""),
        ("schuld", "schuldhulpverlening", Match.COMPOUND, "schuld"),
        ("schulden", "jeugdschulden", Match.COMPOUND, "schuld"),
        ("hulpverlening", "schuldhulpverlening", Match.COMPOUND, "hulpverlening"),
        ("sociale woning", "sociale huurwoningen", Match.COMPOUND, "woning"),
        ("sociale huurwoning", "sociale huurwoningen", Match.LEMMA, ""),
    ],
)
def test_a_hit_says_how_the_phrase_was_recognised(
    phrase: str, text: str, match: Match, part: str
) -> None:
    (hit,) = find([phrase], text)
    assert (hit.start, hit.end) == (0, len(text))
    assert (hit.match, hit.part) == (match, part)


def test_a_compound_is_found_for_itself_and_for_its_parts() -> None:
    hits = find(["schuld", "schuldhulpverlening", "hulp"], "de schuldhulpverlening")
    assert {(hit.phrase, hit.match) for hit in hits} == {
        (("schuldhulpverlening",), Match.EXACT),
        (("schuld",), Match.COMPOUND),
        (("hulp",), Match.COMPOUND),
    }
    assert {(hit.start, hit.end) for hit in hits} == {(3, 22)}


def test_a_phrase_given_in_two_forms_is_exact_in_both() -> None:
    assert [hit.match for hit in find(["schulden", "schuld"], "schuld schulden")] == [0, 0]


def test_of_several_compounds_the_first_is_told() -> None:
    (hit,) = find(["woning schuld"], "huurwoning studieschuld")
    assert hit.part == "woning"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("arm", "armband"),
        ("ei", "eierdoos"),  # too short to be looked for inside
        ("sociale woning", "huurwoning sociale"),
        ("sociale woning", "sociale"),
    ],
)
def test_what_only_looks_like_the_phrase_is_no_hit(phrase: str, text: str) -> None:
    assert find([phrase], text) == []


def test_texts_in_other_languages_are_taken_word_by_word() -> None:
    assert find(["schuld"], "schuldhulpverlening", compounds=False) == []
    assert len(find(["schuld"], "schulden", compounds=False)) == 1


@pytest.mark.parametrize(("name", "number"), [("PER", 0), ("LOC", 0), ("ORG", 1), ("", 1)])
def test_persons_and_places_have_no_parts(name: str, number: int) -> None:
    index = PhraseIndex.of([tokens("school")])
    assert len(list(index.find(tokens("schoolmeester", name=name)))) == number


WORDS = st.sampled_from(
    [
        *(
            "schuld",
            "schulden",
            "jeugdschulden",
            "hulp",
            "schuldhulpverlening",
            "sociale",
            "woning",
        ),
        *("huurwoningen", "huurwoning", "sociaal", "arm", "armband", "de"),
    ]
)
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=6)


@given(PHRASES, PHRASES, st.lists(WORDS, max_size=12).map(" ".join))
def test_more_phrases_never_lose_a_hit(some: list[str], more: list[str], text: str) -> None:
    def places(phrases: list[str]) -> set[tuple[object, ...]]:
        return {(hit.phrase, hit.start, hit.end) for hit in find(phrases, text)}

    assert places(some) | places(more) == places(some + more)
