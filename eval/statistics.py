"""How sure a number is: intervals, tests of a difference, and the area under the curve; pure.

Sources:

* Wilson interval: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
  Inference, JASA 22 (1927).
* percentile: Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), type 7.
* bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993), the percentile
  interval; whole clusters are drawn, because questions about one clause are no independent
  evidence (Miller, Adding Error Bars to Evals, arXiv 2411.00640).
* McNemar: Q. McNemar, Note on the sampling error of the difference between correlated
  proportions, Psychometrika 12 (1947), in its exact binomial form.
* AUROC: Hanley and McNeil, The meaning and use of the area under a ROC curve, Radiology 143 (1982).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import ceil, comb, floor, sqrt

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
SEED = 20_230
Z_95 = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`hits` of `n`; None as `value` where there was nothing to count."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share: hits / n."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson interval at 95 %."""
        return wilson(self.hits, self.n) if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean of `n` values with its bootstrap interval at 95 %; all None for no values."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class McNemar:
    """Pairs that changed: `lost` were right and are wrong, `won` the other way; two-sided `p`."""

    lost: int
    won: int
    p: float


def wilson(hits: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson score interval of a rate (default 95 %).

    centre = (p + z²/2n) / (1 + z²/n), half width = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).

    >>> [round(bound, 4) for bound in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    p = hits / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of the sorted values lie, interpolated linearly.

    Position (n − 1)·share between the neighbours (Hyndman and Fan 1996, type 7); None for no values.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.5
    """
    if not values:
        return None
    ranked = sorted(values)
    position = (len(ranked) - 1) * share
    low, high = ranked[floor(position)], ranked[ceil(position)]
    return low + (high - low) * (position - floor(position))


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean, None for no values."""
    return sum(values) / len(values) if values else None


def bootstrap_mean(
    values: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Mean:
    """Return the mean of `values` with its clustered percentile bootstrap interval (95 %).

    As many clusters as there are get drawn with replacement, each with all its values; the mean of
    a draw is the sum of its values over their number. `clusters` names the cluster of each value.
    The draws depend on the seed and the sizes alone, so the same values give the same interval.
    """
    if not values:
        return Mean(value=None, low=None, high=None, n=0)
    draws = _draw_means(values, clusters, resamples=resamples, seed=seed)
    low, high = np.quantile(draws, (0.025, 0.975))
    return Mean(value=float(np.mean(values)), low=float(low), high=float(high), n=len(values))


def _draw_means(
    values: Sequence[float], clusters: Sequence[Hashable], *, resamples: int, seed: int
) -> NDArray[np.float64]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(clusters))}
    owner = np.array([numbers[name] for name in clusters])
    sums = np.bincount(owner, weights=np.asarray(values, dtype=np.float64))
    sizes = np.bincount(owner)
    chance = np.random.default_rng(seed)
    drawn = chance.integers(len(numbers), size=(resamples, len(numbers)))
    means: NDArray[np.float64] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means


def mcnemar(before: Sequence[bool], after: Sequence[bool]) -> McNemar:
    """Return the exact McNemar test of paired verdicts.

    Only the pairs that changed count: with b lost, c won and n = b + c,
    p = min(1, 2·Σ_{i ≤ min(b, c)} C(n, i) / 2ⁿ); 1 where nothing changed.

    >>> mcnemar([True] * 5 + [False], [False] * 5 + [True])
    McNemar(lost=5, won=1, p=0.21875)
    """
    pairs = list(zip(before, after, strict=True))
    lost = sum(old and not new for old, new in pairs)
    won = sum(new and not old for old, new in pairs)
    n = lost + won
    tail = sum(comb(n, i) for i in range(min(lost, won) + 1)) / 2**n
    return McNemar(lost=lost, won=won, p=min(1.0, 2 * tail))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return how often a positive scores above a negative, a tie counting half.

    AUROC = Σ [p > n] + ½[p = n] over all pairs / (positives · negatives); None without pairs.

    >>> auroc([0.9, 0.8, 0.4], [0.5, 0.4])
    0.75
    """
    if not positive or not negative:
        return None
    above = np.asarray(positive)[:, None] - np.asarray(negative)[None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())
