"""What a document means to win or to write is listed by its verb, and what it has done is left out."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

REPORT = """临江市政府工作报告

一、2023年工作回顾

成功创建全国卫生镇2个，争创全国双拥模范城的工作扎实推进。出台《临江市摊点管理办法》，街面秩序好转。

二、2024年工作安排

（一）做强产业。培育渔具企业，争创国家渔具检测中心，新建厂房3万平方米。2024年8月底前，办结鱼市搬迁。

（二）美化城市。2024年底前疏浚内河，修好两座闸门。水质好于2023年，争创省级花园城市，支持柳渡镇争创全国特色小镇。

（三）健全制度。修订《临江市灯光管理规定》《临江市树木修剪导则》，制定《临江市内河保洁办法》。

临江市人民政府 2024年1月9日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """One report made for the purpose."""
    folder = tmp_path_factory.mktemp("acts") / "documents"
    folder.mkdir()
    (folder / "临江市政府工作报告.txt").write_text(REPORT, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("临江今年要争创哪些牌子？", ["国家渔具检测中心", "省级花园城市", "全国特色小镇"]),
        ("临江报告里要争创哪些国家级的称号？", ["国家渔具检测中心", "全国特色小镇"]),
        ("临江报告要修订哪几个规定和标准文件？", ["灯光管理规定》《临江市树木修剪导则"]),
        ("临江报告提出要制定哪些办法，都叫什么名字？", ["内河保洁办法"]),
        ("临江报告里2024年底前要完成的任务有哪些？", ["鱼市", "闸门"]),
        ("临江报告里2024年8月底前要完成的事项有哪几项？", ["鱼市"]),
    ],
)
def test_what_is_meant_is_listed_and_nothing_done(assistant, question, told):
    """As many rows as parts with the verb, in the order of the text."""
    answer = assistant.ask(Question(text=question))
    assert len(answer.statements) == answer.total == len(told)
    assert all(words in row.text for words, row in zip(told, answer.statements, strict=True))
    assert_lawful(answer, assistant)


def test_which_papers_a_document_brings_out_is_no_question_for_its_issuer(assistant):
    """出台哪些文件 asks for papers, 由谁出台 for units."""
    answer = assistant.ask(Question(text="临江报告提出要出台哪些文件？"))
    assert "内河保洁办法" in answer.answer
    assert "发文机关" not in answer.answer


def test_what_is_due_in_a_year_without_any_is_declined(assistant):
    """A year that others are held against has nothing due."""
    answer = assistant.ask(Question(text="临江报告里2023年底前要完成的任务有哪些？"))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert "2023年" in answer.reason
