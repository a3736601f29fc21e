"""The tab 文件: the documents with check and outline, adding and removing them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from app.page_documents_desk import DocumentsDesk
from app.page_documents_markup import (
    EMPTY_DETAIL,
    closed_html,
    confirm_html,
    detail_html,
    listing_html,
    results_html,
    status_html,
)
from app.shelf_reading import DescribedDocument
from app.uploads import Choice, Place
from app.uploads_listing import outcome_line, removal_line
from corpus.errors import LockedError, PolicyQAError

_CHOICES = [("不加入", ""), ("替换旧的", Choice.REPLACE.name), ("与旧的并存", Choice.BESIDE.name)]
_FAULT = PolicyQAError(
    "程序内部出错，这一步没有做成。",
    hint="再试一次；若仍然出现，请把服务窗口中的记录交给维护人员。",
)
_SCRIPT = Path(__file__).parent / "page_documents.js"
_WAITING_SECONDS = 3600
_UPDATING = "正在更新索引，其间仍可提问…"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsHandlers:
    """What the tab does on its events; a reply is a list of updates, as `updates` makes it."""

    desk: DocumentsDesk

    async def open(self, chosen: str | None) -> AsyncIterator[list[Any]]:
        """Show the documents; where others have changed them, have the page follow."""
        known = await asyncio.to_thread(self.desk.described)
        behind = await asyncio.to_thread(self.desk.is_behind)
        yield updates(known=known, chosen=chosen, status=status_html(_UPDATING) if behind else "")
        if behind:
            yield await self._refreshed((), (), chosen)

    async def add(
        self, paths: list[str] | None, choice: str, waiting: Sequence[str] = (), password: str = ""
    ) -> AsyncIterator[list[Any]]:
        """Add the files that were sent, one by one; those that are locked join those waiting."""
        done: list[str] = []
        faults: list[PolicyQAError] = []
        locked = list(waiting)
        added: str | None = None
        for number, path in enumerate(paths or (), start=1):
            name = Path(path).name
            yield updates(status=status_html(f"正在读取 {number}/{len(paths or ())}：{name}"))
            try:
                wanted = Choice[choice] if choice else None
                outcome = await asyncio.to_thread(self.desk.add, Path(path), wanted, password)
            except PolicyQAError as error:
                faults.append(error)
                locked += [path] if isinstance(error, LockedError) else []
                continue
            done.append(outcome_line(outcome))
            added = outcome.added[0].id if outcome.added else added
        if added is None:
            yield updates(status=results_html(done, faults), clear=True, locked=locked)
            return
        yield updates(status=status_html(_UPDATING), clear=True, locked=locked)
        yield await self._refreshed(done, faults, added)

    async def unlock(
        self, waiting: list[str], password: str, choice: str
    ) -> AsyncIterator[list[Any]]:
        """Add the files that wait for a password; those it does not open wait on."""
        if not password:
            yield updates(locked=waiting)
            return
        async for update in self.add(waiting, choice, password=password):
            yield update

    async def give_up(self, waiting: list[str]) -> list[Any]:
        """Leave the files that wait for a password."""
        await asyncio.to_thread(self.desk.forget, [Path(one) for one in waiting])
        return updates(status="", locked=[])

    async def _refreshed(
        self, done: Sequence[str], faults: Sequence[PolicyQAError], chosen: str | None
    ) -> list[Any]:
        """Have the page answer from the documents of the moment, and show them."""
        try:
            await asyncio.to_thread(self.desk.refresh)
        except PolicyQAError as error:
            faults = (*faults, error)
        known = await asyncio.to_thread(self.desk.described)
        status = results_html(done, faults) if done or faults else ""
        return updates(status=status, known=known, chosen=chosen, scope=True)

    async def show(self, chosen: str | None) -> list[Any]:
        """Show one document."""
        if chosen is None:
            return updates(detail=EMPTY_DETAIL, removable=False, confirm="")
        try:
            detail = await asyncio.to_thread(self.desk.detail, chosen)
        except PolicyQAError as error:
            return updates(detail=results_html((), [error]), removable=False, confirm="")
        uploaded = detail.described.known.place is Place.UPLOADED
        removable = uploaded and self.desk.is_open
        return updates(detail=detail_html(detail), removable=removable, confirm="")

    def choose(self, event: gr.EventData) -> str:
        """Choose the document whose title was pressed in the list."""
        return str((event._data or {}).get("document", ""))

    async def ask_removal(self, chosen: str | None) -> list[Any]:
        """Ask before a document is removed."""
        known = await asyncio.to_thread(self.desk.documents)
        found = next((one for one in known if one.id == chosen), None)
        return updates(confirm=confirm_html(found) if found else "")

    def keep(self) -> list[Any]:
        """Leave the document where it is."""
        return updates(confirm="")

    async def remove(self, chosen: str | None) -> AsyncIterator[list[Any]]:
        """Remove a document, and have the page follow."""
        try:
            removed = await asyncio.to_thread(self.desk.remove, chosen)
        except PolicyQAError as error:
            yield updates(status=results_html((), [error]), confirm="")
            return
        yield updates(status=status_html(_UPDATING), confirm="", removable=False)
        yield await self._refreshed([removal_line(chosen or "", removed)], (), None)

    def report_fault(self) -> list[Any]:
        """Say that the program failed; the page goes on."""
        return updates(status=results_html((), [_FAULT]), clear=True)


def updates(  # noqa: PLR0913 - one argument for each part of the tab
    *,
    status: str | None = None,
    known: tuple[DescribedDocument, ...] | None = None,
    chosen: str | None = None,
    detail: str | None = None,
    removable: bool | None = None,
    confirm: str | None = None,
    clear: bool = False,
    scope: bool = False,
    locked: list[str] | None = None,
) -> list[Any]:
    """Return the updates of all parts in the order of the outputs; what is None stays.

    `known` renews list and choice, with `chosen` chosen; `confirm` shows the question or, empty,
    hides it; `clear` empties the box of files; `scope` renews the documents of the chat; `locked`
    are the files that wait for a password, which is emptied.
    """
    skip = gr.skip()
    listing = chooser = scope_choices = skip
    if known is not None:
        ids = [one.known.id for one in known]
        listing = listing_html(known)
        choices = named_choices([(one.metadata.title.value, one.known.id) for one in known])
        chooser = gr.update(choices=choices, value=chosen if chosen in ids else None)
        scope_choices = gr.update(choices=choices, value=[]) if scope else skip
    return [
        skip if status is None else status,
        listing,
        chooser,
        skip if detail is None else detail,
        skip if removable is None else gr.update(interactive=removable),
        skip if confirm is None else gr.update(visible=bool(confirm)),
        skip if confirm is None else confirm,
        None if clear else skip,
        scope_choices,
        skip if locked is None else locked,
        skip if locked is None else gr.update(visible=bool(locked)),
        skip if locked is None else gr.update(value="", label=_password_label(locked)),
    ]


def _password_label(locked: Sequence[str]) -> str:
    return f"打开密码：{'、'.join(Path(one).name for one in locked)}"


def named_choices(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return documents to choose from, title and id; of one title, the ids are shown as well."""
    titles = [title for title, _ in choices]
    return [
        (title if titles.count(title) == 1 else f"{title}（编号 {name}）", name)
        for title, name in choices
    ]


