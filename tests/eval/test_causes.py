"""One cause for each miss: a test for every cause, and the order between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import QuestionKind
from eval.causes import MEANINGS, Cause, cause_of, count_causes
from eval.judgement import Judgement
from tests.eval.judgements import perfect_judgement

UNHURRIED = settings(deadline=None)
LIST = {"kind": QuestionKind.LIST, "row_precision": 1.0, "row_recall": 1.0}
ELSEWHERE = {"first_citation": False, "any_citation": False}

# What spoils a reply, each fault with its cause, in the order in which they are told.
FAULTS = (
    (Cause.FABRICATED, {"fabricated": ("7",)}),
    (Cause.DECLINED, {"declined": True}),
    (Cause.NOT_FOUND, {**ELSEWHERE, "ranks": (None,)}),
    (Cause.MISSING_ROWS, {"row_recall": 0.5}),
    (Cause.INCOMPLETE, {"missing": ("5%",)}),
    (Cause.EXTRA_ROWS, {"row_precision": 0.5}),
    (Cause.TOO_LONG, {"too_long": True}),
    (Cause.PREMISE, {"premise_met": False}),
    (Cause.WRONG_CITATION, {"first_citation": False}),
)


def found(**changes) -> Judgement:
    """Return the judgement of a perfect reply whose gold was found first, with some of it changed."""
    return perfect_judgement(**{"ranks": (1,), **changes})


def test_a_reply_with_nothing_wrong_has_no_cause():
    """An answer with everything, a whole list, a premise put right, and a refusal where one is due."""
    assert cause_of(found()) is None
    assert cause_of(found(**LIST)) is None
    assert cause_of(found(premise_met=True)) is None
    assert cause_of(found(answerable=False, declined=True, **ELSEWHERE)) is None


def test_answering_what_no_document_says_is_not_declining():
    """Whatever was found or cited, there was nothing to answer."""
    assert cause_of(found(answerable=False)) is Cause.NOT_DECLINED
    assert cause_of(found(answerable=False, ranks=(), **ELSEWHERE)) is Cause.NOT_DECLINED


def test_declining_what_a_document_says():
    """A refusal is not looked into further, though the gold was found first."""
    assert cause_of(found(declined=True, **ELSEWHERE)) is Cause.DECLINED


@pytest.mark.parametrize("ranks", [(None,), (None, None), (21,), (57, None)])
def test_gold_that_is_not_among_the_first_twenty_was_not_found(ranks):
    """Rank 21 of a system that lists more is as good as none."""
    assert cause_of(found(ranks=ranks, **ELSEWHERE)) is Cause.NOT_FOUND


@pytest.mark.parametrize("ranks", [(2,), (20,), (None, 7), (21, 3)])
def test_gold_that_was_found_behind_others_is_ranked_low(ranks):
    """Another clause was cited, and the first gold entry stands from 2 to 20."""
    assert cause_of(found(ranks=ranks, **ELSEWHERE)) is Cause.RANKED_LOW


@pytest.mark.parametrize("ranks", [(1,), (5, 1), ()])
def test_gold_that_was_found_first_and_not_cited_is_a_wrong_citation(ranks):
    """So it is where nothing is known of the search."""
    assert cause_of(found(ranks=ranks, **ELSEWHERE)) is Cause.WRONG_CITATION


def test_a_right_citation_in_second_place_is_a_wrong_citation():
    """The gold is cited, but behind another clause."""
    assert cause_of(found(first_citation=False)) is Cause.WRONG_CITATION


def test_a_list_that_lacks_rows():
    """Recall below 1; of agencies what is missing is a key, not a row."""
    assert cause_of(found(**{**LIST, "row_recall": 0.9})) is Cause.MISSING_ROWS
    agencies = {**LIST, "kind": QuestionKind.AGENCY, "row_recall": 0.9}
    assert cause_of(found(**agencies)) is None
    assert cause_of(found(**agencies, missing=("市商务局",))) is Cause.INCOMPLETE


def test_rows_numbers_or_agencies_from_elsewhere():
    """A row too many in a list, or anything foreign in any answer."""
    assert cause_of(found(**{**LIST, "row_precision": 0.9})) is Cause.EXTRA_ROWS
    assert cause_of(found(foreign=("40%",))) is Cause.EXTRA_ROWS


def test_an_answer_that_lacks_a_key():
    """A key point is missing."""
    assert cause_of(found(missing=("5%",))) is Cause.INCOMPLETE


def test_a_fact_that_takes_a_page():
    """Everything is right, and too long."""
    assert cause_of(found(too_long=True)) is Cause.TOO_LONG


def test_a_premise_that_was_let_stand():
    """False is not None: the question had a false premise."""
    assert cause_of(found(premise_met=False)) is Cause.PREMISE


@pytest.mark.parametrize("declines", [True, False])
@pytest.mark.parametrize("answerable", [True, False])
def test_what_was_made_up_comes_before_all(answerable, declines):
    """Also beside a refusal that is right: a near clause that is no quotation is made up."""
    made_up = found(answerable=answerable, declined=declines, fabricated=("相近引文1",))
    assert cause_of(made_up) is Cause.FABRICATED


@pytest.mark.parametrize("at", range(len(FAULTS)), ids=[cause.name for cause, _ in FAULTS])
def test_of_several_faults_the_first_on_the_way_is_told(at):
    """With every later fault beside it, each fault is still the cause."""
    faults = dict(LIST)
    for _, fault in reversed(FAULTS[at:]):
        faults |= fault
    assert cause_of(found(**faults)) is FAULTS[at][0]


@UNHURRIED
@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([QuestionKind.TARGET, QuestionKind.LIST]),
            "answerable": st.booleans(),
            "declined": st.booleans(),
            "missing": st.sampled_from([(), ("5%",)]),
            "foreign": st.sampled_from([(), ("40%",)]),
            "too_long": st.booleans(),
            "first_citation": st.booleans(),
            "any_citation": st.booleans(),
            "fabricated": st.sampled_from([(), ("7",)]),
            "row_recall": st.sampled_from([None, 0.5, 1.0]),
            "premise_met": st.sampled_from([None, True, False]),
            "ranks": st.sampled_from([(), (1,), (4,), (None,)]),
        }
    )
)
def test_what_is_not_right_has_a_cause(drawn):
    """No answerable miss goes without one, and no cause is given where all is well."""
    one = found(**drawn)
    if one.answerable and not one.right_clause:
        assert cause_of(one) is not None
    if cause_of(one) is None:
        assert one.declined != one.answerable
        assert not one.fabricated
        assert one.declined or (one.right_clause and one.first_citation)


def test_causes_are_counted_the_most_frequent_first():
    """Two incomplete, one declined, one without fault; equal numbers keep the order of the cases."""
    declined = found(declined=True, **ELSEWHERE)
    lacking = found(missing=("5%",))
    found_causes = count_causes([declined, lacking, found(), lacking])
    assert list(found_causes.items()) == [(Cause.INCOMPLETE, 2), (Cause.DECLINED, 1)]
    assert list(count_causes([declined, lacking])) == [Cause.DECLINED, Cause.INCOMPLETE]
    assert count_causes([]) == {}


def test_every_cause_says_what_it_means():
    """The meanings are printed beside the counts."""
    assert set(MEANINGS) == set(Cause)
