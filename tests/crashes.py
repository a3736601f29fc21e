"""Crashes made on purpose: what a program leaves behind when the power goes off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

CHANGES = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


class CrashError(BaseException):
    """The power goes off."""


class Crasher:
    """Lets the n-th change of files happen no more, nor any after it, as a crash would.

    `events` are those of Python's audit hooks that count as changes.
    """

    def __init__(self, events: frozenset[str] = CHANGES) -> None:
        self._events = events
        self._left: int | None = None
        sys.addaudithook(self._watch)

    def _watch(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self._left is None or event not in self._events:
            return
        if self._left <= 0:
            raise CrashError
        self._left -= 1

    @contextmanager
    def after(self, changes: int) -> Iterator[None]:
        """Crash after so many changes."""
        self._left = changes
        try:
            yield
        finally:
            self._left = None
