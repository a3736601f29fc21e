"""Weights learned from questions: what tells the clause that answers gets weight, the rest little."""

from __future__ import annotations

import random

import pytest

from app.clause_features import Features
from eval.learning import FIXED, Choice, judge_left_out, judge_weights, learn_weights

NOTHING = Features(*(0.0 for _ in Features._fields))
START = NOTHING._replace(searched=1.0, elsewhere=-0.7, out_of_force=-1.0, form=-0.3)


def questions(seed: int, count: int = 60) -> tuple[Choice, ...]:
    """Make questions whose answer stands out by its best sentence, and less by the search."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        right = chance.randrange(6)
        features = tuple(
            NOTHING._replace(
                searched=chance.random() + (0.3 if at == right else 0.0),
                heading=chance.random(),
                sentence_alone=chance.random() * 0.5 + (0.5 if at == right else 0.0),
            )
            for at in range(6)
        )
        made.append(Choice(features=features, answers=tuple(at == right for at in range(6))))
    return tuple(made)


def test_what_tells_the_answer_is_learned():
    """The best sentence counts most, the heading hardly; the search is the unit."""
    learned = learn_weights([questions(1)], START)
    assert learned.searched == 1.0
    assert learned.sentence_alone > 3 * abs(learned.heading)


def test_learned_weights_rank_questions_they_have_not_seen():
    """A set left out is judged by what the others taught."""
    left_out = judge_left_out({"甲": questions(2), "乙": questions(3)}, START)
    for before, after in left_out.values():
        assert after.first > before.first
        assert after.mrr_at_10 > before.mrr_at_10


def test_conventions_are_not_learned():
    """They stay what they were, measured by the search."""
    learned = learn_weights([questions(4)], START)
    assert [getattr(learned, one) for one in FIXED] == [getattr(START, one) for one in FIXED]


def test_a_set_counts_alike_however_large_it_is():
    """Ten copies of a set teach what one teaches."""
    one, other = questions(5), questions(6)
    many, few = (learn_weights([copies, other], START) for copies in (one * 10, one))
    assert many == pytest.approx(few, rel=0.02, abs=0.05)


def test_questions_without_an_answer_found_teach_nothing():
    """But they count as missed when weights are judged."""
    lost = Choice(features=(START,), answers=(False,))
    assert learn_weights([(*questions(7), lost)], START) == learn_weights([questions(7)], START)
    judged = judge_weights((Choice(features=(START,), answers=(True,)), lost), START)
    assert (judged.questions, judged.first, judged.mrr_at_10) == (2, 0.5, 0.5)


def test_equal_scores_stay_in_the_order_of_the_search():
    """The first found of two alike is first."""
    alike = Choice(features=(START, START), answers=(False, True))
    assert judge_weights((alike,), START).mrr_at_10 == pytest.approx(0.5)
