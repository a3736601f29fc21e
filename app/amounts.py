"""Amounts as texts and people write them, read as values of one kind: 百分之三, 三成, 半年, 三千块, 1-2家; pure.

Convention (GB/T 15835 出版物上数字用法): a figure stands with its unit; a text writes 三家, 3家, 百分之三 or 3%, and
people say 三成, 一半, 半年, 仨月, 两万五, 三千块, a million without its unit where it is money. What can be compared is
of one kind: lengths of time in days, money in yuan, shares in per cent, days of the year; anything else by the
unit that counts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.numerals import parse_integer

_WORDED = r"[一二两俩仨三四五六七八九十百千][〇零一二两三四五六七八九十百千万亿]{0,9}"
_NUMERAL = rf"(?:\d+(?:\.\d+)?|{_WORDED}(?:点[〇零一二三四五六七八九]{{1,4}})?)"
_MANY = r"(?:万亿|千万|百万|十万|[亿万千百](?!分))?"
_TIME = (
    r"个?(?:工作日|自然日)|个?(?:小时|钟头)|个半?月|个(?:星期|礼拜|季度)|星期|礼拜|周(?![岁边期知一二三四五六日末])"
    r"|天|日(?![常期报程均前])|分钟|周?年(?![级底末初前度龄代])|(?<=[仨俩])月"
)
_MONEY = r"元|块钱|块|毛钱"
_SHARE = r"个?百分点|%|成(?=[^立为员果本都效功人品交分])|成$"
_PERSON = r"个人(?![账所信住自独力中健])|人次|人(?![均民口才工力事身])|名|位(?!于|置|一体)|口(?=人)"
_COUNT = (
    r"大(?=[部类板块领方行任步工重体环])|平方米|立方米|平方公里|公里|千米|毫米|厘米|米|公顷|亩|吨标准煤|吨标煤|吨|微克|毫克|公斤|千瓦时|千瓦|兆帕|千帕|帕|℃|°c|摄氏度|度(?!电)|"
    r"家|户|辆|台|套|项|种|座|条(?!件|例|款)|倍|批|份|级(?!别)|周岁|岁|张|次|回|遍|(?<!进一)(?<!下一)步|档|层|本|册|只|头|株|类|间|所(?![示述列指属称])|处(?![置罚理分])|款|件|个|(?<!一)方面"
)
_UNIT = rf"{_TIME}|{_MONEY}|{_SHARE}|{_PERSON}|{_COUNT}"
# Money is often told without its unit: 罚一百万, 给80万支持.
_BARE = r"(?<=[万亿])(?=以|[,，;；。吧吗的?]|$|对[吗吧不]|是[吗吧不]|[\u4e00-\u9fff]{0,2}券|支持|补[贴助]|奖|资助|资金|经费|罚|扶持)"
_AMOUNT = re.compile(
    rf"(?<![\d.第几数〇零一二两三四五六七八九十百千万亿-])(?<!(?<![最至顶])多)(?:百分之(?P<share>{_NUMERAL}|百)|(?P<whole>[二三四五六七八九十])分之(?P<of>[一二三四五六七八九])"
    rf"|(?P<half>一半|半数)|翻(?:了|一){{0,2}}(?P<double>[番倍])|每?(?P<all>十|百|10|100)(?P<one>[家台个项座户辆人种])[里中][面头边]?(?:[少说就得要会能都是有,，]|至少|起码){{0,3}}(?P<some>{_NUMERAL})(?P=one)|(?P<part>半)(?P<half_unit>个月|个小时|小时|年|天|个工作日)"
    rf"|(?:(?P<low>{_NUMERAL})(?:[-—~～至]|到))?(?P<number>{_NUMERAL})(?P<over>[多余来])?(?P<many>{_MANY})(?P<unit>{_UNIT}|{_BARE})(?P<more>半)?)"
    r"(?P<after>及?以[上下内外]|左右|[之以]?[内前])?"
)
_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<from>\d{1,2}月\d{1,2})[日号]?[至到~-](?:(?:19|20)\d\d年)?)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?P<after>[之以]?前)?"
)
# A decimal without a unit is a coefficient (PUE 1.25以下).
_COEFFICIENT = re.compile(
    r"(?<![\d.a-z\-])\d{1,2}\.\d{1,4}(?P<after>以[上下内]|左右)?(?=[,，;；。、)）的吧吗对是就?？]|之?间|$)"
)
_MOST = re.compile(r"最[多高长大]|上限|顶多|封顶")
_LEAST = re.compile(r"最[少低短小]|至少|起码|下限")
_BOUND_BEFORE = 4  # characters
_EVERY = re.compile(
    rf"每隔?(?P<number>{_NUMERAL})?个?(?P<unit>半年|年|季度?|月|周|星期|天|日)(?![末龄度]度?)"
)
_ROUGHLY = 2.0  # per cent, between what is told in tenths or halves and what is written
_CALENDAR = 1000  # 2025年 is a year, 三年 a length of time
_COLLOQUIAL = re.compile(r"^(?P<high>.*(?P<unit>[万千百]))(?P<last>[一二三四五六七八九])$")
_SCALES = {
    "万亿": 1e12,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
}
_TIMES = (
    (re.compile(r"工作日|自然日|天|日"), 1.0),
    (re.compile(r"小时|钟头"), 1 / 24),
    (re.compile(r"分钟"), 1 / 1440),
    (re.compile(r"周年|年"), 360.0),
    (re.compile(r"季"), 90.0),
    (re.compile(r"月"), 30.0),
    (re.compile(r"周|星期|礼拜"), 7.0),
)
_SAME_UNIT = {
    "吨标煤": "吨标准煤",
    "千米": "公里",
    "周岁": "岁",
    "个百分点": "百分点",
    "°c": "℃",
    "摄氏度": "℃",
    "度": "℃",
    "遍": "次",
    "回": "次",
    "大": "个",
    "方面": "个",
    "步": "个",
    "类": "个",
}
TIME, MONEY, SHARE, PERSONS, DAY, OFTEN = "时长", "元", "%", "人", "日期", "频次"
RATIO = "系数"
# What any of these counts may be counted by another of them: 三家企业, 三个企业.
COUNTERS = frozenset("家个项种座间所处款件条份批套")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit as a text writes it, its value in the unit of its `kind`.

    `low` is where its range begins (1-2家), else `value`; `year` the year of a day, 0 for none; `bound` is 1
    where it is told as the most there may be (最多), -1 as the least, else 0.
    """

    text: str
    value: float
    low: float
    kind: str
    start: int
    end: int
    year: int = 0
    unit: str = ""
    bound: int = 0

    def has(self, other: Amount) -> bool:
        """Tell whether `other` is this amount or within its range."""
        same_year = not self.year or not other.year or self.year == other.year
        return self.is_like(other) and self.low <= other.value <= self.value and same_year

    def is_like(self, other: Amount) -> bool:
        """Tell whether both may be of one thing: of a kind, or counts by words that stand for one another."""
        return self.kind == other.kind or {self.kind, other.kind} <= COUNTERS

    def may_be(self, other: Amount) -> bool:
        """Tell whether this, as told, may be `other`: a value in common, or the end of its range that is told."""
        if self.bound and other.low < other.value and self.is_like(other):
            return self.value == (other.value if self.bound > 0 else other.low)
        if self.low < self.value and other.low < other.value and self.is_like(other):
            ends = (self.low - other.low) * (self.value - other.value)
            return ends <= 0  # of two ranges one has to lie within the other
        if self.is_like(other) and self.kind == SHARE and "成" in {self.unit, other.unit}:
            return abs(self.value - other.value) < _ROUGHLY  # 八成 is said of 80.8%
        return self.has(other) or other.has(self)

    @property
    def is_single(self) -> bool:
        """Whether it is one thing or person, or one 年 or 天 as a measure, as it may be said in passing."""
        is_one = self.text[0] in "一1" and self.text[1:2] not in "0123456789.十百千万"
        return is_one and self.kind not in {MONEY, SHARE, DAY, OFTEN, "级", "岁"}


