"""One run as Markdown, JSON, a workbook and a page: complete, self-contained, and text stays text."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from eval.cases import Split
from eval.errors import RunError
from eval.report import (
    FORMATS,
    SEALED_NOTE,
    run_facts,
    run_sections,
    to_html,
    to_json,
    to_markdown,
    to_workbook,
    write_report,
)
from eval.runs import load_run

GOAL = "到2030年，累计创建绿色工厂200家以上"
ENERGY = "到2025年，清洁能源占比达到40%"
SCRIPT = "<script>alert(1)</script>"
NASTY = (
    SCRIPT,
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.com")',
    "甲|乙",
    "甲\n乙",
    "<img src=x onerror=alert(1)>",
    "\x00\x0b控制字符",
    "#N/A",
    "&amp;",
    "'\"",
)
SECRET = "测试集的问题？"


@pytest.fixture
def run(make_case, make_answer, judged, keep_run):
    """A run with a question of every nasty kind, all missed, one right, and one declined."""
    words = "绿色工厂200家以上"
    missed = [
        make_case("target", words, id=f"n{number}", question=text, keys=("200家以上",))
        for number, text in enumerate(NASTY)
    ]
    right = make_case("target", words, id="r1", question="对的？", keys=("200家以上",))
    declined = make_case("task", words, id="=r2", question="拒的？", keys=("200家以上",))
    answers = {
        "对的？": make_answer("200家以上", GOAL),
        "拒的？": make_answer("没有"),
    }
    wrong = make_answer(f"40%{SCRIPT}|\n=2", ENERGY)
    records = judged([*missed, right, declined], lambda question: answers.get(question.text, wrong))
    return keep_run(records, split="develop")


@pytest.fixture
def sealed(make_case, make_answer, judged, keep_run):
    """A run of the test half, everything missed."""
    cases = [
        make_case(
            "target",
            "绿色工厂200家以上",
            id=f"t{number}",
            question=f"{SECRET}{number}",
            history=("先前的秘密？",),
            keys=("200家以上",),
            split=Split.TEST,
        )
        for number in range(3)
    ]
    return keep_run(judged(cases, lambda _: make_answer("40%", ENERGY)), split="test")


@pytest.fixture
def empty(run):
    """The same run before its first record."""
    path = run.folder / "records.jsonl"
    path.write_bytes(b"")
    return load_run(run.folder)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def sheets_of(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_markdown_holds_what_made_the_run_all_tables_and_the_misses(run):
    """One heading a table, one row a miss."""
    page = to_markdown(run)
    assert page.startswith("# 评测报告\n- 评测集：甲.jsonl（开发集，15/15 题）\n")
    for name, value in run_facts(run):
        assert f"- {name}：{value}" in page
    for section in run_sections(run):
        assert f"## {section.title}\n\n| " in page
    misses = page.split("## 没做对的题\n\n")[1].strip().split("\n")
    assert len(misses) == 2 + len(NASTY) + 1
    assert not any("r1" in line for line in misses)


def test_markdown_obeys_nothing_that_a_question_says(run):
    """Every row keeps its seven columns; no tag is left."""
    page = to_markdown(run)
    for line in page.split("## 没做对的题\n\n")[1].strip().split("\n"):
        assert line.replace(r"\|", "").count("|") == 8, line
    assert "<" not in page
    assert "&lt;script&gt;" in page


def test_json_holds_scores_causes_and_misses(run):
    """By kind, document, turn and style; every number with its n."""
    found = json.loads(to_json(run))
    assert list(found) == ["run", "kinds", "documents", "turns", "styles", "causes", "misses"]
    assert found["run"]["set_name"] == "甲.jsonl"
    assert found["kinds"]["合计"]["right_clause"]["n"] == 15
    assert found["kinds"]["合计"]["right_clause"]["hits"] == 1
    assert sum(found["causes"].values()) == len(found["misses"]) == 14
    assert [miss["question"] for miss in found["misses"][: len(NASTY)]] == list(NASTY)
    assert set(found["misses"][0]) == {
        *("id", "kind", "question", "cause", "detail", "answer", "cited"),
    }
    assert found["misses"][-1]["cause"] == "误拒"


def test_the_page_fetches_nothing_and_runs_nothing(run):
    """No script, no address, nothing that a browser would load; the policy says so as well."""
    page = to_html(run)
    tags = Page(page).tags
    assert {tag for tag, _ in tags} <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "dl", "dt", "dd"),
        *("div", "span", "b", "i", "table", "thead", "tbody", "tr", "th", "td", "p"),
    }
    attributes = {name for _, found in tags for name in found}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "style", "class"}
    assert any("default-src 'none'" in (found.get("content") or "") for _, found in tags)
    style = re.search("<style>(.*?)</style>", page, re.S)[1]
    assert not re.search(r"url\(|@import|http", style)
    assert not re.search(r"https?:", page.replace("http://example.com", ""))  # a question's words


def test_the_page_shows_every_question_as_text(run):
    """What looks like a tag is shown, letter by letter."""
    words = Page(to_html(run)).words
    for text in NASTY:
        if "\x00" not in text:  # which HTML cannot hold
            assert text in words, text
    assert SCRIPT not in to_html(run)


def test_the_page_has_bars_with_intervals_and_all_tables(run):
    """The headlines, each kind, and the tables of the run."""
    page = to_html(run)
    for words in ("总览", "各类问题：答对且条款对", "没做对的题"):
        assert f"<h2>{words}</h2>" in page
    for section in run_sections(run):
        assert f"<h2>{section.title}</h2>" in page
    assert "0.07（0.01–0.30） n=15" in page  # right with the right clause
    assert "position:absolute" in page  # the whiskers


def test_the_workbook_has_its_sheets(run):
    """总览 first, one sheet a table, every case, every miss."""
    sheets = sheets_of(to_workbook(run))
    names = list(sheets)
    assert names[0] == "总览"
    assert names[-2:] == ["逐题明细", "错题"]
    assert len(names) == 3 + len(run_sections(run))
    facts = dict(row[:2] for row in sheets["总览"] if row[0])
    assert facts["评测集"] == "甲.jsonl（开发集，15/15 题）"
    headline = next(row for row in sheets["总览"] if row[0] == "答对且条款对")
    assert headline[1:4] == (pytest.approx(1 / 15), 1, 15)
    assert len(sheets["逐题明细"]) == 1 + 15
    assert len(sheets["错题"]) == 1 + 14
    assert sheets["错题"][0][:4] == ("编号", "类别", "问题", "原因")


def test_what_begins_like_a_formula_is_text_in_the_workbook(run):
    """Opened again, no cell computes, links or is an error; only control characters are gone."""
    book = load_workbook(io.BytesIO(to_workbook(run)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}, (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
    questions = [row[4].value for row in book["逐题明细"].iter_rows(min_row=2)]
    expected = [re.sub(r"[\x00\x0b]", "", text) for text in NASTY]
    assert questions == [*expected, "对的？", "拒的？"]
    assert [row[0].value for row in book["错题"].iter_rows(min_row=2)][-1] == "=r2"
    answers = {row[5].value for row in book["错题"].iter_rows(min_row=2)}
    assert f"40%{SCRIPT}| =2" in answers


def test_a_sealed_run_shows_no_question_anywhere(sealed):
    """In no format: neither what was asked, nor what is right, nor what was replied."""
    texts = {
        "md": to_markdown(sealed),
        "json": to_json(sealed),
        "html": to_html(sealed),
        "xlsx": "\n".join(
            str(cell)
            for rows in sheets_of(to_workbook(sealed)).values()
            for row in rows
            for cell in row
        ),
    }
    for name, text in texts.items():
        for words in (SECRET, "先前的秘密", "200家以上", "40%", ENERGY):
            assert words not in text, (name, words)
        assert "引错" in text, name  # as a count
    assert SEALED_NOTE in texts["md"]
    assert SEALED_NOTE in texts["html"]
    assert json.loads(texts["json"])["misses"] == []
    sheets = sheets_of(to_workbook(sealed))
    assert len(sheets["错题"]) == 1
    assert len(sheets["逐题明细"]) == 1


def test_a_run_with_nothing_done_yet_has_a_report_too(empty):
    """Dashes, not a crash."""
    assert "（开发集，0/15 题）" in to_markdown(empty)
    assert "没有。" in to_markdown(empty)
    assert "—" in to_html(empty)
    assert json.loads(to_json(empty))["kinds"] == {}
    assert len(sheets_of(to_workbook(empty))["逐题明细"]) == 1


def test_files_are_written_in_the_formats_wanted(run, tmp_path):
    """Into a folder that is made, each under its Chinese name."""
    folder = tmp_path / "新" / "报告"
    assert write_report(run, folder, ["html", "json"]) == [
        folder / "报告.html",
        folder / "报告.json",
    ]
    written = write_report(run, folder)
    assert [path.name for path in written] == [name for name, _ in FORMATS.values()]
    assert written[0].read_text(encoding="utf-8") == to_markdown(run)
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="结果无法写入"):
        write_report(run, tmp_path / "文件")
