"""Texts as numbers: the vocabulary an encoder is trained with, and fast cutting of many texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.tokens import Tokenizer, spell

Ids = NDArray[np.int32]

_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_LEAST_CHARACTER = 5


class Reader:
    """Cuts texts into words, each sentence once: pairs share most of their sentences."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._words: dict[str, list[str]] = {}

    def words(self, text: str) -> list[str]:
        """Return the search words of `text`."""
        return [word for sentence in _SENTENCE.findall(text) for word in self._cut(sentence)]

    def _cut(self, sentence: str) -> list[str]:
        if sentence not in self._words:
            self._words[sentence] = self._tokenizer.words(sentence)
        return self._words[sentence]

    def count(self, texts: Iterable[str]) -> Counter[str]:
        """Count the words of `texts`, each distinct sentence once."""
        seen: set[str] = set()
        counted: Counter[str] = Counter()
        for text in tqdm(texts, desc="切词", unit="段", mininterval=5):
            for sentence in _SENTENCE.findall(text):
                if sentence not in seen:
                    seen.add(sentence)
                    counted.update(self._cut(sentence))
        return counted


def choose_vocabulary(counted: Counter[str], size: int) -> tuple[str, ...]:
    """Return the words worth a vector: every character seen a few times, then the most frequent."""
    characters: Counter[str] = Counter()
    for word, count in counted.items():
        for character in word:
            characters[character] += count
    ranked = sorted(characters, key=lambda c: (-characters[c], c))
    chosen = dict.fromkeys(c for c in ranked if characters[c] >= _LEAST_CHARACTER)
    frequent = sorted(counted, key=lambda word: (-counted[word], word))
    chosen.update(dict.fromkeys(word for word in frequent if counted[word] > 1))
    return tuple(chosen)[:size]


class Numbering:
    """Turns words into rows of the table; row 0 is the unknown token."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.rows = {word: row for row, word in enumerate(vocabulary, start=1)}
        self._spelt: dict[str, list[int]] = {}

    def ids(self, words: Iterable[str]) -> Ids:
        """Return the rows of `words`, unknown ones spelt out, unknown characters left out."""
        return np.array([row for word in words for row in self._rows_of(word)], dtype=np.int32)

    def _rows_of(self, word: str) -> list[int]:
        if word not in self._spelt:
            pieces = spell([word], self.rows).split()
            self._spelt[word] = [self.rows[piece] for piece in pieces if piece in self.rows]
        return self._spelt[word]
