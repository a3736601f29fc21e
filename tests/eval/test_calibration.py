"""Whether confidences mean what they say, and the learning of their weights, on made samples."""

from __future__ import annotations

import pytest

from app.confidence import FEATURES
from eval.calibration import Sample, apply_weights, learn_weights, leave_out, measure
from eval.calibration_command import calibration_parts

NOTHING = dict.fromkeys(FEATURES, 0.0)


def sample(group: str, answerable: bool, **features: float) -> Sample:
    return Sample(group=group, answerable=answerable, features=NOTHING | features)


def some(group: str) -> list[Sample]:
    """Thirty questions: a region not covered decides, now and then the other way."""
    here = [sample(group, at % 10 != 0) for at in range(15)]
    return here + [sample(group, at % 10 == 0, elsewhere=1.0) for at in range(15)]


def test_what_speaks_against_an_answer_gets_a_negative_weight():
    """And a feature that is the same everywhere none."""
    weights = learn_weights(some("a"))
    assert weights["elsewhere"] < -1
    assert weights["other_year"] == 0


def test_the_mean_confidence_is_the_share_that_can_be_answered():
    """So logistic regression with an intercept is made (the score equation of the intercept)."""
    samples = some("a")
    weights = learn_weights(samples)
    likely = [apply_weights(weights, one.features) for one in samples]
    share = sum(one.answerable for one in samples) / len(samples)
    assert sum(likely) / len(likely) == pytest.approx(share)


def test_a_group_is_judged_by_the_others():
    """What one group says against all the rest does not help it."""
    contrary = [
        Sample(group="b", answerable=not one.answerable, features=one.features) for one in some("b")
    ]
    samples = [*some("a"), *some("c"), *contrary]
    measured = measure(contrary, leave_out(samples)[-len(contrary) :])
    assert measured.auroc is not None
    assert measured.auroc < 0.5


def test_one_group_has_no_others():
    """There is nothing to learn from."""
    with pytest.raises(ValueError, match="no questions"):
        leave_out(some("a"))


def test_nothing_found_is_no_confidence():
    """A question without a clause."""
    assert apply_weights(learn_weights(some("a")), None) == 0.0


def test_the_measures_by_hand():
    """Three questions, reckoned on paper."""
    samples = [sample("a", True), sample("a", True), sample("a", False)]
    found = measure(samples, [0.95, 0.15, 0.15])

    assert found.auroc == 0.75
    assert found.brier == pytest.approx((0.05**2 + 0.85**2 + 0.15**2) / 3)
    assert found.error == pytest.approx((1 * 0.05 + 2 * 0.35) / 3)
    assert [
        (one.low, one.answerable.hits, one.answerable.n) for one in found.bins if one.answerable.n
    ] == [
        (0.1, 1, 2),
        (0.9, 1, 1),
    ]


def test_a_certain_confidence_lies_in_the_last_bin():
    """1.0 is no eleventh tenth."""
    assert measure([sample("a", True)], [1.0]).bins[-1].answerable.n == 1


def test_the_chapter_shows_sets_curve_and_weights():
    """Every set by the others' weights, ten bins, each feature with its meaning in Chinese."""
    head, curve, weights = calibration_parts([*some("plans"), *some("others")])
    assert [row[0] for row in head.tables[0].rows] == ["plans", "others", "合计"]
    assert curve.plot is not None
    assert len(curve.tables[0].rows) == len(curve.plot.bars) == 10
    assert [row[0] for row in weights.tables[0].rows][1:] == list(FEATURES)
