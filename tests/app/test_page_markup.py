"""Answers, errors and clauses as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answer import AnswerStatus, Note, Premise
from app.page_markup import (
    SHOWN_CITATIONS,
    answer_html,
    clause_html,
    clause_name,
    error_html,
    fault_html,
    inert,
    question_html,
)
from corpus.errors import PolicyQAError
from corpus.model import ClausePath, Span
from tests.app.fakes_page import (
    AGENCY,
    GREETING,
    HOSTILE,
    HOSTILE_ANSWER,
    HOSTILE_PARTS,
    HOSTILE_QUOTE,
    INDUSTRY,
    IRRIGATION,
    METERS,
    MONEY,
    PLAN,
    PLAN_PARTS,
    PLAN_TITLE,
    POINTS,
    PREMISE,
    TABLE,
    cite,
    decline,
)
from tests.app.page_reading import read_html

OURS = {
    "article", "button", "details", "div", "footer", "h3", "h4", "header", "li", "mark", "nav", "ol",
    "p", "section", "span", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
OUR_ATTRIBUTES = {
    "class", "type", "title", "role", "aria-label", "data-clause", "data-start", "data-end",
    "data-current",
}  # fmt: skip
PLAIN_HOSTILE = HOSTILE_QUOTE.replace("\u202e", "")


def show(clause, marked=None, neighbours=(None, None), document=PLAN):
    """Read the panel of a clause."""
    return read_html(clause_html(document, clause, marked=marked, neighbours=neighbours))


def test_every_statement_is_followed_by_its_number():
    """The numbers are buttons that name clause and span."""
    reading = read_html(answer_html(POINTS))
    spans = [(c.clause_id, str(c.start), str(c.end)) for c in POINTS.citations]
    assert reading.targets == spans * 2  # once behind the statement, once in 依据
    assert reading.tags.count("li") == 3 + 3
    assert (
        "推广喷灌、滴灌等高效节水灌溉技术1完善农业用水计量设施2新建项目必须采用节水工艺3"
        in reading.text
    )


def test_a_table_is_a_table_with_its_numbers():
    """Head, three rows, a number in each, the total below."""
    reading = read_html(answer_html(replace(TABLE, total=3)))
    assert reading.tags.count("tr") == 4
    assert reading.tags.count("th") == 3
    assert reading.tags.count("td") == 9
    assert len(reading.targets) == 6
    assert "共 3 项" in reading.text
    assert "---" not in reading.text


def test_premise_notes_and_time_are_shown():
    """The correction comes before the answer, remarks and time after it."""
    answer = replace(
        PREMISE,
        premise=Premise(asked="50%", found="12%以上"),
        notes=(Note(code="ocr", text="出自扫描件。"),),
    )
    text = read_html(answer_html(answer)).text
    order = ["更正：问题中说的是“50%”", "到2027年", "依据", "说明：出自扫描件。", "用时 12 毫秒"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_a_follow_up_says_how_it_was_understood():
    """A question that stands by itself is not repeated."""
    understood = replace(AGENCY, resolved_question="灌区改造由谁负责？")
    assert "理解为：灌区改造由谁负责？" in read_html(answer_html(understood)).text
    assert "理解为" not in read_html(answer_html(AGENCY)).text


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (AnswerStatus.NOT_FOUND, "原文中没有找到答案"),
        (AnswerStatus.OUT_OF_SCOPE, "超出现有文件的范围"),
    ],
)
def test_a_declined_question_looks_different_and_lists_the_near_clauses(status, title):
    """Its own class, its own title, near clauses to press, and no 依据."""
    markup = answer_html(decline("补贴", status))
    reading = read_html(markup)
    assert ("class", "reply reply-declined") in reading.attributes
    assert ("class", "reply reply-answered") not in reading.attributes
    assert title in reading.text
    assert [target[0] for target in reading.targets] == [INDUSTRY.id, MONEY.id]
    assert "依据" not in reading.text


def test_many_citations_fold_away():
    """The first few are shown, the others counted and one press away; none is lost."""
    count = SHOWN_CITATIONS + 3
    answer = replace(AGENCY, citations=tuple(cite(n, IRRIGATION) for n in range(1, count + 1)))
    reading = read_html(answer_html(answer))
    assert "其余 3 条" in reading.text
    assert len(reading.targets) == 1 + count


@pytest.mark.parametrize(
    "markup",
    [
        answer_html(HOSTILE_ANSWER),
        answer_html(replace(HOSTILE_ANSWER, answer="- " + HOSTILE_QUOTE)),
        answer_html(replace(HOSTILE_ANSWER, answer=f"| 甲 |\n|---|\n| {HOSTILE_QUOTE} |")),
        answer_html(replace(decline(HOSTILE_QUOTE), suggestions=(HOSTILE_QUOTE,))),
        answer_html(
            replace(
                HOSTILE_ANSWER,
                resolved_question=HOSTILE_QUOTE,
                premise=Premise(asked=HOSTILE_QUOTE, found=HOSTILE_QUOTE),
                notes=(Note(code="x", text=HOSTILE_QUOTE),),
                parts=(HOSTILE_ANSWER,),
            )
        ),
        question_html(HOSTILE_QUOTE),
        error_html(PolicyQAError(HOSTILE_QUOTE, hint=HOSTILE_QUOTE)),
        clause_html(
            replace(HOSTILE, source=HOSTILE_QUOTE),
            HOSTILE_PARTS[0],
            marked=HOSTILE_PARTS[0].span,
            neighbours=(HOSTILE_PARTS[0], HOSTILE_PARTS[0]),
            ended=HOSTILE_QUOTE,
        ),
    ],
)
def test_hostile_words_are_shown_as_words(markup):
    """Only our elements and attributes come out; the words come out whole, as text."""
    reading = read_html(markup)
    assert set(reading.tags) <= OURS
    assert {name for name, _ in reading.attributes} <= OUR_ATTRIBUTES
    assert PLAIN_HOSTILE.split(" &amp;")[0] in reading.text
    assert "\u202e" not in markup


def test_hostile_ids_stay_attributes():
    """An id may hold quotation marks and brackets; it still names its clause."""
    name = "\"><img src=x onerror=1> & '"
    answer = replace(AGENCY, citations=(replace(AGENCY.citations[0], clause_id=name),))
    assert {target[0] for target in read_html(answer_html(answer)).targets} == {name}


@pytest.mark.parametrize("clause", PLAN_PARTS, ids=lambda clause: clause.id)
def test_a_clause_is_shown_whole(clause):
    """Character for character, whatever is marked in it."""
    span = clause.span
    whole = span.of(PLAN.text)
    for marked in (None, span, Span(start=span.start + 2, end=span.start + 5)):
        reading = show(clause, marked)
        assert reading.clause_text == whole
        assert reading.marked == (marked.of(PLAN.text) if marked else "")


def test_only_words_of_the_clause_are_marked():
    """A span that reaches over the end is cut; the clause stays whole."""
    span = INDUSTRY.span
    reading = show(INDUSTRY, Span(start=span.end - 3, end=span.end + 9))
    assert reading.marked == "设备。"
    assert reading.clause_text == span.of(PLAN.text)


def test_a_cited_heading_is_shown_above_its_clause():
    """A heading is no part of a clause; its words are marked all the same."""
    title = Span(start=0, end=len(PLAN_TITLE))
    reading = show(GREETING, title)
    assert reading.marked == PLAN_TITLE
    assert reading.clause_text == GREETING.span.of(PLAN.text)
    assert show(INDUSTRY, Span(start=0, end=INDUSTRY.span.start - 1)).marked == ""


def test_the_panel_says_where_the_clause_stands():
    """Document, headings, label, page and file."""
    text = show(IRRIGATION).text
    for words in (
        "《青禾市节水行动方案》",
        "二、主要任务",
        "（一）农业节水",
        "二（一）1　改造灌区",
    ):
        assert words in text
    assert "第 2 页" in text
    assert "文件：plan.txt" in text
    assert "页" not in show(HOSTILE_PARTS[0], document=HOSTILE).text.split("文件")[0]


def test_neighbours_lead_on():
    """Both neighbours are to be pressed; where there is none, that is said."""
    reading = show(METERS, neighbours=(IRRIGATION, INDUSTRY))
    assert [target[0] for target in reading.targets] == [IRRIGATION.id, INDUSTRY.id]
    assert "上一条　二（一）1　改造灌区" in reading.text
    assert "没有上一条" in show(GREETING, neighbours=(None, IRRIGATION)).text
    assert "没有下一条" in show(MONEY, neighbours=(INDUSTRY, None)).text


def test_a_clause_is_named_by_label_and_title():
    """The number is not said twice; two titles are both named."""
    assert clause_name(INDUSTRY) == "二（二）　工业节水"
    lead = ClausePath(headings=("前 言",), numbers=("前言",))
    assert clause_name(replace(GREETING, path=lead)) == "前言"
    assert clause_name(replace(METERS, titles=("计量", "收费"))) == "二（一）2　计量；收费"


def test_errors_are_told_from_answers():
    """Message and next step, announced at once to who cannot see."""
    reading = read_html(error_html(PolicyQAError("索引损坏。", hint="运行 make index。")))
    assert reading.text == "索引损坏。下一步：运行 make index。"
    assert ("role", "alert") in reading.attributes
    assert "下一步：" in read_html(fault_html()).text


def test_inert_text_is_text():
    """Quotation marks too, for attributes."""
    assert inert("<a href=\"x\">'&'</a>\x00") == (
        "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt;"
    )
