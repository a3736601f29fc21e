"""Lists inside a clause: opening words and all items, total first; never another list, never half of one."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question, QuestionKind
from app.catalogue import Catalogue
from app.members import lists_of
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

RULES = """临江市游船管理办法

第一章 总则

第一条 为规范游船经营，制定本办法。

第二条 经营游船应当具备下列条件：
（一）有检验合格的船舶；
（二）有持证的驾驶人员；
（三）有固定的码头。
船舶检验每年一次。

第三条 申请经营许可，应当向市交通局提交下列材料：（一）申请书；（二）船舶检验证书；（三）码头使用协议。
市交通局应当在二十日内作出决定。作出决定前，应当公示下列内容：
（一）申请人名称；
（二）航线；
（三）船舶数量；
（四）公示期限。

第四条 有下列情形之一的，驾驶人员可以拒绝载客：
（一）乘客携带易燃物品的；
（二）乘客人数超过核定人数的。

第五条 有下列情形之一的，应当暂停航行：
（一）风力超过六级的；
（二）能见度不足五百米的；
（三）水位超过警戒水位的。

第六条 驾驶人员履行下列职责：
1.开航前检查救生设备；
2.向乘客讲解安全须知。
3.记录航行日志。

第七条 禁止移动航标，但有下列情形之一的除外：
（一）抢险救灾需要的；
（二）航道主管部门批准的。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Rules made for the purpose."""
    folder = tmp_path_factory.mktemp("lists") / "documents"
    folder.mkdir()
    (folder / "临江市游船管理办法.txt").write_text(RULES, encoding="utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "opening", "items"),
    [
        (
            "开游船得满足哪几个条件？",
            "应当具备下列条件：",
            ["检验合格的船舶", "持证的驾驶人员", "固定的码头"],
        ),
        ("经营许可要交哪些材料？", "提交下列材料：", ["申请书", "检验证书", "使用协议"]),
        ("开船的哪几种情况可以不载客？都列出来", "可以拒绝载客：", ["易燃物品", "超过核定人数"]),
        ("哪些情形应当暂停航行？", "应当暂停航行：", ["六级", "五百米", "警戒水位"]),
        ("驾驶人员的职责有哪几条？", "履行下列职责：", ["救生设备", "安全须知", "航行日志"]),
        ("航标不让移动，有没有例外，哪几种情况可以移动", "除外：", ["抢险救灾", "批准"]),
    ],
)
def test_a_list_is_given_whole_with_the_words_that_open_it(assistant, question, opening, items):
    """Total first, then the opening words, then every item, each cited where it stands."""
    answer = assistant.ask(Question(text=question))
    assert_lawful(answer, assistant)
    assert answer.kind is QuestionKind.LIST
    assert answer.total == len(items)
    first, *rows = answer.statements
    assert f"共{len(items)}项" in answer.answer.splitlines()[0]
    assert first.text.endswith(opening)
    assert len(rows) == len(items)
    assert all(item in row.text for item, row in zip(items, rows, strict=True))
    quotes = {one.number: one.quote for one in answer.citations}
    assert all(item in quotes[row.citations[0]] for item, row in zip(items, rows, strict=True))


@pytest.mark.parametrize(
    "question", ["哪些情形不得暂停航行？", "哪些情形可以减免个人所得税？", "经营游船哪天截止？"]
)
def test_a_list_that_says_something_else_is_not_given(assistant, question):
    """What is allowed is no answer to what is not; a question for a day wants no list."""
    answer = assistant.ask(Question(text=question))
    assert answer.status is not AnswerStatus.ANSWERED or answer.kind is not QuestionKind.LIST


def test_the_lists_of_a_clause_are_read_one_by_one(assistant):
    """A second list of an article is its own; an item ends before the paragraph behind the list."""
    catalogue: Catalogue = assistant.catalogue
    clauses = {one.clause.path.label: one for one in catalogue.clauses()}
    condition, *_ = lists_of(clauses["第二条"])
    assert condition.items[-1].quote == "（三）有固定的码头。"
    first, second = lists_of(clauses["第三条"])
    assert [len(one.items) for one in (first, second)] == [3, 4]
    assert second.opening.quote == "作出决定前，应当公示下列内容："