def lay_documents(
    desk: DocumentsDesk, tab: gr.Tab, scope: gr.Dropdown, options: dict[str, Any]
) -> None:
    """Lay out the tab's content inside `tab` and connect its events.

    `scope` chooses among the documents in the chat; `options` are those of every event that is
    answered at once.
    """
    with gr.Column(elem_id="documents", min_width=0):
        try:
            desk.require_open()
        except PolicyQAError as error:
            gr.HTML(closed_html(error), apply_default_css=False)
        _connect(DocumentsHandlers(desk=desk), tab, scope, options)


def _connect(
    handlers: DocumentsHandlers, tab: gr.Tab, scope: gr.Dropdown, options: dict[str, Any]
) -> None:
    is_open = handlers.desk.is_open
    files, choice = _lay_intake(visible=is_open)
    # A session that ends, or an hour without an event, leaves no file behind.
    waiting = gr.State(
        [],
        time_to_live=_WAITING_SECONDS,
        delete_callback=lambda paths: handlers.desk.forget([Path(one) for one in paths]),
    )
    locked, password, unlock, give_up = _lay_lock()
    status = gr.HTML("", elem_id="documents-status", apply_default_css=False)
    listing = gr.HTML(
        "",
        elem_id="documents-list",
        apply_default_css=False,
        js_on_load=_SCRIPT.read_text(encoding="utf-8"),
    )
    chooser, remove = _lay_chooser(removable=is_open)
    with gr.Row(visible=False, elem_id="documents-confirm") as confirm:
        question = gr.HTML("", apply_default_css=False)
        sure = gr.Button("确定删除", variant="stop", min_width=104, scale=0)
        keep = gr.Button("取消", min_width=72, scale=0)
    detail = gr.HTML(EMPTY_DETAIL, elem_id="documents-detail", apply_default_css=False)
    outputs = [status, listing, chooser, detail, remove, confirm, question, files, scope]
    outputs += [waiting, locked, password]
    taken = [waiting, password, choice]
    lasting: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": None,
    }
    events = [
        tab.select(handlers.open, chooser, outputs, **lasting),
        listing.show(handlers.choose, None, chooser, **options),
        chooser.change(handlers.show, chooser, outputs, **lasting),
    ]
    if is_open:
        events += [
            files.upload(handlers.add, [files, choice, waiting], outputs, **lasting),
            unlock.click(handlers.unlock, taken, outputs, **lasting),
            password.submit(handlers.unlock, taken, outputs, **lasting),
            give_up.click(handlers.give_up, waiting, outputs, **options),
            remove.click(handlers.ask_removal, chooser, outputs, **options),
            keep.click(handlers.keep, None, outputs, **options),
            sure.click(handlers.remove, chooser, outputs, **lasting),
        ]
    for event in events:
        event.failure(handlers.report_fault, None, outputs, **options)


