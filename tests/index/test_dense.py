"""The dense index against plain inner products."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.dense import NEAREST, OWNERS_NAME, VECTORS_NAME, DenseIndex
from index.errors import IndexDamagedError
from index.fusion import Scores


def unit_rows(count: int, dimensions: int = 8) -> Scores:
    rows = np.random.default_rng(7).normal(size=(count, dimensions)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_scores_are_the_inner_products_in_clause_order() -> None:
    """Every clause has its score; none is left out for being far away."""
    vectors = unit_rows(50)
    index = DenseIndex.build(vectors, np.arange(50, dtype=np.int32), 50)

    scores = index.scores(-vectors[3])

    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, vectors @ -vectors[3], atol=1e-6)
    assert scores[3] == pytest.approx(-1)
    assert index.dimensions == 8


def test_a_clause_scores_as_its_best_part() -> None:
    """Vectors of parts: the clause gets the highest; one without parts the lowest there is."""
    vectors = unit_rows(5)
    index = DenseIndex.build(vectors, np.array([0, 0, 2, 2, 2], dtype=np.int32), 3)

    products = vectors @ vectors[4]

    np.testing.assert_allclose(
        index.scores(vectors[4]), [products[:2].max(), -1, 1], rtol=1e-5, atol=1e-6
    )


def test_a_question_without_words_is_near_to_nothing() -> None:
    """The zero vector scores 0 everywhere."""
    index = DenseIndex.build(unit_rows(4), np.arange(4, dtype=np.int32), 4)

    np.testing.assert_array_equal(index.scores(np.zeros(8, dtype=np.float32)), np.zeros(4))


def test_a_saved_index_opens_with_the_same_scores(tmp_path: Path) -> None:
    """What is opened scores to the last bit as what was built."""
    vectors = unit_rows(6)
    built = DenseIndex.build(vectors, np.array([0, 0, 1, 1, 2, 2], dtype=np.int32), 3)
    built.save(tmp_path / "向量")

    opened = DenseIndex.load(tmp_path / "向量", 3)

    np.testing.assert_array_equal(opened.scores(vectors[0]), built.scores(vectors[0]))


@pytest.mark.parametrize("name", [VECTORS_NAME, OWNERS_NAME])
@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_file_is_told_as_such(name: str, damage: str, tmp_path: Path) -> None:
    """Errors of faiss and numpy reach nobody."""
    DenseIndex.build(unit_rows(6), np.arange(6, dtype=np.int32), 6).save(tmp_path / "dense")
    path = tmp_path / "dense" / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:50])

    with pytest.raises(IndexDamagedError):
        DenseIndex.load(tmp_path / "dense", 6)


def test_owners_of_another_build_are_noticed(tmp_path: Path) -> None:
    """Vectors and their clauses must belong together."""
    DenseIndex.build(unit_rows(6), np.arange(6, dtype=np.int32), 6).save(tmp_path / "dense")
    np.save(tmp_path / "dense" / OWNERS_NAME, np.arange(5, dtype=np.int32))

    with pytest.raises(IndexDamagedError, match="不符"):
        DenseIndex.load(tmp_path / "dense", 6)


def test_a_place_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    """Faiss's own error is translated, so that the data home can be named."""
    folder = tmp_path / "dense"
    index = DenseIndex.build(unit_rows(2), np.arange(2, dtype=np.int32), 2)
    (folder / VECTORS_NAME).mkdir(parents=True)

    with pytest.raises(OSError, match="dense"):
        index.save(folder)


@pytest.mark.parametrize(("half_up_to", "least"), [(7999, 0.95), (8000, 1.0)])
def test_among_very_many_the_nearest_are_found_and_the_others_are_at_nought(
    half_up_to: int, least: float, tmp_path: Path
) -> None:
    """Half precision, or an inverted file: the ten nearest are those of the exact search."""
    vectors = unit_rows(8000, dimensions=16)
    owners = np.arange(8000, dtype=np.int32)
    exact = DenseIndex.build(vectors, owners, 8000)
    DenseIndex.build(vectors, owners, 8000, flat_up_to=7000, half_up_to=half_up_to).save(
        tmp_path / "dense"
    )
    near = DenseIndex.load(tmp_path / "dense", 8000)

    kept = []
    for vector in vectors[:50]:
        scores = near.scores(vector)
        wanted = np.argsort(-exact.scores(vector))[:10]
        kept.append(len(np.intersect1d(wanted, np.argsort(-scores)[:10])) / 10)
        assert (scores > 0).sum() <= NEAREST
        assert scores.min() == 0
        seen = wanted[scores[wanted] > 0]
        np.testing.assert_allclose(scores[seen], exact.scores(vector)[seen], atol=0.02)

    assert np.mean(kept) >= least
    assert near.recall(vectors[:50], 10) == pytest.approx(np.mean(kept), abs=0.03)
    assert exact.recall(vectors[:50], 10) == 1
