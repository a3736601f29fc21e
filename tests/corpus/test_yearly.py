"""Yearly reports and lists of tasks: the year is in the title or a heading, the review is no goal."""

from __future__ import annotations

import pytest

from corpus.facts import Target
from corpus.listing import fact_lines
from corpus.structure import parse_document
from tests.corpus.factories import document_of

_REPORT = """关于全市工作的报告
一、2024年工作回顾
地区生产总值增长6.1%，2024年新建绿道12公里。
二、2025年工作安排
主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业3万人以上。去年已建成公园5个。
（一）完善设施。新建农村公路200公里，年底前改造管网30公里。拥有剧场4座。到2027年，覆盖率达到90%。
"""


def goals(text: str, name: str = "样本") -> list[Target]:
    return list(parse_document(document_of(text, name)).facts.targets)


def rows(text: str, name: str = "样本") -> list[tuple[str, str, int | None, str | None, bool]]:
    return [
        (t.metric, t.value, t.year, t.period.quote if t.period else None, t.historical)
        for t in goals(text, name)
    ]


def test_the_parts_of_a_report_tell_the_year() -> None:
    """What the review reports is no goal; what the plan for a year says is due in it."""
    assert rows(_REPORT) == [
        ("绿道", "12", 2024, "2024年", True),
        ("地区生产总值", "5.5", 2025, None, False),
        ("城镇新增就业", "3", 2025, None, False),
        ("去年已建成公园", "5", None, None, True),
        ("农村公路", "200", 2025, None, False),
        ("改造管网", "30", 2025, "年底前", False),
        ("覆盖率", "90", 2027, "到2027年", False),
    ]


def test_an_inherited_year_is_marked() -> None:
    """A year from a heading is told as such, one from the sentence is not."""
    found = goals(_REPORT)

    assert [t.value for t in found if t.inherits_year] == ["5.5", "3", "200"]
    shown = [line for line in fact_lines(parse_document(document_of(_REPORT))) if "目标  " in line]
    assert "2025年（据标题）" in shown[1]
    assert "据标题" not in shown[-1]


def test_the_title_of_a_yearly_list_tells_the_year() -> None:
    """工作要点 of one year: goals without a date, and those of 今年, are due in it."""
    text = "一、造林。新建林场8个。今年造林面积不低于20万亩。\n二、管护。每个林场可有岗位3个。"

    assert rows(text, "某省2026年林业工作要点") == [
        ("林场", "8", 2026, None, False),
        ("造林面积", "20", 2026, "今年", False),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "某市2026年科技项目申报指南",
        "某市节水办法",
    ],
)
def test_other_titles_tell_none(name: str) -> None:
    """Guides for applicants and rules are about no one year."""
    assert rows("一、建设。新建林场8个。", name) == []


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("某市2024—2026年工作计划", 2026),
        ("某市林场建设方案（2023-2025年）", 2025),
        ("某市“十四五”工作计划", None),
        ("某市林场建设方案", None),
    ],
)
def test_the_figures_of_tasks_are_due_at_the_end_of_the_period_in_the_title(
    name: str, year: int | None
) -> None:
    """Marked as told by the title; without a period the year is open."""
    (found,) = goals("一、建设。新建林场8个。", name)

    assert (found.metric, found.value, found.year) == ("林场", "8", year)
    assert found.inherits_year == (year is not None)


@pytest.mark.parametrize(
    "sentence",
    [
        "对新建林场8个的企业给予补助。",
        "每个县应当新建林场8个。",
        "截至目前，新建林场8个。",
        "累计新建林场8个。",
        "打造“300米见绿、3公里进林带”的城市。",
        "弄虚作假的，并处1万元以上3万元以下罚款。",
        "建设千亿级林业集群。",
        "实施创新主体倍增计划。",
        "改造后氮氧化物浓度不高于50毫克/立方米。",
        "实施年产10万吨木浆项目。",
        "实施某企业二期5GW电池片、10万吨木浆等项目。",
    ],
)
def test_what_a_task_gives_asks_or_reports_is_no_goal(sentence: str) -> None:
    """Nor what is of a size."""
    assert rows(f"一、建设。{sentence}", "某市林场建设方案") == []


