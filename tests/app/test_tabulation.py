"""任务分解表, 目标指标表 and 义务清单: rows equal to the facts, what they say, filters, files."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from app.catalogue import Catalogue
from app.errors import UnknownDocumentError
from app.spreadsheet import neutralise
from app.table_files import to_csv, to_markdown, to_workbook
from app.table_rows import Wanted, documents_named
from app.tables import FactTable, Row
from app.tabulation import TASK_COLUMNS, obligation_table, target_table, task_table
from corpus.facts import Modality
from corpus.store import DEFAULT_DOCUMENTS, document_paths
from corpus.structure import parse_document
from tests.app.small_corpus import GRAIN, WATER, shipped_assistant, small_catalogue
from tests.corpus.factories import document_of

SHARED = """青禾市节水工作方案
一、任务
（一）改造管网。更新老化管网。（责任单位：市水利局）加装水表。（责任单位：市住建局牵头，市财政局配合）
（二）加强宣传。办好节水宣传周。
"""


def catalogue_of(*texts):
    return Catalogue([parse_document(document_of(text, f"d{at}")) for at, text in enumerate(texts)])


def cells(table, name):
    """Return a column of a table."""
    at = table.columns.index(name)
    return [row.cells[at] for row in table.rows]


@pytest.fixture(scope="module")
def shipped():
    return shipped_assistant().catalogue


def test_there_is_a_row_for_every_task(shipped):
    """The rows are the tasks of the facts, in their order, and the total says how many."""
    table = task_table(shipped)
    tasks = [task for item in shipped.parsed for task in item.facts.tasks]
    assert len(document_paths([DEFAULT_DOCUMENTS])) == 2
    is_box = ["专栏" in number for number in cells(table, "序号")]
    rows = [row for row, box in zip(table.rows, is_box, strict=True) if not box]
    assert [row.source for row in rows] == [task.source for task in tasks]
    assert [row.cells[0] for row in rows] == [str(at + 1) for at in range(len(tasks))]
    assert sum(is_box) == 5
    assert "另列所附专栏5行" in table.totals[0]
    assert table.totals[0].startswith(f"共{len(tasks)}项，")
    counts = [len(item.facts.tasks) for item in shipped.parsed]
    assert [int(n) for n in re.findall(r"》(\d+)项", table.totals[0])] == counts
    parts = [sum(map(int, re.findall(r" (\d+)项", line))) for line in table.totals[1:]]
    assert parts == counts


def test_there_is_a_row_for_every_goal(shipped):
    """Rows are the goals; what has been reached is counted apart, and listed when asked for."""
    targets = [target for item in shipped.parsed for target in item.facts.targets]
    goals = [target.source for target in targets if not target.historical]
    table = target_table(shipped)
    assert [row.source for row in table.rows] == goals
    assert f"另有已实现的数字 {len(targets) - len(goals)} 项没有列入" in table.totals[0]
    everything = target_table(shipped, historical=True)
    assert len(everything.rows) == len(targets)
    assert sum("已实现" in one for one in cells(everything, "备注")) == len(targets) - len(goals)


def test_a_value_has_its_qualifiers_in_the_order_of_the_text():
    """力争 and 超过 stand before the number, 以上 and 左右 behind it."""
    text = "青禾市节水方案\n一、总体目标\n到2027年，力争节水率超过15%。到2030年，漏损率降到8%左右，再生水利用率达到30%以上。\n"
    assert cells(target_table(catalogue_of(text)), "目标值") == [
        "力争超过15%",
        "降到8%左右",
        "30%以上",
    ]


def test_there_is_a_row_for_every_obligation(shipped):
    """Rows are the facts, told apart by how far they bind."""
    found = [one for item in shipped.parsed for one in item.facts.obligations]
    table = obligation_table(shipped)
    assert [row.source for row in table.rows] == [one.source for one in found]
    assert cells(table, "语气") == [one.modality.value for one in found]


def test_the_units_are_all_there_and_nobody_is_made_to_lead(shipped):
    """Each row names the units of its fact; 牵头 stands only beside 未明确."""
    table = task_table(shipped)
    units = [one.agencies for item in shipped.parsed for one in item.facts.responsibilities]
    tasks = [row.cells for row in table.rows if "专栏" not in row.cells[0]]
    for agencies, (lead, others) in zip(units, (row[7:9] for row in tasks), strict=True):
        assert all(agency in lead + others for agency in agencies)
        assert "文件未明确牵头" in lead


def test_every_cell_of_words_is_verbatim(shipped):
    """What a row says is to be done stands in its clause, and the clause is named."""
    for row in task_table(shipped).rows:
        said = dict(zip(TASK_COLUMNS, row.cells, strict=True))
        text = "".join(row.source.quote.split())
        for line in said["主要内容（原文）"].split("\n"):
            assert "".join(re.sub(r"^\d+）", "", line).split()) in text
        assert said["依据条款"].startswith(said["文件"])
        assert re.search(r"，第\d+[页行]$", said["依据条款"])


def test_several_lists_of_units_split_a_clause():
    """Each list has a row of its own, 1-1 and 1-2; the text's 牵头 is told."""
    table = task_table(catalogue_of(SHARED))
    assert cells(table, "序号") == ["1-1", "1-2", "2"]
    assert cells(table, "主要内容（原文）")[:2] == ["更新老化管网。", "加装水表。"]
    assert cells(table, "牵头单位")[1] == "市住建局"
    assert cells(table, "责任（配合）单位") == [
        "市水利局",
        "市财政局（配合）",
        "（文件未写明责任单位）",
    ]
    assert table.totals[0] == "共2项，分列3行。"


