"""Tables of scores and misses: what stands in which row, and how a number is written."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.cases import Split
from eval.judgement import Place
from eval.metrics import Scores, summarise
from eval.runner import Search
from eval.runs import seal
from eval.statistics import Mean, Rate
from eval.tables import (
    ALL,
    NOTHING,
    UNANSWERABLE,
    Table,
    answer_table,
    cause_table,
    escape_markdown,
    explain_miss,
    form_table,
    format_count,
    format_mean,
    format_number,
    format_rate,
    format_share,
    list_table,
    miss_lines,
    safety_table,
    scores_by_document,
    scores_by_kind,
    scores_by_style,
    scores_by_turn,
    scores_to_dict,
    search_table,
    system_table,
    text_width,
)

TITLE = "海州市绿色行动方案"
GOAL = "到2030年，累计创建绿色工厂200家以上"
ENERGY = "到2025年，清洁能源占比达到40%"


@pytest.fixture
def records(make_case, make_answer, judged):
    """One right, one wrong, one rightly declined, one right follow-up of the test half."""
    words = "绿色工厂200家以上"
    keys = ("200家以上",)
    cases = [
        make_case("target", words, id="c1", question="一？", keys=keys, source="formal"),
        make_case("task", words, id="c2", question="二？", keys=keys, source="typo"),
        make_case("target", id="c3", question="三？", source="formal"),
        make_case(
            "target",
            words,
            id="c4",
            question="四？",
            keys=keys,
            split=Split.TEST,
            history=("一？",),
            source="自定",
        ),
    ]
    right = make_answer("200家以上", GOAL)
    answers = {
        "一？": right,
        "二？": make_answer("40%", ENERGY),
        "三？": make_answer("没有"),
        "四？": right,
    }
    return judged(cases, lambda question: answers[question.text])


@pytest.fixture
def judgements(records):
    return [record.judgement for record in records]


def row(table: Table, name: str) -> dict[str, str]:
    (cells,) = (cells for cells in table.rows if cells[0] == name)
    return dict(zip(table.header, cells, strict=True))


def test_a_table_lines_up_in_a_terminal():
    """A Chinese character takes two places."""
    table = Table(header=("类别", "n"), rows=(("目标", "10"), ("all", "2")))
    assert table.to_text().splitlines() == ["类别  n", "目标  10", "all   2"]
    assert text_width("目标a") == 5


def test_a_table_is_markdown():
    """Header, rule, rows."""
    table = Table(header=("类别", "n"), rows=(("目标", "10"),))
    assert table.to_markdown() == "| 类别 | n |\n| --- | ---: |\n| 目标 | 10 |"


@settings(deadline=None)
@given(st.lists(st.text(), min_size=2, max_size=4))
def test_whatever_a_cell_holds_it_stays_one_cell_of_markdown(cells):
    """No border, line end or tag of its own: the row keeps its columns, and nothing runs."""
    table = Table(header=tuple("甲" for _ in cells), rows=(tuple(cells),))
    lines = table.to_markdown().split("\n")
    assert len(lines) == 3
    assert len(lines[2].splitlines()) == 1
    assert lines[2].replace(r"\|", "").count("|") == len(cells) + 1
    assert "<" not in lines[2]


def test_markdown_keeps_what_is_no_markup():
    """R&D stays readable; a tag is shown, not obeyed."""
    assert escape_markdown("甲\n乙") == "甲 乙"
    assert escape_markdown("<script>|") == r"&lt;script&gt;\|"
    assert escape_markdown("《办法》第1条") == "《办法》第1条"


def test_what_cannot_be_counted_is_a_dash():
    """Not 0: nothing was there to count."""
    none = Mean(value=None, low=None, high=None, n=0)
    assert format_rate(Rate(hits=0, n=0)) == NOTHING
    assert format_count(Rate(hits=0, n=0)) == NOTHING
    assert (format_share(None), format_number(None), format_mean(none)) == (NOTHING,) * 3


def test_numbers_carry_what_they_are_made_of():
    """A rate its hits and its interval, a mean its interval."""
    assert format_rate(Rate(hits=8, n=10)) == "0.80 (8/10, 0.49–0.94)"
    assert format_count(Rate(hits=8, n=10)) == "8/10"
    assert format_mean(Mean(value=0.5, low=0.25, high=0.75, n=8)) == "0.50 (0.25–0.75)"
    assert (format_share(0.5), format_number(12.34)) == ("0.50", "12.3")


def test_kinds_hold_their_answerable_cases_and_the_rest_stands_apart(judgements):
    """A kind's score is about answering; the unanswerable have a row of their own."""
    groups = scores_by_kind(judgements)
    assert {name: scores.cases for name, scores in groups.items()} == {
        "目标": 2,
        "举措": 1,
        UNANSWERABLE: 1,
        ALL: 4,
    }
    answers = answer_table(groups)
    assert row(answers, "目标")["答对且条款对"].startswith("1.00 (2/2")
    assert row(answers, "举措")["答对"].startswith("0.00 (0/1")
    assert row(answers, ALL)["首条引用对"].startswith("0.67 (2/3")
    assert UNANSWERABLE not in [cells[0] for cells in answers.rows]
    safety = safety_table(groups)
    assert row(safety, UNANSWERABLE)["应拒已拒"].startswith("1.00 (1/1")
    assert row(safety, ALL)["误拒"].startswith("0.00 (0/3")
    assert row(safety, ALL)["编造"] == "0/4"
    assert row(form_table(groups), ALL)["120 字以内"].startswith("1.00 (2/2")


