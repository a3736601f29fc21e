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
    intake_html,
    listing_html,
    questions_html,
    results_html,
    sent_html,
    status_html,
    told_html,
)
from app.page_documents_record import Sent, SentState
from app.page_scope import scope_choices
from app.shelf_reading import DescribedDocument
from app.uploads import Choice, Place
from app.uploads_listing import Named, document_choices, removal_line
from corpus.errors import PolicyQAError, ReadError

_CHOICES = [
    ("逐个问我", ""),
    ("替换旧的", Choice.REPLACE.name),
    ("与旧的并存", Choice.BESIDE.name),
]
_FAULT = PolicyQAError(
    "程序内部出错，这一步没有做成。",
    hint="再试一次；若仍然出现，请把服务窗口中的记录交给维护人员。",
)
_GONE = PolicyQAError("这份文件已不在。", hint="在列表里另选一份。")
_SCRIPT = Path(__file__).parent / "page_documents.js"
_SECONDS = 0.7  # between two looks at what becomes of files that were sent
_UPDATING = "正在更新索引，其间仍可提问…"
_UNSEEN = (-1, ())

# What a window has seen of the files that were sent: the revision, and those that are locked.
Seen = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsHandlers:
    """What the tab does on its events; a reply is a list of updates, as `updates` makes it."""

    desk: DocumentsDesk

    async def open(self, chosen: str | None, scope: list[str] | None) -> AsyncIterator[list[Any]]:
        """Show the documents; where others have changed them, have the page follow."""
        known = await asyncio.to_thread(self.desk.described)
        sent = self.desk.sent.now()
        behind = not sent.is_busy and await asyncio.to_thread(self.desk.is_behind)
        notice = status_html(_UPDATING) if behind else ""
        yield updates(sent=sent, seen=_UNSEEN, known=known, chosen=chosen, notice=notice)
        if behind:
            yield await self._refreshed("", chosen, scope)

    def receive(self, choice: str, event: gr.EventData) -> list[Any]:
        """Take a file that was sent, or note one that could not be; it is read when its turn comes."""
        told = event._data or {}
        name = str(told.get("name", ""))
        try:
            self.desk.sent.begin(str(told.get("selection", "")))
            if "path" in told:
                wanted = Choice[choice] if choice else None
                self.desk.receive(Path(str(told["path"])), name, wanted)
            elif isinstance(told.get("size"), int):
                limit = self.desk.settings.upload_megabytes
                self.desk.sent.refuse_size(name, told["size"], limit)
            else:
                raise ReadError(
                    Path(name), f"没有送到：{name}", hint="文件夹请打开后选其中的文件；再加一次。"
                )
        except PolicyQAError as error:
            self.desk.sent.refuse(name, error)
        return updates(sent=self.desk.sent.now(), seen=_UNSEEN)

    async def follow(self, seen: Seen, chosen: str | None, scope: list[str] | None) -> list[Any]:
        """Show what has become of the files that were sent, as long as some are on their way."""
        sent = self.desk.sent.now()
        if sent.revision == seen[0]:
            return updates()
        if sent.is_busy and not sent.is_updating:
            return updates(sent=sent, seen=seen)
        known = await asyncio.to_thread(self.desk.described)
        ids = [one.known.id for one in known]
        added = [one.document_id for one in sent.of(SentState.ADDED) if one.document_id in ids]
        if not sent.is_busy and chosen not in ids and added:
            chosen = added[-1]
        renewed = None if sent.is_busy else scope or []
        return updates(sent=sent, seen=seen, known=known, chosen=chosen, scope=renewed)

    def unlock(self, password: str, seen: Seen) -> list[Any]:
        """Try a password on the files that wait for one."""
        if password:
            self.desk.sent.unlock(password)
        return updates(sent=self.desk.sent.now(), seen=seen)

    def give_up(self, seen: Seen) -> list[Any]:
        """Leave the files that wait for a password."""
        sent = self.desk.sent
        sent.give_up([one.number for one in sent.now().of(SentState.LOCKED)])
        return updates(sent=sent.now(), seen=seen)

    def decide(self, seen: Seen, event: gr.EventData) -> list[Any]:
        """Do with a file that is a new version what was chosen."""
        told = event._data or {}
        number = str(told.get("number", ""))
        if number.isdecimal():
            self.desk.decide(int(number), str(told.get("choice", "")))
        return updates(sent=self.desk.sent.now(), seen=seen)

    def dismiss(self, seen: Seen) -> list[Any]:
        """Take what became of earlier files off the page."""
        self.desk.sent.dismiss()
        return updates(sent=self.desk.sent.now(), seen=seen)

    async def _refreshed(
        self, notice: str, chosen: str | None, scope: list[str] | None
    ) -> list[Any]:
        """Have the page answer from the documents of the moment, and show them."""
        try:
            await asyncio.to_thread(self.desk.refresh)
        except PolicyQAError as error:
            notice += results_html((), [error])
        known = await asyncio.to_thread(self.desk.described)
        sent = self.desk.sent.now()
        return updates(
            sent=sent, seen=_UNSEEN, known=known, chosen=chosen, scope=scope or [], notice=notice
        )

    async def show(self, chosen: str | None) -> list[Any]:
        """Show one document."""
        if chosen is None:
            return updates(detail=EMPTY_DETAIL, removable=False)
        try:
            detail = await asyncio.to_thread(self.desk.detail, chosen)
        except PolicyQAError as error:
            return updates(detail=results_html((), [error]), removable=False)
        uploaded = detail.described.known.place is Place.UPLOADED
        removable = uploaded and self.desk.is_open
        return updates(detail=detail_html(detail), removable=removable)

    async def choose(self, event: gr.EventData) -> list[Any]:
        """Choose the document whose title was pressed; it may be gone, or new to this window."""
        chosen = str((event._data or {}).get("document", ""))
        known = await asyncio.to_thread(self.desk.described)
        if any(one.known.id == chosen for one in known):
            return updates(known=known, chosen=chosen)
        notice = results_html((), [_GONE])
        return updates(sent=self.desk.sent.now(), seen=_UNSEEN, known=known, notice=notice)

    async def ask_removal(self, chosen: str | None) -> list[Any]:
        """Ask before a document is removed."""
        known = await asyncio.to_thread(self.desk.documents)
        found = next((one for one in known if one.id == chosen), None)
        return updates(confirm=confirm_html(found) if found else "")

    def keep(self) -> list[Any]:
        """Leave the document where it is."""
        return updates(confirm="")

    async def remove(self, chosen: str | None, scope: list[str] | None) -> AsyncIterator[list[Any]]:
        """Remove a document, and have the page follow."""
        sent = self.desk.sent.now()
        try:
            removed = await asyncio.to_thread(self.desk.remove, chosen)
        except PolicyQAError as error:
            notice = results_html((), [error])
            yield updates(sent=sent, seen=_UNSEEN, notice=notice, confirm="")
            return
        notice = status_html(_UPDATING)
        yield updates(sent=sent, seen=_UNSEEN, notice=notice, confirm="", removable=False)
        done = results_html([removal_line(chosen or "", removed)], ())
        yield await self._refreshed(done, None, scope)

    def report_fault(self) -> list[Any]:
        """Say that the program failed; the page goes on."""
        sent = self.desk.sent.now()
        return updates(sent=sent, seen=_UNSEEN, notice=results_html((), [_FAULT]))


