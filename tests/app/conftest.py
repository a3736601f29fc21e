"""A page that is served and a browser that reaches nothing but it."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app.settings import Settings
from tests.app.fakes_page import ScriptedAssistant

HOME = "127.0.0.1"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LIMIT = 20_000  # milliseconds until something that has to appear counts as missing


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where this folder is named: `pytest tests/app/test_page.py --screenshot PATH`."""
    parser.addoption("--screenshot", type=Path, help="save a picture of the answering page here")


@dataclass
class ServedPage:
    """A page being served, and the assistant behind it."""

    address: str
    assistant: ScriptedAssistant
    home: Path


@contextmanager
def serving(assistant, home: Path) -> Iterator[str]:
    """Serve the page of `assistant` on a free port and give its address."""
    from app.page import launch_page, page_address

    with socket.create_server((HOME, 0)) as probe:
        port = probe.getsockname()[1]
    settings = Settings(home=home, host=HOME, port=port)
    page = launch_page(assistant, settings)
    try:
        yield page_address(settings)
    finally:
        page.close(verbose=False)


@pytest.fixture(scope="session")
def served_page(tmp_path_factory) -> Iterator[ServedPage]:
    assistant = ScriptedAssistant()
    home = tmp_path_factory.mktemp("home")
    with serving(assistant, home) as address:
        yield ServedPage(address=address, assistant=assistant, home=home)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium in English, to which every name but this machine's is unknown."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip(f"no Chromium here (looked for {', '.join(CHROMIUM)})")
    rules = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOME}"
    sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
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
