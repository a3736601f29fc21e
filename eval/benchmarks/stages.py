"""`python -m eval.benchmarks.stages build|warm`: stages of the program, each in its own process."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import click

from app.settings import Settings
from corpus.commands import Group
from corpus.store import DEFAULT_DOCUMENTS
from eval.cases import Split, in_split, load_cases
from eval.runner import warm_up
from eval.statistics import percentile

home_argument = click.argument("home", metavar="数据目录", type=click.Path(path_type=Path))
corpus_option = click.option(
    "--corpus",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path),
    help="政策文件所在的文件夹。",
)


@click.group(cls=Group, help="在单独的进程里测量一个阶段，结果是一个 JSON 对象。")
def stages() -> None:
    """The group of stages."""


@stages.command("build", help="建立索引，量时间。")
@home_argument
@corpus_option
def build(home: Path, documents: tuple[Path, ...]) -> None:
    """Build the index in a data home that has none."""
    from index.library import open_library

    started = perf_counter()
    library = open_library(documents or (DEFAULT_DOCUMENTS,), home=home)
    _print(seconds=perf_counter() - started, clauses=library.manifest.clauses)


@stages.command("warm", help="打开程序，连续回答开发集的问题，量每题的时间。")
@home_argument
@click.argument("cases", metavar="评测集", type=click.Path(path_type=Path))
@corpus_option
def warm(home: Path, cases: Path, documents: tuple[Path, ...]) -> None:
    """Answer the develop half in one process, after a few questions that do not count."""
    from app.chain import open_assistant

    questions = [case.as_question() for case in in_split(load_cases(cases), Split.DEVELOP)]
    started = perf_counter()
    assistant = open_assistant(Settings(home=home, documents=documents or (DEFAULT_DOCUMENTS,)))
    opened = perf_counter() - started
    warm_up(assistant.ask)
    times = []
    for question in questions:
        started = perf_counter()
        assistant.ask(question)
        times.append((perf_counter() - started) * 1000)
    _print(
        open_seconds=opened,
        questions=len(times),
        p50_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        max_ms=max(times, default=None),
    )


def _print(**measured: float | None) -> None:
    click.echo(json.dumps(measured))


if __name__ == "__main__":
    stages()
