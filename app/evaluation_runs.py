"""Evaluations as they lie on disk: the sets to choose from, the runs and how far they are, reports.

`python -m eval` writes these files in a process of its own; what of them the page needs is read here.
A set and a report may be anybody's: words are kept as words, and a report of another shape is refused.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.errors import PolicyQAError

SPLITS = {"develop": "开发集", "test": "测试集", "all": "全部"}
TOTAL = "合计"
_MANIFEST = "run.json"
_RECORDS = "records.jsonl"
_SUFFIXES = (".jsonl", ".xlsx", ".csv")


class ReportError(PolicyQAError):
    """A report that is not of the shape that `python -m eval report` writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """A file of cases: how many there are of each half, and whether it names its own documents.

    `shipped` sets come with the program; the others lie in the data home.
    """

    path: Path
    cases: Mapping[str, int]
    names_documents: bool
    shipped: bool

    @property
    def is_counted(self) -> bool:
        """Whether `cases` is known: a sheet is not opened for it."""
        return self.path.suffix == ".jsonl"

    @property
    def label(self) -> str:
        """Its name and how many cases it has: ci.jsonl（60 题：开发集 60）."""
        halves = "，".join(
            f"{SPLITS[half]} {n}" for half, n in self.cases.items() if half in SPLITS
        )
        own = "" if self.shipped else "，自备"
        if not self.is_counted:
            return f"{self.path.name}（表格{own}）"
        return f"{self.path.name}（{sum(self.cases.values())} 题：{halves or '无法读取'}{own}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many cases of a run are answered, of how many; `finished` when nothing is left to do."""

    done: int
    total: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run in its folder. `sealed` runs keep no word of their cases."""

    folder: Path
    set_name: str
    split: str
    system: str
    started: str
    sealed: bool
    progress: Progress

    @property
    def label(self) -> str:
        """One line to know it by: 2026-03-01 10:15　ci.jsonl 开发集（60 题）."""
        one = self.progress
        count = f"{one.total} 题" if one.finished else f"没有做完，{one.done}/{one.total} 题"
        half = SPLITS.get(self.split, self.split)
        system = "" if self.system == "问策" else f"，{self.system}"
        return f"{short_time(self.started)}　{self.set_name} {half}（{count}{system}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A share with its interval at 95 %; `value` is None where there was nothing to count."""

    hits: int
    n: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The scores of one kind of question, by the names the report gives them."""

    name: str
    cases: int
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A reply that missed, and why."""

    id: str
    kind: str
    question: str
    cause: str
    detail: str
    answer: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A run's report: what was run, the scores of all and of every kind, the causes, the misses.

    `misses` is empty for a sealed run. The times are those of one reply in milliseconds, the median
    and the 95th percentile, None without replies. `cases` is how many the half has, `total.cases`
    how many of them were asked.
    """

    set_name: str
    split: str
    sealed: bool
    cases: int
    code: str
    clauses: int
    started: str
    finished: str | None
    total: Group
    kinds: tuple[Group, ...]
    causes: tuple[tuple[str, int], ...]
    misses: tuple[Miss, ...]
    p50_ms: float | None
    p95_ms: float | None


SCORES = (
    "right_clause",
    "first_citation",
    "list_exact",
    "refusal",
    "false_refusal",
    "premise_met",
    "hit_at_1",
    "fabricated",
)


def find_sets(shipped: Path, own: Path) -> tuple[EvaluationSet, ...]:
    """Return the sets of both folders, those that ship first, by name."""
    return tuple(
        EvaluationSet(
            path=path,
            cases=_count_cases(path),
            names_documents=path.with_suffix(".documents.tsv").is_file(),
            shipped=folder == shipped,
        )
        for folder in (shipped, own)
        for path in sorted(folder.glob("*.*"))
        if path.suffix in _SUFFIXES and path.is_file() and not path.name.startswith(("~$", "."))
    )


def _count_cases(path: Path) -> dict[str, int]:
    """Count the cases of each half; a line that cannot be read counts nowhere: the run names it.

    Sheets are not opened for it.
    """
    if path.suffix != ".jsonl":
        return {}
    found: Counter[str] = Counter()
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return {}
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            found[str(row.get("split", "develop"))] += 1
    return dict(sorted(found.items()))


def list_runs(home: Path, limit: int = 100) -> tuple[KeptRun, ...]:
    """Return the runs under `home`, the newest first; what is no run is left out."""
    found = (read_run(path.parent) for path in home.glob(f"*/{_MANIFEST}"))
    runs = [run for run in found if run is not None and run.progress.done]
    return tuple(sorted(runs, key=lambda run: run.started, reverse=True)[:limit])


def read_run(folder: Path) -> KeptRun | None:
    """Return the run in `folder`, None where there is none or it cannot be read."""
    try:
        row = json.loads((folder / _MANIFEST).read_bytes())
        done = (folder / _RECORDS).read_bytes().count(b"\n")
        progress = Progress(done=done, total=int(row["cases"]), finished=bool(row["finished"]))
        return KeptRun(
            folder=folder,
            set_name=str(row["set_name"]),
            split=str(row["split"]),
            system=str(row["system"]),
            started=str(row["started"]),
            sealed=bool(row["sealed"]),
            progress=progress,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def mark_runs(home: Path) -> dict[str, int]:
    """Return when the records of every run under `home` were last written, to tell a change by."""
    return dict(_marks(home))


def _marks(home: Path) -> Iterator[tuple[str, int]]:
    for path in home.glob(f"*/{_RECORDS}"):
        try:
            yield path.parent.name, path.stat().st_mtime_ns
        except OSError:  # gone since it was listed
            continue


def find_started(
    home: Path, before: Mapping[str, int], set_name: str, split: str
) -> KeptRun | None:
    """Return the run of a set's half that was begun or gone on with since `before` was marked."""
    changed = [(mark, name) for name, mark in _marks(home) if before.get(name) != mark]
    for _, name in sorted(changed, reverse=True):
        run = read_run(home / name)
        if run is not None and (run.set_name, run.split) == (set_name, split):
            return run
    return None


