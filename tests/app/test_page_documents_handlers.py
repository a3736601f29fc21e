"""What the tab 文件 does on its events, without a browser: files received, followed, chosen."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from app.page_documents import DocumentsHandlers
from app.page_documents_desk import DocumentsDesk
from app.settings import Settings
from tests.corpus.test_reader import pdf_of

RULES = "节水办法\n第一条 为了节水，制定本办法。\n第二条 节水工作由市水利局负责。\n"
PLAN = (
    "节能方案\n一、总则\n做好节能工作。\n二、任务\n推广节能灯具。（责任单位：市发改委、工信局）\n"
)
PARTS = [
    "status",
    "questions",
    "locked",
    "password",
    "clock",
    "seen",
    "listing",
    "chooser",
    "detail",
    "remove",
    "confirm",
    "question",
    "scope",
]
STAYS = gr.skip()


@pytest.fixture
def tab(tmp_path) -> DocumentsHandlers:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "节水办法.txt").write_text(RULES, "utf-8")
    settings = Settings(
        home=tmp_path / "home", documents=(tmp_path / "documents",), upload_megabytes=1
    )
    return DocumentsHandlers(desk=DocumentsDesk(settings))


def send(tab: DocumentsHandlers, name: str, content: str | bytes = PLAN, **told: Any) -> dict:
    """Send a file as the page does, and read it."""
    path = tab.desk.settings.home / "gradio" / "x" / "upload"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    choice = told.pop("choice", "")
    data = {"selection": "1", "name": name, "path": str(path)} | told
    shown = parts(tab.receive(choice, SimpleNamespace(_data=data)))
    tab.desk.sent.wait()
    return shown


def parts(updates: list[Any]) -> dict[str, Any]:
    return dict(zip(PARTS, updates, strict=True))


def follow(tab: DocumentsHandlers, seen: object = (-1, ()), chosen: str | None = None, scope=()):
    return parts(asyncio.run(tab.follow(seen, chosen, list(scope))))


def test_a_file_is_received_and_its_fate_followed(tab):
    """The clock runs until all is done; then the document is chosen, unless another one is shown."""
    assert send(tab, "方案.txt")["clock"].active
    shown = follow(tab, scope=["节水办法", "没有"])
    assert "已加入：方案.txt → 《节能方案》（编号 方案）" in shown["status"]
    assert "节能方案" in shown["listing"]
    assert shown["chooser"]["value"] == "方案"
    assert shown["scope"]["value"] == ["节水办法"]
    assert not shown["clock"].active
    assert follow(tab, chosen="节水办法")["chooser"]["value"] == "节水办法"
    assert follow(tab, seen=shown["seen"]) == dict.fromkeys(PARTS, STAYS)


def test_what_could_not_be_sent_is_listed(tab, tmp_path):
    """Too large, not sent at all, or no file that was sent: the others are read all the same."""
    send(tab, "方案.txt")
    for told in (
        {"name": "大<b>.pdf", "size": 2_600_000},
        {"name": "夹"},
        {"name": "远.txt", "path": str(tmp_path / "documents" / "节水办法.txt")},
        {"name": "外.txt", "path": "/etc/passwd"},
    ):
        tab.receive("", SimpleNamespace(_data={"selection": "1"} | told))
    shown = follow(tab)["status"]
    assert "成功 1、没有加入 4" in shown
    assert "文件太大：大&lt;b&gt;.pdf（3 MB，最大 1 MB）" in shown
    assert "没有送到：夹<br>下一步：" in shown
    assert "文件不是从网页送来的：远.txt" in shown
    assert (tmp_path / "documents" / "节水办法.txt").exists()
    assert Path("/etc/passwd").exists()


def test_a_sidecar_comes_with_its_document_or_later(tab):
    """In either order; what it corrects is seen in the list."""
    send(tab, "方案.meta.toml", 'number = "甲发〔2024〕1号"')
    assert "没有叫“方案”的上传文件" in follow(tab)["status"]
    send(tab, "方案.txt")
    send(tab, "方案.meta.toml", 'number = "甲发〔2024〕1号"')
    shown = follow(tab)
    assert "已更新旁注：方案.meta.toml → 《节能方案》" in shown["status"]
    assert "甲发〔2024〕1号" in shown["listing"]


def test_a_new_version_is_asked_about_and_replaces_the_one_that_is_chosen(tab):
    """With two versions there, either can be replaced."""
    for at, word in enumerate(("热泵", "电机"), start=2):
        send(tab, f"方案{at}.txt", PLAN.replace("灯具", word), choice="BESIDE")
    send(tab, "方案4.txt")
    asked = follow(tab)["questions"]
    for old in ("方案2", "方案3"):
        assert f'data-choice="{old}"' in asked
    number = tab.desk.sent.now().files[-1].number
    data = {"number": str(number), "choice": "方案3"}
    tab.decide((-1, ()), SimpleNamespace(_data=data))
    tab.desk.sent.wait()
    shown = follow(tab)
    assert "，替换了 方案3.txt" in shown["status"]
    assert shown["questions"] == ""
    uploads = tab.desk.settings.uploads
    assert sorted(path.name for path in uploads.glob("*.txt")) == ["方案2.txt", "方案4.txt"]
    for bad in ({}, {"number": "x"}, {"number": "99", "choice": "没有"}):
        tab.decide((-1, ()), SimpleNamespace(_data=bad))


def test_a_password_that_is_being_typed_stays(tab):
    """Whatever becomes of other files meanwhile; it goes once the files that wait are others."""
    send(tab, "密.pdf", pdf_of([["Plan"]], password="开门"))
    shown = follow(tab)
    assert shown["locked"]["visible"]
    assert shown["password"]["label"] == "打开密码：密.pdf"
    send(tab, "方案.txt")
    assert follow(tab, seen=shown["seen"])["password"] == STAYS
    tab.unlock("开门", shown["seen"])
    tab.desk.sent.wait()
    shown = follow(tab, seen=shown["seen"])
    assert (shown["locked"]["visible"], shown["password"]["value"]) == (False, "")


def test_a_document_that_is_gone_cannot_be_chosen(tab):
    """What became of a file names it still; pressed, the page says that it is not there any more."""
    shown = parts(asyncio.run(tab.choose(SimpleNamespace(_data={"document": "节水办法"}))))
    assert shown["chooser"]["value"] == "节水办法"
    for told in ({"document": "没有"}, {}, None):
        shown = parts(asyncio.run(tab.choose(SimpleNamespace(_data=told))))
        assert shown["chooser"]["value"] is None
        assert "这份文件已不在。" in shown["status"]
