"""A question finds clauses: every clause scored, filtered, ranked, the best k."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.embed import Embedder
from index.explanation import Explained, Explanation, Match, QueryWord, find_fields
from index.fusion import Scores, best_places, fuse_scores
from index.lexical import RELATED_WEIGHT, LexicalIndex
from index.model import Hit, Passage, Query
from index.order import Clauses
from index.tokens import Tokenizer, bigrams


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
_CALLED = (
    2.0  # times as likely meant: a document called by a shortened title, not by its place alone
)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """The scores of every clause for one query, in clause order."""

    lexical: Scores
    dense: Scores
    preferred: Scores
    year: Scores
    score: Scores
    spoken_for: NDArray[np.bool_]


class HybridRetriever:
    """Finds clauses by words in common and by nearness of meaning, fused.

    The scores are scaled over all clauses, so a filter leaves the order of the rest as it was.

    Args:
        clauses: The clauses, in the order in which both indexes number them.
        lexical: BM25 over words and bigrams.
        dense: Vectors of the clauses.
        embedder: What embeds the questions, equal to what embedded the clauses.
        tokenizer: What cut the clauses.
        weights: How much each component counts.
        fuse: How the components become one score.
    """

    def __init__(  # noqa: PLR0913 - the parts it is put together from
        self,
        clauses: Clauses,
        *,
        lexical: LexicalIndex,
        dense: DenseIndex,
        embedder: Embedder,
        tokenizer: Tokenizer,
        weights: Weights = WEIGHTS,
        fuse: Fuse = fuse_scores,
    ) -> None:
        self._clauses = clauses
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
        scored = self._score(Query(text=query) if isinstance(query, str) else query)
        allowed = scored.spoken_for & self._is_in(documents)
        best = best_places(scored.score, allowed, k)
        return tuple(self._hit(int(number), scored) for number in best)

    def explain(
        self,
        query: str | Query,
        *,
        k: int,
        passage_of: Callable[[str], Passage],
        documents: frozenset[str] | None = None,
        clauses: Collection[str] = (),
    ) -> Explanation:
        """Find as `retrieve` does and say why; of `clauses` (ids) also where they are not among k.

        `passage_of` gives a clause as it was indexed, by its id.
        """
        asked = Query(text=query) if isinstance(query, str) else query
        scored = self._score(asked)
        ranked = self._ranked(scored, documents)
        places = {int(number): at for at, number in enumerate(ranked, start=1)}
        best = [int(number) for number in ranked[: max(k, 0)]]
        wanted = [n for n in map(self._clauses.number_of, clauses) if places.get(n, 0) > len(best)]
        explained = self._explained(asked, scored, (*best, *wanted), places, passage_of)
        return Explanation(
            query=asked,
            words=self._query_words(asked),
            hits=explained[: len(best)],
            wanted=explained[len(best) :],
            found=len(ranked),
            scope=documents,
        )

    def _score(self, query: Query) -> _Scored:
        lexical, dense = self._lexical_scores(query), self._dense_scores(query)
        spoken_for = (lexical > 0) | (dense > 0)
        parts = (lexical, dense)
        score = self._fuse(parts, (self._weights.lexical, self._weights.dense))
        preferred, year = self._fitting(query)
        return _Scored(
            lexical=lexical,
            dense=dense,
            preferred=preferred,
            year=year,
            score=score + (preferred + year),
            spoken_for=spoken_for,
        )

    def _ranked(self, scored: _Scored, documents: frozenset[str] | None) -> NDArray[np.intp]:
        """Return the numbers of the clauses searched that any component speaks for, best first."""
        allowed = np.flatnonzero(scored.spoken_for & self._is_in(documents))
        ranked: NDArray[np.intp] = allowed[np.argsort(-scored.score[allowed], kind="stable")]
        return ranked

    def _hit(self, number: int, scored: _Scored) -> Hit:
        return Hit(
            clause_id=self._clauses.id_of(number),
            score=float(scored.score[number]),
            lexical=float(scored.lexical[number]),
            dense=float(scored.dense[number]),
        )

    def _explained(
        self,
        query: Query,
        scored: _Scored,
        numbers: Sequence[int],
        places: Mapping[int, int],
        passage_of: Callable[[str], Passage],
    ) -> tuple[Explained, ...]:
        parts = (scored.lexical, scored.dense)
        lexical = self._fuse(parts, (self._weights.lexical, 0.0))
        dense = self._fuse(parts, (0.0, self._weights.dense))
        words, grams = self._lexical.points(query, numbers) if self._weights.lexical else ({}, {})
        explained = []
        for at, number in enumerate(numbers):
            passage = passage_of(self._clauses.id_of(number))
            one = Explained(
                hit=self._hit(number, scored),
                rank=places[number],
                words=_matches(words, at, passage, self._tokenizer.words),
                bigrams=_matches(grams, at, passage, bigrams),
                lexical=float(lexical[number]),
                dense=float(dense[number]),
                preferred=float(scored.preferred[number]),
                year=float(scored.year[number]),
            )
            explained.append(one)
        return tuple(explained)

    def _query_words(self, query: Query) -> tuple[QueryWord, ...]:
        weights, _ = self._lexical.weights(query)
        subject = frozenset(self.words(query.subject or query.text))
        typed = subject.union(self.words(query.text))
        return tuple(
            QueryWord(
                word=word,
                weight=weight,
                idf=self.idf(word),
                subject=word in subject,
                added=word not in typed,
            )
            for word, weight in weights.items()
        ) + tuple(
            QueryWord(
                word=word, weight=RELATED_WEIGHT, idf=self.idf(word), subject=False, added=True
            )
            for word in dict.fromkeys(query.related)
            if word not in weights
        )

    def _lexical_scores(self, query: Query) -> Scores:
        if not self._weights.lexical:
            return np.zeros(len(self._clauses), dtype=np.float32)
        return self._lexical.scores(query)

    def _dense_scores(self, query: Query) -> Scores:
        if not self._weights.dense:
            return np.zeros(len(self._clauses), dtype=np.float32)
        return self._dense.scores(self._embedder.encode([query.subject or query.text])[0])

    def _fitting(self, query: Query) -> tuple[Scores, Scores]:
        """Return what document and year add to each clause."""
        preferred: Scores = np.zeros(len(self._clauses), dtype=np.float32)
        year = np.zeros_like(preferred)
        if query.preferred:
            surely = _CALLED if query.called else 1.0
            preferred[self._is_in(query.preferred)] = self._weights.preferred * surely
        if query.years:
            named = [self._lexical.holding(str(one)) for one in query.years]
            year[np.unique(np.concatenate(named))] = self._weights.year
        return preferred, year

    def _is_in(self, documents: frozenset[str] | None) -> NDArray[np.bool_]:
        if documents is None:
            return np.ones(len(self._clauses), dtype=np.bool_)
        inside = np.zeros(len(self._clauses), dtype=np.bool_)
        for start, end in self._clauses.ranges(documents):
            inside[start:end] = True
        return inside


def _matches(
    points: Mapping[str, Scores], at: int, passage: Passage, cut: Callable[[str], list[str]]
) -> tuple[Match, ...]:
    """Return what of a question a clause has, the weightiest first; `at` is its place in `points`."""
    found = {word: float(added[at]) for word, added in points.items() if added[at] > 0}
    fields = find_fields(found, passage, cut)
    matches = (Match(word=word, points=n, fields=fields[word]) for word, n in found.items())
    return tuple(sorted(matches, key=lambda match: -match.points))
