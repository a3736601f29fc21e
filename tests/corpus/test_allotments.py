"""How much there is for each, what is paid, and how long things are kept."""

from __future__ import annotations

import pytest

from corpus.allotments import extract_allotments
from corpus.facts import Threshold
from corpus.model import ClauseRole
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def allotments(text: str, role: ClauseRole = ClauseRole.ARTICLE) -> tuple[Threshold, ...]:
    document = document_of(text)
    return extract_allotments(document, whole_clause(document, role))


@pytest.mark.parametrize(
    ("text", "metric", "qualifier", "value"),
    [
        ("苗圃按照每百户二十个泊位的标准建设。", "泊位", "每百户", "二十个"),
        ("每三百人至少配备一名保洁员。", "保洁员", "每三百人…至少", "一名"),
        ("应当按照不低于每户1.5个的标准配建泊位。", "泊位", "不低于…每户", "1.5个"),
        ("超过部分每公里加收1.5元。", "加收", "每公里", "1.5元"),
        ("水价每立方米2.3元。", "水价", "每立方米", "2.3元"),
        ("可以按照每人每年不超过30元的标准收取保洁费。", "保洁费", "每人每年…不超过", "30元"),
        ("培训未开始的，退还百分之八十。", "退还", "", "百分之八十"),
        ("保证金按照合同价款的百分之二缴纳。", "缴纳", "按照合同价款的", "百分之二"),
        ("检疫记录应当至少保存三年。", "检疫记录保存", "至少", "三年"),
        ("巡护影像保存六十日以上。", "巡护影像保存", "以上", "六十日"),
        ("近三年内未发生森林火灾。", "未发生森林火灾", "近…内", "三年"),
        ("禁猎期为每年3月1日至9月30日。", "禁猎期", "每年", "3月1日至9月30日"),
    ],
)
def test_a_limit_without_a_limiting_word(
    text: str, metric: str, qualifier: str, value: str
) -> None:
    """For whom, or of what, the amount holds is its qualifier."""
    (found,) = allotments(text)
    assert (found.metric, found.qualifier, found.value + found.unit) == (metric, qualifier, value)


def test_what_comes_again_and_again_states_a_case() -> None:
    """The words behind it are what happens."""
    (found,) = allotments("连续两次考评不合格的，取消试点资格。")
    assert (found.metric, found.value, found.selects) == ("考评不合格", "两", True)


@pytest.mark.parametrize(
    "text", ["去年累计退还百分之三十。", "人均每月收入3000元。", "近三年未发生火灾。"]
)
def test_a_report_is_no_limit(text: str) -> None:
    """Neither what was paid, nor what has been where nobody is bound."""
    assert allotments(text, ClauseRole.TASK) == ()


@pytest.mark.parametrize("words", ["每百户", "连续两次", "按照", "保存", "三年", "每人每年"])
def test_reading_takes_time_in_proportion(words: str) -> None:
    assert_in_proportion(allotments, lambda length: words * length, 300)
