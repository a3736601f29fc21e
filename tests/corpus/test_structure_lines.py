"""Lines: heads among them, wrapped ones, rows and markup, in small documents."""

from __future__ import annotations

import pytest

from corpus.model import Span
from corpus.structure import parse_document, split_clauses
from corpus.view import split_sentences, view_of
from tests.corpus.factories import document_of, line_labels

_TERMS = (
    ("海绵城市", "指能够吸水、蓄水、净水的城市，雨天吸收雨水，需要时放出来加以利用。"),
    ("“三线一单”", "指生态保护红线、环境质量底线、资源利用上线和生态环境准入清单。"),
    ("碳汇", "指通过植树造林、植被恢复等措施，吸收大气中的二氧化碳的过程。"),
)


def test_a_blank_parts_names_from_texts_where_siblings_are_made_alike() -> None:
    """A row of （一）名称 正文 has names; a blank that a page has put into a sentence makes none."""
    text = "\n".join(
        (
            "一、任务",
            "（一）实施小区改造 到2027年，完成200个小区改造。",
            "（二）完善城市设施　加快补齐短板，新建管网300公里。",
            "二、附则",
            "（一）财政部门应当 及时拨付资金。",
            "（二）资金使用单位应当接受监督。",
        )
    )
    clauses = split_clauses(document_of(text))[1]

    assert [clause.titles for clause in clauses] == [
        ("实施小区改造",),
        ("完善城市设施",),
        ("财政部门应当 及时拨付资金",),
        ("资金使用单位应当接受监督",),
    ]


def test_heads_are_found_in_letters_set_apart() -> None:
    """Spaced print is read without its blanks, letters among it too; the text keeps them."""
    text = (
        "一、总体要求\n（ 一 ） 建 设 节 水 城 市 。 到 2030 年用水降低 5 %。\n"
        "（ 二 ） 推 广 G I S 系 统 。 各县共建。（ 市 水 利\n局 、 市 城 管 局 负 责 ）"
    )
    document = document_of(text)

    _, clauses = split_clauses(document)

    assert [clause.path.headings[-1] for clause in clauses] == [
        "（一）建设节水城市",
        "（二）推广GIS系统",
    ]
    assert clauses[1].span.of(document.text) == text.split("5 %。\n")[1]


def test_markdown_is_read_without_its_signs() -> None:
    """Its # are heads with or without numbers, ** is no word, | parts cells; lines are not joined."""
    text = (
        "# 某某市节水方案\n\n## 全文\n\n## 总体要求\n\n### 主要目标\n\n"
        "- 到**2025年**，用水总量下降 **3%**。\n- 到2030年，用水总量下降 5%。\n\n"
        "## 重点任务\n\n**1.工业节水。** 企业**必须**装表。\n\n"
        "| 任务 | 牵头单位 | 配合单位 |\n| --- | :-: | --- |\n| 装表 | 市水利局 | 市城管局 |\n"
    )
    parsed = parse_document(document_of(text))

    assert [clause.path.headings for clause in parsed.clauses[1:]] == [
        ("总体要求", "主要目标"),
        ("重点任务", "1.工业节水"),
    ]
    assert [(one.metric, one.value, one.year) for one in parsed.facts.targets] == [
        ("用水总量", "3", 2025),
        ("用水总量", "5", 2030),
    ]
    assert [(one.agencies, one.leads) for one in parsed.facts.responsibilities] == [
        (("市水利局", "市城管局"), ("市水利局",))
    ]
    assert [one.subject for one in parsed.facts.obligations] == ["企业"]


def test_heads_run_on_in_bold_tile_the_text() -> None:
    """A head cut out of a paragraph leaves the signs round it in one of the pieces."""
    text = "**一、总则。**为了节水。**二、目的**\n甲要求乙。\n**三、附则**\n丙。"
    heads, clauses = split_clauses(document_of(text))

    held = {at for one in (*heads, *clauses) for at in range(one.span.start, one.span.end)}

    assert [at for at, sign in enumerate(text) if not sign.isspace() and at not in held] == []


def test_short_lines_in_a_row_head_the_text_below_them() -> None:
    """小标题 without numbers, as in a glossary, are heads where several stand in a row."""
    text = "\n".join(("一、任务", "（一）改造。改造老旧小区。", "附件", "名词解释"))
    lines = [line for term in _TERMS for line in term]
    heads, clauses = split_clauses(document_of("\n".join((text, *lines))))
    whole = "\n".join((text, *lines))
    assert [one.title for one in heads][-3:] == [term for term, _ in _TERMS]
    assert [one.span.of(whole) for one in clauses][-3:] == [words for _, words in _TERMS]


def test_two_short_lines_are_no_row() -> None:
    """A signature or a caption between paragraphs is no head."""
    lines = [line for term in _TERMS[:2] for line in term]
    heads, _ = split_clauses(document_of("\n".join(("一、说明", *lines))))
    assert [one.title for one in heads if one.level] == ["说明"]


