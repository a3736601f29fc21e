"""The goals that may answer how much or by when, each with how well it fits the question; pure.

Two ways lead to a goal: the words of the clause found, and what is measured. A metric the question names in
any words (`app.metric`) is looked for among all goals of the documents asked about, for a plan states its figures
once, wherever that is; a goal of another metric never answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from os.path import commonprefix

from app.catalogue import Catalogue, ClauseFacts
from app.draft import Findings
from app.evidence import Term, fold, support
from app.metric import Metric, read_asked_metric, read_metric
from app.other_matter import is_of_another
from app.question import QuestionAnalysis
from app.selection import holds_for_the_asker, regions_not_covered
from app.stated_value import expected_unit, years_in
from corpus.facts import Target
from corpus.model import ClauseRole, Span, cite
from corpus.numerals import plan_period_end
from index.places_named import is_of

MOST_CLAUSES = 5
# A goal is the one asked for when this share of the question stands in its words and headings.
ENOUGH = 0.35
_SOME = "一批"  # how the genre counts things without a number
_COUNTS = re.compile("多少|几[家个]")
_OWN_WORDS = 0.5  # of the fit of the metric asked for: the rest is what else the question says
# All figures of what is named: 各项数值, 各项指标, 哪些量化指标.
ALL_FIGURES = re.compile(
    r"各项?(?:数值|指标|数据|目标)|哪(?:些|几[个项])[^,。?]{0,6}?(?:指标|数值|数字|目标值|数(?=[?。,]|$))"
)
_BESIDE = 0.02  # for every character of a metric beside its words
_MOST_BESIDE = 0.3
_YEAR_AHEAD = re.compile(r"到(20\d\d)年")
_CLEARLY = 0.01  # of fit, ahead of what is measured alike
_SHARED = 2  # characters in a row that a term has of a metric's words
# Who and where everything in a plan is: no part of a metric.
_SCOPE = re.compile(
    r"[全本我该]?[国省市区县州]|年度|累计|平均|预期|目标|在?20\d\d年的?基础上|[(（][^()（）]*[)）]|[、的,，\s]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target with how well it fits the question, and how far its metric alone is named.

    The latter tells apart what one phrase binds by 分别. `is_same` tells that it is the very metric asked for.
    """

    target: Target
    facts: ClauseFacts
    fit: float
    named: tuple[bool, float]
    is_same: bool = False


def find_goals(findings: Findings) -> list[Goal]:
    """Return the goals that may answer, the best first: the metric asked for before what sounds like it."""
    asked = read_asked_metric(findings.analysis.text)
    same = [one for one in _of_metric(findings, asked) if one.fit >= ENOUGH]
    if not findings.analysis.years and not all(one.target.historical for one in same):
        same = [one for one in same if not one.target.historical]
    stated = {one.target.source for one in same}
    alike = [one for one in _of_words(findings, asked) if one.target.source not in stated]
    counts = bool(_COUNTS.search(findings.analysis.text))
    ranked = sorted(
        (*same, *alike),
        key=lambda one: (
            one.is_same,
            one.fit >= ENOUGH and not (counts and one.target.value == _SOME),
            one.fit,
            one.named,
        ),
        reverse=True,
    )
    return _with_elided_first(findings, ranked)


def _with_elided_first(findings: Findings, goals: list[Goal]) -> list[Goal]:
    """Put ahead the goal of the very case asked about, of a row that says what is measured for the first case alone.

    Convention (承前省略): 初中作业时间不超过90分钟，小学不超过60分钟, asked for 小学作业时间.
    """
    asked = fold(findings.analysis.text)
    first = goals[0] if goals else None
    if first is None or fold(first.target.metric)[:2] in asked:
        return goals
    sentence = findings.catalogue.sentence_of(first.target.source)
    row = (one for one in goals[1:] if sentence.span.contains(one.target.source.span))
    meant = next(
        (
            one
            for one in row
            if one.target.unit == first.target.unit and fold(one.target.metric) in asked
        ),
        None,
    )
    return (
        [replace(meant, fit=first.fit + _CLEARLY), *goals]
        if meant and meant.target.metric
        else goals
    )


