"""Which regular expressions of the program take more than linear time; shared by the tests of patterns."""

from __future__ import annotations

from functools import partial

from app.settings import CHECKOUT
from tests.adversarial import HardText, OwnPattern, hard_texts, own_patterns, read
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


def slow_patterns(*packages: str, every: slice = slice(None)) -> dict[str, HardText]:
    """Return the patterns of some packages that grow faster than a text, each with that text.

    Runs of what each pattern is made of, 8 times as long, should take about 8 times the work.
    `every` leaves some of them to another test.

    Raises:
        AssertionError: there are too few patterns to have been looked for in the right place.
    """
    patterns = [
        one
        for one in own_patterns(CHECKOUT)
        if one.place.startswith(packages) and one.place not in OWN_WORDS
    ]
    assert len(patterns) > 100
    return {one.place: text for one in patterns[every] if (text := slow_text(one)) is not None}
