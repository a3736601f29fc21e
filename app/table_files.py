"""Tables of facts as files: xlsx, CSV and Markdown; what a document says is inert in each of them.

Conventions of the annex of an official document (附件): the tag 附件 at the top left, the title below,
totals, a head that is repeated on every page, A4 across, what repeats in the first columns drawn as
one cell. A CSV opens with a byte order mark, by which Excel knows that it is UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.present import escape_markdown
from app.spreadsheet import mark_text, neutralise, write_row
from app.tables import FactTable

_BROAD, _NARROW, _FIGURE = 46, 18, 7  # widths in characters
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))  # in the name of a sheet
_LONGEST_SHEET = 28
_LONG = 40  # characters; a column whose cells are longer is broad


def to_csv(tables: Sequence[FactTable]) -> bytes:
    """Return tables as one CSV in UTF-8 with a byte order mark: a head, the rows, then the totals.

    Of several tables the first column says which a row is of.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    several = len(tables) > 1
    lines: list[Sequence[str]] = []
    for table in tables:
        name = (table.title,) if several else ()
        lines = lines or [(*(("表",) if several else ()), *table.columns)]
        lines += [(*name, *row.cells) for row in table.rows]
    for table in tables:
        name = (table.title,) if several else ()
        lines += [(*name, line) for line in (*table.totals, *table.remarks)]
    writer.writerows([neutralise(cell) for cell in line] for line in lines)
    return stream.getvalue().encode("utf-8-sig", "replace")


def to_markdown(tables: Sequence[FactTable]) -> bytes:
    """Return tables as Markdown in which nothing from a document is markup."""
    return "\n".join(line for table in tables for line in _markdown(table)).encode(
        "utf-8", "replace"
    )


def _markdown(table: FactTable) -> Iterable[str]:
    yield f"# {escape_markdown(table.title)}\n"
    yield from (f"{escape_markdown(line)}\n" for line in (*table.totals, *table.remarks))
    if not table.rows:
        return
    yield f"| {' | '.join(table.columns)} |"
    yield f"| {' | '.join('---' for _ in table.columns)} |"
    for row in table.rows:
        yield f"| {' | '.join(_cell(one) for one in row.cells)} |"
    yield ""


def _cell(text: str) -> str:
    return "<br>".join(escape_markdown(line) for line in text.split("\n"))


def to_workbook(tables: Sequence[FactTable]) -> bytes:
    """Return tables as an xlsx workbook, a sheet each, ready to be printed."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        name = table.title.rpartition("》")[2] or "表"
        _fill(book.create_sheet(name.translate(_FORBIDDEN)[:_LONGEST_SHEET]), table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, table: FactTable) -> None:  # noqa: ANN401 - openpyxl ships no types
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    above = (["附件"], [table.title], ["".join(table.totals[:1])], table.columns)
    head, last = len(above), len(above) + len(table.rows)
    below = ([words] for words in (*table.totals[1:], *table.remarks))
    for at, cells in enumerate((*above, *(row.cells for row in table.rows), *below), 1):
        write_row(sheet, at, cells)
    end = last + len(table.totals[1:]) + len(table.remarks)
    width = len(table.columns)
    for at in (1, 2, 3, *range(last + 1, end + 1)):
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
    wrap = Alignment(wrap_text=True, vertical="top")
    line = Side(style="thin", color="808080")
    font, grid = Font(name="仿宋", size=10), Border(left=line, right=line, top=line, bottom=line)
    plain = NamedStyle(name=f"文字{sheet.title}", font=font, alignment=wrap)
    framed = NamedStyle(name=f"表格{sheet.title}", font=font, alignment=wrap, border=grid)
    for style in (plain, framed):  # by name: a style for each cell would take minutes
        sheet.parent.add_named_style(style)
    for at, shown in enumerate(sheet.iter_rows(min_row=1, max_row=end, max_col=width), 1):
        for cell in shown:
            cell.style = framed.name if head <= at <= last else plain.name
            mark_text(cell)
    for cell in sheet[head][:width]:
        cell.font = Font(name="黑体", size=10)
        cell.fill = PatternFill("solid", fgColor="E8EDF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.cell(1, 1).font = Font(name="黑体", size=12)
    sheet.cell(2, 1).font = Font(name="方正小标宋简体", size=16)
    sheet.cell(2, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[2].height = 28
    _merge_repeated(sheet, table, head + 1)
    _set_page(sheet, table, head, last)


def _merge_repeated(sheet: Any, table: FactTable, first: int) -> None:  # noqa: ANN401 - openpyxl has no types
    """Draw cells of the first columns that repeat those above as one; a column within those before."""
    for column in range(1, table.merged + 1):
        start = 0
        keys = [row.cells[1 : column + 1] for row in table.rows]
        for at in range(1, len(keys) + 1):
            if at < len(keys) and keys[at] == keys[start]:
                continue
            if at - start > 1:
                sheet.merge_cells(
                    start_row=first + start,
                    end_row=first + at - 1,
                    start_column=column + 1,
                    end_column=column + 1,
                )
            start = at


def _set_page(sheet: Any, table: FactTable, head: int, last: int) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(table.columns):
        longest = max((len(row.cells[at]) for row in table.rows), default=0)
        width = _BROAD if longest > _LONG else _NARROW
        width = _FIGURE if longest <= _FIGURE and len(name) <= _FIGURE // 2 + 1 else width
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    sheet.freeze_panes = f"B{head + 1}"
    if not table.merged:
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{last}"
    sheet.print_title_rows = f"{head}:{head}"
    page = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


FORMATS: dict[str, Callable[[Sequence[FactTable]], bytes]] = {
    "xlsx": to_workbook,
    "csv": to_csv,
    "md": to_markdown,
}
