"""A page that is served and a browser that reaches nothing but it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from app.settings import CHECKOUT

HOME = "127.0.0.1"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LIMIT = 20_000  # milliseconds until something that has to appear counts as missing


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where this folder is named: `pytest tests/app/test_page_shipped.py --screenshot PATH`."""
    parser.addoption("--screenshot", type=Path, help="save a picture of the answering page here")


@dataclass(frozen=True)
class ServedPage:
    """A page being served by another process, and the folder it writes to."""

    address: str
    folder: Path

    def last_question(self) -> dict[str, object]:
        """Return what the assistant was asked last."""
        lines = (self.folder / "asked.jsonl").read_text(encoding="utf-8").splitlines()
        return json.loads(lines[-1])

    def log(self) -> str:
        """Return what the process wrote besides its address."""
        return (self.folder / "log.txt").read_text(encoding="utf-8")


def free_port() -> int:
    with socket.create_server((HOME, 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def served_page(tmp_path_factory) -> Iterator[ServedPage]:
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "tests.app.serve_fake_page", str(folder), str(free_port())]
    with (
        (folder / "log.txt").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        address = server.stdout.readline().strip()
        assert address.startswith("http://"), (folder / "log.txt").read_text(encoding="utf-8")
        yield ServedPage(address=address, folder=folder)
        server.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium in English, to which every name but this machine's is unknown.

    Its driver keeps an event loop running in this thread, so it ends with the module.
    """
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip(f"no Chromium here (looked for {', '.join(CHROMIUM)})")
    rules = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOME}"
    sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    expect.set_options(timeout=LIMIT)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[rules, "--lang=en", *sandbox])
        yield browser
        browser.close()


@dataclass
class Window:
    """One user's browser window, and what it tried besides."""

    page: Page
    requested: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def foreign_requests(self) -> list[str]:
        """What was asked of other hosts."""
        return [url for url in self.requested if urlsplit(url).hostname != HOME]

    def ask(self, text: str) -> None:
        """Type a question, press Enter, wait for the reply."""
        replies = self.page.locator(".reply").count()
        self.page.get_by_role("textbox", name="问题").fill(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".reply").nth(replies).wait_for()

    def press(self, example: str) -> None:
        """Press an example and wait for the reply."""
        replies = self.page.locator(".reply").count()
        self.page.get_by_role("button", name=example, exact=True).click()
        self.page.locator(".reply").nth(replies).wait_for()


@pytest.fixture
def open_window(chromium, served_page) -> Iterator[object]:
    """Open windows of users who share nothing; at the end none may have asked another host."""
    windows: list[Window] = []

    def open_one(address: str = served_page.address, width: int = 1280, height: int = 800):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="en-US", color_scheme="dark"
        )
        context.set_default_timeout(LIMIT)
        window = Window(page=context.new_page())
        windows.append(window)

        def pass_on(route: Route) -> None:
            window.requested.append(route.request.url)
            if window.foreign_requests():
                route.abort()
            else:
                route.continue_()

        context.route(lambda url: not url.startswith(("data:", "blob:")), pass_on)
        window.page.on("pageerror", lambda error: window.faults.append(str(error)))
        window.page.on(
            "console",
            lambda message: window.faults.append(message.text) if message.type == "error" else None,
        )
        window.page.goto(address)
        window.page.get_by_role("textbox", name="问题").wait_for()
        window.page.locator(".panel-empty").wait_for()
        return window

    yield open_one
    for window in windows:
        window.page.context.close()
    assert [window.foreign_requests() for window in windows] == [[] for _ in windows]
    assert [window.faults for window in windows] == [[] for _ in windows]


@pytest.fixture
def window(open_window) -> Window:
    return open_window()
