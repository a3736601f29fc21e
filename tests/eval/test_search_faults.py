"""Why the search did not put the gold clause first, told by the part of the score that was short."""

from __future__ import annotations

import pytest

from eval.causes import Cause, count_faults
from eval.search_faults import Fault, SearchFault, find_fault
from eval.tables import explain_miss
from index.explanation import Explained, Explanation, Field, Match, QueryWord
from index.model import Hit, Query
from tests.eval.judgements import perfect_judgement

FIRST = {"lexical": 1.0, "dense": 0.1, "preferred": 0.0, "year": 0.0}


def clause(name: str, rank: int, *words: str, **parts: float) -> Explained:
    """Return a clause with these parts, as far as they differ from the first one's."""
    scores = {**FIRST, **parts}
    fields = ((Field.BODY, 1),)
    return Explained(
        hit=Hit(clause_id=name, score=sum(scores.values()), lexical=9.0, dense=0.5),
        rank=rank,
        words=tuple(Match(word=word, points=1.0, fields=fields) for word in words),
        bigrams=(),
        **scores,
    )


def explanation(*clauses: Explained, scope: frozenset[str] | None = None) -> Explanation:
    return Explanation(
        query=Query(text="渠道改造占比"),
        words=tuple(
            QueryWord(word=word, weight=1.0, idf=idf, subject=True, added=False)
            for word, idf in (("占比", 1.0), ("渠道", 3.0), ("改造", 2.0))
        ),
        hits=clauses[:1],
        wanted=clauses[1:],
        found=len(clauses),
        scope=scope,
    )


@pytest.mark.parametrize(
    ("first", "other", "fault"),
    [
        ({}, {"lexical": 0.6}, Fault.WORDS),
        ({"preferred": 0.3}, {"lexical": 0.9}, Fault.DOCUMENT),
        ({"year": 0.2}, {"lexical": 0.9}, Fault.YEAR),
        ({}, {"dense": 0.02}, Fault.MEANING),
    ],
)
def test_the_part_that_is_furthest_behind_is_the_fault(first, other, fault):
    """Whatever else is a little behind or ahead."""
    clauses = clause("甲/1", 1, "渠道", **first), clause("乙/2", 7, "占比", **other)
    found = find_fault(explanation(*clauses), ["乙/2"], {"乙"})
    assert found == SearchFault(fault=fault, rank=7, lacking=("渠道", "改造"), first="甲/1")


def test_the_best_of_several_gold_clauses_counts():
    """A gold entry may name several clauses."""
    clauses = clause("甲/1", 1), clause("乙/1", 9, lexical=0.1), clause("乙/2", 3, lexical=0.8)
    found = find_fault(explanation(*clauses), ["乙/1", "乙/2"], {"乙"})
    assert found is not None
    assert found.rank == 3


def test_gold_that_the_search_had_first_was_lost_in_reading():
    """Search and reading rank apart."""
    found = find_fault(explanation(clause("乙/2", 1)), ["乙/2"], {"乙"})
    assert found is not None
    assert (found.fault, found.rank) == (Fault.READING, 1)


@pytest.mark.parametrize(
    ("scope", "fault"),
    [
        (None, Fault.UNMATCHED),
        (frozenset({"乙", "甲"}), Fault.UNMATCHED),
        (frozenset({"甲"}), Fault.SCOPE),
    ],
)
def test_gold_that_was_not_found_at_all(scope, fault):
    """No component speaks for it, or its document was not searched."""
    found = find_fault(explanation(clause("甲/1", 1), scope=scope), ["乙/2"], {"乙"})
    assert found == SearchFault(fault=fault, rank=None, lacking=(), first="甲/1")


def test_without_gold_there_is_no_fault():
    """A question that no document answers has nothing to be found."""
    assert find_fault(explanation(clause("甲/1", 1)), [], set()) is None


FAULT = SearchFault(fault=Fault.WORDS, rank=7, lacking=("渠道",), first="甲/1")
MISSED = perfect_judgement(first_citation=False, any_citation=False, ranks=(7,), fault=FAULT)


def test_a_miss_says_why_the_gold_stood_where_it_stood():
    """Its place in the search, the part that was short, what it lacks and what came first."""
    words = explain_miss(MISSED)
    for part in ("检索第 7 位", "词语不合", "没有“渠道”", "排第一的是 甲/1"):
        assert part in words


def test_faults_are_counted_by_cause():
    """A reply without a fault of the search counts nowhere."""
    assert count_faults([MISSED, perfect_judgement(), MISSED]) == {
        (Cause.RANKED_LOW, Fault.WORDS): 2
    }
