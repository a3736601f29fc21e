"""What a question takes for granted and the text denies is put right before it is answered."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus
from tests.app.small_corpus import WATER, ask


@pytest.mark.parametrize(
    ("question", "asked", "found"),
    [
        ("听说泉州要更新老化渠道600公里，归哪些部门管？", "600公里", "400公里"),
        ("泉州2030年要更新老化渠道400公里，由谁负责？", "2030年", "2027年"),
        ("泉州是不是强制种植大户采用水肥一体化技术？", "强制", "鼓励种植大户采用水肥一体化技术"),
        ("泉州新增喷灌滴灌面积80万亩，这事谁负责？", "80万亩", "8万亩"),
    ],
)
def test_a_false_premise_is_put_right_first(question, asked, found):
    """The claim, what the text says instead, and the words of the text that say so."""
    answer = ask(question, WATER)
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.premise is not None
    assert (answer.premise.asked, answer.premise.found) == (asked, found)
    assert answer.statements[0].text.startswith(f"不是{asked}，文件写的是{found}：")
    assert found in answer.citations[0].quote


def test_what_was_asked_is_answered_behind_the_correction():
    """A wrong figure in a question for units does not cost the units."""
    answer = ask("听说泉州要更新老化渠道600公里，归哪些部门管？", WATER)
    assert "市水利局" in answer.answer
    assert "市财政局" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "泉州要更新老化渠道400公里，归哪些部门管？",
        "泉州2027年要更新老化渠道400公里，由谁负责？",
        "我们镇有600公里渠道，更新老化渠道由谁负责？",
        "泉州鼓励种植大户采用水肥一体化技术吗？",
        "更新老化渠道是必须做还是鼓励做？",
    ],
)
def test_what_the_text_bears_out_or_the_asker_says_of_himself_is_not_corrected(question):
    """No correction where the figure is the text's, the circumstance the asker's, or both are named."""
    assert ask(question, WATER).premise is None


def test_a_question_for_every_goal_claims_nothing():
    """Lists have to be complete and are left alone."""
    answer = ask("2027年有哪些量化目标？", WATER)
    assert answer.premise is None
    assert answer.total


def test_a_unit_that_is_in_no_list_is_a_premise():
    """Whether a unit is responsible: no, and who is."""
    answer = ask("更新老化渠道是不是市教育局负责？", WATER)
    assert answer.premise is not None
    assert answer.premise.asked == "市教育局"
    assert answer.premise.found.startswith("市水利局")
