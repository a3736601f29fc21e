"""The text of an answer cut into lines, each with the citations that prove it."""

from __future__ import annotations

from app.answer_lines import cited_lines, is_rule, item_text, plain, row_cells
from tests.app.fakes_page import IRRIGATION, METERS, POINTS, TABLE, cite, make_answer

CITATIONS = (cite(1, IRRIGATION), cite(2, METERS))


def cut(answer, statements):
    """Cut `answer` and return each line as (text, numbers) pairs."""
    lines = cited_lines(make_answer("问", answer, statements, CITATIONS))
    return [[(piece.text, piece.numbers) for piece in line.pieces] for line in lines]


def test_a_statement_is_cited_where_it_ends():
    """Two statements in one line: each carries its own number, right behind it."""
    assert cut("甲负责灌区。乙负责计量。", (("甲负责灌区。", (1,)), ("乙负责计量。", (2,)))) == [
        [("甲负责灌区。", (1,)), ("乙负责计量。", (2,))]
    ]


def test_text_behind_a_statement_stays():
    """What is no statement is kept, without a number."""
    assert cut("甲负责灌区（首列单位）。", (("甲负责灌区", (1, 2)),)) == [
        [("甲负责灌区", (1, 2)), ("（首列单位）。", ())]
    ]


def test_no_statement_is_lost():
    """A statement that does not stand in the answer follows as a line of its own."""
    assert cut("负责单位如下：", (("甲负责灌区。", (1,)),)) == [
        [("负责单位如下：", ())],
        [("- 甲负责灌区。", (1,))],
    ]


def test_a_statement_of_several_lines_is_cited_at_its_last():
    """Where it does not stand in the answer it is one line."""
    assert cut("要求：\n甲\n乙", (("甲\n乙", (1,)),)) == [
        [("要求：", ())],
        [("甲", ())],
        [("乙", (1,))],
    ]
    assert cut("要求：", (("甲\n\t乙", (1,)),))[1:] == [[("- 甲 乙", (1,))]]


def test_the_same_words_may_be_two_statements():
    """Each line gets the number of its own statement, also where one stands within another."""
    statements = (("加强领导", (1,)), ("加强领导", (2,)))
    assert cut("各方案：\n1. 加强领导\n2. 加强领导", statements)[1:] == [
        [("1. 加强领导", (1,))],
        [("2. 加强领导", (2,))],
    ]
    assert cut("加强领导和监督\n加强领导", (("加强领导", (1,)), ("加强领导和监督", (2,)))) == [
        [("加强领导和监督", (2,))],
        [("加强领导", (1,))],
    ]


def test_every_statement_keeps_all_its_numbers():
    """Whatever the form of the answer, statements and lines carry the same numbers."""
    for answer in (POINTS, TABLE):
        shown = [number for line in cited_lines(answer) for number in line.numbers]
        assert shown == [1, 2, 3]


def test_rows_of_a_table_belong_to_the_statements_in_order():
    """As many rows as statements: one statement is one row, even where the words differ."""
    table = "| 任务 |\n|---|\n| 灌区改造 |\n| 计量 |"
    assert cut(table, (("第一项是灌区改造", (1,)), ("第二项是计量", (2,))))[2:] == [
        [("| 灌区改造 |", (1,))],
        [("| 计量 |", (2,))],
    ]


def test_numbers_written_in_the_answer_are_not_doubled():
    """A line that already ends with [1] is cited once; [9] is no citation and stays text."""
    assert cut("甲负责灌区。[1]", (("甲负责灌区。", (1,)),)) == [[("甲负责灌区。", (1,))]]
    assert cut("见附件[9]", (("甲", (1,)),))[0] == [("见附件[9]", ())]


def test_row_cells_are_read_as_markdown_writes_them():
    r"""Cells are trimmed, `\|` is a character, and a row needs no closing bar."""
    assert row_cells("| 甲 | 乙\\|丙 |") == ("甲", "乙|丙")
    assert row_cells("| 甲 | 乙") == ("甲", "乙")
    assert row_cells("|") == ("",)


def test_rules_and_items_are_told_from_text():
    """A table's rule has nothing but dashes; an item begins with a dash and a blank."""
    assert is_rule("| --- | :-: |")
    assert not is_rule("| -甲- |")
    assert item_text("- 甲") == "甲"
    assert item_text("-5℃") is None


def test_plain_text_keeps_lines_and_loses_control_characters():
    """Newline and tab are text; escape sequences and direction overrides are not."""
    assert plain("甲\n\t乙\x1b[0m\x00\u202e丙\u2066\ud800") == "甲\n\t乙[0m丙"
