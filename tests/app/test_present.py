"""An answer as JSON, as terminal text and as Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from app.answer import Answer, AnswerStatus, Note, Premise
from app.present import answer_to_dict, escape_markdown, to_markdown, to_text
from tests.app.contract import ANSWER_KEYS
from tests.app.fakes_page import (
    AGENCY,
    AGENCY_TEXT,
    HOSTILE_ANSWER,
    HOSTILE_QUOTE,
    POINTS,
    PREMISE,
    TABLE,
    decline,
)

CITATION_KEYS = [
    "number",
    "document_id",
    "document_title",
    "clause_id",
    "path",
    "label",
    "place",
    "quote",
    "start",
    "end",
    "page",
    "source",
]
BRACKET = "（责任单位：市水利局、农业农村局，各县（市）区人民政府按职责分工负责）"


def with_parts() -> Answer:
    """An answer of two parts, one of them declined."""
    return replace(AGENCY, answer="", statements=(), citations=(), parts=(AGENCY, decline("补贴")))


def test_the_json_object_has_exactly_the_keys_of_the_contract():
    """Keys and their order are the contract of every face."""
    record = answer_to_dict(AGENCY)
    assert list(record) == ANSWER_KEYS
    assert list(record["citations"][0]) == CITATION_KEYS
    assert list(record["statements"][0]) == ["text", "citations"]


def test_the_json_object_holds_what_the_answer_holds():
    """Values are plain JSON, and nothing is escaped or shortened."""
    answer = replace(
        PREMISE,
        total=3,
        premise=Premise(asked="50%", found="12%以上"),
        notes=(Note(code="ocr", text="扫描件"),),
    )
    record = json.loads(json.dumps(answer_to_dict(answer), ensure_ascii=False))
    assert record["kind"] == "target"
    assert record["status"] == "answered"
    assert record["answer"] == answer.answer
    assert record["statements"] == [{"text": answer.answer, "citations": [1]}]
    assert record["citations"][0]["quote"] == answer.citations[0].quote
    assert record["citations"][0]["path"] == ["一、总体要求"]
    assert record["citations"][0]["page"] == 1
    assert record["total"] == 3
    assert record["premise"] == {"asked": "50%", "found": "12%以上"}
    assert record["notes"] == [{"code": "ocr", "text": "扫描件"}]
    assert record["reason"] is None
    assert record["elapsed_ms"] == answer.elapsed_ms


def test_a_declined_json_object_has_its_reason_and_near_clauses():
    """Declined: no citations, the near clauses in the same form, the reason in words."""
    record = answer_to_dict(decline("补贴"))
    assert record["status"] == "not_found"
    assert record["citations"] == []
    assert [list(near) for near in record["near"]] == [CITATION_KEYS, CITATION_KEYS]
    assert record["reason"] == "现有 2 份文件中没有关于“补贴”的内容。"
    assert record["suggestions"] == ["农业节水有哪些举措？"]


def test_parts_are_whole_json_objects():
    """Each part of an answer is an answer."""
    record = answer_to_dict(with_parts())
    assert [list(part) for part in record["parts"]] == [ANSWER_KEYS, ANSWER_KEYS]
    assert [part["status"] for part in record["parts"]] == ["answered", "not_found"]


def test_terminal_text_is_the_answer_and_what_it_rests_on():
    """First the answer with its numbers, then label, quote, file and page of each citation."""
    assert to_text(AGENCY) == (
        f"{AGENCY_TEXT}[1]\n\n依据：\n[1] 《青禾市节水行动方案》二（一）1\n"
        f"    “{BRACKET}”\n    （plan.txt 第2页）"
    )


def test_terminal_text_cites_every_statement():
    """Points are cited one by one; a statement that the answer leaves out follows as a point."""
    assert to_text(POINTS).splitlines()[:4] == [
        "农业节水的举措：",
        "- 推广喷灌、滴灌等高效节水灌溉技术[1]",
        "- 完善农业用水计量设施[2]",
        "- 新建项目必须采用节水工艺[3]",
    ]


def test_terminal_text_says_the_total_and_cites_every_row():
    """A table keeps its form; each row carries its number."""
    lines = to_text(replace(TABLE, total=3)).splitlines()
    assert lines[1:7] == [
        "| 序号 | 任务 | 要求 |",
        "| --- | --- | --- |",
        "| 1 | 改造灌区 | 新增高效节水灌溉面积3万亩 |[1]",
        "| 2 | 计量收费 | 完善农业用水计量设施 |[2]",
        "| 3 | 工业节水 | 不得使用淘汰设备 |[3]",
        "共 3 项。",
    ]


def test_terminal_text_corrects_a_premise_first():
    """The correction leads, remarks follow."""
    answer = replace(
        PREMISE,
        premise=Premise(asked="50%", found="12%以上"),
        notes=(Note(code="ocr", text="出自扫描件。"),),
    )
    lines = to_text(answer).splitlines()
    assert lines[0] == "更正：问题中说的是“50%”，原文是“12%以上”。"
    assert lines[-1] == "说明：出自扫描件。"


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (AnswerStatus.NOT_FOUND, "原文中没有找到答案"),
        (AnswerStatus.OUT_OF_SCOPE, "超出现有文件的范围"),
    ],
)
def test_terminal_text_of_a_declined_question_is_no_answer(status, title):
    """Reason first, then the near clauses named as near; never 依据."""
    text = to_text(decline("补贴", status))
    assert text.startswith(f"{title}：现有 2 份文件中没有关于“补贴”的内容。")
    assert "相近条款（供参考，不是答案）：\n[1] 《青禾市节水行动方案》二（二）" in text
    assert "依据" not in text


def test_terminal_text_shows_each_part_under_its_question():
    """Several questions in one are answered one by one."""
    text = to_text(with_parts())
    assert text.index("◆ 灌区改造谁负责") < text.index(AGENCY_TEXT) < text.index("◆ 补贴")
    assert text.index("◆ 补贴") < text.index("原文中没有找到答案")


def test_terminal_text_has_no_control_characters():
    """Neither a document nor a question can steer the terminal."""
    answer = replace(
        decline("\x1b[2J清屏\x07"), reason="\x1b]0;标题\x07没有\u202e", suggestions=("\x9b31m",)
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", to_text(answer))


def test_markdown_shows_what_the_terminal_shows():
    """Same contents in the same order, with headings for what it rests on."""
    markdown = to_markdown(POINTS)
    assert markdown.startswith("农业节水的举措：\n\n- 推广喷灌、滴灌等高效节水灌溉技术\\[1\\]\n")
    assert "**依据**\n\n- \\[1\\] 《青禾市节水行动方案》二（一）1：“推广喷灌" in markdown


def test_markdown_tables_stay_tables():
    """Head, rule and rows follow each other without a gap; the number stands in the last cell."""
    lines = to_markdown(TABLE).splitlines()
    start = lines.index("| 序号 | 任务 | 要求 |")
    assert lines[start + 1] == "| --- | --- | --- |"
    assert lines[start + 2] == "| 1 | 改造灌区 | 新增高效节水灌溉面积3万亩\\[1\\] |"
    assert lines[start + 4].endswith("不得使用淘汰设备\\[3\\] |")


def test_markdown_has_no_markup_of_documents_or_questions():
    """Every special character of a hostile document is escaped wherever it appears."""
    hostile = replace(
        decline(HOSTILE_QUOTE), suggestions=(HOSTILE_QUOTE,), notes=(Note(code="x", text="# 甲"),)
    )
    for answer in (HOSTILE_ANSWER, hostile, replace(with_parts(), parts=(HOSTILE_ANSWER,))):
        markdown = to_markdown(answer)
        assert "<" not in markdown
        assert not re.search(r"(?<!\\)[\[\]`]|(?<!\\)\]\(", markdown)
        assert "\\[链接\\]\\(javascript\\:window\\.hacked=1\\)" in markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a_b*c", "a\\_b\\*c"),
        ("<img src=x>", "&lt;img src=x\\>"),
        ("[x](y)", "\\[x\\]\\(y\\)"),
        ("&lt;", "&amp;lt;"),
        ("a|b", "a\\|b"),
        ("第一行\n# 第二行", "第一行 \\# 第二行"),
        ("到2025年，15%以上", "到2025年，15%以上"),
    ],
)
def test_markdown_is_escaped(text, escaped):
    """Characters with a meaning in Markdown or HTML lose it; Chinese text stays as it is."""
    assert escape_markdown(text) == escaped
