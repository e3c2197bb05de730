"""Suggestions on the example study, one source at a time kept apart, held against hand codings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from duiding.codebook import Codebook
from duiding.coding import all_codings
from duiding.coding.describing import described_tokens, suggestable
from duiding.coding.engines.base import Lesson
from duiding.coding.engines.combining import EVIDENCE, FIRM, fitted, measured_weights, probability
from duiding.coding.engines.kernel import Kernel, training_rows
from duiding.coding.engines.known import Corpus, Known, visible
from duiding.coding.engines.memory import themes_of
from duiding.coding.engines.panel import Panel
from duiding.coding.engines.rows import Floats, Integers, Vocabulary, WeighedRows, Weights, rows_of
from duiding.coding.engines.runs import runs_of
from duiding.coding.engines.terms import Terms
from duiding.coding.model import Mark
from duiding.sources import list_sources
from duiding.sources.annotating import annotate_sources
from duiding.study import Study

DEV = ("focusgroep-1", *(f"interview-0{number}" for number in range(1, 7)))
"""The sources on which weights and choices were made; the others are the test part."""
THRESHOLDS = (0.1, 0.2, 0.3, 0.5, 0.7)
NOBODY = "a new coder"
TERMS = {"own", "long"}
CONTEXT = {"beside", "asked", "stretch", "theme"}
ALWAYS = {"constant", "words"}
LEARNS = {"learned", "nearest", "examples"}
VARIANTS: Mapping[str, frozenset[str]] = {
    "codebook words": frozenset(ALWAYS | TERMS | CONTEXT),
    "learned": frozenset(ALWAYS | {"learned", "examples"}),
    "nearest": frozenset(ALWAYS | {"nearest", "examples"}),
    "learned and nearest": frozenset(ALWAYS | LEARNS),
    "codebook words and learned": frozenset(ALWAYS | TERMS | CONTEXT | {"learned", "examples"}),
    "codebook words and nearest": frozenset(ALWAYS | TERMS | CONTEXT | {"nearest", "examples"}),
    "combined, without context": frozenset(EVIDENCE) - CONTEXT,
    "combined": frozenset(EVIDENCE),
}


@dataclass(frozen=True, slots=True)
class Material:
    """The example study as the engines see it."""

    book: Codebook
    corpus: Corpus
    terms: Terms
    kernel: Kernel
    marks: tuple[Mark, ...]
    names: Mapping[str, str]
    """Names of sources by id of the text."""
    numbers: Mapping[str, int]
    """Numbers of the codes by id."""
    truth: Floats = field(repr=False)
    """Rows by codes: 1 where somebody coded."""

    def rows(self, part: str) -> Integers:
        """Return the numbers of the rows of a part: dev, test or all."""
        picked = [
            np.arange(s.start, s.stop)
            for text_id, name in self.names.items()
            if part == "all" or (name in DEV) == (part == "dev")
            for s in (self.corpus.rows(text_id),)
        ]
        return np.sort(np.concatenate(picked))


def material(study: Study, *, context: bool = True) -> Material:
    """Read the study."""
    book, vocabulary = study.codebook(), Vocabulary()
    sources = list(
        annotate_sources(study.database, study.pipelines(), list_sources(study.database))
    )
    rows = [rows_of(source, vocabulary) for source in sources]
    codes = suggestable(book)
    described = vocabulary.count(
        described_tokens(study.database, book, study.pipelines()), book.language
    )
    weights = Weights.of(rows, vocabulary)
    corpus = Corpus.of([WeighedRows.of(row, weights, context=context) for row in rows])
    marks = tuple(
        Mark(c.fragment.text_id, c.fragment.start, c.fragment.end, c.code_id, c.coder.id)
        for c in all_codings(study.database)
    )
    numbers = {code.id: number for number, code in enumerate(codes)}
    everything = Known.of(corpus, marks, numbers)
    kernel = Kernel()
    kernel.update(corpus, training_rows(corpus, marks, everything))
    names = {s.transcript.source.text_id: s.transcript.source.name for s in sources}
    truth = np.asarray(everything.labels.toarray())
    return Material(
        book,
        corpus,
        Terms(weights.weigh(described), themes_of(book)),
        kernel,
        marks,
        names,
        numbers,
        truth,
    )


def scored(told: Material) -> dict[str, Floats]:
    """Return the probabilities of all rows by variant, each source as if it were new."""
    shape = told.truth.shape
    chances = {name: np.zeros(shape) for name in (*VARIANTS, "codebook alone, no codings")}
    for text_id in told.names:
        rows = told.corpus.rows(text_id)
        marks = visible(told.marks, NOBODY, blind_in=text_id, own_only=False)
        panel = Panel(told.terms)
        panel.learn(Lesson(told.corpus, told.kernel, Known.of(told.corpus, marks, told.numbers)))
        pairs, found = panel.pairs(), panel.found(text_id)
        for name, kept in VARIANTS.items():
            mask = np.array([evidence in kept for evidence in EVIDENCE])
            prior = np.where(mask, measured_weights(shape[1]), 0.0)
            weights = fitted(replace(pairs, found=pairs.found * mask), prior, FIRM)
            chances[name][rows] = probability(found * mask, weights)
        cold = Panel(told.terms)
        cold.learn(Lesson(told.corpus, told.kernel, Known.of(told.corpus, (), told.numbers)))
        chances["codebook alone, no codings"][rows] = cold.probabilities(text_id)
    return chances


@dataclass(frozen=True, slots=True)
class Outcome:
    """How suggestions compare with hand codings."""

    top_1: float
    top_3: float
    macro_f1: float
    """Mean over the codes that occur, at the threshold of the study."""
    error: float
    """Expected calibration error of pairs with a probability of at least a tenth."""
    at: Mapping[float, tuple[int, float, float]]
    """By threshold: suggestions, precision and recall."""


def outcome(told: Material, chances: Floats, part: str) -> Outcome:
    """Hold probabilities against the hand codings of a part."""
    rows = told.rows(part)
    truth, given = told.truth[rows] > 0, chances[rows]
    coded = truth.any(axis=1)
    order = np.argsort(-given[coded], axis=1, kind="stable")
    ranked = np.take_along_axis(truth[coded], order, axis=1)
    at = {level: _told(told, chances, part, level) for level in THRESHOLDS}
    return Outcome(
        float(ranked[:, 0].mean()),
        float(ranked[:, :3].any(axis=1).mean()),
        _macro_f1(told, chances, part),
        calibration_error(given.ravel(), truth.ravel().astype(float)),
        at,
    )


def calibration_error(given: Floats, truth: Floats, least: float = 0.1) -> float:
    """Return the mean gap between probability and share in ten bins, from ``least`` on."""
    judged = given >= least
    bins = np.minimum((given * 10).astype(int), 9)[judged]
    gaps = [
        abs(given[judged][bins == b].mean() - truth[judged][bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def suggested(
    told: Material, chances: Floats, part: str, level: float
) -> Iterator[tuple[str, int, int, int]]:
    """Yield what would be suggested: text, code, start and end."""
    for text_id, name in told.names.items():
        if part != "all" and (name in DEV) != (part == "dev"):
            continue
        rows = told.corpus.rows(text_id)
        source = told.corpus.sources[told.corpus.places[text_id]].source
        for code in range(chances.shape[1]):
            for run in runs_of(chances[rows, code], source.sentences, level, set()):
                start, end = source.sentences[run.first].start, source.sentences[run.last - 1].end
                yield text_id, code, start, end


def matched(
    told: Material, made: Sequence[tuple[str, int, int, int]], hand: Sequence[Mark]
) -> tuple[list[bool], list[bool]]:
    """Tell of suggestions and of hand codings whether they overlap one of the other kind."""
    codes = [told.numbers.get(mark.code_id, -1) for mark in hand]
    right = [
        any(
            mark.text_id == text_id and number == code and mark.start < end and start < mark.end
            for mark, number in zip(hand, codes, strict=True)
        )
        for text_id, code, start, end in made
    ]
    found = [
        any(
            mark.text_id == text_id and number == code and mark.start < end and start < mark.end
            for text_id, code, start, end in made
        )
        for mark, number in zip(hand, codes, strict=True)
    ]
    return right, found


def hand_marks(told: Material, part: str) -> list[Mark]:
    """Return the hand codings of a part; what several coders coded alike counts once."""
    unique = {mark[:4]: mark for mark in told.marks}
    return [
        mark
        for mark in unique.values()
        if part == "all" or (told.names[mark.text_id] in DEV) == (part == "dev")
    ]


def _told(told: Material, chances: Floats, part: str, level: float) -> tuple[int, float, float]:
    made = list(suggested(told, chances, part, level))
    right, found = matched(told, made, hand_marks(told, part))
    return len(made), _share(right), _share(found)


def _macro_f1(told: Material, chances: Floats, part: str, level: float = 0.2) -> float:
    made, hand = list(suggested(told, chances, part, level)), hand_marks(told, part)
    right, found = matched(told, made, hand)
    scores = []
    for code in {told.numbers[mark.code_id] for mark in hand}:
        good = [r for r, item in zip(right, made, strict=True) if item[1] == code]
        back = [f for f, m in zip(found, hand, strict=True) if told.numbers[m.code_id] == code]
        precision, recall = _share(good), _share(back)
        both = precision + recall
        scores.append(2 * precision * recall / both if both else 0.0)
    return float(np.mean(scores))


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / max(1, len(answers))


def agreement(told: Material) -> tuple[int, float, float]:
    """Return in how many sources two coders worked, and how much each found of the other's."""
    coders = sorted({mark.coder_id for mark in told.marks})
    double = [
        text_id
        for text_id in told.names
        if all(any(m.text_id == text_id and m.coder_id == c for m in told.marks) for c in coders)
    ]
    shares = []
    for one, other in (coders[:2], coders[1::-1]):
        mine = [m for m in told.marks if m.coder_id == one and m.text_id in double]
        theirs = [
            (m.text_id, told.numbers[m.code_id], m.start, m.end)
            for m in told.marks
            if m.coder_id == other and m.text_id in double
        ]
        shares.append(float(np.mean(matched(told, theirs, mine)[1])))
    return len(double), shares[0], shares[1]


def themes_help(told: Material, chances: Floats, part: str, level: float = 0.2) -> dict[str, float]:
    """Return what suggesting a theme would add where no code of it is likely enough."""
    themes = [told.book.theme_of(code).id for code in suggestable(told.book)]
    rows = told.rows(part)
    given, truth = chances[rows], told.truth[rows] > 0
    number, right = 0, 0
    for theme in dict.fromkeys(themes):
        mine = np.array([other == theme for other in themes])
        any_code = 1 - np.prod(1 - given[:, mine], axis=1)
        asked = (any_code >= level) & (given[:, mine].max(axis=1) < level)
        number += int(asked.sum())
        right += int(truth[asked][:, mine].any(axis=1).sum())
    return {"sentences": number, "of the theme": right / max(1, number)}
