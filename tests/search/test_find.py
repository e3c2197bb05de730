"""What is found, where, and with what around it."""

import re
from typing import Any

import pytest

from duiding.database import Database
from duiding.language import Pipelines, Token
from duiding.search import Hit, Memory, Mode, Order, Query, find, sort_hits
from duiding.sources import SourceKind, SpeakerRole, Transcript
from duiding.study import Study
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
