"""The engines together, taught what one coder may know: one probability per sentence and code."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from duiding.coding.engines.base import Engine, Lesson
from duiding.coding.engines.combining import (
    EVIDENCE,
    Pairs,
    evidence,
    fitted,
    measured_weights,
    probability,
)
from duiding.coding.engines.learned import Learned
from duiding.coding.engines.nearest import Nearest
from duiding.coding.engines.rows import Floats, Truths
from duiding.coding.engines.terms import Around, Terms
from duiding.coding.model import EngineScore, Evidence

SLIGHT = 0.05
"""Pairs of which no engine gives more than this are many alike, and are counted by sample."""
SAMPLE = 8
FEWEST_POSITIVE = 10
"""Pairs that belong together from which on the weights are fitted to the study."""
NOTHING = 0.0005
"""An engine with a lower score said nothing."""
LEAST_SAID = 0.1
"""The words of a sentence must speak for a code with this share of what is most in the source."""
MOST_WORDS = 5
LEAST_SHARE = 0.25
"""A word that weighs less than this share of the heaviest one is no reason."""


class _Heard(NamedTuple):
    """What the engines said of a source."""

    text_id: str
    scores: tuple[Floats, Floats, Floats]
    found: Floats


@dataclass(slots=True)
class Panel:
    """Engines that learned the same lesson, and the weights of what they say."""

    terms: Terms
    learned: Learned = field(default_factory=Learned)
    nearest: Nearest = field(default_factory=Nearest)
    weights: Floats = field(default_factory=lambda: measured_weights(1))
    _lesson: Lesson | None = field(default=None, repr=False)
    _signs: dict[int, Floats] = field(default_factory=dict, repr=False)
    _heard: _Heard | None = field(default=None, repr=False)

    def learn(self, lesson: Lesson) -> None:
        """Teach every engine, then weigh what they say."""
        self._lesson = lesson
        self._signs.clear()
        self._heard = None
        for engine in (self.terms, self.learned, self.nearest):
            engine.learn(lesson)
        self.weights = measured_weights(lesson.known.labels.shape[1])
        pairs = self.pairs()
        if pairs.belongs.sum() >= FEWEST_POSITIVE:
            self.weights = fitted(pairs, self.weights)

    def pairs(self) -> Pairs:
        """Return what the engines say of known sentences without having seen their sources."""
        assert self._lesson is not None
        lesson, kernel, known = self._lesson, self._lesson.kernel, self._lesson.known
        seen = np.flatnonzero(known.is_known[kernel.rows])
        rows, sources = kernel.rows[seen], kernel.sources()[seen]
        examples = known.examples.sum(axis=0)[None, :] - known.examples[sources]
        found = evidence(
            Around(*(score[seen] for score in self.terms.held_out_around())),
            self.learned.held_out()[seen],
            self.nearest.held_out()[seen],
            lesson.corpus.lengths[rows],
            examples,
        )
        labels = np.asarray(known.labels[rows].toarray())
        counts = np.ones(labels.shape)
        idle = labels.any(axis=1) == 0
        drawn = max(1, int(idle.sum()))
        counts[idle] = max(1.0, (known.is_known.sum() - len(seen) + drawn) / drawn)
        return _thinned(found, labels > 0, counts)

    def found(self, text_id: str) -> Floats:
        """Return what is weighed for each sentence of a source and each code."""
        return self._heard_of(text_id).found

    def probabilities(self, text_id: str) -> Floats:
        """Return how likely each sentence of a source has each code."""
        return probability(self._heard_of(text_id).found, self.weights)

    def speechless(self, text_id: str, code: int) -> set[int]:
        """Return the sentences without any word that speaks for a code: they are not suggested."""
        assert self._lesson is not None
        corpus = self._lesson.corpus
        own = corpus.sources[corpus.places[text_id]].own
        weight = own @ self._sign_weights(code)
        return set(np.flatnonzero(weight <= max(NOTHING, LEAST_SAID * weight.max())).tolist())

    def _heard_of(self, text_id: str) -> _Heard:
        assert self._lesson is not None
        if self._heard is None or self._heard.text_id != text_id:
            corpus, known = self._lesson.corpus, self._lesson.known
            learned, nearest = self.learned.score(text_id), self.nearest.score(text_id)
            found = evidence(
                self.terms.around(text_id),
                learned,
                nearest,
                corpus.sources[corpus.places[text_id]].source.lengths,
                known.examples.sum(axis=0),
            )
            self._heard = _Heard(text_id, (self.terms.score(text_id), learned, nearest), found)
        return self._heard

    def evidence(self, text_id: str, rows: range, code: int, code_id: str) -> Evidence:
        """Return why sentences of a source are suggested for a code."""
        heard = self._heard_of(text_id)
        best = rows[int(np.argmax(heard.found[rows.start : rows.stop, code] @ self.weights))]
        engines: tuple[Engine, ...] = (self.terms, self.learned, self.nearest)
        return Evidence(
            engines=tuple(
                EngineScore(engine.name, engine.version, round(min(1.0, score), 3))
                for engine, scores in zip(engines, heard.scores, strict=True)
                if (score := float(scores[best, code])) >= NOTHING
            ),
            words=self._words(text_id, rows, code),
            nearest=self.nearest.neighbours(text_id, best, code, code_id),
        )

    def _words(self, text_id: str, rows: range, code: int) -> tuple[tuple[int, int], ...]:
        """Return where the words stand that weighed most, the heaviest first."""
        assert self._lesson is not None
        weights = self._sign_weights(code)
        corpus = self._lesson.corpus
        source = corpus.sources[corpus.places[text_id]]
        weighed: dict[tuple[int, int], float] = {}
        for row in rows:
            line = source.own[[row]]
            value = dict(zip(line.indices.tolist(), line.data * weights[line.indices], strict=True))
            for token, signs in source.source.signs(row):
                weight = sum(value.get(sign, 0.0) for sign in signs)
                weighed[token.start, token.end] = weight
        heaviest = sorted(weighed, key=lambda span: (-weighed[span], span))[:MOST_WORDS]
        least = max(0.0, LEAST_SHARE * max(weighed.values(), default=0.0))
        return tuple(span for span in heaviest if weighed[span] > least)

    def _sign_weights(self, code: int) -> Floats:
        if code not in self._signs:
            weight = dict(zip(EVIDENCE, self.weights, strict=True))
            shares = (
                (self.terms, weight["own"] + weight["long"]),
                (self.learned, weight["learned"]),
                (self.nearest, weight["nearest"]),
            )
            total = sum(max(0.0, share) * engine.sign_weights(code) for engine, share in shares)
            self._signs[code] = np.asarray(total)
        return self._signs[code]


def _thinned(found: Floats, belongs: Truths, counts: Floats) -> Pairs:
    """Return pairs in a line; of those that no engine finds likely one in so many stays."""
    names = [EVIDENCE.index(name) for name in ("own", "beside", "asked", "learned", "nearest")]
    slight = (found[..., names] < SLIGHT).all(axis=-1) & ~belongs
    places = np.flatnonzero(slight.ravel())
    stays = ~slight.ravel()
    stays[places[::SAMPLE]] = True
    weight = np.where(slight, SAMPLE, 1.0) * counts
    flat = found.reshape(-1, found.shape[-1])
    return Pairs(flat[stays], belongs.ravel()[stays], weight.ravel()[stays])
