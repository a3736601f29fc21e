"""How the work of a call grows with the text it is given."""

from __future__ import annotations

import gc
import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

Text = TypeVar("Text")

LONGER = 8
# Linear work grows 8 times with the text, quadratic work 64 times; this lies far from both.
MOST_GROWTH = 24
LONGEST = 0.3  # seconds that reading the shorter text may take
LEAST = 0.06  # what reading the longer one may always take: less is not told from chance
# A busy machine makes work last longer too, for a while: what grows too fast does so every time.
_ATTEMPTS = 8
_PAUSE = 0.1  # seconds before the second attempt, twice that before the third and so on


class OutOfProportionError(AssertionError):
    """The work grows faster than the text."""


class _StoppedError(BaseException):
    """The call has worked for too long; no handler of the program is to take this for its own."""


def assert_in_proportion(
    read: Callable[[Text], object], text_of: Callable[[int], Text], length: int
) -> None:
    """Assert that `read` does about 8 times the work with a text 8 times as long.

    Both texts are read side by side, and once in proportion is enough. The time is that of the
    clock: many kernels count a process's own only in steps of milliseconds.

    Args:
        read: what is put to the test; it must not keep what it has once read.
        text_of: makes what is read, of the length it is given; making it does not count.
        length: of the shorter text, in the unit of `text_of`. Quadratic work with the longer one
            must exceed `LEAST` by far on any machine, or nothing is judged.

    Raises:
        OutOfProportionError: the work grows faster.
    """
    if not hasattr(signal, "setitimer"):
        pytest.skip("needs the timers of POSIX")
    short, long = text_of(length), text_of(LONGER * length)
    for attempt in range(_ATTEMPTS):
        time.sleep(attempt * _PAUSE)
        work = _work_of(read, short, LONGEST)
        if LONGER**2 * work < LEAST:  # even quadratic work would be over before anybody waits
            return
        limit = max(LEAST, MOST_GROWTH * min(work, LONGEST))
        if work < math.inf and _work_of(read, long, limit) <= limit:
            return
    if work == math.inf:
        raise OutOfProportionError(f"a text of {length} takes more than {LONGEST} s")
    raise OutOfProportionError(
        f"a text of {length} takes {work:.4f} s, {LONGER} times that more than {limit:.2f} s"
    )


def _work_of(read: Callable[[Text], object], text: Text, limit: float) -> float:
    """Return the seconds that reading takes; infinite if more than `limit`."""
    began = time.perf_counter()
    try:
        with _stopped_after(limit):
            read(text)
    except _StoppedError:
        return math.inf
    return time.perf_counter() - began


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """End what runs inside after so long.

    No garbage is collected meanwhile: what is raised while a callback of the collector runs ends
    the callback, not the work.
    """

    def stop(number: int, frame: object) -> None:
        raise _StoppedError

    gc.disable()
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        gc.enable()
