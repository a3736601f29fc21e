"""The question before asked of another year: named (那2030年呢) or told from the one before (再往后一年呢); pure.

A year is told from another by how far it lies behind or before it: 再过五年, 五年后, 下一年, 前一年, 第二年.
"""

from __future__ import annotations

import re

from app.asked_before import YEARS_NAMED
from corpus.numerals import parse_integer

_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_LATER = re.compile(
    rf"(?:再)?(?:往后|过|推后|延后|晚)(?:推|数|看)?(?P<by>{_NUMBER})年|(?P<after>{_NUMBER})年(?:之|以)?后"
    rf"|(?:再)?(?:下|后|次|来|翌|转)(?P<one>一?)年|第二年|再后(?:面|来)?一年"
)
_EARLIER = re.compile(
    rf"(?:再)?(?:往前|提前|早)(?:推|数|看)?(?P<by>{_NUMBER})年|(?P<before>{_NUMBER})年(?:之|以)?前"
    r"|(?:再)?(?:前|上|头)(?P<one>一)年"
)
_PERIOD = re.compile(r"(?P<way>下|后|上|前)(?:一|1)?个(?:五年|5年)(?:规划|计划|期)?")
_PERIODS = "三四五六七"
# What stands round the year in a follow-up that names nothing else.
_ONLY_ASKS = re.compile(
    r"(?:那么?|要是|如果|换成|到了?|再|的话|的|之后|以后|又|会|要|得|该|能|是|应|目标|情况|怎么样|怎样|如何|达到?|做到|多少|几[个家项亩]?|什么(?:样|程度|水平)?|呢|啊|呀|了|[,，。?？!])*+"
)
_DIGITS = re.compile(r"20\d\d")


def with_told_year(folded: str, earlier: str) -> str:
    """Return the question before for the year that a follow-up tells from its year; "" for none.

    >>> with_told_year("再往后一年呢?", "到2018年要制修订多少项?")
    '到2019年要制修订多少项?'
    >>> with_told_year("那下一个五年呢", "“十四五”期间目标是多少?")
    '“十五五”期间目标是多少?'
    """
    if period := _PERIOD.search(folded):
        return _next_period(folded, earlier, period)
    for pattern, sign in ((_LATER, 1), (_EARLIER, -1)):
        match = pattern.search(folded)
        years = list(_DIGITS.finditer(earlier))
        if match is None or not years or not _says_nothing_else(folded, match):
            continue
        told = next((one for one in match.groups() if one), "一")
        amount = parse_integer(told) or 1
        last = years[-1]
        put = str(int(last.group()) + sign * int(amount))
        return earlier[: last.start()] + put + earlier[last.end() :]
    return ""


def _says_nothing_else(folded: str, match: re.Match[str]) -> bool:
    rest = folded[: match.start()] + folded[match.end() :]
    return _ONLY_ASKS.fullmatch(rest) is not None


def _next_period(folded: str, earlier: str, match: re.Match[str]) -> str:
    named = re.search(rf"十([{_PERIODS}])五", earlier)
    if named is None or not _says_nothing_else(folded, match):
        return ""
    at = _PERIODS.index(named[1]) + (1 if match["way"] in "下后" else -1)
    if not 0 <= at < len(_PERIODS):
        return ""
    return earlier[: named.start(1)] + _PERIODS[at] + earlier[named.end(1) :]


def with_year(other: str, earlier: str) -> tuple[str, str]:
    """Put the year that `other` names into the question before; also return what else it names."""
    year = YEARS_NAMED.search(other)
    if year is None:
        return earlier, other
    base = re.compile(rf"(?<![占同环对])[比较]{YEARS_NAMED.pattern}")
    compared = [one.span() for one in base.finditer(earlier)]
    found = [
        one
        for one in YEARS_NAMED.finditer(earlier)
        if not any(start <= one.start() < end for start, end in compared)
    ]
    for one in reversed(found):
        earlier = earlier[: one.start()] + year.group() + earlier[one.end() :]
    rest = (other[: year.start()] + other[year.end() :]).removeprefix("的").removeprefix("年")
    return (earlier if found else f"{year.group()},{earlier}"), rest