def test_a_page_of_short_lines_is_no_page_layout() -> None:
    """Twenty lines without a full stop, each a few characters wide, are lines of their own."""
    text = "\n".join(
        ["一、范围", *(f"山区第{at}口水窖" for at in range(10, 34)), "二、要求", "修好。"]
    )

    assert [clause.path.label for clause in split_clauses(document_of(text))[1]] == ["一", "二"]


def test_bold_lines_of_markdown_are_heads_and_numbers_stay_numbers() -> None:
    """**制定背景** above running text is a head; **一、…** is the number that it is; one alone is none."""
    text = "水窖年久失修的要一窖一策，限期修好，不得拖延，谁用谁管。"
    bold = f"**一、总则**\n\n**制定背景**\n\n{text}\n\n**主要内容**\n\n{text}\n\n**二、附则**\n\n{text}"

    heads, _ = split_clauses(document_of(bold))
    alone, _ = split_clauses(document_of(f"{text}\n\n**制定背景**\n\n{text}"))

    assert [head.path.label for head in heads] == ["一", "一“制定背景”", "一“主要内容”", "二"]
    assert alone == ()


def test_a_term_stands_on_the_line_below_its_number() -> None:
    """In the terms of a standard (GB/T 1.1) the number has a line of its own."""
    lines = (
        "1 范围",
        "1.1 对象",
        "园区。",
        "2 术语",
        "2.1",
        "园区边界 park boundary",
        "园区的法定界限。",
    )
    more = ("2.2", "排放源", "排放气体的设施。")

    assert line_labels(*lines, *more)[-2:] == ["2.1园区边界 park boundary", "2.2排放源"]


@pytest.mark.parametrize("caption", ["某市“十四五”主要指标", "表5-1 某市投资计划表"])
def test_group_rows_of_a_table_without_lines_are_no_heads(caption: str) -> None:
    """Rows that a text layer has torn stand below a caption and a header, and are numbered too."""
    header = ("指标", "2020年2025年属性") if "指标" in caption else ("项目分类", "资金")
    rows = (
        "（一）环境治理",
        "1.空气优良天数比率（%） 87.4",
        "完成省级任务约束性",
        "2.河湖好水比例60.5",
    )
    more = (
        "（二）生态保护",
        "3.森林覆盖率（%） 31 31.5约束性",
        "4.湿地面积（公顷） 预期性",
        "小计12.5",
    )
    lines = ("一、目标", "总体目标如下。", caption, *header, *rows, *more)

    assert line_labels(*lines, "二、任务", "（一）治水。做好治水。", "（二）治气。做好治气。") == [
        "一、目标",
        "二、任务",
        "（一）治水",
        "（二）治气",
    ]


def test_a_wrapped_line_goes_on_where_it_stops_in_a_sentence() -> None:
    """Stretched characters leave lines of unequal length; one that stops behind 、 is not finished."""
    full = "企业应当按照国家有关规定和标准建立健全网络安全管理制度，"
    short = "（一）企业应建立安全监测预警机制，采取监测、"
    lines = [
        "一、要求",
        *[full] * 22,
        f"{full[:-1]}。",
        short,
        "记录等技术措施。",
        "（二）企业应保存记录。",
    ]

    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert clauses[-2].span.of("\n".join(lines)) == "\n".join((short, "记录等技术措施。"))
    assert clauses[-2].titles == ("企业应建立安全监测预警机制，采取监测、记录等技术措施",)


def test_rows_of_markdown_are_sentences_and_their_rule_is_none() -> None:
    """As the rows whose cells are parted by tabs are."""
    text = "按下表落实。\n| 任务 | 单位 |\n|:---|---:|\n| 节水 | 市水利局 |\n以上。"
    view = view_of(text, Span(start=0, end=len(text)))

    assert [view.text[start:end] for start, end in split_sentences(view)] == [
        "按下表落实。",
        "| 任务 | 单位 |",
        "| 节水 | 市水利局 |",
        "以上。",
    ]


def test_a_wrapped_item_that_is_set_in_keeps_its_last_words() -> None:
    """An indent on both its sides makes the line of an item narrower than those of the text."""
    full = "企业应当按照国家有关规定和标准建立健全网络安全管理制度并且报告"
    short = "（一）在本市境内注册满三年且上年度主营业务收入不低于五千万"
    lines = ["一、条件", *[full] * 22, f"{full[:-1]}。", short, "元；", "（二）企业应保存记录。"]

    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert clauses[-2].span.of("\n".join(lines)) == "\n".join((short, "元；"))
    assert clauses[-2].path.label == "一（一）"


def test_a_line_that_goes_on_in_the_next_one_is_no_title() -> None:
    """A hard break falls behind 达到 and before 12月; a short line with a year may be a title."""
    lines = (
        "一、安排",
        "（一）各校要建立台账，于2021年",
        "12月底前完成。",
        "（二）公布率应达到",
        "95%以上。",
        "（三）展望2035年",
        "全面建成。",
    )
    clauses = split_clauses(document_of("\n".join(lines)))[1]

    assert [one.titles for one in clauses] == [(), (), ("展望2035年",)]
