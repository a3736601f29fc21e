"""The tabs of tables in a browser: rows, filters, clauses, files, the form."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from app.settings import CHECKOUT
from tests.app.conftest import ServedPage, free_port
from tests.app.fakes_page import TABLES_PLAN as PLAN

SLOW = 60_000  # milliseconds for an index to be built, on a machine that has other work


@pytest.fixture(scope="module")
def real_page(tmp_path_factory) -> Iterator[ServedPage]:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "documents").mkdir()
    (folder / "documents" / "节水方案.txt").write_text(PLAN, "utf-8")
    command = [sys.executable, "-m", "tests.app.serve_real_page", str(folder), str(free_port())]
    with (
        (folder / "log.txt").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        address = server.stdout.readline().strip()
        assert address.startswith("http://"), (folder / "log.txt").read_text("utf-8")
        yield ServedPage(address=address, folder=folder)
        server.terminate()


@pytest.fixture
def page(open_window, real_page):
    return open_window(real_page.address).page


def open_tab(page, name, sheet):
    page.get_by_role("tab", name=name).click()
    return page.locator(f"#{sheet}")


@pytest.mark.browser
def test_tasks_are_listed_filtered_opened_and_taken_away(page):
    """The total, a filter, a row by the keyboard, its clause, Esc back to the row, the file."""
    sheet = open_tab(page, "任务与责任", "tasks")
    expect(sheet.locator(".tables-total")).to_have_text("共2项。", timeout=SLOW)
    expect(sheet.locator("tbody tr")).to_have_count(2)
    sheet.get_by_label("行业或关键词").fill("管网")
    page.keyboard.press("Enter")
    expect(sheet.locator("tbody tr")).to_have_count(1, timeout=SLOW)
    row = sheet.locator("tbody tr button")
    row.focus()
    page.keyboard.press("Enter")
    drawer = sheet.get_by_role("dialog", name="条款原文")
    expect(drawer).to_contain_text("更新老化管网")
    expect(drawer).to_be_focused()
    drawer.get_by_role("button", name="下一条").click()
    expect(drawer).to_contain_text("钢铁企业必须安装计量水表")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(row).to_be_focused()
    expect(page.get_by_role("tab", name="任务与责任")).to_have_attribute("aria-selected", "true")
    with page.expect_download() as taken:
        sheet.get_by_role("button", name="下载 CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")
    text = taken.value.path().read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[1][4].startswith("改造管网")
    with page.expect_download() as taken:
        sheet.get_by_role("button", name="下载 Excel").click()
    data = io.BytesIO(taken.value.path().read_bytes())
    assert load_workbook(data).worksheets[0].cell(5, 1).value == "1"
    assert page.evaluate("window.hacked") is None


@pytest.mark.browser
def test_nothing_found_says_what_to_do(page):
    """An empty table has a next step and no files; clearing brings the rows back."""
    sheet = open_tab(page, "目标指标", "targets")
    expect(sheet.locator(".tables-total")).to_contain_text("共2项", timeout=SLOW)
    sheet.get_by_label("行业或关键词").fill("航天")
    page.keyboard.press("Enter")
    expect(sheet.locator(".tables-nothing")).to_contain_text("去掉一个条件再看")
    expect(sheet.get_by_role("button", name="下载 CSV")).to_have_count(0)
    sheet.get_by_role("button", name="清空条件").click()
    expect(sheet.locator("tbody tr")).to_have_count(2)
    sheet.locator("tbody tr").first.locator("td").nth(2).click()
    expect(sheet.locator("mark")).to_contain_text("用水总量下降12%以上")


@pytest.mark.browser
def test_an_enterprise_checks_its_duties(page):
    """A wrong place is told; then what surely applies stands apart from what may, with reasons."""
    sheet = open_tab(page, "义务自查", "duties")
    expect(sheet).to_contain_text("填好地区和行业")
    sheet.get_by_label("地区").fill("某地")
    sheet.get_by_role("button", name="自查").click()
    expect(sheet.get_by_role("alert")).to_contain_text("“地区”没有认出：某地")
    sheet.get_by_label("地区").fill("福州市")
    sheet.get_by_label("行业", exact=True).fill("钢铁")
    page.keyboard.press("Enter")
    certain = sheet.locator(".tables-one").first
    expect(certain).to_contain_text("确定适用")
    expect(certain.locator("tbody tr")).to_have_count(2)
    expect(certain.locator("tbody tr").first).to_contain_text(
        "行业：原文“钢铁企业”，企业的行业是钢铁"
    )
    certain.locator("tbody button").first.click()
    expect(sheet.locator("mark")).to_contain_text("钢铁企业必须安装计量水表")


@pytest.mark.browser
def test_a_telephone_shows_rows_as_cards(open_window, real_page):
    """Nothing is wider than the screen, and no tab lies over another thing."""
    page = open_window(real_page.address, width=390, height=844).page
    sheet = open_tab(page, "任务与责任", "tasks")
    expect(sheet.locator(".tables-total")).to_have_text("共2项。", timeout=SLOW)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    head = page.locator(".page-header").bounding_box()
    tabs = page.get_by_role("tablist").bounding_box()
    assert head["y"] + head["height"] <= tabs["y"] + 1
