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
from dataclasses import replace

from corpus.deadlines import Deadline, find_deadlines
from corpus.facts import Target
from corpus.goal_segments import Place, Segment, read_goals
from corpus.metric_names import with_base_of
from corpus.model import Citation, Clause, ClauseRole, Document, cite
from corpus.numerals import plan_period_end
from corpus.undated_goals import (
    describes_project,
    is_cost,
    is_size,
    is_stated,
    may_state_goals,
    period_end,
)
from corpus.view import MatchingView, split_sentences, view_of
from corpus.yearly import NO_YEARS, Yearly, Years

_REPORT = re.compile(r"以来|过去[一二三四五\d]|[上前]一?[个]?年度?,")
_REACHED = re.compile(r"已(?:经|建成|达到?|完成|累计|形成)")
_DATED_CHANGE = re.compile(r"(?:到|至)20\d\d年的")
# What a method reckons with is no goal: 缺省值为0.5, 取值为0.1048.
_OF_A_FORMULA = re.compile(r"(?:取值|(?:缺省|默认|推荐)值|计算)$")
_OF_A_TABLE = re.compile(
    r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[.、．]?$|\d [\d.]|预期性|约束性|预期目标"
)  # rows run together
# A motto may hold a comma: 建设10家以“率先达峰,推动发展”为主题的示范区.
_SEGMENT = re.compile(r"(?:“[^“”\d]{1,40}”|\"[^\"\d]{1,40}\"|[^,;]|(?<=\d),(?=\d{3}(?!\d)))+")
_GOALS = re.compile(r"目标(?:任务|要求)?(?:建议)?(?:初步)?(?:考虑|安排|设定|确定)?[是为]?:")
# How goals of yearly plans are worded: 新建绿地10公顷, 增长6%左右, 控制在3%以内.
_TO_DO = re.compile(
    r"(?:力争|确保|争取|全年|计划|要|再|累计|推动|加快|启动|组织|全面)*(?:新[增建改开]|建成|建设|完成|培育|打造|改造|引进|培养|培训|创建|认定|发展|治理|修复|淘汰|布局|实施|实现)"
)
_LIMITED = re.compile(
    r"增长|提高|提升|下降|降低|减少|压减|增加|达到|控制在|稳定在|保持在|突破|不[低高少多超]|力争|确保|[至到]$|[至到]…"
)
# How a sentence opens that says where a metric is to stand, as the one before it dates it.
_LEVEL = re.compile(
    r"(?!累计)[^,;:。]{0,40}?(?:率|比[例重]|占比|强度|指数|总?量|面积|规模|里程)[^,;:。]{0,16}?(?:达|提高[到至]|提升[到至]|[降升增][低至到]|下降|增长|控制在|稳定在|保持在|不[低少高多]于|超过|突破)"
)
# How an item of a list opens that goes on below the words that lead it in: ——, 1., （1）, 一是.
_ITEM = re.compile(
    r"\s{0,8}(?:[—―–-]{1,3}|[●•·◆■▪○]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|\d{1,2}[.、](?!\d)|[①-⑳]|[一二三四五六七八九]是)"
)
_SETS_DATE = re.compile(r"^[到至]|前$|期间$|时期$|期末$")
_PLAN_YEARS = 5
_LONGEST_OPENING = 4  # characters before the deadline that opens a sentence: 力争到2026年
# A sentence that only lists what is to be reached goes on with the year before it; money is for conditions.
_GOAL_IN_LIST = re.compile(
    r"(?:下降|降低|减少|提[高升]|增长|达到?|超过|控制在|稳定在|不低于|不少于|不超过|突破).{0,12}\d|\d[\d.]{0,9}(?:%|个百分点)"
)
_OF_MONEY = re.compile(r"\d[万亿]?元|补[贴助]|奖|罚|给予|投资|应当|不得|(?<!消)费")
_FEWEST_IN_LIST = 2
# Who is meant, or what he is given, by its amount: 任一年排放量达2.6万吨的单位, 给予每个最高500万元奖补.
_OF_ANY = re.compile(r"任[一意何]")
_GRANT = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助)[^,;。\d]{0,10}\d[\d.]{0,9}万?元|最高(?:不超过)?\d[\d.]{0,9}万?元|按[^,;。\d]{0,20}\d[\d.]{0,5}%[^,;。]{0,12}(?:奖|补|资助)"
    r"|\d[\d.]{0,9}万?元[^,;。\d]{0,8}罚款|安排[^,;。\d]{0,8}\d[\d.]{0,9}万?元[^,;。\d]{0,6}资金|给予[^,;。]{0,30}?\d[\d.]{0,9}[万亿]?元|\d[\d.]{0,9}[万亿]?元(?:人民币)?的?(?:以[内下上]的?)?(?:一次性)?(?:资金)?(?:奖补|奖励|补助|补贴|资助)"
)
_LONGEST_METRIC = 60  # longer is a table run together
_LISTED = re.compile(r"[、,]?(?:和|与|及|以及)?(?:到|至)?")


