"""The place of a quotation inside an article or a long clause."""

from __future__ import annotations

import pytest

from corpus.model import Span
from corpus.places import place_in_clause
from corpus.structure import split_clauses
from tests.corpus.factories import document_of

ARTICLE = (
    "第一条 企业应当节约用水，\n并按月报告用量。\n有下列行为之一的，责令改正：\n"
    "（一）浪费用水；\n（二）隐瞒用量，或者\n拒绝检查。\n企业可以申请复核。"
)


def place_of(text: str, quote: str) -> str:
    document = document_of(text)
    clause = next(one for one in split_clauses(document)[1] if quote in one.span.of(text))
    start = text.index(quote)
    return place_in_clause(document, clause, Span(start=start, end=start + len(quote)))


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("企业应当节约用水，\n并按月报告用量。", "第一款"),
        ("责令改正", "第二款"),
        ("浪费用水", "第二款第（一）项"),
        ("隐瞒用量，或者\n拒绝检查", "第二款第（二）项"),
        ("申请复核", "第三款"),
        ("浪费用水；\n（二）隐瞒用量", ""),
    ],
)
def test_a_quotation_names_its_paragraph_and_item(quote: str, place: str) -> None:
    """款 are counted, wrapped lines are none; a quotation over two items names neither."""
    assert place_of(ARTICLE, quote) == place


def test_an_article_of_one_paragraph_has_no_first() -> None:
    """Statutes cite it without 第一款; its items are named."""
    text = "第一条 本办法所称用水包括：\n（一）生产用水；\n（二）生活用水。"

    assert place_of(text, "所称用水") == ""
    assert place_of(text, "生活用水") == "第（二）项"


def test_a_clause_that_is_not_long_has_no_parts() -> None:
    """Its id and label say enough."""
    assert place_of("一、任务\n做好节水。", "节水") == ""


def test_a_long_clause_keeps_one_id_and_has_parts() -> None:
    """Beyond 3,000 characters a quotation names the part it stands in; over two parts, none."""
    line = "各部门要做好节约用水工作并按月报告进展情况。"
    text = "一、任务\n" + "\n".join(f"{line}{at}" for at in range(300))
    (clause,) = split_clauses(document_of(text))[1]

    assert len(clause.span.of(text)) > 3000
    assert place_of(text, f"{line}0\n") == "（第1部分，共3部分）"
    assert place_of(text, f"{line}299") == "（第3部分，共3部分）"
    assert place_of(text, text[-4000:]) == ""
