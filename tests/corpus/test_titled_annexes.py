"""Annexes whose mark stands on one line with their title, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.paragraphs import Paragraph, split_paragraphs
from corpus.titled_annexes import titled_annexes
from tests.growth import assert_in_proportion


def _marks(times: int) -> Sequence[Paragraph]:
    lines = (f"附件{number % 30 + 1}：任务{number}\n设备照常检修。\n" for number in range(times))
    return split_paragraphs("某市节水方案\n" + "".join(lines))


def test_many_marks_are_read_in_proportion() -> None:
    """Each mark is told from a list by what stands round it, not by all the others."""
    assert_in_proportion(lambda texts: titled_annexes(texts, [None] * len(texts)), _marks, 1_000)
