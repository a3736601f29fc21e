"""Numbers in Arabic and Chinese digits, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import parse_integer, plan_period_end

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """Write a number below ten thousand the way documents do: 十二, 一百零五, 三千."""
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


@given(st.integers(min_value=0, max_value=9999))
def test_chinese_numerals_come_back(number: int) -> None:
    """What is spelt with units is read as the same number."""
    assert parse_integer(spell(number)) == number


@given(st.integers(min_value=0, max_value=99_999_999))
def test_numerals_with_ten_thousands_come_back(number: int) -> None:
    """万 multiplies all that stands before it."""
    high, low = divmod(number, 10_000)
    text = (
        (spell(high) + "万" + ("零" if 0 < low < 1000 else "") + spell(low)) if high else spell(low)
    )

    assert parse_integer(text.removesuffix("零") or "零") == number


@given(st.integers(min_value=0, max_value=10**9))
def test_arabic_digits_come_back(number: int) -> None:
    """Arabic digits are read as they are."""
    assert parse_integer(str(number)) == number


@given(st.integers(min_value=1949, max_value=2099))
def test_years_digit_by_digit_come_back(year: int) -> None:
    """二〇二五 has no units."""
    assert parse_integer("".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))) == year


@pytest.mark.parametrize("text", ["", "年", "十x", "1.5", "-3", "第三"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    """Anything else is an error, not a guess."""
    with pytest.raises(ValueError, match="not a whole number"):
        parse_integer(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("“十一五”期间", 2010),
        ("“十三五”以来", 2020),
        ("“十四五”末", 2025),
        ("十五五时期", 2030),
        ("“十六五”规划", 2035),
        ("五年来", None),
        ("期间", None),
    ],
)
def test_five_year_periods_end_in_their_last_year(text: str, year: int | None) -> None:
    """The n-th five-year plan ends 5 n years after 1955."""
    assert plan_period_end(text) == year
