"""Documents that go from an index: never found again, unless they come back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.order import Order
from tests.index.small_indexes import (
    QUESTIONS,
    found,
    open_with,
)


def test_a_removed_document_is_never_found_again(root: Path) -> None:
    """Neither by its words nor by nearness; nothing is embedded for that."""
    (root / "documents" / "乙市供热办法.txt").unlink()

    library, texts = open_with([root / "documents"], root / "home")

    assert texts == []
    assert found(library) == ["丁市公园条例", "甲市节水行动方案"]
    assert library.retriever.idf("供热") == 0.0
    assert library.retriever.idf("管网") > 0
    scoped = library.retriever.retrieve("供热", k=9, documents=frozenset({"乙市供热办法"}))
    assert scoped == ()


def test_a_removed_document_that_comes_back_is_found(root: Path) -> None:
    """From the segment it lay in, or read anew: once, and as before."""
    before, _ = open_with([root / "documents"], root / "home")
    text = (root / "documents" / "乙市供热办法.txt").read_bytes()
    (root / "documents" / "乙市供热办法.txt").unlink()
    open_with([root / "documents"], root / "home")
    (root / "documents" / "乙市供热办法.txt").write_bytes(text)

    after, _ = open_with([root / "documents"], root / "home")

    assert tuple(after.parsed) == tuple(before.parsed)
    for question in QUESTIONS:
        assert after.retriever.retrieve(question, k=99) == before.retriever.retrieve(question, k=99)


def test_an_order_leaves_out_what_is_removed() -> None:
    """Scores and numbers of segments come out in reading order."""
    order = Order([3, 2], np.array([3, 0, 2, 4]))

    scores = order.arrange([np.array([0, 1, 2], np.float32), np.array([3, 4], np.float32)])
    numbers = order.numbers([np.array([0, 1], np.int32), np.array([0, 1], np.int32)])

    assert scores.tolist() == [3, 0, 2, 4]
    assert numbers.tolist() == [0, 1, 3]
    assert len(order) == 4
