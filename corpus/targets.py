"""Measurable goals: metric, value, qualifier and the year they are due; pure.

Conventions of the genre: the deadline (到2025年, “十四五”期间, 2030年前) opens the sentence and holds for its
parts until the next deadline, in a section of goals until the paragraph's end, elsewhere for a next sentence
that says where a metric is to stand; 分别 binds several metrics to as
many values; …以来 and 从…到… report what has been reached already; a number without a deadline is a
threshold or a count, not a goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.carried_names import Told, names_nothing
from corpus.completions import project_told, read_completion
from corpus.deadlines import Deadline, find_deadlines
from corpus.facts import Target
from corpus.goal_segments import (
    Place,
    Segment,
    read_goals,
    with_metrics_before,
)
from corpus.held_dates import HeldDates, is_over, leads_in, sets_date
from corpus.model import Citation, Clause, ClauseRole, Document, cite
from corpus.numerals import plan_period_end
from corpus.sentence_parts import Part, find_parts
from corpus.undated_goals import (
    describes_project,
    is_asked,
    is_cost,
    is_for_each,
    is_planned,
    is_stated,
    may_state_goals,
    period_end,
    spans_years,
)
from corpus.view import MatchingView, split_sentences, view_of
from corpus.yearly import NO_YEARS, Yearly, Years, own_year

_REPORT = re.compile(r"以来|过去[一二三四五\d]|[上前]一?[个]?年度?,")
_REACHED = re.compile(r"已(?:经|建成|达到?|完成|累计|形成)")
_DATED_CHANGE = re.compile(r"(?:到|至)20\d\d年的")
_GOALS = re.compile(r"目标(?:任务|要求)?(?:建议)?(?:初步)?(?:考虑|安排|设定|确定)?[是为]?:")
_PLAN_YEARS = 5
_RULE = re.compile(r"全面(?:淘汰|取缔|禁|停|执行)")  # without a date, what is not to be
# Who is meant, or what he is given, by its amount: 任一年排放量达2.6万吨的单位, 给予每个最高500万元奖补.
_OF_ANY = re.compile(r"任[一意何]")
_GRANT = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助)[^,;。\d]{0,10}\d[\d.]{0,9}万?元|最高(?:不超过)?\d[\d.]{0,9}万?元|按[^,;。\d]{0,20}\d[\d.]{0,5}%[^,;。]{0,12}(?:奖|补|资助)"
    r"|\d[\d.]{0,9}万?元[^,;。\d]{0,8}罚款|安排[^,;。\d]{0,8}\d[\d.]{0,9}万?元[^,;。\d]{0,6}资金|给予[^,;。]{0,30}?\d[\d.]{0,9}[万亿]?元|\d[\d.]{0,9}[万亿]?元(?:人民币)?的?(?:以[内下上]的?)?(?:一次性)?(?:资金)?(?:奖补|奖励|补助|补贴|资助)"
)


def extract_targets(
    document: Document, clause: Clause, *, years: Years = NO_YEARS
) -> tuple[Target, ...]:
    """Read the goals of a clause, in order; figures already reached are marked historical.

    `years` is what the document tells of the year it is written in and about (`read_years`).
    """
    yearly = years.of(document, clause)
    states = may_state_goals(document, clause)
    place = Place(document, clause, view_of(document.text, clause.span))
    plan_end = plan_period_end(document.title)
    dates = HeldDates(
        place.view.text,
        of_goals=clause.role is ClauseRole.GOAL,
        plan_end=plan_end,
        since=years.written or _first_year(plan_end),
    )
    is_article = clause.role is ClauseRole.ARTICLE
    due = yearly.year if yearly.plans else _due_by_title(document, clause, yearly)
    found: list[Target] = []
    ends: list[Target] = []
    report, paragraph_end = False, -1
    for start, end, of_project in _sentences(place.view):
        text = place.view.text
        if start > paragraph_end:
            report, paragraph_end = False, _paragraph_end(text, start)
            dates.open_paragraph(start, paragraph_end)
        own = list(find_deadlines(text, start, end, plan_end=plan_end, this_year=yearly.year))
        if of_project and not sets_date(text, own):
            continue
        report = bool(_REPORT.search(text, start, end)) or (report and not own)
        deadlines = dates.hold(start, end, own, reports=report)
        past = report or bool(_REACHED.search(text, start, end))
        plans = None if past or is_article else due
        if is_article:  # of a statute: 已建成的, 一年内 state cases, only a year sets a goal
            past, deadlines = False, [one for one in deadlines if one.year]
        sentence = _Sentence(
            place,
            start,
            end,
            deadlines,
            past=past,
            plans=plans,
            states=states,
            is_yearly=yearly.plans,
            may_finish=not yearly.reviews and not report,
            written=years.written,
        )
        opens = len(found)
        _read_sentence(sentence, found)
        ends += _read_states(sentence, found[opens:])
    found = sorted((*found, *ends), key=lambda one: one.source.span.start)
    return tuple(_dated(target, years.written, yearly) for target in found)


def _sentences(view: MatchingView) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences of a clause, and whether each only says what a project is."""
    of_project, paragraph_end = False, -1
    for start, end in split_sentences(view):
        if start > paragraph_end:
            of_project, paragraph_end = False, _paragraph_end(view.text, start)
        of_project = describes_project(view.text[start:end], goes_on=of_project)
        yield start, end, of_project


