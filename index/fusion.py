"""Several scores of the same clauses become one; pure.

Every function takes one array per component, all over the same clauses in the same order, and gives
each clause a score that depends on the scores alone, not on the place of the clause in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Scale = Callable[[Scores], Scores]

# Cormack, Clarke and Büttcher (SIGIR 2009) found 60 best on TREC; it flattens the first ranks.
RANK_OFFSET = 60


def scale_to_range(scores: Scores) -> Scores:
    """Scale to 0..1 (min-max); all 0 where every score is the same."""
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    if not high > low:
        return np.zeros_like(scores)
    scaled: Scores = (scores - low) / (high - low)
    return scaled


def scale_to_deviation(scores: Scores) -> Scores:
    """Scale to mean 0 and standard deviation 1 (z-score); all 0 where every score is the same."""
    if not len(scores) or scores.max() == scores.min():
        return np.zeros_like(scores)
    centred = scores.astype(np.float64) - scores.mean(dtype=np.float64)
    scaled: Scores = (centred / centred.std()).astype(np.float32)
    return scaled


def fuse_scores(
    components: Sequence[Scores], weights: Sequence[float], *, scale: Scale = scale_to_range
) -> Scores:
    """Add up the scaled components, each times its weight."""
    fused = np.zeros_like(components[0])
    for scores, weight in zip(components, weights, strict=True):
        fused += scale(scores) * np.float32(weight)
    return fused


def fuse_ranks(components: Sequence[Scores], weights: Sequence[float]) -> Scores:
    """Add up weight / (60 + rank) over the components: reciprocal rank fusion.

    The rank is the number of clauses with a higher score, plus one: equal scores share a rank.
    """
    fused = np.zeros_like(components[0])
    for scores, weight in zip(components, weights, strict=True):
        fused += np.float32(weight) / (RANK_OFFSET + _ranks(scores))
    return fused


def _ranks(scores: Scores) -> Scores:
    ordered = np.sort(-scores)
    ranks: Scores = (np.searchsorted(ordered, -scores, side="left") + 1).astype(np.float32)
    return ranks


def best_places(scores: Scores, allowed: NDArray[np.bool_], k: int) -> NDArray[np.intp]:
    """Return the places of the `k` best `allowed` scores, best first; equal ones in their order."""
    places = np.flatnonzero(allowed)
    if 0 < k < len(places):  # to sort them all takes longer than to score them
        own = scores[places]
        places = places[own >= np.partition(own, len(own) - k)[len(own) - k]]
    return places[np.argsort(-scores[places], kind="stable")][: max(k, 0)]
