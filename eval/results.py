"""eval/RESULTS.md: everything measured, with the commands that measure it again.

What was measured lies as JSON under `eval/measured/`, a file a chapter; the page and its plots are
made from those files alone, so a chapter can be measured anew without the others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.bars import Bar, Line, bars_svg, lines_svg
from eval.errors import RunError
from eval.provenance import code_version, describe_machine
from eval.runs import write_text
from eval.tables import Table

PAGE = Path(__file__).parent / "RESULTS.md"
MEASURED = Path(__file__).parent / "measured"
PLOTS = Path(__file__).parent / "plots"

HEAD = """# 评测结果

本文件由 `python -m eval results` 按 `eval/measured/` 里的测量生成，不要手改。指标的定义、公式和出处见 \
[docs/metrics.md](../docs/metrics.md)，评测集的改动见 [CHANGES.md](CHANGES.md)。比率的区间是 95 % 的 Wilson 区间，\
均值的区间是按条款成组的自助法区间（10,000 次，种子固定）。“答对”要求每个要点都在答案里、没有出处以外的数字和部门、\
单一事实不超过 120 字；误拒的题算答错。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture of bars, or of lines: its file under `eval/plots/`, its title, what it shows."""

    file: str
    title: str
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a chapter: a heading, words, tables, and a plot where there is one."""

    title: str
    text: str = ""
    tables: tuple[Table, ...] = ()
    plot: Plot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What one command measured: its name (the file), title, command, where and when, its parts."""

    name: str
    title: str
    command: str
    parts: tuple[Part, ...]
    code: str = ""
    machine: str = ""


def keep_chapter(chapter: Chapter, folder: Path = MEASURED) -> None:
    """Write a chapter with the code version and the machine of this moment.

    Raises:
        RunError: it cannot be written.
    """
    folder.mkdir(exist_ok=True)
    row = asdict(chapter) | {"code": code_version(), "machine": describe_machine()}
    text = json.dumps(row, ensure_ascii=False, indent=1)
    write_text(folder / f"{chapter.name}.json", text + "\n")


def read_chapter(path: Path) -> Chapter:
    """Read what `keep_chapter` wrote.

    Raises:
        RunError: it cannot be read.
    """
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Chapter(**row | {"parts": tuple(_read_part(part) for part in row["parts"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"测量结果无法读取：{path}（{error}）", hint="用 python -m eval results 重新测量。"
        ) from error


def _read_part(row: dict[str, Any]) -> Part:
    plot = row["plot"]
    return Part(
        title=row["title"],
        text=row["text"],
        tables=tuple(
            Table(header=tuple(one["header"]), rows=tuple(tuple(cells) for cells in one["rows"]))
            for one in row["tables"]
        ),
        plot=_read_plot(plot) if plot else None,
    )


def _read_plot(row: dict[str, Any]) -> Plot:
    lines = tuple(
        Line(name=one["name"], points=tuple((x, y) for x, y in one["points"]))
        for one in row.get("lines", ())
    )
    return Plot(**row | {"bars": tuple(Bar(**bar) for bar in row["bars"]), "lines": lines})


def write_page(
    order: Sequence[str], *, measured: Path = MEASURED, page: Path = PAGE, plots: Path = PLOTS
) -> None:
    """Make the page and its plots of the chapters that are there, in `order`.

    Raises:
        RunError: a chapter cannot be read, or a file cannot be written.
    """
    paths = [path for name in order if (path := measured / f"{name}.json").is_file()]
    chapters = [read_chapter(path) for path in paths]
    plots.mkdir(exist_ok=True)
    for chapter in chapters:
        for part in chapter.parts:
            if part.plot:
                write_text(plots / part.plot.file, _svg(part.plot))
    write_text(page, "\n\n".join((HEAD.strip(), *map(_chapter_markdown, chapters))) + "\n")


def _svg(plot: Plot) -> str:
    return lines_svg(plot.lines, plot.title) if plot.lines else bars_svg(plot.bars, plot.title)


def _chapter_markdown(chapter: Chapter) -> str:
    made = f"代码版本 {chapter.code}；{chapter.machine}。"
    parts = "\n\n".join(_part_markdown(part) for part in chapter.parts)
    return f"## {chapter.title}\n\n```\n{chapter.command}\n```\n\n{made}\n\n{parts}"


def _part_markdown(part: Part) -> str:
    pieces = [f"### {part.title}" if part.title else "", part.text]
    pieces += [f"![{part.plot.title}](plots/{part.plot.file})"] if part.plot else []
    pieces += [table.to_markdown() for table in part.tables if table.rows]
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip())
