"""What the page does on its events, without a browser."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import gradio as gr
import pytest

from app.answer_lines import plain
from app.page import EXAMPLES, PageHandlers, Turn, messages
from app.page_markup import DECLINED_PANEL, EMPTY_PANEL
from tests.app.fakes_page import (
    AGENCY,
    INDUSTRY,
    IRRIGATION,
    POINTS,
    ScriptedAssistant,
    decline,
)
from tests.app.page_reading import read_html


@pytest.fixture
def assistant():
    return ScriptedAssistant()


@pytest.fixture
def handlers(assistant):
    return PageHandlers(assistant=assistant)


def press(handlers, **target):
    """Show what a press on a citation sends."""
    return handlers.show(gr.EventData(None, target))


def shown(turns):
    """Return the chat as (role, visible text)."""
    return [
        (message["role"], read_html(message["content"].value).text) for message in messages(turns)
    ]


def test_a_question_gets_its_answer_and_the_first_clause(handlers):
    """Chat, cleared input and clause panel come back together."""
    turns, chat, text, panel = handlers.ask("灌区改造谁负责？", [], ())
    assert [message["role"] for message in chat] == ["user", "assistant"]
    assert shown(turns)[0] == ("user", "灌区改造谁负责？")
    assert "灌区改造由市水利局（首列单位）" in shown(turns)[1][1]
    assert text == ""
    assert read_html(panel).current == IRRIGATION.id
    assert read_html(panel).marked.startswith("（责任单位：市水利局")


def test_earlier_questions_go_along_as_history(handlers, assistant):
    """A follow-up is asked with the questions before it, oldest first."""
    turns, *_ = handlers.ask("灌区改造谁负责？", [], ())
    turns, *_ = handlers.ask("补贴标准？", [], turns)
    turns, *_ = handlers.ask("有哪些举措？", [], turns)
    assert assistant.asked[-1].history == ("灌区改造谁负责？", "补贴标准？")
    assert "理解为：补贴标准？：有哪些举措？" in shown(turns)[-1][1]


def test_the_scope_limits_the_question(handlers, assistant):
    """Chosen documents go along by id; none chosen means all."""
    handlers.ask("谁负责？", ["plan"], ())
    handlers.ask("谁负责？", [], ())
    handlers.ask("谁负责？", None, ())
    assert [question.documents for question in assistant.asked] == [("plan",), (), ()]


@pytest.mark.parametrize(
    ("text", "said", "asked"),
    [
        ("   ", "问题是空的。", "（没有输入问题）"),
        ("\x07\u202e", "问题是空的。", "（没有输入问题）"),
        ("长" * 3000, "问题太长：3000 个字，最多 2000 个字。", "长" * 3000),
    ],
)
def test_an_error_stands_in_the_chat_with_its_next_step(handlers, text, said, asked):
    """The text stays in the input to be mended, and the panel as it is."""
    turns, _, kept, panel = handlers.ask(text, [], ())
    assert shown(turns)[0] == ("user", asked)
    assert said in shown(turns)[1][1]
    assert "下一步：" in shown(turns)[1][1]
    assert kept == plain(text)
    assert panel == gr.skip()


def test_an_error_is_no_history(handlers, assistant):
    """A question that could not be taken is not part of the conversation."""
    turns, *_ = handlers.ask("长" * 3000, [], ())
    handlers.ask("谁负责？", [], turns)
    assert assistant.asked[-1].history == ()


def test_a_question_is_asked_and_shown_without_what_cannot_be_shown(handlers, assistant):
    """Control characters and broken code units are dropped on the way in."""
    turns, *_ = handlers.ask(" 谁负责\x00？\ud800\n ", [], ())
    assert assistant.asked[-1].text == "谁负责？"
    assert shown(turns)[0] == ("user", "谁负责？")


def test_a_declined_question_shows_no_clause_as_its_own(handlers):
    """The panel says that nothing is cited; the near clauses stand in the chat."""
    turns, _, _, panel = handlers.ask("补贴标准？", [], ())
    assert panel == DECLINED_PANEL
    assert "相近条款（供参考，不是答案）" in shown(turns)[1][1]


def test_a_fault_of_the_program_is_reported_in_the_chat(handlers):
    """The fault itself is not swallowed; the report that follows it hides no detail from the log."""
    with pytest.raises(RuntimeError, match="a fault of the program"):
        handlers.ask("崩溃", [], ())
    earlier = (Turn(question="甲", reply="<p>乙</p>", understood=True),)
    turns, chat = handlers.report_fault("崩溃", earlier)
    assert len(chat) == 4
    assert shown(turns)[2] == ("user", "崩溃")
    assert "程序内部出错" in shown(turns)[3][1]
    assert "fault of the program" not in turns[-1].reply
    assert not turns[-1].understood


def test_a_press_on_a_citation_shows_its_clause(handlers):
    """The quoted words are marked; a neighbour is shown without a mark."""
    start = IRRIGATION.span.start
    page = read_html(press(handlers, clause=IRRIGATION.id, start=start, end=start + 6))
    assert (page.current, page.marked) == (IRRIGATION.id, "1.改造灌区")
    assert read_html(press(handlers, clause=INDUSTRY.id)).marked == ""


@pytest.mark.parametrize(
    "target",
    [
        {"start": 5, "end": 3},
        {"start": -4, "end": 3},
        {"start": "1", "end": "2"},
        {"start": None, "end": None},
        {"start": 10**9, "end": 10**9 + 1},
        {"start": 0, "end": 10**12},
    ],
)
def test_a_press_with_a_span_that_cannot_be_marks_only_the_clause(handlers, target):
    """What a browser sends is checked: at most words of this clause are marked."""
    page = read_html(press(handlers, clause=INDUSTRY.id, **target))
    assert page.current == INDUSTRY.id
    assert page.marked in ("", page.clause_text)


def test_an_answer_is_shown_even_where_its_clause_cannot_be(handlers):
    """The answer stands in the chat; the panel says what is wrong."""
    lost = replace(AGENCY, citations=(replace(AGENCY.citations[0], clause_id="none/such"),))
    one = PageHandlers(
        assistant=SimpleNamespace(ask=lambda _q: lost, clause_view=handlers.assistant.clause_view)
    )
    turns, _, _, panel = one.ask("灌区改造谁负责？", [], ())
    assert "灌区改造由市水利局" in shown(turns)[1][1]
    assert "现有文件中已没有这个条款" in read_html(panel).text


@pytest.mark.parametrize("target", [{}, {"clause": "none/such"}, {"clause": ["plan/一"]}])
def test_a_press_on_what_is_not_there_is_explained(handlers, target):
    """A clause that has gone is said to have gone, with a next step."""
    page = read_html(press(handlers, **target))
    assert "现有文件中已没有这个条款" in page.text
    assert "下一步：" in page.text


def test_conversations_share_nothing(handlers, assistant):
    """Two users ask in turn; neither sees the other's questions."""
    mine, *_ = handlers.ask("灌区改造谁负责？", [], ())
    theirs, *_ = handlers.ask("列出所有任务", [], ())
    mine, *_ = handlers.ask("有哪些举措？", [], mine)
    assert assistant.asked[-1].history == ("灌区改造谁负责？",)
    assert len(mine) == 2
    assert len(theirs) == 1


def test_clearing_forgets_the_conversation(handlers):
    """Turns, chat, input and panel are as at the start."""
    assert handlers.clear() == [(), [], "", EMPTY_PANEL]


def test_the_examples_are_questions_one_can_press():
    """Six short, different questions."""
    assert len(set(EXAMPLES)) == 6
    assert all(text.endswith("？") and len(text) <= 20 for text in EXAMPLES)


def test_the_first_cited_part_is_shown_where_the_answer_cites_nothing_itself(handlers):
    """Several questions in one: the clause of the first part that is answered."""
    whole = replace(
        AGENCY, answer="", statements=(), citations=(), parts=(decline("补贴"), AGENCY, POINTS)
    )
    several = PageHandlers(
        assistant=SimpleNamespace(
            ask=lambda _question: whole, clause_view=handlers.assistant.clause_view
        )
    )
    turns, _, _, panel = several.ask("几个问题", [], ())
    assert read_html(panel).marked == AGENCY.citations[0].quote
    text = shown(turns)[1][1]
    assert (
        text.index("原文中没有找到答案") < text.index("灌区改造由") < text.index("农业节水的举措")
    )
