"""`python -m eval`: sets, runs, comparisons, the gate, reports, baselines, beds and benchmarks."""

from __future__ import annotations

from eval.commands import cli
from eval.measuring import CHAPTERS  # importing it adds its commands to the group

__all__ = ["CHAPTERS", "cli"]

if __name__ == "__main__":
    cli(prog_name="python -m eval")
