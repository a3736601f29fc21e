"""Sets that staff keep in a spreadsheet: an xlsx or csv with Chinese headers becomes case fields.

One case a row under the header 编号, 问题, 类型, 是否可答, 文件, 依据原文 or 依据条款, 要点, and, where
wanted, 前几问, 限定文件, 分集, 问法, 备注. Several entries in a cell are parted by line ends or ；. Where
there are more passages than documents, the last document holds for the rest.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from app.answer import QuestionKind
from eval.errors import CaseFormatError, EvaluationError

SUFFIXES = (".xlsx", ".csv")
KINDS = {
    "责任单位": QuestionKind.AGENCY,
    "目标": QuestionKind.TARGET,
    "举措": QuestionKind.TASK,
    "清单": QuestionKind.LIST,
    "要求": QuestionKind.OBLIGATION,
    "对比": QuestionKind.COMPARE,
    "条款": QuestionKind.CLAUSE,
    "结构": QuestionKind.OUTLINE,
    "定义": QuestionKind.DEFINITION,
    "依据": QuestionKind.BASIS,
    "期限": QuestionKind.DEADLINE,
    "其他": QuestionKind.OTHER,
}
_PLAIN = {"编号": "id", "问题": "question", "问法": "source", "备注": "note"}
_LISTS = {"要点": "keys", "标准答案": "keys", "前几问": "history", "限定文件": "documents"}
_PLACES = {"依据原文": "quote", "依据条款": "label"}
_OTHERS = ("类型", "是否可答", "文件", "分集")
_HEADERS = (*_PLAIN, *_LISTS, *_PLACES, *_OTHERS)
_WANTED = ("编号", "问题", "类型", "是否可答")
_YES, _NO = {"是", "可答", "true", "1", "y"}, {"否", "不可答", "false", "0", "n"}
_SPLITS = {"": "develop", "开发": "develop", "开发集": "develop", "测试": "test", "测试集": "test"}
_PARTED = re.compile(r"[\n；;]+")


def read_sheet(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the number and the case fields of every row that is not blank.

    Raises:
        EvaluationError: the file cannot be read, or its header lacks a column or has a strange one.
        CaseFormatError: a cell cannot be understood; the message names the row.
    """
    rows = _rows_of(path)
    first = next(iter(rows), ())
    header = [cell.strip() for cell in first]
    while header and not header[-1]:
        header.pop()
    missing = [name for name in _WANTED if name not in header]
    strange = [name for name in header if name not in _HEADERS]
    if missing or strange:
        what = f"缺少列 {'、'.join(missing)}" if missing else f"有不认识的列 {'、'.join(strange)}"
        raise EvaluationError(f"{path} 的表头{what}。", hint=f"可用的列：{'、'.join(_HEADERS)}。")
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            cells = dict(zip_longest(header, row[: len(header)], fillvalue=""))
            yield number, _fields(cells, path, number)


def _rows_of(path: Path) -> list[list[str]]:
    if path.suffix.lower() == ".csv":
        return _csv_rows(path)
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = [
            ["" if value is None else str(value) for value in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
        book.close()
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise EvaluationError(
            f"表格无法读取：{path}", hint="用 Excel 或 WPS 重新另存为 xlsx 后重试。"
        ) from error
    return rows


def _csv_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return list(csv.reader(io.StringIO(text, newline="")))
    raise EvaluationError(
        f"{path} 的文字编码无法识别。", hint="用 UTF-8 或 GB18030 编码另存后重试。"
    )


def _fields(cells: dict[str, str], path: Path, number: int) -> dict[str, object]:
    fields: dict[str, object] = {
        name: cells.get(title, "").strip() for title, name in _PLAIN.items()
    }
    kind = cells["类型"].strip()
    fields["kind"] = KINDS[kind].value if kind in KINDS else kind
    answerable = cells["是否可答"].strip().lower()
    if answerable not in _YES | _NO:
        raise CaseFormatError(path, number, f"“是否可答”应是“是”或“否”，不是“{answerable}”")
    fields["answerable"] = answerable in _YES
    split = cells.get("分集", "").strip()
    fields["split"] = _SPLITS.get(split, split)
    for title, name in _LISTS.items():
        fields[name] = fields.get(name) or _entries(cells.get(title, ""))
    fields["gold"] = list(_gold(cells))
    return fields


def _gold(cells: dict[str, str]) -> Iterator[dict[str, str]]:
    documents = _entries(cells.get("文件", ""))
    for title, name in _PLACES.items():
        # A quotation may hold a semicolon: only line ends part several of them.
        places = [one.strip() for one in cells.get(title, "").split("\n") if one.strip()]
        for at, place in enumerate(places):
            document = documents[min(at, len(documents) - 1)] if documents else ""
            yield {"document": document, name: place}


def _entries(cell: str) -> list[str]:
    return [one.strip() for one in _PARTED.split(cell) if one.strip()]
