"""How the page is served: quietly, to this machine only, with nothing from outside."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import pytest

from app.errors import PortInUseError
from app.page_documents_desk import DocumentsDesk
from app.page_policy import PagePolicy, clean_frame
from app.page_serving import largest_upload, page_address, serve_page
from app.settings import CHECKOUT, Settings
from tests.app.fakes_page import ScriptedAssistant

FRAME = b"""<!doctype html><html
\tlang="en"
\tstyle="margin: 0"><head><meta charset="utf-8" />
<meta property="og:url" content="https://gradio.app/" />
<meta
\tproperty="og:image"
\tcontent="https://example.com/x.jpg"
/>
<meta name="twitter:creator" content="@Gradio" /><title>x</title></head></html>"""


def fetch(address: str):
    """Get `address` from this machine, without a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(address, timeout=20)


def test_the_served_page_names_no_other_host(served_page):
    """Every address in the page, its theme and its settings is this server's."""
    for path in ("/", "/theme.css", "/config", "/manifest.json"):
        with fetch(served_page.address + path) as response:
            body = response.read().decode("utf-8")
            policy = response.headers["content-security-policy"]
        hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"'<>)]+", body)}
        assert hosts <= {"127.0.0.1", "www.w3.org"}, (
            path
        )  # the name of SVG is an address, not asked
        assert "default-src 'self'" in policy


def test_the_served_page_is_chinese_before_any_script_runs(served_page):
    """The language stands in the frame, and the browser's is set aside first of all."""
    with fetch(served_page.address) as response:
        body = response.read().decode("utf-8")
    assert re.search(r"<html\s+lang=\"zh-CN\"", body)
    assert body.index('"zh-CN"]') < body.index("<script", body.index('"zh-CN"]'))
    assert re.search(r"<head><script>Object.defineProperty\(navigator", body)
    assert not re.search(r"<meta\s[^>]*(og|twitter):", body)


def test_the_page_offers_no_other_way_in(served_page):
    """No function is offered to programs."""
    with fetch(f"{served_page.address}/gradio_api/info") as response:
        assert response.read() == b'{"named_endpoints":{},"unnamed_endpoints":{}}'


@pytest.mark.parametrize(
    ("host", "largest"), [("127.0.0.1", 100_000_000), ("0.0.0.0", 1), ("192.0.2.1", 1)]
)
def test_a_page_that_others_reach_takes_no_files(host, largest):
    """Documents are added on this machine's own address only, up to the limit of the settings."""
    assert largest_upload(DocumentsDesk(Settings(host=host))) == largest


def test_serving_on_a_taken_port_is_said():
    """One sentence and a way out, before anything is built."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings = Settings(port=server.getsockname()[1])
        with pytest.raises(PortInUseError, match=str(settings.port)) as taken:
            serve_page(ScriptedAssistant(), settings)
    assert "换一个端口" in taken.value.hint


def test_serving_prints_nothing_and_writes_only_to_the_data_home(tmp_path):
    """A whole process: its one line is what `on_ready` prints; no file lies outside the home."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = (
        f"import sys, tempfile; sys.path.insert(0, {str(CHECKOUT)!r})\n"
        f"tempfile.tempdir = {str(elsewhere)!r}\n"
        "from pathlib import Path\n"
        "from app.page_serving import serve_page\n"
        "from app.settings import Settings\n"
        "from tests.app.fakes_page import ScriptedAssistant\n"
        "def leave(address):\n"
        "    print(address)\n"
        "    raise KeyboardInterrupt\n"
        f"settings = Settings(home=Path({str(home)!r}), port={port})\n"
        "serve_page(ScriptedAssistant(), settings, on_ready=leave)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (f"http://127.0.0.1:{port}\n", "", 0)
    assert (home / "gradio").is_dir()
    assert list(elsewhere.rglob("*")) == []


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860"),
        ("0.0.0.0", "http://127.0.0.1:7860"),
        ("::1", "http://[::1]:7860"),
        ("::", "http://127.0.0.1:7860"),
        ("bureau.lan", "http://bureau.lan:7860"),
    ],
)
def test_the_address_can_be_opened(host, address):
    """Every address of the machine is told as one that a browser takes."""
    assert page_address(Settings(host=host)) == address


def test_the_frame_loses_sharing_tags_and_becomes_chinese():
    """What names another site goes; everything else stays."""
    frame = clean_frame(FRAME)
    assert b"og:" not in frame
    assert b"twitter" not in frame
    assert b'lang="zh-CN"' in frame
    assert b'<meta charset="utf-8" />' in frame
    assert frame.endswith(b"<title>x</title></head></html>")


def respond(messages, kind="http"):
    """Send `messages` through the policy and return what comes out."""
    sent = []

    async def application(scope, receive, send):
        for message in messages:
            await send(message)

    async def send(message):
        sent.append(message)

    asyncio.run(PagePolicy(application)({"type": kind}, None, send))
    return sent


def test_a_page_in_pieces_is_cleaned_whole():
    """Pieces are joined before they are cleaned, and the length is set right."""
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"1")]
    start, body = respond(
        [
            {"type": "http.response.start", "status": 200, "headers": headers},
            {"type": "http.response.body", "body": FRAME[:150], "more_body": True},
            {"type": "http.response.body", "body": FRAME[150:]},
        ]
    )
    assert body["body"] == clean_frame(FRAME)
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
    assert b"content-security-policy" in dict(start["headers"])


def test_other_responses_pass_as_they_are():
    """Data keeps its bytes and gets the policy; what is no page is not touched at all."""
    data = [
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/css")]},
        {"type": "http.response.body", "body": FRAME[:50], "more_body": True},
        {"type": "http.response.body", "body": FRAME[50:]},
    ]
    sent = respond(data)
    assert [message.get("body") for message in sent] == [None, FRAME[:50], FRAME[50:]]
    assert b"content-security-policy" in dict(sent[0]["headers"])
    assert respond([{"type": "lifespan.startup.complete"}], kind="lifespan") == [
        {"type": "lifespan.startup.complete"}
    ]
