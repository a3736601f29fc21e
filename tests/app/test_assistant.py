"""The assistant over invented and over the shipped documents, held to the laws."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.answer import Answer, AnswerStatus, Question
from app.errors import UnknownDocumentError
from corpus.errors import PolicyQAError
from index.errors import ScopeError
from index.scope import Scope
from tests.app.laws import assert_lawful
from tests.app.small_corpus import DOGS, GRAIN, WATER, ask, shipped_assistant, small_assistant

_ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "plan_questions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
_QUESTIONS = [row["question"] for row in _ROWS]

# Pieces of questions, so that arbitrary ones reach every kind of reply.
_PIECES = [
    "泉州",
    "江西",
    "厦门",
    "《泉州市养犬管理条例》",
    "两个方案",
    "方案",
    "更新老化渠道",
    "喷灌滴灌",
    "粮仓",
    "烘干中心",
    "养犬登记",
    "专栏",
    "专栏1",
    "专栏9",
    "第三条",
    "第2章",
    "最后一章",
    "二（一）2",
    "（二）",
    "三、（一）",
    "由哪些部门负责",
    "谁牵头",
    "首列单位",
    "参与吗",
    "市水利局",
    "市公安局",
    "多少",
    "2027年",
    "2030年",
    "“十五五”期间",
    "90%",
    "8万亩",
    "哪一年",
    "有哪些举措",
    "分为几部分",
    "讲了什么",
    "分别",
    "是不是",
    "比2015年",
    "下降",
    "？",
    "，",
    "0",
    "第",
    "年",
    "的",
]


def without_time(answer: Answer) -> Answer:
    return replace(answer, elapsed_ms=0.0)


@pytest.mark.parametrize("question", _QUESTIONS)
def test_the_laws_hold_on_the_shipped_plans(question):
    """Every statement cites, every quotation is verbatim, every number is cited, declines say why."""
    assert_lawful(shipped_assistant().ask(Question(text=question)), shipped_assistant())


@pytest.mark.parametrize(
    "row", [row for row in _ROWS if row["answered"] is not None], ids=lambda row: row["question"]
)
def test_what_the_plans_say_is_answered_and_what_they_do_not_say_is_declined(row):
    """Answered or declined, as the plans have it."""
    status = shipped_assistant().ask(Question(text=row["question"])).status
    assert (status is AnswerStatus.ANSWERED) == row["answered"]


def test_the_same_question_gets_the_same_answer():
    """Asked again, after all the others and backwards, every answer is the same but for its time."""
    assistant = shipped_assistant()
    first = [without_time(assistant.ask(Question(text=one))) for one in _QUESTIONS]
    again = [without_time(assistant.ask(Question(text=one))) for one in reversed(_QUESTIONS)]
    assert first == again[::-1]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("短流程炼钢产量占比2025年要达到多少？", "15%以上"),
        ("烧碱行业达到能效标杆水平的产能比例是多少？", "80%"),
        ("2030年累计创建多少家省级以上绿色低碳工厂？", "200家"),
        ("2025年新增高效节能电机占比是50%吗？", "不是50%，文件写的是70%以上"),
        ("市数据管理局是不是健全再生资源循环利用体系的责任单位？", "是，市数据管理局是责任单位"),
        ("市公安局参不参与零碳工业园区建设？", "否，责任单位中没有市公安局"),
    ],
)
def test_answers_on_the_shipped_plans(question, words):
    """What was asked stands at the front of the answer."""
    assert words in shipped_assistant().ask(Question(text=question)).answer[:120]


@pytest.mark.parametrize("title", [WATER, GRAIN, DOGS])
def test_a_scope_is_exact(title):
    """Limited to a document, an answer and its near clauses come from that document alone."""
    for question in (
        "宣传培训有什么要求？",
        "谁负责？",
        "分为几部分？",
        "喷灌滴灌由谁负责？",
        "第三条",
        "粮仓怎么改造？",
    ):
        answer = ask(question, documents=(title,))
        assert {one.document_id for one in (*answer.citations, *answer.near)} <= {title}
        assert_lawful(answer, small_assistant())


def test_a_scope_limits_what_is_answered():
    """The same question is answered from the document in scope only."""
    assert ask("喷灌滴灌由谁负责？", documents=(WATER,)).status is AnswerStatus.ANSWERED
    assert ask("喷灌滴灌由谁负责？", documents=(DOGS,)).status is not AnswerStatus.ANSWERED


def test_a_scope_may_name_several_documents():
    """Two of three documents."""
    answer = ask("加大资金支持有什么要求？", documents=(WATER, GRAIN))
    assert {one.document_id for one in answer.citations} == {WATER, GRAIN}


def test_a_scope_is_named_by_id_or_by_title():
    """Both lead to the same answer."""
    document = next(one for one in small_assistant().documents() if one.title == WATER)
    by_id, by_title = (
        without_time(ask("喷灌滴灌由谁负责？", documents=(name,)))
        for name in (document.id, document.title)
    )
    assert by_id == by_title
    assert by_id == without_time(ask("喷灌滴灌由谁负责？", documents=(f"《{WATER}》",)))


def test_a_scope_by_what_documents_are_is_exact():
    """Within a region there are no other documents: not for counting, nor for what is near."""
    for text in (
        "宣传培训有什么要求？",
        "谁负责？",
        "有哪些文件？",
        "粮仓怎么改造？",
        "喷灌由谁负责？",
    ):
        answer = ask(text, scope=Scope(regions=("江西",)))
        assert {one.document_id for one in (*answer.citations, *answer.near)} <= {GRAIN}
        assert_lawful(answer, small_assistant())
    both = ask("加大资金支持有什么要求？", scope=Scope(regions=("江西", "泉州")))
    assert {one.document_id for one in both.citations} == {WATER, GRAIN}


def test_documents_of_unknown_level_are_told_of_where_a_level_is_asked():
    """They lie outside an exact scope; who asks has to know."""
    catalogue = small_assistant().catalogue
    levels = [catalogue.register[one.id].metadata.level for one in catalogue.documents]
    known = next(one.value.value for one in levels if one)
    answer = ask("加大资金支持有什么要求？", scope=Scope(levels=(known,)))
    notes = [one.text for one in answer.notes if one.code == "unknown_scope"]
    assert len(notes) == (None in levels)
    assert not [one for one in ask("谁负责？").notes if one.code == "unknown_scope"]


def test_names_and_particulars_together_narrow():
    """A document named that is not of the region is not answered from."""
    scope = Scope(regions=("泉州",))
    answer = ask("加大资金支持有什么要求？", documents=(WATER, GRAIN), scope=scope)
    assert {one.document_id for one in answer.citations} == {WATER}
    with pytest.raises(ScopeError, match="没有同时符合"):
        ask("加大资金支持有什么要求？", documents=(GRAIN,), scope=scope)


@pytest.mark.parametrize("name", ["别的方案", "", "泉州市农业节电", "《》"])
def test_an_unknown_document_is_an_error(name):
    """A name that is no document's is refused, with the names there are."""
    with pytest.raises(UnknownDocumentError) as caught:
        ask("喷灌滴灌由谁负责？", documents=(WATER, name))
    assert WATER in caught.value.hint
    assert caught.value.message.endswith(name)


