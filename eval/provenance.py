"""What a measurement comes from: the code as it lies in the checkout, and the machine."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess

from app.settings import CHECKOUT

# What the measuring itself writes, by pathspecs of git that leave it out.
WRITTEN = (":!eval/measured", ":!eval/plots", ":!eval/RESULTS.md")


def hash_code() -> str:
    """Return a hash of every module that a verdict depends on."""
    digest = hashlib.sha256()
    for layer in ("corpus", "index", "app", "eval"):
        for path in sorted((CHECKOUT / layer).rglob("*")):
            if path.suffix in {".py", ".tsv"} and path.is_file():
                digest.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def describe_machine() -> str:
    """Return cores, memory, Python and system of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} 核，内存 {memory:.0f} GB，"
        f"Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    )


def code_version() -> str:
    """Return what `git describe` calls the checkout; 未知 where there is no git or no history.

    What the measuring itself writes into the checkout does not make it dirty.
    """
    try:
        name = _git("describe", "--always", "--tags")
        changed = _git("status", "--porcelain", "-uno", "--", ".", *WRITTEN)
    except (OSError, subprocess.CalledProcessError):
        return "未知"
    return f"{name}-dirty" if changed else name


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
