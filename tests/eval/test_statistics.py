"""Intervals, tests and the area under the curve, against numbers worked by hand."""

from __future__ import annotations

from math import sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.statistics import (
    Z_95,
    McNemar,
    Mean,
    Rate,
    auroc,
    bootstrap_mean,
    mcnemar,
    mean,
    percentile,
    wilson,
)

UNHURRIED = settings(deadline=None)
NUMBERS = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=12)
VERDICTS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40)
COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # z²/n = 0.38415; centre (0.8 + 0.19207) / 1.38415 = 0.71674,
        # half width 1.95996·√(0.016 + 0.0096036) / 1.38415 = 0.22658
        (8, 10, 0.49016, 0.94332),
        (0, 10, 0.0, 0.27753),  # (0, n) is [0, z²/(n + z²)] = 3.84146/13.84146
        (10, 10, 0.72247, 1.0),  # and (n, n) its mirror image
        (1, 1, 0.20655, 1.0),  # 1/(1 + 3.84146)
        # z²/n = 0.076829; centre (0.9 + 0.038415) / 1.076829 = 0.87146,
        # half width 1.95996·√(0.0018 + 0.00038415) / 1.076829 = 0.08506
        (45, 50, 0.78640, 0.95652),
    ],
)
def test_the_wilson_interval_is_the_textbook_one(hits, n, low, high):
    """The working stands beside each row; z = 1.959964, z² = 3.84146."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=1.5e-5)


@UNHURRIED
@given(COUNTS)
def test_the_wilson_bounds_solve_the_score_equation(counts):
    """A bound b is where the rate lies z standard errors off: |p − b| = z·√(b(1−b)/n)."""
    hits, n = counts
    p = hits / n
    for bound in wilson(hits, n):
        assert abs(p - bound) == pytest.approx(Z_95 * sqrt(bound * (1 - bound) / n), abs=1e-6)


@UNHURRIED
@given(COUNTS)
def test_the_wilson_interval_holds_the_rate_and_mirrors(counts):
    """It lies in [0, 1] round the rate; what is missed has the mirror image of what is hit."""
    hits, n = counts
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1
    assert wilson(n - hits, n) == pytest.approx((1 - high, 1 - low))


def test_a_rate_of_nothing_is_neither_0_nor_1():
    """0 of 0 has no value and no interval; 1 of 4 has both."""
    assert (Rate(hits=0, n=0).value, Rate(hits=0, n=0).interval) == (None, None)
    assert Rate(hits=1, n=4).value == 0.25
    assert Rate(hits=1, n=4).interval == wilson(1, 4)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0, 1.0, 4.0, 2.0, 3.0], 0.95, 4.8),  # position 4·0.95 = 3.8, between 4 and 5
        ([5.0, 1.0, 4.0, 2.0, 3.0], 0.5, 3.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.5),  # position 3·0.5 = 1.5, between 2 and 3
        ([7.0], 0.95, 7.0),
        ([2.0, 2.0, 2.0], 0.95, 2.0),
        ([3.0, 1.0], 0.0, 1.0),
        ([3.0, 1.0], 1.0, 3.0),
    ],
)
def test_percentiles_interpolate_between_neighbours(values, share, expected):
    """Hyndman and Fan's type 7: position (n − 1)·share in the sorted values."""
    assert percentile(values, share) == pytest.approx(expected)


@UNHURRIED
@given(NUMBERS, st.floats(0, 1))
def test_percentiles_are_numpys(values, share):
    """NumPy's default quantile is the same type 7."""
    assert percentile(values, share) == pytest.approx(float(np.quantile(values, share)), abs=1e-9)


def test_no_values_have_no_mean_and_no_percentile():
    """None, where there was nothing to count."""
    assert mean([]) is None
    assert percentile([], 0.5) is None
    assert bootstrap_mean([], []) == Mean(value=None, low=None, high=None, n=0)


def test_the_mean_is_the_sum_over_the_number():
    """(1 + 2 + 6) / 3 = 3."""
    assert mean([1.0, 2.0, 6.0]) == 3.0


def test_one_value_or_one_cluster_has_an_interval_without_width():
    """Every draw of one cluster is that cluster: the interval says nothing, and shows it."""
    assert bootstrap_mean([0.4], ["a"]) == Mean(value=0.4, low=0.4, high=0.4, n=1)
    assert bootstrap_mean([0.0, 1.0, 1.0, 0.0], "aaaa") == Mean(value=0.5, low=0.5, high=0.5, n=4)


def test_two_values_draw_both_ends():
    """Draws of 0 and 1 are 00, 01, 10, 11: a quarter of the means are 0, a quarter are 1."""
    assert bootstrap_mean([0.0, 1.0], "ab") == Mean(value=0.5, low=0.0, high=1.0, n=2)


def test_a_draw_takes_whole_clusters_with_all_their_values():
    """Clusters 1, 1, 1 and 0: draws give 6/6, 3/4 or 0/2; never ½ (means of means) or ¼ (values)."""
    drawn = {bootstrap_mean([1, 1, 1, 0], "aaab", resamples=1, seed=s).low for s in range(40)}
    assert drawn == {0.0, 0.75, 1.0}


