"""No regular expression of the program takes more than linear time, whatever it is put to."""

from __future__ import annotations

import re

import pytest

from tests.adversarial import METHODS, OwnPattern
from tests.pattern_checks import slow_patterns, slow_text


def test_half_the_patterns_of_corpus_and_eval_are_linear() -> None:
    """The others have files of their own, so that two workers share the work."""
    assert slow_patterns("corpus/", "eval/", every=slice(0, None, 2)) == {}


@pytest.mark.parametrize(
    "written",
    [r"\s+\d", r"《[^》]*》", r"(?:ab|a|b)+c", r"[、,]*负责", r"(a+)+b"],
)
def test_a_pattern_that_is_not_linear_is_found(written: str) -> None:
    """The check itself can fail: repeats that start anew at every character, and nested ones."""
    assert slow_text(OwnPattern("here", re.compile(written), METHODS)) is not None


@pytest.mark.parametrize(
    "written", [r"(?<!\s)\s+\d", r"《[^》]{0,200}》", r"第\d{1,4}条", r"^[、,]*负责"]
)
def test_a_linear_pattern_passes(written: str) -> None:
    """Bounded or anchored repeats are no fault."""
    assert slow_text(OwnPattern("here", re.compile(written), frozenset({"search"}))) is None