def test_an_unnumbered_line_opens_the_plans_of_a_report() -> None:
    """今年 behind it, and figures without a year, are of its year."""
    text = (
        "一年来，新建林场5个。\n2024年工作安排\n今年主要预期目标是：生产总值增长6%以上。\n"
        "一、造林。新建林场8个。"
    )
    assert [(t.value, t.year) for t in goals(text, "某市政府工作报告")] == [
        ("6", 2024),
        ("8", 2024),
    ]


def test_this_year_is_the_year_of_signature() -> None:
    """今年 of a notice is the year in which it is signed; 今年以来 and 今年上半年 set no date."""
    body = "各县：\n一、建设。今年底前建成粮库6座。今年以来新建粮站9座。今年上半年产量增长3%。\n"

    assert rows(f"关于粮食工作的通知\n{body}某市粮食局\n2023年3月5日\n") == [
        ("粮库", "6", 2023, "今年底前", False),
        ("今年以来新建粮站", "9", None, None, True),
        ("今年上半年产量", "3", None, None, True),
    ]
    assert ("粮库", "6", 2023) not in [one[:3] for one in rows(f"关于粮食工作的通知\n{body}")]


def test_a_figure_of_years_before_the_signature_has_been_reached() -> None:
    """A document signed in 2023 sets no goal for 2021."""
    text = "关于节水的通知\n一、成效。2021年，用水量下降5%。到2025年，用水量下降9%。\n某市水利局\n2023年3月5日\n"

    assert [(year, past) for _, _, year, _, past in rows(text)] == [(2021, True), (2025, False)]


def test_a_lead_in_dates_the_goals_below_it() -> None:
    """到2027年，…： dates the —— items below it, each in its own words; what has a date keeps it."""
    text = (
        "一、总体要求\n（一）主要目标\n到2027年，体系基本建成：\n"
        "——规模扩大。培育企业50家。\n——能效提高。到2026年，能耗下降5%。水耗下降8%。\n"
        "二、重点任务\n（一）推广。建成园区3个。\n"
    )

    assert rows(text) == [
        ("企业", "50", 2027, "到2027年", False),
        ("能耗", "5", 2026, "到2026年", False),
        ("水耗", "8", 2026, "到2026年", False),
    ]


@pytest.mark.parametrize(
    ("lead_in", "year"),
    [
        ("到2030年，主要指标如下：", 2030),
        ("“十五五”时期的主要目标是：", 2030),
        ("锚定2035年远景目标，到2030年，实现以下目标：", 2030),
        ("展望2035年，面貌一新。到2030年，全面建成：", 2030),
        ("到2027年，初步建成。到2030年，全面建成。", None),
        ("围绕城市更新，主要目标是：", None),
    ],
)
def test_a_lead_in_dates_by_the_one_date_it_sets(lead_in: str, year: int | None) -> None:
    """A date that is told, or the last of several before a colon; two side by side tell nothing."""
    text = f"一、发展目标\n{lead_in}\n1.公园面积达到20公顷；\n2.绿道里程达到35公里。\n二、任务\n建设。\n"

    assert [(one.metric, one.year) for one in goals(text)] == [
        ("公园面积", year),
        ("绿道里程", year),
    ]


def test_a_lead_in_that_is_over_dates_nothing() -> None:
    """What a plan tells of the years before it is no date for its goals."""
    text = "一、目标\n到2020年，基础打牢：\n1.公园面积达到20公顷；\n2.绿道里程达到35公里。\n"

    assert {one.year for one in goals(text, "某市“十五五”绿地规划")} == {None}


def test_a_letter_that_sets_the_work_of_a_year_tells_it() -> None:
    """One that asks for reports, or spends money, sets none."""
    text = "一、造林。新建林场8个，林业站全覆盖。"
    assert rows(text, "关于做好2026年林业工作的通知")[0] == ("林场", "8", 2026, None, False)
    assert rows(text, "关于做好2026年林业核查工作的通知") == []