def test_tables_without_anything_to_show_are_empty(judgements):
    """No list was asked for, and nothing is known of the search."""
    groups = scores_by_kind(judgements)
    assert list_table(groups).rows == ()
    assert search_table(groups).rows == ()


def test_lists_and_searches_have_their_tables(shelf, make_case, make_answer, judged):
    """Rows found, and the rank of the gold."""
    case = make_case("list", "绿色工厂200家以上", "清洁能源占比达到40%", keys=("200家以上",))
    clause = shelf.find(TITLE).clauses[1]
    found = Search(found=(Place(document_id=TITLE, span=clause.span),), confidence=0.5)
    records = judged([case], lambda _: make_answer("200家以上", GOAL), lambda _: found)
    groups = scores_by_kind([one.judgement for one in records])
    cells = row(list_table(groups), "清单")
    assert (cells["精确率"][:4], cells["召回率"][:4], cells["F1"][:4]) == ("1.00", "0.50", "0.67")
    assert cells["完全一致"].startswith("0.00 (0/1")
    assert row(search_table(groups), "清单")["首位检中"].startswith("1.00 (1/1")
    assert row(search_table(groups), "清单")["召回@5"].startswith("0.50")


def test_turns_documents_and_styles_group_the_same_cases(judgements):
    """A style that has no name is called as it is written; documents are of the answerable."""
    turns = {name: one.cases for name, one in scores_by_turn(judgements).items()}
    assert turns == {"第 1 轮": 3, "第 2 轮": 1}
    assert {name: one.cases for name, one in scores_by_document(judgements).items()} == {TITLE: 3}
    styles = {name: one.cases for name, one in scores_by_style(judgements).items()}
    assert styles == {"公文式": 2, "错别字": 1, "自定": 1}


def test_systems_stand_side_by_side(judgements):
    """Over all cases, in the order given."""
    table = system_table({"甲": summarise(judgements), "乙": summarise(judgements[:1])})
    assert [cells[0] for cells in table.rows] == ["甲", "乙"]
    assert row(table, "甲")["答对且条款对"].startswith("0.67 (2/3")
    assert row(table, "乙")["应拒已拒"] == NOTHING


def test_a_miss_says_what_is_wrong(judgements):
    """Its cause first; the right ones say nothing."""
    reasons = [explain_miss(one) for one in judgements]
    assert reasons == ["", "引错；缺：200家以上；多出：40%", "", ""]
    ranked = replace(judgements[1], ranks=(None, 3), fabricated=("引文1",))
    assert explain_miss(ranked).startswith("编造；缺：200家以上；")
    assert explain_miss(ranked).endswith("编造：引文1；出处：没有检到、第 3 位")


def test_misses_are_listed_but_not_the_sealed_ones(records):
    """Id, kind, question and what is wrong; of a sealed record nothing."""
    assert miss_lines(records) == ["c2 [举措] 二？\n    引错；缺：200家以上；多出：40%"]
    assert miss_lines([seal(record) for record in records]) == []


def test_causes_are_counted_with_what_they_mean(judgements):
    """So that the work to do can be read off."""
    ((name, count, meaning),) = cause_table(judgements).rows
    assert (name, count) == ("引错", "1")
    assert "引用的却是别的条款" in meaning


def test_scores_are_json_with_n_and_interval(judgements):
    """Every measure; None where there was nothing to count."""
    found = scores_to_dict(summarise(judgements))
    assert set(found) == {field.name for field in fields(Scores)}
    assert json.loads(json.dumps(found)) == found
    assert found["right"] == {
        "hits": 2,
        "n": 3,
        "value": 2 / 3,
        "interval": list(Rate(hits=2, n=3).interval),
    }
    assert found["gold_recall"]["n"] == 3
    assert found["list_f1"] == {"n": 0, "value": None, "interval": None}
    assert (found["cases"], found["auroc"]) == (4, None)
