"""Nearness of meaning between a question and every clause; the only module that imports faiss."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.fusion import Scores

VECTORS_NAME = "vectors.faiss"
OWNERS_NAME = "owners.npy"

LOWEST = -1.0  # the inner product of two unit vectors that point apart


class DenseIndex:
    """Vectors of clauses, or of parts of clauses: a clause scores as its best part.

    Args:
        index: An exact inner-product index of unit vectors.
        owners: For each vector the number of the clause it belongs to.
        clauses: How many clauses there are.
    """

    def __init__(self, index: Any, owners: NDArray[np.int32], clauses: int) -> None:  # noqa: ANN401 - faiss ships no types
        self._index = index
        self._owners = owners
        self._clauses = clauses

    @classmethod
    def build(cls, vectors: Scores, owners: NDArray[np.int32], clauses: int) -> Self:
        """Index unit `vectors`, one row each; see the class for `owners` and `clauses`."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, owners, clauses)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._index.d)

    def scores(self, vector: Scores) -> Scores:
        """Return the cosine between the unit `vector` and each clause, in clause order."""
        # Everything within reach, unsorted: cheaper than a search for as many as there are.
        _, products, rows = self._index.range_search(vector.reshape(1, -1), 2 * LOWEST)
        scores: Scores = np.full(self._clauses, LOWEST, dtype=np.float32)
        np.maximum.at(scores, self._owners[rows], products)
        return scores

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made.

        Raises:
            OSError: it cannot be written.
        """
        import faiss

        folder.mkdir(parents=True)
        try:
            faiss.write_index(self._index, str(folder / VECTORS_NAME))
        except RuntimeError as error:
            raise OSError(f"faiss: {error}") from error
        np.save(folder / OWNERS_NAME, self._owners)

    @classmethod
    def load(cls, folder: Path, clauses: int) -> Self:
        """Open what `save` wrote for so many `clauses`.

        Raises:
            IndexDamagedError: a file is missing or cannot be understood.
        """
        import faiss

        try:
            index = faiss.read_index(str(folder / VECTORS_NAME))
            owners = np.load(folder / OWNERS_NAME)
        except (RuntimeError, OSError, ValueError) as error:  # faiss raises RuntimeError
            raise IndexDamagedError(folder, "向量文件无法打开") from error
        if index.ntotal != len(owners):
            raise IndexDamagedError(folder, "向量数与条款数不符")
        return cls(index, owners, clauses)
