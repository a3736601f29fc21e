"""Clauses, headings, roles and paths, in a table of small documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.model import ClauseRole
from corpus.structure import split_clauses
from corpus.view import fold_width, view_of
from tests.corpus.factories import document_of, labels_of, line_labels

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "structure.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_is_cut_at_its_numbers_in_sequence(case: dict[str, object]) -> None:
    """Headings and clauses carry the labels an official would write."""
    heads, clauses = split_clauses(document_of(str(case["text"])))

    assert [head.path.label for head in heads if head.level] == case["heads"]
    assert [clause.path.label for clause in clauses] == case["clauses"]


def test_roles_follow_the_headings() -> None:
    """The customary parts of a plan are told by what stands above a clause."""
    text = "\n".join(
        (
            "为做好工作，制定本方案。",
            "一、总体要求",
            "（一）指导思想",
            "以新发展理念为指导。",
            "（二）基本原则",
            "坚持统筹。统筹推进。",
            "坚持创新。创新驱动。",
            "（三）主要目标",
            "到2030年，取得进展。",
            "二、主要任务",
            "（一）建设管网。加快建设。",
        )
    )

    roles = [clause.role for clause in split_clauses(document_of(text))[1]]

    assert roles == [
        ClauseRole.PREAMBLE,
        ClauseRole.GUIDELINE,
        ClauseRole.PRINCIPLE,
        ClauseRole.PRINCIPLE,
        ClauseRole.GOAL,
        ClauseRole.TASK,
    ]


def test_a_paragraph_with_two_lead_phrases_is_one_clause_with_two_titles() -> None:
    """Two lead phrases set in parallel share the paragraph and its one bracket."""
    filler = "完善有关办法，落实各方责任，做到有部署、有检查、有总结，确保各项工作按期完成、取得实际成效，并及时总结推广好的经验做法。"
    text = (
        f"（一）创新\n加强技术攻关。研发甲。{filler}推广先进装备。使装备用于乙。{filler}（省甲厅）"
        f"\n强化平台建设。建设丙。{filler}（省甲厅）"
    )

    first, second = split_clauses(document_of(text))[1]

    assert first.titles == ("加强技术攻关", "推广先进装备")
    assert second.titles == ("强化平台建设",)


def test_headings_keep_the_characters_of_the_document() -> None:
    """What is matched in one width is shown in the width of the text."""
    text = "一、（试点）城市\n（一）５Ｇ网络。建设基站。"

    heads, clauses = split_clauses(document_of(text))

    assert heads[0].title == "（试点）城市"
    assert clauses[0].titles == ("５Ｇ网络",)
    assert clauses[0].path.headings[-1] == "（一）５Ｇ网络"


def test_an_article_ends_before_the_way_it_is_published() -> None:
    """公开方式 is a note behind the last article; what a table or a front says is none."""
    text = "某某市办法\n公开方式：主动公开\n第一条 为了节水。\n第二条 自发布之日起施行。\n公开方式：主动公开"

    _, clauses = split_clauses(document_of(text))

    assert [clause.path.label for clause in clauses[-3:]] == ["第一条", "第二条", "落款"]


def test_two_sections_of_one_number_keep_their_own_ids() -> None:
    """Ids stay unique where a document repeats a number."""
    text = "一、甲\n做甲。\n附件\n一、甲\n做乙。\n附件\n一、甲\n做丙。"

    ids = [clause.id for clause in split_clauses(document_of(text))[1]]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "lines",
    [
        ("目录", "甲"),
        ("1.甲", "2.乙"),
        ("一、甲", "1.1 乙", "1.1.1 丙"),
        ("专栏1 甲",),
        ("附件1",),
        ("1.甲",),
    ],
    ids=lambda lines: lines[0],
)
def test_hostile_numbering_is_read_to_the_end(lines: tuple[str, ...]) -> None:
    """Twenty thousand lines that begin again and again lose nothing."""
    text = "\n".join(f"{line}{at}" for at in range(20_000 // len(lines)) for line in lines)

    heads, clauses = split_clauses(document_of(text))

    assert max(one.span.end for one in (*heads, *clauses)) == len(text)


def test_a_question_heads_its_answer() -> None:
    """In 问答体 the numbered question is the title of what answers it."""
    text = "一、如何申领补贴？\n本人向街道申请。\n二、按月发放吗？\n按月发放。"
    _, clauses = split_clauses(document_of(text))
    assert [clause.path.headings[-1] for clause in clauses] == [
        "一、如何申领补贴",
        "二、按月发放吗",
    ]


def test_a_case_is_no_part_of_the_item_above_it() -> None:
    """案例1 explains the whole answer: it stands beside its items, and cases count on through questions."""
    text = (
        "一、需要什么条件？\n（一）缴费满一年。\n（二）已经登记。\n案例1：某人未登记，能否申领？\n答：不能。\n"
        "案例2：某人已登记。\n二、如何申领？\n网上申领。\n案例3：某人线下申领。\n答：可以。"
    )
    _, clauses = split_clauses(document_of(text))

    assert [clause.path.label for clause in clauses] == [
        "一（一）",
        "一（二）",
        "一案例1",
        "一案例2",
        "二",
        "二案例3",
    ]


def test_a_footnote_inside_a_sentence_opens_nothing() -> None:
    """A page puts its footnote between two lines of a sentence: a number 1 that nothing follows."""
    text = (
        "一、成效\n（一）节水成效。全市用水下降，主要行业利用量分别为\n1.利用率（%）=利用量÷总量。主要行业包括钢铁。\n"
        "万吨、二百万吨。节水成效明显。\n（二）形势。形势严峻。"
    )

    assert labels_of(text) == ["一（一）", "一（二）"]


def test_a_preface_begins_behind_whatever_stands_above_it() -> None:
    """前言 needs no finished line before it, nor a number behind."""
    assert labels_of("某市规划\n二〇二一年\n前言\n规划是行动纲领。\n一、基础\n基础良好。") == [
        "导语",
        "前言",
        "一",
    ]


@pytest.mark.parametrize("number", ["— 7 —", "-7一", "7一"])
def test_the_number_of_a_page_cuts_no_paragraph(number: str) -> None:
    """A sentence goes on behind it, and no lead phrase begins there."""
    begun = "加强统计。建立健全能源消费统计核算制度，完善重点用能单位在线监测系统建设，推广节能低碳先进适用技术和"
    rest = "智能化示范项目。鼓励各地探索统计方法创新。"
    text = f"一、任务\n{begun}\n{number}\n{rest}\n加强核查。组织开展年度核查工作，公布核查结果。"

    document = document_of(text)
    clauses = split_clauses(document)[1]

    assert [clause.titles for clause in clauses] == [("加强统计",), ("加强核查",)]
    assert view_of(document.text, clauses[0].span).text == fold_width(begun + rest)


def test_a_heading_that_names_indicators_may_have_numbers_below_it() -> None:
    """What stands below it is a table only where a header and rows of figures do."""
    lines = ("一、主要指标", "（一）水质指标", "到2025年达标。", "（二）大气指标", "到2025年达标。")

    assert line_labels(*lines)[1:] == ["（一）水质指标", "（二）大气指标"]
