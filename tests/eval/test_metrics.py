"""The measures over many judgements, against numbers worked by hand."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import QuestionKind
from eval.judgement import FACT_KINDS, Judgement
from eval.metrics import (
    citation_precision,
    citation_recall,
    first_rank,
    gold_precision,
    is_exact_list,
    list_f1,
    recall_within,
    summarise,
)
from eval.rows import ROW_KINDS
from eval.statistics import Mean, Rate
from tests.eval.judgements import perfect_judgement as found

UNHURRIED = settings(deadline=None)
NOTHING = Mean(value=None, low=None, high=None, n=0)


def declined(**changes) -> Judgement:
    """Return the judgement of a refusal."""
    nothing = {
        "declined": True,
        "first_citation": False,
        "any_citation": False,
        "citations": 0,
        "citations_in_gold": 0,
        "citations_exact": 0,
        "gold_cited": 0,
        "statements": 0,
        "supported": 0,
        "citations_made": 0,
        "citations_good": 0,
        "characters": 0,
    }
    return found(**{**nothing, **changes})


def rows(precision: float | None, recall: float | None, **changes) -> Judgement:
    """Return the judgement of a list."""
    given_rows = {"kind": QuestionKind.LIST, "row_precision": precision, "row_recall": recall}
    return found(**{**given_rows, **changes})


def test_scores_of_five_replies():
    """Four answerable: right, right with 4 citations (2 in gold, 3 exact), wrong, declined; one not.

    right 2/4; gold precision (1 + 2/4 + 0)/3, the refusal cites nothing and is left out; gold recall
    (1 + 1/2 + 0 + 0)/4; one of 1 + 4 + 1 citations is not exact.
    """
    scores = summarise(
        [
            found(),
            found(citations=4, citations_in_gold=2, citations_exact=3, gold=2),
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
    assert scores.gold_precision.value == pytest.approx((1 + 0.5 + 0) / 3)
    assert scores.gold_recall.value == pytest.approx((1 + 0.5 + 0 + 0) / 4)
    assert (scores.gold_precision.n, scores.gold_recall.n) == (3, 4)
    assert scores.refusal == Rate(hits=1, n=1)
    assert scores.false_refusal == Rate(hits=1, n=4)
    assert scores.fabricated == Rate(hits=1, n=5)
    assert scores.inexact_spans == Rate(hits=1, n=6)


def test_right_words_need_their_proof_and_a_fact_is_short():
    """The headline rates differ exactly by the proof, and by length."""
    scores = summarise([found(), found(any_citation=False), found(too_long=True)])
    assert scores.right == Rate(hits=2, n=3)
    assert scores.right_clause == Rate(hits=1, n=3)
    assert scores.right_clause_at_any_length == Rate(hits=2, n=3)


@pytest.mark.parametrize(
    "fault", [{"missing": ("5%",)}, {"foreign": ("市商务局",)}, {"declined": True}]
)
def test_a_fault_of_the_answer_is_no_matter_of_length(fault):
    """A missing key, something foreign or a refusal is wrong at any length."""
    scores = summarise([found(**fault)])
    assert scores.right == scores.right_clause_at_any_length == Rate(hits=0, n=1)


def test_citation_scores_are_means_over_answers():
    """Precision (2/4 + 1/1)/2 = 0.75, recall (1/2 + 1)/2 = 0.75; all pooled it would be 3/5, 2/3.

    The refusal states nothing and is left out; an unanswerable case that was answered is not.
    """
    some = found(statements=2, supported=1, citations_made=4, citations_good=2)
    scores = summarise([some, found(answerable=False), declined()])
    assert scores.citation_precision.value == pytest.approx(0.75)
    assert scores.citation_recall.value == pytest.approx(0.75)
    assert (scores.citation_precision.n, scores.citation_recall.n) == (2, 2)


def test_statements_without_citations_have_no_precision_to_speak_of():
    """Statements that cite nothing score 0, as in ALCE; no statements are nothing to score."""
    bare = found(statements=2, supported=0, citations_made=0, citations_good=0)
    assert (citation_precision(bare), citation_recall(bare)) == (0.0, 0.0)
    assert (citation_precision(declined()), citation_recall(declined())) == (None, None)
    assert gold_precision(declined()) is None


def test_lists_are_measured_for_completeness():
    """Rows (1, ½), (½, 1), exact, declined.

    Precision (1 + ½ + 1)/3, the refusal has none; recall (½ + 1 + 1 + 0)/4 = 0.625;
    F1 (⅔ + ⅔ + 1 + 0)/4 = 0.5833; one of four is exact.
    """
    scores = summarise(
        [
            rows(1.0, 0.5),
            rows(0.5, 1.0, kind=QuestionKind.COMPARE),
            rows(1.0, 1.0, kind=QuestionKind.OUTLINE),
            declined(kind=QuestionKind.LIST),
            found(kind=QuestionKind.AGENCY, row_precision=0.1, row_recall=0.1),
        ]
    )
    assert scores.list_precision.value == pytest.approx(2.5 / 3)
    assert scores.list_recall.value == pytest.approx(0.625)
    assert scores.list_f1.value == pytest.approx(7 / 12)
    assert scores.list_exact == Rate(hits=1, n=4)


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [(1.0, 0.5, 2 / 3), (0.6, 0.6, 0.6), (0.0, 0.0, 0.0), (None, None, 0.0)],
)
def test_f1_is_the_harmonic_mean(precision, recall, expected):
    """2·1·½ / 1½ = ⅔; nothing right, or nothing answered, is 0."""
    assert list_f1(rows(precision, recall)) == pytest.approx(expected)


@pytest.mark.parametrize("measured", [(1.0, 0.9), (0.9, 1.0), (None, None)])
def test_one_row_more_or_fewer_is_not_the_exact_list(measured):
    """Both have to be whole."""
    assert is_exact_list(rows(1.0, 1.0))
    assert not is_exact_list(rows(*measured))


def test_refusal_is_weighed_on_both_sides():
    """3 of 4 declined that should be, 1 of 5 that should not: (¾ + ⅘)/2 = 0.775."""
    replies = [
        *(declined(answerable=False) for _ in range(3)),
        found(answerable=False),
        declined(),
        *(found() for _ in range(4)),
    ]
    scores = summarise(replies)
    assert scores.refusal == Rate(hits=3, n=4)
    assert scores.false_refusal == Rate(hits=1, n=5)
    assert scores.balanced_accuracy == pytest.approx(0.775)


def test_a_balance_needs_both_sides():
    """Without answerable, or without unanswerable cases there is none."""
    assert summarise([found()]).balanced_accuracy is None
    assert summarise([declined(answerable=False)]).balanced_accuracy is None


def test_answering_the_unanswerable_earns_nothing():
    """An unanswerable case counts for refusal, not for being right."""
    scores = summarise([found(answerable=False)])
    assert scores.right == Rate(hits=0, n=0)
    assert scores.refusal == Rate(hits=0, n=1)
    assert scores.gold_recall == NOTHING


def test_the_area_is_over_what_says_how_sure_it_is():
    """0.9 and 0.4 against 0.5 and 0.1: 3 of 4 pairs in order; what says nothing is left out."""
    scores = summarise(
        [
            found(confidence=0.9),
            found(confidence=0.4),
            found(confidence=None),
            declined(answerable=False, confidence=0.5),
            found(answerable=False, confidence=0.1),
        ]
    )
    assert scores.auroc == 0.75
    assert summarise([found(), declined(answerable=False)]).auroc is None


def test_premises_count_where_there_is_one():
    """None means that the question has no false premise."""
    scores = summarise([found(premise_met=True), found(premise_met=False), found()])
    assert scores.premise_met == Rate(hits=1, n=2)


def test_length_is_that_of_answered_questions():
    """Facts answered: one of two is short; characters 20, 300, 90 have the median 90."""
    scores = summarise(
        [
            found(),
            found(too_long=True, characters=300),
            found(kind=QuestionKind.TASK, characters=90),
            declined(),
            found(answerable=False, characters=5),
        ]
    )
    assert scores.short == Rate(hits=1, n=2)
    assert scores.characters_p50 == 90.0


def test_time_is_that_of_every_question():
    """10, 10, 10, 30: position 1.5 gives 10; position 2.85 gives 10 + 0.85·20 = 27."""
    scores = summarise([found(), declined(), found(answerable=False), found(elapsed_ms=30.0)])
    assert scores.latency_p50_ms == 10.0
    assert scores.latency_p95_ms == pytest.approx(27.0)


def test_the_search_is_judged_by_the_ranks_of_the_gold():
    """Ranks (1), (6, 2), (none, 20), (none): hits at 1 one, at 5 two of four.

    recall@5 (1 + ½ + 0 + 0)/4, recall@20 (1 + 1 + ½ + 0)/4; MRR (1 + ½ + 1/20 + 0)/4 = 0.3875.
    Where nothing is known of the search, or the case is unanswerable, nothing counts.
    """
    scores = summarise(
        [
            found(ranks=(1,)),
            found(ranks=(6, 2)),
            found(ranks=(None, 20)),
            declined(ranks=(None,)),
            found(ranks=()),
            found(answerable=False, ranks=(1,)),
        ]
    )
    assert scores.hit_at_1 == Rate(hits=1, n=4)
    assert scores.hit_at_5 == Rate(hits=2, n=4)
    assert scores.recall_at_5.value == pytest.approx(1.5 / 4)
    assert scores.recall_at_20.value == pytest.approx(2.5 / 4)
    assert scores.mrr.value == pytest.approx(0.3875)


def test_ranks_past_the_twentieth_are_no_find():
    """Some systems list a hundred; all are judged by as many as the program looks at."""
    assert first_rank(found(ranks=(21, 20))) == 20
    assert first_rank(found(ranks=(21, None))) is None
    assert first_rank(found(ranks=())) is None
    assert recall_within(found(ranks=(21, 20)), 20) == 0.5
    assert summarise([found(ranks=(21,))]).mrr.value == 0.0


def test_nothing_judged_scores_nothing():
    """No measure invents a number where there was nothing to count."""
    scores = summarise([])
    assert scores.cases == 0
    for field in fields(scores):
        value = getattr(scores, field.name)
        assert value in (0, None, NOTHING, Rate(hits=0, n=0)), field.name


def test_a_mean_has_the_interval_of_its_clusters():
    """Two clauses, four questions each: draws are 0, ½ or 1, so the interval is all of it."""
    replies = [
        found(cluster=cluster, gold_cited=cited) for cluster, cited in [("a", 1), ("b", 0)] * 4
    ]
    recall = summarise(replies).gold_recall
    assert recall == Mean(value=0.5, low=0.0, high=1.0, n=8)


REPLIES = st.builds(
    lambda **drawn: found(**drawn),
    kind=st.sampled_from([QuestionKind.TARGET, QuestionKind.LIST, QuestionKind.AGENCY]),
    answerable=st.booleans(),
    declined=st.booleans(),
    missing=st.sampled_from([(), ("5%",)]),
    too_long=st.booleans(),
    any_citation=st.booleans(),
    fabricated=st.sampled_from([(), ("7",)]),
    premise_met=st.sampled_from([None, True, False]),
    ranks=st.sampled_from([(), (1,), (None,), (3, 30)]),
    elapsed_ms=st.sampled_from([5.0, 10.0, 40.0]),
)


@UNHURRIED
@given(
    st.lists(REPLIES, max_size=8).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    )
)
def test_the_order_of_the_replies_does_not_matter(replies):
    """Rates, percentiles and areas are the same in any order; means have the same value."""
    one, other = (summarise(some) for some in replies)
    for field in fields(one):
        first, second = getattr(one, field.name), getattr(other, field.name)
        if isinstance(first, Mean):
            assert second.n == first.n
            assert second.value == pytest.approx(first.value)
        else:
            assert second == first, field.name


@UNHURRIED
@given(st.lists(REPLIES, min_size=1, max_size=8))
def test_stricter_measures_are_never_higher(replies):
    """Right clause ≤ right, short or not; a first hit is a hit among the first five."""
    scores = summarise(replies)
    assert scores.right_clause.hits <= scores.right.hits
    assert scores.right_clause.hits <= scores.right_clause_at_any_length.hits
    assert scores.hit_at_1.hits <= scores.hit_at_5.hits
    assert (scores.recall_at_5.value or 0) <= (scores.recall_at_20.value or 0)


def test_single_facts_and_lists_are_different_kinds():
    """No answer is both: one has to be short, the other whole."""
    assert not FACT_KINDS & ROW_KINDS
