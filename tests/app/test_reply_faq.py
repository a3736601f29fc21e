"""Questions that a document asks itself, and lengths of time, each of its own matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.answer import Answer, AnswerStatus, Question
from app.time_asked import TimeAsked, read_time_asked, says_length
from corpus.inquiries import find_inquiries
from corpus.structure import parse_document
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over
from tests.corpus.factories import document_of

_HEADED = """# 青禾市租房补贴问答

## 一、租房补贴什么时候发放？

审核通过的次月10日前发放。

## 二、租房补贴可以领多久？

累计不超过三十六个月。

## 三、怎么申请租房补贴？

在街道便民服务中心填写申请表。工作人员当场核对原件。

## 四、哪些人可以申请租房补贴？

在本市没有住房的新就业大学生。
"""
_LINES = """关于青禾市公租房的问答

问：公租房的租期是多久？
答：每次签约两年。

问：公租房申请多久能审核完？
答：街道初审十个工作日。

问：退房要提前几天说？
答：提前三十日书面告知。
"""
_RULES = """青禾市校车管理办法

第一条 为了规范校车，制定本办法。
第二条 校车行驶记录应当保存二年。
第三条 运营单位应当自购车之日起二十日内，向市公安局备案。
市公安局应当自收到材料之日起五日内答复。
第四条 校车应当每半年检验一次。
第五条 一级校车每车配备照管员两名，服务期限为八年。
第六条 二级校车每车配备照管员一名，服务期限为六年。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("faq") / "documents"
    folder.mkdir()
    (folder / "租房补贴问答.md").write_text(_HEADED, "utf-8")
    (folder / "公租房问答.txt").write_text(_LINES, "utf-8")
    (folder / "校车办法.txt").write_text(_RULES, "utf-8")
    assistant = assistant_over(folder)

    def ask_lawfully(text: str) -> Answer:
        answer = assistant.ask(Question(text=text))
        assert_lawful(answer, assistant)
        return answer

    return ask_lawfully


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("租房补贴什么时候发？", "审核通过的次月10日前发放。"),
        ("租房补贴能领多长时间", "累计不超过三十六个月。"),
        ("哪些人能申请租房补贴？", "在本市没有住房的新就业大学生。"),
        ("公租房租期多久", "每次签约两年。"),
        ("公租房退房要提前几天说", "提前三十日书面告知。"),
    ],
)
def test_the_answer_below_the_same_question_comes_first(ask, question, words):
    """What stands below a heading, or behind 答：, is given without 答：, and nothing beside it."""
    answer = ask(question)
    assert words in answer.answer
    assert "答：" not in answer.answer
    assert len(answer.statements) == 1


def test_how_something_is_done_is_given_whole(ask):
    """Who asks 怎么 gets every sentence of the answer, in order."""
    answer = ask("租房补贴怎么申请？")
    assert [one.text for one in answer.statements] == [
        "在街道便民服务中心填写申请表。",
        "工作人员当场核对原件。",
    ]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("校车行驶记录保存几年？", "保存二年"),
        ("校车要在几天内备案？", "二十日内"),
        ("公安局多久答复校车备案？", "五日内答复"),
        ("校车多久检验一次？", "每半年检验一次"),
    ],
)
def test_a_length_of_time_is_of_what_was_asked(ask, question, words):
    """Each length has its own act beside it."""
    assert words in ask(question).answer


@pytest.mark.parametrize(
    "question",
    ["校车行驶记录多久上报一次？", "校车行驶记录几天内公示？", "租房补贴多久重新签约？"],
)
def test_the_length_of_another_matter_is_no_answer(ask, question):
    """It is declined, and the near clauses are shown."""
    answer = ask(question)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert answer.near


def test_when_it_is_paid_is_not_how_long(ask):
    """公租房 has a question about 审核 and one about 租期; none says when rent falls due."""
    assert "两年" not in ask("公租房租金什么时候交？").answer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("记录 要 保存 多久", TimeAsked(act="保存")),
        ("公安局 多久 答复 备案", TimeAsked(act="答复")),
        ("状态 持续 多久 才 能 申请", TimeAsked(act="持续")),
        ("可以 享受 多久 的 待遇", TimeAsked(act="享受")),
        ("多久 检验 一次", TimeAsked(act="检验", often=True)),
        ("补贴 什么时候 到账", TimeAsked(act="到账", day=True)),
        ("要 在 什么时候 之前 报", TimeAsked(act="报", day=True)),
        ("谁 负责", None),
    ],
)
def test_what_stands_beside_the_question_word(text, found):
    """The act behind 多久 counts, unless 的 or 才 says that the one before it does."""

    def cut(part: str) -> list[str]:
        return part.split()

    assert read_time_asked(text, cut) == found


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("记录保存二年，三十日内上报。", True),
        ("三十日内上报，并妥善保存。", False),
        ("自收到之日起十日内，整理并保存。", True),
        ("应当妥善保存，期限不少于五年。", True),
        ("妥善保存。", False),
    ],
)
def test_the_length_stands_with_its_act(sentence, says):
    """A part that ends in 内 goes on behind the comma; 期限 belongs to what stands before it."""
    assert says_length(TimeAsked(act="保存"), sentence, "") is says


def test_a_title_that_does_not_stand_in_its_clause_as_shown_has_the_whole_clause() -> None:
    """Titles are shown without the breaks and marks that the text has in them."""
    parsed = parse_document(document_of("一、领取\n1.能领多久？最长二十四个月。\n2.到哪领？窗口。"))
    clause = replace(
        parsed.clauses[0], titles=("这笔很长很长的待遇究竟能领多久、怎么领、到哪里领？",)
    )

    (inquiry, *_) = find_inquiries(replace(parsed, clauses=(clause,)))

    assert inquiry.answer == clause.span
