"""Terms that cannot be searched for, and texts of any kind."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.errors import NotFound, Refused
from duiding.language import Pipelines
from duiding.search import Mode, Query, find, finding, guarded
from duiding.search.folding import fold
from duiding.search.guarded import find_pattern
from duiding.sources import Transcript
from duiding.study import Study
from duiding.text import clean_line
from tests import study_kit as kit


def told(study: Study, pipelines: Pipelines, term: str, mode: Mode, **asked: Any) -> list[str]:
    found = find(study.database, pipelines, Query(term, mode, **asked))
    return [hit.text for hit in found.hits]


@pytest.mark.parametrize(
    ("term", "mode", "sentence"),
    [
        ("", Mode.WORD, "niets om naar te zoeken"),
        (" \x00\u200b ", Mode.LEMMA, "niets om naar te zoeken"),
        ("\x07", Mode.REGEX, "niets om naar te zoeken"),
        ("...", Mode.WORD, "geen letter of cijfer"),
        ("x" * 10_000, Mode.REGEX, "10.000 tekens"),
        ("schuld*", Mode.LEMMA, "--word"),
        ("*", Mode.WORD, "letter"),
        ("a*b*c*d", Mode.WORD, "hoogstens 2"),
        ("ja " * 30, Mode.WORD, "30 woorden"),
        ("a*", Mode.REGEX, "waar niets staat"),
        (r"\b", Mode.REGEX, "waar niets staat"),
        ("(schuld", Mode.REGEX, "bij teken 1, deze ( wordt niet gesloten"),
        ("schuld)", Mode.REGEX, "bij teken 7, deze ) sluit niets"),
        ("[z-a]x", Mode.REGEX, "bij teken 2, "),
        ("+", Mode.REGEX, "bij teken 1, "),
        ("a{99999999999}", Mode.REGEX, "te ingewikkeld"),
        ("(" * 400 + "a" + ")" * 400, Mode.REGEX, ""),
    ],
    ids=range(17))  # fmt: skip
def test_a_term_that_cannot_be_searched_for_is_told_in_one_sentence(
    study: Study,
    talks: list[Transcript],
    pipelines: Pipelines,
    term: str,
    mode: Mode,
    sentence: str,
) -> None:
    if not sentence:
        told(study, pipelines, term, mode)  # deep, but possible
        return
    with pytest.raises(Refused) as caught:
        told(study, pipelines, term, mode)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pattern_without_end_is_stopped() -> None:
    with pytest.raises(Refused, match="duurt te lang"):
        find_pattern("(a+)+b", ["a" * 50], match_case=False, time_limit=0.7)


def test_unknown_names_are_told_with_the_known_ones(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    with pytest.raises(NotFound, match="gesprek, groep"):
        told(study, pipelines, "schuld", Mode.WORD, sources=("gespreek",))
    with pytest.raises(NotFound, match="R1, R2"):
        told(study, pipelines, "schuld", Mode.WORD, speakers=("R9",), sources=("gesprek",))


def test_without_sources_there_is_nothing_to_search(study: Study, pipelines: Pipelines) -> None:
    with pytest.raises(Refused, match="nog geen bronnen"):
        told(study, pipelines, "schuld", Mode.WORD)


@pytest.mark.parametrize(
    "term", ["İstanbul", "straße", "Ǆungla", "日本", "🙂 ja", "e\u0301e\u0301n"]
)
def test_strange_letters_keep_their_places(study: Study, pipelines: Pipelines, term: str) -> None:
    text = kit.transcript(study, "a", "R1: İİ ﬁjn 🙂 ja, İstanbul straße Ǆungla 日本 één.").text
    [hit] = find(study.database, pipelines, Query(term, Mode.WORD)).hits
    assert text[hit.start : hit.end] == hit.text
    assert hit.text.lower().startswith(("i", "s", "ǆ", "日", "🙂", "é"))


def test_more_hits_than_are_of_use_are_refused(
    study: Study, talks: list[Transcript], pipelines: Pipelines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_HITS", 5)
    monkeypatch.setattr(guarded, "MOST_HITS", 5)
    assert len(told(study, pipelines, "schuldhulp", Mode.PART)) == 1
    for term, mode in (("schuld", Mode.LEMMA), ("*d*", Mode.WORD), (".", Mode.REGEX)):
        with pytest.raises(Refused, match="meer dan 5 plaatsen"):
            told(study, pipelines, term, mode)


# Whatever the text --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder: Path = tmp_path_factory.mktemp("zoeken") / "onderzoek"
    with kit.new_study(folder) as fresh:
        yield fresh


PIECES = st.sampled_from(
    (
        *("schuld", "SCHULDEN", "schulden,", "één", "’s", "Schuld-", "onschuldig", "🙂", "İ"),
        *("q\u0323\u0307", "ǅ", "ß", ". Nou", "…", "[lacht]", "jeugdschuld", "日本", "'", "ﬁ"),
    )
)
TERMS = st.sampled_from(
    ("schuld", "schulden", "een", "schuld*", "*schuld*", "i", "ß", "schuld een")
)
NUMBER = count()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns=st.lists(st.lists(PIECES, max_size=15), min_size=1, max_size=4), term=TERMS)
def test_every_hit_is_where_it_says(
    shared_study: Study, pipelines: Pipelines, turns: list[list[str]], term: str
) -> None:
    lines = (clean_line(" ".join(["Dus", *turn])) for turn in turns)
    notation = "\n".join(f"{'RI'[n % 2]}1: {line}" for n, line in enumerate(lines))
    stored = kit.transcript(shared_study, f"bron-{next(NUMBER)}", notation)
    name = (stored.source.name,)
    for mode in (Mode.WORD, Mode.LEMMA, Mode.PART):
        if mode is not Mode.WORD and "*" in term:
            continue
        query = Query(term, mode, sources=name)
        hits = find(shared_study.database, pipelines, query, context=7).hits
        assert [hit.start for hit in hits] == sorted({hit.start for hit in hits})
        for hit in hits:
            text, turn = stored.text, stored.turn_at(hit.start)
            assert turn == hit.turn
            assert turn is not None
            assert text[hit.start : hit.end] == hit.text
            assert text[max(turn.start, hit.start - 7) : hit.start] == hit.before
            assert text[hit.end : min(turn.end, hit.end + 7)] == hit.after
            first, last = hit.sentence
            assert turn.start <= first <= hit.start < hit.end <= last <= turn.end
            if mode is Mode.WORD and "*" not in term:
                assert " ".join(fold(hit.text).split()) == term