def test_the_question_comes_back_as_it_was_asked():
    """Id and wording are kept; the time is counted."""
    answer = small_assistant().ask(Question(id="7", text=" 喷灌滴灌由谁负责？"))
    assert (answer.id, answer.question) == ("7", " 喷灌滴灌由谁负责？")
    assert answer.elapsed_ms > 0


def test_a_clause_is_shown_with_its_neighbours():
    """The view of a clause is its text and the clauses beside it."""
    view = small_assistant().clause_view(f"{WATER}/二/（一）/2")
    assert view.text == view.clause.span.of(view.document.text)
    assert view.previous.id == f"{WATER}/二/（一）/1/专栏1"
    assert view.next.id == f"{WATER}/二/（二）/1"
    with pytest.raises(KeyError):
        small_assistant().clause_view("没有的条款")


def test_a_heading_is_shown_with_its_first_clause():
    """The view of a heading runs from the heading to the end of the clause below it."""
    view = small_assistant().clause_view(f"{WATER}/二/（一）")
    assert view.text.startswith("（一）改造灌区设施")
    assert "更新老化渠道400公里" in view.text
    assert view.next.id == f"{WATER}/二/（一）/1/专栏1"


def take(text: str) -> Answer | None:
    """Ask any text; None where it is refused with an error for the user."""
    try:
        return ask(text)
    except PolicyQAError:
        return None


_UNHURRIED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@_UNHURRIED
@given(st.text(max_size=60))
def test_any_text_is_answered_lawfully(text):
    """No text is a fault, and none brings a citation that is not proven."""
    answer = take(text)
    if answer is not None:
        assert_lawful(answer, small_assistant())


@_UNHURRIED
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join))
def test_any_mixture_of_question_words_is_answered_lawfully(text):
    """Pieces of questions in any order reach every kind of reply, and all of them are lawful."""
    answer = take(text)
    if answer is not None:
        assert_lawful(answer, small_assistant())


@_UNHURRIED
@given(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join),
    st.lists(st.text(max_size=20), max_size=2),
)
def test_any_history_is_taken(text, history):
    """What was asked before may be anything."""
    question = Question(text=text, history=tuple(history))
    assert_lawful(small_assistant().ask(question), small_assistant())


@pytest.mark.parametrize("text", ["的", "吗呢", "怎么办", "?", "渠", "水", "的" * 2000])
def test_a_question_of_no_matter_is_told_to_name_one(text):
    """Words that only ask, and a single character of the documents: not said to be of another field."""
    answer = ask(text)
    assert answer.status is AnswerStatus.OUT_OF_SCOPE
    assert "没有写明问的是哪件事" in (answer.reason or "")


def test_a_question_of_two_thousand_characters_is_answered():
    """The longest that is taken."""
    text = "喷灌滴灌由谁负责？" * 222
    assert ask(text).status is AnswerStatus.ANSWERED


def test_a_scope_that_names_nothing_says_what_there_is():
    """An error, not an answer that nothing was found."""
    with pytest.raises(ScopeError, match="地区 云南") as caught:
        ask("喷灌滴灌由谁负责？", scope=Scope(regions=("云南",)))
    assert "泉州市" in caught.value.hint