def test_the_interval_is_the_same_for_the_same_seed():
    """The default seed is fixed; another one gives another interval, if not by much."""
    chance = Random(1)
    values = [chance.random() for _ in range(30)]
    clusters = [at // 3 for at in range(30)]
    found = bootstrap_mean(values, clusters)
    other = bootstrap_mean(values, clusters, seed=1)
    assert bootstrap_mean(values, clusters) == found
    assert other != found
    assert (other.low, other.high) == pytest.approx((found.low, found.high), abs=0.02)


@UNHURRIED
@given(NUMBERS)
def test_the_interval_lies_in_the_values_round_their_mean(values):
    """No draw leaves the range of the values, and the mean is in the middle of the draws."""
    found = bootstrap_mean(values, range(len(values)), resamples=2_000)
    low, middle, high = min(values), sum(values) / len(values), max(values)
    assert found.value == pytest.approx(middle)
    assert low - 1e-9 <= found.low <= middle + 1e-9
    assert middle - 1e-9 <= found.high <= high + 1e-9


@UNHURRIED
@given(NUMBERS, st.integers(2, 4))
def test_asking_the_same_again_makes_nothing_surer(values, times):
    """Clusters of equal values have the interval of the values alone, however many they are."""
    clusters = list(range(len(values)))
    once = bootstrap_mean(values, clusters, resamples=500)
    again = bootstrap_mean(values * times, clusters * times, resamples=500)
    assert again.n == times * once.n
    assert (again.low, again.high) == pytest.approx((once.low, once.high))


def test_a_clustered_interval_is_wider_where_members_are_equal():
    """10 clusters of 4: the standard error is √(¼/10) = 0.158, not √(¼/40) = 0.079; so the width."""
    values = [float(at % 2) for at in range(10) for _ in range(4)]
    clustered = bootstrap_mean(values, [at // 4 for at in range(40)])
    alone = bootstrap_mean(values, range(40))
    assert clustered.high - clustered.low == pytest.approx(2 * Z_95 * 0.158, abs=0.05)
    assert alone.high - alone.low == pytest.approx(2 * Z_95 * 0.079, abs=0.05)


def test_only_the_clustered_interval_holds_the_truth_as_often_as_it_says():
    """Of 200 samples of 30 clusters, 5 equal members each: about 95 % against about 60 %."""
    chance = Random(7)
    held = {"clustered": 0, "alone": 0}
    for _ in range(200):
        values = [value for _ in range(30) for value in [chance.gauss(0, 1)] * 5]
        owners = {"clustered": [at // 5 for at in range(150)], "alone": range(150)}
        for name, clusters in owners.items():
            found = bootstrap_mean(values, clusters, resamples=400)
            held[name] += found.low <= 0 <= found.high
    assert held["clustered"] > 0.9 * 200
    assert held["alone"] < 0.75 * 200


def test_every_value_needs_its_cluster():
    """Values and clusters of different lengths are a fault of the caller."""
    with pytest.raises(ValueError, match="length"):
        bootstrap_mean([1.0, 2.0], ["a"])


@pytest.mark.parametrize(
    ("lost", "won", "p"),
    [
        (5, 1, 0.21875),  # 2·(C(6,0) + C(6,1)) / 2⁶ = 14/64
        (6, 0, 0.03125),  # 2·1/64
        (0, 6, 0.03125),
        (1, 1, 1.0),  # 2·(1 + 2)/4 = 1.5, cut to 1
        (0, 1, 1.0),  # 2·1/2
        (0, 0, 1.0),  # nothing changed
        (10, 2, 0.03857),  # 2·(1 + 12 + 66)/4096 = 158/4096
    ],
)
def test_mcnemar_is_the_exact_binomial_test(lost, won, p):
    """Only the pairs that changed count; the 7 that stayed as they were do not."""
    before = [True] * lost + [False] * won + [True] * 4 + [False] * 3
    after = [False] * lost + [True] * won + [True] * 4 + [False] * 3
    found = mcnemar(before, after)
    assert (found.lost, found.won) == (lost, won)
    assert found.p == pytest.approx(p, abs=5e-6)


@UNHURRIED
@given(VERDICTS)
def test_mcnemar_is_symmetric(pairs):
    """Exchanging the runs exchanges lost and won and leaves p, which is a probability."""
    before, after = [old for old, _ in pairs], [new for _, new in pairs]
    found = mcnemar(before, after)
    assert mcnemar(after, before) == McNemar(lost=found.won, won=found.lost, p=found.p)
    assert 0 < found.p <= 1


def test_mcnemar_compares_the_same_cases():
    """Runs of different lengths have no pairs."""
    with pytest.raises(ValueError, match="shorter"):
        mcnemar([True, False], [True])


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        # 0.9 and 0.8 beat both (4); 0.4 loses to 0.5 and ties with 0.4 (½): 4.5 of 6
        ([0.9, 0.8, 0.4], [0.5, 0.4], 0.75),
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.2, 0.3], 0.0),
        ([0.5, 0.5], [0.5, 0.5, 0.5], 0.5),
    ],
)
def test_the_area_counts_pairs_in_order_and_ties_half(positive, negative, expected):
    """AUROC = (pairs in order + half the ties) / pairs."""
    assert auroc(positive, negative) == pytest.approx(expected)


def test_without_pairs_there_is_no_area():
    """One kind alone cannot be told from the other."""
    assert auroc([], [0.5]) is None
    assert auroc([0.5], []) is None


@UNHURRIED
@given(NUMBERS, NUMBERS)
def test_the_area_turns_with_the_sides_and_heeds_the_order_alone(positive, negative):
    """Exchanging the sides gives 1 − AUROC; any rising change of the scores leaves it as it is."""
    area = auroc(positive, negative)
    assert auroc(negative, positive) == pytest.approx(1 - area)
    assert auroc([one**3 + 7 for one in positive], [one**3 + 7 for one in negative]) == area
