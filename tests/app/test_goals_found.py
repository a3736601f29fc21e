"""Figures by what they measure: the same metric in other words, its neighbours, two places, false times."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from tests.app.small_corpus import assistant_over

_QINGHAI = """青海省节能降碳工作方案

一、主要目标

到2025年，全省单位地区生产总值能源消耗比2020年下降12%，公共机构年度能源消费总量控制在90万吨标准煤以内，公共机构二氧化碳排放总量控制在200万吨以内。

二、重点任务

（一）发展清洁电力。加快电源建设。到2025年，风电装机达到700万千瓦，光伏装机达到900万千瓦，抽水蓄能装机达到80万千瓦。

（二）建设算力设施。新建大型数据中心电能利用效率不超过1.25。到2026年，数据中心电能利用效率普遍不超过1.45。

（三）改善人居环境。到2027年，城镇绿地大幅增加。森林覆盖率达到9.1%，森林蓄积量达到5600万立方米。
"""
_HAINAN = """海南省节能降碳实施意见

一、总体要求

到2025年，单位生产总值能耗下降8.5%，非化石能源占能源消费总量比重达到22%左右。

二、重点任务

（一）推进机关节能。倡导绿色办公，推广高效照明。
"""
_RULES = """海南省绿色建材管理办法

第一条 为了推广绿色建材，制定本办法。

第二条 建材生产者应当标明产品的环保等级。

第三条 本办法自2024年9月1日起施行。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Return a function that asks the three documents."""
    folder = tmp_path_factory.mktemp("文件")
    for text in (_QINGHAI, _HAINAN, _RULES):
        (folder / f"{text.splitlines()[0]}.txt").write_text(text)
    assistant = assistant_over(folder)
    return lambda question: assistant.ask(Question(text=question))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青海的能耗强度到2025年要降低多少？", "下降12%"),
        ("青海公共机构的碳排放总量控制在多少以内？", "200万吨以内"),
        ("海南非化石能源占比的目标是多少？", "22%左右"),
        ("青海太阳能发电装机2025年要达到多少？", "光伏装机达到900万千瓦"),
        ("青海新建大型数据中心的PUE不能超过多少？", "不超过1.25"),
        ("青海2027年林木蓄积量要达到多少？", "5600万立方米"),
    ],
)
def test_the_metric_asked_for_is_found_in_other_words(ask, question, value):
    """The figure of the very metric, and no figure of its neighbours."""
    reply = ask(question)
    assert reply.status is AnswerStatus.ANSWERED
    assert value in reply.answer
    assert len(reply.statements) == 1


@pytest.mark.parametrize(
    "question",
    [
        "青海2025年单位GDP碳排放要下降多少？",
        "青海2025年核电装机要达到多少万千瓦？",
        "青海2025年海上风电装机是多少？",
        "海南2025年用水总量控制在多少？",
        "海南2025年非化石能源装机占比是多少？",
        "西宁市2025年能耗强度要下降多少？",
    ],
)
def test_a_neighbour_of_the_metric_is_no_answer(ask, question):
    """Another measure, base or kind of plant: declined."""
    assert ask(question).status is AnswerStatus.NOT_FOUND


def test_two_places_are_told_side_by_side(ask):
    """Each side by its own document, though the two word the metric differently."""
    reply = ask("青海和海南单位GDP能耗的降幅哪个大？")
    assert "12%" in reply.answer
    assert "8.5%" in reply.answer
    assert len({one.document_id for one in reply.citations}) == 2


def test_the_side_that_says_nothing_is_said_to_say_nothing(ask):
    """A figure of one side is given, the other's lack of it is told."""
    reply = ask("青海与海南2025年风电装机对比")
    assert "700万千瓦" in reply.answer
    assert "《海南省节能降碳实施意见》没有写明" in reply.answer


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("青海风电装机达到700万千瓦是2030年的目标，对吧？", "2030年", "2025年"),
        ("青海是2030年才要求光伏装机900万千瓦吗？", "2030年", "2025年"),
        (
            "海南绿色建材管理办法是2024年5月30日通过当天就施行的，对吗？",
            "2024年5月30日",
            "2024年9月1日",
        ),
    ],
)
def test_a_time_that_the_text_denies_is_put_right(ask, question, asked, found):
    """The year of the goal, and the day from which a statute holds, with the words that say so."""
    reply = ask(question)
    assert reply.premise is not None
    assert (reply.premise.asked, reply.premise.found) == (asked, found)
    assert any(found in one.quote for one in reply.citations)


@pytest.mark.parametrize(
    "question",
    [
        "青海风电装机达到700万千瓦是2025年的目标，对吧？",
        "海南绿色建材管理办法是2024年9月1日起施行的，对吗？",
    ],
)
def test_a_time_that_the_text_bears_out_is_not(ask, question):
    """Nothing is put right where the claim is the text's."""
    reply = ask(question)
    assert reply.status is AnswerStatus.ANSWERED
    assert reply.premise is None


def test_figures_asked_for_together_are_told_without_the_others(ask):
    """From the first to the last that is named, behind the year that governs them."""
    reply = ask("青海2025年风电和光伏装机分别是多少？")
    assert "风电装机达到700万千瓦，光伏装机达到900万千瓦" in reply.answer
    assert "抽水蓄能" not in reply.answer
    assert "2025年" in reply.answer


def test_a_document_speaks_of_the_whole_of_its_area_and_of_its_trade(tmp_path):
    """全国 asked of a national plan and 化纤行业 of one on 化纤工业 are no other matter than its own."""
    (tmp_path / "plan.txt").write_text(
        "关于化纤工业高质量发展的指导意见\n\n一、发展目标\n\n到2025年，草坡综合盖度稳定在57%左右，绿色纤维占比提高到25%以上。\n\n"
        "二、重点任务\n\n（一）加强研究。建设试验平台。\n",
        encoding="utf-8",
    )
    assistant = assistant_over(tmp_path)
    for question, value in {
        "到2025年，全国草坡综合盖度目标是多少？": "57%",
        "化纤行业到2025年绿色纤维占比要做到多少？": "25%",
    }.items():
        assert value in assistant.ask(Question(text=question)).answer
