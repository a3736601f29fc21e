"""The tabs 任务与责任, 目标指标 and 义务自查: tables of facts with filters, clauses and files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from app.checklist import Category
from app.page_clause import read_span
from app.page_tables_desk import TablesDesk
from app.page_tables_markup import (
    ASK_PROFILE,
    PLACE,
    drawer_html,
    fault_html,
    file_labels,
    tables_html,
    waiting_html,
)
from app.profile import Project, make_profile
from app.table_files import FORMATS
from app.table_rows import Wanted, split_words
from app.tables import FactTable
from corpus.errors import PolicyQAError

TASKS, TARGETS, DUTIES = "tasks", "targets", "duties"
_COLUMNS = {
    TASKS: (
        "序号", "工作任务", "主要内容（原文）", "牵头单位", "责任（配合）单位", "目标指标", "完成时限",
        PLACE, "备注",
    ),
    TARGETS: ("序号", "指标", "目标值", "时限", "原文", "责任单位", PLACE, "备注"),
    DUTIES: (
        "序号", "类别", "要求（原文）", "为什么适用", "待核对", "时限", "责任单位", "后果", PLACE,
    ),
}  # fmt: skip
_EMPTY = (
    "没有符合条件的内容。去掉一个条件再看；单位可以写简称，关键词写一个就够。文件在“文件”页加入。"
)
_NO_DUTY = "没有找到适用的条款。核对地区和行业的写法，去掉类别的限定，或在“文件”页加入更多文件。"
_FAULT = PolicyQAError(
    "程序内部出错，这一步没有做成。",
    hint="再试一次；若仍然出现，请把服务窗口中的记录交给维护人员。",
)
_SCRIPT = Path(__file__).parent / "page_tables.js"
_LONGEST = 200  # characters of a box

Choices = Callable[[Any], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesHandlers:
    """What the tabs do on their events; a reply is the table and the files, in the order of outputs."""

    desk: TablesDesk
    kind: str

    async def list_facts(
        self,
        documents: list[str] | None,
        agency: str | None,
        year: str | None,
        keywords: str,
    ) -> AsyncIterator[list[Any]]:
        """Show the tasks or goals that fit; then the files to be taken away."""
        known = [one.id for one in self.desk.catalogue.documents]
        wanted = Wanted(
            documents=tuple(one for one in known if one in (documents or ())),
            agency=(agency or "").strip()[:_LONGEST],
            year=int(year) if year and year.isdecimal() else None,
            keywords=split_words(keywords[:_LONGEST]),
        )
        make = self.desk.tasks if self.kind == TASKS else self.desk.targets
        async for shown in self._shown(lambda: (make(wanted),), _EMPTY):
            yield shown

    async def check(
        self,
        documents: list[str] | None,
        categories: list[str],
        *told: Any,  # noqa: ANN401 - what the boxes of the form hold
    ) -> AsyncIterator[list[Any]]:
        """Show what applies to the enterprise that the form describes."""
        keys = (
            "name", "region", "industry", "energy", "project", "equipment", "products", "amounts",
        )  # fmt: skip
        try:
            profile = make_profile({key: one for key, one in zip(keys, told, strict=True) if one})
        except PolicyQAError as error:
            yield [fault_html(error), *_no_files()]
            return
        chosen = [Category(one) for one in categories]
        yield [waiting_html(), *_no_files()]
        async for shown in self._shown(
            lambda: self.desk.check(profile, documents or (), chosen), _NO_DUTY
        ):
            yield shown

    async def _shown(
        self, make: Callable[[], Sequence[FactTable]], empty: str
    ) -> AsyncIterator[list[Any]]:
        tables = await asyncio.to_thread(make)
        markup = tables_html(tables, _COLUMNS[self.kind], empty=empty)
        yield [markup, *_no_files()]
        if not any(table.rows for table in tables):
            return
        try:
            files = await asyncio.to_thread(self.desk.write, tables)
        except PolicyQAError as error:
            yield [markup + fault_html(error), *_no_files()]
            return
        yield [gr.skip(), *(gr.update(value=path, visible=True) for path in files)]

    async def open(self, *told: Any) -> AsyncIterator[list[Any]]:  # noqa: ANN401 - handed on as it comes
        """Show the table when the tab is opened."""
        async for shown in self.list_facts(*told):
            yield shown

    def show(self, event: gr.EventData) -> str:
        """Show the clause that a row or a neighbour points to; nothing when the drawer is closed."""
        target = event._data or {}
        clause_id = str(target.get("clause", ""))
        return drawer_html(self.desk.clause(clause_id, read_span(target)) if clause_id else "")

    def report_fault(self) -> list[Any]:
        """Say that the program failed; the page goes on."""
        return [fault_html(_FAULT), *_no_files()]


def _no_files() -> list[Any]:
    return [gr.update(value=None, visible=False) for _ in FORMATS]


def lay_tables(desk: TablesDesk, choices: Choices, options: dict[str, Any]) -> None:
    """Lay out the three tabs and connect their events.

    `choices` gives the documents that can be chosen, `options` are those of every event that is
    answered at once.
    """
    for kind, name in ((TASKS, "任务与责任"), (TARGETS, "目标指标")):
        with gr.Tab(name, id=kind) as tab, _sheet(kind):
            _lay_facts(TablesHandlers(desk=desk, kind=kind), tab, choices, options)
    with gr.Tab("义务自查", id=DUTIES) as tab, _sheet(DUTIES):
        _lay_duties(TablesHandlers(desk=desk, kind=DUTIES), tab, choices, options)


def _sheet(kind: str) -> gr.Column:
    return gr.Column(elem_id=kind, elem_classes="tables", min_width=0)


def _lay_facts(
    handlers: TablesHandlers, tab: gr.Tab, choices: Choices, options: dict[str, Any]
) -> None:
    with gr.Row(elem_classes="tables-filters"):
        documents = _documents()
        agency = gr.Dropdown(
            [], value=None, label="责任单位", allow_custom_value=True, min_width=0, scale=2
        )
        year = gr.Dropdown([], value=None, label="年份", min_width=0, scale=1)
        words = gr.Textbox(
            label="行业或关键词", placeholder="如 钢铁", max_length=_LONGEST, min_width=0, scale=2
        )
        look = gr.Button("查看", variant="primary", min_width=72, scale=0)
        clear = gr.Button("清空条件", min_width=120, scale=0)
    inputs = [documents, agency, year, words]
    outputs, drawer = _lay_result("")
    events = [
        event(handlers.list_facts, inputs, outputs, **_lasting())
        for event in (look.click, words.submit, documents.input, agency.input, year.input)
    ]
    emptied = clear.click(lambda: [[], None, None, ""], None, inputs, **options)
    events.append(emptied.then(handlers.list_facts, inputs, outputs, **_lasting()))

    def renewed() -> list[Any]:
        years = [("不限", ""), *((f"{one}年", str(one)) for one in handlers.desk.years())]
        units = [("不限", ""), *((one, one) for one in handlers.desk.agencies())]
        return [
            gr.update(choices=choices(handlers.desk.assistant)),
            gr.update(choices=units),
            gr.update(choices=years),
        ]

    opened = tab.select(renewed, None, [documents, agency, year], **options)
    events += [opened, opened.then(handlers.open, inputs, outputs, **_lasting())]
    _connect(handlers, events, outputs, drawer, options)


def _lay_duties(
    handlers: TablesHandlers, tab: gr.Tab, choices: Choices, options: dict[str, Any]
) -> None:
    box: dict[str, Any] = {"max_length": _LONGEST, "min_width": 160}
    with gr.Row(elem_classes="tables-filters"):
        region = gr.Textbox(label="地区", placeholder="如 福建省福州市", **box)
        industry = gr.Textbox(label="行业", placeholder="如 钢铁、焦化", **box)
        energy = gr.Textbox(label="年综合能耗（吨标准煤）", placeholder="如 6000", **box)
        project = gr.CheckboxGroup(
            [one.value for one in Project],
            label="项目类型",
            min_width=200,
            elem_classes="tables-boxes",
        )
    with gr.Row(elem_classes="tables-filters"):
        equipment = gr.Textbox(label="设备", placeholder="如 锅炉、电机", **box)
        products = gr.Textbox(label="产品", placeholder="如 粗钢", **box)
        amounts = gr.Textbox(
            label="其他数量（名称、数、单位）",
            placeholder="如 年用水量12万立方米、职工300人",
            **box,
        )
        name = gr.Textbox(label="企业名称（可不填）", **box)
    with gr.Row(elem_classes="tables-filters"):
        documents = _documents()
        categories = gr.Dropdown(
            [one.value for one in Category],
            value=[],
            multiselect=True,
            label="类别（不选即全部）",
            min_width=0,
            scale=2,
        )
        look = gr.Button("自查", variant="primary", min_width=96, scale=0)
    told = [name, region, industry, energy, project, equipment, products, amounts]
    inputs = [documents, categories, *told]
    outputs, drawer = _lay_result(ASK_PROFILE)
    boxes = (name, region, industry, energy, equipment, products, amounts)
    events = [
        event(handlers.check, inputs, outputs, **_lasting())
        for event in (look.click, *(one.submit for one in boxes))
    ]
    events.append(
        tab.select(
            lambda: gr.update(choices=choices(handlers.desk.assistant)), None, documents, **options
        )
    )
    _connect(handlers, events, outputs, drawer, options)


def _documents() -> gr.Dropdown:
    return gr.Dropdown(
        [], value=[], multiselect=True, label="文件（不选即全部）", min_width=0, scale=3
    )


def _lay_result(first: str) -> tuple[list[Any], gr.HTML]:
    """Lay out the buttons for files, the table and the drawer for a clause."""
    with gr.Row(elem_classes="tables-files"):
        files = [_lay_download(label) for label in file_labels()]
    table = gr.HTML(first, apply_default_css=False, elem_classes="tables-result")
    drawer = gr.HTML(
        "",
        apply_default_css=False,
        elem_classes="tables-aside",
        js_on_load=_SCRIPT.read_text(encoding="utf-8"),
    )
    return [table, *files], drawer


def _lay_download(label: str) -> gr.DownloadButton:
    button = gr.DownloadButton(label, size="sm", visible=False, min_width=0, elem_classes="file")
    # Gradio's own example is a file at github.com, and the page would name that address.
    button.example_inputs = lambda: None  # type: ignore[method-assign] # Gradio has no switch for it
    return button


def _lasting() -> dict[str, Any]:
    return {"show_progress": "minimal", "api_visibility": "private", "concurrency_limit": None}


def _connect(
    handlers: TablesHandlers,
    events: Sequence[Any],
    outputs: list[Any],
    drawer: gr.HTML,
    options: dict[str, Any],
) -> None:
    # Each counts: a drawer may be closed before the clause that was asked for has come.
    drawer.show(handlers.show, None, drawer, **options, trigger_mode="multiple")
    for event in events:
        event.failure(handlers.report_fault, None, outputs, **options)
