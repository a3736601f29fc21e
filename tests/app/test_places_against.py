"""Places set against each other in free words are each asked the same, and a claim which has more is held."""

from __future__ import annotations

import pytest

from app.answer import AnswerStatus, Question
from app.beside_before import beside_before
from app.places_against import as_joined
from tests.app.laws import assert_lawful
from tests.app.small_corpus import assistant_over

PLAN = """{place}沟渠整修实施方案

为整修沟渠，制定本实施方案。

一、主要目标

到2027年，沟渠衬砌率达到{lined}%，整修泵站{stations}座。

二、主要任务

（一）整修泵站。一是更换水泵。淘汰旧式水泵，{pumps}。二是加固机房。

（二）禁止事项。整修时不得{forbidden}。
"""
PLACES = {
    "河北省": ("61", "120", "由水管站出资更换", "倾倒渣土、占用道路"),
    "山西省": ("74", "90", "由受益农户分摊", "倾倒渣土"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    """Two plans on one matter, with other figures."""
    folder = tmp_path_factory.mktemp("against") / "documents"
    folder.mkdir()
    for place, (lined, stations, pumps, forbidden) in PLACES.items():
        text = PLAN.format(
            place=place, lined=lined, stations=stations, pumps=pumps, forbidden=forbidden
        )
        (folder / f"{place}沟渠整修实施方案.txt").write_text(text, encoding="utf-8")
    return assistant_over(folder)


def ask(assistant, text, *history):
    return assistant.ask(Question(text=text, history=history))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("水耗，河北是不是比山西降得狠？", "河北和山西,水耗,哪个降得狠?"),
        ("河北的衬砌率要比山西多多少", "河北和山西,衬砌率各是多少?"),
        ("河北衬砌率要到几成，山西针对的是几成", "河北和山西,衬砌率要到几成?"),
        ("河北把衬砌率定为61%，山西也是这么定的吗？", "河北和山西,把衬砌率定为多少?"),
        ("衬砌率跟山西、陕西比起来，河北的哪家最高？", "山西、陕西和河北,衬砌率哪家最高?"),
        ("整修时哪些事不许干？河北比山西多禁了一样什么", "河北和山西,整修时哪些事不许干?"),
        ("衬砌率河北的高还是山西的高", "河北和山西,衬砌率哪个高?"),
        ("唐山衬砌率要到几成，省里呢？", "唐山和河北,衬砌率要到几成?"),
        ("河北整修泵站由谁负责？山西的衬砌率是多少？", ""),  # each asks of its own
        ("河北支援山西整修泵站由谁负责？", ""),  # no comparison
        ("河北和山西的衬砌率各是多少？", ""),  # side by side as it is
    ],
)
def test_places_set_against_each_other_are_named_side_by_side(text, joined):
    """What is asked of the one is asked of all; a question of another kind stays as it is."""
    assert as_joined(text, lambda _: True) == (joined or text)


def test_a_place_without_documents_is_compared_with_none():
    """Nothing could be asked of it."""
    text = "衬砌率河北是不是比山西高？"
    assert as_joined(text, lambda place: place == "河北") == text


@pytest.mark.parametrize(
    "question",
    [
        "沟渠衬砌率河北是不是比山西定得高？",
        "河北 山西 2027年 沟渠衬砌率 对比",
        "河北2027年沟渠衬砌率要到多少，山西呢？",
    ],
)
def test_each_place_is_answered_by_its_name(assistant, question):
    """Both values, each behind the place it is of."""
    answer = ask(assistant, question)
    assert "河北：" in answer.answer
    assert "山西：" in answer.answer
    assert "61%" in answer.answer
    assert "74%" in answer.answer
    assert_lawful(answer, assistant)


def test_a_claim_which_place_has_more_is_put_right(assistant):
    """The amounts of both decide."""
    answer = ask(assistant, "河北2027年的沟渠衬砌率应该比山西高吧？")
    assert answer.answer.startswith("不是，山西更高。")
    assert answer.premise is not None
    right = ask(assistant, "山西2027年的沟渠衬砌率应该比河北高吧？")
    assert right.answer.startswith("是。")
    assert right.premise is None


def test_a_follow_up_beside_the_place_before_is_asked_of_both(assistant):
    """山西呢,哪个高: the question before, of both."""
    for text in ("山西呢，哪个高？", "跟山西比谁高？", "比山西高吗？", "和山西一样吗？"):
        answer = ask(assistant, text, "河北2027年沟渠衬砌率要到多少？")
        assert "61%" in answer.answer
        assert "74%" in answer.answer


def test_a_follow_up_on_the_province_names_it():
    """省里 is the province of the city asked of before."""
    beside = beside_before("省里呢?是同一个吗", "唐山由谁牵头?", lambda _: "河北由谁牵头?")
    assert beside == "唐山由谁牵头,河北呢?"
    assert beside_before("由谁负责呢?", "唐山由谁牵头?", lambda _: "") == ""


def test_what_no_place_has_is_declined(assistant):
    """A year that neither plan sets a goal for."""
    answer = ask(assistant, "到2031年河北和山西的沟渠衬砌率谁定得高？")
    assert answer.status is AnswerStatus.NOT_FOUND
