"""How the work of a call grows with the text it is given."""

from __future__ import annotations

import gc
import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

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

    Both texts are read side by side, and once in proportion is enough. The shorter is timed by the
    clock, as many kernels count a process's own time in steps of milliseconds; the longer by its
    own time, as others run meanwhile.

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
    work = _time_of(read, short, LONGEST).clock
    if LONGER**2 * work < LEAST:  # even quadratic work would be over before anybody waits
        return
    for attempt in range(_ATTEMPTS):
        time.sleep(attempt * _PAUSE)
        work = min(work, *(_time_of(read, short, LONGEST).clock for _ in range(4)))
        limit = max(LEAST, MOST_GROWTH * min(work, LONGEST))
        if work < math.inf and _time_of(read, long, limit).own <= limit:
            return
    if work == math.inf:
        raise OutOfProportionError(f"a text of {length} takes more than {LONGEST} s")
    raise OutOfProportionError(
        f"a text of {length} takes {work:.4f} s, {LONGER} times that more than {limit:.2f} s"
    )


class _Time(NamedTuple):
    """Seconds by the clock, and seconds that this process had the processor."""

    clock: float
    own: float


def _time_of(read: Callable[[Text], object], text: Text, limit: float) -> _Time:
    """Return how long reading takes; infinite if it has the processor for more than `limit`."""
    began = _Time(time.perf_counter(), time.process_time())
    try:
        with _stopped_after(limit):
            read(text)
    except _StoppedError:
        return _Time(math.inf, math.inf)
    return _Time(time.perf_counter() - began.clock, time.process_time() - began.own)


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """End what runs inside when this process has worked for so long.

    No garbage is collected meanwhile: what is raised while a callback of the collector runs ends
    the callback, not the work.
    """

    def stop(number: int, frame: object) -> None:
        raise _StoppedError

    gc.disable()
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.enable()
