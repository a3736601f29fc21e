"""Amounts in a piece of a sentence: number, unit, and the words that limit it; pure.

Conventions of the genre: 不低于, 超过, 控制在 stand before the number, 以上, 以内, 左右 behind the unit; round
counts are written without digits (百种, 一批, 翻一番, 全覆盖); 从…到… gives the figure that was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = r"(?<![\d.])\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,8})?"
_MANY = r"(?:万亿|千万|百万|十万|万|亿|千|百)?"
_THING = (
    r"吨二氧化碳当量|吨二氧化碳|吨公里|(?:吨|(?:千|毫|微)?克)(?:标准煤|标煤)|吨|公斤|(?:千|毫|微)?克|斤|千伏安|千瓦时|千瓦|(?:兆|吉)?瓦时?|度"
    r"|标准立方米|立方米|立方|平方公里|平方米|公里|千米|米|美元|元|公顷|亩|台\(套\)|台套|台|套|辆|架|艘|列|家次|家|个等级|个亿|个(?!月|工作日)|项(?!目)|间(?!接|断|隔|距|歇)|宗|笔|场次|场(?![所景地馆站合均外内镇])|节(?![能约水电点日假气目奏省])|种|类|座|户|人次|人(?![口均])"
    r"|名|条|件|枚|所|处|倍|小时|天|批次|批|次|只|款|支|篇|期|张|床|头|株|标准箱|标箱|对|片|岁|摄氏度|℃|分贝|dB(?:\(A\))?|勒克斯|lx|kgce|tce|[μumk]?g(?![a-z])|km[2²]?(?![a-z])|m[23²³]|m(?![a-z\d])|[GMk]Wh?(?!·h)|[GMk]W·h|[GM]J|[GMT]bps|EFLOPS|[PE]B"
    r"|/10万|方(?=[以左,。;、]|$)"
)
# What an amount is for each of: 克标煤/千瓦时, 吨/平方公里·月, 微克每立方米, 吨/（月·平方公里）.
_EACH = rf"(?:\d{{0,3}}{_MANY}(?:{_THING}|重量箱|百公里|年|月|日|升|人|tCO2|t(?![a-z])|Nm[3³]?|[Lshd](?![a-z])))"
# The units of amounts, as a pattern.
UNIT = rf"个?百分点|[%‰]|{_MANY}(?:{_THING})(?:(?:/\s?|每|(?<=[\u4e00-\u9fff])·)(?:{_EACH}|\({_EACH}·{_EACH}\)))*|万亿|亿|万"
# A range, the unit behind each end or behind the second alone: 3.2万吨至3.5万吨, 20%—30%, 35—40微克.
_NUMBER = rf"{_DIGITS}(?:(?:{UNIT})?\s*(?:[-—~～]+|至|到)\s*{_DIGITS}(?!年))?"
# Counts in Chinese digits, where a counted thing follows; 三个方面 and the like count headings.
_COUNT = (
    r"(?:(?<![数几])(?:[一二两三四五六七八九十百千零]{2,9}|[两三四五六七八九十]|一(?=倍))(?=倍|元|吨|亩|户|公里|公顷|平方米|万[元吨亩户])"
    r"|(?:[一二两三四五六七八九十百千零]{2,9}|[十百千万两三四五六七八九])(?=家|座|所|条(?!底线|红线|主线)|[项种](?!目|规定|措施|举措|思维|机制|制度|原则|要求|职责|(?:具体|主要)?(?:目标|指标))|处|艘|万|亿"
    r"|个(?!方面|维护|确立|意识|自信|转变|统一|坚持|阶段|环节|层面|更大|关系|面向|重点|到位|不变|月|工作日|自然日|维度|领域|转型|导向|结合|统筹)))"
)
_WORD = r"一批(?=[\u4e00-\u9fff“])|翻[一两二]?番|倍增|全覆盖|(?:零|负)增长|清零"
_SHARE = (
    r"(?:百|千|[十百]?万)分之[一二三四五六七八九十百]{1,5}(?:点[一二三四五六七八九零]{1,3})?"
    r"|[二三四五六七八九十]分之[一二两三四五六七八九]|[一二三四五六七八九]成(?:[一二三四五六七八九半](?![级个是]))?(?=[以的左至到,。;]|$)"
    r"|(?:一半|过半)(?=[以的左,。;]|$)|半数(?=以上)"
)
# The unit behind the last of several values: 分别降至60、32微克/立方米.
_PLAIN_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_LATER = rf"(?=[、和](?:{_PLAIN_NUMBER}[、和]){{0,6}}{_PLAIN_NUMBER}\s?(?P<later>{UNIT}))"
# A decimal without a unit is a coefficient (系数, 指数, PUE), two numbers a ratio (车桩比 2.5:1), where a
# limiting word says so.
_RATIO = (
    r"(?<![\d.:])(?:\d{1,3}(?:\.\d{1,4})?:\d{1,3}(?:\.\d{1,4})?(?![\d.:])"
    r"|\d{1,3}\.\d{1,4}(?![\d.%年月:]))"
)
# What is of a size, not so much: 千亿级集群, 5万吨级航道.
_NO_GRADE = r"(?![万亿]{0,2}(?:吨|元|千瓦|千伏|伏|人|头|亩|公里)?级)"
_BEFORE = (
    r"不(?:得|应|宜)?(?:(?:低|少|高|大|小|多)于|超过?)|至少|超过|超|高于|低于|大于|小于|达到(?:每[日天年])?|达|(?:控制|稳定|保持|维持)在(?:每年)?"
    r"|(?:提高|提升|提|增加|增长|扩大|扩展|拓展|上升|回升|下降|降低|降|压减|压降|压缩|减少|缩小|缩减|收窄|增|升|缩短)(?:到|至)|突破|接近|近|约|为|[≥≤]"
)
_AFTER = r"及以上|及以下|以上|以下|以内|之内|左右|上下"
_TIME_LIMIT = "个工作日|分钟"  # a goal where it is told to be cut to, else by when somebody acts
_QUANTITY = re.compile(
    rf"(?P<before>(?:{_BEFORE}){{0,3}})\s*"
    rf"(?:(?P<value>{_NUMBER}(?:万(?=[余多]))?)(?P<more>余|多)?\s*(?:(?P<unit>{UNIT}|{_TIME_LIMIT})|{_LATER})|(?P<word>{_WORD}|{_SHARE})"
    rf"|(?P<count>{_COUNT})(?P<counted>(?:{UNIT})?)|(?P<ratio>{_RATIO})){_NO_GRADE}"
    rf"(?:\s?(?P<after>{_AFTER}))?"
)
# A level instead of a number: 达到国内先进水平, at the end.
_LEVEL = re.compile(
    r"(?P<before>达到|处于|位居|进入)(?P<word>[\u4e00-\u9fff]{0,8}(?:先进|领先|一流|标杆|平均|前列)(?:水平|行列)?)$"
)
_NOT_BEFORE = re.compile(
    r"(?:[A-Za-z\d]|第[一二三四五六七八九十]{0,2}|(?<![底末月日旬])前|〔|“|同|每|这|那|首|附[件表录图]\s?|[见如][图表]\s?)$"
)
_BASE = re.compile(
    r"(?:从|由)(?:(?P<year>20\d\d)年[底末]?的?|[“”十一二三四五]{3,6}(?:时期|期间|期?末)的?|(?:目前|现在|[上去]年)的?)?$"
)
_OWN_YEAR = re.compile(r"(?:到|至)(?P<year>20\d\d)年的?$")
_LOOKED_BACK = 20  # characters before an amount
_VALUES = ("value", "count", "word", "ratio")
_PLAIN = {"达到", "达", "为", "处于", "位居", "进入", ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount at `text[start:end]`, its limiting words included.

    `comparison` are the limiting words before it (empty for plain 达到, 为), `after` those behind.
    `is_base` marks the figure that a change starts from; `year` is the one written with the figure.
    """

    start: int
    end: int
    value: str
    unit: str
    comparison: str
    after: str
    reaches: bool
    is_base: bool
    year: int | None

    @property
    def is_share(self) -> bool:
        """Tell whether this is a percentage, whose metric stands before it."""
        is_worded = bool(re.match(_SHARE, self.value))
        return is_worded or self.unit in {"%", "‰"} or self.unit.endswith("百分点")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the amounts of `text` (on the matching view), in order.

    >>> [(q.comparison, q.value, q.unit, q.after) for q in find_quantities("占比不低于25%,建成10家以上")]
    [('不低于', '25', '%', ''), ('', '10', '家', '以上')]
    """
    for match in _QUANTITY.finditer(text):
        start = match.start("value") if match.group("value") else match.start()
        needs_words = match.group("ratio") or match.group("later")
        needs_words = needs_words or match.group("unit") in _TIME_LIMIT.split("|")
        bare = needs_words and not match.group("before")
        ahead = text[max(start - _LOOKED_BACK, 0) : start]
        if not bare and (not _NOT_BEFORE.search(ahead) or match.group("before")):
            yield _quantity(text, match)
    if level := _LEVEL.search(text):
        yield Quantity(
            start=level.start(),
            end=level.end(),
            value=level.group("word"),
            unit="",
            comparison="",
            after="",
            reaches=True,
            is_base=False,
            year=None,
        )


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    before = match.group("before")
    ahead = text[max(match.start() - _LOOKED_BACK, 0) : match.start()]
    base = _BASE.search(ahead) if not before else None
    own = _OWN_YEAR.search(ahead)
    year = (base or own) and (base or own).group("year")  # type: ignore[union-attr] # one is there
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=next(match.group(one) for one in _VALUES if match.group(one)),
        unit=match.group("unit") or match.group("counted") or match.group("later") or "",
        comparison="" if before in _PLAIN else before,
        after=(match.group("more") or "") + (match.group("after") or ""),
        reaches=bool(before),
        is_base=base is not None,
        year=int(year) if year else None,
    )
