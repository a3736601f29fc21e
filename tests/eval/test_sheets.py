"""Sets kept in a spreadsheet: the same cases as from JSON lines, and complaints that name the row."""

from __future__ import annotations

import csv

import pytest
from openpyxl import Workbook

from app.answer import QuestionKind
from eval.cases import Gold, Split, load_cases
from eval.errors import CaseFormatError, EvaluationError

HEADER = (
    "编号",
    "问题",
    "类型",
    "是否可答",
    "文件",
    "依据原文",
    "要点",
    "前几问",
    "限定文件",
    "分集",
)
PLAN = "海州市绿色行动方案"
ROWS = (
    ("1", "绿色工厂建多少家？", "目标", "是", PLAN, "绿色工厂200家以上", "200家以上", "", "", ""),
    (
        "2",
        "谁管？",
        "责任单位",
        "是",
        PLAN,
        "一；二\n三",
        "市工信局；市发改委",
        "甲？；乙？",
        PLAN,
        "测试",
    ),
    ("3", "电话多少？", "其他", "否", "", "", "", "", "", "开发"),
)


@pytest.fixture(params=["xlsx", "utf-8-sig", "gb18030"])
def sheet(tmp_path, request):
    """Return a maker of the same sheet as xlsx, and as csv in both encodings that Excel writes."""

    def make(rows=ROWS, header=HEADER):
        if request.param == "xlsx":
            path = tmp_path / "题.xlsx"
            book = Workbook()
            for row in (header, *rows):
                book.worksheets[0].append([cell or None for cell in row])
            book.save(path)
            return path
        path = tmp_path / "题.csv"
        with path.open("w", encoding=request.param, newline="") as file:
            csv.writer(file).writerows((header, *rows))
        return path

    return make


def test_a_sheet_holds_cases(sheet):
    """Each row is a case; what a cell parts becomes several entries, a quotation keeps its ；."""
    target, agency, other = load_cases(sheet())
    assert (target.id, target.kind, target.answerable) == ("1", QuestionKind.TARGET, True)
    assert target.gold == (Gold(document=PLAN, quote="绿色工厂200家以上"),)
    assert (target.keys, target.split, target.line) == (("200家以上",), Split.DEVELOP, 2)
    assert agency.gold == (Gold(document=PLAN, quote="一；二"), Gold(document=PLAN, quote="三"))
    assert agency.keys == ("市工信局", "市发改委")
    assert (agency.history, agency.documents) == (("甲？", "乙？"), (PLAN,))
    assert agency.split is Split.TEST
    assert (other.answerable, other.gold, other.keys) == (False, (), ())


def test_blank_rows_are_left_out(sheet):
    """Spreadsheets end in them."""
    assert len(load_cases(sheet((*ROWS, ("",) * len(HEADER))))) == 3


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("编号", "问题", "类型"), "缺少列 是否可答"),
        ((*HEADER, "心情"), "有不认识的列 心情"),
    ],
)
def test_a_header_that_cannot_be_used_is_named(sheet, header, words):
    """What is missing or strange, and which columns there are."""
    with pytest.raises(EvaluationError, match=words) as caught:
        load_cases(sheet((), header))
    assert "依据原文" in caught.value.hint


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (3, "也许", "第 3 行：“是否可答”应是“是”或“否”"),
        (2, "心得", "第 3 行：kind 的值 '心得' 不在"),
        (0, "1", "第 3 行：编号 1 与第 2 行重复"),
        (4, "", "第 3 行：gold 的每一项要有 document"),
        (6, "", "第 3 行：可答的用例要有 gold 和 keys"),
    ],
)
def test_a_cell_that_cannot_be_used_names_its_row(sheet, column, cell, words):
    """Row 1 is the header, as a spreadsheet counts."""
    row = list(ROWS[0])
    row[0] = "9"
    row[column] = cell
    with pytest.raises(CaseFormatError) as caught:
        load_cases(sheet((ROWS[0], tuple(row))))
    assert words in caught.value.message


def test_what_is_no_workbook_is_named(tmp_path):
    """Random bytes under the name of a workbook, and a csv in no encoding."""
    for name, words in (("题.xlsx", "表格无法读取"), ("题.csv", "编码无法识别")):
        path = tmp_path / name
        path.write_bytes(b"\xff\xfe\x00\x81PK\x03\x04\xff")
        with pytest.raises(EvaluationError, match=words):
            load_cases(path)
