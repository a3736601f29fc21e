"""Several questions in one message are answered one by one."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, QuestionKind
from app.draft import declined
from app.present import to_markdown, to_text
from app.reply import _silence
from app.several import asks_in_turn, parted_from_claim, split_questions
from tests.app.small_corpus import GRAIN, WATER, ask


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
        ("绿道共有几项行动？名称各是什么？", ["绿道共有几项行动？名称各是什么？"]),
        ("绿道由谁规划？由谁批准？", ["绿道由谁规划？由谁批准？"]),
        ("渠道坏了怎么办？要是没修好会怎么样？", ["渠道坏了怎么办？", "要是没修好会怎么样？"]),
        ("绿道2025年建多少公里？2030年呢？", ["绿道2025年建多少公里？", "2030年呢？"]),
        ("渠道更新谁牵头？具体做什么？", ["渠道更新谁牵头？", "具体做什么？"]),
        ("1.渠道更新谁管？2.2030年要更新多少公里？", ["渠道更新谁管？", "2030年要更新多少公里？"]),
        ("①渠道更新谁管？②什么时候完成？", ["渠道更新谁管？", "什么时候完成？"]),
        ("绿道要用哪些材料？一共几种？", ["绿道要用哪些材料？一共几种？"]),
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("更新老化渠道怎么做？谁来管？", ["防渗衬砌", "市水利局"]),
        ("发展喷灌滴灌有什么措施？科技局参与吗？", ["水肥一体化", "是，市科技局"]),
        (
            "请问1.量水设施谁牵头？2.喷灌滴灌要新增多少？3.耐旱品种怎么选育？",
            ["市水利局", "8万亩", "水稻"],
        ),
        ("更新老化渠道怎么做？喷灌滴灌呢？", ["防渗衬砌", "水肥一体化"]),
        ("市教育局管什么？牵头几项？", ["加强宣传培训"]),
    ],
)
def test_what_is_asked_apart_is_told_apart(text, told):
    """One sentence that answers the first question is not all there is to say."""
    answer = ask(text, WATER)
    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.parts) == len(told) or len(told) == 1
    assert all(words in answer.answer for words in told)


def test_a_year_asked_for_behind_who_is_asked_of_the_aim():
    """Not who is in charge in that year, though the name of a measure sounds like asking how much."""
    _, second = ask("渠系改造完成比例由谁负责？2027年目标是多少？", WATER).parts
    assert second.kind is QuestionKind.TARGET
    assert "90%" in second.answer or second.status is not AnswerStatus.ANSWERED


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


def test_a_later_question_is_asked_of_the_document_before():
    """Who asks on speaks of the same document, though another has nearer words."""
    answer = ask("江西改造老旧粮仓由谁负责？严禁挪用专项资金是怎么说的？")
    told = [one for part in answer.parts or (answer,) for one in part.citations]
    assert {one.document_title for one in told} == {GRAIN}


def test_a_later_question_that_names_a_place_is_asked_of_its_document():
    """A place of its own leads to another document."""
    answer = ask("江西改造老旧粮仓由谁负责？泉州新增喷灌滴灌面积多少？")
    told = [one.document_title for part in answer.parts for one in part.citations]
    assert set(told) == {GRAIN, WATER}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("没有找到能直接回答这个问题的语句。", "《甲》中没有找到。"),
        ("文件没有写明这件事。", "《甲》没有写明。"),
    ],
)
def test_a_side_not_found_is_not_said_to_be_absent(reason, said):
    """That a text says nothing is stated only where its own reply says so."""
    assert _silence("甲", declined(QuestionKind.TASK, reason)) == said


def test_two_aspects_of_one_matter_are_asked_apart():
    """One of them may be told where the other is not."""
    assert split_questions("造纸行业的责任单位和联系电话") == (
        "造纸行业的责任单位是什么？",
        "造纸行业的联系电话是什么？",
    )
    assert split_questions("造纸行业的目标和标准怎么定") == ("造纸行业的目标和标准怎么定",)


@pytest.mark.parametrize(
    "text",
    [
        "绿道都落在哪些镇、哪些村？",
        "村里怎么让大家少用水的，有哪些动作？",
        "如何清除渠道淤泥的研究任务，排在首位的厅局是哪一家？",
    ],
)
def test_a_part_that_asks_nothing_new_stays_with_the_one_before(text):
    """It has no matter of its own, or its question word stands within a name."""
    assert asks_in_turn(text) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "水利局刚给我们开了决定书，那份渠道报告最晚几日交？",
        "承包人清淤所得的奖励，可否不受总额约束？",
    ],
)
def test_a_pronoun_or_whether_opens_nothing_behind_a_claim(text):
    """那份 points at something, 可否 asks whether."""
    assert parted_from_claim(text) is None