def read_amounts(text: str) -> list[Amount]:
    """Return the amounts of a folded text, in order; a range (二万元以上二十万元以下, 1-2家) is one.

    >>> [(one.low, one.value, one.kind) for one in read_amounts("建三家,处二万元以上五万元以下罚款")]
    [(3.0, 3.0, '家'), (20000.0, 50000.0, '元')]
    >>> [(one.text, one.value, one.kind) for one in read_amounts("半年内补三成,给3千块,改两万五千元")]
    [('半年内', 180.0, '时长'), ('三成', 30.0, '%'), ('3千块', 3000.0, '元'), ('两万五千元', 25000.0, '元')]
    """
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(match)
        is_day = text[match.start() - 1 : match.start()] == "月" and match["unit"] == "日"
        if amount is None or is_day:
            continue
        ahead = text[max(match.start() - _BOUND_BEFORE, 0) : match.start()]
        amount = replace(amount, bound=bool(_MOST.search(ahead)) - bool(_LEAST.search(ahead)))
        before = found[-1] if found else None
        if before and before.end == amount.start and _bound(before, amount):
            found[-1] = replace(
                amount, text=before.text + amount.text, low=before.low, start=before.start
            )
        else:
            found.append(amount)
    found += [*map(_day, _DAY.finditer(text)), *map(_every, _EVERY.finditer(text))]
    found += map(_coefficient, _COEFFICIENT.finditer(text))
    return sorted(found, key=lambda one: one.start)


