"""Nearness of meaning between a question and every clause; the only module that imports faiss.

The index type follows the size of a segment:

    vectors              type                        scores
    up to 100,000        IndexFlatIP                 every clause, exact
    up to 1,000,000      IndexScalarQuantizer fp16   the 1,000 nearest, each vector looked at; the others 0
    more                 IVF…,SQ8 (IVF_SQ8)          the 1,000 nearest, found in the quarter of the lists of
                                                     the inverted file next to the question; the others 0

A question takes 7 ms among 260,000 vectors of half precision and finds the same ten as the exact search;
it would take 20 ms with whole ones. Questions lie apart from clauses, so that an inverted file has to look
into a quarter of its lists to find 98 % of the ten nearest: it pays where reading all vectors takes too
long. Nothing is taken out of an index: `Order` leaves removed clauses out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.fusion import Scores
from index.order import Order

VECTORS_NAME = "vectors.faiss"
OWNERS_NAME = "owners.npy"

LOWEST = -1.0  # the inner product of two unit vectors that point apart

FLAT_UP_TO = 100_000
HALF_UP_TO = 1_000_000
NEAREST = 1000
_PROBED = 4  # one list in so many
_TRAINED_ON = 40  # vectors for each list: faiss asks for 39 or more


@dataclass(frozen=True, slots=True)
class _Vectors:
    """The vectors of a segment.

    Attributes:
        index: An inner-product index of unit vectors; see the module for its type.
        owners: For each vector the number of the clause it belongs to.
        clauses: How many clauses there are.
    """

    index: Any  # faiss ships no types
    owners: NDArray[np.int32]
    clauses: int

    def scores(self, vector: Scores) -> Scores:
        """Return the cosine between the unit `vector` and each clause, 0 for one not looked at."""
        if hasattr(self.index, "sq"):  # quantized
            return self._near(vector)
        # Everything within reach, unsorted: cheaper than a search for as many as there are.
        _, products, rows = self.index.range_search(vector.reshape(1, -1), 2 * LOWEST)
        scores: Scores = np.full(self.clauses, LOWEST, dtype=np.float32)
        if len(self.owners) == self.clauses == len(rows):  # a vector for each clause
            scores[self.owners[rows]] = products
        else:
            np.maximum.at(scores, self.owners[rows], products)
        return scores

    def _near(self, vector: Scores) -> Scores:
        products, rows = self.index.search(vector.reshape(1, -1), min(NEAREST, len(self.owners)))
        found = rows[0] >= 0
        scores: Scores = np.zeros(self.clauses, dtype=np.float32)
        np.maximum.at(scores, self.owners[rows[0][found]], products[0][found])
        return scores


class DenseIndex:
    """Vectors of clauses, or of parts of clauses: a clause scores as its best part.

    Args:
        segments: The vectors, a segment each.
        order: The clauses of the segments in reading order; None for one segment as it stands.
    """

    def __init__(self, segments: Sequence[_Vectors], order: Order | None = None) -> None:
        self._segments = tuple(segments)
        self._order = order or Order.of_one(self._segments[0].clauses)

    @classmethod
    def build(
        cls,
        vectors: Scores,
        owners: NDArray[np.int32],
        clauses: int,
        *,
        flat_up_to: int = FLAT_UP_TO,
        half_up_to: int = HALF_UP_TO,
    ) -> Self:
        """Index unit `vectors`, one row each, of so many `clauses`, to which `owners` assigns them."""
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if len(rows) <= flat_up_to:
            index = _flat(rows)
        else:
            index = _half(rows) if len(rows) <= half_up_to else _inverted(rows)
        return cls([_Vectors(index, owners, clauses)])

    @classmethod
    def joined(cls, parts: Sequence[Self], order: Order) -> Self:
        """Search segments as one index."""
        return cls([one for part in parts for one in part._segments], order)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._segments[0].index.d)

    def scores(self, vector: Scores) -> Scores:
        """Return the cosine between the unit `vector` and each clause, in clause order."""
        return self._order.arrange([segment.scores(vector) for segment in self._segments])

    def recall(self, questions: Scores, k: int) -> float:
        """Return the share of the `k` nearest vectors of one segment that looking at all of them gives.

        A vector as near as the last of those counts as one of them: clauses of the same words are.
        """
        (segment,) = self._segments
        if not hasattr(segment.index, "nprobe"):
            return 1.0
        found, _ = segment.index.search(questions, k)
        probed, segment.index.nprobe = segment.index.nprobe, segment.index.nlist
        try:
            exact, _ = segment.index.search(questions, k)
        finally:
            segment.index.nprobe = probed
        return float((found >= exact[:, -1:]).mean())

    def save(self, folder: Path) -> None:
        """Write the vectors of one segment into `folder`, which is made.

        Raises:
            OSError: it cannot be written.
        """
        import faiss

        (segment,) = self._segments
        folder.mkdir(parents=True)
        try:
            faiss.write_index(segment.index, str(folder / VECTORS_NAME))
        except RuntimeError as error:
            raise OSError(f"faiss: {error}") from error
        np.save(folder / OWNERS_NAME, segment.owners)

    @classmethod
    def load(cls, folder: Path, clauses: int) -> Self:
        """Open what `save` wrote for so many `clauses`, memory-mapped.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        import faiss

        try:
            index = faiss.read_index(str(folder / VECTORS_NAME), faiss.IO_FLAG_MMAP_IFC)
            owners = np.load(folder / OWNERS_NAME)
        except (RuntimeError, OSError, ValueError) as error:  # faiss raises RuntimeError
            raise IndexDamagedError(folder, "向量文件无法打开") from error
        if index.ntotal != len(owners):
            raise IndexDamagedError(folder, "向量数与条款数不符")
        return cls([_Vectors(index, owners, clauses)])


def _flat(rows: Scores) -> Any:  # noqa: ANN401 - faiss ships no types
    import faiss

    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return index


def _half(rows: Scores) -> Any:  # noqa: ANN401 - as above
    import faiss

    index = faiss.IndexScalarQuantizer(
        rows.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(rows[:1])  # there is nothing to be learnt
    index.add(rows)
    return index


def _inverted(rows: Scores) -> Any:  # noqa: ANN401 - as above
    import faiss

    lists = max(int(2 * len(rows) ** 0.5), 1)
    index: Any = faiss.index_factory(rows.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), _TRAINED_ON * lists)).astype(np.int64)
    index.train(rows[chosen])
    index.add(rows)
    index.nprobe = max(lists // _PROBED, 1)
    return index