def test_what_stands_behind_a_list_belongs_to_the_list_that_follows():
    """A list in brackets closes the sentences before it; the next sentence is for the next list."""
    text = """青禾市供水方案
一、主要任务
（一）完善政策。更新老化管网。（责任单位：市水利局）落实节水企业税费优惠。（责任单位：市税务局）鼓励企业发行债券。（责任单位：市发改委）
"""
    table = task_table(catalogue_of(text))
    assert cells(table, "主要内容（原文）") == [
        "更新老化管网。",
        "落实节水企业税费优惠。",
        "鼓励企业发行债券。",
    ]
    units = zip(cells(table, "牵头单位"), cells(table, "责任（配合）单位"), strict=True)
    assert ["水利" in a + b for a, b in units] == [True, False, False]
    assert "市发改委" in "".join(
        "".join(row.cells)
        for row in obligation_table(catalogue_of(text)).rows
        if "债券" in "".join(row.cells)
    )


def test_a_deadline_is_the_clauses_own_or_said_to_be_the_overall_one():
    """Nothing is invented: the overall goal is named as such, and as missing where there is none."""
    due = dict(
        zip(
            *(cells(task_table(small_catalogue(WATER)), n) for n in ("工作任务", "完成时限")),
            strict=True,
        )
    )
    assert due["更新老化渠道"] == "到2027年"
    assert due["建设量水设施"] == "（条款未单列时限；一（二）总体目标：到2027年、到2030年）"
    assert cells(task_table(catalogue_of(SHARED)), "完成时限")[0] == "（文件未写明时限）"


def test_chapters_that_survey_are_no_tasks():
    """形势 and 回顾 are left out and counted; 夯实基础, and what names a unit, stay."""
    text = """青禾市林业规划
一、面临形势
（一）发展基础。造林多年。
（二）存在问题。水源不足。
二、重点任务
（一）夯实工作基础。培训人员。
（二）扩大成效。种树。（责任单位：市林业局）
"""
    table = task_table(catalogue_of(text))
    assert cells(table, "工作任务") == ["夯实工作基础", "扩大成效"]
    assert "2 条不是任务，没有列入" in table.remarks[0]


def test_a_day_is_a_deadline_and_what_is_past_is_none():
    """Days and months before which something is due count; a year before the document's own does not."""
    text = """青禾市节水工作方案
青政〔2024〕3号
一、任务
（一）报送数据。到2021年已建成泵站3座。各单位于2024年6月30日前报送，每年3月底前公布。
（二）检查。自2024年5月1日起检查。
"""
    table = task_table(catalogue_of(text))
    assert cells(table, "完成时限") == ["2024年6月30日前、每年3月底前", "（文件未写明时限）"]
    assert len(task_table(catalogue_of(text), Wanted(year=2024)).rows) == 1


def test_boxes_hang_on_their_task():
    """A box is a row of its own below its task, with the task's units, said to be inherited."""
    table = task_table(small_catalogue(WATER))
    rows = {row.cells[4]: row.cells for row in table.rows}
    task, box = rows["更新老化渠道"], rows["专栏1 渠道衬砌技术要点"]
    assert "所附专栏：专栏1 渠道衬砌技术要点" in task[-1]
    assert "所属任务：更新老化渠道；专栏未单列责任单位，所列为所属任务的" in box[-1]
    assert (box[0], box[7:9]) == (f"{task[0]}（专栏）", task[7:9])
    assert "专栏1" not in box[5]
    assert table.totals[0] == f"共{len(table.rows) - 2}项，另列所附专栏2行。"
    alone = task_table(small_catalogue(WATER), Wanted(keywords=("衬砌",)))
    assert ["专栏" in one for one in cells(alone, "序号")].count(True) == 1


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(agency="市科技局"), ["发展喷灌滴灌", "专栏2 水肥一体化示范"]),
        (
            Wanted(agency="农业局", keywords=("渠道",)),
            ["更新老化渠道", "专栏1 渠道衬砌技术要点"],
        ),
        (Wanted(year=2027), ["更新老化渠道", "发展喷灌滴灌"]),
        (Wanted(keywords=("量水",)), ["建设量水设施"]),
        (Wanted(agency="市公安局"), []),
    ],
)
def test_tasks_are_filtered(wanted, titles):
    """By unit under any of its names, year and words; all have to fit."""
    assert cells(task_table(small_catalogue(WATER), wanted), "工作任务") == titles


