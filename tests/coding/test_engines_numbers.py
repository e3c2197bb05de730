"""The arithmetic of the engines: exact without training again, calibrated, the same every time."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duiding.coding.engines.base import Lesson
from duiding.coding.engines.combining import (
    CEILING,
    EVIDENCE,
    Pairs,
    fitted,
    measured_weights,
    probability,
)
from duiding.coding.engines.kernel import CONSTANT, PENALTY, Kernel, training_rows
from duiding.coding.engines.known import Corpus, Known
from duiding.coding.engines.learned import Learned
from duiding.coding.engines.nearest import Nearest
from duiding.coding.engines.rows import Vocabulary, WeighedRows, Weights, rows_of
from duiding.coding.engines.runs import LONGEST_RUN, runs_of
from duiding.coding.engines.signs import signs_of
from duiding.coding.model import Mark
from duiding.language import Pipelines, Sentence, Token
from duiding.sources import list_sources
from duiding.sources.annotating import annotate_sources
from duiding.study import Study
from tests import study_kit as kit

WORDS = ("schuld", "lening", "tuin", "hond", "school", "les", "wijk", "drugs", "huis", "huur")
CODES = {"a": 0, "b": 1}


@pytest.fixture
def corpus(study: Study) -> Corpus:
    """Four sources of a few turns, each of some of the ten words."""
    chance = np.random.default_rng(7)
    for number in range(4):
        turns = [
            " ".join(chance.choice(WORDS, size=6)).capitalize()
            + ". "
            + " ".join(chance.choice(WORDS, size=5)).capitalize()
            + "."
            for _turn in range(5)
        ]
        kit.transcript(study, f"bron-{number}", "\n".join(f"R1: {turn}" for turn in turns))
    return corpus_of(study)


def corpus_of(study: Study, *, context: bool = True) -> Corpus:
    sources = annotate_sources(study.database, Pipelines(), list_sources(study.database))
    vocabulary = Vocabulary()
    rows = [rows_of(source, vocabulary) for source in sources]
    weights = Weights.of(rows, vocabulary)
    return Corpus.of([WeighedRows.of(row, weights, context=context) for row in rows])


def marks_of(corpus: Corpus, rows: Sequence[tuple[int, str]]) -> tuple[Mark, ...]:
    marks = []
    for row, code in rows:
        source, sentence = corpus.source_of(row)
        marks.append(Mark(source.text_id, *source.span(sentence), code, "me"))
    return tuple(marks)


def lesson(corpus: Corpus, marks: Sequence[Mark], every: Sequence[Mark]) -> Lesson:
    kernel = Kernel()
    kernel.update(corpus, training_rows(corpus, every, Known.of(corpus, every, CODES)))
    return Lesson(corpus, kernel, Known.of(corpus, marks, CODES))


CODED = [
    (0, "a"),
    (3, "b"),
    (9, "a"),
    (11, "a"),
    (18, "b"),
    (22, "a"),
    (28, "b"),
    (33, "a"),
    (39, "b"),
]


def test_what_is_held_out_is_what_training_without_that_source_gives(corpus: Corpus) -> None:
    marks = marks_of(corpus, CODED)
    learned, without = Learned(enough=1), Learned(enough=1)
    learned.learn(lesson(corpus, marks, marks))
    held_out = learned.held_out()
    for source in corpus.sources:
        text_id = source.source.text_id
        without.learn(lesson(corpus, [m for m in marks if m.text_id != text_id], marks))
        rows = corpus.rows(text_id)
        assert np.allclose(without.score(text_id), held_out[rows], atol=1e-9)


def test_a_few_sentences_more_or_less_give_the_same_as_beginning_anew(corpus: Corpus) -> None:
    grown, fresh = Kernel(), Kernel()
    grown.update(corpus, np.arange(0, 36))
    assert grown.update(corpus, np.concatenate([np.arange(2, 20), np.arange(22, 40)]))
    fresh.update(corpus, grown.rows.copy())
    penalised = fresh.likeness + CONSTANT + PENALTY * np.eye(len(fresh.rows))
    assert np.allclose(fresh.inverse @ penalised, np.eye(len(fresh.rows)), atol=1e-5)
    assert np.allclose(grown.inverse, fresh.inverse)
    assert np.allclose(grown.likeness, fresh.likeness)
    assert not grown.update(corpus, grown.rows.copy())


def test_a_sentence_is_no_neighbour_of_itself(corpus: Corpus) -> None:
    marks = marks_of(corpus, CODED)
    nearest = Nearest()
    nearest.learn(lesson(corpus, marks, marks))
    text_id = corpus.sources[0].source.text_id
    own = marks[0].fragment
    assert all(n.fragment != own for n in nearest.neighbours(text_id, 0, 0, "a"))


def test_refused_sentences_are_examples_of_what_a_code_is_not(corpus: Corpus) -> None:
    marks = marks_of(corpus, CODED)
    refused = (*marks, marks_of(corpus, [(6, "a")])[0]._replace(is_refused=True))
    before, after = Learned(enough=1), Learned(enough=1)
    before.learn(lesson(corpus, marks, refused))
    after.learn(lesson(corpus, refused, refused))
    text_id = corpus.sources[0].source.text_id
    assert after.score(text_id)[6, 0] < before.score(text_id)[6, 0]


def test_what_lies_behind_the_last_coding_is_not_known_yet(corpus: Corpus) -> None:
    known = Known.of(corpus, marks_of(corpus, [(2, "a")]), CODES)
    assert known.is_known[:4].all()  # to the end of the turn
    assert not known.is_known[4:].any()
    whole = Known.of(corpus, marks_of(corpus, [(8, "a")]), CODES)
    assert whole.is_known[:10].all()


def test_the_context_tells_apart_what_the_words_do_not(study: Study) -> None:
    for number in range(4):
        kit.transcript(
            study,
            f"bron-{number}",
            """
            R1: De deurwaarder stuurde weer een brief. Dat blijft zo elke maand doorgaan.
            R1: De trein reed weer niet op tijd. Dat blijft zo elke maand doorgaan.
            """,
        )
    for context, gap in ((True, 0.05), (False, 0.0)):
        corpus = corpus_of(study, context=context)
        marks = marks_of(corpus, [(4 * n + i, "ab"[i > 1]) for n in range(4) for i in (1, 3)])
        learned = Learned()
        learned.learn(lesson(corpus, marks, marks))
        said = learned.held_out()[:, 0]
        assert said[1] - said[3] >= gap
        assert context or said[1] == pytest.approx(said[3])


# Probabilities ------------------------------------------------------------------------------------


def invented(weights: Sequence[float], size: int = 6000) -> Pairs:
    chance = np.random.default_rng(3)
    found = np.zeros((size, len(EVIDENCE)))
    found[:, 0] = 1.0
    found[:, 1:4] = chance.random((size, 3))
    belongs = chance.random(size) < probability(found, np.array(weights))
    return Pairs(found, belongs, np.ones(size))


def test_fitted_probabilities_are_what_happens() -> None:
    pairs = invented([-4.0, 3.0, 2.0, 1.0, *[0.0] * (len(EVIDENCE) - 4)])
    given_ = probability(pairs.found, fitted(pairs, measured_weights(74)))
    steps = np.quantile(given_, np.linspace(0, 1, 6))
    means, shares = [], []
    for low, high in pairwise(steps):
        here = (given_ >= low) & (given_ <= high)
        means.append(given_[here].mean())
        shares.append(pairs.belongs[here].mean())
    assert shares == sorted(shares)
    assert np.allclose(means, shares, atol=0.03)


def test_without_codings_the_measured_weights_stand() -> None:
    few = invented([-4.0, 3.0, 2.0, 1.0, *[0.0] * (len(EVIDENCE) - 4)], size=2)
    moved = fitted(few, measured_weights(74))
    assert np.abs(moved - measured_weights(74)).max() < 0.6
    assert probability(np.ones(len(EVIDENCE)) * 50, np.ones(len(EVIDENCE))) <= CEILING
    assert measured_weights(10)[0] > measured_weights(100)[0]


@settings(max_examples=60, deadline=None)
@given(
    chances=st.lists(st.floats(0, 1), max_size=40),
    turns=st.lists(st.booleans(), min_size=40, max_size=40),
    taken=st.sets(st.integers(0, 39)),
    threshold=st.floats(0.01, 1),
)
def test_runs_are_adjacent_likely_sentences_of_one_turn(
    chances: list[float], turns: list[bool], taken: set[int], threshold: float
) -> None:
    numbers = np.cumsum(turns).tolist()
    sentences = [Sentence(3 * n, 3 * n + 2, numbers[n], n, n) for n in range(len(chances))]
    runs = list(runs_of(np.array(chances), sentences, threshold, taken))
    rows = [row for run in runs for row in range(run.first, run.last)]
    likely = [n for n, chance in enumerate(chances) if chance >= threshold and n not in taken]
    assert rows == likely
    for run in runs:
        assert 1 <= run.last - run.first <= LONGEST_RUN
        assert len({numbers[row] for row in range(run.first, run.last)}) == 1
        assert run.probability == pytest.approx(max(chances[run.first : run.last]), abs=0.001)


# Signs --------------------------------------------------------------------------------------------


def test_names_of_persons_and_small_words_give_no_signs() -> None:
    assert signs_of(Token(0, 5, "jansen", "jansen", "PROPN", "PER"), "nl") == ()
    assert signs_of(Token(0, 3, "het", "het"), "nl") == ()
    assert signs_of(Token(0, 1, "…", "…"), "nl") == ()
    assert "heerlen" in signs_of(Token(0, 7, "heerlen", "heerlen", "PROPN", "LOC"), "nl")


def test_parts_of_dutch_compounds_are_signs() -> None:
    token = Token(0, 20, "schuldhulpverlening", "schuldhulpverlening")
    assert {"schuldhulpverlening", "schuld", "hulpverlening"} <= set(signs_of(token, "nl"))
    assert "schuld" not in signs_of(token, "en")


SIGNS = st.text(min_size=1, max_size=12).filter(lambda text: not text.isspace())


@settings(max_examples=40, deadline=None)
@given(sentences=st.lists(st.lists(SIGNS, max_size=8), max_size=6))
def test_any_words_become_rows_of_length_one(sentences: list[list[str]]) -> None:
    tokens: list[Token] = []
    spans: list[Sentence] = []
    for number, words in enumerate(sentences):
        first = len(tokens)
        tokens += [Token(0, len(w), w.lower() or w, w.lower() or w) for w in words]
        spans.append(Sentence(number, number + 1, 0, first, len(tokens)))
    vocabulary = Vocabulary()
    counts = vocabulary.count([tokens[s.first : s.last] for s in spans], "nl")
    rarity = np.ones(len(vocabulary.numbers))
    rows = Weights(rarity, vocabulary.of_letters()).weigh(counts)
    squares = np.asarray(rows.multiply(rows).sum(axis=1))
    blocks = {0.0, 1.0, 2.0}
    assert all(min(abs(square - block) for block in blocks) < 1e-9 for square in squares)