def updates(  # noqa: PLR0913 - one argument for each part of the tab
    *,
    sent: Sent | None = None,
    seen: Seen = _UNSEEN,
    notice: str = "",
    known: tuple[DescribedDocument, ...] | None = None,
    chosen: str | None = None,
    detail: str | None = None,
    removable: bool | None = None,
    confirm: str | None = None,
    scope: Sequence[str] | None = None,
) -> list[Any]:
    """Return the updates of all parts in the order of the outputs; what is None stays.

    `sent` are the files that were sent, below a `notice` of something else; `seen` is what the window
    has seen of them. `known` renews list and choice, with `chosen` chosen; `confirm` shows the
    question or, empty, hides it; `scope` are the documents chosen in the chat, whose choice is
    renewed.
    """
    skip = gr.skip()
    listing = chooser = limits = skip
    if known is not None:
        named = [_named(one) for one in known]
        choices, scopes = document_choices(named), scope_choices(named)
        ids = [name for _, name in choices]
        listing = listing_html(known)
        chooser = gr.update(choices=choices, value=chosen if chosen in ids else None)
        kept = [one for one in scope or () if one in {value for _, value in scopes}]
        limits = skip if scope is None else gr.update(choices=scopes, value=kept)
    return [
        *_sent_updates(sent, seen, notice),
        listing,
        chooser,
        skip if detail is None else detail,
        skip if removable is None else gr.update(interactive=removable),
        skip if confirm is None else gr.update(visible=bool(confirm)),
        skip if confirm is None else confirm,
        limits,
    ]