def _of_metric(findings: Findings, asked: Metric) -> Iterator[Goal]:
    """Yield the goals of the metric asked for: of the documents named, else of the clauses found."""
    if not asked.measures:
        return
    analysis = findings.analysis
    others = beside_metric(findings, asked)
    for facts, near in _clauses(findings):
        for target in _goals_of(findings, facts):
            if not asked.is_same(read_metric(target.metric)) or not _is_fitting(
                findings, target, facts
            ):
                continue
            where = fold(_ahead(findings, target) + facts.setting)
            if is_of_another_than(findings, asked, where):
                continue
            own = fold(target.metric)
            share = (support(others, own) + support(others, where)) / 2 if others else 1.0
            agreement = _agreement(target, asked, analysis.text)
            yield Goal(
                target=target,
                facts=facts,
                fit=(_OWN_WORDS + (1 - _OWN_WORDS) * share + agreement) * near,
                named=_named(findings, target, facts),
                is_same=True,
            )


def _goals_of(findings: Findings, facts: ClauseFacts) -> Iterator[Target]:
    """Yield the goals of a clause; one that no words of its own date, of the document found first alone."""
    is_first = facts.document.id == findings.candidates[0].facts.document.id
    for target in facts.targets:
        is_undated = target.inherits_year or (target.year is None and target.period is None)
        if is_first or not is_undated:
            yield target


def _ahead(findings: Findings, target: Target) -> str:
    """Return a goal's words with those of its sentence ahead, which may say whose its figures are."""
    sentence = findings.catalogue.sentence_of(target.source)
    end = target.source.span.end - sentence.span.start
    return target.metric + sentence.quote[:end] + (target.period.quote if target.period else "")


def _clauses(findings: Findings) -> Iterator[tuple[ClauseFacts, float]]:
    """Yield the clauses to look for a metric in, each with how near it is, 1 for the nearest."""
    analysis = findings.analysis
    if analysis.documents:
        for facts in findings.catalogue.clauses(analysis.documents):
            if facts.targets and not regions_not_covered(analysis, facts):
                yield facts, 1.0
        return
    best = findings.candidates[0].score
    for candidate in findings.candidates:
        if not regions_not_covered(analysis, candidate.facts):
            yield candidate.facts, max(min(1.0, candidate.score / best), 0.0)


def is_of_another_than(findings: Findings, asked: Metric, words: str) -> bool:
    """Tell whether words that hold the metric asked for are of another matter than the question.

    Then neither the question's terms nor those beside its metric, which may be worded otherwise there, all
    stand in them.
    """
    beside = beside_metric(findings, asked)
    if not beside or not is_of_another(findings, words):
        return False
    return is_of_another(replace(findings, terms=beside), words)


def beside_metric(findings: Findings, asked: Metric) -> tuple[Term, ...]:
    """Return the terms of a question without what of them belongs to the words of its metric."""
    text = fold(findings.analysis.text)
    for word in asked.words:
        text = text.replace(word, " ")
    left = (_beside(term, asked.words) for term in findings.terms)
    return tuple({one.word: one for one in left if one is not None and one.word in text}.values())


def _beside(term: Term, words: Iterable[str]) -> Term | None:
    """Return a term without the characters that it shares with the words of a metric; None for all."""
    rest = term.word
    for word in words:
        match = SequenceMatcher(None, rest, word, autojunk=False).find_longest_match()
        if match.size >= _SHARED or match.size == len(rest):
            rest = rest[: match.a] + rest[match.a + match.size :]
    if rest == term.word:
        return term
    weight = term.weight * len(rest) / len(term.word)
    return replace(term, word=rest, weight=weight, alternatives=()) if len(rest) > 1 else None


def _agreement(target: Target, asked: Metric, question: str) -> float:
    """Return how far what a metric has beside its words speaks for it: 大型及以上 in 大型及以上数据中心的….

    Every character that the question has counts for it, every other against it.
    """
    told = fold(_SCOPE.sub("", target.metric))
    for word in (*read_metric(target.metric).words, *asked.words):
        told = told.replace(word, "")
    counted = sum(1 if one in question else -1 for one in told)
    return max(-_MOST_BESIDE, min(_BESIDE * counted, _MOST_BESIDE))


def _of_words(findings: Findings, asked: Metric) -> Iterator[Goal]:
    analysis = findings.analysis
    best = findings.candidates[0].score
    # Of several metrics no goal has all the words, their sentence does.
    several = ALL_FIGURES.search(analysis.text) or len(asked.measures) > 1
    for candidate in findings.candidates[:MOST_CLAUSES]:
        facts = candidate.facts
        if regions_not_covered(analysis, facts):
            continue
        for target in _goals_of(findings, facts):
            if asked.contradicts(read_metric(target.metric)):
                continue
            if asked.measures and target.value == _SOME:
                continue  # 建成一批工厂 tells of no 能耗
            if not _is_fitting(findings, target, facts):
                continue
            words = _words(target)
            if several:
                words += findings.catalogue.sentence_of(target.source).quote
            stated = target
            if is_of_another(findings, fold(target.metric + words + facts.setting)):
                stated = _with_part_ahead(facts, target)
                if is_of_another(findings, fold(stated.source.quote + words + facts.setting)):
                    continue
            own = support(findings.terms, fold(target.metric + words))
            wider = support(findings.terms, fold(target.metric + words + facts.setting))
            yield Goal(
                target=stated,
                facts=facts,
                fit=(own + wider) / 2 * min(1.0, candidate.score / best),
                named=_named(findings, target, facts),
            )


