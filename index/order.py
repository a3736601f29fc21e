"""The clauses of several segments in one reading order, the removed ones left out; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.fusion import Scores
from index.model import Passage

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]


class Order:
    """Where each clause of a library stands among those of its segments.

    Args:
        sizes: How many clauses each segment has, removed ones included.
        live: For every clause in reading order its place among the clauses of all segments, one
            segment behind the other; a clause that is not named is never found.
    """

    def __init__(self, sizes: Sequence[int], live: Places) -> None:
        self._starts = [0, *accumulate(sizes)]
        self._live = live
        self._is_plain = len(live) == self._starts[-1] and bool((np.diff(live) == 1).all())

    @classmethod
    def of_one(cls, size: int) -> Order:
        """Return the order of one segment, of which nothing is removed."""
        return cls([size], np.arange(size))

    def __len__(self) -> int:
        return len(self._live)

    def arrange(self, parts: Sequence[Scores]) -> Scores:
        """Return the scores of all clauses in reading order, of those of each segment."""
        if self._is_plain:
            return parts[0] if len(parts) == 1 else np.concatenate(parts)
        arranged: Scores = np.concatenate(parts)[self._live]
        return arranged

    def numbers(self, parts: Sequence[Numbers]) -> Numbers:
        """Return numbers of clauses in reading order, of those within each segment."""
        if self._is_plain and len(parts) == 1:
            return parts[0]
        starts = zip(parts, self._starts, strict=False)
        places = np.concatenate([part.astype(np.int64) + start for part, start in starts])
        found = self._numbers[places]
        return np.sort(found[found >= 0])

    @cached_property
    def _numbers(self) -> Numbers:
        numbers = np.full(self._starts[-1], -1, dtype=np.int32)
        numbers[self._live] = np.arange(len(self._live), dtype=np.int32)
        return numbers


class Clauses:
    """The clauses of a library by number, and the documents they are of, one behind the other.

    Args:
        documents: The ids of the documents, in reading order.
        sizes: How many clauses each has.
        ids_of: Gives the ids of the clauses of a document, by its number, when they are asked for.
    """

    def __init__(
        self,
        documents: Sequence[str],
        sizes: Sequence[int],
        ids_of: Callable[[int], Sequence[str]],
    ) -> None:
        self._documents = {name: number for number, name in enumerate(documents)}
        self._starts = [0, *accumulate(sizes)]
        self._ids_of = ids_of

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Self:
        """Number passages; those of one document stand together."""
        runs = [
            (name, [one.clause_id for one in found])
            for name, found in groupby(passages, lambda one: one.document_id)
        ]
        sizes = [len(ids) for _, ids in runs]
        return cls([name for name, _ in runs], sizes, lambda number: runs[number][1])

    def __len__(self) -> int:
        return self._starts[-1]

    def id_of(self, number: int) -> str:
        """Return the id of a clause."""
        document = bisect_right(self._starts, number) - 1
        return self._ids_of(document)[number - self._starts[document]]

    def number_of(self, clause_id: str) -> int:
        """Return the number of a clause, -1 where there is no such one."""
        # Its id begins with that of its document, except in what is no library.
        likely = [at for name, at in self._documents.items() if clause_id.startswith(name)]
        for document in likely or self._documents.values():
            if clause_id in (ids := self._ids_of(document)):
                return self._starts[document] + list(ids).index(clause_id)
        return -1

    def ranges(self, documents: Collection[str]) -> list[tuple[int, int]]:
        """Return the numbers of the first clause of each of `documents` (ids) and of the one behind its last."""
        numbers = sorted(self._documents[one] for one in documents if one in self._documents)
        return [(self._starts[one], self._starts[one + 1]) for one in numbers]
