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
        (
            "国控、省控断面达标率分别达到90%、80%。",
            [("国控断面达标率", "90%"), ("省控断面达标率", "80%")],
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


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "实现乡镇书屋全覆盖。满意率98%以上，树种保存率保持90%。",
            [("乡镇书屋", "全覆盖"), ("满意率", "98%"), ("树种保存率", "90%")],
        ),
        ("3月底前实现厂区监测全覆盖、数据全联网。", [("厂区监测", "全覆盖")]),
        ("三年实现护林员轮训全覆盖。", []),
        ("茶青交易额达到3亿元。", [("茶青交易额", "3亿元")]),
        ("养护欠账年底前清零。", [("养护欠账", "清零")]),
        (
            "甲镇与乙镇、丙镇能耗分别下降6%、7%。",
            [("甲镇与乙镇能耗", "6%"), ("丙镇能耗", "7%")],
        ),
        (
            "甲河及周边地区、乙河地区水耗分别下降4%、5%。",
            [("甲河及周边地区水耗", "4%"), ("乙河地区水耗", "5%")],
        ),
        ("培育8亿元企业6家以上。", [("8亿元企业", "6家")]),
    ],
)
def test_levels_and_coverage_of_one_year_are_goals(words: str, rows: Rows) -> None:
    """With no word of change beside them."""
    assert [(metric, value) for metric, value, _ in read(words)] == rows


def test_the_latest_line_of_a_report_opens_its_plans() -> None:
    """完成2024年各项任务 opens what has been done."""
    text = (
        "各位代表：\n现在，我向大会报告工作。\n奋力完成2024年各项任务\n2024年，我们抓了以下工作：\n"
        "（一）突出造林。一年来，成效明显。新建林场4处。\n（二）突出护林。新建林场3处。\n"
        "全力实现2025年奋斗目标\n今年工作的总体思路是：稳中求进。\n"
        "一、着力造林\n新建林场5处。\n二、着力护林\n新建林站6处。\n"
    )
    found = parse_document(document_of(text, "某市政府工作报告")).facts.targets
    assert [(one.value, one.year) for one in found if not one.historical] == [
        ("5", 2025),
        ("6", 2025),
    ]


def test_the_base_of_a_rise_may_be_of_a_period() -> None:
    """What it starts from is no goal."""
    found = read("2026年，断面由“十三五”时期的6个增至9个。")
    assert found == [("断面", "6个", None), ("断面", "9个", 2026)]


def test_sections_of_goals_by_other_names() -> None:
    """目标任务 and 目标要求 hold goals; 落实目标任务 is a task."""
    text = "一、目标任务\n到2027年，管护水平提高，设立林站4座。护林员翻一番。\n二、落实目标任务\n加强领导。\n"
    found = parse_document(document_of(text, "某市绿化方案"))
    assert [(one.value, one.year) for one in found.facts.targets] == [("4", 2027), ("翻一番", 2027)]
    assert [one.role.name for one in found.clauses] == ["GOAL", "TASK"]
