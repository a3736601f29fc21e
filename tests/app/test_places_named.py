"""Places that no table has: documents of them answer for them, and no document of another place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer import AnswerStatus, Question
from corpus.reader import from_text
from index.places_named import places_in
from tests.app.small_corpus import assistant_over

_PLAN = """{place}人民政府关于扶持蜂业的意见

一、主要目标

到2028年，全域蜂群达到{count}万群，{only}。

二、重点任务

（一）建设蜂场

建设标准蜂场，添置摇蜜机和巢箱。（责任单位：{unit}）

\t专栏1 蜂场建设

\t——选址：距离公路{metres}米以外。
"""
_QINGHE = {
    "place": "青禾县",
    "count": 3,
    "unit": "县农业农村局",
    "metres": 200,
    "only": "蜂蜜产量800吨",
}
_BAITAI = {
    "place": "白苔省",
    "count": 60,
    "unit": "省林业厅",
    "metres": 300,
    "only": "蜂王浆产量40吨",
}


@pytest.fixture(scope="module")
def over_two_places(tmp_path_factory):
    """Return an assistant over the plans of a county and of a province that no table has."""
    folder = tmp_path_factory.mktemp("places")
    for values in (_QINGHE, _BAITAI):
        (folder / f"{values['place']}蜂业意见.txt").write_text(_PLAN.format(**values), "utf-8")
    return assistant_over(folder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青禾县蜂群达到多少群？", "3万"),
        ("白苔省蜂群达到多少群？", "60万"),
        ("白苔蜂群达到多少群？", "60万"),
        ("白苔省专栏1讲了什么？", "300米"),
        ("青禾县专栏1讲了什么？", "200米"),
    ],
)
def test_a_place_is_answered_from_its_own_document(over_two_places, question, said):
    """青禾县 is answered for by the document that 青禾县 issued, and by no other."""
    answer = over_two_places.ask(Question(text=question))
    assert said in answer.answer
    assert len({one.document_id for one in answer.citations}) == 1


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("青禾县的蜂王浆产量多少吨？", "青禾县"),
        ("白苔省蜂蜜产量多少吨？", "白苔省"),
        ("黑藻县蜂群达到多少群？", "黑藻县"),
        ("黑藻县专栏1讲了什么？", "黑藻县"),
    ],
)
def test_what_only_another_place_says_is_declined_for_it(over_two_places, question, place):
    """A figure of another place is no answer, and the reason names the place that was asked about."""
    answer = over_two_places.ask(Question(text=question))
    assert answer.status is AnswerStatus.NOT_FOUND
    assert place in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "老旧小区改造多少个？",
        "沿海地区怎么办？",
        "全县蜂群多少？",
        "一类区停车多少钱？",
        "各县区怎么做",
    ],
)
def test_a_word_for_any_such_place_names_none(question):
    """小区, 地区 and 全县 are no names."""
    assert (
        places_in(
            question, [from_text(_PLAN.format(**_QINGHE), path=Path("意见.txt"), content_hash="0")]
        )
        == ()
    )


def test_a_unit_asked_about_names_no_document(over_two_places):
    """省林业厅 stands in one document, whatever words of titles its name has."""
    answer = over_two_places.ask(Question(text="省林业厅负责哪些工作？"))
    assert [one.document_title for one in answer.citations][:1] == [
        "白苔省人民政府关于扶持蜂业的意见"
    ]


def test_a_verb_at_the_head_of_a_question_names_no_place() -> None:
    """改造灌区 ends like a place and is none."""
    assert places_in("改造灌区由哪些部门负责？", ()) == ()
    assert places_in("南浦区由哪些部门负责？", ()) == ("南浦区",)
