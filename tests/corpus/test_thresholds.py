"""Thresholds and limits: whom an amount picks out, and what is to be kept."""

from __future__ import annotations

import pytest

from corpus.facts import Threshold
from corpus.rates import extract_rates
from corpus.targets import extract_targets
from corpus.thresholds import extract_thresholds
from tests.corpus.factories import document_of, whole_clause
from tests.growth import assert_in_proportion


def thresholds(text: str) -> tuple[Threshold, ...]:
    document = document_of(text)
    clause = whole_clause(document)
    return extract_thresholds(document, clause, targets=extract_targets(document, clause))


@pytest.mark.parametrize(
    ("text", "subject", "metric", "qualifier", "value", "unit"),
    [
        (
            "年综合能耗5000吨标准煤以上的单位应当报送报告。",
            "单位",
            "年综合能耗",
            "以上",
            "5000",
            "吨标准煤",
        ),
        (
            "鼓励年用水量超过10万立方米的企业设立水务经理。",
            "企业",
            "年用水量",
            "超过",
            "10",
            "万立方米",
        ),
        (
            "建筑面积二万平方米以上的公共建筑应当安装计量装置。",
            "公共建筑",
            "建筑面积",
            "以上",
            "二万",
            "平方米",
        ),
        ("推进65蒸吨/小时及以上燃煤锅炉改造。", "燃煤锅炉", "", "及以上", "65", "蒸吨/小时"),
        (
            "日清运量超过300吨地区加快建设焚烧设施。",
            "地区",
            "日清运量",
            "超过",
            "300",
            "吨",
        ),
        (
            "年排放量达到三千吨二氧化碳当量的，应当报告。",
            None,
            "年排放量",
            "达到",
            "三千",
            "吨二氧化碳当量",
        ),
    ],
)
def test_an_amount_picks_out_whom_a_rule_is_for(
    text: str, subject: str | None, metric: str, qualifier: str, value: str, unit: str
) -> None:
    """Subject, metric, limit, value and unit are the words of the text."""
    (found,) = thresholds(text)

    assert found.selects
    assert (found.subject, found.metric, found.qualifier, found.value, found.unit) == (
        subject,
        metric,
        qualifier,
        value,
        unit,
    )


@pytest.mark.parametrize(
    ("text", "metric", "qualifier", "value", "unit"),
    [
        ("夏季室内温度设置不低于26摄氏度。", "夏季室内温度设置", "不低于", "26", "摄氏度"),
        ("原始监测记录保存期限不得少于三年。", "原始监测记录保存期限", "不得少于", "三", "年"),
        ("居住区绿地率不低于百分之三十。", "居住区绿地率", "不低于", "百分之三十", ""),
        ("给予最高不超过20万元的一次性奖励。", "一次性奖励", "最高不超过", "20", "万元"),
    ],
)
def test_a_limit_is_to_be_kept(
    text: str, metric: str, qualifier: str, value: str, unit: str
) -> None:
    """A worded limit at the end of its clause binds what stands before it."""
    (found,) = thresholds(text)

    assert not found.selects
    assert (found.metric, found.qualifier, found.value, found.unit) == (
        metric,
        qualifier,
        value,
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "建成10家以上绿色工厂。",
        "80%以上的县级机关建成节约型机关。",
        "清洁取暖率超过50%，空气质量改善。",
        "应当在十日以内作出决定。",
        "关于下达2022年建筑奖补资金的通知。",
        "处五万元以上二十万元以下罚款。",
        "到2025年，回收利用率不低于60%。",
    ],
)
def test_counts_reports_terms_fines_and_goals_are_none(text: str) -> None:
    """How many, what was reached, by when, fines and dated goals are no thresholds."""
    assert thresholds(text) == ()


def test_a_threshold_quotes_its_words() -> None:
    """The quotation runs from what is measured to whom it picks out."""
    (found,) = thresholds("推动年用水量20万立方米以上企业开展自查。")

    assert found.source.quote == "年用水量20万立方米以上企业"


@pytest.mark.parametrize(
    "piece", ["不低于", "5000吨", "以上", "的企业", "三", "超过三年的", "，且"]
)
def test_adversarial_text_is_read_in_proportion(piece: str) -> None:
    """Sixty thousand characters of one beginning take about 8 times the work of an eighth."""
    assert_in_proportion(
        thresholds, lambda length: "面积超过" + piece * (length // len(piece)), 3_750
    )


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [
        ("人均绿地超过二亩但不超过三亩的乡镇，减半征收。", "人均绿地", "三"),
        ("每个项目实施周期不超过3年。", "每个项目实施周期", "3"),
        ("夜间噪声控制在45分贝以下。", "夜间噪声", "45"),
    ],
)
def test_what_is_measured_is_named_whole(text: str, metric: str, value: str) -> None:
    """A lower bound before it is no part of it, nor does 实施 open one inside a name."""
    document = document_of(text)

    found = extract_thresholds(document, whole_clause(document))[-1]

    assert (found.metric, found.value) == (metric, value)


@pytest.mark.parametrize(
    ("text", "metric", "qualifier", "value", "unit"),
    [
        ("第九条　护理保险费率为0.02%。", "护理保险费率", "为", "0.02", "%"),
        ("其中，个人缴费比例为2%。", "个人缴费比例", "为", "2", "%"),
        ("（二）生活补贴标准为每人每月130元。", "生活补贴标准", "为每人每月", "130", "元"),
        ("契税税率为百分之三。", "契税税率", "为", "百分之三", ""),
        ("控排系数暂定为0.98。", "控排系数", "暂定为", "0.98", ""),
    ],
)
def test_a_rate_that_is_fixed_is_kept(
    text: str, metric: str, qualifier: str, value: str, unit: str
) -> None:
    """费率为…, …标准为每人每月… need neither date nor limit."""
    document = document_of(text)

    (found,) = extract_rates(document, whole_clause(document))

    assert (found.metric, found.qualifier, found.value, found.unit) == (
        metric,
        qualifier,
        value,
        unit,
    )
    assert (found.selects, found.source.quote) == (False, f"{metric}{qualifier}{value}{unit}")


