"""Words in common between a question and every clause: BM25F over jieba words and bigrams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.fusion import Scores
from index.model import Passage, Query
from index.order import Numbers, Order
from index.postings import Counted, Postings, Statistics, count_words
from index.tokens import Tokenizer, bigrams

STREAMS = ("words", "bigrams")  # folders, one index each

# What a word counts where it is asked about: the subject of a question is also part of its text,
# so it counts twice. Synonyms count by their bigrams alone, each once however many synonyms share
# it and not where the question has it itself; cut into words, long ones would outvote the question.
SUBJECT_WEIGHT = 1.0
RELATED_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class LexicalStatistics:
    """The statistics of both readings, which clauses added later are scored by."""

    words: Statistics
    bigrams: Statistics


@dataclass(frozen=True, slots=True)
class CountedPassages:
    """Both readings of passages, counted."""

    words: Counted
    bigrams: Counted


def count_passages(passages: Sequence[Passage], tokenizer: Tokenizer) -> CountedPassages:
    """Cut passages into words and bigrams and count them."""
    return CountedPassages(
        count_words(_fields(passages, tokenizer.words)), count_words(_fields(passages, bigrams))
    )


class LexicalIndex:
    """BM25F over two readings of every clause: its jieba words and its character bigrams.

    Args:
        words: The postings of words, a segment each; the first has the statistics of all.
        grams: The postings of bigrams likewise.
        tokenizer: What cuts texts into words.
        order: The clauses of the segments in reading order; None for one segment as it stands.
    """

    def __init__(
        self,
        words: Sequence[Postings],
        grams: Sequence[Postings],
        tokenizer: Tokenizer,
        order: Order | None = None,
    ) -> None:
        self._words = tuple(words)
        self._bigrams = tuple(grams)
        self._tokenizer = tokenizer
        self._order = order or Order.of_one(self._words[0].count)

    @classmethod
    def build(
        cls,
        passages: Iterable[Passage],
        tokenizer: Tokenizer,
        statistics: LexicalStatistics | None = None,
    ) -> Self:
        """Index `passages` in their order; there must be at least one.

        They are scored by `statistics`, None for those of these very passages.
        """
        return cls.of([count_passages(tuple(passages), tokenizer)], tokenizer, statistics)

    @classmethod
    def of(
        cls,
        counted: Sequence[CountedPassages],
        tokenizer: Tokenizer,
        statistics: LexicalStatistics | None = None,
    ) -> Self:
        """Index passages that are cut and counted, one piece behind the other; see `build`."""
        words = statistics.words if statistics else None
        grams = statistics.bigrams if statistics else None
        return cls(
            [Postings.of([one.words for one in counted], words)],
            [Postings.of([one.bigrams for one in counted], grams)],
            tokenizer,
        )

    @classmethod
    def joined(cls, parts: Sequence[Self], order: Order) -> Self:
        """Search segments as one index; the first has the statistics that all are scored by."""
        words = [one for part in parts for one in part._words]
        grams = [one for part in parts for one in part._bigrams]
        return cls(words, grams, parts[0]._tokenizer, order)

    @property
    def statistics(self) -> LexicalStatistics:
        """What these clauses are scored by."""
        return LexicalStatistics(self._words[0].statistics, self._bigrams[0].statistics)

    def scores(self, query: Query) -> Scores:
        """Return the score of every clause, in clause order; 0 where no word is shared."""
        words, grams = self.weights(query)
        parts = zip(self._words, self._bigrams, strict=True)
        return self._order.arrange(
            [own.scores(words) + pairs.scores(grams) for own, pairs in parts]
        )

    def weights(self, query: Query) -> tuple[dict[str, float], dict[str, float]]:
        """Return the search words and the bigrams of a query, each with what it counts."""
        grams = {**_related(query), **_weighted(query, bigrams)}
        return _weighted(query, self._tokenizer.words), grams

    def points(
        self, query: Query, numbers: Sequence[int]
    ) -> tuple[dict[str, Scores], dict[str, Scores]]:
        """Return what each word and each bigram of a query adds to the clauses of these numbers."""
        words, grams = self.weights(query)
        chosen = np.array(numbers, dtype=np.int32)

        def each(parts: Sequence[Postings], counted: dict[str, float]) -> dict[str, Scores]:
            return {
                word: self._order.arrange([part.scores({word: n}) for part in parts])[chosen]
                for word, n in counted.items()
            }

        return each(self._words, words), each(self._bigrams, grams)

    def idf(self, word: str) -> float:
        """Return how telling `word` is, ln(1 + (N - n + 0.5) / (n + 0.5)); 0 if no clause has it.

        N and n are those of the last full build; a word that came later counts as in no clause.
        """
        return self._words[0].idf(word) if len(self.holding(word)) else 0.0

    def holding(self, word: str) -> Numbers:
        """Return the numbers of the clauses that have `word`."""
        return self._order.numbers([part.holding(word) for part in self._words])

    def save(self, folder: Path) -> None:
        """Write both indexes of one segment into `folder`, which is made."""
        for name, (index,) in zip(STREAMS, (self._words, self._bigrams), strict=True):
            index.save(folder / name)

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer) -> Self:
        """Open what `save` wrote, memory-mapped.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        words, grams = (Postings.load(folder / name) for name in STREAMS)
        return cls([words], [grams], tokenizer)


def _fields(
    passages: Sequence[Passage], cut: Callable[[str], list[str]]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Cut title, path and body; titles and paths come again and again, so they are kept."""
    known: dict[str, list[str]] = {}
    for one in passages:
        title, path = (
            known[text] if text in known else known.setdefault(text, cut(text))
            for text in (one.title, one.path)
        )
        yield title, path, cut(one.body)


def _weighted(query: Query, cut: Callable[[str], list[str]]) -> dict[str, float]:
    """Return the words a query asks in, each with what it counts."""
    weights: dict[str, float] = defaultdict(float)
    for text, weight in ((query.text, 1.0), (query.subject, SUBJECT_WEIGHT)):
        for word in cut(text):
            weights[word] += weight
    return weights


def _related(query: Query) -> dict[str, float]:
    """Return the bigrams of what the documents may say in place of a query's words."""
    return {gram: RELATED_WEIGHT for one in query.related for gram in bigrams(one)}
