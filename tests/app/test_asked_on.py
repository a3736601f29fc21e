"""What is asked on in a few words: another year, another place, the same clause, another level."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.asked_in_year import with_told_year
from app.several import asks_in_turn
from tests.app.small_corpus import assistant_over

QINGHE = """宜昌市节水行动方案

为推进节约用水，制定本方案。

一、主要任务

（一）建设节水企业。到2025年，建成节水型企业75家。到2030年，建成节水型企业160家。（责任单位：市水利局、市工业和信息化局）

（二）改造公园绿地。城市公园由市园林中心管护，道路绿地由市城管局管护。推广耐旱树种。到2026年，基本建成集雨设施体系。（责任单位：市林业局、市财政局）

（三）评估。市水利局每季度通报一次节水进展，奖励资金在公示结束后30日内拨付。
"""
LINHE = """襄阳市节水行动方案

为推进节约用水，制定本方案。

（一）改造公园绿地。城市公园由市住房城乡建设局管护。（责任单位：市水务局、市财政局）

（二）评估。市水务局每半年通报一次节水进展。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Two plans made for the purpose, of two cities."""
    folder = tmp_path_factory.mktemp("on") / "documents"
    folder.mkdir()
    (folder / "宜昌市节水行动方案.txt").write_text(QINGHE, encoding="utf-8")
    (folder / "襄阳市节水行动方案.txt").write_text(LINHE, encoding="utf-8")
    return assistant_over(folder)


def ask(assistant, text, *history):
    return assistant.ask(Question(text=text, history=history))


@pytest.mark.parametrize(
    ("text", "earlier", "told"),
    [
        ("再往后一年呢?", "到2018年要多少项?", "到2019年要多少项?"),
        ("那再过五年呢", "2025年的目标是多少?", "2030年的目标是多少?"),
        ("五年后又要多少?", "2025年的目标是多少?", "2030年的目标是多少?"),
        ("前一年呢?", "2025年的目标是多少?", "2024年的目标是多少?"),
        ("第二年呢", "2023年造林多少亩?", "2024年造林多少亩?"),
        ("下个五年呢?", "“十四五”目标是多少?", "“十五五”目标是多少?"),
        ("五年后谁来验收?", "2025年的目标是多少?", ""),
        ("再往后一年呢?", "目标是多少?", ""),
        ("三年内要完成什么?", "2025年的目标是多少?", ""),
    ],
)
def test_a_year_is_told_from_the_one_before(text, earlier, told):
    """A follow-up that says more, or has no year to count from, is no such one."""
    assert with_told_year(text, earlier) == told


def test_another_year_is_answered_of_that_year(assistant):
    """Counted from the year asked of before."""
    answer = ask(assistant, "再过五年呢？", "宜昌市到2025年建成节水型企业多少家？")
    assert "160家" in answer.answer
    assert "75家" not in answer.answer


@pytest.mark.parametrize(
    ("text", "earlier", "told", "other"),
    [
        ("襄阳那边归谁？", "宜昌市城市公园由谁管护？", "市住房城乡建设局", "市园林中心"),
        ("宜昌市那边多久一次？", "襄阳市多久通报一次节水进展？", "每季度", "每半年"),
    ],
)
def test_one_place_takes_the_place_of_the_other(assistant, text, earlier, told, other):
    """Never both are asked of."""
    answer = ask(assistant, text, earlier)
    assert told in answer.answer
    assert other not in answer.answer


def test_what_was_just_told_is_asked_on(assistant):
    """A follow-up without a matter of its own is answered from the clause that answered before it."""
    earlier = "宜昌市改造公园绿地要做什么？"
    who = ask(assistant, "这块归哪些部门管？", earlier)
    assert "市林业局" in who.answer
    assert "市水利局" not in who.answer
    when = ask(assistant, "哪年前要建得差不多？", earlier)
    assert "2026年" in when.answer


def test_a_fresh_question_stays_fresh(assistant):
    """What names its matter and its place takes nothing from before."""
    answer = ask(assistant, "襄阳市谁通报节水进展？", "宜昌市城市公园由谁管护？")
    assert answer.resolved_question == "襄阳市谁通报节水进展？"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("渠道谁牵头、补多少钱，又该报给谁？", ["渠道谁牵头", "补多少钱", "又该报给谁？"]),
        ("水网 哪些部门管 多久完成", ["水网 哪些部门管", "多久完成"]),
        ("钢铁、石化由谁负责？", ["钢铁、石化由谁负责？"]),
        ("谁牵头、谁配合？", ["谁牵头、谁配合？"]),
        ("甲和乙分别由谁管、管多久？", ["甲和乙分别由谁管、管多久？"]),
    ],
)
def test_a_sentence_is_parted_where_it_asks_in_turn(text, parts):
    """Lists, and who leads and who supports, stay together."""
    assert list(asks_in_turn(text)) == parts


def test_each_of_several_asks_has_its_sentence(assistant):
    """The city park's and the roads' keeper, each in words of the text."""
    answer = ask(assistant, "宜昌市城市公园谁管护，道路绿地又归谁？")
    assert answer.status is AnswerStatus.ANSWERED
    assert [one.answer for one in answer.parts] == [
        "城市公园由市园林中心管护。",
        "道路绿地由市城管局管护。",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("宜昌市、襄阳市多久通报一次节水进展？", ("每季度", "每半年")),
        ("宜昌和襄阳，城市公园分别归谁管护？", ("市园林中心", "市住房城乡建设局")),
    ],
)
def test_places_side_by_side_are_each_asked(assistant, text, told):
    """From the documents of each."""
    answer = ask(assistant, text)
    assert all(one in answer.answer for one in told)
    assert {one.document_title for one in answer.citations} == {
        "宜昌市节水行动方案",
        "襄阳市节水行动方案",
    }


def test_a_side_that_says_nothing_is_said_to(assistant):
    """And no document that nobody asked about is named."""
    answer = ask(assistant, "宜昌市和襄阳市分别要建成多少家节水型企业？")
    assert "《襄阳市节水行动方案》没有写明" in answer.answer
    assert "75家" in answer.answer


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("节水型企业呢?", "宜昌市节水行动方案"),
        ("那行动计划又是多少?", "宜昌市节水行动方案"),
        ("节水器具呢?", "《襄阳市节水行动方案》里"),
    ],
)
def test_the_name_of_the_document_asked_of_stays(assistant, text, opening):
    """Words of a title that are like those of the follow-up are not put in their place."""
    resolved = ask(assistant, text, f"{opening}到2025年集雨设施要达到多少?").resolved_question
    assert resolved.startswith(opening)
    assert text[:4].removeprefix("那") in resolved.removeprefix(opening)
