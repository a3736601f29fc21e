"""By when: deadlines in sentences; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import parse_integer, plan_period_end

_DEADLINE = re.compile(
    r"(?:到|至)?(?P<year>20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年"
    r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?(?:[底末]?(?:之?前|以前)|[底末](?=,))|(?<=[到至]20\d\d年)\d{1,2}月[底末]|(?:底|末|年底)?(?:之?前|以前)?)"
    r"|(?:到)?[“\"][一二三四五六七八九十]{1,3}五[”\"](?:期间|时期|期末|末|规划期末?)"
    r"|(?:到|至)?(?:本)?规划期末"
    r"|(?:未来|今后|力争用)?[\d一二三四五]{1,2}(?:至[\d一二三四五])?年(?:内|左右)"
    r"|(?:未来|今后)[\d一二三四五两]{1,2}(?:至[\d一二三四五])?年"
    r"|(?:(?:力争|确保|计划)?[利使]?用)(?:未来|今后)?[\d一二三四五两]{1,2}(?:至[\d一二三四五])?年(?:左右)?的?时间"
)
# Years that compare, report or stand in a name or number rather than set a date.
_NO_DEADLINE_BEFORE = re.compile(
    r"(?:比|较|从|自|以|与|同|由|(?<!力争)(?<!争取)(?<!确保)(?<!分别)于|对照|相比|〔|[《(][^》)]{0,40})$"
)
_NO_DEADLINE_AFTER = re.compile(
    r"(?:以来|的?(?:基数|基础|水平)|的\d|至20|[-—~]20|相比|为基|\d{1,2}月|版|度)"
)
# Words that say how firmly.
FIRMNESS = re.compile(
    r"力争|确保|累计|争取|预计|基本(?=实现|建成|建立|形成|完成|达|消除)|总体|原则上"
)
_COUNTED = re.compile(r"截止?$")  # 截至2024年11月底 tells of what has been counted
_LOOKED_BACK = 60  # characters; what stands farther from a year says nothing about it
# What 今年 sets a date with; 今年以来, 今年1月 and 今年上半年 tell of something else.
_THIS_YEAR = re.compile(
    r"(?:今年|本年度?)(?:年?[内底末]|\d{1,2}月[底末])?(?:之?前|以前)?(?![以来前\d第初春夏秋冬]|[上下]半|[一二三四]季|同|政府|的)"
    r"|(?<![\u4e00-\u9fff\d])(?:力争|确保|争取)?年(?:底前|内(?![变分径降平]))"
    r"|(?<=[\u4e00-\u9fff])(?<![每当次明后前上去今本该全半一二三四五六七八九十])年底前"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline at `start:end` of the view; `firmness` are the words before it (力争到2030年)."""

    start: int
    end: int
    year: int | None
    firmness: str


def find_deadlines(
    text: str, start: int, end: int, *, plan_end: int | None = None, this_year: int | None = None
) -> Iterator[Deadline]:
    """Yield the deadlines in `text[start:end]`, a sentence of the matching view, in order.

    `plan_end` is the last year of the document's own plan, which 规划期末 means; None for no plan.
    `this_year` is what 今年 means; None where nothing tells, and 今年 sets no date.
    """
    found = [(match, _year(match, plan_end)) for match in _DEADLINE.finditer(text, start, end)]
    if this_year is not None:
        found += [(match, this_year) for match in _THIS_YEAR.finditer(text, start, end)]
    last = start
    for match, year in sorted(found, key=lambda one: one[0].start()):
        before = text[max(start, match.start() - _LOOKED_BACK) : match.start()]
        after = text[match.end() : min(end, match.end() + _LOOKED_BACK)]
        is_compared = _NO_DEADLINE_BEFORE.search(before) or _NO_DEADLINE_AFTER.match(after)
        is_count = "月" in match.group() and _COUNTED.search(before)
        if is_compared or is_count or match.start() < last:
            continue
        last = match.end()
        firm = re.search(rf"(?:{FIRMNESS.pattern})[在于]?$", before)
        yield Deadline(
            start=match.start(),
            end=match.end(),
            year=year,
            firmness=firm.group().rstrip("在于") if firm else "",
        )


def _year(match: re.Match[str], plan_end: int | None) -> int | None:
    if year := match.group("year"):
        return parse_integer(year.replace("○", "〇"))
    return plan_end if "规划期末" in match.group() else plan_period_end(match.group())
