"""Programs outside this one that some formats need: found, run with a deadline, ended for good."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path


def find_program(*names: str) -> str | None:
    """Return the path of the first of `names` that is installed, None if none is."""
    return next((found for name in names if (found := shutil.which(name))), None)


def run_program(
    command: Sequence[str | Path], *, deadline: float, folder: Path, threads: int = 1
) -> bytes | None:
    """Run a program in `folder` and return what it prints; None if it fails or takes too long.

    It gets no terminal, no network settings of the user and at most `deadline` seconds; then it and
    all it has started are ended.
    """
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX")
        if name in os.environ
    }
    environment = kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": str(threads),
    }
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    _tell("started", process.pid)
    try:
        output, _ = process.communicate(timeout=deadline)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end_process(process)
        _tell("ended", process.pid)
    return output if process.returncode == 0 else None


# Who hears of the programs that start and end ("started" or "ended", and the program's number): a
# process that may itself be ended at any time leaves word of what it would leave behind.
listeners: list[Callable[[str, int], None]] = []


def _tell(event: str, program: int) -> None:
    for listener in listeners:
        listener(event, program)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a group, and the group with it."""
    end_group(process.pid)
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was never read
                pipe.close()


def end_group(leader: int) -> None:
    """End all processes of a group, where the system has groups; none may be left."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
