"""What speaks for the clause that answers, learned from questions: a softmax over the clauses found; pure.

The probability that a clause answers is proportional to the exponential of its weighed features;
weights are those that make the clauses that answer likeliest, kept small by a penalty (Cao et al.,
Learning to rank: from pairwise approach to listwise approach, ICML 2007). Weights are judged on a
set of questions that they were not learned from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.clause_features import Features
from eval.ranking import reciprocal_rank

# What is a convention and not learned: a document that is not in force, a blank form and another
# place come behind even where no question of a set shows it.
FIXED = ("elsewhere", "out_of_force", "form")
_PENALTY = 0.005
_STEPS = 400
_RATE = 0.05
_DECAY, _SQUARES = 0.9, 0.999  # of Adam (Kingma and Ba, ICLR 2015)
_LEAST_SPREAD = 1e-6

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The clauses found for a question, in the order of the search, and which of them answer."""

    features: tuple[Features, ...]
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How well weights rank a set: the share of questions answered first, the reciprocal rank."""

    questions: int
    first: float
    mrr_at_10: float


def learn_weights(sets: Collection[Sequence[Choice]], start: Features) -> Features:
    """Learn weights from sets of questions, each set counting alike; `searched` keeps weight 1.

    Weights in FIXED stay those of `start`, in the unit of `searched`.
    """
    usable = [[one for one in choices if any(one.answers)] for choices in sets]
    shares = np.array([1 / len(choices) / len(usable) for choices in usable for _ in choices])
    found, real, right = _table([one for choices in usable for one in choices])
    fixed = np.array([name in FIXED for name in Features._fields])
    spread = np.maximum(found[real].std(axis=0), _LEAST_SPREAD)
    unit = Features._fields.index("searched")
    weights = np.array(start, dtype=np.float64)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = _slope(found, real, right, shares, weights) / spread
        slope += 2 * _PENALTY * weights * spread
        slope[fixed] = 0
        mean = _DECAY * mean + (1 - _DECAY) * slope
        square = _SQUARES * square + (1 - _SQUARES) * slope**2
        move = mean / (1 - _DECAY**step) / (np.sqrt(square / (1 - _SQUARES**step)) + 1e-9)
        weights -= _RATE * np.where(fixed, 0, move) / spread
        weights[fixed] = np.array(start)[fixed] * weights[unit] / start.searched
    return Features(*(float(one) for one in (weights / weights[unit]).round(2)))


def judge_weights(choices: Sequence[Choice], weights: Features) -> Judged:
    """Judge how `weights` rank the clauses of a set; equal scores stay in the order of the search."""
    ranked = [_ranked(one, weights) for one in choices]
    return Judged(
        questions=len(choices),
        first=sum(any(one[:1]) for one in ranked) / len(ranked),
        mrr_at_10=sum(reciprocal_rank([{0} if hit else set() for hit in one]) for one in ranked)
        / len(ranked),
    )


def judge_left_out(
    sets: Mapping[str, Sequence[Choice]], now: Features
) -> dict[str, tuple[Judged, Judged]]:
    """Judge on every set the weights of `now`, and those learned from the other sets alone."""
    return {
        name: (
            judge_weights(choices, now),
            judge_weights(
                choices, learn_weights([own for one, own in sets.items() if one != name], now)
            ),
        )
        for name, choices in sets.items()
    }


def _ranked(choice: Choice, weights: Features) -> list[bool]:
    scores = [one.weighed(weights) for one in choice.features]
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    return [choice.answers[at] for at in order]


def _table(
    choices: Sequence[Choice],
) -> tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return features, which rows are real, and which answer: question by question, filled up."""
    longest = max(len(one.features) for one in choices)
    found = np.zeros((len(choices), longest, len(Features._fields)))
    real = np.zeros((len(choices), longest), dtype=np.bool_)
    right = np.zeros_like(real)
    for at, one in enumerate(choices):
        found[at, : len(one.features)] = one.features
        real[at, : len(one.features)] = True
        right[at, : len(one.features)] = one.answers
    return found, real, right


def _slope(
    found: Numbers,
    real: NDArray[np.bool_],
    right: NDArray[np.bool_],
    shares: Numbers,
    weights: Numbers,
) -> Numbers:
    """Return the slope of the loss: features expected of any clause less those of the right ones."""
    scores = np.where(real, found @ weights, -np.inf)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    of_right = np.where(right, chances, 0)
    of_right /= np.maximum(of_right.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    slope: Numbers = np.einsum("q,qc,qcf->f", shares, chances - of_right, found)
    return slope
