"""No regular expression of the program takes more than linear time, whatever it is put to."""

from __future__ import annotations

import re
from functools import partial

import pytest

from app.settings import CHECKOUT
from tests.adversarial import METHODS, HardText, OwnPattern, hard_texts, own_patterns, read
from tests.growth import OutOfProportionError, assert_in_proportion

LENGTH = 2_000
# Put to nothing but what the person at the keyboard has typed, and that is not long.
OWN_WORDS = {
    "corpus/commands:SENTENCES",  # what click says of the command line
    "app/place_asked:_STEP",  # a question has 2,000 characters at most
    "app/question:_QUANTITY",
}


def slow_text(own: OwnPattern) -> HardText | None:
    """Return a text whose reading grows faster than the text, None if there is none."""
    for one in hard_texts(own.pattern):
        try:
            assert_in_proportion(
                partial(read, own), partial(one.of_length, like=own.pattern.pattern), LENGTH
            )
        except OutOfProportionError:
            return one
    return None


def test_every_pattern_is_linear() -> None:
    """Runs of what each pattern is made of, 16 times as long, take about 16 times the work."""
    patterns = [one for one in own_patterns(CHECKOUT) if one.place not in OWN_WORDS]
    assert len(patterns) > 300

    slow = {one.place: text for one in patterns if (text := slow_text(one)) is not None}

    assert slow == {}


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
