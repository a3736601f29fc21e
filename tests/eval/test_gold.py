"""Finding the gold of a case in the parsed documents."""

from __future__ import annotations

import pytest

from corpus.model import Span
from eval.cases import Gold
from eval.errors import CaseFormatError


def test_a_quote_names_the_clause_that_holds_it(shelf, make_case):
    """The gold clause is the whole clause, not only the quoted words."""
    (place,) = shelf.locate(make_case("target", "绿色工厂200家以上"))
    clause = shelf.find("海州市绿色行动方案").clauses[0]
    assert place.spans == (clause.span,)
    assert place.support.agencies == ("市工信局", "市生态环境局")
    assert place.support.numbers == ("2030",)


def test_a_label_names_its_clause(shelf, make_case):
    """Gold may be given as officials write it: 一2."""
    case = make_case("clause", gold=(Gold(document="《海州市绿色行动方案》", label="一2"),))
    (place,) = shelf.locate(case)
    assert place.spans == (shelf.find("海州市绿色行动方案").clauses[1].span,)


def test_a_box_counts_together_with_the_clause_it_hangs_on(shelf, make_case):
    """The agencies of a box stand in its host, so both places and both texts are gold."""
    (place,) = shelf.locate(make_case("agency", "推广双面组件"))
    _, host, box = shelf.find("海州市绿色行动方案").clauses
    assert place.spans == (box.span, host.span)
    assert place.support.agencies == ("市发改委", "市商务局")


def test_a_host_does_not_count_as_its_box(shelf, make_case):
    """Inheritance goes one way: what the task says is not found in its box."""
    (place,) = shelf.locate(make_case("target", "清洁能源占比达到40%"))
    assert len(place.spans) == 1


def test_a_quoted_heading_names_everything_under_it(shelf, make_case):
    """An outline is proven by the heading or by any of its clauses."""
    (place,) = shelf.locate(make_case("outline", "一、重点任务"))
    parsed = shelf.find("海州市绿色行动方案")
    assert set(place.spans) == {parsed.heads[0].span, *(one.span for one in parsed.clauses)}


def test_holding_means_overlapping_in_the_same_document(shelf, make_case):
    """Spans that only touch do not overlap; the same offsets in another document are nothing."""
    (place,) = shelf.locate(make_case("target", "绿色工厂200家以上"))
    (span,) = place.spans
    assert place.holds(place.document_id, Span(start=span.start, end=span.start + 1))
    assert not place.holds(place.document_id, Span(start=span.end, end=span.end + 5))
    assert not place.holds("另一份文件", span)


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        (Gold(document="无名方案", quote="绿色工厂"), "没有这份文件：无名方案"),
        (
            Gold(document="海州市绿色行动方案", quote="三百家"),
            "引文“三百家”在《海州市绿色行动方案》中没有找到",
        ),
        (Gold(document="海州市绿色行动方案", quote="责任单位"), "出现了 2 次，应只出现一次"),
        (
            Gold(document="海州市绿色行动方案", label="九9"),
            "条款 九9在《海州市绿色行动方案》中没有找到",
        ),
    ],
)
def test_gold_that_is_not_there_once_is_refused(shelf, make_case, gold, words):
    """The line of the case is named, for it is the case that has to be mended."""
    case = make_case("target", gold=(gold,), line=7)
    with pytest.raises(CaseFormatError) as caught:
        shelf.locate(case)
    assert "cases.jsonl 第 7 行" in caught.value.message
    assert words in caught.value.message
