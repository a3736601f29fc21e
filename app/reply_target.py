"""Replies to 多少, 哪一年: one goal with its qualifier and year, verbatim; a wrong premise put right."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from app.amounts import read_amounts
from app.answer import Note, Premise, QuestionKind
from app.binding_words import load_binding_words, tokens_of
from app.catalogue import ClauseFacts
from app.confidence import confidence
from app.draft import (
    Candidate,
    Draft,
    DraftStatement,
    Findings,
    answered,
    declined,
    name,
    on_one_line,
)
from app.evidence import fold, support
from app.excerpt import excerpt, in_words
from app.goals_found import ALL_FIGURES, ENOUGH, Goal, find_goals
from app.metric import read_asked_metric, read_metric
from app.time_asked import TimeAsked, speaks_of_act
from app.value_fits import amounts_told, is_beside_place, is_in_rule_meant, may_answer
from app.value_sentences import (
    has_only_length,
    nearest_value,
    said_beside,
    several_figures,
    stating_sentence,
)
from corpus.facts import Target
from corpus.indicator_tables import stated_in_row
from corpus.model import Citation, Span, cite
from index.question_words import SEVERAL

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# A plan sets what is to be reached; whether it has been, its text does not say.
_ACHIEVED = re.compile(r"已经?(?=[达建完实降提超])|(?:达到?|完成|实现|建成|超过|做到)了")
_IS_A_GOAL = Note(code="goal", text="文件写的是要达到的目标，没有写是否已经达到。")
_BASE_YEAR = re.compile(r"(?<![占同环对])[比较](20\d\d)年")
_ASKED_FIGURE = re.compile(r"多少|几(?:家|成|种|个|辆|台|吨)|百分之几")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SURE = 0.4
_PART_OF_THE_QUESTION = 0.15  # of its words in one of several metrics asked for
_SURE_ENOUGH, _QUITE_SURE = 0.75, 0.9  # confidence
_MOST_GOALS = 3
_SHOWN_NEAR = 3
_LONGEST_GOAL = 120  # characters
_LONGEST_QUOTE = 300  # characters; longer is a table run together
# From what to what, and by how much: 从甲年的30万吨增加到乙年的50万吨，累计增长三分之二.
_CHANGE = re.compile(
    r"[从由](?:20\d\d年)?[^，,；;。到至]{0,24}\d[^，,；;。到至]{0,24}[到至为](?P<to>[^，,；;。]{0,30}\d[^，,；;。]{0,12})(?=[，,；;。])"
    r"(?:[，,](?:累计|年均|共|同比|比)?(?:增长|增加|下降|减少|降低|提高|上升)[^，,；;。]{1,20})?"
)
_LONGEST_CHANGE = 60  # characters
_QUALIFIER_AFTER = re.compile(r"及以上|及以下|以上|以下|以内|左右")


def reply_target(findings: Findings) -> Draft:
    """Answer how much or by when; declined where the text gives no such figure."""
    asked = findings.analysis.time
    goals = [] if asked and asked.often else find_goals(findings)
    goals = [one for one in goals if not is_beside_place(findings, one.target.source)]
    goals = [one for one in goals if is_in_rule_meant(findings, one.target.source)]
    if goals and goals[0].fit >= ENOUGH:
        if whole := _in_one_sentence(findings, goals[0]) or said_beside(findings, goals[0]):
            return answered(findings.analysis.kind, whole)
        best = _asked_goals(findings, goals)
        return _with_premise(findings, _answer(findings, best), best[0])
    return _reply_in_words(findings)


def _reply_in_words(findings: Findings) -> Draft:
    """Answer from a sentence that is no goal; how often also from one that says it without a number."""
    asked = findings.analysis.time
    sentence = stating_sentence(findings)
    if sentence is not None:
        return answered(findings.analysis.kind, sentence)
    if several := several_figures(findings):
        return answered(findings.analysis.kind, *several)
    if confidence(findings) >= _SURE_ENOUGH and (nearest := nearest_value(findings)):
        return answered(findings.analysis.kind, nearest)
    is_sure = confidence(findings) >= _QUITE_SURE or has_only_length(findings)
    if asked and _may_go_without_act(findings, asked) and is_sure:
        any_act = replace(findings.analysis, time=replace(asked, act=""))
        if nearest := nearest_value(replace(findings, analysis=any_act)):
            return answered(findings.analysis.kind, nearest)
    if asked and asked.often and not asked.worded:
        worded = replace(findings.analysis, time=replace(asked, worded=True))
        return _reply_in_words(replace(findings, analysis=worded))
    return _declined(findings)


def _may_go_without_act(findings: Findings, asked: TimeAsked) -> bool:
    """Tell whether the act beside 多久 need not stand with the length of time.

    A verb of one character is everyday speech (给资料, 签合同); any other has to stand in the clause (抛荒几年收回).
    """
    facts = findings.candidates[0].facts
    return len(asked.act) == 1 or bool(
        asked.act and speaks_of_act(asked, facts.heading + facts.text)
    )


def _in_one_sentence(findings: Findings, goal: Goal) -> DraftStatement | None:
    """Return the goals of one sentence that are asked for together (各, 分别, 各项数值), in its words.

    They are told from the first to the last of them, behind the year that governs them.
    """
    analysis = findings.analysis
    if analysis.when or not (SEVERAL.search(analysis.text) or ALL_FIGURES.search(analysis.text)):
        return None
    sentence = findings.catalogue.sentence_of(goal.target.source)
    inside = [one for one in goal.facts.targets if sentence.span.contains(one.source.span)]
    is_table = len(sentence.quote) > _LONGEST_QUOTE or "\t" in sentence.quote
    if len(inside) < 2 or is_table:
        return None
    asked = [one for one in inside if _is_asked(findings, one)] or inside
    if ALL_FIGURES.search(analysis.text) and len(asked) * 2 >= len(inside):
        asked = inside
    if len({one.source for one in asked}) == 1:
        return state_goal(goal.facts, asked[0], years=analysis.years)
    span = Span(start=asked[0].source.span.start, end=asked[-1].source.span.end)
    quote = cite(goal.facts.document, goal.facts.clause, span)
    return state_goal(goal.facts, replace(asked[0], source=quote), years=analysis.years)


def _is_asked(findings: Findings, target: Target) -> bool:
    """Tell whether a question for several figures has what one of them measures."""
    asked, told = read_asked_metric(findings.analysis.text), read_metric(target.metric)
    if asked.of and told.of and asked.of.isdisjoint(told.of):
        return False
    if asked.measures & told.measures or (asked.of & told.of):
        return True
    return support(findings.terms, fold(target.metric)) >= _PART_OF_THE_QUESTION


def _asked_goals(findings: Findings, goals: list[Goal]) -> list[Goal]:
    """Return the best goals: equals, and for a question that asks for two figures the next one."""
    first = goals[0]
    best = [one for one in goals if one.fit >= first.fit - 1e-6 and one.is_same == first.is_same]
    if first.is_same:  # a plan repeats its figures, among its aims and with the measures
        values = {(one.target.value, one.target.unit): one for one in reversed(best)}
        best = [one for one in best if one in values.values()]
    asked = len(_ASKED_FIGURE.findall(findings.analysis.text))
    beside = [
        goal
        for goal in goals
        if goal.facts is goals[0].facts and goal.fit >= ENOUGH and goal not in best
    ]
    return [*best, *beside[: max(asked - len(best), 0)]]


def _answer(findings: Findings, goals: list[Goal]) -> Draft:
    statements: dict[Citation, DraftStatement] = {}
    spans = [goal.target.source.span for goal in goals]
    for goal in goals:
        span = goal.target.source.span
        if not any(other.contains(span) and other != span for other in spans):
            statements.setdefault(goal.target.source, _state(findings, goal))
    told = list(statements.values())
    texts = [one.text.rstrip("。") for one in told]
    own = [one for one in told if not any(one.text[:-1] in two != one.text[:-1] for two in texts)]
    return answered(findings.analysis.kind, *own[:_MOST_GOALS])


def _state(findings: Findings, goal: Goal) -> DraftStatement:
    """State a goal; of several bound by 分别, first the one that was asked about.

    A word that governs them all (力争, 不低于) may not be parted from its figures: then as the text has it.
    """
    target = goal.target
    stated = state_goal(goal.facts, target, years=findings.analysis.years)
    quote = target.source.quote
    asked = support(findings.terms, fold(target.metric)) > 0
    is_governed = not load_binding_words().following.isdisjoint(tokens_of(fold(quote)))
    if len(stated.text) > _LONGEST_GOAL and not stated_in_row(target):
        stating = re.compile(re.escape(fold(f"{target.value}{target.unit}")))
        pieces = excerpt(target.source, findings.terms, stating, amounts_told(findings))
        if pieces != (target.source,):
            period = target.period
            is_apart = period is not None and not _covers(target.source.span, period.span)
            ahead = f"{on_one_line(period.quote)}，" if period and is_apart else ""
            cited = (*pieces, period) if period and is_apart else pieces
            stated = DraftStatement(text=ahead + in_words(pieces), citations=cited)
    if "分别" not in quote or findings.analysis.quantities or not asked or is_governed:
        return stated
    value = f"{target.value}{target.unit}{_after(target)}"
    return replace(stated, text=f"{target.metric}：{value}（{stated.text.rstrip('。')}）。")


def state_goal(
    facts: ClauseFacts, target: Target, *, years: Collection[int] | None = None
) -> DraftStatement:
    """State a goal in the words of the text: the deadline, then the words that carry the value.

    Of a row of a table that is the cell with the value, behind what the row is about. A year that only
    the title gives is told where it is one of `years`, those asked about; None tells it always.
    """
    row = stated_in_row(target)
    target = target if row else replace(target, source=_whole_change(facts, target.source))
    text = source = row or on_one_line(target.source.quote).rstrip("。；;")
    citations: tuple[Citation, ...] = (target.source,)
    if target.period is not None and not _covers(target.source.span, target.period.span):
        joined = None if row else _joined(facts, target.period, target.source)
        period = on_one_line(target.period.quote)
        citations = (joined,) if joined else (target.source, target.period)
        text = on_one_line(joined.quote).rstrip("。；;") if joined else f"{period}，{source}"
    is_told = target.inherits_year and (years is None or target.year in years)
    year = f"（{target.year}年，据标题）" if is_told else ""
    return DraftStatement(text=f"{text}{year}。", citations=citations)


def _whole_change(facts: ClauseFacts, source: Citation) -> Citation:
    """Return a figure of a change with all of it: 从30万吨 with 增加到50万吨，累计增长三分之二.

    One without the other is half a statement (从…到… is one phrase), and would end as none does.
    """
    text, span = facts.document.text[: facts.clause.span.end], source.span
    change = _CHANGE.search(text, span.start, span.end + _LONGEST_CHANGE)
    if change is None or not change.start() < span.end <= change.end("to"):
        return source
    return cite(facts.document, facts.clause, Span(start=span.start, end=change.end()))


def _covers(outer: Span, inner: Span) -> bool:
    return outer.contains(inner)


def _joined(facts: ClauseFacts, first: Citation, second: Citation) -> Citation | None:
    """Return one citation for two that only a comma parts, else None."""
    between = facts.document.text[first.span.end : second.span.start]
    if first.span.end > second.span.start or between.strip(" ，,\n") != "":
        return None
    span = Span(start=first.span.start, end=second.span.end)
    return replace(second, span=span, quote=span.of(facts.document.text))


def _after(target: Target) -> str:
    match = _QUALIFIER_AFTER.search(target.qualifier)
    return match.group() if match else ""


def figure(target: Target) -> str:
    """Return a target's value with unit and qualifier, as a correction names it: "15%以上"."""
    before = re.search(r"超过|不少于|不低于|不超过|至少", target.qualifier)
    return f"{before.group() if before else ''}{target.value}{target.unit}{_after(target)}"


