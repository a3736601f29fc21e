"""The tabs of tables as handlers and markup: what comes when, files, inert words."""

from __future__ import annotations

import asyncio

import pytest

from app.assistant import Assistant
from app.catalogue import Catalogue
from app.page_tables import DUTIES, TASKS, TablesHandlers
from app.page_tables_desk import TablesDesk
from app.page_tables_markup import SHOWN_ROWS, drawer_html, tables_html
from app.settings import Settings
from app.table_rows import NOTHING_LEFT_OUT
from app.tables import FactTable, Row
from corpus.structure import parse_document
from tests.app.fakes_page import EVIL
from tests.app.fakes_page import TABLES_PLAN as PLAN
from tests.corpus.factories import document_of


@pytest.fixture
def desk(tmp_path):
    """A desk over the plan, without a server."""
    catalogue = Catalogue([parse_document(document_of(PLAN, "节水方案"))])
    assistant = Assistant(catalogue, None, skipped=(f"{EVIL}.pdf：读不出",))
    return TablesDesk(assistant, Settings(home=tmp_path))


def last(replies):
    async def collect():
        return [one async for one in replies]

    return asyncio.run(collect())


def test_handlers_show_first_and_write_then(desk):
    """The table comes at once, the files after it; what was not read is told."""
    replies = last(TablesHandlers(desk=desk, kind=TASKS).list_facts(["节水方案"], "水利局", "", ""))
    assert len(replies) == 2
    assert "共1项" in replies[0][0]
    assert "有 1 个文件没有读出" in replies[0][0]
    paths = [update["value"] for update in replies[1][1:]]
    assert [path.suffix for path in paths] == [".xlsx", ".csv", ".md"]
    assert all(path.stat().st_size for path in paths)
    assert EVIL not in replies[0][0]


def test_the_form_takes_what_it_is_told(desk):
    """Boxes left empty are not told; a category limits both lists."""
    handlers = TablesHandlers(desk=desk, kind=DUTIES)
    told = ("", "福州市", "钢铁", "", [], "", "", "")
    (waiting, shown, _files) = last(handlers.check(None, ["必须"], *told))
    assert "正在逐条核对" in waiting[0]
    assert "共1条：必须1条。" in shown[0]
    assert "再生水" not in shown[0]
    (fault,) = last(handlers.check(None, [], *("",) * 4, [], "", "", ""))
    assert "地区和行业都没有写" in fault[0]


def test_files_of_old_tables_go(desk):
    """No more than a few sets are kept."""
    table = desk.tasks(NOTHING_LEFT_OUT)
    for _ in range(16):
        desk.write([table])
    home = desk.write([table])[0].parent.parent
    assert len(list(home.iterdir())) <= 13


def test_what_documents_say_is_inert():
    """Markup in a title, a cell, a remark or an id stays text."""
    catalogue = Catalogue([parse_document(document_of(PLAN, "节水方案"))])
    source = catalogue.parsed[0].facts.tasks[0].source
    rows = (Row(cells=(EVIL, EVIL), source=source),) * (SHOWN_ROWS + 5)
    table = FactTable(
        title=EVIL, columns=("序号", "依据条款"), rows=rows, totals=(EVIL,), remarks=(EVIL,)
    )
    shown = tables_html([table], table.columns, empty="")
    assert "<img" not in shown
    assert shown.count("<tr>") == SHOWN_ROWS + 1
    assert "其余 5 行在下载的文件里" in shown
    assert drawer_html("") == ""
