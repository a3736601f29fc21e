"""The page over the shipped plans, served as `make chat` serves it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.page import EXAMPLES
from app.settings import CHECKOUT, isolated_environment
from tests.app.conftest import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Iterator[str]:
    """The address of `python -m app serve` over the two plans, with a fresh data home."""
    folder = tmp_path_factory.mktemp("shipped")
    command = [sys.executable, "-m", "app", "serve", "--port", str(free_port())]
    with (
        (folder / "log.txt").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=isolated_environment(folder / "home") | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        ) as server,
    ):
        address = re.search(r"http://[\d.:]+", server.stdout.readline())
        assert address, (folder / "log.txt").read_text(encoding="utf-8")
        yield address[0]
        server.terminate()


def test_the_examples_are_answered_from_the_plans(open_window, shipped, request):
    """Five of them are, each citation marked in its clause; the last is rightly declined."""
    window = open_window(shipped)
    page = window.page
    for number, text in enumerate(EXAMPLES):
        window.press(text)
        reply = page.locator(".reply").nth(number)
        expect(reply).to_have_class(
            "reply reply-declined" if number == 5 else "reply reply-answered"
        )
        rows = reply.locator(".citation:visible")
        for row in rows.all():
            row.click()
            quoted = "".join(row.locator(".row-quote").text_content().split())
            expect(row).to_have_attribute("aria-current", "true")
            marked = "".join(page.locator("#panel mark").inner_text().split())
            assert marked == quoted
        if number == 0 and (picture := request.config.getoption("--screenshot", default=None)):
            rows.first.click()
            page.mouse.move(0, 0)
            page.screenshot(path=picture)
