"""The index at several sizes beside a LangChain pipeline: building, opening, asking, changing."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from tqdm import tqdm

from app.settings import isolated_environment
from eval.bars import Line
from eval.benchmarks.processes import read_process
from eval.results import Part, Plot
from eval.tables import Table

SIZES = (89, 26_000, 260_000)
BESIDE_UP_TO = 26_000  # the pipeline pickles all chunks and holds them in memory as objects
GROWN = 26_000
OURS, PIPELINE = "问策", "LangChain 500/50"

Measures = Mapping[str, Mapping[str, float]]

NOTE = """从解析好的条款开始：文件读取另有一章。超过语料条数的规模由真实条款随机重组成文件（每份 60 条）。\
每个阶段在单独的进程里量，先后交替；“处理器秒”是各进程占用处理器的时间之和，不受机器上别的任务影响。\
检索是 `retriever.retrieve`，取前 10 条，问题来自开发集。LangChain 流程按 500/50 切块，BM25 和 FAISS 各取 100 块后融合；\
它的 BM25 不能增删，要整体重建，全部文字块作为对象放在内存里，所以只量到 26,000 条。\
“最近的十条与穷举相同的份额”只看向量：近似检索（10 万条以上）找到的最近十条，有多少不比逐条比对的第十条远；10 万条以下逐条比对。"""


def sizes_up_to(most: int) -> tuple[int, ...]:
    """Return the sizes of at most so many clauses."""
    return tuple(size for size in SIZES if size <= most)


def run_scale(
    documents: Sequence[Path],
    *,
    sizes: Sequence[int] = SIZES,
    work: Path | None = None,
    progress: bool = False,
) -> dict[str, dict[str, float]]:
    """Measure every stage at every size.

    Args:
        documents: What is read besides the shipped documents.
        sizes: Numbers of clauses, ascending.
        work: A folder to work in; a stage whose result lies there already is not measured again.
            None is a temporary one.
        progress: Show a progress bar on stderr.

    Returns:
        What each stage printed, by its name, with its peak memory.

    Raises:
        EvaluationError: a stage fails.
    """
    with nullcontext(work) if work else tempfile.TemporaryDirectory(prefix="wence-scale-") as name:
        folder = Path(name)
        folder.mkdir(exist_ok=True)
        environment = isolated_environment(folder / "home") | {"HF_HUB_OFFLINE": "1"}
        python = [sys.executable, "-m", "eval.benchmarks.scale_stages"]
        measured: dict[str, dict[str, float]] = {}
        for stage, command in tqdm(
            list(_commands(folder, documents, sizes)), desc="规模", unit="步", disable=not progress
        ):
            kept = folder / f"{stage}.json"
            if not kept.is_file():
                measure, output = read_process([*python, *command], environment)
                result = json.loads(output) | {"memory_mb": measure.memory_mb}
                kept.write_text(json.dumps(result), encoding="utf-8")
            measured[stage] = json.loads(kept.read_text(encoding="utf-8"))
        return measured


def _commands(
    folder: Path, documents: Sequence[Path], sizes: Sequence[int]
) -> list[tuple[str, list[str]]]:
    """Return the stages in their order: their names and what they are called with."""
    every = str(folder / "all.jsonl")
    corpus = [part for one in documents for part in ("--corpus", str(one.absolute()))]
    found = [("parse", ["parse", every, *corpus])]
    for size in sizes:
        home, parsed = str(folder / f"home-{size}"), str(folder / f"parsed-{size}.jsonl")
        found += [
            (f"make-{size}", ["make", every, parsed, str(size)]),
            (f"build-{size}", ["build", home, parsed]),
        ]
        if size <= BESIDE_UP_TO:
            beside = str(folder / f"langchain-{size}")
            found += [
                (f"langchain-build-{size}", ["langchain", beside, parsed, "--build"]),
                (f"ask-{size}", ["ask", home]),
                (f"langchain-ask-{size}", ["langchain", beside, parsed]),
            ]
        else:
            found.append((f"ask-{size}", ["ask", home]))
        found.append((f"change-{size}", ["change", home, parsed]))
        if size == GROWN:
            grown = str(folder / f"home-grown-{size}")
            found.append((f"grow-{size}", ["grow", grown, home, parsed]))
    return found


def scale_parts(measured: Measures, sizes: Sequence[int] = SIZES) -> tuple[Part, ...]:
    """Return the tables and plots of what was measured."""
    shown = [size for size in sizes if f"build-{size}" in measured]
    grown = measured.get(f"grow-{GROWN}")
    text = NOTE
    if grown:
        text += (
            f"增量与整体：先建 96 % 的文件，其余逐次加入（条款增加 {grown['growth']:.1%}），"
            f"{grown['questions']:.0f} 题的前十条与整体重建的重合 {grown['overlap']:.3f}。"
        )
    tables = (_own_table(measured, shown), _beside_table(measured, shown))
    return (
        Part(title="随条款数的变化", text=text, tables=tables),
        *(_plot(measured, shown, *one) for one in PLOTTED),
    )


OWN_ROWS = (
    ("建立索引，每秒条数", "build", "clauses_per_second", 0),
    ("建立索引，秒", "build", "seconds", 1),
    ("建立索引，处理器秒", "build", "processor_seconds", 1),
    ("建立时内存峰值 MB", "build", "memory_mb", 0),
    ("索引占磁盘 MB", "build", "disk_mb", 0),
    ("载入编码器和它的库，秒", "ask", "embedder_seconds", 2),
    ("打开索引文件，秒", "ask", "files_seconds", 2),
    ("打开索引文件，处理器秒", "ask", "files_processor_seconds", 2),
    ("打开索引和全部文件，秒", "ask", "documents_seconds", 2),
    ("首次检索，秒（含载入 jieba）", "ask", "first_seconds", 2),
    ("检索 p50，毫秒", "ask", "p50_ms", 1),
    ("检索 p95，毫秒", "ask", "p95_ms", 1),
    ("检索平均，处理器毫秒", "ask", "processor_ms", 1),
    ("检索 p95，处理器毫秒", "ask", "processor_p95_ms", 1),
    ("检索时常驻内存 MB", "ask", "resident_mb", 0),
    ("最近的十条与穷举相同的份额", "ask", "recall", 3),
    ("增加一份文件并打开，秒", "change", "add_seconds", 2),
    ("增加一份文件并打开，处理器秒", "change", "add_processor_seconds", 2),
    ("删去一份文件并打开，秒", "change", "remove_seconds", 2),
    ("删去一份文件并打开，处理器秒", "change", "remove_processor_seconds", 2),
)


def _own_table(measured: Measures, sizes: Sequence[int]) -> Table:
    rows = tuple(
        (
            name,
            *(_shown(measured.get(f"{stage}-{size}"), key, digits) for size in sizes),
        )
        for name, stage, key, digits in OWN_ROWS
    )
    counts = (f"{measured[f'build-{size}']['clauses']:,.0f} 条" for size in sizes)
    return Table(header=(OURS, *counts), rows=rows)


def _shown(stage: Mapping[str, float] | None, key: str, digits: int) -> str:
    return f"{stage[key]:,.{digits}f}" if stage else "未量"


BESIDE_ROWS = (
    ("建立，秒", "build", "build", "seconds"),
    ("建立，处理器秒", "build", "build", "processor_seconds"),
    ("占磁盘 MB", "build", "build", "disk_mb"),
    ("打开，秒", "ask", "ask", "files_seconds"),
    ("检索 p50，毫秒", "ask", "ask", "p50_ms"),
    ("检索 p95，毫秒", "ask", "ask", "p95_ms"),
    ("检索平均，处理器毫秒", "ask", "ask", "processor_ms"),
    ("常驻内存 MB", "ask", "ask", "resident_mb"),
)


def _beside_table(measured: Measures, sizes: Sequence[int]) -> Table:
    rows = []
    for size in (one for one in sizes if one <= BESIDE_UP_TO):
        for name, ours, theirs, key in BESIDE_ROWS:
            own = measured[f"{ours}-{size}"][key]
            other = measured[f"langchain-{theirs}-{size}"][key]
            rows.append(
                (f"{size:,} 条：{name}", f"{own:,.2f}", f"{other:,.2f}", f"{own / other:.2f}")
            )
    return Table(header=("并列", OURS, PIPELINE, "之比"), rows=tuple(rows))


PLOTTED = (
    ("scale-build.svg", "建立索引（秒）", "build", "seconds"),
    ("scale-retrieve.svg", "检索 p95（毫秒）", "ask", "p95_ms"),
    ("scale-memory.svg", "检索时常驻内存（MB）", "ask", "resident_mb"),
    ("scale-disk.svg", "占磁盘（MB）", "build", "disk_mb"),
)


def _plot(
    measured: Measures, sizes: Sequence[int], file: str, title: str, stage: str, key: str
) -> Part:
    def line(name: str, prefix: str) -> Line:
        points = tuple(
            (float(size), measured[f"{prefix}{stage}-{size}"][key])
            for size in sizes
            if f"{prefix}{stage}-{size}" in measured
        )
        return Line(name=name, points=points)

    lines = (line(OURS, ""), line(PIPELINE, "langchain-"))
    return Part(title="", plot=Plot(file=file, title=title, bars=(), lines=lines))
