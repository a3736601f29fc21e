"""Lock files: one process at a time builds an index, compacts it or changes the uploads.

The lock is the kernel's (flock), not the file's being there: it ends with the process that holds it,
also where that is killed, and the file stays. Readers take none.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.persistence import home_errors

logger = logging.getLogger(__name__)

LOCK_NAME = "lock"


@contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`, which is made; wait while another process builds there.

    Raises:
        HomeError: the folder cannot be written.
    """
    with hold_lock(folder / LOCK_NAME, waiting="另一个进程正在建立索引，请稍候……"):
        yield


def is_locked(path: Path) -> bool:
    """Tell whether anybody holds the lock file `path`."""
    if not path.exists():
        return False
    with try_lock(path) as is_ours:
        return not is_ours


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Hold the lock file `path` if nobody else does, and tell whether that is so.

    Raises:
        HomeError: it cannot be written.
    """
    with home_errors(path.parent):
        lock = path.open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def hold_lock(path: Path, *, waiting: str) -> Iterator[None]:
    """Hold the lock file `path`, whose folder is made; while another process holds it say `waiting`.

    Raises:
        HomeError: the folder cannot be written.
    """
    with home_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("%s", waiting)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
