"""Fixed grants and shares of 奖补办法."""

from __future__ import annotations

import pytest

from corpus.facts import Threshold
from corpus.grants import extract_grants
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def grants(text: str) -> tuple[Threshold, ...]:
    document = document_of(text)
    return extract_grants(document, whole_clause(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对首次通过评定的作坊，一次性奖励5万元。", [("奖励", "一次性", "5万元")]),
        ("验收合格后，按每户800元标准予以奖补。", [("奖补", "按每户…标准予以", "800元")]),
        ("购置农机的，按购机款的15%给予补贴。", [("补贴", "按购机款的…给予", "15%")]),
        ("对灌溉用电每千瓦时再补贴0.2元。", [("补贴", "再", "0.2元")]),
        (
            "年销售额首次突破3亿元、8亿元的，分别奖励经营团队10万元、20万元。",
            [("奖励", "分别", "10万元"), ("奖励", "分别", "20万元")],
        ),
        ("县级与镇级资金按照7：3的比例分担。", [("分担", "按照…的比例", "7：3")]),
        ("获评金牌的，最高给予30万元一次性奖励。", [("奖励", "最高给予…一次性", "30万元")]),
    ],
)
def test_a_grant_has_its_amount_and_what_it_is_by(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """The amount before or behind the verb, a share of its base, a ratio."""
    found = grants(text)

    assert [(one.metric, one.qualifier, one.value + one.unit) for one in found] == expected
    assert not any(one.selects for one in found)


def test_a_grant_quotes_who_gets_it() -> None:
    """Words that close with 的 or open with 对 stand in a part of their own."""
    (found,) = grants("复审通过的，奖励2万元。")

    assert found.source.quote == "复审通过的，奖励2万元"


@pytest.mark.parametrize(
    "text",
    [
        "累计发放补贴3000万元，奖励作坊20家。",
        "去年对12家作坊给予奖励500万元。",
        "全年兑现奖补资金2000万元。",
        "给予不超过5万元的补助。",
    ],
)
def test_reports_and_limits_are_no_fixed_grants(text: str) -> None:
    """What was paid is told; a limit is a threshold."""
    assert grants(text) == ()


@pytest.mark.parametrize("piece", ["按照", "奖励", "给予每户", "对", "按1:1:1"])
def test_adversarial_text_is_read_in_proportion(piece: str) -> None:
    """Sixty thousand characters of one beginning take about 8 times the work of an eighth."""
    assert_in_proportion(
        grants, lambda length: "按每户奖励" + piece * (length // len(piece)), 3_750
    )
