"""Typical terms: what is counted on each side, and the statistics against published examples."""

import json
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from duiding.analysis.keyness import KeyTerm, KeyTerms, Ranking, g2, key_terms, log_odds
from duiding.analysis.sides import Side, named_side
from duiding.analysis.term_counts import Rules
from duiding.codebook import current_codebook
from duiding.errors import NotFound, Refused
from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit
from tests import words_kit

WORDS = {
    **dict.fromkeys(("wijk", "schuld", "jeugdschuld", "huurwoning", "huis", "mens"), "NOUN"),
    **dict.fromkeys(("sociaal", "oud", "goedkoop"), "ADJ"),
    **dict.fromkeys(("heerlen", "jan"), "PROPN"),
}
PIPELINES = words_kit.pipelines(WORDS, {"jan": "PER"})


def compare(study: Study, here: Side, **asked: Any) -> KeyTerms:
    asked = {"least_count": 1, "least_g2": 0.0, **asked}
    return key_terms(study.database, PIPELINES, current_codebook(study.database), here, **asked)


def by_text(found: KeyTerms) -> dict[str, KeyTerm]:
    return {term.text: term for term in found.terms}


@pytest.fixture
def talks(study: Study) -> Study:
    kit.codebook(study)
    kit.transcript(
        study,
        "een",
        """
        I: Een huis, zegt Jan?
        R1: {schulden Schulden en nog een schuld.} Jan heeft 12 oude huizen in de wijk.
        R2: Sociale huurwoningen, goedkope sociale huurwoningen. De wijk!
        """,
    )
    kit.transcript(
        study,
        "twee",
        """
        I: En de schuld?
        R1: De mensen in de wijk, {schaamte de mensen met jeugdschulden}. Heerlen is een wijk.
        """,
        kind=SourceKind.FOCUS_GROUP,
    )
    return study


def test_words_are_counted_on_both_sides(talks: Study) -> None:
    found = compare(talks, Side(sources=("een",)))
    term = by_text(found)["schuld"]
    assert (term.here, term.there, term.sources_here, term.sources_there) == (2, 0, 1, 0)
    assert (found.words_here, found.words_there) == (20, 13)
    assert term.per_thousand_here == 100
    assert term.times is None
    wijk = by_text(compare(talks, Side(sources=("twee",))))["wijk"]
    assert (wijk.here, wijk.there) == (2, 2)
    assert wijk.times == pytest.approx((2 / 13) / (2 / 20))


def test_only_what_respondents_say_counts_unless_asked(talks: Study) -> None:
    assert "huis" in by_text(compare(talks, Side(sources=("een",))))
    everybody = compare(talks, Side(sources=("een",)), rules=Rules(everybody=True))
    assert by_text(everybody)["huis"].here == 2
    asked = compare(talks, Side(roles=("interviewer",)))
    assert (asked.words_here, asked.words_there) == (7, 33)
    assert by_text(asked)["schuld"].here == 1


def test_stop_words_numbers_marks_and_persons_are_no_terms(talks: Study) -> None:
    texts = by_text(compare(talks, Side(sources=("een",))))
    assert not {"de", "nog", "12", ".", "Jan", "jan", "hebben"} & texts.keys()
    assert "Jan" in by_text(compare(talks, Side(sources=("een",)), rules=Rules(persons=True)))
    assert "Heerlen" in by_text(compare(talks, Side(sources=("twee",))))


def test_phrases_end_in_a_noun_and_are_written_as_they_mostly_are(talks: Study) -> None:
    phrases = {
        term.text: term.here
        for term in compare(talks, Side(sources=("een",))).terms
        if term.is_phrase
    }
    assert phrases == {
        "oude huizen": 1,
        "sociale huurwoningen": 2,
        "goedkope sociale huurwoningen": 1,
    }


def test_a_phrase_that_only_stands_in_a_longer_one_is_not_told_apart(talks: Study) -> None:
    kit.transcript(talks, "drie", "R1: Goedkope oude huurwoningen, goedkope oude huurwoningen.")
    phrases = [term for term in compare(talks, Side(sources=("drie",))).terms if term.is_phrase]
    assert [(term.text, term.here) for term in phrases] == [("goedkope oude huurwoningen", 2)]


