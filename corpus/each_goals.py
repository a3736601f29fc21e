"""Counts that hold for each of several: 每个乡镇至少建成1所幼儿园, 各县分别培育企业3家以上; pure.

Convention of lists of tasks: whose count it is opens the words with 每 or 各, then comes what is done (建成, 配备) or
至少, and what is counted stands before the number or behind it. Spans of time (每年) and money are no such count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHOSE = r"(?:每(?![年月季周日天期学次批亩吨公平]|[千万百](?![人户名]))(?:一?[个所座家名支条处户]|千人口?|万人口?|百户)?|各(?!类|级|项|种|地方|方面|单位|部门))[^,;:。\d每各%]{0,20}?"
_DO = r"(?:建(?:成(?!区)|有|设(?!用地|规模)|好|立)|办好|办有|配(?:[齐有]|备(?!率))|设[立置有]|打造|培育|创建|组建|招引|引育|引进|培养|遴选|新建|新增|拥有(?!量|率)|(?<!拥)有(?!效|机|线|量|率)|开设|完成(?!率)|改造(?!率)|成立|布局|安装|选[派树聘]|发展|确定|形成|落地|储备){1,2}"
_LIMIT = r"(?:至少|最少|不[少低]于|不超过)"
_UNIT = r"(?:个(?!百分点|月)|所|座|家|名|人|支|处|台|辆|件|条|间|项|张|套|户|片|队)"
_EACH = re.compile(
    rf"(?P<whose>{_WHOSE})(?P<firm>(?:确保|力争|要|均|都|分别|各自?|再|应当?){{0,3}})(?={_LIMIT}|{_DO})(?P<first>(?:{_LIMIT})?)(?P<verb>(?:{_DO})?)(?P<ahead>(?:(?!{_LIMIT})[^,;:。\d]){{0,24}}?)"
    rf"(?P<limit>(?:{_LIMIT})?)(?P<value>\d{{1,6}}(?:\.\d{{1,2}})?|[一二两三四五六七八九十]{{1,3}})(?P<unit>{_UNIT})(?P<after>以上|左右)?(?P<behind>的?(?:[^,;:。\d%]|\d[\d.]{{0,6}}[^\d,;:。]{{1,8}}以[上下]的?){{0,30}})"
)
_OPENING = re.compile(
    r"\s{0,4}(?:\(?[一二三四五六七八九十\d]{1,3}[).、](?!\d))?\s{0,2}(?:确保|力争|推动|实现|其中|同时|并|且){0,2}"
)
_NO_NAME = re.compile(r"奖|补[贴助]|元|不得|应当|的$|^[以之]|年均")

_MAY = re.compile(r"[可应须宜得]$|不得|可以|应当")


@dataclass(frozen=True, slots=True)
class EachGoal:
    """A count for each, at `start:end` of the words: `whose` it is, and of `what`, "" where the words before say it."""

    start: int
    end: int
    whose: str
    what: str
    value: str
    unit: str
    qualifier: str


def find_each_goal(words: str) -> EachGoal | None:
    """Read a count for each from the words between two commas; None for none.

    >>> find_each_goal("每个行政村至少配备1名保洁员")
    EachGoal(start=0, end=14, whose='每个行政村', what='保洁员', value='1', unit='名', qualifier='至少')
    """
    opening = _OPENING.match(words)
    start = opening.end() if opening else 0
    match = _EACH.fullmatch(words.rstrip("。;! "), start)
    if match is None:
        return None
    what = match["ahead"] or match["behind"].removeprefix("的").partition("并")[0]
    is_doubled = match["ahead"] and match["behind"]
    if is_doubled or _MAY.search(match["whose"]) or _NO_NAME.search(match["whose"] + what):
        return None
    lead = match["first"] or match["limit"]
    qualifier = "…".join(one for one in (lead, match["after"]) if one)
    return EachGoal(
        start=start,
        end=match.end(),
        whose=match["whose"],
        what=what,
        value=match["value"],
        unit=match["unit"],
        qualifier=qualifier,
    )
