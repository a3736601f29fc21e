"""The measure of growth can fail, and does not where there is no reason."""

from __future__ import annotations

import pytest

from tests.growth import OutOfProportionError, assert_in_proportion


def read_once(text: str) -> None:
    for _ in text:
        sum(range(100))


def read_anew_from_each_character(text: str) -> None:
    for start in range(len(text)):
        for _ in text[start:]:
            pass


def never_end(text: str) -> None:
    while text:
        pass


def text_of(length: int) -> str:
    return "甲" * length


def test_work_in_proportion_passes() -> None:
    """Even where it takes longer than the ground that is always allowed."""
    assert_in_proportion(read_once, text_of, 40_000)


def test_quadratic_work_is_found() -> None:
    """Each character makes the rest be read anew: 64 times the work."""
    with pytest.raises(OutOfProportionError, match="8 times that more than"):
        assert_in_proportion(read_anew_from_each_character, text_of, 600)


def test_work_without_end_is_stopped() -> None:
    """Already the shorter text is given up."""
    with pytest.raises(OutOfProportionError, match="a text of 10 takes more than"):
        assert_in_proportion(never_end, text_of, 10)


def test_little_work_is_not_judged() -> None:
    """Quadratic, but over before anybody waits."""
    assert_in_proportion(read_anew_from_each_character, text_of, 30)
