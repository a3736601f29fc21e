"""Words in common between a question and every clause: BM25F over jieba words and bigrams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.fusion import Scores
from index.model import Passage, Query
from index.postings import Numbers, Postings
from index.tokens import Tokenizer, bigrams

STREAMS = ("words", "bigrams")  # folders, one index each

# What a word counts where it is asked about: the subject of a question is also part of its text,
# so it counts twice. Synonyms count by their bigrams alone, each once however many synonyms share
# it and not where the question has it itself; cut into words, long ones would outvote the question.
SUBJECT_WEIGHT = 1.0
RELATED_WEIGHT = 1.5


class LexicalIndex:
    """BM25F over two readings of every clause: its jieba words and its character bigrams."""

    def __init__(self, words: Postings, grams: Postings, tokenizer: Tokenizer) -> None:
        self._words = words
        self._bigrams = grams
        self._tokenizer = tokenizer

    @classmethod
    def build(cls, passages: Iterable[Passage], tokenizer: Tokenizer) -> Self:
        """Index `passages` in their order; there must be at least one."""
        kept = tuple(passages)
        words = Postings.build(_fields(kept, tokenizer.words))
        return cls(words, Postings.build(_fields(kept, bigrams)), tokenizer)

    def scores(self, query: Query) -> Scores:
        """Return the score of every clause, in clause order; 0 where no word is shared."""
        words, grams = self.weights(query)
        scores: Scores = self._words.scores(words) + self._bigrams.scores(grams)
        return scores

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
        return (
            {word: self._words.scores({word: n})[chosen] for word, n in words.items()},
            {gram: self._bigrams.scores({gram: n})[chosen] for gram, n in grams.items()},
        )

    def idf(self, word: str) -> float:
        """Return how telling `word` is, ln(1 + (N - n + 0.5) / (n + 0.5)); 0 if no clause has it."""
        return self._words.idf(word)

    def holding(self, word: str) -> Numbers:
        """Return the numbers of the clauses that have `word`."""
        return self._words.holding(word)

    def save(self, folder: Path) -> None:
        """Write both indexes into `folder`, which is made."""
        for name, index in zip(STREAMS, (self._words, self._bigrams), strict=True):
            index.save(folder / name)

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer) -> Self:
        """Open what `save` wrote, memory-mapped.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        words, grams = (Postings.load(folder / name) for name in STREAMS)
        return cls(words, grams, tokenizer)


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
