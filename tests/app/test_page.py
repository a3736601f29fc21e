"""The page in a browser, every other host blocked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.page import EXAMPLES
from tests.app.fakes_page import (
    HOSTILE_QUOTE,
    HOSTILE_TITLE,
    INDUSTRY,
    IRRIGATION,
    METERS,
    MONEY,
    PLAN,
    PLAN_TITLE,
)

pytestmark = pytest.mark.browser

HOSTILE_INPUT = (
    "<script>window.hacked=1</script><img src=/hacked onerror=window.hacked=1> **粗** "
    "[链接](javascript:window.hacked=1) ![图](/hacked) ](javascript:window.hacked=1) ${window.hacked=1}"
)


def clause_of(window):
    return window.page.locator("#panel .clause")


def expect_clause(window, clause):
    expect(clause_of(window)).to_have_attribute("data-current", clause.id)


def test_a_question_is_answered_beside_its_original_text(window, served_page):
    """Type, Enter, read: answer left, clause right, quoted words marked, ready for the next."""
    page = window.page
    box = page.get_by_role("textbox", name="问题")
    expect(box).to_be_focused()
    page.keyboard.type("灌区改造谁负责？")
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_have_text("灌区改造谁负责？")
    expect(page.locator(".reply .answer-text")).to_contain_text("灌区改造由市水利局（首列单位）")
    expect_clause(window, IRRIGATION)
    expect(page.locator("#panel .clause-text")).to_have_text(
        IRRIGATION.span.of(PLAN.text), use_inner_text=True
    )
    expect(page.locator("#panel mark")).to_have_text(
        "（责任单位：市水利局、农业农村局，各县（市）区人民政府按职责分工负责）"
    )
    expect(page.locator("#panel .breadcrumb li")).to_have_text(
        [f"《{PLAN_TITLE}》", "二、主要任务", "（一）农业节水", "1.改造灌区"]
    )
    expect(page.locator(".reply .number")).to_have_attribute("aria-current", "true")
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_numbers_rows_and_neighbours_lead_to_their_clauses(window):
    """A number in the answer, a row of 依据, the clause before and the clause after."""
    page = window.page
    window.ask("列出所有任务")
    expect_clause(window, IRRIGATION)
    page.locator(".reply td .number").nth(1).click()
    expect_clause(window, METERS)
    expect(page.locator("#panel mark")).to_have_text("完善农业用水计量设施")
    expect(page.locator(".citation[aria-current]")).to_contain_text("二（一）2")
    page.locator(".citation").nth(2).click()
    expect_clause(window, INDUSTRY)
    page.get_by_role("button", name="下一条").click()
    expect_clause(window, MONEY)
    expect(page.locator("#panel mark")).to_have_count(0)
    expect(page.locator(".neighbour-none")).to_have_text("没有下一条")
    page.get_by_role("button", name="上一条").click()
    expect_clause(window, INDUSTRY)


def test_the_quoted_words_are_brought_into_view(open_window):
    """A quotation at the end of a clause is seen without scrolling, even in a low window."""
    window = open_window(width=800, height=480)
    window.ask("收费标准由谁核定？")
    expect_clause(window, METERS)
    expect(window.page.locator("#panel mark")).to_be_in_viewport(ratio=1)


def test_everything_can_be_done_by_keyboard(window):
    """Back from the input to the citations by Shift+Tab, and Enter to open one."""
    window.ask("列出所有任务")
    for _ in range(40):
        window.page.keyboard.press("Shift+Tab")
        if window.page.locator(".citation:focus").count():
            break
    expect(window.page.locator(".citation:focus")).to_contain_text("二（二）")
    window.page.keyboard.press("Enter")
    expect_clause(window, INDUSTRY)


def test_a_declined_question_looks_declined(window):
    """No clause is shown as if it answered; the near ones are one press away."""
    page = window.page
    window.ask("补贴标准是多少？")
    expect(page.locator(".reply-declined")).to_contain_text("原文中没有找到答案")
    expect(page.locator("#panel")).to_contain_text("没有可引用的条款")
    declined = page.locator(".reply-declined").evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator(".near .citation").first.click()
    expect_clause(window, INDUSTRY)
    window.ask("今天天气怎么样？")
    expect(page.locator(".reply").nth(1)).to_contain_text("超出现有文件的范围")
    window.ask("灌区改造谁负责？")
    answered = page.locator(".reply-answered").evaluate("e => getComputedStyle(e).backgroundColor")
    assert declined != answered


def test_premise_total_notes_and_time_are_shown(window):
    """What goes with an answer stands with it."""
    window.ask("用水量是不是要下降50%？")
    reply = window.page.locator(".reply")
    expect(reply.locator(".premise")).to_have_text("更正：问题中说的是“50%”，原文是“12%以上”。")
    expect(reply.locator(".note")).to_contain_text("本条出自扫描件")
    expect(reply.locator(".elapsed")).to_have_text("用时 12 毫秒")
    window.ask("列出所有任务")
    expect(window.page.locator(".total")).to_have_text("共 3 项")


def test_a_reply_is_read_from_its_question_down(window):
    """However long the conversation, the newest question stands at the top of the chat."""
    for text in ("列出所有任务", "农业节水有哪些举措？", "列出所有任务"):
        window.ask(text)
    expect(window.page.locator(".asked").last).to_be_in_viewport(ratio=1)
    expect(window.page.locator(".answer-text").last).to_be_in_viewport()
    expect(window.page.locator(".asked").first).not_to_be_in_viewport()


def test_hostile_words_stay_words(window):
    """Neither a question nor a document runs, links, loads or bends the page."""
    page = window.page
    window.ask(HOSTILE_INPUT)
    expect(page.locator(".asked")).to_have_text(HOSTILE_INPUT)
    window.ask("恶意")
    expect(page.locator(".answer-text")).to_contain_text(HOSTILE_QUOTE.split(" &amp;")[0])
    expect(page.locator("#panel .clause-text")).to_contain_text("{{constructor}} `反引号` **粗体**")
    page.locator(".citation").first.click()
    page.locator(".reply .number").last.click()
    expect(page.locator("#panel .breadcrumb")).to_contain_text(HOSTILE_TITLE)
    for inside in ("#chat", "#panel"):
        for tag in ("script", "img", "a", "b", "strong"):
            expect(page.locator(f"{inside} {tag}")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    assert not [url for url in window.requested if "hacked" in url]


def test_an_error_is_explained_and_the_page_goes_on(window):
    """A question too long: message, next step, and the text to be mended."""
    page = window.page
    window.ask("长" * 3000)
    expect(page.locator(".reply-error")).to_contain_text("问题太长：3000 个字")
    expect(page.locator(".reply-error")).to_contain_text("下一步：只留下要问的内容")
    expect(page.get_by_role("textbox", name="问题")).to_have_value("长" * 3000)
    assert page.locator(".asked").bounding_box()["height"] < 250
    window.ask("灌区改造谁负责？")
    expect_clause(window, IRRIGATION)


def test_a_fault_of_the_program_does_not_end_the_page(window, served_page):
    """The chat says so in Chinese; the log has the details; the next question is answered."""
    window.ask("程序崩溃")
    expect(window.page.locator(".reply-error")).to_contain_text("程序内部出错")
    assert "a fault of the program" in served_page.log()
    window.ask("灌区改造谁负责？")
    expect_clause(window, IRRIGATION)


def test_users_share_nothing(open_window, served_page):
    """Two windows ask in turn; each has its own conversation."""
    first, second = open_window(), open_window()
    first.ask("灌区改造谁负责？")
    second.ask("列出所有任务")
    expect(second.page.locator(".reply")).to_have_count(1)
    first.ask("有哪些举措？")
    assert served_page.last_question()["history"] == ["灌区改造谁负责？"]
    expect(first.page.locator(".reply")).to_have_count(2)
    expect(second.page.locator(".reply")).to_have_count(1)
    expect_clause(second, IRRIGATION)


def test_examples_are_asked_by_a_press_and_clear_forgets(window, served_page):
    """A chip asks its question; 清空对话 empties chat, clause and history."""
    page = window.page
    page.get_by_role("button", name=EXAMPLES[0]).click()
    expect(page.locator(".asked")).to_have_text(EXAMPLES[0])
    page.locator("#clear").click()
    expect(page.locator(".reply")).to_have_count(0)
    expect(page.locator("#panel .panel-empty-title")).to_have_text("原文")
    window.ask("灌区改造谁负责？")
    assert served_page.last_question()["history"] == []
    expect(page.locator(".reply")).to_have_count(1)


def test_documents_can_be_chosen(window, served_page):
    """Chosen by title, sent by id; none chosen means all."""
    page = window.page
    window.ask("灌区改造谁负责？")
    assert served_page.last_question()["documents"] == []
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=PLAN_TITLE).click()
    window.ask("灌区改造谁负责？")
    assert served_page.last_question()["documents"] == [PLAN.id]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 700), (390, 800)])
def test_the_page_fits_its_window(open_window, width, height):
    """No sideways scrolling; both sheets side by side down to half a screen, then one by one."""
    window = open_window(width=width, height=height)
    window.ask("列出所有任务")
    page = window.page
    expect(page.get_by_role("textbox", name="问题")).to_be_in_viewport(ratio=1)
    talk, original = page.locator("#talk").bounding_box(), page.locator("#original").bounding_box()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width >= 800:
        assert talk["y"] == original["y"]
        assert talk["x"] + talk["width"] < original["x"]
        assert page.evaluate("document.documentElement.scrollHeight") <= height
    else:
        assert talk["y"] + talk["height"] <= original["y"]


def test_the_page_speaks_chinese_in_an_english_browser(window):
    """No word of Gradio's own is left to be seen."""
    window.ask("灌区改造谁负责？")
    page = window.page
    assert page.title() == "问策 · 政策文件问答"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    seen = page.evaluate("document.body.innerText").replace("Enter", "").replace("plan.txt", "")
    assert not [character for character in seen if character.isascii() and character.isalpha()]


def test_paper_is_white_in_dark_mode_too(window):
    """The browser asks for dark; the page stays ink on paper."""
    window.ask("灌区改造谁负责？")
    for part in ("#talk", "#original", ".reply-answered"):
        colour = window.page.locator(part).evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(255, 255, 255)"
    chat = window.page.locator("#chat .bubble-wrap").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert chat == "rgba(0, 0, 0, 0)"
    ink = window.page.locator(".answer-text p").evaluate("e => getComputedStyle(e).color")
    assert max(int(part) for part in ink.strip("rgb()").split(",")) < 80


def test_an_attempt_to_reach_another_host_would_be_noticed(open_window):
    """The watch itself works: names do not resolve, and the server's policy forbids it anyway."""
    window = open_window()
    refused = window.page.evaluate(
        "fetch('http://example.com/').then(() => 'reached', error => String(error))"
    )
    assert refused == "TypeError: Failed to fetch"
    assert "Content Security Policy" in window.faults[0]
    window.faults.clear()
