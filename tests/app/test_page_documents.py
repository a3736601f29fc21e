"""The tab 文件 in a browser: documents listed, shown, added, replaced, removed, and answered from."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from app.answer import Question
from app.live_assistant import LiveAssistant
from app.page import build_page
from app.page_documents_desk import DocumentsDesk
from app.page_documents_markup import FILTERED_FROM, detail_html, listing_html
from app.settings import CHECKOUT, Settings, isolated_environment
from app.shelf_reading import describe_known
from app.uploads import KnownDocument, Place
from app.uploads_listing import Named, document_choices
from corpus.description import describe
from corpus.errors import PolicyQAError
from corpus.metadata import override
from corpus.sidecar import sidecar_stamps
from corpus.structure import parse_document
from tests.app.conftest import ServedPage, free_port
from tests.app.fakes_page import HOSTILE_QUOTE, ScriptedAssistant
from tests.corpus.factories import document_of
from tests.corpus.test_reader import pdf_of

RULES = "节水办法\n第一条 为了节水，制定本办法。\n第二条 节水工作由市水利局负责。\n"
PLAN = (
    "节能方案\n一、总则\n做好节能工作。\n二、任务\n推广节能灯具。（责任单位：市发改委、工信局）\n"
)
SLOW = 60_000  # milliseconds for an index to be built, on a machine that has other work


@pytest.fixture(scope="module")
def real_page(tmp_path_factory) -> Iterator[ServedPage]:
    folder = tmp_path_factory.mktemp("real")
    (folder / "documents").mkdir()
    (folder / "documents" / "节水办法.txt").write_text(RULES, "utf-8")
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
def tab(open_window, real_page):
    """The tab, its list there."""
    window = open_window(real_page.address)
    window.page.get_by_role("tab", name="文件").click()
    expect(window.page.locator("#documents-list")).to_contain_text("节水办法.txt")
    return window.page


def send(page, tmp_path, name, content):
    """Choose a file for the page."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    page.locator("#documents-files input[type=file]").set_input_files(path)


def choose(page, title):
    page.get_by_role("combobox", name="查看").click()
    page.get_by_role("option", name=title).click()
    expect(page.locator("#documents-detail h3")).to_have_text(title)


def status(page):
    return page.locator("#documents-status")


@pytest.mark.browser
def test_a_document_is_added_asked_replaced_and_removed(tab, tmp_path, real_page):
    """The whole way: each step is seen in the list, and what is added is answered from."""
    send(tab, tmp_path, "方案.txt", PLAN)
    expect(status(tab)).to_contain_text("已加入：方案.txt", timeout=SLOW)
    expect(tab.locator("#documents-list")).to_contain_text("共 2 份", timeout=SLOW)
    checked = "责任括注 另行计数 1 处，读出 1 处"  # shown once the index has followed
    expect(tab.locator("#documents-detail")).to_contain_text(checked, timeout=SLOW)
    expect(tab.locator(".documents-outline")).to_contain_text("二、任务")

    tab.get_by_role("tab", name="问答").click()
    tab.get_by_role("textbox", name="问题").fill("推广节能灯具由谁负责？")
    tab.keyboard.press("Enter")
    expect(tab.locator(".reply").last).to_contain_text("市发改委", timeout=SLOW)
    tab.get_by_role("tab", name="文件").click()

    send(tab, tmp_path, "方案2.txt", PLAN.replace("灯具", "热泵"))
    question = tab.get_by_role("group", name="方案2.txt 是已有文件的新版本，怎么办？")
    expect(question).to_contain_text("《节能方案》（方案.txt，上传）", timeout=SLOW)
    question.get_by_role("button", name="替换《节能方案》（方案.txt，上传）").press("Enter")
    expect(question).to_have_count(0, timeout=SLOW)
    expect(tab.locator(".documents-told")).to_be_focused()
    expect(status(tab)).to_contain_text("替换了 方案.txt", timeout=SLOW)
    uploads = real_page.folder / "home" / "uploads"
    assert [path.name for path in uploads.glob("*.txt")] == ["方案2.txt"]
    expect(tab.get_by_role("combobox", name="查看")).to_have_value("节能方案", timeout=SLOW)

    tab.get_by_role("button", name="删除", exact=True).click()
    expect(tab.locator("#documents-confirm")).to_contain_text("删去《节能方案》（方案2.txt）？")
    tab.get_by_role("button", name="取消").click()
    expect(tab.locator("#documents-confirm")).to_be_hidden()
    assert list(uploads.glob("*.txt"))
    tab.get_by_role("button", name="删除", exact=True).click()
    tab.get_by_role("button", name="确定删除").click()
    expect(status(tab)).to_contain_text("已删去：《节能方案》", timeout=SLOW)
    expect(tab.locator("#documents-list")).to_contain_text("共 1 份")
    assert list(uploads.glob("*.txt")) == []
    left = [path for path in (real_page.folder / "home" / "gradio").rglob("*") if path.is_file()]
    assert [path for path in left if path.stat().st_size] == []  # what was sent is not kept


