"""Amounts in every spelling: 三成, 百分之三十 and 30%, 五千元, 5千元 and 5000元; pure.

Convention (GB/T 15835, 出版物上数字用法): plans write amounts in Arabic digits, statutes in Chinese
characters, and people as they speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.numerals import CHINESE_NUMERAL, parse_integer

_TENTHS = "一二三四五六七八九"
_SHARE = re.compile(
    rf"百分之(?P<hundredths>{CHINESE_NUMERAL}|\d{{1,3}})(?:点(?P<parts>[零〇一二三四五六七八九]{{1,4}}))?"
    rf"|(?P<tenths>[{_TENTHS}])成(?P<half>[半{_TENTHS}])?(?![立为果品都员长型熟效交份分套就本功不新])"
    r"|(?P<percent>\d{1,3})[%％]"
)
_UNIT = r"[万亿]?(?:元|吨|家|亩|户|人|千瓦|公里|公顷|平方米|立方米|辆|台|个|项|倍|日|天)"
_COUNT = re.compile(
    rf"(?<![\d.一二三四五六七八九十百千两])(?:(?P<digits>\d{{1,4}})(?P<scale>[百千]?)|(?P<words>{CHINESE_NUMERAL}))(?P<unit>{_UNIT})"
)
_BARE_UNIT = _UNIT.removeprefix("[万亿]?")
_LARGE = re.compile(
    rf"(?<![\d.,年])(?:(?P<plain>\d{{5,12}})|(?P<count>\d{{1,8}}(?:\.\d{{1,4}})?)(?P<scale>[万亿]))(?P<unit>{_BARE_UNIT})?(?![\d.号])"
)
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_WHOLE = 100
_MOST_DECIMALS = 4  # 13.2万, 1.25亿
_LEAST, _MOST = 10, 9999  # 一家 and 两项 are no amounts; above, 万 is written in either spelling


def other_spellings(text: str) -> tuple[str, ...]:
    """Return how documents may spell the shares and amounts in `text`, other than it does.

    >>> other_spellings("降低三成，罚五千元以上、20万元以下")
    ('30%', '百分之三十', '5000元', '二十万元', '200000元')
    >>> other_spellings("新增160000个泊位")
    ('16万个',)
    """
    found = [*_shares(text), *_counts(text), *_large_counts(text)]
    return tuple(one for one in dict.fromkeys(found) if one not in text)


def _shares(text: str) -> Iterator[str]:
    for match in _SHARE.finditer(text):
        parts = ""
        if tenths := match["tenths"]:
            half = "五" if match["half"] == "半" else match["half"]
            value = 10 * parse_integer(tenths) + (parse_integer(half) if half else 0)
        else:
            value = parse_integer(match["hundredths"] or match["percent"])
            parts = "".join(str(parse_integer(one)) for one in match["parts"] or "")
        yield f"{value}.{parts}%" if parts else f"{value}%"
        if not parts:
            yield f"百分之{'百' if value == _WHOLE else in_characters(value)}"


def _counts(text: str) -> Iterator[str]:
    for match in _COUNT.finditer(text):
        number = parse_integer(match["words"] or match["digits"]) * _SCALES[match["scale"] or ""]
        if _LEAST <= number <= _MOST:
            yield from (f"{one}{match['unit']}" for one in (str(number), in_characters(number)))


def _large_counts(text: str) -> Iterator[str]:
    """Yield counts of 10,000 and more in figures where they stand in 万 or 亿, and the other way round."""
    for match in _LARGE.finditer(text):
        unit = match["unit"] or ""
        if match["plain"]:
            for scale in "万亿":
                count = f"{(Decimal(match['plain']) / _SCALES[scale]).normalize():f}"
                if not count.startswith("0") and len(count.partition(".")[2]) <= _MOST_DECIMALS:
                    yield f"{count}{scale}{unit}"
        else:
            value = Decimal(match["count"]) * _SCALES[match["scale"]]
            if value == value.to_integral_value():
                yield f"{value.to_integral_value():f}{unit}"


def in_characters(number: int) -> str:
    """Write a whole number below 10,000 in Chinese characters.

    >>> [in_characters(number) for number in (0, 10, 15, 30, 105, 2000, 9999)]
    ['零', '十', '十五', '三十', '一百零五', '二千', '九千九百九十九']
    """
    digits = "零一二三四五六七八九"
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += digits[digit] + unit
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零") or "零"
    return written.removeprefix("一") if written.startswith("一十") else written
