"""Rates against numbers worked by hand."""

from __future__ import annotations

import pytest

from app.answer import QuestionKind
from eval.cases import Split
from eval.judgement import Judgement
from eval.metrics import Rate, mean, percentile, summarise, wilson


def found(**fields):
    """Return the judgement of a perfect reply, with some of it changed."""
    perfect = {
        "case_id": "c",
        "kind": QuestionKind.TARGET,
        "split": Split.DEVELOP,
        "answerable": True,
        "declined": False,
        "missing": (),
        "foreign": (),
        "too_long": False,
        "first_citation": True,
        "any_citation": True,
        "citations": 1,
        "citations_in_gold": 1,
        "citations_exact": 1,
        "gold": 1,
        "gold_cited": 1,
        "fabricated": (),
        "row_precision": None,
        "row_recall": None,
        "premise_met": None,
        "elapsed_ms": 10.0,
    }
    return Judgement(**{**perfect, **fields})


def declined(**fields):
    """Return the judgement of a refusal."""
    nothing = {
        "declined": True,
        "first_citation": False,
        "any_citation": False,
        "citations": 0,
        "citations_in_gold": 0,
        "citations_exact": 0,
        "gold_cited": 0,
    }
    return found(**{**nothing, **fields})


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (45, 50, 0.7864, 0.9565),
    ],
)
def test_the_wilson_interval_is_the_textbook_one(hits, n, low, high):
    """Values worked by hand from the formula, z = 1.96; (0, n) is [0, z²/(n + z²)]."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_has_no_rate():
    """0 of 0 is neither 0 nor 1."""
    assert Rate(hits=0, n=0).value is None
    assert Rate(hits=0, n=0).interval is None
    assert mean([]) is None
    assert percentile([], 0.5) is None


def test_percentiles_interpolate():
    """p95 of 1..5 lies at position 3.8, between 4 and 5."""
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.95) == pytest.approx(4.8)
    assert percentile([7.0], 0.95) == 7.0


def test_scores_of_five_replies_worked_by_hand():
    """Three answerable answered (one wrong), one falsely declined, one rightly declined."""
    scores = summarise(
        [
            found(),
            found(citations=4, citations_in_gold=2, citations_exact=3, gold=2, elapsed_ms=30.0),
            found(
                missing=("5%",),
                fabricated=("7",),
                first_citation=False,
                any_citation=False,
                citations_in_gold=0,
                gold_cited=0,
            ),
            declined(),
            declined(answerable=False, gold=0),
        ]
    )
    assert scores.cases == 5
    assert scores.right == Rate(hits=2, n=4)
    assert scores.right_clause == Rate(hits=2, n=4)
    assert scores.first_citation == Rate(hits=2, n=4)
    assert scores.citation_precision == pytest.approx((1 + 0.5 + 0) / 3)
    assert scores.citation_recall == pytest.approx((1 + 0.5 + 0 + 0) / 4)
    assert scores.refusal == Rate(hits=1, n=1)
    assert scores.false_refusal == Rate(hits=1, n=4)
    assert scores.fabricated == Rate(hits=1, n=5)
    assert scores.inexact_spans == Rate(hits=1, n=6)
    assert scores.latency_p50_ms == 10.0
    assert scores.latency_p95_ms == pytest.approx(26.0)


def test_right_without_proof_is_not_right_with_right_clause():
    """The two headline rates differ exactly by the proof, and by length."""
    scores = summarise([found(any_citation=False), found(too_long=True)])
    assert scores.right == Rate(hits=1, n=2)
    assert scores.right_clause == Rate(hits=0, n=2)
    assert scores.right_clause_at_any_length == Rate(hits=1, n=2)


def test_answering_the_unanswerable_earns_nothing():
    """An unanswerable case counts for refusal only."""
    scores = summarise([found(answerable=False)])
    assert scores.right == Rate(hits=0, n=0)
    assert scores.refusal == Rate(hits=0, n=1)


def test_rows_and_premises_are_averaged_where_they_apply():
    """None means the measure does not apply, and is left out."""
    scores = summarise(
        [
            found(row_precision=1.0, row_recall=0.5),
            found(row_precision=0.5, row_recall=1.0, premise_met=True),
            found(premise_met=False),
        ]
    )
    assert (scores.row_precision, scores.row_recall) == (0.75, 0.75)
    assert scores.premise_met == Rate(hits=1, n=2)
