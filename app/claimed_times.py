"""Years and days that a question claims and the documents deny; pure.

Conventions: a plan gives a goal its year in the words that govern it, often in an earlier part of the sentence
(到2025年，…) or in another clause that states the same goal; a statute's last article says from which day it
holds (自…起施行), which is seldom the day it was passed, approved or published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.amounts import read_amounts
from app.draft import DraftStatement, Findings, on_one_line
from app.evidence import fold
from app.goals_found import Goal, find_goals
from app.reply_target import state_goal
from corpus.facts import Target
from corpus.model import Citation

_YEAR = re.compile(
    r"(?<![\d.])(?:20(\d\d)年?|([1-6]\d)年)(?![\d级])(?:底|末)?(?:之?前|起)?(?!以[上内]|来)"
)
_SURE = 0.45  # of the question in the goal that denies a year
_AS_GOOD = 0.85  # of its fit: goals that may be meant as well
_OF_THE_AMOUNT = 0.65  # … where they are also of the amount claimed
_ASKS_TIME = re.compile(r"期限|时限|限期|到期|截止|时间|节点|时间节点|完成时间")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_HOLDS = re.compile(
    r"施行|生效|(?<!组织)(?<!抓好)实施(?!方案|意见|办法|细则|条例|[^,。?了起]{1,4})"
)
_SAME_DAY = re.compile(r"当[天日]|之日|同日|就(?:开始|正式)?|立即|马上|当即")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedTime:
    """A year or day claimed, what the text has in its place, and the statement that says so."""

    asked: str
    found: str
    statement: DraftStatement


def years_told(text: str) -> dict[int, str]:
    """Return the years that a text tells, each in its words.

    >>> years_told("25年就要突破,到2030年底前用上")
    {2025: '25年', 2030: '2030年底前'}
    """
    return {2000 + int(one[1] or one[2]): one.group() for one in _YEAR.finditer(text)}


def deny_year(findings: Findings) -> DeniedTime | None:
    """Return the year a question claims for a goal that all documents asked about set for another year.

    With an amount in the question only a goal of that amount is meant. A year that any goal as good has is
    not denied.
    """
    told = years_told(findings.analysis.text)
    claimed = [words for year, words in told.items() if year in findings.analysis.years]
    if len(claimed) != 1 or len(findings.analysis.years) != 1:
        return None
    # Its time is what is looked for, whatever unit the question asks for.
    matter = tuple(one for one in findings.terms if not _ASKS_TIME.fullmatch(one.word))
    analysis = replace(findings.analysis, years=(), when=True)
    undated = replace(findings, analysis=analysis, terms=matter)
    goals = [one for one in find_goals(undated) if one.fit >= _SURE and not one.target.historical]
    amounts = read_amounts(fold(findings.analysis.text))
    if amounts:
        goals = [one for one in goals if any(_is_of(one.target, it.text) for it in amounts)]
    if not goals:
        return None
    least = goals[0].fit * (_OF_THE_AMOUNT if amounts else _AS_GOOD)
    meant = [one for one in goals if one.fit >= least and one.is_same == goals[0].is_same]
    in_words = [one for one in meant if _is_worded(one.target, findings.analysis.text)]
    meant = in_words or meant
    years = {one.target.year for one in meant if one.target.year}
    asked = set(findings.analysis.years)
    is_sure = meant[0].is_same or amounts or in_words
    is_said = any(str(year) in goals[0].facts.text for year in asked)
    if len(years) != 1 or years & asked or (is_said and not is_sure):
        return None
    return _denied(claimed[0], next(one for one in meant if one.target.year))


def _is_worded(target: Target, question: str) -> bool:
    """Tell whether a goal is a word (达峰, 全覆盖) that the question has."""
    return not target.unit and not target.value[:1].isdigit() and target.value in question


def _is_of(target: Target, amount: str) -> bool:
    told = read_amounts(fold(f"{target.value}{target.unit}"))
    asked = read_amounts(amount)
    return any(one.has(two) or two.has(one) for one in told for two in asked)


def _denied(asked: str, goal: Goal) -> DeniedTime:
    stated = state_goal(goal.facts, goal.target)
    year = goal.target.year or 0
    found = years_told(stated.text).get(year, f"{year}年")
    return DeniedTime(asked=asked, found=found, statement=stated)


def deny_effective_day(findings: Findings, documents: Sequence[str]) -> DeniedTime | None:
    """Return the day from which a question takes a document to hold where its text names another."""
    text = findings.analysis.text
    holds = _HOLDS.search(text)
    if holds is None or len(documents) != 1:
        return None
    claimed = [one for one in _DAY.finditer(text) if one.end() <= holds.start()]
    reading = findings.catalogue.register[documents[0]].metadata.effective
    if not claimed or reading is None or reading.citation is None:
        return None
    between = text[claimed[-1].end() : holds.start()]
    is_claim = _SAME_DAY.search(between) or re.fullmatch(r"[起日开始正式就是的,]{0,6}", between)
    day = claimed[-1]
    if not is_claim or reading.value == _date(day):
        return None
    found = _DAY.search(fold(reading.citation.quote))
    if found is None:
        return None
    quote: Citation = findings.catalogue.sentence_of(reading.citation)
    statement = DraftStatement(
        text=f"{on_one_line(quote.quote).rstrip('。；;')}。", citations=(quote,)
    )
    return DeniedTime(asked=day.group(), found=found.group(), statement=statement)


def _date(day: re.Match[str]) -> date | None:
    try:
        return date(int(day["year"]), int(day["month"]), int(day["day"]))
    except ValueError:
        return None
