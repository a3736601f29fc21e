"""Goals without a figure, counts for each, and the cells of tables of tasks."""

from __future__ import annotations

import pytest

from corpus.completions import find_completion
from corpus.each_goals import find_each_goal
from corpus.structure import parse_document
from tests.corpus.factories import document_of
from tests.growth import assert_in_proportion

_TABLE = (
    "各乡镇：\n请认真落实。\n\n附件：2026年林业任务清单\n\n附件\n2026年林业任务清单\n"
    "序号\t项目名称\t年度目标\t完成时限\t责任单位\n"
    "1\t苗圃建设\t新建苗圃4处，补植林地60亩\t2026年10月底前\t县林业站\n"
    "2\t北坡林道\t建成通车\t2026年8月底前\t县林业站\n"
)


def read(words: str, name: str) -> list[tuple[str, str, str, int | None]]:
    """Return metric, qualifier, value with unit, and year of the goals of one task."""
    found = parse_document(document_of(f"一、绿化\n（一）甲。{words}\n", name)).facts.targets
    return [(one.metric, one.qualifier, one.value + one.unit, one.year) for one in found]


@pytest.mark.parametrize(
    ("words", "metric", "value"),
    [
        ("西岭林区管护站9月底前投入使用。", "西岭林区管护站", "投入使用"),
        ("确保环山林道三期工程10月底前建成通车。", "环山林道三期工程", "建成通车"),
        ("开工建设林业科普中心。", "林业科普中心", "开工建设"),
        ("枯死松木全部清零。", "枯死松木", "全部清零"),
        ("全面消除林区危房。", "林区危房", "全面消除"),
        ("林区断面水质达到Ⅱ类标准。", "林区断面水质", "Ⅱ类标准"),
        ("推进苗木市场改造，6月底前投入运营。", "苗木市场改造", "投入运营"),
        ("林农收入与经济增长同步。", "林农收入", "与经济增长同步"),
    ],
)
def test_a_list_for_one_year_tells_what_is_to_be_finished(
    words: str, metric: str, value: str
) -> None:
    """The state closes the words, or the verb opens them; the title tells the year."""
    assert read(words, "某市2026年林业工作要点") == [(metric, "", value, 2026)]


def test_a_pace_keeps_up_with_another_one() -> None:
    """Its word is the qualifier: 高于, 快于."""
    found = read("林农收入增速高于全省平均水平。", "某市2026年林业工作要点")
    assert found == [("林农收入增速", "高于", "全省平均水平", 2026)]


@pytest.mark.parametrize(
    "words",
    [
        "推动林场全面实现智能管护。",
        "健全机制、动态清零。",
        "东线建成、西线开工。",
        "林业服务体系建成投用。",
        "去年已建成通车。",
    ],
)
def test_what_is_only_furthered_is_no_such_goal(words: str) -> None:
    """Directions, two subjects in one, systems, and what has been."""
    assert read(words, "某市2026年林业工作要点") == []


def test_elsewhere_what_is_built_needs_a_date() -> None:
    """In a plan without a year only what is to be so everywhere is a goal."""
    assert read("管护站投入使用。", "某市林业实施方案") == []
    assert read("2027年底前完成林道普查。", "某市林业实施方案") == [
        ("林道普查", "", "完成", 2027),
    ]
    assert read("重点林场全部安装监控。", "某市林业实施方案") == [
        ("重点林场", "", "全部安装监控", None),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每个林场至少配备2名护林员。", ("每个林场护林员", "至少", "2名", 2026)),
        (
            "各县（市、区）分别打造示范苗圃3处以上。",
            ("各县（市、区）示范苗圃", "以上", "3处", 2026),
        ),
        ("每所学校建成一处植物园。", ("每所学校植物园", "", "一处", 2026)),
    ],
)
def test_a_count_for_each_keeps_whose_it_is(
    words: str, expected: tuple[str, str, str, int]
) -> None:
    """What is counted stands before the number or behind it."""
    assert read(words, "某市2026年林业工作要点") == [expected]


def test_the_second_count_is_of_the_first() -> None:
    """每支 is one of those counted before."""
    found = read("建设巡护队不少于5支，每支不少于12人。", "某市2026年林业工作要点")
    assert found[1] == ("巡护队每支", "不少于", "12人", 2026)


def test_the_cells_of_a_table_of_tasks_state_goals() -> None:
    """A state is one of the row's task; the date stands in a column."""
    found = parse_document(document_of(_TABLE, "关于做好林业工作的通知")).facts.targets
    assert [(one.metric, one.value, one.year) for one in found] == [
        ("苗圃", "4", 2026),
        ("补植林地", "60", 2026),
        ("北坡林道", "建成通车", 2026),
    ]


@pytest.mark.parametrize("words", ["每个林场", "全部完成", "力争", "1月底前", "建成"])
def test_reading_takes_time_in_proportion(words: str) -> None:
    assert_in_proportion(
        lambda text: find_completion(text, is_strict=True), lambda length: words * length, 400
    )
    assert_in_proportion(find_each_goal, lambda length: words * length, 400)
