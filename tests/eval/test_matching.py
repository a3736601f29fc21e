"""Keys, numbers and agencies in a text, character by character."""

from __future__ import annotations

import pytest

from eval.matching import Support, agencies_in, numbers_in, stands_in

KNOWN = ("市发改委", "发改委", "市市场监管局", "市场监管局", "福州海关")


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("15%以上", "达到１５％以上"),
        ("2025年", "到 2025 年"),
        ("各县(市)区人民政府", "各县（市）区人民政府"),
        ("5g", "5G通信"),
        ("200家", "达**200**家"),
        ("1200", "1,200吨"),
        ("百种", "推广百种产品"),
        ("2030", "2025-2030年"),
    ],
)
def test_writing_does_not_hide_a_key(needle, text):
    """Width, case, blanks, markup and thousands separators are only writing."""
    assert stands_in(needle, text)


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("5年", "2025年"),
        ("5%", "15%"),
        ("5%", "7.5%"),
        ("20", "200家"),
        ("7", "7.5万吨"),
        ("百种", "三百种"),
        ("15%以上", "15%"),
        ("超过30%", "达到30%"),
        ("", "什么都有"),
    ],
)
def test_a_part_of_a_number_is_not_that_number(needle, text):
    """Digits are respected on both sides, and a missing qualifier is a missing key."""
    assert not stands_in(needle, text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("到2025年，达15%以上", ("2025", "15%")),
        ("2025，2030两年", ("2025", "2030")),
        ("1,200吨", ("1200",)),
        ("5G和CO2", ("5g",)),
        ("1-2家", ("1", "2")),
        ("开发百种产品，培育一批企业", ("百",)),
        ("百分之三十倍", ("百分之三十",)),
        ("第二十三条", ()),
    ],
)
def test_numbers_are_read_whole(text, numbers):
    """A sign belongs to its number, a clause number is none, a full-width comma separates."""
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("市发改委、市市场监管局，福州海关", ("市发改委", "市市场监管局", "福州海关")),
        ("责任单位：市发改委\n火星事务局", ("市发改委", "火星事务局")),
        ("由市教育局牵头，发改委配合", ("市教育局", "发改委")),
        ("优化产业布局，形成新格局，统筹全局", ()),
        ("委托第三方办理", ()),
    ],
)
def test_agencies_are_known_names_and_items_that_end_like_one(text, agencies):
    """An agency no document knows is still seen; a word such as 布局 is no agency."""
    assert agencies_in(text, KNOWN) == agencies


def test_support_holds_what_is_written_and_what_is_expanded():
    """The short name in the bracket and the full one both count; others do not."""
    support = Support(
        texts=("节水15%（市发改委、工信局）",), agencies=("市工信局",), numbers=("2030",)
    )
    assert support.missing_from("市发改委、市工信局、工信局：到2030年15%", KNOWN) == ()
    assert support.missing_from("到2025年5%，由市场监管局负责", KNOWN) == (
        "2025",
        "5%",
        "市场监管局",
    )
