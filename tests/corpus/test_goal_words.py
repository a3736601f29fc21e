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
        ("废纸、废瓷等4种废物利用量达到6万吨。", [("废纸、废瓷等4种废物利用量", "6万吨")]),
        ("产妇死亡率控制在9/10万以下。", [("产妇死亡率", "9/10万")]),
        ("处应缴费用30%以上60%以下的罚款。", []),
    ],
)
def test_an_amount_in_a_name_is_no_goal(words: str, rows: Rows) -> None:
    """Of those who earn it, of a motto, of a rule; a unit is whole, and so is a metric."""
    assert [(metric, value) for metric, value, _ in read(words)] == rows


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "新开工重大项目80个、竣工投产60个。",
            [("新开工重大项目", "80个"), ("重大项目竣工投产", "60个")],
        ),
        ("开工改造不少于9个老旧厂区。", [("老旧厂区", "9个")]),
        ("改造提升7个旧村。新建设施果园3万亩。", [("旧村", "7个"), ("设施果园", "3万亩")]),
        ("强化配套，建成投产50个以上。", []),
        ("推进“标准林”出让，占比不低于70%。", []),
        (
            "国、省控断面达标率分别达到90%、80%。",
            [("国控断面达标率", "90%"), ("省控断面达标率", "80%")],
        ),
        (
            "化学需氧量、氨氮排放总量分别下降3%、4%。",
            [("化学需氧量排放总量", "3%"), ("氨氮排放总量", "4%")],
        ),
        ("完成80%以上村级站点改造。", [("村级站点改造", "80%")]),
        ("全年引进园艺师30名。到2026年，单产持续翻番。", [("园艺师", "30名"), ("单产", "翻番")]),
        ("其中各县分别新开工建设6万平方米以上示范楼。", []),
    ],
)
def test_an_act_or_a_share_alone_is_no_metric(words: str, rows: Rows) -> None:
    """It is one of what was counted just before it; else it names nothing."""
    assert [(metric, value) for metric, value, _ in read(words)] == rows


def test_metrics_above_may_be_named_together() -> None:
    """上述两项指标 are the last two told, in their order."""
    first = "2025年，集水率达到81%，回用率达到52%。"
    second = "2026年，上述两项指标分别达到84%、57%。"
    assert read(first + second)[2:] == [("集水率", "84%", 2026), ("回用率", "57%", 2026)]
    assert read(second) == []
