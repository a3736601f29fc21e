"""A question finds clauses: every clause scored, filtered, ranked, the best k."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.embed import Embedder
from index.fusion import Scores, best_places, fuse_scores
from index.lexical import LexicalIndex
from index.model import Hit, Passage, Query
from index.tokens import Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each component counts in the fused score; a component of weight 0 is not asked.

    `preferred` is added to the clauses of documents that the question seems to mean, `year` to
    those that name a year it asks about.

    Set on 412 develop questions over two plans and 500 others (26,000 clauses). The vectors of a
    static encoder lead astray among so many clauses alike: at 0.1 they break ties.
    """

    lexical: float = 1.0
    dense: float = 0.1
    preferred: float = 0.3
    year: float = 0.2


WEIGHTS = Weights()

Fuse = Callable[[Sequence[Scores], Sequence[float]], Scores]


class Retriever(Protocol):
    """Finds the clauses for a question."""

    def retrieve(
        self, query: str | Query, *, k: int, documents: frozenset[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return at most `k` clauses, best first; equal scores in clause order.

        `documents` (ids) is an exact filter, applied before ranking; None searches them all. A
        query without a word gives none, and a clause for which no component speaks is left out.
        """


class HybridRetriever:
    """Finds clauses by words in common and by nearness of meaning, fused.

    The scores are scaled over all clauses, so a filter leaves the order of the rest as it was.

    Args:
        passages: The clauses, in the order in which both indexes number them.
        lexical: BM25 over words and bigrams.
        dense: Vectors of the clauses.
        embedder: What embeds the questions, equal to what embedded the clauses.
        tokenizer: What cut the clauses.
        weights: How much each component counts.
        fuse: How the components become one score.
    """

    def __init__(  # noqa: PLR0913 - the parts it is put together from
        self,
        passages: Sequence[Passage],
        *,
        lexical: LexicalIndex,
        dense: DenseIndex,
        embedder: Embedder,
        tokenizer: Tokenizer,
        weights: Weights = WEIGHTS,
        fuse: Fuse = fuse_scores,
    ) -> None:
        self._clause_ids = tuple(passage.clause_id for passage in passages)
        names = dict.fromkeys(passage.document_id for passage in passages)
        self._document_numbers = {name: number for number, name in enumerate(names)}
        self._owners = np.array(
            [self._document_numbers[passage.document_id] for passage in passages], dtype=np.int32
        )
        self._lexical = lexical
        self._dense = dense
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._weights = weights
        self._fuse = fuse

    def words(self, text: str) -> list[str]:
        """Cut `text` into search words, as the clauses were cut."""
        return self._tokenizer.words(text)

    def weighed(self, weights: Weights) -> Self:
        """Return this retriever with other weights, to measure what a component brings."""
        other = copy(self)
        other._weights = weights
        return other

    def cut(self, text: str) -> list[str]:
        """Cut `text` into words, each character in one."""
        return self._tokenizer.cut(text)

    def is_word(self, text: str) -> bool:
        """Tell whether `text` is a word of Chinese or of the documents."""
        return self._tokenizer.is_word(text)

    def idf(self, word: str) -> float:
        """Return how telling a search word is among the clauses; 0 for a word in none of them."""
        return self._lexical.idf(word)

    def retrieve(
        self, query: str | Query, *, k: int, documents: frozenset[str] | None = None
    ) -> tuple[Hit, ...]:
        """Find the clauses nearest to `query`; see `Retriever`."""
        asked = Query(text=query) if isinstance(query, str) else query
        lexical = self._lexical_scores(asked)
        dense = self._dense_scores(asked)
        spoken_for = (lexical > 0) | (dense > 0)
        if not spoken_for.any():
            return ()
        scores = self._fuse((lexical, dense), (self._weights.lexical, self._weights.dense))
        scores += self._fitting(asked)
        best = best_places(scores, spoken_for & self._is_in(documents), k)
        return tuple(
            Hit(
                clause_id=self._clause_ids[number],
                score=float(scores[number]),
                lexical=float(lexical[number]),
                dense=float(dense[number]),
            )
            for number in best
        )

    def _lexical_scores(self, query: Query) -> Scores:
        if not self._weights.lexical:
            return np.zeros(len(self._owners), dtype=np.float32)
        return self._lexical.scores(query)

    def _dense_scores(self, query: Query) -> Scores:
        if not self._weights.dense:
            return np.zeros(len(self._owners), dtype=np.float32)
        return self._dense.scores(self._embedder.encode([query.subject or query.text])[0])

    def _fitting(self, query: Query) -> Scores:
        """Return what document and year add to each clause."""
        fitting: Scores = np.zeros(len(self._owners), dtype=np.float32)
        if query.preferred:
            fitting[self._is_in(query.preferred)] += np.float32(self._weights.preferred)
        if query.years:
            named = [self._lexical.holding(str(year)) for year in query.years]
            fitting[np.unique(np.concatenate(named))] += np.float32(self._weights.year)
        return fitting

    def _is_in(self, documents: frozenset[str] | None) -> NDArray[np.bool_]:
        if documents is None:
            return np.ones(len(self._owners), dtype=np.bool_)
        numbers = [
            self._document_numbers[name] for name in documents & self._document_numbers.keys()
        ]
        return np.isin(self._owners, numbers)