def _due_by_title(document: Document, clause: Clause, yearly: Yearly) -> int | None:
    """Return the end of the period in the title, due to a clause of goals or tasks that names no year."""
    is_of_plan = clause.role is ClauseRole.GOAL or may_state_goals(document, clause)
    if not is_of_plan or yearly.reviews:
        return None
    return period_end(document.title) or own_year(document.title)


def date_by_lead_in(
    document: Document,
    clauses: Sequence[Clause],
    goals: Sequence[tuple[Target, ...]],
    years: Years = NO_YEARS,
) -> list[tuple[Target, ...]]:
    """Date the goals of clauses by the words that lead them in: 到2027年，…： above —— items.

    `goals` are those of each of `clauses`. A lead-in dates what stands below it in a section of
    goals and names no date of its own; one that names several dates, or is long over, dates nothing.
    """
    plan_end = plan_period_end(document.title)
    found: list[tuple[Target, ...]] = []
    path: tuple[str, ...] = ()
    period: tuple[int | None, Citation] | None = None
    for clause, own in zip(clauses, goals, strict=True):
        numbers = clause.path.numbers
        if clause.role is ClauseRole.PREAMBLE:
            path, period = numbers, None
            place = Place(document, clause, view_of(document.text, clause.span))
            due = leads_in(place.view.text, 0, len(place.view.text), plan_end)
            since = years.written or _first_year(plan_end)
            if due is not None and not is_over(due, since):
                period = (due.year, cite(document, clause, place.view.span(due.start, due.end)))
        is_below = len(numbers) > len(path) and numbers[: len(path)] == path
        if clause.role is ClauseRole.GOAL and is_below and period is not None:
            year, words = period
            own = tuple(
                replace(one, year=year, period=words, inherits_year=False)
                if _is_undated(one)
                else one
                for one in own
            )
        found.append(own)
    return found


def _is_undated(target: Target) -> bool:
    has_year = target.year is not None and not target.inherits_year
    return not has_year and target.period is None and not target.historical


