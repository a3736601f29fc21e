"""Which figure belongs to which metric and year: rows under 分别, rows of years, cases that are no goals."""

from __future__ import annotations

import pytest

from corpus.structure import parse_document
from tests.corpus.factories import document_of

_OPENING = "第一条 为了管护公园，制定本条例。\n"


def read(
    words: str, name: str = "某市建设方案", head: str = "一、工作目标\n"
) -> list[tuple[str, str, int | None]]:
    """Return metric, value with unit, and year of the goals of one section."""
    found = parse_document(document_of(head + words + "\n", name)).facts.targets
    return [(one.metric, one.value + one.unit, one.year) for one in found]


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("小学、初中平均班额分别为40人、46人", ["小学平均班额", "初中平均班额"]),
        ("城镇和农村居民收入分别增长6%、7%", ["城镇居民收入", "农村居民收入"]),
        ("市、县两级抽检合格率分别达到98%、96%", ["市级抽检合格率", "县级抽检合格率"]),
        ("省级、市级平台分别达到5个、12个", ["省级平台", "市级平台"]),
        ("城区、乡镇垃圾分类覆盖率分别达到95%、80%", ["城区垃圾分类覆盖率", "乡镇垃圾分类覆盖率"]),
    ],
)
def test_places_schools_and_levels_side_by_side_share_what_follows(
    words: str, pairs: list[str]
) -> None:
    """The whole rest of the last belongs to each."""
    assert [metric for metric, _, _ in read(f"到2027年，{words}。")] == pairs


def test_shares_of_a_thousand_and_more_are_values() -> None:
    """十万分之八 is one value, not a count of ten thousands."""
    assert read("到2027年，产妇死亡率、幼儿死亡率分别低于十万分之八和千分之四。") == [
        ("产妇死亡率", "十万分之八", 2027),
        ("幼儿死亡率", "千分之四", 2027),
    ]


def test_years_under_a_word_for_each_have_the_metric_behind_it() -> None:
    """A year is no metric."""
    assert read("2025年、2026年分别完成造林8万亩、9万亩。") == [
        ("造林", "8万亩", 2025),
        ("造林", "9万亩", 2026),
    ]


def test_values_without_metrics_are_those_of_the_metrics_before() -> None:
    """In their order, where they are counted alike; else nothing is read."""
    words = "到2025年，建成花园60个以上，其中小花园15个；到2028年分别达到90个、30个"
    assert read(words + "。")[2:] == [("花园", "90个", 2028), ("小花园", "30个", 2028)]
    assert len(read(words.replace("30个", "30亩") + "。")) == 2


def test_a_mean_of_people_keeps_its_word() -> None:
    """人均 is part of the metric, 均 before a value is not."""
    assert read("到2027年，藏书量人均不少于2件、座位人均不少于3个。")[-1][0] == "座位人均"
    assert read("到2027年，两项比例均达到90%。") == [("两项比例", "90%", 2027)]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "三年加装电梯900台，其中2025年200台、2026年300台、2027年400台；满意率90%以上",
            [("900台", 2027), ("200台", 2025), ("300台", 2026), ("400台", 2027), ("90%", 2027)],
        ),
        ("2025年改厕4万户、2026年3万户", [("4万户", 2025), ("3万户", 2026)]),
        ("培训工匠3000人次（2025年1000人次、2026年2000人次）", [("3000人次", 2027)]),
        ("覆盖率由2024年的20%提高到2027年的30%", [("20%", 2024), ("30%", 2027)]),
    ],
)
def test_each_year_of_a_row_has_its_own_figure(
    words: str, rows: list[tuple[str, int | None]]
) -> None:
    """And the metric told before the row."""
    found = read(words + "。", "某市建设方案（2025—2027年）")
    assert [(value, year) for _, value, year in found] == rows
    assert len({metric for metric, _, _ in found[: 2 if "满意" in words else None]}) == 1


def test_working_days_are_a_goal_where_a_time_is_cut_to_them() -> None:
    """They are none as the term within which somebody acts."""
    words = "到2027年，开办时间压缩至0.5个工作日以内，并在5个工作日内答复。"
    assert read(words) == [("开办时间", "0.5个工作日", 2027)]


@pytest.mark.parametrize(
    "words",
    [
        "第二条 已建成的公园达不到的，应当按照每百户不少于十平方米补建。",
        "第二条 已经取得许可的经营者，注册资金不少于三十万元，一年内检验2次。",
        "第二条 已使用的，并处二千元以上一万元以下罚款。",
    ],
)
def test_an_article_of_a_statute_reports_nothing_reached(words: str) -> None:
    """已建成 states a case there; what a year sets is a goal."""
    assert read(words, "某市公园条例", head=_OPENING) == []
    dated = words + "到2030年，公园面积应当达到30平方公里。"
    assert [value for _, value, _ in read(dated, "某市公园条例", head=_OPENING)] == ["30平方公里"]


@pytest.mark.parametrize(
    "words",
    [
        "到2027年，上架率未达到50%的，不予支持。",
        "到2027年，对空置率超过30%的园区实施整治。",
        "到2027年，淘汰利用效率未达到60%的机房。",
    ],
)
def test_a_case_is_no_goal(words: str) -> None:
    """What picks somebody out by its measure is not to be reached."""
    assert read(words) == []


def test_a_goal_may_be_told_as_one() -> None:
    """达到90%的目标 picks nobody out."""
    assert read("到2027年，实现覆盖率达到90%的目标。") == [("覆盖率", "90%", 2027)]


def test_what_stands_behind_its_mark_of_possession_is_shared() -> None:
    """甲、乙的某比例 is one of each; 使用 opens a metric."""
    assert read(
        "到2027年，印刷、制罐的绿色油墨使用比例分别达到30%、80%，使用单位满意率达98%。"
    ) == [
        ("印刷的绿色油墨使用比例", "30%", 2027),
        ("制罐的绿色油墨使用比例", "80%", 2027),
        ("使用单位满意率", "98%", 2027),
    ]
