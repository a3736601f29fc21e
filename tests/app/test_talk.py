"""A talk of several turns: each turn changes what it says and keeps the rest; rows shown are counted."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.aspect_asked import read_aspect
from app.follow_up import complete
from app.place_asked import next_place
from tests.app.small_corpus import assistant_over

NANHU = """南湖市农业节水实施方案

为推进农业节水，制定本方案。

一、主要任务

（一）发展喷灌。推广固定式喷灌设备，建设喷灌示范区。到2025年，喷灌面积达到30万亩。到2030年，喷灌面积达到55万亩。（责任单位：市水利局、市农业农村局）

（二）改造渠道。开展渠道防渗改造，清理渠道淤积。到2025年，渠道防渗率达到60%。（责任单位：市水利局、市财政局）

二、保障措施

（一）完善水价机制。推行农业水价综合改革，实行超定额累进加价。（责任单位：市发改委、市水利局）

（二）加大财政投入。统筹安排节水专项资金，支持节水设备购置。（责任单位：市财政局）

（三）加强宣传培训。组织节水技术培训，普及节水知识。（责任单位：市农业农村局、市教育局）
"""
BEISHAN = """北山市农业节水实施方案

为推进农业节水，制定本方案。

一、主要任务

（一）发展喷灌。建设山地喷灌示范区。到2025年，喷灌面积达到8万亩。（责任单位：市水务局）

二、保障措施

（一）加大财政投入。设立节水奖补资金。（责任单位：市财政局、市水务局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Two plans made for the purpose, of two cities."""
    folder = tmp_path_factory.mktemp("talk") / "documents"
    folder.mkdir()
    (folder / "南湖市农业节水实施方案.txt").write_text(NANHU, encoding="utf-8")
    (folder / "北山市农业节水实施方案.txt").write_text(BEISHAN, encoding="utf-8")
    return assistant_over(folder)


def ask(assistant, *turns):
    *history, text = turns
    return assistant.ask(Question(text=text, history=tuple(history)))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("2025年的指标呢?", "喷灌,2025年的指标是什么?"),
        ("有没有2030年的目标", "喷灌,2030年的目标是什么?"),
        ("责任单位呢", "喷灌,由谁负责?"),
        ("负责的部门?", "喷灌,由谁负责?"),
        ("完成时限是什么", "喷灌的完成时限是什么时候?"),
        ("有哪些措施", "喷灌有哪些措施?"),
        ("政策依据呢", "喷灌的政策依据是什么?"),
        ("每年上限呢", "喷灌的每年上限是多少?"),
    ],
)
def test_a_noun_tells_what_is_asked(text, asked):
    """It takes the place of what was asked before, and the thing stays."""
    assert read_aspect(text).about("喷灌") == asked


@pytest.mark.parametrize("text", ["滴灌呢?", "渠道防渗率呢", "那2030年呢", "谁负责", "继续"])
def test_a_thing_or_a_year_is_no_such_noun(text):
    """They keep what was asked."""
    assert read_aspect(text) is None


def test_the_kind_asked_before_does_not_outlive_a_new_one(assistant):
    """Who, then how much by when: the figure is told, and the thing named next is asked the same."""
    talk = ["南湖市怎么发展喷灌？", "由谁负责？", "2025年的指标呢"]
    assert "30万亩" in ask(assistant, *talk).answer
    assert "55万亩" in ask(assistant, *talk, "那2030年呢？").answer
    who = ask(assistant, *talk, "那2030年呢？", "归哪些部门管")
    assert "市农业农村局" in who.answer


def test_a_year_is_asked_of_no_unit(assistant):
    """Behind a question for units the year goes to the question before that."""
    told = ask(assistant, "南湖市喷灌面积2025年要到多少？", "由谁负责？", "那2030年呢？")
    assert "55万亩" in told.answer
    assert "市水利局" not in told.answer


SAFEGUARDS = "南湖市农业节水实施方案的保障措施有哪些？"


def test_a_number_counts_the_rows_just_shown(assistant):
    """第三条 is the third row and no third part; what is asked on is asked of it."""
    who = ask(assistant, SAFEGUARDS, "第三条由谁负责？")
    assert "市教育局" in who.answer
    assert who.question == "第三条由谁负责？"
    said = ask(assistant, SAFEGUARDS, "第三条由谁负责？", "具体怎么说的")
    assert "普及节水知识" in said.answer
    last = ask(assistant, SAFEGUARDS, "第一条讲什么", "最后一条呢")
    assert "节水技术培训" in last.answer


def test_the_row_named_next_is_asked_the_same(assistant):
    """第一条由谁负责, 第二条呢."""
    told = ask(assistant, SAFEGUARDS, "第一条由谁负责？", "第二条呢")
    assert "市财政局" in told.answer
    assert "市发改委" not in told.answer


def test_a_number_without_a_list_stays_as_it_is(assistant):
    """A fresh question that numbers a place of a document is not touched."""
    text = "南湖市农业节水实施方案第二部分第一条由谁负责？"
    assert ask(assistant, "北山市喷灌面积多少？", text).resolved_question == text


def test_the_same_is_asked_of_a_row_elsewhere(assistant):
    """The number of the row is left with the document it stands in."""
    told = ask(assistant, SAFEGUARDS, "第二条讲什么", "北山市有没有类似的规定？")
    assert "奖补资金" in told.answer
    assert "专项资金" not in told.answer


def test_both_matters_of_a_talk_are_asked_of(assistant):
    """No number is guarded as an amount, and each matter has its answer."""
    told = ask(assistant, "南湖市喷灌面积到2025年多少？", "渠道防渗率呢？", "谁管这两件事？")
    assert told.status is AnswerStatus.ANSWERED
    assert told.premise is None
    assert all(one in told.answer for one in ("市农业农村局", "市财政局"))
    unlike = ask(assistant, "南湖市喷灌面积到2025年多少？", "北山市呢？", "有什么区别")
    assert all(one in unlike.answer for one in ("30万亩", "8万亩"))


def test_what_is_said_of_a_thing_is_asked_of_the_thing_of_the_talk(assistant):
    """是强制的吗 names nothing that it is said of."""
    told = ask(assistant, "南湖市渠道防渗率2025年多少？", "是强制的吗")
    assert told.resolved_question.startswith("南湖市渠道防渗率")


def test_particulars_are_those_of_the_document_that_answered(assistant):
    """文号 asked for without a name, after an answer from one document."""
    told = ask(assistant, "南湖市渠道防渗率2025年多少？", "文号是多少")
    assert told.resolved_question.startswith("《南湖市农业节水实施方案》")


def test_the_place_asked_of_stays_though_others_ask_between():
    """下一条 goes on from the last place that the talk names."""
    history = ["办法第五条说了什么?", "哪些部门负责"]
    assert next_place("下一条呢?", history) == "办法第六条说了什么?"


def test_a_breach_asks_what_follows():
    """Behind a question how long, 逾期不恢复呢 is not asked how long."""
    found = complete("逾期不恢复呢？", ["泉州喷灌设备最多占用多久？"], cut=list)
    assert found.endswith("逾期不恢复怎么处理?")