def _first_year(plan_end: int | None) -> int | None:
    return None if plan_end is None else plan_end - _PLAN_YEARS + 1


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _dated(target: Target, written: int | None, yearly: Yearly) -> Target:
    """Tell by the years whether a figure has been reached: before the document was written."""
    reported = (yearly.year or written) if yearly.reviews else None
    if yearly.reviews and (not target.year or not reported or target.year <= reported):
        return replace(target, historical=True)
    if written is None or target.year is None or target.year == written:
        return target
    return replace(target, historical=target.year < written)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence at `start:end` of the view, and what it stands in tells of its figures.

    `plans` is the year in which those without a deadline are due, None where nothing tells;
    `past`: they have been reached; `states`: their clause may state goals without a year, a task of
    a plan; `is_yearly`: a list of tasks for one year; `may_finish`: it tells no review, in which what
    was to be finished has been; `written` is a year before which nothing is due, None for none.
    """

    place: Place
    start: int
    end: int
    deadlines: Sequence[Deadline]
    past: bool
    plans: int | None
    states: bool
    is_yearly: bool
    may_finish: bool = True
    written: int | None = None

    @property
    def text(self) -> str:
        return self.place.view.text[self.start : self.end]

    @property
    def is_goal(self) -> bool:
        """Tell whether the sentence stands among goals, or leads them in (预期目标是：)."""
        is_goal = self.place.clause.role is ClauseRole.GOAL
        return is_goal or (self.plans is not None and bool(_GOALS.search(self.text)))

    @property
    def may_state(self) -> bool:
        return not self.past and self.states

    def reads_all(self, words: str) -> bool:
        """Tell whether `words` may set goals in any wording: no task, or one of a list for a year."""
        return not self.may_state or (self.is_yearly and not is_asked(self.text, words))

    def parts(self) -> Iterator[Part]:
        end = self.start + len(self.text.rstrip("。;!"))
        return find_parts(self.place.view.text, self.start, end, self.deadlines)


def _read_sentence(sentence: _Sentence, known: list[Target]) -> None:
    """Read the goals of a sentence and add them to `known`, those of the clause before it."""
    tale, year, opens = Told(), None, len(known)
    is_goal, may_state, past = sentence.is_goal, sentence.may_state, sentence.past
    told = False  # a goal of a task without a year
    for part in sentence.parts():
        words = sentence.place.view.text[part.start : part.end]
        is_dated = part.deadline is not None or bool(_DATED_CHANGE.search(words))
        due = sentence.plans if not is_dated else None
        if not (is_dated or past or is_goal or due is not None or may_state):
            continue
        segment = part.segment(sentence.place)
        tale.open_part()
        goals = read_goals(sentence.place, segment)
        for target in with_metrics_before(goals, segment, known, opens):
            if _is_given(target, words, past=past):
                continue
            if not is_dated and sentence.is_yearly and spans_years(segment.text):
                continue
            if not is_dated and not past and not is_goal:
                told = may_state and is_stated(target, segment.text, sentence.text, goes_on=told)
                told = told or ((may_state or due is not None) and is_for_each(segment.text))
                told = told or (
                    sentence.reads_all(segment.text)
                    and is_planned(target, segment.text, of_list=may_state)
                )
                if not told:
                    continue
            subject, metric = tale.subject, tale.name(target)
            if names_nothing(metric) or (past and not target.unit and "达峰" in target.value):
                continue
            is_base = target.historical  # 由20个增至32个: the first is not due with the second
            own = target.year or (year if metric == subject and not is_base else None)
            year = None if target.historical else own
            tale.go_on(metric, target)
            told_by = due or (part.deadline.year if part.deadline else None)
            found = replace(
                target,
                metric=metric,
                year=own or (None if is_base else told_by),
                period=None if is_base else _period(sentence.place, segment),
                historical=is_base or past,
                inherits_year=due is not None and own is None and not is_base,
            )
            known.append(found)


def _read_states(sentence: _Sentence, figures: Sequence[Target]) -> Iterator[Target]:
    """Read what is to be finished or reached in the parts of a sentence that tell no figure of `figures`."""
    is_plan = sentence.states or sentence.is_goal or sentence.plans is not None
    if sentence.past or not (sentence.may_finish and is_plan):
        return
    held = [one.source.span for one in figures]
    project = ""
    for part in sentence.parts():
        segment = part.segment(sentence.place)
        words = sentence.place.view.text[part.start : part.end]
        state = read_completion(
            sentence.place, segment, project, is_listed=sentence.plans is not None
        )
        project = project_told(words) or project
        if state is None or any(
            one.start < state.source.span.end and state.source.span.start < one.end for one in held
        ):
            continue
        due = sentence.plans if part.deadline is None else part.deadline.year
        is_over = due is not None and sentence.written is not None and due < sentence.written
        is_bare = due is None and (not sentence.states or _RULE.search(state.value))
        if is_over or is_bare:
            continue
        yield replace(
            state,
            year=due,
            period=_period(sentence.place, segment),
            inherits_year=part.deadline is None and due is not None,
        )


def _is_given(target: Target, words: str, *, past: bool) -> bool:
    """Tell whether an amount is what somebody is given or fined, what a thing costs, or who is meant."""
    is_grant = target.unit.endswith(("元", "%")) and _GRANT.search(words) is not None
    is_fine = "罚款" in words
    is_estimate = not past and is_cost(target.metric, words)
    return is_grant or is_fine or is_estimate or _OF_ANY.search(target.metric) is not None


def _period(place: Place, segment: Segment) -> Citation | None:
    """Cite the deadline of a segment, with those that are listed before it."""
    if segment.deadline is None:
        return None
    first = segment.listed[0] if segment.listed else segment.deadline
    return place.cite(first.start, segment.deadline.end)
