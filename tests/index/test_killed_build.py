"""A build killed at any moment leaves the old index serving, or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.index.killed_build import BYTES, NEW, OLD

CHECKOUT = Path(__file__).parents[2]


def test_a_build_killed_at_every_write_leaves_the_old_index_or_the_new(tmp_path: Path) -> None:
    """By SIGKILL, between files and within one; every file that is served is checked."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.index.killed_build", str(tmp_path)],
        cwd=CHECKOUT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0, run.stderr
    told = [line.split() for line in run.stdout.splitlines()]
    between = [served for when, served in told if when == "before"]
    within = [served for when, served in told if when == "within"]
    assert between == sorted(between, key=[OLD, NEW].index)  # from one write on the new one
    assert set(between) == {OLD, NEW}
    assert len(between) > 30
    assert set(within) <= {OLD, NEW}
    assert len(within) >= len(BYTES) - 2
    assert [served for when, served in told if when == "whole"] == [NEW]
    assert len(told[-1]) == 2  # what the killed ones left is cleared
