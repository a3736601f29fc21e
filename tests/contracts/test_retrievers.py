"""The contract of retrievers, kept by words alone, by meaning alone, and by both."""

from __future__ import annotations

import numpy as np
import pytest

from index.dense import DenseIndex
from index.fusion import fuse_ranks
from index.lexical import LexicalIndex
from index.order import Clauses
from index.retriever import WEIGHTS, Fuse, HybridRetriever, Retriever, Weights, fuse_scores
from index.tokens import Tokenizer
from tests.contracts.retriever_contract import PASSAGES, RetrieverContract
from tests.fakes import HashEmbedder


class WordsOnlyEmbedder(HashEmbedder):
    """As the real encoders: punctuation alone has no direction."""

    def encode(self, texts):
        return super().encode(["".join(filter(str.isalnum, text)) for text in texts])


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


def hybrid(tokenizer: Tokenizer, weights: Weights, fuse: Fuse) -> HybridRetriever:
    embedder = WordsOnlyEmbedder()
    vectors = embedder.encode([f"{one.path}\n{one.body}" for one in PASSAGES])
    owners = np.arange(len(PASSAGES), dtype=np.int32)
    return HybridRetriever(
        Clauses.of(PASSAGES),
        lexical=LexicalIndex.build(PASSAGES, tokenizer),
        dense=DenseIndex.build(vectors, owners, len(PASSAGES)),
        embedder=embedder,
        tokenizer=tokenizer,
        weights=weights,
        fuse=fuse,
    )


class _Hybrid(RetrieverContract):
    weights: Weights = WEIGHTS
    fuse: Fuse = staticmethod(fuse_scores)

    @pytest.fixture
    def retriever(self, tokenizer: Tokenizer) -> Retriever:
        return hybrid(tokenizer, self.weights, self.fuse)


class TestLexical(_Hybrid):
    weights = Weights(lexical=1, dense=0)


class TestDense(_Hybrid):
    weights = Weights(lexical=0, dense=1)


class TestHybrid(_Hybrid):
    pass


class TestHybridByRank(_Hybrid):
    fuse = staticmethod(fuse_ranks)
