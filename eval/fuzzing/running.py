"""Many hostile inputs, one after the other, in a folder of their own; what became of them, counted."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Any

from corpus.reader import SUFFIXES
from corpus.reading import Limits
from corpus.reading_worker import ReadingWorker
from corpus.store import document_paths
from eval.fuzzing.inputs import SHARES, Given, Input, draw_input
from eval.fuzzing.judging import Result, Verdict, judge
from eval.runs import make_folder, write_bytes

LIMITS = Limits(seconds=60.0)
_MOST_SLOW = 10
_LARGEST_GIVEN = 1_000_000  # bytes; a larger file would make every input of it slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One input, without its bytes, and what became of it; `kept` is where a faulty one lies."""

    number: int
    suffix: str
    name: str
    harms: tuple[str, ...]
    size: int
    verdict: Verdict
    kept: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """A whole run: its seed, its inputs in order, and the processes that it left behind."""

    seed: int
    judged: tuple[Judged, ...]
    seconds: float
    left_processes: int

    @property
    def faults(self) -> tuple[Judged, ...]:
        """The inputs that broke a law, or the program."""
        return tuple(one for one in self.judged if one.verdict.result is Result.FAULT)

    @property
    def passed(self) -> bool:
        """Tell whether nothing was broken and nothing left."""
        return not self.faults and not self.left_processes


def read_given(folder: Path) -> tuple[Given, ...]:
    """Read the files of a folder that are to be damaged too; those over 1 MB are left out.

    Raises:
        DocumentsError: the folder is missing or holds nothing of a known format.
    """
    paths = [path for path in document_paths([folder]) if path.stat().st_size <= _LARGEST_GIVEN]
    return tuple(Given(_suffix_of(path), data) for path in paths if (data := path.read_bytes()))


def _suffix_of(path: Path) -> str:
    """Return the ending by which a file is mutated: that of the format."""
    named = next(one for one in sorted(SUFFIXES, key=len)[::-1] if path.name.lower().endswith(one))
    return {".htm": ".html", ".wps": ".doc"}.get(named, named)


def run_inputs(
    seed: int,
    numbers: range,
    *,
    given: Sequence[Given] = (),
    keep: Path,
    progress: bool = False,
    limits: Limits = LIMITS,
) -> Fuzzed:
    """Read, parse and judge the inputs of `seed` with `numbers`; those at fault are kept in `keep`.

    Raises:
        RunError: a faulty input cannot be kept.
    """
    from tqdm import tqdm

    began = time.perf_counter()
    judged = []
    with _own_folder() as folder:
        with ReadingWorker(limits=limits) as worker:
            bar = tqdm(numbers, desc="模糊测试", unit="个", disable=not progress)
            for number in bar:
                judged.append(_judged(draw_input(seed, number, given), folder, worker, seed, keep))
                faults = sum(one.verdict.result is Result.FAULT for one in judged[-1:])
                bar.set_postfix_str(f"违反 {faults}" if faults else "")
        left = _processes_in(folder)
    return Fuzzed(
        seed=seed,
        judged=tuple(judged),
        seconds=time.perf_counter() - began,
        left_processes=len(left),
    )


def _judged(one: Input, folder: Path, worker: ReadingWorker, seed: int, keep: Path) -> Judged:
    path = folder / one.name
    path.write_bytes(one.data)
    verdict = judge(path, worker)
    path.unlink()
    kept = None
    if verdict.result in {Result.FAULT, Result.LIMIT}:
        kept = keep / f"{seed}-{one.number}{one.name.removeprefix('文件')}"
        make_folder(keep)
        write_bytes(kept, one.data)
    return Judged(
        number=one.number,
        suffix=one.suffix,
        name=one.name,
        harms=one.harms,
        size=len(one.data),
        verdict=verdict,
        kept=kept,
    )


@contextmanager
def _own_folder() -> Iterator[Path]:
    """Give a folder for the inputs and for all that the processes which read them write."""
    before = os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix="wence-fuzz-") as name:
        folder = Path(name).resolve()
        os.environ["TMPDIR"] = str(folder)
        try:
            yield folder
        finally:
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def _processes_in(folder: Path) -> list[int]:
    """Return the processes that work in `folder`, where the system shows them (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            place = entry.readlink()
        except OSError:  # it has ended, or is another user's
            continue
        if place.is_relative_to(folder):
            found.append(int(entry.parent.name))
    return found


def fuzzed_to_dict(run: Fuzzed) -> dict[str, Any]:
    """Return a run as JSON: results by format and by harm, errors by what they say, the slowest."""
    formats: dict[str, Counter[str]] = defaultdict(Counter)
    harms: dict[str, Counter[str]] = defaultdict(Counter)
    errors: Counter[str] = Counter()
    for one in run.judged:
        result = one.verdict.result
        formats[one.suffix][result.value] += 1
        for harm in dict.fromkeys(one.harms):
            harms[harm][result.value] += 1
        if result in {Result.ERROR, Result.LIMIT}:
            errors[one.verdict.detail] += 1
    slowest = nlargest(_MOST_SLOW, run.judged, key=lambda one: one.verdict.seconds)
    return {
        "seed": run.seed,
        "inputs": len(run.judged),
        "documents": sum(one.verdict.documents for one in run.judged),
        "seconds": round(run.seconds, 1),
        "left_processes": run.left_processes,
        "formats": {name: dict(formats[name]) for name in SHARES if name in formats},
        "harms": {name: dict(harms[name]) for name in sorted(harms)},
        "errors": dict(errors.most_common()),
        "faults": [_row(one) for one in run.faults],
        "slowest": [_row(one) for one in slowest],
    }


def _row(one: Judged) -> dict[str, Any]:
    return {
        "number": one.number,
        "format": one.suffix,
        "harms": list(one.harms),
        "bytes": one.size,
        "seconds": round(one.verdict.seconds, 2),
        "result": one.verdict.result.value,
        "detail": one.verdict.detail,
        "kept": str(one.kept) if one.kept else None,
    }