def extract_targets(
    document: Document, clause: Clause, *, years: Years = NO_YEARS
) -> tuple[Target, ...]:
    """Read the goals of a clause, in order; figures already reached are marked historical.

    `years` is what the document tells of the year it is written in and about (`read_years`).
    """
    yearly = years.of(document, clause)
    may_state = may_state_goals(document, clause)
    due = yearly.year if yearly.plans else _due_by_title(document, clause, yearly)
    place = Place(document, clause, view_of(document.text, clause.span))
    found: list[Target] = []
    plan_end = plan_period_end(document.title)
    report = False
    held: Deadline | None = None
    led: Deadline | None = None  # the date of the words that lead in a list
    paragraph_end = -1
    for start, end, of_project in _sentences(place.view):
        if start > paragraph_end:
            report, held = False, None
            paragraph_end = _paragraph_end(place.view.text, start)
            if clause.role is ClauseRole.GOAL:
                is_item = _ITEM.match(place.view.text, start) is not None
                if not is_item:
                    led = _leads_in(place.view.text, start, paragraph_end, plan_end)
                held = led if is_item else None
        deadlines = list(
            find_deadlines(place.view.text, start, end, plan_end=plan_end, this_year=yearly.year)
        )
        if of_project and not _sets_date(place.view.text, deadlines):
            continue
        report = bool(_REPORT.search(place.view.text, start, end)) or (report and not deadlines)
        is_goal = clause.role is ClauseRole.GOAL
        goes_on = not (
            deadlines or report or _is_over(held, years.written or _first_year(plan_end))
        ) and (
            _LEVEL.match(place.view.text, start, end) is not None
            or _lists_goals(place.view.text[start:end])
        )
        if held and (is_goal or goes_on):
            deadlines = [held, *deadlines]
        if is_goal:
            held = deadlines[-1] if deadlines else None
        else:
            held = _leading(place.view.text, start, deadlines)
        past = report or bool(_REACHED.search(place.view.text, start, end))
        goals = _sentence_targets(
            place, (start, end), deadlines, past=past, plans=None if past else due, states=may_state
        )
        found += goals
    return tuple(_dated(target, years.written, yearly) for target in found)


def _sentences(view: MatchingView) -> Iterator[tuple[int, int, bool]]:
    """Yield the sentences of a clause, and whether each only says what a project is."""
    of_project, paragraph_end = False, -1
    for start, end in split_sentences(view):
        if start > paragraph_end:
            of_project, paragraph_end = False, _paragraph_end(view.text, start)
        of_project = describes_project(view.text[start:end], goes_on=of_project)
        yield start, end, of_project


def _sets_date(text: str, deadlines: Sequence[Deadline]) -> bool:
    return any(_SETS_DATE.search(text[one.start : one.end]) for one in deadlines)


def _due_by_title(document: Document, clause: Clause, yearly: Yearly) -> int | None:
    """Return the end of the period in the title, due to a clause of goals or tasks that names no year."""
    is_of_plan = clause.role is ClauseRole.GOAL or may_state_goals(document, clause)
    return period_end(document.title) if is_of_plan and not yearly.reviews else None


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
            due = _leads_in(place.view.text, 0, len(place.view.text), plan_end)
            is_over = _is_over(due, years.written or _first_year(plan_end))
            if due is not None and not is_over:
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


def _leads_in(text: str, start: int, end: int, plan_end: int | None) -> Deadline | None:
    """Return the date that words set for the list they lead in; None for none, or several.

    Of several, the one of the last sentence holds, where that ends with a colon.
    """
    found = [
        one
        for one in find_deadlines(text, start, end, plan_end=plan_end)
        if one.year and _SETS_DATE.search(text[one.start : one.end])
    ]
    if len({one.year for one in found}) > 1 and text[start:end].rstrip().endswith(":"):
        last = max(text.rfind(mark, start, end) for mark in "。;\n")
        found = [one for one in found if one.start > last]
    return found[-1] if len({one.year for one in found}) == 1 else None


def _leading(text: str, start: int, deadlines: Sequence[Deadline]) -> Deadline | None:
    """Return the deadline that opens a sentence and is its only one: the next may go on with it.

    到2026年 and 2026年底前 set a date; 2020年 alone opens a report.
    """
    if len(deadlines) != 1 or deadlines[0].start > start + _LONGEST_OPENING:
        return None
    words = text[deadlines[0].start : deadlines[0].end]
    return deadlines[0] if _SETS_DATE.search(words) else None


def _is_over(deadline: Deadline | None, since: int | None) -> bool:
    """Tell whether a deadline lies before the document was written, or its plan begins."""
    due = deadline.year if deadline else None
    return due is not None and since is not None and due < since


def _first_year(plan_end: int | None) -> int | None:
    return None if plan_end is None else plan_end - _PLAN_YEARS + 1


