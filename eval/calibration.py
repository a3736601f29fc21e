"""Whether the confidence means what it says, and how its weights are learned; pure.

Sources:

* logistic regression: D. R. Cox, The regression analysis of binary sequences, JRSS B 20 (1958), with a
  ridge penalty (le Cessie and van Houwelingen, Applied Statistics 41, 1992), by Newton's method.
* Brier score: G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly
  Weather Review 78 (1950).
* expected calibration error: Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using
  Bayesian binning, AAAI (2015).

What is measured is said of a set by weights learned from the other sets alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.confidence import ALWAYS, FEATURES, logistic
from eval.statistics import Rate, auroc

BINS = 10
_RIDGE = 3.0  # in units of a feature's spread; ten times more or less moves no AUROC by 0.01
_STEPS = 50
_FLAT = 1e-6  # spread of a feature that is the same everywhere

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question of a set: whether it can be answered, and its features; None where nothing was found."""

    group: str
    answerable: bool
    features: Mapping[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The questions given a confidence within one tenth: its mean, and how many can be answered."""

    low: float
    mean: float
    answerable: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well confidences fit: AUROC, Brier score, expected calibration error, the curve."""

    cases: int
    auroc: float | None
    brier: float
    error: float
    bins: tuple[Bin, ...]


def learn_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the weights, by feature, that make the samples' answers likeliest.

    Raises:
        ValueError: there are no samples with features.
    """
    used = [one for one in samples if one.features is not None]
    if not used:
        raise ValueError("no questions to learn from")
    table = np.array([[one.features[name] for name in FEATURES] for one in used if one.features])
    wanted = np.array([float(one.answerable) for one in used])
    spread = table.std(axis=0)
    spread[spread < _FLAT] = 1.0
    found = _newton(np.column_stack([np.ones(len(used)), table / spread]), wanted)
    weights = zip(FEATURES, found[1:] / spread, strict=True)
    return {ALWAYS: float(found[0]), **{name: float(weight) for name, weight in weights}}


def _newton(table: Numbers, wanted: Numbers) -> Numbers:
    """Return the weights of the columns; the first, the intercept, is not held small."""
    held = np.full(table.shape[1], _RIDGE)
    held[0] = 0.0
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (wanted - likely) - held * weights
        bend = (table.T * (likely * (1 - likely))) @ table + np.diag(held)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return np.asarray(weights, dtype=np.float64)


def apply_weights(weights: Mapping[str, float], features: Mapping[str, float] | None) -> float:
    """Return the confidence in one question; 0 where nothing was found for it."""
    if features is None:
        return 0.0
    return logistic(weights[ALWAYS] + sum(weights[name] * features[name] for name in FEATURES))


def leave_out(samples: Sequence[Sample]) -> list[float]:
    """Return the confidence in each sample by weights learned from the other groups alone.

    Raises:
        ValueError: there is one group only.
    """
    weights = {
        group: learn_weights([one for one in samples if one.group != group])
        for group in dict.fromkeys(one.group for one in samples)
    }
    return [apply_weights(weights[one.group], one.features) for one in samples]


def measure(samples: Sequence[Sample], confidences: Sequence[float]) -> Calibration:
    """Return how well confidences fit whether the samples can be answered."""
    pairs = list(zip(confidences, (one.answerable for one in samples), strict=True))
    sure = [value for value, answerable in pairs if answerable]
    unsure = [value for value, answerable in pairs if not answerable]
    bins = tuple(_bin(at, pairs) for at in range(BINS))
    off = sum(
        one.answerable.n * abs(one.mean - one.answerable.value)
        for one in bins
        if one.answerable.value is not None
    )
    return Calibration(
        cases=len(pairs),
        auroc=auroc(sure, unsure),
        brier=sum((value - answerable) ** 2 for value, answerable in pairs) / len(pairs),
        error=off / len(pairs),
        bins=bins,
    )


def _bin(at: int, pairs: Sequence[tuple[float, bool]]) -> Bin:
    inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == at]
    values = [value for value, _ in inside]
    return Bin(
        low=at / BINS,
        mean=sum(values) / len(values) if values else 0.0,
        answerable=Rate(hits=sum(answerable for _, answerable in inside), n=len(inside)),
    )
