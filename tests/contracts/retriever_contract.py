"""What every retriever keeps, whatever it finds clauses by."""

from __future__ import annotations

import pytest

from index.model import Passage
from index.retriever import Retriever
from tests.fakes import passage

PASSAGES: tuple[Passage, ...] = (
    passage("甲/1", "推进老旧管网改造，降低漏损率。", path="一、管网改造"),
    passage("甲/2", "再生水利用率达到25%以上。", path="二、再生水"),
    passage("甲/3", "实行用水总量控制。", path="三、总量控制"),
    passage("乙/1", "供热单位应当改造老旧管网。", path="第三条"),
    passage("乙/2", "实行用水总量控制。", path="三、总量控制"),
    passage("丙/1", "鼓励使用再生水。", path="一、鼓励"),
)
QUERIES = ("老旧管网改造", "再生水利用率达到多少", "实行用水总量控制")


class RetrieverContract:
    """Run on each kind of retriever: a subclass gives the fixture `retriever` over `PASSAGES`."""

    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("k", [0, 1, 2, 5, 100])
    def test_k_is_respected(self, retriever: Retriever, query: str, k: int) -> None:
        """Never more than k; the first k of a longer list."""
        everything = retriever.retrieve(query, k=len(PASSAGES))

        assert retriever.retrieve(query, k=k) == everything[:k]

    @pytest.mark.parametrize("query", QUERIES)
    def test_hits_are_sorted_and_ties_stand_in_clause_order(
        self, retriever: Retriever, query: str
    ) -> None:
        """Best first; equal scores in reading order; no clause twice."""
        order = {one.clause_id: number for number, one in enumerate(PASSAGES)}

        hits = retriever.retrieve(query, k=100)

        keys = [(-hit.score, order[hit.clause_id]) for hit in hits]
        assert keys == sorted(keys)
        assert len({hit.clause_id for hit in hits}) == len(hits)

    def test_clauses_of_the_same_words_tie(self, retriever: Retriever) -> None:
        """Two clauses that differ in nothing but their id get the same score."""
        hits = retriever.retrieve(QUERIES[2], k=2)

        assert [hit.clause_id for hit in hits] == ["甲/3", "乙/2"]
        assert hits[0].score == hits[1].score

    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("documents", [{"甲"}, {"乙", "丙"}, {"甲", "乙", "丙"}, {"丁"}, set()])
    def test_the_filter_is_exact(
        self, retriever: Retriever, query: str, documents: set[str]
    ) -> None:
        """A filtered list is the full list without the other documents, scores included."""
        everything = retriever.retrieve(query, k=100)

        found = retriever.retrieve(query, k=100, documents=frozenset(documents))

        assert found == tuple(hit for hit in everything if hit.clause_id.split("/")[0] in documents)

    def test_the_filter_comes_before_the_cut(self, retriever: Retriever) -> None:
        """A clause that is far down the full list is still found in its own document."""
        (hit,) = retriever.retrieve("老旧管网改造再生水", k=1, documents=frozenset({"丙"}))

        assert hit.clause_id == "丙/1"

    @pytest.mark.parametrize("query", ["", " ", "\n\t", "？！……"])
    def test_a_question_without_words_finds_nothing(self, retriever: Retriever, query: str) -> None:
        """No words, no hits, and no error."""
        assert retriever.retrieve(query, k=5) == ()

    @pytest.mark.parametrize("query", QUERIES)
    def test_the_same_question_finds_the_same(self, retriever: Retriever, query: str) -> None:
        """Deterministic to the last bit."""
        assert retriever.retrieve(query, k=6) == retriever.retrieve(query, k=6)

    def test_a_clause_is_found_by_its_own_words(self, retriever: Retriever) -> None:
        """Each of the distinct clauses comes first for its heading and body."""
        for one in (*PASSAGES[:3], PASSAGES[5]):
            (hit,) = retriever.retrieve(f"{one.path}\n{one.body}", k=1)

            assert hit.clause_id == one.clause_id
