"""Replies to 总体目标是什么, 到2030年要做到什么样: the goal of a document as a whole, by its year.

Convention (GB/T 9704, 公文写作规范): what a plan wants to reach stands in its section 目标 (总体目标, 主要目标, 发展目标), one
year after another (到2025年，…。到2035年，…。); what follows a year is for that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.catalogue import ClauseFacts
from app.documents_meant import documents_meant, without_names
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import fold
from corpus.model import Citation, ClauseRole
from index.question_words import ALL_GOALS, GENERAL_GOAL, WHO

_TELLING = 1.5  # weight of a word that asks for the goal of something in the document
_MOST_SENTENCES = 14
_MOST_DOCUMENTS = 3
_OF_GOALS = re.compile(
    r"目标|愿景|总体|主要|整体|要求|水平|样子|程度|实现|达到|做到|发展|工作|建设|阶段|将来|未来|最终|远期|近期|什么样|时候|一份|份|文件|方案|规划|意见|计划|想|年"
)
_HEADED = re.compile(r"[\u4e00-\u9fff]{0,6}目标(?:愿景|任务)?(?:[和与及、]\w{2,8})?[。:：]?$")
_OVERALL = re.compile(r"总体目标|总目标|总的目标")
_YEAR = re.compile(
    r"^.{0,12}?(?:到|至|力争|力争到)?(?P<year>20\d\d)年|^.{0,8}?“?(?P<plan>十[四五六]五)”?(?:期间|末|时期)"
)
_PLAN_YEAR = {"十四五": 2025, "十五五": 2030, "十六五": 2035}
_CAPTION = re.compile(r"^[^,，；;]{0,20}$")


def reply_goal(findings: Findings) -> Draft | None:
    """Answer what a document as a whole wants to reach, in the year asked for; None for another question."""
    analysis = findings.analysis
    text = analysis.text
    if not GENERAL_GOAL.search(text) or WHO.search(text) or ALL_GOALS.search(text):
        return None
    documents = documents_meant(findings)
    if draft := _goal_of_task(findings):
        return draft
    if not documents or len(documents) > _MOST_DOCUMENTS or _asks_of_something(findings, documents):
        return None
    statements: list[DraftStatement] = []
    for document in documents:
        clauses = _goal_clauses(findings.catalogue.clauses((document,)), text)
        told = [(facts, one) for facts in clauses for one in _for_years(facts, analysis.years)]
        lead = ""
        for facts, sentence in told[:_MOST_SENTENCES]:
            opening = f"{name(facts)}写明：" if len(documents) > 1 else ""
            words = on_one_line(sentence.quote)
            shown = words if opening == lead else opening + words
            statements.append(DraftStatement(text=shown, citations=(sentence,)))
            lead = opening
    return answered(analysis.kind, *statements) if statements else None


def _goal_of_task(findings: Findings) -> Draft | None:
    """Answer what the task that a question names by its heading wants to reach, by its year; None where it says nothing of it.

    Convention of plans: the last sentences of a task say so year by year (到2025年，…。到2030年，…。), each of several things.
    """
    best = findings.candidates[0]
    title, whole = (
        fold(one) for one in ("".join(best.facts.clause.titles[-1:]), best.facts.document.title)
    )
    named = [
        one.word
        for one in findings.terms
        if one.known and len(one.word) > 1 and one.word not in whole
    ]
    if best.facts.task is None or not any(
        one in title and not _OF_GOALS.search(one) for one in named
    ):
        return None
    dated = [
        one for one in best.facts.sentences if _YEAR.search(re.sub(r"\s", "", fold(one.quote)))
    ]
    of_years = [one for one in _for_years(best.facts, findings.analysis.years) if one in dated]
    told = [DraftStatement(text=on_one_line(one.quote), citations=(one,)) for one in of_years]
    return answered(findings.analysis.kind, *told) if told else None


def _asks_of_something(findings: Findings, documents: Sequence[str]) -> bool:
    """Tell whether a question speaks of something in the document, beside its name."""
    named = [one for one in findings.catalogue.documents if one.id in documents]
    rest = without_names(fold(findings.analysis.text), named)
    titles = fold("".join(one.title for one in named))
    return any(
        one.known
        and one.weight >= _TELLING
        and len(one.word) > 1
        and one.word in rest
        and one.word not in titles
        and not _OF_GOALS.search(one.word)
        for one in findings.terms
    )


def _goal_clauses(clauses: Sequence[ClauseFacts], text: str) -> list[ClauseFacts]:
    """Return the clauses of a document that say its goal: those of the section 目标."""
    found = [
        one
        for one in clauses
        if one.clause.role is ClauseRole.GOAL
        or any(_HEADED.search(re.sub(r"\s", "", part)) for part in one.clause.path.headings)
        or any(_HEADED.fullmatch(re.sub(r"\s", "", title)) for title in one.clause.titles)
    ]
    overall = [one for one in found if _OVERALL.search(one.heading + "".join(one.clause.titles))]
    return overall if overall and _OVERALL.search(text) else found


def _for_years(facts: ClauseFacts, years: Sequence[int]) -> Iterator[Citation]:
    """Yield the sentences of a clause that are for the years asked about; all, where none is."""
    current: int | None = None
    for sentence in facts.sentences:
        words = re.sub(r"\s", "", fold(sentence.quote))
        if match := _YEAR.search(words):
            current = int(match["year"]) if match["year"] else _PLAN_YEAR[match["plan"]]
        is_caption = bool(_CAPTION.match(words)) and current is None
        if (not years and not is_caption) or current in years:
            yield sentence