def _bound(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts are the ends of a range: 二万元以上, 二十万元以下."""
    is_range = first.text.endswith("以上") and second.text.endswith("以下")
    return is_range and first.kind == second.kind and first.value <= second.value


def _amount(match: re.Match[str]) -> Amount | None:
    try:
        value, low, unit = _read(match)
    except ValueError:
        return None
    kind = _SAME_UNIT.get(unit, unit)
    scale = next((scale for pattern, scale in _TIMES if pattern.search(unit)), 0.0)
    if re.fullmatch(_TIME, unit) or match["half_unit"]:
        if "年" in unit and value >= _CALENDAR:
            return None
        kind, value, low = TIME, value * scale, low * scale
    elif unit in {"", "元", "块钱", "块"}:
        kind = MONEY
    elif re.fullmatch(_PERSON, unit):
        kind = PERSONS
    elif unit.startswith("成"):
        tens = 1 if match["half"] or match["all"] else 10
        kind, value, low = SHARE, value * tens, low * tens
    return Amount(
        text=match.group(),
        value=value,
        low=min(low, value),
        kind=kind,
        start=match.start(),
        end=match.end(),
        unit=unit,
    )


def _read(match: re.Match[str]) -> tuple[float, float, str]:
    """Return value, lower end and unit of what was matched."""
    if match["share"]:
        value = 100.0 if match["share"] == "百" else read_number(match["share"])
        return value, value, "%"
    if match["whole"]:
        value = 100.0 * parse_integer(match["of"]) / parse_integer(match["whole"])
        return value, value, "%"
    if match["half"] or match["double"] or match["all"]:
        value = 50.0 if match["half"] else 100.0
        if match["all"]:
            value *= read_number(match["some"]) / read_number(match["all"])
        return value, value, "%" if match["double"] else "成"
    if match["part"]:
        return 0.5, 0.5, match["half_unit"]
    many = _SCALES.get(match["many"] or "", 1.0)
    is_half = match["more"] or match["unit"] == "个半月"
    value = read_number(match["number"]) * many + (0.5 if is_half else 0.0)
    low = read_number(match["low"]) * many if match["low"] else value
    if match["over"] and not match["low"]:
        value += 10.0 ** (len(str(int(value))) - 1)  # 2000多: below 3000
    return value, low, match["unit"]


def read_number(number: str) -> float:
    """Return the value of a number in figures or words, as written or spoken: 两万五 is 25,000.

    >>> [read_number(one) for one in ("4.66", "四点六", "三千五", "一百零五", "仨")]
    [4.66, 4.6, 3500.0, 105.0, 3.0]

    Raises:
        ValueError: it is no number.
    """
    if number[0].isdigit():
        return float(number)
    whole, point, digits = number.replace("仨", "三").replace("俩", "两").partition("点")
    if point:
        return float(f"{parse_integer(whole)}.{''.join(str(parse_integer(one)) for one in digits)}")
    if (spoken := _COLLOQUIAL.match(whole)) and len(whole) > 2 and "零" not in whole:
        return float(parse_integer(spoken["high"])) + parse_integer(spoken["last"]) * (
            _SCALES[spoken["unit"]] / 10
        )
    return float(parse_integer(whole))


def _coefficient(match: re.Match[str]) -> Amount:
    value = float(match.group().removesuffix(match["after"] or ""))
    return Amount(
        text=match.group(), value=value, low=value, kind=RATIO, start=match.start(), end=match.end()
    )


def _every(match: re.Match[str]) -> Amount:
    """Return how often something is done as an amount, by the days between: 每两年 as 720."""
    unit = match["unit"].removeprefix("半")
    scale = next(scale for pattern, scale in _TIMES if pattern.search(unit))
    count = read_number(match["number"]) if match["number"] else 1.0
    value = scale * count / (2 if match["unit"].startswith("半") else 1)
    return Amount(
        text=match.group(), value=value, low=value, kind=OFTEN, start=match.start(), end=match.end()
    )


def _day(match: re.Match[str]) -> Amount:
    """Return a day of the year as an amount, 6月30日 as 630; a range of days ends with its last."""
    value = int(match["month"]) * 100 + int(match["day"])
    low = value
    if match["from"]:
        month, _, day = match["from"].partition("月")
        low = int(month) * 100 + int(day)
    return Amount(
        text=match.group(),
        value=float(value),
        low=float(min(low, value)),
        kind=DAY,
        start=match.start(),
        end=match.end(),
        year=int(match["year"] or 0),
        unit=DAY,
    )
