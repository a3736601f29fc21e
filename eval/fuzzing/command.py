"""The command `python -m eval fuzz`."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import click

from corpus.reading_worker import ReadingWorker
from eval.commands import cli
from eval.fuzzing.judging import Result, Verdict, judge
from eval.fuzzing.report import fuzz_tables
from eval.fuzzing.running import LIMITS, fuzzed_to_dict, read_given, run_inputs
from eval.runs import RUNS, write_text

FUZZ_HELP = """用成批的坏文件检验读取和解析：截断、乱码、压缩炸弹、层层嵌套、离谱编号等等。

每个坏文件必须读成守规矩的文件（每个字恰在一个标题或条款里，引文一字不差），或给出中文的报错和下一步；
崩溃、别的异常、遗留的进程都算违反，退出码为 1。同一个 --seed 生成的文件完全相同。违反和超时的文件
存在 --keep 文件夹里，可用 --replay 重做。

\b
例：
  python -m eval fuzz --count 500
  python -m eval fuzz --seed 7 --corpus 我的文件夹 --output 结果.json
  python -m eval fuzz --replay var/fuzz/7-123.docx
"""
KEPT = RUNS.parent / "fuzz"


@cli.command(help=FUZZ_HELP)
@click.option("--count", default=20_000, type=click.IntRange(min=1), help="多少个，默认 20000。")
@click.option("--seed", default=1, type=int, help="种子，默认 1。")
@click.option("--start", default=0, type=click.IntRange(min=0), help="从第几个开始，默认 0。")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="也破坏这个文件夹里的真实文件（不大于 1 MB 的）。",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="结果写成 JSON。",
)
@click.option(
    "--keep",
    default=KEPT,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="违反和超时的文件存在哪里，默认 var/fuzz。",
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="只重做这一个文件。",
)
def fuzz(  # noqa: PLR0913 - click passes every option as an argument
    *,
    count: int,
    seed: int,
    start: int,
    corpus: Path | None,
    output: Path | None,
    keep: Path,
    replay: Path | None,
) -> int:
    """Read hostile inputs."""
    logging.getLogger("corpus").setLevel(logging.ERROR)  # what is said of a bad file is counted
    if replay:
        return _replay(replay)
    given = read_given(corpus) if corpus else ()
    run = run_inputs(seed, range(start, start + count), given=given, keep=keep, progress=True)
    row = fuzzed_to_dict(run)
    if output:
        write_text(output, json.dumps(row, ensure_ascii=False, indent=1) + "\n")
    click.echo("\n\n".join(table.to_text() for table in fuzz_tables(row) if table.rows))
    for one in run.faults:
        click.echo(f"重做：python -m eval fuzz --replay {one.kept}", err=True)
    if run.left_processes:
        click.echo(f"遗留进程 {run.left_processes} 个", err=True)
    return 0 if run.passed else 1


def _replay(path: Path) -> int:
    with ReadingWorker(limits=LIMITS) as worker:
        verdict = judge(path.absolute(), worker)
    click.echo(_told(verdict))
    return 1 if verdict.result is Result.FAULT else 0


def _told(verdict: Verdict) -> str:
    said = f"{verdict.result.value}：{verdict.documents} 份文件，{verdict.seconds:.1f} 秒"
    return f"{said}；{verdict.detail}" if verdict.detail else said
