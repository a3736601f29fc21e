"""Words and how much each counts in each clause, in arrays that open memory-mapped; pure but for files."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.fusion import Scores
from index.order import Numbers

# Saturation of a word's count and, for title, path and body, what a word there weighs and how far
# long fields are held against it: BM25F (Robertson, Zaragoza and Taylor, CIKM 2004). Set on the
# develop questions over two plans and 500 others; eval/RESULTS.md has the gain.
SATURATION = 0.6
FIELD_WEIGHTS = (6.5, 2.0, 1.0)
LENGTH_WEIGHTS = (0.3, 0.5, 0.4)

_FILES = ("terms", "starts", "clauses", "impacts")
_COUNT_FILE = "count"
_MEANS_FILE = "means"
_MOST_KEPT = 500_000  # words whose hashes are kept

Hashes = NDArray[np.uint64]
Means = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What scores are measured against: those of the clauses of the last full build.

    Attributes:
        count: How many clauses there are.
        means: The mean length of title, path and body, over the clauses that have one.
        terms: The hashes of the words, ascending.
        holding: How many clauses have each word.
    """

    count: int
    means: Means
    terms: Hashes
    holding: NDArray[np.int64]

    def holding_of(self, terms: Hashes) -> NDArray[np.int64]:
        """Return how many clauses have each of `terms`; 0 for a word that is in none."""
        at = np.minimum(np.searchsorted(self.terms, terms), max(len(self.terms) - 1, 0))
        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64)
        return np.where(self.terms[at] == terms, self.holding[at], 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The words of clauses, counted field by field.

    Attributes:
        words: The hashes of the distinct words of each field, clause by clause.
        counts: How often each of them stands there.
        sizes: How many distinct words each field of each clause has; a row for each clause.
        lengths: How many words each field of each clause has; a column for each clause.
    """

    words: Hashes
    counts: NDArray[np.int32]
    sizes: NDArray[np.int32]
    lengths: Scores


def count_words(fields: Iterable[Sequence[Sequence[str]]]) -> Counted:
    """Count the words of clauses, each given as those of its title, path and body."""
    if len(_hashes) >= _MOST_KEPT:
        _hashes.clear()
    words: list[int] = []
    counts: list[int] = []
    sizes: list[int] = []
    lengths: list[int] = []
    for texts in fields:
        for text in texts:
            counted = Counter(text)
            words += map(_hashes.__getitem__, counted)
            counts += counted.values()
            sizes.append(len(counted))
            lengths.append(len(text))
    each = len(FIELD_WEIGHTS)
    return Counted(
        words=np.array(words, dtype=np.uint64),
        counts=np.array(counts, dtype=np.int32),
        sizes=np.array(sizes, dtype=np.int32).reshape(-1, each),
        lengths=np.ascontiguousarray(np.array(lengths, dtype=np.float32).reshape(-1, each).T),
    )


class Postings:
    """For every word the clauses that have it, each with the score that the word gives it.

    Args:
        terms: The hashes of the words, ascending.
        starts: Where the clauses of each word begin in the next two; one more than there are words.
        clauses: Numbers of clauses, ascending within a word.
        impacts: What the word adds to the score of the clause.
        count: How many clauses there are.
        means: The mean length of title, path and body that impacts were measured against.
    """

    def __init__(
        self,
        terms: Hashes,
        starts: NDArray[np.int64],
        clauses: Numbers,
        impacts: Scores,
        count: int,
        means: Means,
    ) -> None:
        self._terms = terms
        self._starts = starts
        self._clauses = clauses
        self._impacts = impacts
        self._count = count
        self._means = means

    @classmethod
    def build(
        cls, fields: Iterable[Sequence[Sequence[str]]], statistics: Statistics | None = None
    ) -> Self:
        """Index clauses, each given as the words of its title, path and body, in their order.

        They are scored by `statistics`, None for those of these very clauses.
        """
        return cls.of([count_words(fields)], statistics)

    @classmethod
    def of(cls, counted: Sequence[Counted], statistics: Statistics | None = None) -> Self:
        """Index clauses whose words are counted, one piece behind the other; see `build`."""
        counted = counted or [count_words(())]
        lengths = np.concatenate([one.lengths for one in counted], axis=1)
        total = lengths.shape[1]
        means = statistics.means if statistics else _mean_lengths(lengths)
        norms = _length_norms(lengths, means)
        pieces, first = [], 0
        for one in counted:
            behind = first + one.lengths.shape[1]
            pieces.append(_sum_up(one, norms[:, first:behind], first))
            first = behind
        terms = np.unique(np.concatenate([one.terms for one in pieces]))
        numbers = [np.searchsorted(terms, one.terms) for one in pieces]
        holding = np.zeros(len(terms), dtype=np.int64)
        for piece, at in zip(pieces, numbers, strict=True):
            holding[at] += piece.holding
        known = statistics.count if statistics else total
        having = statistics.holding_of(terms) if statistics else holding
        rarity = np.log(1 + (known - having + 0.5) / (having + 0.5))
        starts = np.concatenate(([0], np.cumsum(holding))).astype(np.int64)
        clauses = np.empty(int(starts[-1]), dtype=np.int32)
        impacts = np.empty(int(starts[-1]), dtype=np.float32)
        free = starts[:-1].copy()
        # The clauses of a piece come behind those of the pieces before, so nothing is sorted.
        for piece, at in zip(pieces, numbers, strict=True):
            own = np.cumsum(piece.holding) - piece.holding
            place = np.repeat(free[at] - own, piece.holding) + np.arange(len(piece.clauses))
            clauses[place] = piece.clauses
            gain = piece.sums * (SATURATION + 1) / (piece.sums + SATURATION)
            impacts[place] = np.repeat(rarity[at], piece.holding) * gain
            free[at] += piece.holding
        return cls(terms, starts, clauses, impacts, total, means)

    @property
    def count(self) -> int:
        """How many clauses there are."""
        return self._count

    @property
    def statistics(self) -> Statistics:
        """Those of these clauses, for postings that were built without others."""
        return Statistics(
            count=self._count,
            means=self._means,
            terms=self._terms,
            holding=np.diff(self._starts),
        )

    def scores(self, words: Mapping[str, float]) -> Scores:
        """Return the score of every clause for weighted `words`; 0 where it has none of them."""
        scores: Scores = np.zeros(self._count, dtype=np.float32)
        for word, weight in words.items():
            start, end = self._range(word)
            scores[self._clauses[start:end]] += self._impacts[start:end] * np.float32(weight)
        return scores

    def idf(self, word: str) -> float:
        """Return how telling `word` is, ln(1 + (N - n + 0.5) / (n + 0.5)), also where n is 0."""
        start, end = self._range(word)
        holding = end - start
        return math.log(1 + (self._count - holding + 0.5) / (holding + 0.5))

    def holding(self, word: str) -> Numbers:
        """Return the numbers of the clauses that have `word`."""
        start, end = self._range(word)
        return self._clauses[start:end]

    def _range(self, word: str) -> tuple[int, int]:
        number = _hash(word)
        at = int(np.searchsorted(self._terms, np.uint64(number)))
        if at == len(self._terms) or int(self._terms[at]) != number:
            return 0, 0
        return int(self._starts[at]), int(self._starts[at + 1])

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`, which is made."""
        folder.mkdir(parents=True)
        arrays: tuple[NDArray[Any], ...] = (
            self._terms,
            self._starts,
            self._clauses,
            self._impacts,
        )
        for name, array in zip(_FILES, arrays, strict=True):
            np.save(folder / f"{name}.npy", array)
        np.save(folder / f"{_COUNT_FILE}.npy", np.array([self._count]))
        np.save(folder / f"{_MEANS_FILE}.npy", self._means)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what `save` wrote, memory-mapped.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        try:
            # The same memory without numpy's memmap class, whose every slice costs.
            terms, starts, clauses, impacts = (
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _FILES
            )
            count = int(np.load(folder / f"{_COUNT_FILE}.npy")[0])
            means = np.load(folder / f"{_MEANS_FILE}.npy")
        except (OSError, ValueError, EOFError, IndexError) as error:
            raise IndexDamagedError(folder, "词语索引无法打开") from error
        if len(starts) != len(terms) + 1 or not len(clauses) == len(impacts) == starts[-1]:
            raise IndexDamagedError(folder, "词语索引各部分不符")
        return cls(terms, starts, clauses, impacts, count, means)


@dataclass(frozen=True, slots=True)
class _Summed:
    """The words of a piece: each once, in how many clauses it stands, which, and what it counts there."""

    terms: Hashes
    holding: NDArray[np.int64]
    clauses: Numbers
    sums: NDArray[np.float64]


def _sum_up(counted: Counted, norms: Means, first: int) -> _Summed:
    """Add up what the fields of each clause have of a word; the clauses are numbered from `first`."""
    size = max(counted.lengths.shape[1], 1)
    rows = np.repeat(np.arange(counted.sizes.size), counted.sizes.ravel())
    clauses, field = np.divmod(rows, len(FIELD_WEIGHTS))
    weighted = counted.counts.astype(np.float64) * np.array(FIELD_WEIGHTS)[field]
    weighted /= norms[field, clauses]
    terms, numbered = np.unique(counted.words, return_inverse=True)
    keys, entries = np.unique(numbered * size + clauses, return_inverse=True)
    of_term, clause = np.divmod(keys, size)
    return _Summed(
        terms,
        np.bincount(of_term, minlength=len(terms)),
        (clause + first).astype(np.int32),
        np.bincount(entries, weights=weighted, minlength=len(keys)).astype(np.float64),
    )


def _mean_lengths(lengths: Scores) -> Means:
    filled = np.maximum((lengths > 0).sum(axis=1), 1)
    means: Means = np.maximum(lengths.sum(axis=1) / filled, 1)
    return means


def _length_norms(lengths: Scores, means: Means) -> Means:
    """Return for each field and clause how much its length is held against its words."""
    share = np.array(LENGTH_WEIGHTS, dtype=np.float32)[:, None]
    norms: Means = 1 - share + share * lengths / means[:, None]
    return norms


class _Hashes(dict[str, int]):
    """Words and their hashes, each taken once."""

    def __missing__(self, word: str) -> int:
        number = self[word] = _hash(word)
        return number


_hashes = _Hashes()  # the batches of a build have most words in common


def _hash(word: str) -> int:
    """Return 64 bits of BLAKE2b: among ten million words two would share them once in 400,000 times."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
