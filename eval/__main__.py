"""`python -m eval`: sets, runs, comparisons, the gate, reports, baselines, beds, benchmarks, fuzz, weights."""

from __future__ import annotations

# Importing a command adds it to the group.
from eval.calibration_command import calibration
from eval.chapters import results
from eval.commands import cli
from eval.fuzzing.command import fuzz
from eval.gate_command import gate
from eval.measuring import baselines, beds, bench, sets
from eval.misses_command import misses
from eval.reading_command import reading
from eval.tampering_command import tamper
from eval.weights_command import weights

__all__ = [
    "baselines",
    "beds",
    "bench",
    "calibration",
    "cli",
    "fuzz",
    "gate",
    "misses",
    "reading",
    "results",
    "sets",
    "tamper",
    "weights",
]

if __name__ == "__main__":
    cli(prog_name="python -m eval")