def _words(target: Target) -> str:
    return target.source.quote + (target.period.quote if target.period else "")


def _is_fitting(findings: Findings, target: Target, facts: ClauseFacts) -> bool:
    """Tell whether a goal is of the years, the place and the unit asked about."""
    analysis = findings.analysis
    if analysis.years and not _speaks_of_year(findings, target, facts):
        return False
    if is_of_wider_place(analysis, facts, target.source.quote):
        return False
    unit = expected_unit(analysis.text)
    return not unit or analysis.when or bool(re.search(unit, target.unit))


def is_of_wider_place(analysis: QuestionAnalysis, facts: ClauseFacts, words: str) -> bool:
    """Tell whether a figure is the whole country's where one place is asked about that its clause names.

    A national plan names provinces among its measures, or in the rows of a table; its figures are not theirs.
    """
    others = [
        one
        for one in analysis.regions
        if (bare := one.rstrip("省市县")) not in facts.heading and bare not in words
    ]
    if others and analysis.documents and facts.document.id not in analysis.documents:
        return True
    text = facts.document.text
    return any(
        one.rstrip("省市县") in text
        and not is_of(one, facts.document)
        and not holds_for_the_asker(one, analysis.text, facts.document)
        for one in others
    )


def _with_part_ahead(facts: ClauseFacts, target: Target) -> Target:
    """Return a goal that quotes its part of the sentence from the last 。 or ； on.

    What its figure is about may open that part (电化学储能技术进一步提升，系统成本降低30%), and then has to be
    read with it.
    """
    text, span = facts.document.text, target.source.span
    sentence = next((one.span for one in facts.sentences if one.span.contains(span)), span)
    start = max(sentence.start, *(text.rfind(mark, 0, span.start) + 1 for mark in "；;"))
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip())
    return replace(
        target, source=cite(facts.document, facts.clause, Span(start=start, end=span.end))
    )


def _named(findings: Findings, target: Target, facts: ClauseFacts) -> tuple[bool, float]:
    """Tell whether the question has what sets a metric apart, and how much of the whole metric."""
    bound = [one.metric for one in facts.targets if one.source == target.source]
    ends = [metric[::-1] for metric in bound]
    shared = len(commonprefix(ends)) if len(bound) > 1 else 0  # noqa: RUF071 - compares characters, no paths
    own = target.metric[: len(target.metric) - shared]
    asked = fold(findings.analysis.text)
    return fold(own) in asked, support(findings.terms, fold(target.metric))


def is_aim_of(facts: ClauseFacts, years: Sequence[int], catalogue: Catalogue) -> bool:
    """Tell whether a clause states aims for one of `years` that it does not name itself.

    They are of the end of a five-year plan, or of the one year that the words ahead of all aims name
    (主要目标：到2025年，…; below it 创新能力显著增强, 产业结构不断优化, …).
    """
    is_aim = facts.clause.role is ClauseRole.GOAL or "目标" in facts.heading
    if not is_aim:
        return False
    if plan_period_end(facts.document.title) in years:
        return True
    try:
        opening = catalogue[f"{facts.clause.id.rpartition('/')[0]}/导语"]
    except KeyError:
        return False
    named = set(_YEAR_AHEAD.findall(fold(opening.text)))
    return len(named) == 1 and int(next(iter(named))) in years


def _speaks_of_year(findings: Findings, target: Target, facts: ClauseFacts) -> bool:
    """Tell whether a goal is of a year asked about; what is past only answers for years past.

    A goal that a five-year plan states among its aims without a year is due at the plan's end.
    """
    years = findings.analysis.years
    if target.year is not None:
        return target.year in years
    if any(str(year) in _words(target) for year in years):
        return True
    if headed := years_in(fold(" ".join(facts.clause.path.headings))):
        return bool(headed & set(years))
    if not target.historical:
        return is_aim_of(facts, years, findings.catalogue)
    due = (
        one.year
        for facts in findings.catalogue.clauses((target.source.document_id,))
        for one in facts.targets
        if one.year is not None and not one.historical
    )
    return max(years) < min(due, default=max(years) + 1)
