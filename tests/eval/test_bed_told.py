"""Which questions of a bed name what they look for: by document, region or a rare word."""

from __future__ import annotations

import pytest

from app.answer import Question
from eval.bed_gold import Query
from eval.bed_told import RARE, says_where
from index.model import Passage
from index.tokens import Tokenizer

COMMON = "加强废旧物资回收网点建设。"
RARE_TEXT = "推广柔性直流输电。"


def passage(number, body, title="节能工作方案"):
    return Passage(
        clause_id=f"{number}/一", document_id=str(number), title=title, path="一", body=body
    )


def is_told(text, passages, history=(), gold="0/一"):
    query = Query(
        question=Question(text=text, history=history), gold=(frozenset({gold}),), cluster=text
    )
    return says_where([query], passages, Tokenizer().words) == (True,)


@pytest.fixture
def passages():
    """Return clauses of as many documents as make a word common, one of them of a city."""
    alike = [passage(number, COMMON) for number in range(RARE + 1)]
    return [*alike, passage(RARE + 1, COMMON + RARE_TEXT, title="海州市节能工作方案")]


def test_a_word_of_few_documents_tells_and_one_of_many_does_not(passages):
    assert is_told("柔性直流输电由谁推广？", passages)
    assert not is_told("废旧物资回收网点由谁建？", passages)


def test_a_word_no_document_has_does_not_tell(passages):
    assert not is_told("海绵城市由谁建？", passages)


def test_the_region_of_the_document_that_answers_tells_and_one_of_none_does_not(passages):
    city = f"{RARE + 1}/一"
    assert is_told("海州的废旧物资回收网点由谁建？", passages, gold=city)
    assert not is_told("云岭的废旧物资回收网点由谁建？", passages)


def test_what_was_asked_before_counts(passages):
    assert is_told("由谁建？", passages, history=("柔性直流输电怎么推广？",))
    assert not is_told("由谁建？", passages, history=("废旧物资回收网点怎么建？",))
