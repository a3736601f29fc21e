"""Limits of time: within what time, how long before, by which day and how often something is to be done."""

from __future__ import annotations

import pytest

from corpus.facts import Threshold
from corpus.time_limits import extract_time_limits
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def time_limits(text: str) -> tuple[Threshold, ...]:
    document = document_of(text)
    return extract_time_limits(document, whole_clause(document))


def words(text: str) -> list[tuple[str | None, str, str, str]]:
    """Return who, what, how limited and how long, for each limit of `text`."""
    return [
        (one.subject, one.metric, one.qualifier, one.value + one.unit) for one in time_limits(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第七条　审批机关应当自收齐材料之日起十个工作日内核发证书。",
            [("审批机关", "核发证书", "自收齐材料之日起…内", "十个工作日")],
        ),
        (
            "验收结束后5日内，将结果告知申请人。",
            [(None, "将结果告知申请人", "验收结束后…内", "5日")],
        ),
        (
            "值班人员应当在十分钟内到岗、半小时内报告主管。",
            [
                ("值班人员", "到岗", "内", "十分钟"),
                ("值班人员", "报告主管", "内", "半小时"),
            ],
        ),
        (
            "经营者应当自登记之日起十日内，经核对无误的，领取标志牌。",
            [("经营者", "领取标志牌", "自登记之日起…内", "十日")],
        ),
        (
            "受理机关自收到申请之日起十五日内未答复的，视为同意。",
            [(None, "未答复", "自收到申请之日起…内", "十五日")],
        ),
        (
            "持证人应当在许可证有效期届满前三个月内申请换证。",
            [("持证人", "申请换证", "许可证有效期届满前…内", "三个月")],
        ),
    ],
)
def test_a_time_limit_is_what_is_to_be_done_within_it(
    text: str, expected: list[tuple[str | None, str, str, str]]
) -> None:
    """It runs from an event, or a word binds somebody to it."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停气检修的，应当提前三日告知用户。", [(None, "告知用户", "提前", "三日")]),
        (
            "主办方应当在集会举行二十日前提出申请。",
            [("主办方", "提出申请", "集会举行…前", "二十日")],
        ),
        ("各镇要于4月20日前报送台账。", [("各镇", "报送台账", "前", "4月20日")]),
        ("于每年11月底前报送总结。", [(None, "报送总结", "每年…前", "11月底")]),
        ("租户逾期六十日仍未领取的，予以拍卖。", [(None, "仍未领取", "逾期", "六十日")]),
    ],
)
def test_notice_and_days_limit_what_follows_them(
    text: str, expected: list[tuple[str | None, str, str, str]]
) -> None:
    """Time before an event, a day with 前, and time that has run out."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("运营方每半年至少组织一次疏散演练。", [(None, "疏散演练", "每半年…至少", "一次")]),
        ("评估工作每两年进行一次。", [(None, "评估工作", "每两年", "一次")]),
        ("本规程由市档案局每3年修订一次。", [(None, "修订", "每3年", "一次")]),
    ],
)
def test_how_often_something_is_done_is_a_limit(
    text: str, expected: list[tuple[str | None, str, str, str]]
) -> None:
    """每 and 次, with what is done."""
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "近三年内未发生重大事故。",
        "被吊销执照之日起三年内不得再次申办。",
        "用三年时间完成改造，三年内建成十个中心。",
        "提前两年完成全部任务。",
        "去年平均每月组织一次义诊，累计每季度开展3次巡查。",
        "自竣工之日起五年内，任何单位不得开挖。",
        "6小时内降雨量将达50毫米以上的，发布预警。",
        "每半年对二次供水设施清洗消毒。",
    ],
)
def test_spans_that_nobody_is_bound_to_are_none(text: str) -> None:
    """What happened in a time, a ban, a plan's own time, a report, a part of a case."""
    assert words(text) == []


@pytest.mark.parametrize("piece", ["应当在", "三日内", "每年", "提前三日", "自收到", "，", "一次"])
def test_adversarial_text_is_read_in_proportion(piece: str) -> None:
    """Sixty thousand characters of one beginning take about 8 times the work of an eighth."""
    assert_in_proportion(
        time_limits, lambda length: "应当在三日内" + piece * (length // len(piece)), 3_750
    )


@pytest.mark.parametrize(
    ("text", "metric", "qualifier", "value"),
    [
        ("发现漏水的，应当立即报告，并在四十八小时内修复。", "修复", "内", "四十八小时"),
        ("抢修人员2小时内到达现场。", "到达现场", "内", "2小时"),
        ("水质检测应当每季度一次。", "水质检测", "每季度", "一次"),
        ("值班人员应当每两小时巡查一次。", "巡查", "每两小时", "一次"),
        ("场馆向学生开放，每年不少于6次。", "场馆向学生开放", "每年…不少于", "6次"),
        ("期满前20日申请换证。", "申请换证", "期满前", "20日"),
    ],
)
def test_a_time_without_a_word_that_binds(
    text: str, metric: str, qualifier: str, value: str
) -> None:
    """What somebody does within it, or again and again, tells that it is a limit."""
    (found,) = time_limits(text)
    assert (found.metric, found.qualifier, found.value + found.unit) == (metric, qualifier, value)


def test_the_second_of_two_times_is_told_from_its_own_words() -> None:
    """What is done within the first is not the event that the second runs from."""
    _, second = time_limits("应当在20分钟内电话报告，2小时内书面报告。")
    assert (second.metric, second.qualifier, second.value) == ("书面报告", "内", "2")
