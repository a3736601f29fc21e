"""Real documents of other kinds: a statute, a Word file, a ministry's PDF, a web page.

What is wrong in them is listed in docs/known-faults.md.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.facts import ParsedDocument
from corpus.model import ClauseRole, Document
from corpus.reader import JSON_LINES, SUFFIXES, read_documents
from corpus.structure import parse_document
from tests.corpus.test_properties import check

STATUTE = "清洁生产促进法(2012-02-29).md"
WORD = "1、江西省人民政府办公厅关于将健康融入所有政策的意见.docx"
MINISTRY = "工业领域碳达峰实施方案.pdf"
PAGE = "32_长期护理保险试行办法_穗医保规字2024-1号.html"

ReadSample = Callable[[Path], Document]
ParsedSample = Callable[[str], ParsedDocument]

pytestmark = pytest.mark.samples


@pytest.fixture
def parsed_sample(samples: Path, read_sample: ReadSample) -> ParsedSample:
    def parse(name: str) -> ParsedDocument:
        parsed = parse_document(read_sample(next(samples.rglob(name))))
        check(parsed)
        return parsed

    return parse


def top_heads(parsed: ParsedDocument) -> list[str]:
    return [head.title for head in parsed.heads if head.level == 1]


def test_a_statute_has_its_chapters_and_articles(parsed_sample: ParsedSample) -> None:
    """Six chapters, forty articles in order, and the notes of adoption before them."""
    parsed = parsed_sample(STATUTE)
    articles = [clause for clause in parsed.clauses if clause.role is ClauseRole.ARTICLE]

    assert parsed.document.title == "中华人民共和国清洁生产促进法"
    assert top_heads(parsed) == [
        "总则",
        "清洁生产的推行",
        "清洁生产的实施",
        "鼓励措施",
        "法律责任",
        "附则",
    ]
    assert [clause.path.label for clause in articles] == [
        f"第{number}条"
        for number in [
            "一",
            "二",
            "三",
            "四",
            "五",
            "六",
            "七",
            "八",
            "九",
            "十",
            "十一",
            "十二",
            "十三",
            "十四",
            "十五",
            "十六",
            "十七",
            "十八",
            "十九",
            "二十",
            "二十一",
            "二十二",
            "二十三",
            "二十四",
            "二十五",
            "二十六",
            "二十七",
            "二十八",
            "二十九",
            "三十",
            "三十一",
            "三十二",
            "三十三",
            "三十四",
            "三十五",
            "三十六",
            "三十七",
            "三十八",
            "三十九",
            "四十",
        ]
    ]
    assert len(parsed.clauses) == 41


def test_a_word_file_has_its_sections_and_tasks(parsed_sample: ParsedSample) -> None:
    """Five sections, sixteen tasks numbered through, each with its units; the closing paragraph apart."""
    parsed = parsed_sample(WORD)
    tasks = [clause for clause in parsed.clauses if clause.role is ClauseRole.TASK]

    assert len(top_heads(parsed)) == 5
    assert top_heads(parsed)[0] == "将健康融入政治建设，完善健康治理体系"
    assert [clause.path.numbers[-1] for clause in tasks][-1] == "（十六）"
    assert len(tasks) == len(parsed.facts.responsibilities) == 16
    assert len(parsed.clauses) == 18
    assert [one.path.headings for one in parsed.clauses if "结语" in one.path.headings]


def test_a_ministry_pdf_has_its_numbering_its_units_and_its_pages(
    parsed_sample: ParsedSample,
) -> None:
    """（四） to （二十） run through the chapters; 1. restarts; every bracket of units is found."""
    parsed = parsed_sample(MINISTRY)
    tasks = [clause for clause in parsed.clauses if clause.role is ClauseRole.TASK]
    second = [head.path.numbers[-1] for head in parsed.heads if head.level == 2]

    assert top_heads(parsed) == ["总体要求", "重点任务", "重大行动", "政策保障", "组织实施"]
    assert second[:4] == ["（一）", "（二）", "（三）", "（四）"]
    assert len(parsed.clauses) == 60
    assert len(tasks) == len(parsed.facts.responsibilities) == 45
    assert len(parsed.document.pages) == 25
    assert parsed.document.page_of(parsed.clauses[-1].span.start) == 24
    assert len(parsed.facts.targets) >= 30


def test_a_web_page_gives_the_decree_without_the_site(parsed_sample: ParsedSample) -> None:
    """Six chapters and thirty-two articles; no navigation, no footer."""
    parsed = parsed_sample(PAGE)
    articles = [clause for clause in parsed.clauses if clause.role is ClauseRole.ARTICLE]

    assert top_heads(parsed) == [
        "总则",
        "参保缴费",
        "待遇支付",
        "服务管理",
        "基金管理",
        "附则",
    ]
    assert len(articles) == 32
    assert articles[-1].path.label == "第三十二条"
    assert "网站" not in parsed.document.text
    assert "扫一扫" not in parsed.document.text


def test_every_readable_sample_loses_nothing(samples: Path, read_sample: ReadSample) -> None:
    """Whatever lies in the folder and has text tiles, quotes and has unique ids."""
    read = 0
    unreadable = []  # scans without text
    for path in sorted(samples.rglob("*")):
        if path.name.lower().endswith(SUFFIXES) and "pairs" not in path.parts:
            try:
                is_one = not path.name.endswith(JSON_LINES)
                documents = [read_sample(path)] if is_one else read_documents(path)
                for document in islice(documents, 0, 500, 50):
                    check(parse_document(document))
                    read += 1
            except ReadError as error:
                unreadable.append(error)

    assert read >= 10
    assert all("没有文字层" in error.message for error in unreadable)
