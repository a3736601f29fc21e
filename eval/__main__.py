"""`python -m eval`: sets, runs, comparisons, the gate, reports, baselines, beds, benchmarks, fuzz, weights."""

from __future__ import annotations

from eval.calibration_command import calibration
from eval.commands import cli
from eval.fuzzing.command import fuzz
from eval.measuring import CHAPTERS  # importing them adds their commands to the group
from eval.reading_command import reading
from eval.tampering_command import tamper
from eval.weights_command import weights

__all__ = ["CHAPTERS", "calibration", "cli", "fuzz", "reading", "tamper", "weights"]

if __name__ == "__main__":
    cli(prog_name="python -m eval")
