"""Numbers as Chinese policy texts write them, read as values; pure."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE_NUMERAL = "[零〇○一二三四五六七八九十百千两]{1,12}"
_PLAN_PERIOD = re.compile(
    r"[“\"]?(?<![一二三四五六七八九十百千之点])(十?[一二三四五六七八九]|十)五[”\"]?(?:期间|时期|末|规划)?"
)

# From the third five-year plan (1966–1970) on, the n-th ends 5 n years after 1955.
_PLAN_ORIGIN = 1955


def parse_integer(text: str) -> int:
    """Read a whole number in Arabic or Chinese digits.

    >>> [parse_integer(text) for text in ("12", "十二", "一百零五", "二〇三〇", "两千")]
    [12, 12, 105, 2030, 2000]

    Raises:
        ValueError: `text` is not a whole number.
    """
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        raise ValueError(f"not a whole number: {text!r}")
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _parse_with_units(text)


def _parse_with_units(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif (unit := _UNITS[character]) >= _UNITS["万"]:
            total, section, digit = (total + section + digit) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
    return total + section + digit


def write_integer(number: int) -> str:
    """Write a whole number below a hundred in Chinese digits.

    >>> [write_integer(number) for number in (2, 10, 14, 30, 99)]
    ['二', '十', '十四', '三十', '九十九']
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    high = ("十" if tens == 1 else f"{digits[tens]}十") if tens else ""
    return high + (digits[ones] if ones or not tens else "")


def plan_period_end(text: str) -> int | None:
    """Return the last year of a five-year plan period, None where `text` names none.

    >>> plan_period_end("“十四五”期间"), plan_period_end("“十五五”时期"), plan_period_end("期间")
    (2025, 2030, None)
    """
    match = _PLAN_PERIOD.search(text)
    return _PLAN_ORIGIN + 5 * parse_integer(match.group(1)) if match else None
