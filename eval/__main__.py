"""`python -m eval`: sets, runs, comparisons, the gate, reports, baselines, beds and benchmarks."""

from __future__ import annotations

from eval import measuring  # noqa: F401 - adds its commands to the group
from eval.commands import cli

if __name__ == "__main__":
    cli(prog_name="python -m eval")
