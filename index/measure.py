"""How well vectors find clauses: nDCG@10 on held-out plans and questions, beside BM25."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from index.material import Asked, Material
from index.pairs import made_question, measured_questions, read_pieces
from index.tokens import Tokenizer, bigrams

DEPTH = 10
SATURATION, LENGTH_WEIGHT = 1.5, 0.75  # BM25, customary values

Score = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """Queries, the passages to find them in, and for each query the numbers of the right ones."""

    name: str
    queries: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]
    passages: tuple[str, ...]


def plan_benchmarks(plans: Sequence[Document], *, seed: int) -> tuple[Benchmark, Benchmark]:
    """Make the two benchmarks of held-out plans: headings, and questions made from clauses.

    The passages are the clauses without their own titles. Clauses of one title are all right for
    it, in whatever plan they stand.
    """
    pieces = [piece for plan in plans for piece in read_pieces(plan) if len(piece.body) >= 20]
    passages = tuple(piece.body for piece in pieces)
    titled: dict[str, set[int]] = {}
    for number, piece in enumerate(pieces):
        if piece.title:
            titled.setdefault(piece.title, set()).add(number)
    chance = random.Random(seed)
    made: dict[str, set[int]] = {}
    for number, piece in enumerate(pieces):
        question = made_question(piece, chance)
        if question:
            made.setdefault(question, set()).update(titled.get(piece.title, {number}))
    return (
        _benchmark("留出方案：标题找条款", titled, passages),
        _benchmark("留出方案：据事实造的问题", made, passages),
    )


def question_benchmark(asked: Sequence[Asked], passages: dict[str, str]) -> Benchmark:
    """Make the benchmark of real questions over all passages they could be answered from."""
    numbers = {name: number for number, name in enumerate(passages)}
    chosen = {a.question: {numbers[n] for n in a.names} for a in measured_questions(asked)}
    return _benchmark("法律咨询：问题找法条", chosen, tuple(passages.values()))


def benchmarks_of(material: Material, plans: Sequence[Document]) -> tuple[Benchmark, ...]:
    """Make every benchmark that the material has something for."""
    made = (*plan_benchmarks(plans, seed=7), question_benchmark(material.asked, material.passages))
    return tuple(benchmark for benchmark in made if benchmark.queries)


def _benchmark(name: str, relevant: dict[str, set[int]], passages: tuple[str, ...]) -> Benchmark:
    return Benchmark(
        name=name,
        queries=tuple(relevant),
        relevant=tuple(map(frozenset, relevant.values())),
        passages=passages,
    )


def ndcg(scores: NDArray[np.float32], relevant: Sequence[frozenset[int]]) -> float:
    """Return the mean nDCG@10 of rows of scores; equal scores rank in passage order.

    Relevance is 0 or 1, the gain of rank r is 1/log2(r + 1) (Järvelin and Kekäläinen 2002).
    """
    ranks = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    gains = [
        sum(1 / math.log2(place + 2) for place, number in enumerate(row) if number in right)
        / sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(right))))
        for row, right in zip(ranks.tolist(), relevant, strict=True)
    ]
    return float(np.mean(gains))


def measure(benchmark: Benchmark, score: Score) -> float:
    """Return the mean nDCG@10 of `score` on a benchmark."""
    return ndcg(score(benchmark.queries, benchmark.passages), benchmark.relevant)


def embedding_score(encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> Score:
    """Score by the inner product of the vectors of `encode`."""
    return lambda queries, passages: encode(queries) @ encode(passages).T


def word_score(tokenizer: Tokenizer) -> Score:
    """Score by BM25 over jieba words."""
    return lambda queries, passages: bm25(
        [tokenizer.words(text) for text in queries], [tokenizer.words(text) for text in passages]
    )


def bigram_score(queries: Sequence[str], passages: Sequence[str]) -> NDArray[np.float32]:
    """Score by BM25 over bigrams."""
    return bm25([bigrams(text) for text in queries], [bigrams(text) for text in passages])


def bm25(
    queries: Sequence[Sequence[str]], passages: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """Return the BM25 score of every passage (column) for every query (row)."""
    lengths = np.array([len(passage) for passage in passages], dtype=np.float32)
    norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / lengths.mean())
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, passage in enumerate(passages):
        for word, count in Counter(passage).items():
            postings.setdefault(word, []).append((number, count))
    arrays = {
        word: np.array(postings[word]).T for query in queries for word in query if word in postings
    }
    scores = np.zeros((len(queries), len(passages)), dtype=np.float32)
    for row, query in zip(scores, queries, strict=True):
        for word in query:
            if word in arrays:
                at, counts = arrays[word]
                rarity = math.log(1 + (len(passages) - len(at) + 0.5) / (len(at) + 0.5))
                row[at] += rarity * counts * (SATURATION + 1) / (counts + norm[at])
    return scores
