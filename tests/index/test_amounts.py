"""Amounts in every spelling."""

from __future__ import annotations

import pytest

from corpus.numerals import parse_integer
from index.amounts import in_characters, other_spellings


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("占比三成", ("30%", "百分之三十")),
        ("降低百分之十五以上", ("15%",)),
        ("百分之三点五", ("3.5%",)),
        ("到30％", ("30%", "百分之三十")),
        ("四成半", ("45%", "百分之四十五")),
        ("全部百分之百", ("100%",)),
        ("5千吨", ("5000吨", "五千吨")),
        ("罚款五十万元", ("50万元",)),
        ("罚款50万元", ("五十万元", "500000元")),
        ("160000个", ("16万个",)),
        ("132500亩", ("13.25万亩",)),
        ("1.2亿吨", ("120000000吨",)),
        ("16万", ("160000",)),
        ("罚款2000元", ("二千元",)),
        ("120家企业", ("一百二十家",)),
    ],
)
def test_a_share_or_an_amount_has_other_spellings(text, others):
    """In digits where it stands in characters, and the other way round."""
    assert other_spellings(text) == others


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一家",
        "两项措施",
        "成立三成立",
        "一成不变",
        "2030年",
        "第十五条",
        "3.5吨",
        "渠道更新",
        "20231号",
    ],
)
def test_what_is_no_amount_has_none(text):
    """Numbers below ten before a unit, places in a document, years and decimals stay as they are."""
    assert other_spellings(text) == ()


def test_characters_are_read_back_as_the_number_they_write():
    """For every number there is a spelling of."""
    assert [parse_integer(in_characters(one)) for one in range(10_000)] == [*range(10_000)]