def _lay_intake(*, visible: bool) -> tuple[gr.File, gr.Radio]:
    with gr.Row(elem_id="documents-intake", visible=visible):
        files = gr.File(
            label="加入文件",
            file_count="multiple",
            elem_id="documents-files",
            height=120,
            min_width=0,
            scale=3,
        )
        # Gradio's own example is a file at github.com, and the page would name that address.
        files.example_inputs = lambda: None  # type: ignore[method-assign] # Gradio has no setting
        choice = gr.Radio(
            _CHOICES,
            value="",
            label="遇到新版本（标题或文件名相同，内容不同）",
            elem_id="documents-choice",
            min_width=0,
            scale=2,
        )
    return files, choice


def _lay_lock() -> tuple[gr.Row, gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(visible=False, elem_id="documents-lock") as locked:
        password = gr.Textbox(
            label="打开密码", type="password", max_lines=1, min_width=0, scale=3, max_length=200
        )
        unlock = gr.Button("打开并加入", min_width=104, scale=0)
        give_up = gr.Button("不加入", min_width=72, scale=0)
    return locked, password, unlock, give_up


def _lay_chooser(*, removable: bool) -> tuple[gr.Dropdown, gr.Button]:
    with gr.Row(elem_id="documents-chooser"):
        chooser = gr.Dropdown(
            [], value=None, label="查看", elem_id="documents-chosen", min_width=0, scale=3
        )
        remove = gr.Button(
            "删除",
            interactive=False,
            visible=removable,
            elem_id="documents-remove",
            min_width=72,
            scale=0,
        )
    return chooser, remove