@pytest.mark.parametrize(
    "text",
    [
        "优良水体比例为85%。",
        "执行标准为GB 3838。",
        "修正系数为1-0.22×出力系数。",
        "到2027年，个人缴费比例为2%。",
    ],
)
def test_reports_names_formulas_and_goals_are_no_rates(text: str) -> None:
    """Shares of what is found, numbers of standards, formulas, dated goals."""
    document = document_of(text)
    clause = whole_clause(document)

    assert extract_rates(document, clause, targets=extract_targets(document, clause)) == ()


def test_the_first_of_two_cases_is_a_case_too() -> None:
    """…以上，或者…的 joins two cases; the 的 behind the second closes both."""
    first, second = thresholds("年销售额在三百万元以上，或者日均配送超过800单的，应当办理登记。")

    assert (first.metric, first.qualifier, first.selects) == ("年销售额", "以上", True)
    assert (second.metric, second.value, second.unit) == ("日均配送", "800", "单")
    assert [one.unit for one in thresholds("评估得分85分以上的，评为良好。")] == ["分"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "补助不得超过设备投资总额的30%，自筹比例不低于总投资20%。",
            [("补助", "不得超过设备投资总额的", "30%"), ("自筹比例", "不低于总投资", "20%")],
        ),
        ("抽检原则上每年不超过2次。", [("抽检", "每年不超过", "2次")]),
        ("按照每人每年不低于5元的标准核定。", [("每人每年", "不低于", "5元")]),
        ("组织不少于5名专家进行论证。", [("专家", "不少于", "5名")]),
        ("与学校保持50米以上安全距离。", [("安全距离", "以上", "50米")]),
        ("井口周围30米范围内不得建圈舍。", [("井口周围", "范围内", "30米")]),
        ("评审得分80分以上的列入名单。", [("评审得分", "以上", "80分")]),
        ("学生在校人数少于100人的，不予支持。", [("学生在校人数", "少于", "100人")]),
    ],
)
def test_a_limit_is_read_with_what_it_is_of(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """The base of a share, for each of what, what is to be provided, a place around something."""
    document = document_of(text)

    found = extract_thresholds(document, whole_clause(document))

    assert [(one.metric, one.qualifier, one.value + one.unit) for one in found] == expected


@pytest.mark.parametrize(
    ("lead", "selects"),
    [("申请人应当具备下列条件：", False), ("出现下列情形之一的，启动响应：", True)],
)
def test_items_of_a_list_of_conditions_or_cases_need_no_word_of_a_norm(
    lead: str, selects: bool
) -> None:
    """上年度收入2亿元以上 is to be met as a condition, and states a case in a list of cases."""
    document = document_of(f"第四条　{lead}\n（一）上年度收入2亿元以上；\n（二）居住满3年。\n")

    found = extract_thresholds(document, whole_clause(document))

    assert [(one.metric, one.value + one.unit, one.selects) for one in found] == [
        ("上年度收入", "2亿元", selects),
        ("居住", "3年", selects),
    ]


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("六周岁以下儿童免票。", "儿童", "六"),
        ("覆盖率达到65%以上，千人以上学校优先。", "学校", "千"),
        ("向65岁以上老年人免费开放。", "老年人", "65"),
        ("支持10万亩以上规模化灌区改造。", "规模化灌区", "10"),
    ],
)
def test_ages_and_sizes_pick_out_whom_they_stand_before(
    text: str, subject: str, value: str
) -> None:
    """An age picks out people as a size picks out enterprises."""
    document = document_of(text)

    (found,) = extract_thresholds(document, whole_clause(document))

    assert (found.subject, found.value, found.selects) == (subject, value, True)


@pytest.mark.parametrize(
    ("text", "metric", "value"),
    [("公示期7日。", "公示期", "7日"), ("上岗证有效期为3年。", "上岗证有效期", "3年")],
)
def test_a_term_is_fixed_like_a_rate(text: str, metric: str, value: str) -> None:
    """For how long something holds; the term of the document itself is none."""
    document = document_of(text)
    own = document_of("本规程自印发之日起施行，有效期5年。")

    (found,) = extract_rates(document, whole_clause(document))

    assert (found.metric, found.value + found.unit) == (metric, value)
    assert extract_rates(own, whole_clause(own)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("床位一百张以上的疗养院，应当设站。", ("疗养院", "床位", "一百", True)),
        ("拥有采伐机械八台以上的林场，应当备案。", ("林场", "采伐机械", "八", True)),
        ("造成二人以上死亡的，上报。", (None, "死亡", "二", True)),
        ("护林员年龄应当在二十周岁以上、六十周岁以下。", (None, "护林员年龄", "二十", False)),
    ],
)
def test_what_is_counted_stands_before_the_amount_or_behind_it(
    text: str, expected: tuple[str | None, str, str, bool]
) -> None:
    """Who has so many of something, who is harmed, and both ends of an age."""
    document = document_of(text)
    found = extract_thresholds(document, whole_clause(document))
    assert (found[0].subject, found[0].metric, found[0].value, found[0].selects) == expected
