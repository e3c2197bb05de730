"""What is found, where, and with what around it."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.database import Database
from duiding.errors import NotFound, Refused
from duiding.language import Pipelines, Token
from duiding.search import Hit, Memory, Mode, Order, Query, find, finding, guarded, sort_hits
from duiding.search.folding import fold
from duiding.search.guarded import find_pattern
from duiding.sources import SourceKind, SpeakerRole, Transcript
from duiding.study import Study
from duiding.text import clean_line
from tests import study_kit as kit
from tests import words_kit


def told(study: Study, pipelines: Pipelines, term: str, mode: Mode, **asked: Any) -> list[str]:
    found = find(study.database, pipelines, Query(term, mode, **asked))
    return [hit.text for hit in found.hits]


FORMS = ["schulden", "Schulden", "schuld", "schuld", "schuld", "schulden"]


@pytest.mark.parametrize(
    ("term", "mode", "words"),
    [
        ("schuld", Mode.WORD, ["schuld", "schuld", "schuld"]),
        ("SCHULDEN", Mode.WORD, ["schulden", "Schulden", "schulden"]),
        ("een", Mode.WORD, ["Een", "één", "een"]),
        ("schuld*", Mode.WORD, [*FORMS[:3], "schuldhulpverlening", *FORMS[3:]]),
        ("*schuld*", Mode.WORD, ["schulden", "Schulden", "jeugdschulden", "schuld",
          "schuldhulpverlening", "Onschuldig", *FORMS[3:]]),
        ("niet", Mode.WORD, ["niet"]),
        ("niet-westers", Mode.WORD, ["Niet-westers"]),
        ("westers", Mode.WORD, []),
        ("zo'n", Mode.WORD, ["zo’n"]),
        ("een  schuld", Mode.WORD, ["Een schuld", "een schuld"]),
        ("schulden van zijn", Mode.WORD, ["schulden van zijn"]),
        ("schuld", Mode.LEMMA, FORMS),
        ("schulden", Mode.LEMMA, FORMS),
        ("zijn schuld", Mode.LEMMA, ["Zijn schuld"]),
        ("schuld", Mode.PART, ["schulden", "Schulden", "jeugdschulden", "schuld",
          "schuldhulpverlening", *FORMS[3:]]),
        ("hulp", Mode.PART, ["schuldhulpverlening"]),
        ("hulpverlening", Mode.PART, ["schuldhulpverlening"]),
        (r"schuld\w*n", Mode.REGEX, ["schulden", "Schulden", "schulden", "schuldhulpverlenin",
          "schulden"]),
        (r"^\w+\.", Mode.REGEX, ["Ja."]),
    ],
    ids=str,
)  # fmt: skip
def test_a_term_is_found_in_the_way_that_was_asked(
    study: Study,
    talks: list[Transcript],
    pipelines: Pipelines,
    term: str,
    mode: Mode,
    words: list[str],
) -> None:
    assert told(study, pipelines, term, mode) == words


def test_case_and_accents_count_when_asked(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    assert told(study, pipelines, "Schulden", Mode.WORD, match_case=True) == ["Schulden"]
    assert told(study, pipelines, "één", Mode.WORD, match_accents=True) == ["één"]
    assert told(study, pipelines, "een", Mode.WORD, match_accents=True) == ["Een", "een"]
    assert told(study, pipelines, "S[a-z]+n", Mode.REGEX, match_case=True) == ["Schulden"]


def test_a_form_that_stands_nowhere_finds_its_other_forms(study: Study) -> None:
    kit.transcript(study, "a", "R1: Het huis is oud.")
    assert told(study, words_kit.pipelines(), "huizen", Mode.LEMMA) == ["huis"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sources": ("groep",)}, ["schuld", "Zijn-schuld", "schulden"]),
        ({"source_kinds": (SourceKind.EXPERT_INTERVIEW,)}, ["schulden", "Schulden", "schuld"]),
        ({"roles": (SpeakerRole.INTERVIEWER, SpeakerRole.MODERATOR)}, ["schulden", "schuld"]),
        ({"roles": (SpeakerRole.RESPONDENT,)}, ["Schulden", "schuld", "Zijn-schuld", "schulden"]),
        ({"speakers": ("R1",), "sources": ("gesprek",)}, ["Schulden", "schuld"]),
        ({"coded": True}, ["Schulden", "schulden"]),
        ({"coded": False}, ["schulden", "schuld", "schuld", "Zijn-schuld"]),
    ],
)
def test_filters_leave_the_others_out(
    study: Study,
    talks: list[Transcript],
    pipelines: Pipelines,
    asked: dict[str, Any],
    words: list[str],
) -> None:
    assert told(study, pipelines, "schuld", Mode.LEMMA, **asked) == [
        word.rpartition("-")[2] for word in words
    ]


def test_codes_and_coders_decide_what_counts_as_coded(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    own = study.coder_id("codeur-a")
    assert told(study, pipelines, "schuld", Mode.LEMMA, coded=True, coder_id=own) == ["Schulden"]
    shame = kit.code(study, "schaamte").id
    assert told(study, pipelines, "schuld", Mode.LEMMA, coded=True, codes=(shame,)) == []


def test_a_coding_that_only_touches_a_hit_does_not_stand_there(
    study: Study, pipelines: Pipelines
) -> None:
    kit.codebook(study)
    kit.transcript(study, "a", "R1: {schulden jeugd}schuld{schaamte hulp}.")
    [hit] = find(study.database, pipelines, Query("schuld", Mode.REGEX)).hits
    assert hit.codes == ()
    [hit] = find(study.database, pipelines, Query("ds.*h", Mode.REGEX)).hits
    assert hit.codes == (kit.code(study, "schulden").id, kit.code(study, "schaamte").id)


def test_notes_and_headers_are_not_searched(study: Study, pipelines: Pipelines) -> None:
    told_in = kit.transcript(study, "a", "R1: Schuld is zwaar. Ook de schuld.")
    with study.database.transaction():
        study.database.execute(
            'INSERT INTO section (text_id, start, "end", kind) VALUES (?, 0, 16, ?)',
            (told_in.source.text_id, "notes"),
        )
    for mode in Mode:
        [hit] = find(study.database, pipelines, Query("schuld", mode)).hits
        assert hit.start == 24


def test_a_slip_of_the_pipeline_does_not_bring_another_word_in(study: Study) -> None:
    class Slip(words_kit.WordsPipeline):
        def _token(self, found: re.Match[str]) -> Token:
            token = super()._token(found)
            is_slip = token.lower == "schulden" and found.start() == 0
            return token._replace(lemma="boete") if is_slip else token

    slips = words_kit.WordsPipelines(pipeline=Slip(None, {}))
    kit.transcript(study, "a", "R1: Schulden" + " schulden" * 9 + " en een boete.")
    assert told(study, slips, "schulden", Mode.LEMMA) == ["Schulden", *["schulden"] * 9]


def test_another_pipeline_looks_again(study: Study, talks: list[Transcript]) -> None:
    class Other(words_kit.WordsPipelines):
        def key(self, language: str) -> str:
            return "other"

    class Upper(words_kit.WordsPipeline):
        def _token(self, found: re.Match[str]) -> Token:
            return super()._token(found)._replace(lower="x", lemma="x")

    memory = Memory()
    for pipelines, number in ((words_kit.pipelines(), 6), (Other(pipeline=Upper(None, {})), 0)):
        found = find(study.database, pipelines, Query("schuld"), memory=memory)
        assert len(found.hits) == number


def _hits(database: Database, pipelines: Pipelines, term: str, **asked: Any) -> list[Hit]:
    return list(find(database, pipelines, Query(term, Mode.WORD, **asked)).hits)


def test_a_hit_says_where_it_is_and_what_stands_around_it(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    [hit] = _hits(study.database, pipelines, "schulden van", sources=("groep",))
    text = talks[1].text
    assert text[hit.start : hit.end] == "schulden van"
    assert (hit.source.name, hit.turn.number, hit.speaker) == ("groep", 2, "R1")
    assert hit.before == "Zijn schuld was klein; de "
    assert hit.after.startswith(" zijn vader niet. Niet")
    assert text[slice(*hit.sentence)] == "Zijn schuld was klein; de schulden van\nzijn vader niet."
    assert hit.codes == (kit.code(study, "schulden").id,)


def test_context_stays_within_the_turn_and_the_width(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    found = find(study.database, pipelines, Query("jeugdschulden", Mode.WORD), context=6)
    [hit] = found.hits
    assert (hit.before, hit.after) == ("r, en ", ". Een ")
    [hit] = find(study.database, pipelines, Query("hier", Mode.WORD)).hits
    assert (hit.before, hit.after) == ("Ziet u ", " veel schulden?")


def test_nothing_reaches_from_one_turn_into_the_next(study: Study, pipelines: Pipelines) -> None:
    kit.transcript(study, "a", "R1: Ik zeg nee.\nR2: Nee zeg ik.")
    for mode in Mode:
        term = (
            r"nee\W+nee" if mode is Mode.REGEX else "nee. nee" if mode is Mode.WORD else "nee nee"
        )
        assert told(study, pipelines, term, mode) == []


def test_hits_are_sorted_by_what_stands_beside_them(study: Study, pipelines: Pipelines) -> None:
    kit.transcript(study, "a", "R1: een Zware last op, de last draag, éen lichte last als")
    hits = _hits(study.database, pipelines, "last")
    after = [hit.after.strip()[:2] for hit in sort_hits(hits, Order.RIGHT)]
    before = [hit.before.split()[-1] for hit in sort_hits(hits, Order.LEFT)]
    assert after == ["al", "dr", "op"]
    assert before == ["de", "lichte", "Zware"]
    assert sort_hits(hits, Order.TEXT) == hits


def test_words_and_patterns_need_no_pipeline(study: Study, talks: list[Transcript]) -> None:
    class Nothing(Pipelines):
        def key(self, language: str) -> str:
            raise AssertionError

        def load(self, language: str) -> Any:
            raise AssertionError

    assert told(study, Nothing(), "schuld", Mode.WORD)
    assert told(study, Nothing(), "schuld", Mode.REGEX)


def test_each_text_goes_through_the_pipeline_once(study: Study, talks: list[Transcript]) -> None:
    pipelines = words_kit.pipelines()
    first = told(study, pipelines, "schuld", Mode.LEMMA)
    seen = pipelines.pipeline
    turns = seen.texts
    assert turns == sum(len(talk.turns) for talk in talks)
    assert told(study, pipelines, "schuld", Mode.LEMMA) == first
    assert seen.texts == turns


def test_a_memory_finds_what_is_new_too(
    study: Study, talks: list[Transcript], pipelines: Pipelines
) -> None:
    memory, query = Memory(), Query("zorg", Mode.PART)
    assert find(study.database, pipelines, query, memory=memory).hits == ()
    kit.transcript(study, "later", "R1: De zorgkosten, de zorg.")
    found = find(study.database, pipelines, query, memory=memory)
    assert [hit.text for hit in found.hits] == ["zorgkosten", "zorg"]
    again = find(study.database, pipelines, query, memory=memory)
    assert again == found
    assert find(study.database, pipelines, query) == found


def test_parts_are_only_looked_for_in_dutch(study: Study, pipelines: Pipelines) -> None:
    told_in = kit.transcript(study, "a", "R1: jeugdschulden")
    with study.database.transaction():
        study.database.execute(
            "UPDATE source SET language = 'de' WHERE id = ?", (told_in.source.id,)
        )
    assert told(study, pipelines, "schuld", Mode.PART) == []
    assert told(study, pipelines, "jeugdschulden", Mode.PART) == ["jeugdschulden"]


def test_cancelling_gives_no_half_result(study: Study, talks: list[Transcript]) -> None:
    found = find(
        study.database,
        words_kit.pipelines(),
        Query("schuld"),
        is_cancelled=lambda: True,
    )
    assert (found.hits, found.is_complete) == ((), False)


# Bad input ----------------------------------------------------------------------------------------


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
