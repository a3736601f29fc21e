"""Replies to 要争创哪些牌子, 要修订哪几个标准, 2025年底前要完成哪些: what a document says is to be done by one verb or date.

Convention (工作报告, 公文写作): titles to be won are named behind the verb 争创 or 创建, clause by clause, and the papers
to be written behind 制定, 修订 or 出台 with their names in 《》; what is due stands behind its date (2025年底前完成…);
a report tells first what has been done (工作回顾), and that is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.documents_meant import documents_meant
from app.draft import Draft, DraftStatement, Findings, answered, declined, name, on_one_line
from app.evidence import Term, fold
from corpus.model import Citation, Span, cite

_MEANS_TO = r"(?:要|将|拟|得|需要?|应|计划|打算|准备|提出|今年|年|[里中,])(?:再)?"
_WHICH = r"(?:哪些|哪几?[个项部件份种块]|几[个项部件份种块]|什么|啥)"
_TITLES = re.compile(rf"{_MEANS_TO}[“\"]?(?P<verb>争创|申创|创建|创成)[”\"]?(?:成功?|为)?{_WHICH}")
_PAPERS = re.compile(
    rf"{_MEANS_TO}[“\"]?(?:新|研究|抓紧|加快)?(?P<verb>制修订|制定修订|制订|修订|修改|改|制定|出台|编制)[”\"]?{_WHICH}(?:[^,。?]{{0,6}}?)"
    r"(?:标准|规范|法规|规章|条例|办法|文件|规划|方案|制度|意见|细则|指南|目录)"
)
_DUE = re.compile(
    rf"(?P<year>20\d\d)年(?P<month>\d{{1,2}}月)?(?:底|末|初)?(?:之?前|内)?(?:要|应该?|必?须|需要?|得)?(?:完成|落实|办结|建成|做完|办完|干完)的?(?:任务|工作|事项|事情?|活儿?|内容)?(?:一共|都|分别)?(?:有|是)?{_WHICH}"
)
_ONES = {
    "revise": ("修订", "修改", "制修订"),
    "make": ("制定", "制订", "制修订", "出台", "编制", "印发", "发布"),
    "both": ("制定", "制订", "制修订", "修订", "修改", "出台"),
}
_WAYS = {"修订": "revise", "修改": "revise", "改": "revise", "制修订": "both", "制定修订": "both"}
_REVIEW = re.compile(r"回顾|现状|基础|成[效绩就果]|进展|突破|形势|问题|背景|情况|过去|总结")
_DONE = re.compile(r"成功|获[评批]|已|[创建出定订]了|通过")
_NATION, _PROVINCE = re.compile(r"国|世界|东亚"), re.compile(r"省")
_LEVELS = ((re.compile(r"国家级?|全国|国际"), _NATION), (re.compile(r"省级|全省|省里"), _PROVINCE))
# What any title or paper may be called.
_CALLED_SO = """
牌子 称号 品牌 荣誉 头衔 名片 示范 试点 级 国家级 省级 国家 国际 全国 全省 标准 规范 标准规范 规范标准 法规 规章 条例 办法 文件 规划 方案 制度 意见 细则 指南
目录 政策 名字 名称 政府 工作 报告 工作报告 改 修订 修改 制定 制订 制修订 出台 编制 争创 创建 申创 提出 明确 今年 几个
"""
_ANY = frozenset(_CALLED_SO.split())
_TELLING = 1.5  # weight of a word that narrows what is asked for
_STANDS = 0.55  # found_in of a term that is there, itself or by a synonym
_TO_END = re.compile(r"[^；;。]+[；;。]?")
_PART = re.compile(r"[^，,；;。]+[，,；;。]?")


@dataclass(frozen=True, slots=True)
class _Asked:
    verbs: re.Pattern[str]
    is_of_papers: bool = False
    is_due: bool = False


def reply_acts(findings: Findings) -> Draft | None:
    """List what the one document asked about means to win or to write; None where nothing like it is asked, or there."""
    analysis = findings.analysis
    asked = _read(analysis.text)
    documents = documents_meant(findings)
    if asked is None or len(documents) != 1 or analysis.reference or analysis.whether:
        return None
    rows = list(_rows(findings, documents[0], asked))
    rows = _of_levels(analysis.text, rows)
    if not rows and asked.is_due and analysis.years:
        title = findings.catalogue.document(documents[0]).title
        reason = f"《{title}》没有写明{analysis.years[0]}年要完成的事项。"
        return declined(QuestionKind.LIST, reason)
    if not rows:
        return None
    lead = f"写明的共{len(rows)}处："
    return replace(answered(QuestionKind.LIST, *rows, lead=lead), total=len(rows))


def _read(text: str) -> _Asked | None:
    if match := _TITLES.search(text):
        return _Asked(re.compile(re.escape(match["verb"])))
    if match := _DUE.search(text):
        # Neither the date of a paper itself nor the year that others are held against.
        date = rf"(?<![较比以从自年—-])(?<![好高低大多少优]于){match['year']}年(?!以来|版|\d{{1,2}}月\d{{1,2}}日(?!之?前))"
        return _Asked(re.compile(date + (match["month"] or "")), is_due=True)
    if match := _PAPERS.search(text):
        verbs = _ONES[_WAYS.get(match["verb"], "make")]
        return _Asked(re.compile("|".join(verbs)), is_of_papers=True)
    return None


def _rows(findings: Findings, document: str, asked: _Asked) -> Iterator[DraftStatement]:
    topic = _topic(findings, document)
    for facts in findings.catalogue.clauses((document,)):
        if any(_REVIEW.search(one) for one in (*facts.clause.path.headings, *facts.clause.titles)):
            continue
        for sentence in facts.sentences:
            words = fold(facts.heading + sentence.quote)
            if all(one.found_in(words) >= _STANDS for one in topic):
                for part in _parts(facts, sentence, asked):
                    told = on_one_line(part.quote).rstrip("，,；;。")
                    yield DraftStatement(text=f"{name(facts)}：{told}", citations=(part,))


def _topic(findings: Findings, document: str) -> tuple[Term, ...]:
    title = fold(findings.catalogue.document(document).title)
    return tuple(
        one
        for one in findings.terms
        if one.weight >= _TELLING
        and one.known
        and len(one.word) > 1
        and one.word not in _ANY
        and one.found_in(title) < _STANDS
    )


def _parts(facts: ClauseFacts, sentence: Citation, asked: _Asked) -> Iterator[Citation]:
    """Yield the parts between commas that have the verb, of papers with the names behind it; what is due to its end."""
    titles = {fold(one) for one in facts.clause.titles}
    for part in (_TO_END if asked.is_due else _PART).finditer(sentence.quote):
        verb = asked.verbs.search(part.group())
        if verb is None or _DONE.search(part.group()) or fold(part.group()).rstrip("。") in titles:
            continue
        if asked.is_of_papers and "《" not in part.group()[verb.end() :]:
            continue
        start = sentence.span.start
        yield cite(
            facts.document, facts.clause, Span(start=start + part.start(), end=start + part.end())
        )


def _of_levels(text: str, rows: list[DraftStatement]) -> list[DraftStatement]:
    """Return the rows of the levels of government that a question names; all where it names none, or none has them."""
    levels = [said for asked, said in _LEVELS if asked.search(text)]
    kept = [row for row in rows if any(one.search(row.citations[0].quote) for one in levels)]
    return kept or rows