def _lists_goals(sentence: str) -> bool:
    """Tell whether a sentence only lists what is to be reached: …下降15%，…达到30%以上，…."""
    parts = [one.group() for one in _SEGMENT.finditer(sentence)]
    is_of_goals = all(_GOAL_IN_LIST.search(one) for one in parts)
    return len(parts) >= _FEWEST_IN_LIST and is_of_goals and not _OF_MONEY.search(sentence)


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


def _sentence_targets(
    place: Place,
    sentence: tuple[int, int],
    deadlines: Sequence[Deadline],
    *,
    past: bool,
    plans: int | None,
    states: bool,
) -> Iterator[Target]:
    """Read a sentence; `plans` is the year in which its figures without a deadline are due.

    `states` tells that its clause may state goals without a year.
    """
    start, end = sentence
    length = len(place.view.text[start:end].rstrip("。;!"))
    is_goal = place.clause.role is ClauseRole.GOAL
    is_goal = is_goal or (plans is not None and bool(_GOALS.search(place.view.text, start, end)))
    may_state = not past and states
    subject, counted, year = "", "", None
    told = False  # a goal of a task without a year
    for match in _SEGMENT.finditer(place.view.text, start, start + length):
        deadline = next((d for d in reversed(deadlines) if d.start < match.end()), None)
        is_dated = deadline is not None or bool(_DATED_CHANGE.search(match.group()))
        due = plans if not is_dated else None
        if not is_dated and not past and not is_goal and due is None and not may_state:
            continue
        segment = _segment(place, match, deadline, deadlines)
        before = ""  # the goal told before in the same words, only 、 or 和 between them
        for target in read_goals(place, segment):
            is_grant = target.unit.endswith(("元", "%")) and _GRANT.search(match.group())
            is_estimate = not past and is_cost(target.metric, match.group())
            if is_grant or is_estimate or _OF_ANY.search(target.metric):
                continue
            if not is_dated and not past and not is_goal:
                whole = place.view.text[start:end]
                told = (
                    is_stated(target, segment.text, whole, goes_on=told)
                    if may_state
                    else _is_planned(target, segment)
                )
                if not told:
                    continue
            metric = _whole(with_base_of(target.metric, before), counted) or subject
            before = metric
            if len(metric) > _LONGEST_METRIC or _OF_A_TABLE.search(metric):
                continue
            if _OF_A_FORMULA.search(metric):
                continue
            if not metric or (past and target.unit == "" and "达峰" in target.value):
                continue
            is_base = target.historical  # 由20个增至32个: the first is not due with the second
            own = target.year or (year if metric == subject and not is_base else None)
            subject, year = metric, None if target.historical else own
            counted = metric if target.unit not in {"", "%"} or "占" in metric else ""
            yield replace(
                target,
                metric=metric,
                year=own or (None if is_base else due or (deadline.year if deadline else None)),
                period=None if is_base else _period(place, segment),
                historical=is_base or past,
                inherits_year=due is not None and own is None and not is_base,
            )


def _whole(metric: str, counted: str) -> str:
    """Return a share with what has it, the amount told before it: 可再生能源装机|占总装机的比重."""
    if not metric.startswith("占") or not counted:
        return metric
    return counted.partition("占")[0] + metric


def _is_planned(target: Target, segment: Segment) -> bool:
    """Tell whether a figure without a deadline in a plan for one year is to be reached in it."""
    if is_size(target, segment.text):
        return False
    is_done = _TO_DO.match(segment.text.lstrip("、,:\n ")) is not None
    return is_done or bool(_LIMITED.search(target.qualifier))


def _segment(
    place: Place,
    match: re.Match[str],
    deadline: Deadline | None,
    deadlines: Sequence[Deadline],
) -> Segment:
    inside = deadline is not None and match.start() <= deadline.start
    opens = deadline.end if deadline is not None and inside else match.start()
    ahead = place.view.text[match.start() : deadline.start] if deadline and inside else ""
    text = place.view.text[opens : match.end()]
    listed = _listed(place.view.text, deadlines, deadline)
    return Segment(start=opens, text=text, ahead=ahead, deadline=deadline, listed=listed)


def _period(place: Place, segment: Segment) -> Citation | None:
    """Cite the deadline of a segment, with those that are listed before it."""
    if segment.deadline is None:
        return None
    first = segment.listed[0] if segment.listed else segment.deadline
    return place.cite(first.start, segment.deadline.end)


def _listed(
    text: str, deadlines: Sequence[Deadline], last: Deadline | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that only 、 or 和 parts from each other, up to `last`."""
    if last is None:
        return ()
    listed = [last]
    for before in reversed(deadlines[: deadlines.index(last)]):
        if not _LISTED.fullmatch(text, before.end, listed[0].start):
            break
        listed.insert(0, before)
    return tuple(listed) if len(listed) > 1 and all(one.year for one in listed) else ()
