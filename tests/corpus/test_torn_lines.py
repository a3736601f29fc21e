"""Lines that a page, a copy or a text layer has torn apart or run together: titles, notes, rows, phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.check_numbers import Reason, refused_lines
from corpus.model import Clause, Head
from corpus.reader import from_text
from corpus.structure import parse_document, split_clauses

PLAN = "为做好节水工作，结合本市实际，制定本方案。\n一、总体要求\n坚持节水优先。\n二、保障措施\n加强领导。"
NOTICE = (
    "某市水利局关于印发某市节约用水\n实施方案的通知\n各区人民政府：\n"
    "现将《某市节约用水实施方案》印发给你们，请认真贯彻执行。\n"
)


def split(*lines: str) -> tuple[tuple[Head, ...], tuple[Clause, ...]]:
    document = from_text("\n".join(lines), path=Path("样本.txt"), content_hash="")
    return split_clauses(document)


def labels_of(*lines: str) -> list[str]:
    return [clause.path.label for clause in split(*lines)[1]]


@pytest.mark.parametrize(
    "run_on",
    [
        "某市水利局\n2022年4月1日某市节约用水实施方案",
        "某市水利局\n2022年4月1日\n某市水利局办公室2022年4月2日印发某市节约用水\n实施方案",
        "某市水利局\n2022年4月1日\n某市节约用水\n实施方案",
    ],
)
def test_a_text_printed_behind_a_notice_has_its_title_whole(run_on: str) -> None:
    """The day that signs, or the stamp, may have lost the line break behind it; titles are wrapped."""
    heads, _ = split(NOTICE + run_on, PLAN)

    assert [head.title for head in heads if not head.level][-1] == "某市节约用水实施方案"


def test_a_day_inside_a_sentence_parts_nothing() -> None:
    """采用…2013年…发布的指南 is one line."""
    line = "采用国家发改委2013年10月15日发布的企业温室气体核算方法指南"

    assert labels_of("一、依据", line, "二、范围", "全市。") == ["一", "二"]


def test_notes_below_a_table_open_no_clause_although_they_are_wrapped() -> None:
    """备注：1.…, its wrapped line, 2.…; and 注： alone on its line."""
    lines = ("一、目标", "到2025年完成。", "备注：1.指标一为累计数，按照省里下达的任务统计和考")
    wrapped = ("核。", "2.指标二为年均值。", "3.指标三以国家核定为准。")

    assert labels_of(*lines, *wrapped, "二、任务", "推进节水。") == ["一", "二"]
    alone = ("一、目标", "到2025年完成。", "注：", "1.数据为实况；", "2.不计本底值；")
    assert labels_of(*alone, "二、任务", "推进节水。") == ["一", "二"]


def test_numbers_behind_the_word_note_in_a_text_go_on() -> None:
    """Only the numbers of the notes' own scheme are theirs."""
    lines = (
        "一、目标",
        "到2025年完成。",
        "注：",
        "1.数据为实况；",
        "二、任务",
        "（一）节水。推进节水。",
    )

    assert labels_of(*lines) == ["一", "二（一）"]


def test_the_first_row_of_a_torn_table_opens_no_clause() -> None:
    """（1）… stands above its figures, and （2）… ends as rows of a table of indicators do."""
    rows = ("（1）水质达标率", "100 100约束性（%）", "（2）饮用水合格率（%）约束性", "100 100")

    assert labels_of("一、回顾", "指标如下。", *rows, "二、任务", "推进节水。") == ["一", "二"]


def test_phrases_alone_on_their_lines_name_the_paragraphs_below() -> None:
    """加强组织领导。 stands above its text as it stands before it."""
    body = "各地要结合实际抓好落实，及时总结经验做法，做到有部署、有检查、有考核、有通报、有结果。"
    lines = ("一、保障", "加强组织领导。", body, "强化资金保障。", body, "二、附则", "其他。")

    titles = [clause.titles for clause in split(*lines)[1]]

    assert titles == [("加强组织领导",), ("强化资金保障",), ("附则",)]


def test_a_short_sentence_above_a_heading_names_nothing() -> None:
    """特此通知。 stands alone and has nothing to name."""
    assert labels_of("一、要求", "各地抓好落实。", "二、其他", "按规定办理。", "特此通知。")[
        :2
    ] == [
        "一",
        "二",
    ]