def _with_premise(findings: Findings, draft: Draft, goal: Goal) -> Draft:
    """Put right an amount or a base year that the question takes for granted and the text denies."""
    base_asked = _BASE_YEAR.search(findings.analysis.text)
    base_found = _BASE_YEAR.search(goal.target.source.quote)
    if base_asked and base_found and base_asked.group(1) != base_found.group(1):
        return _corrected(draft, f"{base_asked.group(1)}年", f"{base_found.group(1)}年")
    unit = goal.target.unit
    asked = [one for one in findings.analysis.quantities if unit and one.endswith(unit)]
    if not asked:
        return draft
    found = figure(goal.target)
    if set(_DIGITS.findall(asked[0])) & set(_DIGITS.findall(found)):
        return draft if findings.analysis.when else _confirmed(findings, draft, goal)
    if _is_said(findings, goal.facts, asked[0]) or _begins_change(goal.target):
        return draft
    # To contradict takes more than to answer: the goal has to be the very one that was meant.
    return _corrected(draft, asked[0], found) if goal.fit >= _SURE else _declined(findings)


def _begins_change(target: Target) -> bool:
    """Tell whether a value is where a change begins (从15万吨压减到7.5万吨); `app.premise` tells its ends apart."""
    value = re.escape(fold(target.value))
    return bool(re.search(rf"[从由](?:\d{{4}}年的?)?{value}", fold(target.source.quote)))


