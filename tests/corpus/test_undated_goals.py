"""Figures of tasks with no year beside them: levels, cuts of time, counts; a plan for one year in full."""

from __future__ import annotations

import pytest

from corpus.structure import parse_document
from tests.corpus.factories import document_of


def read(words: str, name: str) -> list[tuple[str, str, int | None]]:
    """Return metric, value with unit, and year of the goals of one task."""
    found = parse_document(document_of(f"一、绿化\n（一）甲。{words}\n", name)).facts.targets
    return [(one.metric, one.value + one.unit, one.year) for one in found]


_WORDS = (
    "绿化率达到43%，天然林面积保持在六成以上。建设高标准苗圃3处、林场2个。"
    "平均响应时间降至20分钟以下，平均等候期缩短至8天。苗木基地建设40亩。70%以上村庄建成林带。"
)
_READ = [
    ("绿化率", "43%"),
    ("天然林面积", "六成"),
    ("高标准苗圃", "3处"),
    ("林场", "2个"),
    ("平均响应时间", "20分钟"),
    ("平均等候期", "8天"),
    ("苗木基地建设", "40亩"),
    ("村庄建成林带", "70%"),
]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("某市2025年林业工作要点", 2025),
        ("某市2025年林业措施任务清单", 2025),
        ("某市2025年度国土绿化实施计划", 2025),
        ("某市2025年国土绿化行动计划", 2025),
        ("某市2025年国土绿化实施方案", 2025),
        ("某市国土绿化三年行动计划（2025—2027年）", 2027),
        ("某市国土绿化实施方案", None),
        ("某市2030年前碳达峰实施方案", None),
        ("某市国土绿化实施方案（2024年版）", None),
    ],
)
def test_levels_and_counts_of_tasks_are_goals(name: str, year: int | None) -> None:
    """In a plan for one year they are due in it; a year in a title that is no plan's own dates nothing."""
    assert read(_WORDS, name) == [(*one, year) for one in _READ]


@pytest.mark.parametrize(
    "words",
    [
        "每个村应当建设苗圃1处。",
        "对新建苗圃每亩补助500元。",
        "去年完成造林10万亩，绿化率达到40%。",
        "我市现有林场8个，总面积达到50万亩。",
        "每次巡查不少于2次，实施一批工程。",
        "产值增长率达到15%的，实施奖励。",
    ],
)
@pytest.mark.parametrize("name", ["某市2025年林业工作要点", "某市国土绿化实施方案"])
def test_what_is_asked_given_or_has_been_is_no_goal(words: str, name: str) -> None:
    """Nor terms that somebody keeps to."""
    assert read(words, name) == []


def test_a_list_for_one_year_is_read_in_full() -> None:
    """Limits of what is measured, and conditions beside a figure, are goals of the year there."""
    words = "按照分级要求，完成造林12万亩。受害率不高于0.5‰，其中针叶林不高于0.3‰。新增苗圃3处。"
    assert ("造林", "12万亩", 2025) in read(words, "某市2025年林业工作要点")
    assert ("造林", "12万亩", None) not in read(words, "某市国土绿化实施方案")


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        (
            "营林企业注册时间压缩至0.5天，苗木税率下降2%，林下经济减税降费3亿元。",
            ["营林企业注册时间"],
        ),
        ("绿化率达到43%，林农贷款额度达到9万元。", ["绿化率"]),
        (
            "每年培养护林员60名。遴选“金叶”林长20名，招聘技术员8名。",
            ["护林员", "“金叶”林长", "招聘技术员"],
        ),
        ("示范林场新增5个，拆除旧围栏4公里。", ["示范林场", "拆除旧围栏"]),
        ("建设两个苗圃和一个林站。", ["苗圃"]),
    ],
)
def test_a_rule_in_one_part_leaves_the_goals_of_the_others(words: str, read_as: list[str]) -> None:
    """Money and conditions spoil their own part; what is chosen, hired or torn down is counted too."""
    assert [metric for metric, _, _ in read(words, "某市国土绿化实施方案")] == read_as


def test_the_number_of_an_item_hides_no_verb() -> None:
    """An item that is one sentence has no heading, and its number opens its words."""
    text = "一、绿化\n3.新建、改扩建苗圃9处，增加林道5公里。\n4.改建林站6座，绿道延长。\n"
    found = parse_document(document_of(text, "某市2025年林业工作要点")).facts.targets
    assert [one.value + one.unit for one in found] == ["9处", "5公里", "6座"]


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2027年城镇绿化主要目标：", 2027),
        ("2027年的主要目标是：", 2027),
        ("2027年城镇绿化：", None),
        ("2027年主要工作：", None),
    ],
)
def test_a_line_that_calls_them_goals_of_a_year_dates_those_below_it(
    line: str, year: int | None
) -> None:
    """In paragraphs with no mark of an item before them."""
    text = f"一、主要目标\n{line}\n绿化率达到43%。\n新增苗圃80处。\n到2030年，公园达到9个。\n绿道达到90公里。\n"
    found = parse_document(document_of(text, "某市绿化方案")).facts.targets
    assert [one.year for one in found] == [year, year, 2030, None]
