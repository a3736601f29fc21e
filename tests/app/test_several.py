"""Several questions in one message are answered one by one."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus
from app.present import to_markdown, to_text
from app.several import split_questions
from tests.app.small_corpus import WATER, ask


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("渠道更新谁牵头？什么时候完成？", ["渠道更新谁牵头？", "什么时候完成？"]),
        ("渠道更新由谁负责，什么时候完成？", ["渠道更新由谁负责", "什么时候完成？"]),
        ("我们村想装喷灌。能补多少？找谁办？", ["我们村想装喷灌。能补多少？", "找谁办？"]),
        ("渠道更新是市水利局牵头，对吗？", ["渠道更新是市水利局牵头，对吗？"]),
        ("渠道更新要到多少公里？有具体数吗？", ["渠道更新要到多少公里？有具体数吗？"]),
        (
            "渠道更新由市水利局管吗？还是市农业农村局？",
            ["渠道更新由市水利局管吗？还是市农业农村局？"],
        ),
        (
            "邻居都在问啥时候轮到我们。渠道更新谁负责？",
            ["邻居都在问啥时候轮到我们。渠道更新谁负责？"],
        ),
        ("水没来怎么办？两个方案分别怎么说？", ["水没来怎么办？两个方案分别怎么说？"]),
        ("节水上市里怎么说？考核又看哪样？", ["节水上市里怎么说？考核又看哪样？"]),
        ("更新老化渠道有哪些措施", ["更新老化渠道有哪些措施"]),
    ],
)
def test_a_message_is_parted_where_it_asks_again(text, parts):
    """What tells goes with the question behind it, what asks the same again with the one before."""
    assert list(split_questions(text)) == parts


def test_each_question_has_an_answer_of_its_own():
    """Who, and how much of another matter: two parts, each with its citations; the whole has both."""
    answer = ask("更新老化渠道由谁负责？泉州新增喷灌滴灌面积多少？", WATER)
    assert answer.status is AnswerStatus.ANSWERED
    assert [part.question for part in answer.parts] == [
        "更新老化渠道由谁负责？",
        "泉州新增喷灌滴灌面积多少？",
    ]
    assert all(part.citations for part in answer.parts)
    assert "市水利局" in answer.answer
    assert "8万亩" in answer.answer


def test_a_part_that_the_documents_do_not_answer_is_declined_in_its_place():
    """The other part is answered all the same."""
    answer = ask("更新老化渠道由谁负责？泉州核电站什么时候建？", WATER)
    assert answer.status is AnswerStatus.ANSWERED
    first, second = answer.parts
    assert first.status is AnswerStatus.ANSWERED
    assert second.status is not AnswerStatus.ANSWERED
    assert "泉州核电站什么时候建？" in answer.answer


def test_the_faces_show_each_part_once():
    """The text of the whole is told by its parts."""
    answer = ask("更新老化渠道由谁负责？泉州新增喷灌滴灌面积多少？", WATER)
    for shown in (to_text(answer), to_markdown(answer)):
        assert shown.count("更新老化渠道由谁负责") == 1
