"""All benchmarks in one run, side by side: cold start, warm answers, building, memory."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.settings import isolated_environment
from eval.benchmarks.processes import (
    Measure,
    Ratio,
    compare,
    measure_in_turn,
    measure_process,
    median_seconds,
    peak_memory_mb,
    read_process,
)
from eval.cases import Split, in_split, load_cases
from eval.tables import Table, format_number

OURS = "python -m app ask"
PIPELINE = "LangChain 500/50"
FLOOR = "只导入库（下限）"

# What the floor loads: the libraries of a cold question, and jieba's dictionary from its cache.
FLOOR_PROGRAM = """
import sys, warnings
warnings.simplefilter("ignore")
import jieba
jieba.dt.tmp_dir = sys.argv[1]
jieba.setLogLevel(60)
jieba.initialize()
import langchain_core.retrievers, langchain_core.runnables
import faiss, model2vec
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What one run of the benchmarks measured.

    `cold` holds the processes in the order of their rounds; `ratio` is our cold process as a share
    of the pipeline's. `build` and `warm` are what `eval.benchmarks.stages` printed, and their peak memory.
    """

    question: str
    cold: dict[str, tuple[Measure, ...]]
    ratio: Ratio
    build: dict[str, float]
    warm: dict[str, float]


def run_bench(
    cases: Path, documents: Sequence[Path] = (), *, rounds: int = 5, progress: bool = False
) -> Bench:
    """Measure everything in a fresh data home.

    Args:
        cases: An evaluation set; its develop half is asked.
        documents: Folders of documents, () for those that ship.
        rounds: How often each cold process is measured.
        progress: Show progress bars on stderr.

    Raises:
        EvaluationError: a process fails, or the set has no answerable case to develop on.
    """
    question = _cold_question(cases)
    corpus = [part for folder in documents for part in ("--corpus", str(folder.absolute()))]
    with tempfile.TemporaryDirectory(prefix="wence-bench-") as folder:
        home, pipeline = Path(folder) / "home", Path(folder) / "langchain"
        pipeline.mkdir()
        environment = isolated_environment(home) | {"HF_HUB_OFFLINE": "1"}
        python = [sys.executable, "-m"]
        stages = [*python, "eval.benchmarks.stages"]
        langchain = [*python, "eval.benchmarks.langchain_ask"]
        build = _run_stage([*stages, "build", str(home), *corpus], environment)
        measure_process([*langchain, "--build", *corpus, str(pipeline)], environment)
        cold = measure_in_turn(
            {
                OURS: [*python, "app", "ask", question, "--json", *corpus],
                PIPELINE: [*langchain, str(pipeline), question],
                FLOOR: [sys.executable, "-c", FLOOR_PROGRAM, folder],
            },
            environment,
            rounds=rounds,
            progress=progress,
        )
        asked = [*stages, "warm", str(home), str(cases.absolute()), *corpus]
        warm = _run_stage(asked, environment)
    return Bench(
        question=question,
        cold=cold,
        ratio=compare(cold[OURS], cold[PIPELINE]),
        build=build,
        warm=warm,
    )


def _run_stage(command: Sequence[str], environment: dict[str, str]) -> dict[str, float]:
    measured, output = read_process(command, environment)
    stage: dict[str, float] = json.loads(output)
    return stage | {"memory_mb": measured.memory_mb}


def _cold_question(cases: Path) -> str:
    develop = in_split(load_cases(cases), Split.DEVELOP)
    plain = [case.question for case in develop if case.answerable and not case.history]
    return plain[0] if plain else "总体目标是什么？"


def cold_table(bench: Bench) -> Table:
    """Return the cold processes side by side."""
    rows = tuple(
        (
            name,
            f"{median_seconds(measures):.2f}",
            f"{min(one.seconds for one in measures):.2f}–{max(one.seconds for one in measures):.2f}",
            f"{peak_memory_mb(measures):.0f}",
        )
        for name, measures in bench.cold.items()
    )
    return Table(header=("冷启动进程", "中位秒数", "最小–最大", "内存峰值 MB"), rows=rows)


def warm_table(bench: Bench) -> Table:
    """Return building and warm answers."""
    build, warm = bench.build, bench.warm
    rows = (
        (f"建立索引（{build['clauses']} 条，含导入）", f"{build['seconds']:.2f} 秒", _mb(build)),
        ("打开程序（含导入）", f"{warm['open_seconds']:.2f} 秒", ""),
        (
            f"回答 p50（{warm['questions']} 题，同一进程）",
            f"{format_number(warm['p50_ms'])} 毫秒",
            "",
        ),
        ("回答 p95", f"{format_number(warm['p95_ms'])} 毫秒", ""),
        ("回答最长", f"{format_number(warm['max_ms'])} 毫秒", _mb(warm)),
    )
    return Table(header=("项目", "时间", "内存峰值 MB"), rows=rows)


def ratio_line(bench: Bench) -> str:
    """Say how our cold process compares with the pipeline's."""
    ratio = bench.ratio
    rounds = len(bench.cold[OURS])
    return (
        f"冷启动用时是 {PIPELINE} 的 {ratio.value:.2f}"
        f"（{rounds} 轮交替，各轮 {ratio.low:.2f}–{ratio.high:.2f}）。"
    )


def bench_to_dict(bench: Bench) -> dict[str, Any]:
    """Return the benchmark as a JSON object, every single measure included."""
    return asdict(bench)


def _mb(stage: dict[str, float]) -> str:
    return f"{stage['memory_mb']:.0f}"
