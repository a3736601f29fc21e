"""eval/RESULTS.md: everything measured, with the commands that measure it again."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.settings import CHECKOUT
from eval.benchmarks.suite import Bench, cold_table, ratio_line, warm_table
from eval.cases import Split
from eval.comparison import OURS
from eval.metrics import Scores, summarise
from eval.report import answer_table, safety_table, scores_by_kind, system_table
from eval.runner import Record

RESULTS_PATH = Path(__file__).parent / "RESULTS.md"
SPLIT_NAMES = {Split.DEVELOP: "开发集", Split.TEST: "测试集"}

HEAD = """# 评测结果

本文件由 `python -m eval report` 生成，不要手改。

- 代码版本：{version}
- 机器：{machine}
- 评测集：`{cases}`，{count} 题（{halves}）

区间是 95 % 的 Wilson 区间；各项指标的定义写在 `eval/judgement.py` 和 `eval/metrics.py`。\
“答对”要求每个要点都在答案里、没有出处以外的数字和部门、单一事实不超过 120 字；误拒的题算答错。
"""

BASELINES_NOTE = """每个流程都用同样的题和同样的评分；它们把最相近的一块原文当作答案，从不拒答。\
“不限字数”一列不计答案长短，是整块作答的流程能达到的成绩。
"""


PRACTICE_NOTE = """规则和阈值是在这一套题和上面的开发集上定的，所以这里的成绩偏高；第 121–280 题故意用外行话来问，\
约一半的题与所答条款最多只有两三个词相同，最后 60 题专问数字。测试集的题目在开发期间没有看过，但合计看过多次，\
所以它的成绩也略偏高。
"""

PARTS_NOTE = """每行去掉一个部件，其余不变。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What one report is made of.

    `baselines` maps a system's name to its records over `cases`; `parts` maps what is left out of
    the program to its records over the `practice` set, and is empty where that is not asked.
    """

    cases: Path
    ours: tuple[Record, ...]
    baselines: Mapping[str, tuple[Record, ...]]
    bench: Bench
    practice: Path
    parts: Mapping[str, tuple[Record, ...]]


def results_to_markdown(results: Results) -> str:
    """Return the whole page."""
    parts = [_head(results)]
    for split, name in SPLIT_NAMES.items():
        ours = _half(results.ours, split)
        if ours:
            parts += _half_sections(results, split, name)
    if results.parts:
        parts += _parts_sections(results)
    parts += [
        "## 速度与内存",
        _reproduce("bench"),
        cold_table(results.bench).to_markdown(),
        ratio_line(results.bench),
        warm_table(results.bench).to_markdown(),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _head(results: Results) -> str:
    counts = {name: len(_half(results.ours, split)) for split, name in SPLIT_NAMES.items()}
    return HEAD.format(
        version=code_version(),
        machine=describe_machine(),
        cases=_relative(results.cases),
        count=len(results.ours),
        halves="，".join(f"{name} {count}" for name, count in counts.items()),
    )


def _half_sections(results: Results, split: Split, name: str) -> list[str]:
    groups = scores_by_kind([record.judgement for record in _half(results.ours, split)])
    systems: dict[str, Scores] = {
        system: summarise([record.judgement for record in _half(records, split)])
        for system, records in {OURS: results.ours, **results.baselines}.items()
    }
    return [
        f"## {name}：分类成绩",
        _reproduce(f"run --split {split.value}"),
        answer_table(groups).to_markdown(),
        safety_table(groups).to_markdown(),
        f"## {name}：与现成流程对照",
        _reproduce(f"baselines --split {split.value}"),
        BASELINES_NOTE,
        system_table(systems).to_markdown(),
    ]


def _parts_sections(results: Results) -> list[str]:
    whole = next(iter(results.parts.values()))
    groups = scores_by_kind([record.judgement for record in whole])
    systems = {
        name: summarise([record.judgement for record in records])
        for name, records in results.parts.items()
    }
    practice = _relative(results.practice)
    return [
        "## 练习集：分类成绩",
        _reproduce(f"run {practice}"),
        PRACTICE_NOTE,
        answer_table(groups).to_markdown(),
        safety_table(groups).to_markdown(),
        "## 各部件的作用（练习集）",
        _reproduce(f"parts {practice}"),
        PARTS_NOTE,
        system_table(systems).to_markdown(),
    ]


def _half(records: Sequence[Record], split: Split) -> tuple[Record, ...]:
    return tuple(record for record in records if record.case.split is split)


def _reproduce(command: str) -> str:
    return f"```\npython -m eval {command}\n```"


def _relative(path: Path) -> str:
    full = path.absolute()
    return str(full.relative_to(CHECKOUT)) if full.is_relative_to(CHECKOUT) else path.name


def describe_machine() -> str:
    """Return cores, memory, Python and system of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} 核，内存 {memory:.0f} GB，"
        f"Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    )


def code_version() -> str:
    """Return what `git describe` calls the checkout; 未知 where there is no git or no history."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--tags", "--dirty"],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "未知"
    return done.stdout.strip()