def test_without_parts_of_speech_there_are_only_words(talks: Study) -> None:
    plain = words_kit.pipelines(None)
    with talks.database.transaction():
        talks.database.execute("DELETE FROM annotation")
    found = key_terms(
        talks.database, plain, None, Side(sources=("een",)), least_count=1, least_g2=0
    )
    assert not found.has_phrases
    assert not any(term.is_phrase for term in found.terms)
    assert "schuld" in by_text(found)


def test_parts_of_compounds_count_when_asked(talks: Study) -> None:
    assert "jeugd" not in by_text(compare(talks, Side(sources=("twee",))))
    found = by_text(compare(talks, Side(sources=("twee",)), rules=Rules(parts=True)))
    assert found["jeugd"].here == 1
    assert found["jeugdschuld"].here == 1
    ours = by_text(compare(talks, Side(sources=("een",)), rules=Rules(parts=True)))
    assert (ours["schuld"].here, ours["schuld"].there) == (2, 1)


def test_parts_that_say_nothing_are_left_out(talks: Study) -> None:
    kit.transcript(talks, "drie", "R1: De binnenstad.")
    found = by_text(compare(talks, Side(sources=("drie",)), rules=Rules(parts=True)))
    assert found.keys() == {"binnenstad", "stad"}


def test_notes_and_headers_do_not_count(talks: Study) -> None:
    told = kit.transcript(talks, "drie", "R1: Een huis. Het huis.")
    with talks.database.transaction():
        talks.database.execute(
            'INSERT INTO section (text_id, start, "end", kind) VALUES (?, 0, 9, ?)',
            (told.source.text_id, "notes"),
        )
    found = compare(talks, Side(sources=("drie",)))
    assert found.words_here == 2
    assert by_text(found)["huis"].here == 1


def test_coded_fragments_are_a_side(talks: Study) -> None:
    found = compare(talks, Side(codes=("schulden",)))
    assert (found.words_here, found.words_there) == (5, 28)
    assert by_text(found)["schuld"].here == 2
    theme = compare(talks, Side(codes=("armoede",)))
    assert theme.words_here == 5 + 4
    only = compare(talks, Side(codes=("schulden",)), against=Side(codes=("schaamte",)))
    assert (only.words_here, only.words_there) == (5, 4)


def test_a_fragment_coded_twice_counts_once(talks: Study) -> None:
    text = kit.transcript(talks, "drie", "R1: {schulden een {schulden@codeur-b schuld in} huis}.")
    assert len(text.turns) == 1
    found = compare(talks, Side(codes=("schulden",), sources=("drie",)))
    assert found.words_here == 4


def test_what_belongs_to_both_counts_as_here(talks: Study) -> None:
    found = compare(talks, Side(sources=("een",)), against=Side(speakers=("R1",)))
    assert (found.words_here, found.words_there) == (20, 13)


def test_keywords_of_the_codebook_are_told(talks: Study) -> None:
    found = by_text(compare(talks, Side(sources=("een",))))
    assert found["schuld"].codes == ("armoede/schulden",)
    assert found["huis"].codes == ()


def test_less_frequent_terms_and_weak_differences_are_left_out(talks: Study) -> None:
    assert "huis" not in by_text(compare(talks, Side(sources=("een",)), least_count=2))
    assert compare(talks, Side(sources=("een",)), least_g2=100).terms == ()
    assert "mens" not in by_text(compare(talks, Side(sources=("een",))))  # typical of the other


def test_the_other_ranking_sorts_by_its_own_figure(talks: Study) -> None:
    for ranking, figure in ((Ranking.G2, "g2"), (Ranking.LOG_ODDS, "log_odds")):
        terms = compare(talks, Side(sources=("een",)), ranking=ranking).terms
        figures = [getattr(term, figure) for term in terms]
        assert figures == sorted(figures, reverse=True)


