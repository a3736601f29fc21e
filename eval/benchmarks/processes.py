"""Whole processes, measured from outside: wall clock and peak memory."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tqdm import tqdm

from app.settings import CHECKOUT
from eval.errors import EvaluationError

GOOD_EXITS = (0, 1)  # answered, and not found
KIBIBYTES = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there

# A new process starts with the peak memory of the one that forked it, so a small one has to: this.
LAUNCHER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(
    sys.argv[1:],
    stdin=subprocess.DEVNULL,
    stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL,
)
output = process.stdout.read().decode("utf-8", "replace")
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - started
print(json.dumps([seconds, usage.ru_maxrss, os.waitstatus_to_exitcode(status), output]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one process took: seconds from start to end, and its peak resident memory in MB."""

    seconds: float
    memory_mb: float


def measure_process(command: Sequence[str], environment: Mapping[str, str]) -> Measure:
    """Run a command in the checkout and measure it.

    Raises:
        EvaluationError: it ended with an exit code other than 0 or 1.
    """
    return read_process(command, environment)[0]


def read_process(command: Sequence[str], environment: Mapping[str, str]) -> tuple[Measure, str]:
    """Run a command in the checkout, measure it, and return what it prints as well.

    Raises:
        EvaluationError: it ended with an exit code other than 0 or 1.
    """
    launched = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCHER, *command],
        cwd=CHECKOUT,
        env=dict(environment),
        capture_output=True,
        check=True,
    )
    seconds, memory, code, output = json.loads(launched.stdout)
    if code not in GOOD_EXITS:
        raise _failed(command, code)
    return Measure(seconds=seconds, memory_mb=memory / KIBIBYTES / 1024), output


def _failed(command: Sequence[str], code: int) -> EvaluationError:
    return EvaluationError(
        f"进程以退出码 {code} 结束：{shlex.join(command)}", hint="单独运行这条命令，看它说什么。"
    )


def measure_in_turn(
    commands: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    *,
    rounds: int,
    progress: bool = False,
) -> dict[str, tuple[Measure, ...]]:
    """Measure the commands one after the other, round by round, after one round that is not kept.

    Alternating spreads whatever else the machine does over all of them.
    """
    kept: dict[str, list[Measure]] = {name: [] for name in commands}
    for number in tqdm(range(rounds + 1), desc="冷启动", unit="轮", disable=not progress):
        for name, command in commands.items():
            measured = measure_process(command, environment)
            if number:
                kept[name].append(measured)
    return {name: tuple(measures) for name, measures in kept.items()}


def median_seconds(measures: Sequence[Measure]) -> float:
    """Return the median of the wall clock times."""
    return median(one.seconds for one in measures)


def peak_memory_mb(measures: Sequence[Measure]) -> float:
    """Return the highest peak memory."""
    return max(one.memory_mb for one in measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How two commands compare: the ratio of their medians, and the extremes round by round."""

    value: float
    low: float
    high: float


def compare(measures: Sequence[Measure], others: Sequence[Measure]) -> Ratio:
    """Return the time of `measures` as a share of `others`, which were measured in the same rounds.

    value = median(measures) / median(others); low and high are the least and the greatest of the
    ratios of each round.
    """
    pairs = [one.seconds / other.seconds for one, other in zip(measures, others, strict=True)]
    return Ratio(
        value=median_seconds(measures) / median_seconds(others), low=min(pairs), high=max(pairs)
    )