@pytest.mark.browser
def test_a_bad_file_is_said_and_the_others_are_added(tab, tmp_path, real_page, open_window):
    """Of three at once one is refused with its reason, one is too large to be sent, one is known.

    All that is said again where the page is opened anew.
    """
    (tmp_path / "空.txt").write_text(" \n", "utf-8")
    (tmp_path / "大.pdf").write_bytes(b"%PDF-" + b"0" * 1_500_000)
    (tmp_path / "副本.txt").write_text(RULES, "utf-8")
    names = [tmp_path / "空.txt", tmp_path / "大.pdf", tmp_path / "副本.txt"]
    tab.locator("#documents-files input[type=file]").set_input_files(names)
    expect(status(tab)).to_contain_text("成功 1、没有加入 2", timeout=SLOW)
    other = open_window(real_page.address).page
    other.get_by_role("tab", name="文件").click()
    for page in (tab, other):
        expect(status(page)).to_contain_text("文件是空的：空.txt")
        expect(status(page)).to_contain_text("文件太大：大.pdf（2 MB，最大 1 MB）")
        expect(status(page)).to_contain_text("已有，没有加入：副本.txt（内容与《节水办法》相同）")
    assert not (real_page.folder / "home" / "uploads" / "副本.txt").exists()


@pytest.mark.browser
def test_a_locked_file_asks_for_its_password(tab, tmp_path, real_page):
    """The page says so and takes the password; a wrong one is said, the right one goes on."""
    send(tab, tmp_path, "密.pdf", pdf_of([["Water saving plan"], ["Goals"]], password="开门"))
    expect(status(tab)).to_contain_text("PDF 有密码：密.pdf", timeout=SLOW)
    field = tab.get_by_label("打开密码：密.pdf")
    assert field.get_attribute("type") == "password"
    field.fill("错")
    tab.get_by_role("button", name="打开并加入").click()
    expect(status(tab)).to_contain_text("PDF 的密码不对：密.pdf", timeout=SLOW)
    expect(field).to_have_value("")
    field.fill("开门")
    tab.keyboard.press("Enter")
    expect(status(tab)).to_contain_text("已加入：密.pdf", timeout=SLOW)
    expect(tab.locator("#documents-lock")).to_be_hidden()
    home = real_page.folder / "home"
    assert (home / "uploads" / "密.pdf").exists()
    assert [path for path in home.rglob("*.pdf") if path.parent.name != "uploads"] == []

    expect(tab.get_by_role("button", name="删除", exact=True)).to_be_enabled(timeout=SLOW)
    tab.get_by_role("button", name="删除", exact=True).click()
    tab.get_by_role("button", name="确定删除").click()
    expect(status(tab)).to_contain_text("已删去", timeout=SLOW)
    send(tab, tmp_path, "密.pdf", pdf_of([["Another"]], password="开门"))
    expect(field).to_be_visible(timeout=SLOW)
    tab.get_by_role("button", name="不加入").click()
    expect(tab.locator("#documents-lock")).to_be_hidden()
    assert list(home.rglob("*.pdf")) == []


@pytest.mark.browser
def test_what_is_not_uploaded_cannot_be_removed(tab):
    """A document of the settings is shown with check and outline, its button stays grey."""
    choose(tab, "节水办法")
    expect(tab.locator("#documents-detail")).to_contain_text("没有要留意的地方")
    expect(tab.get_by_role("button", name="删除", exact=True)).to_be_disabled()


@pytest.mark.browser
def test_what_is_added_elsewhere_is_seen(open_window, real_page, tmp_path):
    """`ingest` in a terminal: opening the tab has the page follow."""
    path = tmp_path / "别处.txt"
    path.write_text(PLAN.replace("节能方案", "别处方案").replace("灯具", "别处"), "utf-8")
    environment = isolated_environment(real_page.folder / "home") | {
        "WENCE_DOCUMENTS": str(real_page.folder / "documents")
    }
    for command in (["ingest", str(path)], ["remove", "别处"]):
        subprocess.run(
            [sys.executable, "-m", "app", *command], cwd=CHECKOUT, env=environment, check=True
        )
        page = open_window(real_page.address).page
        page.get_by_role("tab", name="文件").click()
        count = "共 2 份" if command[0] == "ingest" else "共 1 份"
        expect(page.locator("#documents-list")).to_contain_text(count, timeout=SLOW)


