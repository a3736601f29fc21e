"""Yearly reports and lists of tasks: the year a clause is about, where its own words name none; pure.

Conventions: 工作要点, 年度计划 and lists of tasks for one year name it in their title; a 政府工作报告 names it
over its parts (一、2023年工作回顾; 二、2024年工作安排) or in its title. Below, goals say 今年, 年底前 or no year at
all, and what the review reports has been reached. In other documents 今年 is the year of signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.matter import find_number, find_signature
from corpus.model import Clause, Document
from corpus.numerals import plan_period_end
from corpus.sheet import sheet_of
from corpus.view import fold_width

_YEAR = re.compile(r"20\d\d(?=年)")
# A year by which something is reached, or of an edition, is not what a title is about: 2030年前, 2022年版.
_OWN_YEAR = re.compile(r"(?<![到至])20\d\d(?=年(?!\d|[底末]?(?:之|以)?前|[底末]|版|远景|愿景))")
_RANGE = re.compile(r"20\d\d年?(?:[-—~～至到]|—{2})+20\d\d")
# Titles of documents that are about one year.
_YEARLY_TITLE = re.compile(
    r"政府工作报告|工作要点|工作计划|工作安排|工作打算|(?:行动|实施|推进|年度|建设|落实)计划|重点工作|重点任务|(?:任务|措施|项目|工作)清单|(?:下达|分解).{0,40}(?:任务|计划|指标)|20\d\d年度?[\u4e00-\u9fff]{0,12}方案"
)
# Letters that set the work of one year: 关于做好2025年民生实事工作的通知; what they ask for once is no plan.
_YEARLY_LETTER = re.compile(
    r"(?:做好|抓好|推进|加强|实施|落实|办好)[^,。]{0,16}20\d\d年(?!底|末|前)[^,。]{2,40}的?(?:通知|意见)$"
)
_ASKED_ONCE = re.compile(
    r"报[告送]|核[查算]|履约|清缴|宣传|总结|统计|考[核试]|招生|假期|节日?|活动|检查|监测|备案|普查|调查|培训班|会议|资金|补[贴助]|标准|录取|值班|结算|收购|供热|防[汛火]"
)
_REPORT_TITLE = re.compile(r"政府工作报告")
_REVIEW = re.compile(
    r"回顾|总结$|(?:工作|完成|落实)情况|过去[的一五]|^.{0,4}(?:主要)?工作(?:成绩|成效)$"
)
_PLANNING = re.compile(r"工作|任务|目标|安排|计划|要点|思路|要求|建议|打算|重点")
_NO_PLAN = re.compile(
    r"申报|申请|指南|征集|评[价审估]|公[示布告]|名单"
)  # rules for those who apply
_LONGEST_HEAD = 40  # characters; longer is a sentence
_UPPER_HEADS = 2  # parts and sections of a report
_THIS_YEAR = re.compile(r"今年|本年度?|年内|年底")
# A line of its own that opens the plans of a report: 2024年工作安排, 努力做好2024年各项工作.
_PLANS_LINE = re.compile(
    r"^[^\S\n]{0,8}(?P<line>[\u4e00-\u9fff]{0,10}(?P<year>20\d\d)年[\u4e00-\u9fff]{2,16})[^\S\n]{0,8}$",
    re.M,
)
_NUMBER_YEAR = re.compile(r"[〔\[]\s*(20\d\d)\s*[〕\]]")


@dataclass(frozen=True, slots=True)
class Yearly:
    """The year of a clause: what 今年 means in it, None where nothing tells.

    `plans`: figures without a deadline are due in that year. `reviews`: figures up to that year have
    been reached. The year stands in a heading above the clause, in the title, or with the signature.
    """

    year: int | None = None
    plans: bool = False
    reviews: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """The years a document tells of itself, each None where nothing tells.

    `written` is a year that it was not written before: an earlier "deadline" in it reports what has
    been. `titled` is the one year of a yearly document's title, `made` that of its signature or
    number. `plans_from` is where an unnumbered line opens the plans of a report, and their year.
    """

    written: int | None = None
    titled: int | None = None
    made: int | None = None
    is_report: bool = False
    plans_from: tuple[int, int] | None = None

    def of(self, document: Document, clause: Clause) -> Yearly:
        """Return the year of a clause, from its headings, else from the document."""
        year, is_review = _year_of_part(clause)
        if year or is_review:
            return Yearly(year=year, plans=not is_review, reviews=is_review)
        if self.plans_from and clause.span.start >= self.plans_from[0]:
            return Yearly(year=self.plans_from[1], plans=True)
        if self.titled:
            return Yearly(year=self.titled, plans=not self.is_report)
        says_so = bool(_THIS_YEAR.search(clause.span.of(document.text)))
        return Yearly(year=self.made) if says_so else Yearly()


NO_YEARS = Years()


def read_years(document: Document, clauses: Sequence[Clause]) -> Years:
    """Read the years a document tells of itself.

    It was not written before the latest of: the years of the numbers it cites (〔2023〕5号), the
    year of its signature, the first of the five-year period in its title, the years it plans for.
    """
    sheet = sheet_of(document.text)
    _, day = find_signature(sheet)
    number = find_number(sheet)
    own = number and _NUMBER_YEAR.search(fold_width(number.text))
    signed = day.day.year if day and day.day else None
    titled = _title_year(document.title)
    period = plan_period_end(document.title)
    parts = {_year_of_part(clause) for clause in clauses}
    # 2035年远景目标 is the heading of a plan, 2024年工作安排 beside 2023年工作回顾 of a report.
    is_reviewed = any(is_review for _, is_review in parts)
    planned = {year for year, _ in parts if year and is_reviewed}
    known = [int(year) for year in _NUMBER_YEAR.findall(document.text)]
    known += [year for year in (period and period - 4, signed, titled) if year]
    is_report = bool(_REPORT_TITLE.search(document.title))
    plans = _plans_from(document) if is_report and not planned else None
    made = signed or (int(own.group(1)) if own else None) or (plans and plans[1])
    return Years(
        written=max([*known, *planned], default=None),
        titled=titled,
        made=made,
        is_report=is_report,
        plans_from=plans,
    )


def _plans_from(document: Document) -> tuple[int, int] | None:
    """Return where a line opens the plans of a report, which is no numbered heading, and their year.

    Of several it is the first of the latest year: 完成2024年各项任务 opens what has been done.
    """
    found = [
        (match.start("line"), int(match["year"]))
        for match in _PLANS_LINE.finditer(document.text)
        if _PLANNING.search(match["line"])
        and not (_REVIEW.search(match["line"]) or _NO_PLAN.search(match["line"]))
    ]
    return max(found, key=lambda one: one[1], default=None)


def _year_of_part(clause: Clause) -> tuple[int | None, bool]:
    """Return the year in the headings over a clause, and whether they open a review."""
    for heading in clause.path.headings[:_UPPER_HEADS]:
        shown = "".join(fold_width(heading).split())
        years = set(_YEAR.findall(shown))
        if len(shown) > _LONGEST_HEAD or len(years) > 1 or _RANGE.search(shown):
            continue
        year = int(years.pop()) if years else None
        if _REVIEW.search(shown) and (year or "回顾" in shown):
            return year, True
        if year and _PLANNING.search(shown) and not _NO_PLAN.search(shown):
            return year, False
    return None, False


def own_year(title: str) -> int | None:
    """Return the one year that a title names as its own: 某市2025年绿化实施方案; None for none or several."""
    shown = fold_width(title)
    years = set(_OWN_YEAR.findall(shown))
    is_other = _RANGE.search(shown) or _NO_PLAN.search(shown)
    return int(years.pop()) if len(years) == 1 and not is_other else None


def is_yearly_letter(title: str) -> bool:
    """Tell whether a title is that of a notice or opinion that sets the work of one year.

    >>> is_yearly_letter("某县关于做好2025年民生实事工作的通知"), is_yearly_letter("关于做好2025年度报告核查工作的通知")
    (True, False)
    """
    shown = fold_width(title)
    is_task = _YEARLY_LETTER.search(shown) and not _ASKED_ONCE.search(shown)
    return bool(is_task) and own_year(title) is not None


def _title_year(title: str) -> int | None:
    """Return the one year that a yearly document names in its title."""
    is_yearly = _YEARLY_TITLE.search(fold_width(title)) or is_yearly_letter(title)
    return own_year(title) if is_yearly else None
