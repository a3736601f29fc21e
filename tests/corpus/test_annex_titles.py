"""Titles of annexes on the lines below their mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reader import from_text
from corpus.structure import split_clauses

BODY = "某市工作通知\n一、目标\n到2030年，全部达标。\n二、任务\n加快建设。\n"


def titles(annex: str) -> list[str]:
    """Return the titles of the annexes of a small notice."""
    document = from_text(BODY + annex, path=Path("样本.txt"), content_hash="")
    heads = split_clauses(document)[0]
    return [
        "".join(one.title.split())
        for one in heads
        if "".join(one.path.numbers[-1:]).startswith("附")
    ]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "附件2\n某市低碳项目补助资金\n绿色建设项目\n申报说明",
            "某市低碳项目补助资金绿色建设项目申报说明",
        ),
        ("附件1\n某市试点建设方案\n编制指南", "某市试点建设方案编制指南"),
        ("附件2\n某项目实施情况报告\n（模板）", "某项目实施情况报告（模板）"),
        ("附件\n农村污水治理方案\n（2021—2025年）", "农村污水治理方案（2021—2025年）"),
        ("附件3：\n附件：3\n某市节水项目\n申报说明", "某市节水项目申报说明"),
        ("附件4-1：\n附件2\n改造项目\n总投资要求", "改造项目总投资要求"),
        ("附件（附在申报书最后）\n某市补助资金\n承诺书", "某市补助资金承诺书"),
    ],
)
def test_a_title_goes_on_to_its_last_words(lines: str, title: str) -> None:
    """Wrapped before its last words, with a note below, below a mark that is printed twice."""
    assert titles(f"{lines}\n一、条件\n依法注册。\n二、标准\n按标准补助。") == [title]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("附件1\n某市碳达峰方案\n总体要求", "某市碳达峰方案"),
        ("附件2\n某市项目申请表\n填表说明", "某市项目申请表"),
        ("附件2\n某市项目申请表\n（单位：万元）", "某市项目申请表"),
    ],
)
def test_a_line_below_a_whole_title_is_no_part_of_it(lines: str, title: str) -> None:
    """Heads and notes to a form stand below the title."""
    assert titles(f"{lines}\n一、条件\n依法注册。\n二、标准\n按标准补助。") == [title]


def test_the_next_annex_repeats_no_mark() -> None:
    """An annex of which only the mark is left stands above the next one."""
    text = BODY + "附件1\n附件2\n某市节水方案\n一、条件\n依法注册。\n二、标准\n补助。"
    clauses = split_clauses(from_text(text, path=Path("样本.txt"), content_hash=""))[1]

    assert [one.path.numbers[0] for one in clauses[2:]] == ["附件1", "附件2", "附件2"]


def test_the_mark_printed_twice_is_no_part_of_the_path() -> None:
    """A citation names the annex once."""
    text = BODY + "附件4-1：\n附件2\n投资要求\n一、设备\n购置设备。\n二、工程\n安装设备。"
    clauses = split_clauses(from_text(text, path=Path("样本.txt"), content_hash=""))[1]

    assert clauses[-1].path.headings[0] == "附件4-1： 投资要求"


def test_a_signature_below_a_mark_is_no_title() -> None:
    """附件： may stand above the names and the day of a notice that lists nothing there."""
    assert titles("附件：\n水利部　财政部\n2022年5月7日\n为节水。\n") in ([], ["附件"], ["附件："])
    assert titles("附件1\n节水工作领导小组\n成员名单\n组长：某某。\n") == [
        "节水工作领导小组成员名单"
    ]
