"""`python -m eval`: run, baselines, bench, report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import click

from corpus.commands import Group, corpus_option
from eval.cases import Case, Split, in_split, load_cases
from eval.comparison import run_baselines
from eval.gold import Shelf
from eval.metrics import Scores, summarise
from eval.report import (
    answer_table,
    miss_lines,
    safety_table,
    scores_by_kind,
    scores_to_dict,
    system_table,
)
from eval.runner import (
    DEFAULT_SET,
    PRACTICE_SET,
    Ask,
    Record,
    fresh_assistant,
    read_documents,
    run_cases,
    write_records,
    write_result,
)

ALL_SPLITS = "all"

Opener = Callable[[Sequence[Path]], AbstractContextManager[Ask]]

INTRODUCTION = """评测：答案对不对、出处对不对、该拒的拒没拒、快不快。

只读指定的文件，用全新的临时数据目录，不看 wence.toml 和 WENCE_* 变量。

\b
例：
  python -m eval run --split develop
  python -m eval baselines --split test
  python -m eval bench
  python -m eval report
"""

RUN_HELP = """用评测集提问并评分，按类别列出成绩；开发集另列每道没做对的题。

测试集只给成绩，不显示题目；要看题目须加 --open。

\b
例：
  python -m eval run
  python -m eval run eval/sets/plans.jsonl --split test
  python -m eval run --output 结果.jsonl
  python -m eval run --json
"""

BASELINES_HELP = """用同一套题、同一个评分器给几个现成的检索流程评分。

\b
例：
  python -m eval baselines --split develop
"""

PARTS_HELP = """把程序的各个部件轮流去掉，看每个部件带来多少。

\b
例：
  python -m eval parts eval/sets/practice.jsonl
"""

BENCH_HELP = """量时间和内存：冷启动、连续回答、建立索引，与 LangChain 流程交替进行。

\b
例：
  python -m eval bench
  python -m eval bench --rounds 9 --json
"""

REPORT_HELP = """重做全部评测、对照和速度测量，写成一份 Markdown（默认 eval/RESULTS.md）。

\b
例：
  python -m eval report
"""

set_argument = click.argument(
    "cases_path", metavar="[评测集]", default=DEFAULT_SET, type=click.Path(path_type=Path)
)
split_option = click.option(
    "--split",
    default=Split.DEVELOP.value,
    metavar="哪一半",
    type=click.Choice([*(split.value for split in Split), ALL_SPLITS]),
    help="用哪一半题：develop 开发集（默认），test 测试集，all 全部。",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="输出一个 JSON 对象，而不是表格。"
)
rounds_option = click.option(
    "--rounds", default=5, type=click.IntRange(min=1), help="冷启动量几轮，默认 5。"
)


@click.group(cls=Group, help=INTRODUCTION)
def cli() -> None:
    """The group that `python -m eval` runs; `obj` may hold another way to open the assistant."""


@cli.command(help=RUN_HELP)
@set_argument
@split_option
@click.option("--open", "opened", is_flag=True, help="测试集也显示没做对的题。")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="逐题结果写到这个 JSONL 文件（测试集的题只在 --open 时写）。",
)
@json_option
@corpus_option
@click.pass_obj
def run(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    cases_path: Path,
    split: str,
    opened: bool,
    output: Path | None,
    as_json: bool,
    documents: tuple[Path, ...],
) -> None:
    """Run a set through the program and print the scores."""
    cases = _select(cases_path, split)
    shelf = Shelf(read_documents(documents))
    with (opener or fresh_assistant)(documents) as ask:
        records = run_cases(cases, ask, shelf, progress=True)
    shown = [one for one in records if opened or one.case.split is Split.DEVELOP]
    if output is not None:
        write_records(shown, output)
    groups = scores_by_kind([one.judgement for one in records])
    if as_json:
        print(_to_json(groups, misses=miss_lines(shown)))
    else:
        _print_run(groups, shown)


@cli.command(help=BASELINES_HELP)
@set_argument
@split_option
@json_option
@corpus_option
def baselines(*, cases_path: Path, split: str, as_json: bool, documents: tuple[Path, ...]) -> None:
    """Score the fixed pipelines."""
    records = run_baselines(_select(cases_path, split), read_documents(documents), progress=True)
    _print_systems(records, as_json=as_json)


@cli.command(help=PARTS_HELP)
@set_argument
@split_option
@json_option
@corpus_option
def parts(*, cases_path: Path, split: str, as_json: bool, documents: tuple[Path, ...]) -> None:
    """Score the program without each of its parts."""
    from eval.ablation import run_ablation

    records = run_ablation(_select(cases_path, split), documents, progress=True)
    _print_systems(records, as_json=as_json)


@cli.command(help=BENCH_HELP)
@set_argument
@rounds_option
@json_option
@corpus_option
def bench(*, cases_path: Path, rounds: int, as_json: bool, documents: tuple[Path, ...]) -> None:
    """Measure time and memory."""
    from eval.benchmarks.suite import bench_to_dict, cold_table, ratio_line, run_bench, warm_table

    measured = run_bench(cases_path, documents, rounds=rounds, progress=True)
    if as_json:
        print(json.dumps(bench_to_dict(measured), ensure_ascii=False, indent=2))
        return
    tables = (cold_table(measured).to_text(), ratio_line(measured), warm_table(measured).to_text())
    print("\n\n".join(tables))


@cli.command(help=REPORT_HELP)
@set_argument
@rounds_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到这个文件，而不是 eval/RESULTS.md。",
)
@corpus_option
def report(
    *, cases_path: Path, rounds: int, output: Path | None, documents: tuple[Path, ...]
) -> None:
    """Measure everything and write the page of results."""
    from eval.ablation import run_ablation
    from eval.benchmarks.suite import run_bench
    from eval.results import RESULTS_PATH, Results, results_to_markdown

    cases, parsed = load_cases(cases_path), read_documents(documents)
    with fresh_assistant(documents) as ask:
        ours = run_cases(cases, ask, Shelf(parsed), progress=True)
    results = Results(
        cases=cases_path,
        ours=ours,
        practice=PRACTICE_SET,
        parts=run_ablation(load_cases(PRACTICE_SET), progress=True) if not documents else {},
        baselines=run_baselines(cases, parsed, progress=True),
        bench=run_bench(cases_path, documents, rounds=rounds, progress=True),
    )
    path = output or RESULTS_PATH
    write_result(results_to_markdown(results), path)
    print(f"结果写在 {path}")


def _select(path: Path, split: str) -> tuple[Case, ...]:
    return in_split(load_cases(path), None if split == ALL_SPLITS else Split(split))


def _print_run(groups: Mapping[str, Scores], shown: Sequence[Record]) -> None:
    print(answer_table(groups).to_text())
    print()
    print(safety_table(groups).to_text())
    if misses := miss_lines(shown):
        print(f"\n没做对的题（{len(misses)}）：")
        print("\n".join(misses))


def _print_systems(records: Mapping[str, Sequence[Record]], *, as_json: bool) -> None:
    systems = {name: summarise([one.judgement for one in found]) for name, found in records.items()}
    print(_to_json(systems) if as_json else system_table(systems).to_text())


def _to_json(groups: Mapping[str, Scores], **more: object) -> str:
    scores = {name: scores_to_dict(found) for name, found in groups.items()}
    return json.dumps({"scores": scores, **more}, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    cli(prog_name="python -m eval")
