"""How many words question and gold share, against counts made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.cases import Split
from eval.overlap import (
    Overlap,
    longest_run,
    make_up_table,
    overlap_table,
    overlaps,
    word_overlap,
)
from eval.statistics import Mean

UNHURRIED = settings(deadline=None)
GOAL = "累计创建绿色工厂200家以上"
SHARE = "清洁能源占比达到40%"
WORDS = st.text("绿色工厂建设", max_size=8)


def cut(text: str) -> list[str]:
    """Cut at blanks: the questions here are written with them."""
    return text.split()


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("绿色 工厂 要 多少 家", [GOAL], 3 / 5),  # 绿色, 工厂, 家 of five words
        ("绿色 绿色 要", [GOAL], 1 / 2),  # a word counts once
        ("绿色 能源", [GOAL, SHARE], 1.0),  # in any of the texts
        ("上清", [GOAL, SHARE], 0.0),  # not across two texts
        ("５Ｇ 建", ["推广5g"], 1 / 2),  # width and case are only writing
        ("要 *", [GOAL], 0.0),  # a mark is no word
        ("绿色", [], 0.0),
    ],
)
def test_the_share_of_the_questions_words_that_the_texts_hold(question, texts, expected):
    """Different words of the question that stand in a text / different words."""
    assert word_overlap(question, texts, cut) == pytest.approx(expected)


def test_a_question_without_words_has_no_share():
    """Blanks alone are no words."""
    assert word_overlap("  ", [GOAL], cut) is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("绿色工厂要建多少家", GOAL, 4),  # 绿色工厂
        ("要建绿色工厂２００家吗", GOAL, 9),  # 建绿色工厂200家, width aside
        ("谁负责", GOAL, 0),
        ("", GOAL, 0),
        (GOAL, "", 0),
        (GOAL, GOAL, 14),
    ],
)
def test_the_longest_run_of_characters_in_common(question, text, expected):
    """Counted in characters, wherever it stands."""
    assert longest_run(question, text) == expected


@UNHURRIED
@given(WORDS, WORDS)
def test_the_longest_run_is_the_one_that_trying_all_finds(question, text):
    """Every piece of the question, tried one by one; and it does not matter which asks."""
    pieces = {
        question[start:end]
        for start in range(len(question))
        for end in range(start + 1, len(question) + 1)
    }
    assert longest_run(question, text) == max((len(p) for p in pieces if p in text), default=0)
    assert longest_run(question, text) == longest_run(text, question)


def test_overlap_is_averaged_by_kind_over_the_answerable(shelf, make_case):
    """Targets: 绿色, 工厂 of 4 words and 清洁, 能源 of 2 give (½ + 1)/2; runs 2 and 4.

    The unanswerable case is left out; 合计 holds targets and tasks: (½ + 1 + 0)/3, runs (2 + 4 + 0)/3.
    """
    cases = (
        make_case("target", GOAL, question="绿色 要几 个呢 工厂"),
        make_case("target", SHARE, question="清洁 能源"),
        make_case("task", "推广双面组件", question="怎样"),
        make_case("target", question="绿色 工厂"),
    )
    found = overlaps(cases, [shelf.locate(case) for case in cases], cut)
    assert list(found) == ["目标", "举措", "合计"]
    assert [one.cases for one in found.values()] == [2, 1, 3]
    assert [one.words.value for one in found.values()] == pytest.approx([0.75, 0.0, 0.5])
    assert found["目标"].run.value == pytest.approx((2 + 4) / 2)
    assert found["合计"].run.value == pytest.approx((2 + 4 + 0) / 3)


def test_words_may_stand_in_the_clause_the_run_in_the_quotation_alone(shelf, make_case):
    """节水 stands beside the quotation: it is a word of the clause, and no run."""
    case = make_case("target", GOAL, question="节水 15")
    found = overlaps([case], [shelf.locate(case)], cut)["目标"]
    assert found.words.value == 1.0
    assert found.run.value == 0.0


def test_a_run_does_not_go_from_one_quotation_into_the_next(shelf, make_case):
    """家以上 ends the one and 清洁 begins the other: 3, not 5."""
    case = make_case("target", GOAL, SHARE, question="家以上清洁")
    found = overlaps([case], [shelf.locate(case)], cut)["目标"]
    assert found.run.value == 3.0


def test_without_answerable_cases_there_is_no_overlap(make_case):
    """Nothing to count, no row."""
    assert overlaps([make_case("target")], [()], cut) == {}
    assert overlap_table({}).rows == ()


def test_the_table_of_overlaps_prints_means_with_intervals():
    """One row a kind."""
    one = Mean(value=0.5, low=0.25, high=0.75, n=4)
    table = overlap_table({"目标": Overlap(cases=4, words=one, run=one)})
    assert table.header == ("类别", "可答", "问题的词见于条款", "与引文最长相同字数")
    assert table.rows == (("目标", "4", "0.50 (0.25–0.75)", "0.50 (0.25–0.75)"),)


def test_the_make_up_of_a_set_counts_every_case_by_what_it_is(make_case, make_premise):
    """Kinds are those of answerable cases; an unanswerable target is unanswerable, no target."""
    cases = (
        make_case("target", GOAL),
        make_case("target", GOAL, premise=make_premise(asked="300家", found="200家以上")),
        make_case("list", GOAL, SHARE, history=("绿色工厂要建多少家？",), split=Split.TEST),
        make_case("target"),
    )
    table = make_up_table({"甲.jsonl": cases})
    row = dict(zip(table.header, table.rows[0], strict=True))
    counted = {name: number for name, number in row.items() if number != "0"}
    assert counted == {
        "评测集": "甲.jsonl",
        "题数": "4",
        "目标": "2",
        "清单": "1",
        "不可答": "1",
        "前提有误": "1",
        "追问": "1",
    }
