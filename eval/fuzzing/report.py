"""What a run of hostile inputs gave, as tables and as a chapter of the page of results; pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from pathlib import Path
from typing import Any

from eval.errors import RunError
from eval.fuzzing.inputs import SHARES
from eval.fuzzing.judging import Result
from eval.results import Chapter, Part
from eval.tables import Table

_RESULTS = tuple(one.value for one in Result)
_ALL = "合计"
_MOST_SLOW = 10
_TEXT = """{inputs:,} 个由种子 {seed} 生成的坏文件（{documents:,} 份读成文件），用时 {minutes:.0f} 分钟，遗留进程 {left} 个。\
“文件”：读出的文件逐份解析，每个非空白字符恰在一个标题或条款里，引文与正文一字不差；“报错”：中文说明和下一步；\
“超时中止”：到时限被中止，不影响后面的文件；“违反”：以上之外的任何结果。"""


def fuzz_tables(row: Mapping[str, Any]) -> tuple[Table, ...]:
    """Return the tables of a run: by format, by harm, errors by what they say, slowest, faults."""
    formats, harms = row["formats"], row["harms"]
    return (
        _counted("格式", {_ALL: _sum(formats)} | formats),
        _counted("破坏方式", harms),
        Table(
            header=("报错", "个数"),
            rows=tuple((name, f"{count:,}") for name, count in row["errors"].items()),
        ),
        _listed("最慢的", row["slowest"]),
        _listed("违反的", row["faults"]),
    )


def _sum(groups: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {name: sum(one.get(name, 0) for one in groups.values()) for name in _RESULTS}


def _counted(first: str, groups: Mapping[str, Mapping[str, int]]) -> Table:
    return Table(
        header=(first, "个数", *_RESULTS),
        rows=tuple(
            (name, f"{sum(one.values()):,}", *(f"{one.get(result, 0):,}" for result in _RESULTS))
            for name, one in groups.items()
        ),
    )


def _listed(first: str, rows: list[Mapping[str, Any]]) -> Table:
    return Table(
        header=(first, "格式", "字节", "秒", "结果"),
        rows=tuple(
            (
                f"{one['number']}：{'、'.join(one['harms'])}",
                one["format"],
                f"{one['bytes']:,}",
                f"{one['seconds']:.1f}",
                f"{one['result']} {one['detail']}".strip(),
            )
            for one in rows
        ),
    )


def fuzz_parts(row: Mapping[str, Any]) -> Iterator[Part]:
    """Yield the parts of the chapter about a run."""
    by_format, by_harm, errors, slowest, faults = fuzz_tables(row)
    text = _TEXT.format(
        inputs=row["inputs"],
        seed=row["seed"],
        documents=row["documents"],
        minutes=row["seconds"] / 60,
        left=row["left_processes"],
    )
    yield Part(title="", text=text, tables=(by_format,))
    yield Part(title="按破坏方式", tables=(by_harm,))
    yield Part(title="报错的内容", tables=(errors,))
    yield Part(title="最慢的", tables=(slowest,))
    if faults.rows:
        yield Part(title="违反的", tables=(faults,))


def join_runs(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Join runs over different numbers of one seed, made one after the other, into one run."""
    whole: dict[str, Any] = {"seed": rows[0]["seed"]}
    for name in ("inputs", "documents", "seconds", "left_processes"):
        whole[name] = sum(row[name] for row in rows)
    for name in ("formats", "harms"):
        groups = dict.fromkeys(group for row in rows for group in row[name])
        whole[name] = {
            group: dict(sum((Counter(row[name].get(group, {})) for row in rows), Counter()))
            for group in (
                sorted(groups, key=[*SHARES].index) if name == "formats" else sorted(groups)
            )
        }
    whole["errors"] = dict(sum((Counter(row["errors"]) for row in rows), Counter()).most_common())
    whole["faults"] = [one for row in rows for one in row["faults"]]
    slow = (one for row in rows for one in row["slowest"])
    whole["slowest"] = nlargest(_MOST_SLOW, slow, key=lambda one: one["seconds"])
    return whole


def fuzz_chapter(paths: Sequence[Path]) -> Chapter:
    """Make the chapter about a run that `python -m eval fuzz --output` wrote, in one file or in parts.

    Raises:
        RunError: a file cannot be read, or the parts are not of one seed.
    """
    rows = [_read(path) for path in paths]
    if len({row["seed"] for row in rows}) > 1:
        raise RunError("模糊测试的几个结果种子不同。", hint="只合并同一个 --seed 的结果。")
    row = join_runs(rows)
    return Chapter(
        name="fuzz",
        title="坏文件",
        command=f"python -m eval fuzz --count {row['inputs']} --seed {row['seed']}",
        parts=tuple(fuzz_parts(row)),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        row = dict(json.loads(path.read_text(encoding="utf-8")))
        join_runs([row])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"模糊测试的结果无法读取：{path}（{error}）",
            hint="用 python -m eval fuzz --output 文件 重新生成。",
        ) from error
    return row
