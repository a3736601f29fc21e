"""No regular expression of the program takes more than linear time, whatever it is put to."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.settings import CHECKOUT
from tests.adversarial import METHODS, HardText, OwnPattern, hard_texts, own_patterns, read

SHORT, LONG = 2_000, 60_000
# From SHORT to LONG linear work grows 30 times, quadratic work 900 times; this lies far from both.
MOST_GROWTH = 150
TELLING = 0.0005  # seconds of the processor: what takes less with a short text is linear anyway
GROUND = 0.7  # seconds of the processor that reading a text may always take
# Put to nothing but what the person at the keyboard has typed, and that is not long.
OWN_WORDS = {
    "corpus/commands:SENTENCES",  # what click says of the command line
    "app/question:_STEP",  # a question has 2,000 characters at most
    "app/question:_QUANTITY",
}


class TooSlowError(Exception):
    """More work than a linear expression does."""


@contextmanager
def work_limit(seconds: float) -> Iterator[None]:
    """Raise when this process has worked for so long; how long it waits does not count."""

    def stop(number: int, frame: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def work_of(own: OwnPattern, text: str | bytes) -> float:
    began = time.process_time()
    read(own, text)
    return time.process_time() - began


def slow_text(own: OwnPattern) -> HardText | None:
    """Return a text whose reading grows faster than the text, None if there is none."""
    for one in hard_texts(own.pattern):
        short = one.of_length(SHORT, own.pattern.pattern)
        try:
            with work_limit(GROUND):
                work = work_of(own, short)
            if work > TELLING:
                with work_limit(max(GROUND, MOST_GROWTH * work)):
                    read(own, one.of_length(LONG, own.pattern.pattern))
        except TooSlowError:
            return one
    return None


needs_timers = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="timers of POSIX")


@needs_timers
def test_every_pattern_is_linear() -> None:
    """Runs of what each pattern is made of, 30 times as long, take about 30 times the work."""
    patterns = [one for one in own_patterns(CHECKOUT) if one.place not in OWN_WORDS]
    assert len(patterns) > 300

    slow = {one.place: text for one in patterns if (text := slow_text(one)) is not None}

    assert slow == {}


@needs_timers
@pytest.mark.parametrize(
    "written",
    [r"\s+\d", r"《[^》]*》", r"(?:ab|a|b)+c", r"[、,]*负责", r"(a+)+b"],
)
def test_a_pattern_that_is_not_linear_is_found(written: str) -> None:
    """The check itself can fail: repeats that start anew at every character, and nested ones."""
    assert slow_text(OwnPattern("here", re.compile(written), METHODS)) is not None


@needs_timers
@pytest.mark.parametrize(
    "written", [r"(?<!\s)\s+\d", r"《[^》]{0,200}》", r"第\d{1,4}条", r"^[、,]*负责"]
)
def test_a_linear_pattern_passes(written: str) -> None:
    """Bounded or anchored repeats are no fault."""
    assert slow_text(OwnPattern("here", re.compile(written), frozenset({"search"}))) is None