@pytest.mark.browser
def test_the_page_takes_no_file_over_the_limit(real_page):
    """The server refuses what is larger than the setting, whoever sends it."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        + b"a" * 1_500_000
        + b"\r\n--x--\r\n"
    )
    request = urllib.request.Request(
        f"{real_page.address}/gradio_api/upload",
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError) as refused:
        opener.open(request, timeout=20)
    assert refused.value.code == 413
    refused.value.close()


def test_only_this_machine_changes_documents(tmp_path):
    """On an address that others reach they are listed; nothing is added or removed, and why is said."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "节水办法.txt").write_text(RULES, "utf-8")
    settings = Settings(home=tmp_path / "home", documents=(folder,), host="0.0.0.0")
    desk = DocumentsDesk(settings)  # never listened on
    assert [one.known.id for one in desk.described()] == ["节水办法"]
    assert desk.detail("节水办法").parsed.clauses
    upload = tmp_path / "方案.txt"
    upload.write_text(PLAN, "utf-8")
    for action in (
        lambda: desk.remove("方案"),
        lambda: desk.receive(upload, "方案.txt", None),
        lambda: desk.decide(1, ""),
    ):
        with pytest.raises(
            PolicyQAError, match=r"文件只在本机地址上管理，现在的网页开在 0\.0\.0\.0"
        ):
            action()
    assert not (tmp_path / "home" / "uploads").exists()


def test_a_page_that_others_reach_offers_nothing_to_change(tmp_path):
    """Its tab shows the documents and why they cannot be changed, without boxes and buttons."""
    settings = Settings(home=tmp_path, host="0.0.0.0")
    page = build_page(ScriptedAssistant(), settings)
    blocks = {one.elem_id: one for one in page.blocks.values() if getattr(one, "elem_id", None)}
    assert not blocks["documents-intake"].visible
    assert not blocks["documents-remove"].visible
    handlers = {one.name for one in page.fns.values()}
    assert not handlers & {"receive", "decide", "unlock", "remove", "ask_removal"}


@pytest.mark.browser
def test_a_document_is_found_in_the_list_and_its_clause_opened(tab):
    """The title in the list shows the document, an entry of its outline the original."""
    tab.get_by_role("button", name="节水办法").click()
    expect(tab.locator("#documents-detail h3")).to_have_text("节水办法", timeout=SLOW)
    expect(tab.locator("#documents-detail")).to_contain_text("检查")
    tab.locator(".documents-outline").get_by_role("button", name="第二条").click()
    expect(tab.get_by_role("tab", name="问答")).to_have_attribute("aria-selected", "true")
    expect(tab.locator("#panel .clause-text")).to_contain_text("节水工作由市水利局负责")


NOTICE = """云南省节水办法
云水发〔2024〕8号
第一条 为了节水，根据《中华人民共和国水法》，制定本办法。
第二条 本办法自2024年7月1日起施行。《云南省节水暂行办法》（云水发〔2015〕3号）同时废止。《<img>方案》另行制定。

云南省水利厅
2024年5月6日
"""
OLD = "云南省节水暂行办法\n云水发〔2015〕3号\n第一条 做好节水。\n\n云南省水利厅\n2015年2月1日\n"
OLDER = NOTICE.replace("2024", "2019").partition("第二条")[0] + "云南省水利厅\n2019年5月6日\n"