def test_names_of_anything_make_a_side(talks: Study) -> None:
    book = current_codebook(talks.database)
    names = ("een", "focus-group", "respondent", "R1", "schaamte", "armoede")
    assert named_side(talks.database, book, names) == Side(
        sources=("een",),
        source_kinds=("focus-group",),
        roles=("respondent",),
        speakers=("R1",),
        codes=("schaamte", "armoede"),
    )
    with pytest.raises(NotFound):
        named_side(talks.database, book, ("onzin",))


@pytest.mark.parametrize("side", [Side(sources=("x",)), Side(waves=("x",)), Side(codes=("x",)),
                                  Side(speakers=("x",)), Side(roles=("x",))])  # fmt: skip
def test_unknown_names_are_told(talks: Study, side: Side) -> None:
    with pytest.raises(NotFound, match="'x'"):
        compare(talks, side)


def test_a_side_without_words_is_told(talks: Study) -> None:
    with pytest.raises(Refused, match="geen respondent"):
        compare(talks, Side(codes=("leefstijl",)))
    with pytest.raises(Refused, match="om mee te vergelijken"):
        compare(talks, Side(sources=("een", "twee")))


def test_sources_without_respondents_are_told(study: Study) -> None:
    with pytest.raises(Refused, match="nog geen bronnen"):
        key_terms(study.database, PIPELINES, None, Side(sources=("een",)))
    kit.transcript(study, "een", "I: Niets dan vragen.")
    with pytest.raises(Refused, match="geen respondent"):
        key_terms(study.database, PIPELINES, None, Side(sources=("een",)))


def test_cancelling_gives_no_half_result(talks: Study) -> None:
    found = compare(talks, Side(sources=("een",)), is_cancelled=lambda: True)
    assert (found.terms, found.is_complete) == ((), False)


# Statistics ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "published"),
    [
        ((110, 2442, 111, 29114), 270.72),  # the swiss
        ((29, 13, 123, 31612), 263.90),  # can be
        ((31, 23, 139, 31584), 256.84),  # previous year
        ((10, 0, 3, 31764), 167.23),  # mineral water
    ],
)
def test_g2_is_that_of_dunning(table: tuple[int, int, int, int], published: float) -> None:
    """Bigrams of Dunning (1993), table 2: AB, A~B, ~AB and ~A~B."""
    both, first, second, none = table
    assert g2(both, second, both + first, second + none) == pytest.approx(published, abs=0.006)


def test_g2_is_near_that_of_corpus_calculators() -> None:
    """52 in 50,000 against 57 in 75,000 is told as +2.65 (of two cells, not four)."""
    assert g2(52, 57, 50_000, 75_000) == pytest.approx(2.65, abs=0.01)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 50_000), st.integers(1, 50_000))
def test_g2_is_that_of_scipy(a: int, b: int, rest_here: int, rest_there: int) -> None:
    if a + b == 0:
        return
    theirs = chi2_contingency(
        [[a, b], [rest_here, rest_there]], correction=False, lambda_="log-likelihood"
    )
    ours = g2(a, b, a + rest_here, b + rest_there)
    assert ours == pytest.approx(theirs.statistic, rel=1e-6, abs=1e-6)


def test_log_odds_are_those_of_an_independent_program() -> None:
    """The worked example of the package fightin-words: nine words on each side, prior 0.05."""
    z = log_odds(1, 0, 9, 9, prior=0.05, prior_words=0.05 * 11)
    assert z == pytest.approx(0.6894227886807968)
    assert log_odds(0, 1, 9, 9, prior=0.05, prior_words=0.05 * 11) == pytest.approx(-z)
    assert log_odds(1, 1, 9, 9, prior=0.05, prior_words=0.05 * 11) == 0


def test_log_odds_are_those_of_the_posterior() -> None:
    """Draws from the Dirichlet posterior, with which the approximation must agree."""
    random = np.random.default_rng(7)
    (a, c), (b, d), prior, prior_words = (60, 2_000), (90, 6_000), 9.4, 500.0

    def odds(count: int, words: int) -> Any:
        draws = random.beta(count + prior, words + prior_words - count - prior, 200_000)
        return np.log(draws / (1 - draws))

    difference = odds(a, c) - odds(b, d)
    z = log_odds(a, b, c, d, prior=prior, prior_words=prior_words)
    assert z == pytest.approx(float(difference.mean() / difference.std()), rel=0.02)


