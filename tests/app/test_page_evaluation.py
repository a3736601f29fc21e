"""The tab 评测 in a browser: real runs of `python -m eval` over the plans that ship."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.evaluation_runs import list_runs
from app.settings import CHECKOUT
from eval.runner import SETS
from tests.app.fakes_evaluation import write_run
from tests.app.fakes_page import HOSTILE_QUOTE

pytestmark = pytest.mark.browser

RUN_LIMIT = 180_000  # milliseconds for a run and its report, on a machine that has other work
CASES = (SETS / "ci.jsonl").read_text(encoding="utf-8").splitlines()


def open_tab(window):
    """Go to the tab and wait until its sets are there."""
    window.page.get_by_role("tab", name="评测").click()
    expect(combobox(window, "评测集")).to_have_value(re.compile("plans"))


def combobox(window, name):
    return window.page.get_by_role("combobox", name=name)


def choose(window, words):
    """Choose the set whose line begins with `words`."""
    combobox(window, "评测集").click()
    window.page.get_by_role("option", name=words).click()


def press(window, name):
    window.page.get_by_role("button", name=name, exact=True).click()


def status_of(window):
    return window.page.locator("#evaluation-status")


def report_of(window):
    return window.page.locator("#evaluation-report")


def expect_done(window, cases):
    expect(status_of(window)).to_contain_text(f"评测完成：{cases} 题", timeout=RUN_LIMIT)


def write_own_set(served_page, name, *cases):
    """Write a set into the data home of the served page."""
    folder = served_page.folder / "home" / "sets"
    folder.mkdir(exist_ok=True)
    lines = (
        json.dumps(case, ensure_ascii=False) if isinstance(case, dict) else case for case in cases
    )
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def kept_run(served_page):
    """A finished run in the data home of the served page, one of a test before or a new one."""
    home = served_page.folder / "home" / "eval"
    if not any(run.progress.finished for run in list_runs(home)):
        command = [sys.executable, "-m", "eval", "run", str(SETS / "ci.jsonl"), "--home", str(home)]
        subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)


def fetch_status(address):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_set_is_run_and_its_report_read_and_taken_away(window, served_page, tmp_path):
    """Choose, press, watch, read, open a miss, download; then show it again from the list."""
    page = window.page
    open_tab(window)
    choose(window, "ci.jsonl（60 题：开发集 60）")
    press(window, "开始评测")
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuemax", "60")
    expect(page.get_by_role("button", name="开始评测")).to_be_disabled()
    expect_done(window, 60)
    expect(page.get_by_role("button", name="停止")).to_be_disabled()
    report = report_of(window)
    expect(report.locator("h3")).to_have_text("ci.jsonl　开发集")
    bar = report.locator(".score", has_text="答对且条款对")
    hits, cases = re.search(r"(\d+)/(\d+)，\d+%–\d+%", bar.inner_text()).groups()
    share = bar.locator(".score-fill").evaluate("e => e.offsetWidth / e.parentElement.offsetWidth")
    assert share == pytest.approx(int(hits) / int(cases), abs=0.01)
    expect(report.locator(".kinds tbody tr").last).to_contain_text("合计")
    misses = report.locator(".miss")
    expect(report.locator(".misses > h4")).to_have_text(f"没做对的题（{misses.count()}）")
    assert misses.count() >= 1
    expect(misses.first.locator("dl")).not_to_be_visible()
    misses.first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(misses.first.locator("dl")).to_contain_text("引用条款")
    with page.expect_download() as download:
        press(window, "下载网页 HTML")
    assert re.fullmatch(r"评测报告-ci-develop-[\d-]+\.html", download.value.suggested_filename)
    download.value.save_as(tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "http" not in text.replace("http-equiv", "")
    page.reload()
    open_tab(window)
    expect(combobox(window, "以往结果")).to_have_value(re.compile(r"ci\.jsonl 开发集（60 题）"))
    press(window, "查看结果")
    expect(report_of(window).locator("h3")).to_have_text("ci.jsonl　开发集", timeout=RUN_LIMIT)


def test_only_reports_are_served(served_page):
    """Neither the runs, nor the checkout, nor what lies elsewhere; a report is, as a download."""
    home = served_page.folder / "home"
    run = write_run(home / "eval", "served", 1)
    report = home / "gradio" / "reports" / "served" / "报告.html"
    report.parent.mkdir(parents=True)
    report.write_text("<p>报告</p>", encoding="utf-8")
    for path, status in (
        (report, 200),
        (run / "run.json", 403),
        (run / "records.jsonl", 403),
        (Path("README.md"), 403),
        (Path(__file__), 403),
        (served_page.folder / "log.txt", 403),
        (report.parent / ".." / ".." / ".." / "eval" / "served" / "run.json", 403),
    ):
        quoted = urllib.parse.quote(str(path))
        assert fetch_status(f"{served_page.address}/gradio_api/file={quoted}") == status, path
    shutil.rmtree(run)


def test_hostile_words_of_a_set_stay_words(window, served_page):
    """A case whose id, question and note are markup: it runs nothing and loads nothing."""
    page = window.page
    case = json.loads(CASES[0]) | {
        "id": "<b>1</b>",
        "question": f"钢铁？{HOSTILE_QUOTE}",
        "note": "<b>",
    }
    write_own_set(served_page, "<img src=x onerror=window.hacked=1>.jsonl", case)
    open_tab(window)
    choose(window, "<img src=x onerror=window.hacked=1>.jsonl（1 题：开发集 1，自备）")
    press(window, "开始评测")
    expect_done(window, 1)
    expect(report_of(window).locator("h3")).to_contain_text("<img src=x onerror=window.hacked=1>")
    report_of(window).locator(".miss summary").click()
    expect(report_of(window).locator(".miss-question")).to_contain_text("{{constructor}} `反引号`")
    expect(report_of(window).locator(".miss dl")).to_contain_text("<b>1</b>")
    for tag in ("script", "img", "a", "strong"):
        expect(page.locator(f"#evaluation {tag}")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
    assert not [url for url in window.requested if "hacked" in url]


def test_a_set_that_cannot_be_used_is_explained(window, served_page):
    """File, line and fault in Chinese, and the next step; the tab goes on."""
    write_own_set(served_page, "坏.jsonl", CASES[0], '{"id": "<i>2</i>", "split": "develop"}')
    open_tab(window)
    choose(window, "坏.jsonl")
    press(window, "开始评测")
    expect(status_of(window)).to_contain_text("坏.jsonl 第 2 行", timeout=RUN_LIMIT)
    expect(status_of(window)).to_contain_text("下一步：")
    expect(status_of(window).locator("i")).to_have_count(0)
    expect(window.page.get_by_role("button", name="开始评测")).to_be_enabled()
    window.page.get_by_text("测试集", exact=True).click()
    press(window, "开始评测")
    expect(status_of(window)).to_contain_text("坏.jsonl 没有测试集的题。")


def test_a_second_window_is_told_and_may_stop(open_window):
    """Both see the progress; stopped in one, both say so; the chat answers all the while."""
    first, second, third = open_window(), open_window(), open_window()
    open_tab(first)
    open_tab(second)
    choose(first, "practice.jsonl")
    press(first, "开始评测")
    expect(status_of(first)).to_contain_text("practice.jsonl 开发集")
    press(second, "开始评测")
    expect(status_of(second)).to_contain_text("已有一个评测正在进行（practice.jsonl 开发集）")
    expect(status_of(second)).to_contain_text("同一时间只能做一个")
    open_tab(third)
    expect(status_of(third)).to_contain_text("practice.jsonl 开发集")
    third.page.get_by_role("tab", name="问答").click()
    third.ask("灌区改造谁负责？")
    expect(third.page.locator(".answer-text")).to_contain_text("市水利局")
    press(second, "停止")
    for window in (first, second):
        expect(status_of(window)).to_contain_text("已停止")
        expect(window.page.get_by_role("button", name="开始评测")).to_be_enabled()


def test_the_tab_is_reached_and_left_by_keyboard(window):
    """Enter opens it, Tab goes from control to control, the conversation is there afterwards."""
    page = window.page
    window.ask("灌区改造谁负责？")
    page.get_by_role("tab", name="评测").focus()
    page.keyboard.press("Enter")
    expect(combobox(window, "评测集")).to_have_value(re.compile("plans"))
    page.keyboard.press("Tab")
    expect(combobox(window, "评测集")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="开始评测")).to_be_focused()
    page.get_by_role("tab", name="问答").click()
    expect(page.locator(".reply")).to_have_count(1)
    expect(page.locator("#panel mark")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (800, 700), (390, 844)])
def test_the_tab_fits_its_window(open_window, kept_run, width, height):
    """No sideways scrolling, with a report and a miss open; only the table has its own scroll."""
    window = open_window(width=width, height=height)
    page = window.page
    header, tabs = page.locator(".page-header h1"), page.get_by_role("tablist")
    name, tab = header.bounding_box(), tabs.bounding_box()
    desk = page.locator("#desk").bounding_box()
    # Beside the name, or below it where the window is too narrow for both.
    assert name["x"] + name["width"] < tab["x"] or name["y"] + name["height"] <= tab["y"]
    assert tab["y"] + tab["height"] < desk["y"]
    open_tab(window)
    press(window, "查看结果")
    report_of(window).locator(".report").wait_for(timeout=RUN_LIMIT)
    for miss in report_of(window).locator(".miss summary").all()[:3]:
        miss.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for control in (
        "#evaluation-set",
        "#evaluation-split",
        "#evaluation-start",
        "#evaluation-stop",
    ):
        box = page.locator(control).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
