"""Programs outside this one that some formats need: found, run with a deadline, ended for good."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
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
    try:
        output, _ = process.communicate(timeout=deadline)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
    return output if process.returncode == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program's whole group, so that no helper of it stays behind."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # it has ended by itself
    process.wait()
    if process.stdout:
        process.stdout.close()
