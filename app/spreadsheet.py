"""Text in cells: what a spreadsheet would take for a formula, or cannot hold, is put right; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.answer_lines import plain

LONGEST_CELL = 32_000  # characters; Excel holds 32,767
# What begins a formula, also in full width, which Excel in Chinese and Japanese reads alike.
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}  # which XML does not allow
_OPENS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def opens_formula(text: str) -> bool:
    r"""Tell whether a spreadsheet may take `text` for a formula; blanks before it do not help.

    >>> [opens_formula(text) for text in ("=1+1", "\t@SUM(A1)", "－15%", "15%以上")]
    [True, True, True, False]
    """
    return text[:1] in {"\t", "\r", "\n"} or text.lstrip().startswith(_OPENS_FORMULA)


def shorten(text: str) -> str:
    """Return `text` as a cell holds it: no control characters, not too long, cut visibly."""
    shown = plain(text).translate(_NO_CHARACTERS)
    return shown if len(shown) <= LONGEST_CELL else f"{shown[:LONGEST_CELL]}…（原文过长，以下略）"


def neutralise(text: str) -> str:
    """Return `text` for a file without types (CSV): a quote before what would be a formula."""
    shown = shorten(text.replace("\r", "\n"))
    return f"'{shown}" if opens_formula(shown) else shown


def write_row(sheet: Any, at: int, cells: Sequence[object]) -> None:  # noqa: ANN401 - openpyxl ships no types
    """Write a row of a sheet of openpyxl; text is text even where it begins like a formula."""
    for column, value in enumerate(cells, 1):
        if value is None or value == "":
            continue
        cell = sheet.cell(at, column)
        if isinstance(value, str):
            cell.value = shorten(value)
            mark_text(cell)
        else:
            cell.value = value


def mark_text(cell: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
    """Mark a cell with text as text, for good where a spreadsheet would take it for a formula.

    To be done again when the cell is given a style.
    """
    if isinstance(cell.value, str):
        cell.data_type = "s"
        if opens_formula(cell.value):
            cell.quotePrefix = True