def _named(one: DescribedDocument) -> Named:
    return Named(
        id=one.known.id,
        title=one.metadata.title.value,
        source=one.known.source,
        said=one.metadata,
    )


def _sent_updates(sent: Sent | None, seen: Seen, notice: str) -> list[Any]:
    """Return the updates of status, questions, password and clock, and what was seen.

    A password that is being typed stays as long as the same files wait for it.
    """
    skip = gr.skip()
    if sent is None:
        return [skip] * 6
    locked = sent.of(SentState.LOCKED)
    numbers = tuple(one.number for one in locked)
    row = password = skip
    if seen == _UNSEEN or numbers != seen[1]:
        row = gr.update(visible=bool(locked))
        password = gr.update(value="", label=f"打开密码：{'、'.join(one.name for one in locked)}")
    return [
        told_html(notice + sent_html(sent)),
        questions_html(sent),
        row,
        password,
        gr.Timer(active=sent.is_busy),
        (sent.revision, numbers),
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
    choice = _lay_intake(handlers.desk.settings.upload_megabytes, visible=is_open)
    locked, password, unlock, give_up = _lay_lock()
    status = gr.HTML(told_html(""), elem_id="documents-status", apply_default_css=False)
    questions = gr.HTML("", elem_id="documents-questions", apply_default_css=False)
    seen, clock = gr.State(_UNSEEN), gr.Timer(_SECONDS, active=False)
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
    outputs = [status, questions, locked, password, clock, seen, listing, chooser, detail]
    outputs += [remove, confirm, question, scope]
    lasting: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": None,
    }
    # Files come one by one while others are still being received: none may be let fall.
    each = options | {"trigger_mode": "multiple"}
    events = [
        tab.select(handlers.open, [chooser, scope], outputs, **lasting),
        listing.show(handlers.choose, None, outputs, **each),
        chooser.change(handlers.show, chooser, outputs, **lasting),
        chooser.change(handlers.keep, None, outputs, **options),
    ]
    if is_open:
        events += [
            listing.send(handlers.receive, choice, outputs, **each),
            listing.decide(handlers.decide, seen, outputs, **each),
            listing.dismiss(handlers.dismiss, seen, outputs, **options),
            clock.tick(handlers.follow, [seen, chooser, scope], outputs, **options),
            unlock.click(handlers.unlock, [password, seen], outputs, **options),
            password.submit(handlers.unlock, [password, seen], outputs, **options),
            give_up.click(handlers.give_up, seen, outputs, **options),
            remove.click(handlers.ask_removal, chooser, outputs, **options),
            keep.click(handlers.keep, None, outputs, **options),
            sure.click(handlers.remove, [chooser, scope], outputs, **lasting),
        ]
    for event in events:
        event.failure(handlers.report_fault, None, outputs, **options)


def _lay_intake(megabytes: int, *, visible: bool) -> gr.Radio:
    with gr.Row(elem_id="documents-intake", visible=visible):
        gr.HTML(
            intake_html(megabytes),
            elem_id="documents-files",
            apply_default_css=False,
            min_width=0,
            scale=3,
        )
        return gr.Radio(
            _CHOICES,
            value="",
            label="遇到新版本（标题或文件名相同，内容不同）",
            elem_id="documents-choice",
            min_width=0,
            scale=2,
        )


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