def _confirmed(findings: Findings, draft: Draft, goal: Goal) -> Draft:
    """Say yes to an amount asked for; whether a goal has been reached, a plan does not say."""
    if _ACHIEVED.search(findings.analysis.text) and not goal.target.historical:
        return replace(draft, notes=(*draft.notes, _IS_A_GOAL))
    first, *others = draft.statements
    opening = f"是。{name(goal.facts)}写明："
    return replace(draft, statements=(replace(first, text=opening + first.text), *others))


def _is_said(findings: Findings, facts: ClauseFacts, asked: str) -> bool:
    """Tell whether a clause has an amount anywhere, but for another year than those asked about.

    Which of its amounts is meant is told in `app.premise`.
    """
    claims = read_amounts(fold(asked))
    for sentence in facts.sentences:
        years = set(_YEAR.findall(sentence.quote))
        is_of_other = findings.analysis.years and years.isdisjoint(
            map(str, findings.analysis.years)
        )
        stated = read_amounts(fold(sentence.quote))
        if not (years and is_of_other) and any(one.has(two) for two in claims for one in stated):
            return True
    return False


def _corrected(draft: Draft, asked: str, found: str) -> Draft:
    first, *others = draft.statements
    opening = f"不是{asked}，文件写的是{found}："
    return replace(
        draft,
        statements=(replace(first, text=opening + first.text), *others),
        premise=Premise(asked=asked, found=found),
    )


def _declined(findings: Findings) -> Draft:
    best: Candidate = findings.candidates[0]
    years = "、".join(f"{year}年" for year in findings.analysis.years)
    what = "时间" if findings.analysis.when else "数值"
    asked = (
        f"所问内容在{years}的{what}" if years and not findings.analysis.when else f"所问的{what}"
    )
    speaking = [one for one in findings.candidates[:_SHOWN_NEAR] if one is best or one.support]
    near = [one.best_sentence for one in speaking]
    reason = f"文件没有写明{asked}；最接近的内容见{name(best.facts)}。"
    if any(may_answer(findings, one) for one in near):
        reason = f"没有找到能直接回答这个问题的语句；最接近的内容见{name(best.facts)}，请核对原文。"
    return declined(QuestionKind(findings.analysis.kind), reason, near)
