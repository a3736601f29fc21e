"""Clauses to facts: who answers, what is to be done, how much by when, what binds; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from corpus.agencies import extract_all_responsibilities
from corpus.allotments import extract_allotments, names_whose_alone
from corpus.duty_lines import is_duty_head
from corpus.facts import (
    Facts,
    Obligation,
    Penalty,
    Responsibility,
    Target,
    Task,
    Threshold,
)
from corpus.grants import extract_grants
from corpus.indicator_tables import extract_table_targets
from corpus.model import Clause, ClauseRole, Document, Span, cite
from corpus.obligations import extract_obligations, is_title
from corpus.penalties import extract_penalties
from corpus.rates import extract_rates
from corpus.targets import date_by_lead_in, extract_targets
from corpus.task_tables import extract_task_targets
from corpus.thresholds import extract_thresholds
from corpus.time_limits import extract_time_limits
from corpus.view import split_sentences, view_of
from corpus.yearly import read_years

_Fact = TypeVar("_Fact", Target, Threshold)
_LONGEST_LEAD = 80  # characters of the words that lead to items which are clauses of their own


def extract_facts(document: Document, clauses: Sequence[Clause]) -> Facts:
    """Read every fact of every clause; each is proven by a citation into its clause."""
    years = read_years(document, clauses)
    named = extract_all_responsibilities(document, clauses)
    goals = [extract_targets(document, clause, years=years) for clause in clauses]
    goals = date_by_lead_in(document, clauses, goals, years)
    targets = [
        (
            *_without(own, rows := extract_task_targets(document, clause, written=years.written)),
            *rows,
            *extract_table_targets(document, clause, written=years.written),
        )
        for own, clause in zip(goals, clauses, strict=True)
    ]
    tasks: list[Task] = []
    obligations: list[Obligation] = []
    penalties: list[Penalty] = []
    thresholds: list[Threshold] = []
    leads: dict[str, str] = {}
    for clause, units, aims in zip(clauses, named, targets, strict=True):
        parent = clause.id.rpartition("/")[0]
        if clause.role is ClauseRole.PREAMBLE:
            leads[parent] = clause.span.of(document.text)[-_LONGEST_LEAD:]
        if clause.role is ClauseRole.TASK:
            tasks.append(extract_task(document, clause, units))
        obligations += extract_obligations(document, clause)
        penalties += extract_penalties(document, clause)
        thresholds += _limits(document, clause, aims, leads.get(parent, ""))
    return Facts(
        responsibilities=tuple(fact for facts in named for fact in facts),
        tasks=tuple(tasks),
        targets=tuple(fact for facts in targets for fact in facts),
        obligations=tuple(obligations),
        penalties=tuple(penalties),
        thresholds=tuple(thresholds),
    )


def _without(facts: Sequence[_Fact], others: Sequence[_Fact]) -> Iterator[_Fact]:
    """Yield the facts whose words no one of `others` is read from too."""
    spans = [one.source.span for one in others]
    for fact in facts:
        at = fact.source.span
        if not any(one.start < at.end and at.start < one.end for one in spans):
            yield fact


def _limits(
    document: Document, clause: Clause, goals: Sequence[Target], lead: str
) -> tuple[Threshold, ...]:
    """Read thresholds, limits and rates of a clause, in the order of the text."""
    limits = extract_thresholds(document, clause, targets=goals, lead=lead)
    rates = (
        *extract_rates(document, clause, targets=goals),
        *extract_grants(document, clause, targets=goals),
    )
    times = extract_time_limits(document, clause, known=(*goals, *limits, *rates))
    bare = [one for one in limits if names_whose_alone(one)]
    named = [one for one in limits if one not in bare]
    counts = extract_allotments(document, clause, known=(*goals, *named, *rates, *times))
    named += _without(bare, counts)
    return tuple(sorted((*named, *rates, *times, *counts), key=lambda one: one.source.span.start))


def extract_task(
    document: Document, clause: Clause, responsibilities: Sequence[Responsibility] = ()
) -> Task:
    """Read a task: its title, and its sentences without title, `responsibilities` and heads of tables."""
    view = view_of(document.text, clause.span)
    named = sorted(fact.source.span for fact in responsibilities)
    ends = list(accumulate((one.end for one in named), max))
    measures = []
    for start, end in split_sentences(view):
        span = view.span(start, end)
        words = view.text[start:end]
        is_other = is_title(words, clause) or is_duty_head(words)
        if not is_other and not _inside(span, named, ends):
            measures.append(cite(document, clause, span))
    return Task(
        title="、".join(clause.titles),
        measures=tuple(measures),
        source=cite(document, clause, clause.span),
    )


def _inside(span: Span, others: Sequence[Span], ends: Sequence[int]) -> bool:
    """Tell whether one of `others`, sorted, contains `span`; `ends` are the furthest up to each."""
    before = bisect_right(others, span.start, key=lambda other: other.start)
    return before > 0 and ends[before - 1] >= span.end
