"""Ranked lists against numbers worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eval.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank

UNHURRIED = settings(deadline=None)
GOLD = 4
RANKED = st.lists(st.frozensets(st.integers(0, GOLD - 1), max_size=2), max_size=15)


@pytest.mark.parametrize(
    ("found", "gold", "k", "expected"),
    [
        ([{0}, set(), {0, 1}], 3, 3, 2 / 3),  # entries 0 and 1 of three; 0 found twice counts once
        ([{0}, set(), {0, 1}], 3, 2, 1 / 3),
        ([{0}, {1}], 2, 20, 1.0),  # a list may be shorter than k
        ([set(), set()], 2, 5, 0.0),
        ([], 2, 5, 0.0),
    ],
)
def test_recall_is_the_share_of_gold_entries_found(found, gold, k, expected):
    """Entries within the first k ranks / gold entries."""
    assert recall_at(found, gold, k) == pytest.approx(expected)


def test_a_hit_is_any_gold_entry_within_the_first_k():
    """The second rank is within two, not within one; nothing found is no hit."""
    assert not hit_at([set(), {0}], 1)
    assert hit_at([set(), {0}], 2)
    assert not hit_at([], 5)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([{1}, {0}], 1.0),
        ([set(), set(), {1}, {0}], 1 / 3),  # the first counts, whichever entry it is
        ([set()] * 9 + [{0}], 1 / 10),
        ([set()] * 10 + [{0}], 0.0),  # rank 11 is past the first ten
        ([], 0.0),
    ],
)
def test_the_reciprocal_rank_is_that_of_the_first_entry(found, expected):
    """1 / rank within the first ten, 0 past them."""
    assert reciprocal_rank(found) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("found", "gold", "k", "expected"),
    [
        ([set(), {0}], 1, 10, 0.63093),  # 1/log2(3), ideal 1
        # 1/log2(2) + 1/log2(4) = 1.5; ideal 1 + 1/log2(3) = 1.63093
        ([{0}, set(), {1}], 2, 10, 0.91972),
        ([{0}, {0}, {0}], 1, 10, 1.0),  # an entry gains once
        ([{0}, {0}, {1}], 2, 10, 0.91972),
        # The ideal list within 2 ranks holds 2 of the 5 entries
        ([{0}, {1}], 5, 2, 1.0),
        # A rank gains 1, not 2: 1 / 1.63093; so the measure never passes 1
        ([{0, 1}], 2, 10, 0.61315),
        ([set()] * 10 + [{0}], 1, 10, 0.0),
        ([], 3, 10, 0.0),
    ],
)
def test_ndcg_discounts_by_the_logarithm_of_the_rank(found, gold, k, expected):
    """DCG = Σ gain / log2(rank + 1), over that of the ideal list."""
    assert ndcg_at(found, gold, k) == pytest.approx(expected, abs=5e-6)


@UNHURRIED
@given(RANKED, st.integers(1, 20))
def test_every_measure_lies_between_0_and_1_and_all_agree_on_nothing(found, k):
    """A list with a hit scores above 0 in each, a list without one scores 0 in each."""
    scores = (recall_at(found, GOLD, k), reciprocal_rank(found, k), ndcg_at(found, GOLD, k))
    assert all(0 <= score <= 1 + 1e-12 for score in scores)
    assert {score > 0 for score in scores} == {hit_at(found, k)}


@UNHURRIED
@given(RANKED, st.integers(1, 19))
def test_looking_further_down_loses_nothing(found, k):
    """Recall, hit and reciprocal rank never fall with k."""
    assert recall_at(found, GOLD, k) <= recall_at(found, GOLD, k + 1)
    assert hit_at(found, k) <= hit_at(found, k + 1)
    assert reciprocal_rank(found, k) <= reciprocal_rank(found, k + 1)


@UNHURRIED
@given(RANKED)
def test_a_hit_put_in_front_is_no_worse(found):
    """Moving the first hit to the top raises the reciprocal rank to 1 and lowers no nDCG."""
    at = next((number for number, entries in enumerate(found) if entries), None)
    assume(at is not None and at < 10)
    moved = [found[at], *found[:at], *found[at + 1 :]]
    assert reciprocal_rank(moved) == 1.0
    assert ndcg_at(moved, GOLD) >= ndcg_at(found, GOLD) - 1e-12
