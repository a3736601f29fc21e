"""Fusion: properties over any scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import (
    Scores,
    best_places,
    fuse_ranks,
    fuse_scores,
    scale_to_deviation,
    scale_to_range,
)

WEIGHTS = (1.0, 0.3)


@st.composite
def components_and_order(draw: st.DrawFn) -> tuple[list[Scores], list[int]]:
    """Two components over the same clauses, and another order of the clauses."""
    count = draw(st.integers(1, 12))
    # Quarters: equal scores occur, and differences are larger than rounding.
    values = st.lists(st.integers(-400, 400), min_size=count, max_size=count)
    components = [np.array(draw(values), dtype=np.float32) / 4 for _ in range(2)]
    return components, draw(st.permutations(range(count)))


def fuse_deviations(components: list[Scores], weights: tuple[float, ...]) -> Scores:
    return fuse_scores(components, weights, scale=scale_to_deviation)


FUSIONS = pytest.mark.parametrize("fuse", [fuse_scores, fuse_deviations, fuse_ranks])


@FUSIONS
@given(case=components_and_order())
def test_fusion_ignores_the_order_of_the_list(fuse, case) -> None:
    """A clause gets the same score wherever it stands."""
    components, order = case

    fused = fuse(components, WEIGHTS)
    moved = fuse([scores[order] for scores in components], WEIGHTS)

    np.testing.assert_allclose(moved, fused[order], rtol=1e-4, atol=1e-5)


@FUSIONS
@given(case=components_and_order())
def test_fusion_ignores_the_order_of_the_components(fuse, case) -> None:
    """Components may be named in any order, as long as the weights go with them."""
    components, _ = case

    np.testing.assert_array_equal(fuse(components, WEIGHTS), fuse(components[::-1], WEIGHTS[::-1]))


@FUSIONS
@given(case=components_and_order())
def test_a_clause_better_in_every_component_is_not_worse_in_the_end(fuse, case) -> None:
    """Fusion is monotone."""
    components, _ = case
    fused = fuse(components, WEIGHTS)

    for one in range(len(fused)):
        better = np.all([scores >= scores[one] for scores in components], axis=0)
        assert (fused[better] >= fused[one] - 1e-5).all()


def test_range_scaling_puts_the_best_at_one_and_the_worst_at_zero() -> None:
    """Min-max, by hand."""
    scaled = scale_to_range(np.array([2, 4, 3], dtype=np.float32))

    np.testing.assert_array_equal(scaled, [0, 1, 0.5])


def test_deviation_scaling_by_hand() -> None:
    """Mean 0, standard deviation 1."""
    scaled = scale_to_deviation(np.array([1, 3], dtype=np.float32))

    np.testing.assert_array_equal(scaled, [-1, 1])


@pytest.mark.parametrize("scale", [scale_to_range, scale_to_deviation])
@pytest.mark.parametrize("scores", [[], [3], [0.1, 0.1, 0.1]])
def test_a_component_that_tells_nothing_apart_adds_nothing(scale, scores) -> None:
    """Equal scores scale to zeros, without a warning of numpy."""
    scaled = scale(np.array(scores, dtype=np.float32))

    np.testing.assert_array_equal(scaled, np.zeros(len(scores)))


def test_equal_scores_share_a_rank() -> None:
    """Reciprocal ranks by hand: 1, 2, 2, 4."""
    fused = fuse_ranks([np.array([9, 5, 5, 1], dtype=np.float32)], [1.0])

    np.testing.assert_allclose(fused, [1 / 61, 1 / 62, 1 / 62, 1 / 64], rtol=1e-6)


@pytest.mark.parametrize("k", [-1, 0, 1, 3, 7, 500])
def test_the_best_places_are_those_of_a_full_sort(k: int) -> None:
    """Equal scores stand in their order, also where the last of the k is one of several alike."""
    chance = np.random.default_rng(5)
    scores = chance.integers(0, 9, 300).astype(np.float32)
    allowed = chance.random(300) < 0.7

    expected = np.flatnonzero(allowed)
    expected = expected[np.argsort(-scores[expected], kind="stable")][: max(k, 0)]
    assert best_places(scores, allowed, k).tolist() == expected.tolist()
