"""The clauses of several segments in one reading order, the removed ones left out; pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.fusion import Scores

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
