"""What is no figure of a goal, and which words belong to its unit, its metric and its date."""

from __future__ import annotations

import pytest

from corpus.structure import parse_document
from tests.corpus.factories import document_of

Rows = list[tuple[str, str]]


def read(words: str, name: str = "某市2025年工作要点") -> list[tuple[str, str, int | None]]:
    """Return metric, value with unit, and year of the goals of one task."""
    found = parse_document(document_of(f"一、建设\n（一）甲。{words}\n", name)).facts.targets
    return [(one.metric, one.value + one.unit, one.year) for one in found]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2026年4月底前，管网覆盖率达到80%。", 2026),
        ("到2026年11月底，管网覆盖率达到80%。", 2026),
        ("2026年3月15日前，管网覆盖率达到80%。", 2026),
        ("2026年7月，管网覆盖率达到80%。", 2027),
        ("管网覆盖率达到80%。", 2027),
    ],
)
def test_a_month_sets_a_date_where_it_ends(words: str, year: int) -> None:
    """It comes before the year of the title; a bare month only tells when something happens."""
    assert read(words, "某市管网三年行动计划（2025—2027年）") == [("管网覆盖率", "80%", year)]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("力争引进过十亿项目，新建泊车位3万余个。", [("泊车位", "3万个")]),
        ("实施“两个八百亿”工程，新增客房2万间。", [("新增客房", "2万间")]),
        ("实现3万人口集聚。", [("人口集聚", "3万")]),
        ("贯彻三项规定和六项机制，建成标准厂房8万方以上。", [("标准厂房", "8万方")]),
        ("新增年营收过9亿元企业2家。", [("新增年营收过9亿元企业", "2家")]),
        ("培育产值6亿元以上骨干企业，争取投资3亿元的水厂落地。", []),
        (
            "全市研究与试验发展经费增长9%，存贷比提升3个百分点。",
            [("研究与试验发展经费", "9%"), ("存贷比", "3个百分点")],
        ),
        ("产妇死亡率控制在9/10万以下。", [("产妇死亡率", "9/10万")]),
        ("处应缴费用30%以上60%以下的罚款。", []),
    ],
)
def test_an_amount_in_a_name_is_no_goal(words: str, rows: Rows) -> None:
    """Of those who earn it, of a motto, of a rule; a unit is whole, and so is a metric."""
    assert [(metric, value) for metric, value, _ in read(words)] == rows