def test_the_figures_of_a_term_are_those_of_its_counts(talks: Study) -> None:
    for term in compare(talks, Side(sources=("een",))).terms:
        assert term.g2 == g2(term.here, term.there, 20, 13)
        prior = 500 * (term.here + term.there) / 33
        assert term.log_odds == log_odds(
            term.here, term.there, 20, 13, prior=prior, prior_words=500
        )
        assert log(term.per_thousand_here) > 0


# The command --------------------------------------------------------------------------------------


@pytest.fixture
def _kept_words() -> Iterator[None]:
    with patch.object(Study, "pipelines", lambda study: PIPELINES):
        yield


pytestmark = pytest.mark.usefixtures("_kept_words")


def test_the_command_says_it_in_words(talks: Study) -> None:
    answer = kit.run_cli("terms", "--source", "een", "--min", 2, "--weak")
    keyword = "trefwoord van armoede/schulden"
    assert answer.out.splitlines() == [
        "huurwoning            2× hier, elders nergens",
        f"schuld                2× hier, elders nergens · {keyword}",
        "sociaal               2× hier, elders nergens",
        "sociale huurwoningen  2× hier, elders nergens",
    ]
    assert answer.err.splitlines() == [
        "Kenmerkend voor een (20 woorden, 1 bron) tegenover de rest (13 woorden, 1 bron).",
        "Volgorde: log-likelihood G2 (Dunning 1993; Rayson & Garside 2000).",
    ]
    answer = kit.run_cli("terms", "--source", "twee", "--min", 2, "--weak")
    assert answer.out.splitlines()[-1] == (
        "wijk  2× hier, 2× elders (1,5 keer zo vaak) · elders in 1 van de 1 bronnen"
    )
    answer = kit.run_cli("terms", "--speaker", "R1", "--min", 2, "--weak")
    assert "schuld  2× hier, elders nergens · in 1 van de 2 bronnen · " in answer.out


def test_json_and_csv_have_all_figures(talks: Study, tmp_path: Path) -> None:
    arguments = ("terms", "--theme", "armoede", "--against", "een", "--min", 1, "--weak")
    told = json.loads(kit.run_cli(*arguments, "--json").out)
    assert (told["here"], told["against"], told["words_here"]) == (["armoede"], ["een"], 9)
    [term] = [term for term in told["terms"] if term["term"] == "schuld"]
    assert term["codes"] == ["armoede/schulden"]
    assert term["here"] == 2
    assert set(term) >= {"g2", "log_odds", "times", "per_thousand_here", "sources_here"}
    kit.run_cli(*arguments, "--csv", tmp_path / "t.csv", "--dutch")
    written = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert written.startswith("term;hier;elders;per 1.000 woorden hier;")
    assert "\nschuld;2;0;222,222;0;;1;0;4,23;" in written


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        ((), 2, "Zeg waarvan"),
        (("--source", "x"), 1, "'x'"),
        (("--code", "x"), 1, "'x'"),
        (("--theme", "armoede", "--against", "x"), 1, "'x'"),
        (("--source", "een", "--source", "twee"), 1, "om mee te vergelijken"),
        (("--source", "een", "--dutch"), 2, "--csv"),
        (("--source", "een", "--min", "0"), 2, "--min"),
    ],
)
def test_what_is_not_right_is_told_in_one_sentence(
    talks: Study, arguments: tuple[str, ...], exit_code: int, sentence: str
) -> None:
    answer = kit.run_cli("terms", *arguments)
    assert (answer.exit_code, answer.out) == (exit_code, "")
    assert sentence in answer.err.splitlines()[0]


def test_nothing_typical_says_what_to_try(talks: Study) -> None:
    answer = kit.run_cli("terms", "--source", "een", "--min", 50)
    assert (answer.exit_code, answer.out) == (0, "")
    assert "--min" in answer.err.splitlines()[-1]