@pytest.fixture
def shown(tmp_path):
    """What the tab shows of three documents, two of them of one title: HTML by id, and the list."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in (("新", NOTICE), ("旧", OLD), ("前", OLDER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    desk = DocumentsDesk(Settings(home=tmp_path / "home", documents=(folder,)))
    details = {one: detail_html(desk.detail(one)) for one in ("新", "旧", "前")}
    return details, listing_html(desk.described())


def test_what_a_document_names_is_shown_with_it(shown):
    """What is at hand can be pressed; what ended it is named where it does not hold any more."""
    details, listing = shown
    assert "<dt>依据</dt><dd><ul><li>《中华人民共和国水法》</li></ul></dd>" in details["新"]
    ended = '<button type="button" data-document="旧">《云南省节水暂行办法》（云水发〔2015〕3号）</button>'
    assert f"<dt>废止</dt><dd><ul><li>{ended}</li></ul></dd>" in details["新"]
    assert '<dt>替代</dt><dd><ul><li><button type="button" data-document="前">' in details["新"]
    assert '<dt>被替代</dt><dd><ul><li><button type="button" data-document="新">' in details["旧"]
    assert "<img" not in details["新"]
    for words in ("已废止", "有更新的版本"):
        assert words in listing


def test_versions_of_one_title_are_told_apart():
    """By day, number and file; where nothing differs by the id."""
    said = describe(parse_document(document_of(NOTICE, "新"))).metadata
    same = {"title": "节水办法", "source": "新.txt"}
    choices = document_choices(
        [
            Named(id="新", **same, said=said),
            Named(id="乙", title="乙", source="乙.txt", said=None),
            Named(id="旧", title="节水办法", source="旧.txt", said=None),
            Named(id="旧（2）", title="节水办法", source="旧.txt", said=None),
        ]
    )
    assert choices == [
        ("节水办法（2024-05-06，云水发〔2024〕8号，新.txt）", "新"),
        ("乙", "乙"),
        ("节水办法（旧.txt）（编号 旧）", "旧"),
        ("节水办法（旧.txt）（编号 旧（2））", "旧（2）"),
    ]


def test_many_documents_come_with_a_box_to_filter_them(tmp_path):
    """Below that they are seen at a glance."""
    said = describe(parse_document(document_of("一、总则\n做好工作。\n", "x")))
    known = [
        KnownDocument(
            id=f"x{at}", title="x", path=tmp_path / "x.txt", place=Place.UPLOADED, pages=0,
            clauses=1, size=1, shared=1, content_hash="0", text_hash="0",
            description=replace(said, document_id=f"x{at}"),
        )
        for at in range(FILTERED_FROM)
    ]  # fmt: skip
    described = describe_known(known, date(2026, 6, 1))
    assert "documents-filter" in listing_html(described)
    assert "documents-filter" not in listing_html(described[:-1])


def test_a_file_that_was_not_sent_is_not_touched(tmp_path):
    """Only what lies where the page receives files is added, and deleted afterwards."""
    desk = DocumentsDesk(Settings(home=tmp_path / "home"))
    foreign = tmp_path / "方案.txt"
    foreign.write_text(PLAN, "utf-8")
    for path in (foreign, tmp_path / "home" / "gradio" / ".." / ".." / "方案.txt"):
        with pytest.raises(PolicyQAError, match="文件不是从网页送来的"):
            desk.receive(path, "方案.txt", None)
    assert foreign.read_text("utf-8") == PLAN


def test_words_of_documents_are_inert():
    """A title or a file's name is text, whatever it looks like."""
    hostile = KnownDocument(
        id="x", title=HOSTILE_QUOTE, path=CHECKOUT / "<img src=x>.txt", place=Place.UPLOADED,
        pages=0, clauses=1, size=1, shared=1, content_hash="0", text_hash="0",
    )  # fmt: skip
    said = describe(parse_document(document_of("一、总则\n做好工作。\n", "x")))
    described = describe_known([replace(hostile, description=said)], date(2026, 6, 1))
    titled = [
        replace(
            one,
            metadata=override(one.metadata, {"title": HOSTILE_QUOTE, "number": HOSTILE_QUOTE}),
        )
        for one in described
    ]
    shown = listing_html(titled)
    assert "&lt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_a_sidecar_that_changes_is_seen_by_the_next_question(tmp_path):
    """Nothing else opens the assistant anew; where that fails, the old one answers, and is kept."""
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    opened = []

    def opener() -> ScriptedAssistant:
        if len(opened) == 2:
            opened.append(None)
            raise PolicyQAError("坏了", hint="再试")
        opened.append(ScriptedAssistant())
        return opened[-1]

    live = LiveAssistant(opener, stamp=lambda: sidecar_stamps([tmp_path]))
    question = Question(text="农业节水由谁负责？")
    live.ask(question)
    (tmp_path / "b.txt").write_text(PLAN, "utf-8")
    live.ask(question)
    assert len(opened) == 1
    for at, content in enumerate(('title = "甲"', 'title = "乙乙"'), start=2):
        (tmp_path / "a.meta.toml").write_text(content, "utf-8")
        assert live.is_behind()
        live.ask(question)
        live.ask(question)
        assert (len(opened), live.is_behind()) == (at, False)
    assert live._current is opened[1]


def test_an_assistant_that_cannot_be_renewed_goes_on_answering():
    """Where the new one fails to open, the old one stays; where it opens, it answers."""
    opened = []

    def opener() -> ScriptedAssistant:
        if len(opened) == 1:
            opened.append(None)
            raise PolicyQAError("坏了", hint="再试")
        opened.append(ScriptedAssistant())
        return opened[-1]

    live = LiveAssistant(opener)
    documents = live.documents()
    with pytest.raises(PolicyQAError):
        live.refresh()
    assert live.documents() == documents
    live.refresh()
    assert live._current is opened[-1]
