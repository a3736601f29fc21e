"""What a part brings: the same questions with and without it, in pairs."""

from __future__ import annotations

import pytest

from eval.bed_parts import LEFT_OUT, gain_of, gain_table
from eval.statistics import Rate

FIRST, SECOND, NONE = [{0}], [set(), {0}], [set()]


def test_a_gain_is_the_mean_difference_of_the_same_questions():
    """First, first, second against first, second, nothing.

    The first place differs by 0, 1, 0; reciprocal ranks 1, 1, 1/2 against 1, 1/2, 0.
    """
    whole = [FIRST, FIRST, SECOND]
    without = [FIRST, SECOND, NONE]
    gain = gain_of("某部件", whole, without, ["甲", "乙", "丙"])
    assert (gain.hit_at_1, gain.hit_at_5) == (Rate(hits=1, n=3), Rate(hits=2, n=3))
    assert gain.first.value == pytest.approx(1 / 3)
    assert gain.mrr_at_10.value == pytest.approx((0 + 1 / 2 + 1 / 2) / 3)
    assert gain.first.low is not None
    assert gain.first.low <= 1 / 3 <= gain.first.high


def test_a_part_that_does_harm_has_a_gain_below_nothing():
    """The sign says which way."""
    gain = gain_of("某部件", [SECOND], [FIRST], ["甲"])
    assert gain.first.value == -1


def test_the_table_has_a_row_for_each_part():
    """What is left without it, and what the whole has more."""
    header, (row,) = gain_table([gain_of("某部件", [FIRST], [SECOND], ["甲"])])
    assert len(header) == len(row)
    assert row[0] == "某部件"
    assert row[1].startswith("0.00 (0/1")
    assert row[3] == "1.00 (1.00–1.00)"


def test_every_part_left_out_changes_something():
    """No two variants are the same, and none is the program as it is."""
    variants = list(LEFT_OUT.values())
    assert all(one not in variants[:at] for at, one in enumerate(variants))