def seconds_left(progress: Progress, *, first: int, elapsed: float) -> float | None:
    """Return how long the rest will take; None while too little was seen to tell.

    Args:
        progress: How far the run is.
        first: How many cases were done when it was first seen.
        elapsed: The seconds since then.
    """
    seen = progress.done - first
    if seen < 3 or elapsed <= 0:
        return None
    return (progress.total - progress.done) * elapsed / seen


def short_time(time: str) -> str:
    """Return an ISO time without seconds and T; what is no time stays as it is.

    >>> short_time("2026-03-01T10:15:00")
    '2026-03-01 10:15'
    """
    try:
        return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"
    except ValueError:
        return time


def parse_report(text: str) -> Report:
    """Read the JSON of a report.

    Raises:
        ReportError: it is of another shape.
    """
    try:
        return _read_report(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportError(
            f"评测报告的格式读不懂（{type(error).__name__}：{error}）。",
            hint="重新运行这次评测；若仍然出现，程序的文件可能不是同一个版本，请重新取得程序。",
        ) from error


def _read_report(record: dict[str, Any]) -> Report:
    run = record["run"]
    groups = {str(name): _read_group(str(name), row) for name, row in record["kinds"].items()}
    total = groups.pop(TOTAL)
    times = record["kinds"][TOTAL]
    sealed = bool(run["sealed"])
    return Report(
        set_name=str(run["set_name"]),
        split=str(run["split"]),
        sealed=sealed,
        cases=int(run["cases"]),
        code=str(run["code"]),
        clauses=int(run["clauses"]),
        started=str(run["started"]),
        finished=str(run["finished"]) if run["finished"] else None,
        total=total,
        kinds=tuple(groups.values()),
        causes=tuple((str(name), int(n)) for name, n in record["causes"].items()),
        misses=() if sealed else _read_misses(record["misses"]),
        p50_ms=_number(times["latency_p50_ms"]),
        p95_ms=_number(times["latency_p95_ms"]),
    )


def _read_group(name: str, row: dict[str, Any]) -> Group:
    scores = {field: _read_score(row[field]) for field in SCORES}
    return Group(name=name, cases=int(row["cases"]), scores=scores)


def _read_score(row: dict[str, Any]) -> Score:
    low, high = row["interval"] or (None, None)
    return Score(
        hits=int(row["hits"]),
        n=int(row["n"]),
        value=_number(row["value"]),
        low=_number(low),
        high=_number(high),
    )


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]  # another shape is refused


def _read_misses(rows: Sequence[dict[str, Any]]) -> tuple[Miss, ...]:
    names = ("id", "kind", "question", "cause", "detail", "answer", "cited")
    return tuple(Miss(**{name: str(row[name]) for name in names}) for row in rows)
