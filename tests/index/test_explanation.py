"""Why a clause was found where it was: the parts add up, and every match is where it is said to be."""

from __future__ import annotations

import numpy as np
import pytest

from index.dense import DenseIndex
from index.explanation import Explanation, Field
from index.lexical import LexicalIndex
from index.model import Passage, Query
from index.order import Clauses
from index.retriever import HybridRetriever
from index.tokens import Tokenizer
from tests.fakes import HashEmbedder, passage

PASSAGES: tuple[Passage, ...] = (
    passage("甲/1", "推进管网改造，管网漏损率下降。", path="一、管网改造", title="甲市节水方案"),
    passage("甲/2", "到2027年再生水利用率达到25%。", path="二、再生水", title="甲市节水方案"),
    passage("乙/1", "供热单位应当改造管网。", path="第三条", title="乙市供热办法"),
    passage("丙/1", "鼓励植树。", path="第一条", title="丙市绿化办法"),
)
BY_ID = {one.clause_id: one for one in PASSAGES}
QUERY = Query(
    text="2027年管网改造怎么推进",
    subject="管网改造 推进",
    related=("管道",),
    years=(2027,),
    preferred=frozenset({"乙"}),
)


@pytest.fixture(scope="module")
def retriever() -> HybridRetriever:
    tokenizer, embedder = Tokenizer(), HashEmbedder()
    return HybridRetriever(
        Clauses.of(PASSAGES),
        lexical=LexicalIndex.build(PASSAGES, tokenizer),
        dense=DenseIndex.build(
            embedder.encode([f"{one.path}\n{one.body}" for one in PASSAGES]),
            np.arange(len(PASSAGES), dtype=np.int32),
            len(PASSAGES),
        ),
        embedder=embedder,
        tokenizer=tokenizer,
    )


def explain(retriever: HybridRetriever, query: str | Query = QUERY, **asked) -> Explanation:
    return retriever.explain(query, passage_of=BY_ID.__getitem__, **{"k": 4, **asked})


def test_the_hits_are_those_of_the_search(retriever):
    """The same clauses with the same scores, ranked from 1."""
    explanation = explain(retriever, k=3)
    assert tuple(one.hit for one in explanation.hits) == retriever.retrieve(QUERY, k=3)
    assert [one.rank for one in explanation.hits] == [1, 2, 3]


def test_the_parts_add_up_to_the_score(retriever):
    """Words, meaning, document and year are all there is."""
    for one in explain(retriever).hits:
        parts = one.lexical + one.dense + one.preferred + one.year
        assert parts == pytest.approx(one.hit.score, abs=1e-5)


def test_the_matches_add_up_to_the_score_of_words(retriever):
    """What words and pairs of characters add is the BM25 score."""
    for one in explain(retriever).hits:
        points = sum(match.points for match in (*one.words, *one.bigrams))
        assert points == pytest.approx(one.hit.lexical, rel=1e-5)


def test_document_and_year_are_told_where_they_count(retriever):
    """The document meant, and the clause with the year asked about."""
    parts = {
        one.hit.clause_id: (one.preferred > 0, one.year > 0) for one in explain(retriever).hits
    }
    assert parts["甲/1"] == (False, False)
    assert parts["甲/2"] == (False, True)
    assert parts["乙/1"] == (True, False)


def test_a_match_says_where_it_stands(retriever):
    """Title, path and body are told apart, with how often."""
    one = explain(retriever).of("甲/1")
    assert one is not None
    found = {match.word: dict(match.fields) for match in one.words}
    assert found["管网"] == {Field.PATH: 1, Field.BODY: 2}
    assert found["推进"] == {Field.BODY: 1}


def test_what_a_clause_lacks_is_told_of_the_subject(retriever):
    """Words that others have; 管道, a synonym, and 2027, which only dates the question, are not."""
    explanation = explain(retriever)
    one = explanation.of("乙/1")
    assert one is not None
    assert set(explanation.lacking(one)) == {"推进"}


def test_words_that_were_added_are_marked(retriever):
    """A synonym is no word of the question, and one that no clause has has no weight."""
    words = {one.word: one for one in explain(retriever).words}
    assert words["管道"].added
    assert not words["管网"].added
    assert words["管道"].idf == 0
    assert words["管网"].weight == pytest.approx(2.0)


def test_a_clause_asked_for_is_explained_wherever_it_stands(retriever):
    """Behind the best k, once, with its place in the whole list."""
    whole = explain(retriever)
    last = whole.hits[-1]
    explanation = explain(retriever, k=1, clauses=(last.hit.clause_id, "没有这条"))
    assert [one.hit for one in explanation.wanted] == [last.hit]
    assert explanation.wanted[0].rank == last.rank == len(whole.hits)
    assert explain(retriever, clauses=(last.hit.clause_id,)).wanted == ()


def test_the_scope_comes_before_the_ranks(retriever):
    """A clause outside the scope is nowhere, one inside has its place among those inside."""
    explanation = explain(retriever, documents=frozenset({"乙"}), clauses=("甲/1",))
    assert [(one.hit.clause_id, one.rank) for one in explanation.hits] == [("乙/1", 1)]
    assert explanation.wanted == ()
    assert explanation.found == 1
    assert explanation.of("甲/1") is None


@pytest.mark.parametrize("text", ["", "？！"])
def test_a_question_without_words_is_explained_as_such(retriever, text):
    """Nothing was searched for, so no word is told."""
    assert explain(retriever, text).words == ()