def test_points_inside_a_paragraph_are_no_second_name_of_it() -> None:
    """一是…。二是…。 are counted up in the paragraph they stand in."""
    body = "一是农业节水增效。加强以节水为中心的灌区续建配套、修复和现代化改造，进一步完善灌区农田灌排工程体系。"
    more = "二是工业节水减排。完善供用水计量体系和在线监测系统，强化生产用水管理，大力推广节水工艺和技术装备。"
    other = "开展承载能力评价，建立预警机制，健全各级指标体系，加快落实主要领域用水指标。"
    lines = ("一、节水", f"加强重点领域节水。{body}{more}", f"强化总量强度双控。{other}")

    assert [clause.titles for clause in split(*lines, "二、其他", "无。")[1]][:2] == [
        ("加强重点领域节水",),
        ("强化总量强度双控",),
    ]


def test_a_point_whose_sentence_is_wrapped_is_no_head() -> None:
    """一是 opens a sentence; its first line is no title."""
    points = (
        "一是公益性工程，投资以政府为主，积极争取上级",
        "资金支持。",
        "二是准公益性工程，由政府和社",
        "会共同出资建设。",
    )
    heads, clauses = split("一、筹资", "分类筹措。", *points, "二、其他", "无。")

    assert [head.title for head in heads if head.level] == ["筹资", "其他"]
    assert [clause.path.label for clause in clauses][1:3] == ["一一是", "一二是"]


@pytest.mark.parametrize(
    "tail",
    [
        "某市水利局办公室\n2022年4月2日印发",
        "附件：1.甲县节约用水实施方案（2021—2025年）\n2.乙县农业面源污染监督指导实施方案（2021—\n2025年）\n附件1\n甲县节约用水实施方案",
    ],
)
def test_what_stands_behind_a_text_is_no_part_of_its_last_clause(tail: str) -> None:
    """The stamp in two lines, and a list of annexes whose name is wrapped inside its bracket."""
    document = from_text(f"{PLAN}\n{tail}", path=Path("样本.txt"), content_hash="")
    clauses = {clause.path.label: clause for clause in split_clauses(document)[1]}

    assert clauses["二"].span.of(document.text) == "加强领导。"
    assert "落款" in clauses


def test_lists_in_the_cells_of_forms_open_no_clause() -> None:
    """附表1, 附表2 … behind a text are forms of short lines; what is counted in a cell is no unit."""
    cell = (
        "数据源优先次序为：",
        "1. 当地调查数据；",
        "2. 省级数据；",
        "3. 缺省值。",
        "杉木 0.52 0.61",
    )
    forms = ("附表1 含碳率", *cell, "附表2 生长率", *cell, "附录2 监测参数")
    lines = ("一、方法", "按附录核算。", "附录1 缺省参数", "具体参见附表。", *forms)

    found = labels_of(*lines, "1.面积。定期监测。", "2.树高。定期监测。")

    assert found == ["一", "附录1", "附录21", "附录22"]


def test_lists_in_the_cells_of_forms_are_said_to_be_rows() -> None:
    """The check says why a number in a form opens nothing: it stands in a table."""
    cell = ("数据源优先次序为：", "1. 当地调查数据。", "2. 省级数据。", "3. 缺省值。")
    forms = ("附表1 含碳率", *cell, "附表2 生长率", *cell, "附录2 监测参数", "定期监测。")
    text = "\n".join(("一、方法", "按附录核算。", "附录1 缺省参数", "具体参见附表。", *forms))

    refused = refused_lines(parse_document(from_text(text, path=Path("样本.txt"), content_hash="")))

    assert [line.reason for line in refused] == [Reason.TABLE] * 6


def test_numbers_behind_the_only_form_go_on() -> None:
    """A caption that no other follows says nothing of the text below it."""
    lines = ("一、方法", "附表1 含碳率", "杉木 0.52", "1.核算范围。全市。", "2.核算周期。五年。")

    assert labels_of(*lines)[-2:] == ["一1", "一2"]


def test_the_last_word_of_a_white_paper_is_a_head() -> None:
    """结束语 closes the text beside its parts."""
    heads, _ = split(
        "一、现状", "能源结构优化。", "二、任务", "推进转型。", "结束语", "征程已经开启。"
    )

    assert [head.title for head in heads if head.level] == ["现状", "任务", "结束语"]
