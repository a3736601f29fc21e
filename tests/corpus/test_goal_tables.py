"""Goals in tables of plain text, in tables of aims, and in lists of tasks for places."""

from __future__ import annotations

from corpus.indicator_tables import stated_in_row
from corpus.structure import parse_document
from tests.corpus.factories import document_of

_BOX = (
    "一、发展目标\n绿地增加。\n专栏1 主要指标\n序号　指标　单位　2020年　2025年　属性\n"
    "1　林站入网率　%　61　83左右　预期性\n2　苗木病死率　1/10万　9　≤7　约束性\n"
    "3　护林员 人数　人　40　60　预期性\n二、主要任务\n加强管护。\n"
)


def test_blanks_part_the_cells_of_a_box_in_plain_text() -> None:
    """A row has as many as the header; one that has more is left alone."""
    found = parse_document(document_of(_BOX, "某市“十四五”林业规划")).facts.targets
    goals = [one for one in found if not one.historical]
    assert [(one.metric, one.qualifier, one.value, one.unit, one.year) for one in goals] == [
        ("林站入网率", "左右", "83", "%", 2025),
        ("苗木病死率", "≤", "7", "/10万", 2025),
    ]
    assert [stated_in_row(one) for one in goals] == ["林站入网率：83%左右", "苗木病死率：≤7/10万"]


def test_a_table_of_aims_has_one_column_of_values() -> None:
    """It is due in the year of its caption; a table that does not speak of aims holds none."""
    text = (
        "各县：\n请认真落实。\n\n附件：2026年度绩效目标表\n\n附件\n2026年度绩效目标表\n"
        "一级指标 二级指标 指标值\n产出指标 新建林站 ≥4座\n效益指标 林农满意度 ≥91%\n"
    )
    found = parse_document(document_of(text, "关于做好林业工作的通知")).facts.targets
    assert [(one.metric, one.value, one.year) for one in found] == [
        ("新建林站", "4", 2026),
        ("林农满意度", "91", 2026),
    ]
    other = parse_document(document_of(text.replace("绩效目标", "评分"), "关于林业的通知"))
    assert other.facts.targets == ()


def test_a_list_of_tasks_gives_each_place_its_own() -> None:
    """A column of money, or of what has been done, sets none."""
    text = (
        "各县：\n请认真落实。\n\n附件：2026年造林任务分解表\n\n附件\n2026年造林任务分解表\n"
        "序号\t县（区）\t造林（亩）\t保存率（%）\t已造林（亩）\t补助资金（万元）\n"
        "1\t甲县\t500\t≥90\t20\t30\n2\t乙区\t600\t≥92\t10\t40\n合计\t\t1100\t\t30\t70\n"
    )
    found = parse_document(document_of(text, "关于下达造林任务的通知")).facts.targets
    assert [(one.metric, one.qualifier + one.value + one.unit, one.year) for one in found] == [
        ("甲县造林", "500亩", 2026),
        ("甲县保存率", "≥90%", 2026),
        ("乙区造林", "600亩", 2026),
        ("乙区保存率", "≥92%", 2026),
    ]
