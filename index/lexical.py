"""Words in common between a question and every clause (BM25); the only module that imports bm25s."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.errors import IndexDamagedError
from index.fusion import Scores
from index.model import Passage
from index.tokens import Tokenizer, bigrams

STREAMS = ("words", "bigrams")  # folders, one index each

# Saturation and length normalisation of BM25: the customary values (Robertson and Zaragoza 2009).
SATURATION = 1.5
LENGTH_WEIGHT = 0.75

# How often the words of a field count: headings say what a clause is about in few words. Chosen by
# judgement; to be set by questions over whole plans (python -m eval run).
TITLE_REPEATS = 1
PATH_REPEATS = 2

# On 1,254 questions over 599 documents of government affairs (nDCG@10) words alone reached 0.70,
# bigrams alone 0.77, both summed 0.76; on the two plans the sum put the right clause first for 90 %.
WORDS_WEIGHT = 1.0
BIGRAMS_WEIGHT = 1.0

NOTHING = ""  # stands in for the words of a passage that has none


class LexicalIndex:
    """BM25 over two readings of every clause: its jieba words and its character bigrams."""

    def __init__(self, words: Any, grams: Any, tokenizer: Tokenizer) -> None:  # noqa: ANN401 - bm25s ships no types
        self._words = words
        self._bigrams = grams
        self._tokenizer = tokenizer

    @classmethod
    def build(cls, passages: Iterable[Passage], tokenizer: Tokenizer) -> Self:
        """Index `passages` in their order; there must be at least one."""
        words: list[list[str]] = []
        grams: list[list[str]] = []
        for passage in passages:
            words.append(_weighted(passage, tokenizer.words))
            grams.append(_weighted(passage, bigrams))
        return cls(_index_tokens(words), _index_tokens(grams), tokenizer)

    def scores(self, query: str) -> Scores:
        """Return the BM25 score of every clause, in clause order; 0 where no word is shared."""
        words = _score(self._words, self._tokenizer.words(query))
        grams = _score(self._bigrams, bigrams(query))
        return words * np.float32(WORDS_WEIGHT) + grams * np.float32(BIGRAMS_WEIGHT)

    def idf(self, word: str) -> float:
        """Return how telling `word` is, ln(1 + (N - n + 0.5) / (n + 0.5)); 0 if no clause has it."""
        number = self._words.vocab_dict.get(word)
        if number is None:
            return 0.0
        starts = self._words.scores["indptr"]
        holding = int(starts[number + 1] - starts[number])
        return math.log(1 + (self._words.scores["num_docs"] - holding + 0.5) / (holding + 0.5))

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
        words, grams = (_load(folder / name) for name in STREAMS)
        return cls(words, grams, tokenizer)


def _weighted(passage: Passage, cut: Callable[[str], list[str]]) -> list[str]:
    title, path, body = cut(passage.title), cut(passage.path), cut(passage.body)
    return [*title * TITLE_REPEATS, *path * PATH_REPEATS, *body] or [NOTHING]


def _index_tokens(texts: list[list[str]]) -> Any:  # noqa: ANN401 - bm25s ships no types
    import bm25s

    # A vocabulary of our own, sorted: bm25s would number the words in the order of a set.
    vocabulary = {word: number for number, word in enumerate(sorted(set(chain(*texts))))}
    numbered = [[vocabulary[word] for word in words] for words in texts]
    index = bm25s.BM25(k1=SATURATION, b=LENGTH_WEIGHT, method="lucene")
    index.index((numbered, vocabulary), create_empty_token=False, show_progress=False)
    return index


def _score(index: Any, tokens: list[str]) -> Scores:  # noqa: ANN401 - bm25s ships no types
    scores: Scores = index.get_scores_from_ids(index.get_tokens_ids(tokens))
    return scores


def _load(folder: Path) -> Any:  # noqa: ANN401 - bm25s ships no types
    import bm25s

    try:
        index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(folder, "词语索引无法打开") from error
    # The same memory without numpy's memmap class, whose every slice costs.
    index.scores = {
        name: np.asarray(part) if isinstance(part, np.memmap) else part
        for name, part in index.scores.items()
    }
    return index
