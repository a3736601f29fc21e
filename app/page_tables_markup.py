"""Tables of facts as HTML; all words of documents and of users inert."""

from __future__ import annotations

from collections.abc import Sequence

from app.page_markup import inert
from app.table_files import FORMATS
from app.tables import FactTable, Row
from corpus.errors import PolicyQAError

SHOWN_ROWS = 300  # more would make the page heavy; the files hold all
FORMAT_NAMES = {"xlsx": "Excel", "csv": "CSV", "md": "Markdown"}
PLACE = "依据条款"
ASK_PROFILE = '<p class="tables-note">填好地区和行业，按“自查”：分别列出确定适用和可能适用的要求、支持、处罚和时限。</p>'
_WAITING = '<p class="tables-note" role="status">正在逐条核对…</p>'
_LONG = {
    "主要内容（原文）", "要求（原文）", "原文", "为什么适用", "待核对", "对象（原文）", "备注", "责任单位",
    "责任（配合）单位",
}  # fmt: skip


def tables_html(tables: Sequence[FactTable], columns: Sequence[str], *, empty: str) -> str:
    """Return tables with these of their columns, or what to do where none has a row."""
    if not any(table.rows for table in tables):
        lines = "".join(_note(line) for table in tables for line in table.remarks)
        return f'<p class="tables-nothing" role="status">{inert(empty)}</p>{lines}'
    return "".join(_table(table, columns) for table in tables)


def _table(table: FactTable, columns: Sequence[str]) -> str:
    total, *rest = table.totals
    shown = table.rows[:SHOWN_ROWS]
    more = len(table.rows) - len(shown)
    cut = _note(f"这里显示前 {len(shown)} 行，其余 {more} 行在下载的文件里。") if more else ""
    places = [(name, table.columns.index(name)) for name in columns]
    heads = "".join(f'<th scope="col">{inert(name)}</th>' for name in columns)
    rows = "".join(_row(row, places) for row in shown)
    details = "".join(_note(line) for line in (*rest, *table.remarks))
    grid = (
        f'<div class="tables-scroll" role="region" tabindex="0" aria-label="{inert(table.title)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    return (
        f'<section class="tables-one"><h3>{inert(table.title)}</h3>'
        f'<p class="tables-total" role="status">{inert(total)}</p>{details}{cut}'
        f"{grid if shown else ''}</section>"
    )


def _row(row: Row, places: Sequence[tuple[str, int]]) -> str:
    cells = "".join(_cell(row, name, row.cells[at]) for name, at in places)
    return f"<tr>{cells}</tr>"


def _cell(row: Row, name: str, text: str) -> str:
    words = "<br>".join(inert(line) for line in text.split("\n"))
    if name == PLACE:
        span = row.source.span
        words = (
            f'<button type="button" data-clause="{inert(row.source.clause_id)}" '
            f'data-start="{span.start}" data-end="{span.end}" aria-haspopup="dialog">{words}</button>'
        )
    kind = ' class="tables-long"' if name in _LONG and text else ""
    body = f"<div{kind}>{words}</div>" if text else '<span class="tables-none">—</span>'
    return f'<td data-name="{inert(name)}">{body}</td>'


def _note(line: str) -> str:
    return f'<p class="tables-note">{inert(line)}</p>'


def waiting_html() -> str:
    """Return what stands in the place of a table while it is made."""
    return _WAITING


def fault_html(error: PolicyQAError) -> str:
    """Return what went wrong, and the next step."""
    return (
        f'<p class="tables-fault" role="alert">{inert(error.message)}<br>'
        f"下一步：{inert(error.hint)}</p>"
    )


def drawer_html(clause: str) -> str:
    """Return a clause as the drawer beside a table holds it, with a button to close it."""
    if not clause:
        return ""
    return (
        '<div class="tables-drawer" role="dialog" aria-label="条款原文" tabindex="-1">'
        '<p class="tables-bar"><button type="button" class="tables-close" data-close="">'
        f"关闭（Esc）</button></p>{clause}</div>"
    )


def file_labels() -> tuple[str, ...]:
    """Return what the buttons are called that take files away."""
    return tuple(f"下载 {FORMAT_NAMES[form]}" for form in FORMATS)
