"""From the scores of the engines to one probability: how likely the coder agrees.

A logistic model weighs what the engines found. Its weights begin at those measured on a part of
the example study, and move to what fits the study's own codings as far as these speak: each weight
has a prior around the measured one. What the engines say about a source for this is always what
they say without having seen it, so that the probabilities are those of a new source.
"""

from dataclasses import dataclass, field

import numpy as np

from duiding.coding.engines.rows import Floats, Integers, Singles, Truths
from duiding.coding.engines.terms import Around

EVIDENCE = (
    *("constant", "own", "long", "beside", "asked", "stretch", "theme"),
    *("learned", "nearest", "words", "examples"),
)
"""What is weighed, in this order."""
MEASURED = (-8.8, 2.0, 3.8, 2.0, 0.1, 2.9, 4.3, 2.7, 4.1, 0.8, -0.4)
"""Weights that fit half of the example study (focus group 1 and interviews 1 to 6) ..."""
MEASURED_CODES = 74
"""... which has so many codes: the fewer there are, the likelier each of them is."""
FIRM = 2.0
"""How firmly the measured weights stand, as the inverse of their variance."""
LONG = 20
"""Words from which on a sentence is long."""
CEILING = 0.85
"""The highest probability: people do not agree all the time either."""
_STEPS = 40
_LONGEST_STEP = 2.0
_EXTREME = 30.0


def evidence(
    terms: Around, learned: Floats, nearest: Floats, lengths: Integers, examples: Integers
) -> Floats:
    """Return what is weighed for each sentence and code: sentences by codes by evidence.

    ``examples`` has the number of codings by code, or by sentence and code.
    """
    shape = terms.own.shape
    own = _bent(terms.own)
    weighed = (
        np.ones(shape),
        own,
        own * np.minimum(1.0, lengths / LONG)[:, None],
        _bent(terms.beside),
        _bent(terms.asked),
        terms.stretch,
        terms.theme,
        learned,
        nearest,
        np.broadcast_to(np.log1p(lengths)[:, None], shape),
        np.broadcast_to(np.log1p(examples), shape),
    )
    return np.stack(weighed, axis=-1)


def _bent(score: Singles) -> Floats:
    """Return scores of which high ones count less: above about a half they say little more."""
    return np.asarray(np.tanh(2 * np.maximum(score, 0.0)) / 2, dtype=float)


def measured_weights(codes: int) -> Floats:
    """Return the weights to begin with, for a codebook with so many codes."""
    weights = np.array(MEASURED)
    weights[0] += np.log(MEASURED_CODES / max(1, codes))
    return weights


def probability(found: Floats, weights: Floats) -> Floats:
    """Return the probability for evidence (its last axis) under weights."""
    return np.asarray(CEILING / (1.0 + np.exp(-np.clip(found @ weights, -_EXTREME, _EXTREME))))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentences with codes of which it is known whether they belong together."""

    found: Floats = field(repr=False)
    """Pairs by evidence."""
    belongs: Truths = field(repr=False)
    counts: Floats = field(repr=False)
    """For how many pairs each stands."""


def fitted(pairs: Pairs, prior: Floats, firm: float = FIRM) -> Floats:
    """Return the weights that fit pairs best, given the prior (maximum a posteriori)."""
    weights = prior.copy()
    for _step in range(_STEPS):
        chance = probability(pairs.found, weights)
        rise = chance * (1 - chance / CEILING)
        pull = pairs.counts * rise / (chance * (1 - chance))
        slope = pairs.found.T @ (pull * (chance - pairs.belongs)) + firm * (weights - prior)
        bend = (pairs.found * (pull * rise)[:, None]).T @ pairs.found
        bend[np.diag_indices_from(bend)] += firm
        step = np.linalg.solve(bend, slope)
        largest = float(np.abs(step).max())
        weights -= step * min(1.0, _LONGEST_STEP / max(largest, _LONGEST_STEP))
        if largest < 1e-6:
            break
    return weights
