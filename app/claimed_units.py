"""Units that a question takes to have part in a task, or none, where the list of its responsible units says otherwise.

Convention (责任分工): who has part in a task stands in its list of responsible units, whatever the part. People say
of a unit that it is not there in many ways (没让甲局掺和, 不关乙局的事, 跟丙局没关系), and name one that is not there in
passing, on the way to another question (由丁局牵头的…有哪些要求).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answer import AnswerStatus, Premise, QuestionKind
from app.draft import Draft, DraftStatement, Findings, led, name
from app.evidence import fold
from corpus.aliases import AgencyMention, load_aliases
from corpus.facts import Responsibility

_AHEAD = (
    r"(?:(?<![有是])没(?:有|让|叫|请|把|给|列入?|包括|写|提到?|安排|轮到|涉及){0,2}"
    r"|(?<![是归关])不(?:让|用|需要?|要|必|归|关|由|包括|包含|涉及|列入?)|未(?:列入?|让|包括|涉及))(?:上|到|过)?"
)
_BEHIND = (
    r"(?:[这那][边块])?(?:[并也都就]|根本|完全)?(?:没|不|未)(?!吗)[^,，。;；?？]{0,4}?"
    r"(?:参[与加]|掺和?|沾边?|份|列[入在]?|管|责任|负责|关系|事|在内|配合|出面|插手|搭界|相干)"
)
_TAIL = r"[^,，。;；?？吧吗]{0,6}?(?:参[与加]|掺和|掺进?来?|插手|配合|负责|管|的事|什么事|进来|在内|帮忙|出面)?"


_ACTS = r"(?:来|去|在|所|统一|具体)?(?:负责|牵头|主管|主抓|承担|管|抓|盯|推进|落实|实施)"
_OF_ONE_TASK = frozenset(
    {QuestionKind.TASK, QuestionKind.OBLIGATION, QuestionKind.TARGET, QuestionKind.DEADLINE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A unit that a question takes to have no part in a task, and the words it says so in."""

    unit: AgencyMention
    words: str


def left_out(text: str, units: Sequence[AgencyMention]) -> tuple[LeftOut, ...]:
    """Return those of the units a question names which it takes to have no part in what it asks about."""
    found = []
    for unit in units:
        named = re.escape(unit.text)
        match = re.search(f"{_AHEAD}{named}{_TAIL}", text) or re.search(f"{named}{_BEHIND}", text)
        if match:
            found.append(LeftOut(unit=unit, words=match.group()))
    return tuple(found)


def with_left_out(
    draft: Draft, claims: Sequence[LeftOut], listed: Sequence[Responsibility], *, whether: bool
) -> Draft:
    """Open a list of units with whether those that the question leaves out stand in it."""
    aliases = load_aliases()
    names = [name for one in listed for name in one.agencies]
    names += [name for one in listed if one.shared for name in one.shared.agencies]
    there = {
        claim: "、".join(one for one in names if aliases.is_same(claim.unit, fold(one)))
        for claim in claims
    }
    first, *others = draft.statements
    wrong = [one for one, name in there.items() if name]
    if wrong:
        asked = "、".join(one.words for one in wrong)
        found = f"{'、'.join(there[one] for one in wrong)}是责任单位"
        opening = f"不是{asked}，文件写的是{found}："
        premise = Premise(asked=asked, found=found)
        told = led(draft, first)
        told = replace(told, text=opening + told.text)
        return replace(draft, statements=(told, *others), lead="", premise=premise)
    if not whether:
        return draft
    opening = f"是，责任单位中没有{'、'.join(one.unit.text for one in claims)}。"
    return replace(draft, statements=(replace(first, text=opening + first.text), *others))


def with_duty_corrected(findings: Findings, draft: Draft) -> Draft:
    """Open an answer with who is responsible, where its question puts the task in passing to a unit not in the list."""
    text = fold(findings.analysis.text)
    units = [one for one in findings.analysis.agencies if _is_put_to(one.text, text)]
    is_open = draft.status is AnswerStatus.ANSWERED and draft.premise is None
    if not is_open or draft.kind not in _OF_ONE_TASK or len(units) != 1:
        return draft
    facts = findings.catalogue[draft.statements[0].citations[0].clause_id]
    host = findings.catalogue[facts.clause.host_id] if facts.clause.host_id else facts
    listed = host.responsibilities
    if len(listed) != 1 or listed[0].others or listed[0].shared:
        return draft
    is_same = load_aliases().is_same
    is_listed = any(is_same(units[0], fold(one)) for one in listed[0].agencies)
    if is_listed or units[0].text in fold(facts.text):
        return draft
    found = "、".join(listed[0].agencies)
    text = f"不是{units[0].text}，文件写的是{found}（{name(host)}的责任单位）。"
    first = DraftStatement(text=text, citations=(listed[0].source,))
    told = (first, led(draft, draft.statements[0]), *draft.statements[1:])
    premise = Premise(asked=units[0].text, found=found)
    return replace(draft, statements=told, lead="", premise=premise)


def _is_put_to(unit: str, text: str) -> bool:
    """Tell whether a question says that a unit does the task: 由甲局牵头, 是乙局在管, 丙局负责的…."""
    named = re.escape(unit)
    return bool(re.search(rf"(?:由|归|是|让){named}{_ACTS}|{named}(?:负责|牵头|主管|主抓)的", text))