def test_the_copy_of_a_unit_says_its_part():
    """本单位为首列单位 is told apart from 责任单位 and 牵头单位."""
    table = task_table(small_catalogue(WATER), Wanted(agency="市水利局"))
    parts = [row.cells[11].split("；")[0] for row in table.rows if "专栏" not in row.cells[0]]
    assert parts == [
        "本单位为首列单位",
        "本单位为牵头单位",
        "本单位为责任单位",
        "本单位为责任单位",
        "本单位为责任单位",
    ]


def test_documents_and_modalities_are_filtered():
    """A document by title or id; a name that is none is an error."""
    catalogue = small_catalogue()
    only = Wanted(documents=documents_named(catalogue, [GRAIN]), modalities=(Modality.FORBID,))
    assert obligation_table(catalogue, only).rows == ()
    forbidden = obligation_table(catalogue, Wanted(modalities=(Modality.FORBID,)))
    assert set(cells(forbidden, "语气")) == {"禁止"}
    with pytest.raises(UnknownDocumentError, match="没有这份文件：无"):
        documents_named(catalogue, ["无"])


def test_the_tracking_copy_has_empty_columns():
    """What the office fills in stands empty."""
    table = task_table(small_catalogue(WATER), tracking=True)
    assert table.columns[-5:] == ("责任领导", "责任人", "进展情况", "存在问题", "完成状态")
    assert all(row.cells[-5:] == ("",) * 5 for row in table.rows)


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "正常", "a\x00b\ufffe")


@pytest.fixture
def hostile():
    """A table whose cells are what documents could say to harm who opens it."""
    source = task_table(small_catalogue(WATER)).rows[0].source
    rows = tuple(Row(cells=(str(at), text), source=source) for at, text in enumerate(HOSTILE))
    return FactTable(title="=标题", columns=("序号", "内容"), rows=rows, totals=("共10项。",))


def test_a_csv_is_read_by_excel_and_runs_nothing(hostile):
    """It opens with the byte order mark; nothing in it begins as a formula does."""
    data = to_csv([hostile])
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines[0] == ["序号", "内容"]
    shown = [line[1] for line in lines[1 : 1 + len(HOSTILE)]]
    assert [one[:1] == "'" for one in shown] == [True] * 8 + [False, False]
    assert lines[-1] == ["共10项。"]
    assert neutralise("2025年") == "2025年"


def test_a_workbook_holds_text_as_text(hostile):
    """No cell is a formula, and what XML cannot hold is left out."""
    sheet = load_workbook(io.BytesIO(to_workbook([hostile]))).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} == {"s"}
    by_value = {cell.value: cell.quotePrefix for cell in found}
    assert by_value["=1+1"]
    assert by_value["ab"] is not True
    assert by_value["=标题"]


def test_an_empty_table_is_written_too(hostile):
    """A list without a row (nothing surely applies) is a sheet, a line, a heading."""
    empty = FactTable(
        title="空表", columns=("序号",), rows=(), totals=("共0条。",), remarks=("甲",)
    )
    assert len(load_workbook(io.BytesIO(to_workbook([empty, hostile]))).worksheets) == 2
    assert "共0条" in to_csv([empty, hostile]).decode("utf-8-sig")
    assert "共0条" in to_markdown([empty]).decode()


def test_a_workbook_is_ready_to_be_printed(shipped):
    """附件 and title, totals, a head on every page, A4 across, all rows, merged columns."""
    table = task_table(shipped)
    sheet = load_workbook(io.BytesIO(to_workbook([table]))).worksheets[0]
    assert [sheet.cell(at, 1).value for at in (1, 2, 3)] == ["附件", table.title, table.totals[0]]
    assert [cell.value for cell in sheet[4]] == list(table.columns)
    numbers = [sheet.cell(5 + at, 1).value for at in range(len(table.rows))]
    assert numbers == cells(table, "序号")
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert any(one.min_col == 2 and one.max_row > one.min_row for one in sheet.merged_cells.ranges)


def test_markdown_shows_what_a_document_says_and_obeys_nothing():
    """A cell of a document is no markup, and a line end no end of a row."""
    source = task_table(small_catalogue(WATER)).rows[0].source
    row = Row(cells=("<img src=x>|[a](b)\n第二行",), source=source)
    table = FactTable(title="表", columns=("内容",), rows=(row,), totals=())
    text = to_markdown([table]).decode()
    assert "| &lt;img src\\=" in text or "| &lt;img src=" in text
    assert "<br>第二行 |" in text
    assert "<img" not in text
    assert "\\|\\[a\\]" in text


def test_a_document_that_does_not_hold_is_told():
    """Its rows stay, for staff look at old plans too; a remark says so."""
    draft = "青禾市节水条例（征求意见稿）\n第一条 用水单位应当节约用水。\n第二条 本条例自2030年1月1日起施行。\n"
    table = obligation_table(catalogue_of(draft))
    assert table.rows
    assert any("青禾市节水条例" in one for one in table.remarks)
