"""The commands over sets and runs, run, compare, report, score, freeze, and what the others share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from corpus.commands import Group
from eval.cases import ALL_SPLITS, Case, Split, in_split, load_cases
from eval.comparison import compare_runs
from eval.corpora import open_sources
from eval.differences import change_text, comparison_to_dict, difference_table
from eval.frozen import freeze as freeze_set
from eval.frozen import note_opened, require_frozen
from eval.gold import Shelf
from eval.judgement import Judgement
from eval.metrics import Scores
from eval.options import (
    corpus_option,
    home_option,
    json_option,
    open_option,
    run_argument,
    set_argument,
    split_option,
)
from eval.report import FORMATS, run_sections, write_report
from eval.results import Part
from eval.runner import read_documents, run_cases
from eval.runs import RUNS, Run, describe_run, find_run, keep_records, only_run, seal, start_run
from eval.scoring import score_answers
from eval.systems import OURS, Stage, open_stage, system_names
from eval.tables import (
    answer_table,
    cause_table,
    list_table,
    miss_lines,
    safety_table,
    scores_by_kind,
    scores_to_dict,
)

Opener = Callable[[Sequence[Path]], AbstractContextManager[Stage]]

INTRODUCTION = """评测：答案对不对、出处对不对、该拒的拒没拒、快不快。

只读指定的文件，用全新的临时数据目录，不看 wence.toml 和 WENCE_* 变量。结果存在 var/eval/ 下。

\b
例：
  python -m eval run
  python -m eval misses
  python -m eval report --output 报告
  python -m eval compare 旧结果 新结果
"""

RUN_HELP = """用评测集提问并评分，按类别列出成绩；开发集另列每道没做对的题。

中断后再运行同一条命令，会从断处接着做。测试集只给成绩，不显示也不保存题目；要看题目须加 --open，
并会在 eval/CHANGES.md 记一行。评测集用到的文件不随程序提供时，用 --corpus 给出它们所在的文件夹。

\b
例：
  python -m eval run
  python -m eval run eval/sets/plans.jsonl --split test
  python -m eval run eval/sets/others.jsonl --corpus 我的文件夹
  python -m eval run --json
"""

COMPARE_HELP = """比较同一评测集的两次结果：差多少、有多大把握、哪些题变了、怎么变的。

差值的区间由配对自助法（按条款成组）得出，p 是 McNemar 检验。

\b
例：
  python -m eval compare plans-develop-20260301-101500 plans-develop-20260302-091000
"""

REPORT_HELP = """把一次结果写成报告：Markdown、JSON、xlsx 和单个 HTML 文件（带条形图和区间）。

\b
例：
  python -m eval report
  python -m eval report plans-develop-20260301-101500 --output 报告 --format html --format xlsx
"""

SCORE_HELP = """给任何系统的回答评分：每行一个回答，格式与 python -m app ask --json 的输出相同。

回答可由 python -m app ask --batch 得到。没有回答的题算拒答。

\b
例：
  python -m eval score 回答.jsonl
  python -m eval score 回答.jsonl eval/sets/plans.jsonl --split test
"""

FREEZE_HELP = """把改过的测试集冻结为新的一版，并在 eval/CHANGES.md 写明原因。

\b
例：
  python -m eval freeze eval/sets/plans.jsonl --why "第 12 题的引文写错了"
"""


@click.group(cls=Group, help=INTRODUCTION)
def cli() -> None:
    """The group that `python -m eval` runs; `obj` may hold another way to open documents."""


@cli.command(help=RUN_HELP)
@set_argument
@split_option
@open_option
@click.option("--system", default=OURS, metavar="名称", help="评哪个系统，默认本程序。")
@home_option
@json_option
@corpus_option
@click.pass_obj
def run(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    cases_path: Path,
    split: str,
    opened: bool,
    system: str,
    home: Path,
    as_json: bool,
    documents: tuple[Path, ...],
) -> None:
    """Run a set through a system, keep the run, print the scores."""
    chosen = select_cases(cases_path, split)
    if system not in system_names():
        raise click.BadParameter(f"没有“{system}”；可选：{'、'.join(system_names())}")
    note_if_opened(cases_path, chosen, opened=opened)
    with open_set(cases_path, documents, opener) as (stage, shelf):
        done = run_kept(
            cases_path, chosen, stage, shelf, system=system, split=split, opened=opened, home=home
        )
    print_run(done, as_json=as_json)


def select_cases(path: Path, split: str) -> tuple[Case, ...]:
    """Return the cases of a half of a set whose test half is the frozen one.

    Raises:
        EvaluationError: the set cannot be read, is not as frozen, or has no such case.
    """
    cases = load_cases(path)
    require_frozen(path)
    chosen = in_split(cases, None if split == ALL_SPLITS else Split(split))
    if not chosen:
        raise click.UsageError(f"{path} 里没有这一半题（{split}）。")
    return chosen


@contextmanager
def open_set(
    cases_path: Path, documents: Sequence[Path], opener: Opener | None = None
) -> Iterator[tuple[Stage, Shelf]]:
    """Open the documents of a set, and the shelf its gold is found on.

    Raises:
        PolicyQAError: documents are missing, or cannot be opened.
    """
    with (
        open_sources(cases_path, documents, progress=True) as sources,
        (opener or open_stage)(sources.folders) as stage,
    ):
        yield stage, Shelf(stage.parsed, sources.names)


def run_kept(  # noqa: PLR0913 - what makes a run
    cases_path: Path,
    chosen: Sequence[Case],
    stage: Stage,
    shelf: Shelf,
    *,
    system: str,
    split: str,
    opened: bool = False,
    home: Path = RUNS,
    progress: bool = True,
) -> Run:
    """Run cases through a system of an open stage, going on with a run that was cut off."""
    manifest = describe_run(
        cases_path, chosen, split=split, system=system, index=stage.manifest, opened=opened
    )
    for case in chosen:  # a fault of the set is told before a run is begun
        shelf.locate(case)
        shelf.question(case)
    with only_run(home):
        started = start_run(manifest, home)
        done = {record.case_id for record in started.records}
        left = [case for case in chosen if case.id not in done]
        shown = frozenset(case.id for case in chosen if opened or case.split is not Split.TEST)
        records = run_cases(left, stage.open(system), shelf, progress=progress, done=len(done))
        return keep_records(started, records, shown)


def note_if_opened(path: Path, chosen: Iterable[Case], *, opened: bool) -> None:
    """Write down that cases of a test half are shown, where they are."""
    if opened and any(case.split is Split.TEST for case in chosen):
        context = click.get_current_context()
        note_opened(path.name, f"python -m eval {context.info_name} --open")


def print_run(run: Run, *, as_json: bool) -> None:
    """Print the scores of a run and, of what is not sealed, the misses."""
    groups = scores_by_kind(run.judgements)
    if as_json:
        click.echo(_to_json(groups, run=str(run.folder), misses=miss_lines(run.records)))
        return
    for section in run_sections(run):
        click.echo(f"\n{section.title}\n{section.table.to_text()}")
    if misses := miss_lines(run.records):
        click.echo(f"\n没做对的题（{len(misses)}）：\n" + "\n".join(misses))
    click.echo(f"\n结果在 {run.folder}")


def print_parts(parts: Iterable[Part]) -> None:
    """Print parts of a chapter: heading, words and tables of each."""
    for part in parts:
        click.echo(f"{part.title}\n{part.text}".strip())
        for table in part.tables:
            click.echo(table.to_text() + "\n")


def _to_json(groups: Mapping[str, Scores], **more: object) -> str:
    scores = {name: scores_to_dict(found) for name, found in groups.items()}
    return json.dumps({"scores": scores, **more}, ensure_ascii=False, indent=2)


@cli.command(help=COMPARE_HELP)
@click.argument("before", metavar="旧结果", type=click.Path(path_type=Path))
@click.argument("after", metavar="新结果", type=click.Path(path_type=Path))
@open_option
@home_option
@json_option
def compare(*, before: Path, after: Path, opened: bool, home: Path, as_json: bool) -> None:
    """Compare two runs."""
    old, new = find_run(before, home), find_run(after, home)
    found = compare_runs(old, new)
    test = {one.case_id for one in new.records if one.judgement.split is Split.TEST}
    if opened and test:
        note_opened(new.manifest.set_name, "python -m eval compare --open")
    changes = [one for one in found.changes if opened or one.record.case_id not in test]
    shown = replace(found, changes=tuple(changes))
    if as_json:
        click.echo(json.dumps(comparison_to_dict(shown), ensure_ascii=False, indent=2))
        return
    click.echo(f"旧：{old.manifest.system}  {old.folder.name}（{old.manifest.code}）")
    click.echo(f"新：{new.manifest.system}  {new.folder.name}（{new.manifest.code}）\n")
    click.echo(difference_table(shown).to_text())
    click.echo(change_text(shown, hidden=len(found.changes) - len(changes)))


@cli.command(help=REPORT_HELP)
@run_argument
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="报告写到这个文件夹，默认写在结果文件夹里。",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    metavar="格式",
    help="md、json、xlsx 或 html；可重复，默认全部。",
)
@home_option
def report(
    *, named: Path | None, output: Path | None, formats: tuple[str, ...], home: Path
) -> None:
    """Write a run as a report."""
    found = find_run(named, home)
    for path in write_report(found, output or found.folder, formats or tuple(FORMATS)):
        click.echo(path)


@cli.command(help=SCORE_HELP)
@click.argument("answers", metavar="回答", type=click.Path(path_type=Path))
@set_argument
@split_option
@open_option
@json_option
@corpus_option
def score(
    *,
    answers: Path,
    cases_path: Path,
    split: str,
    opened: bool,
    as_json: bool,
    documents: tuple[Path, ...],
) -> None:
    """Score answers that any system gave."""
    chosen = select_cases(cases_path, split)
    note_if_opened(cases_path, chosen, opened=opened)
    with open_sources(cases_path, documents, progress=True) as sources:
        shelf = Shelf(read_documents(sources.folders), sources.names)
        records, missing = score_answers(chosen, answers, shelf)
    shown = {case.id for case in chosen if opened or case.split is not Split.TEST}
    kept = [one if one.case_id in shown else seal(one) for one in records]
    judgements: list[Judgement] = [one.judgement for one in kept]
    groups = scores_by_kind(judgements)
    if as_json:
        click.echo(_to_json(groups, unanswered=len(missing), misses=miss_lines(kept)))
        return
    for table in (answer_table(groups), list_table(groups), safety_table(groups)):
        if table.rows:
            click.echo(table.to_text() + "\n")
    click.echo(cause_table(judgements).to_text())
    if lines := miss_lines(kept):
        click.echo("\n" + "\n".join(lines))
    if missing:
        click.echo(f"\n{len(missing)} 题没有回答，按拒答计。", err=True)


@cli.command(help=FREEZE_HELP)
@click.argument("cases_path", metavar="评测集", type=click.Path(path_type=Path))
@click.option("--why", default="", metavar="原因", help="为什么改，一句话；必须写。")
def freeze(*, cases_path: Path, why: str) -> None:
    """Freeze a changed test half as a new version."""
    if not why.strip():
        raise click.UsageError("要用 --why 写明为什么改。")
    frozen = freeze_set(cases_path, why)
    click.echo(f"{cases_path.name} 冻结为第 {frozen.version} 版：测试集 {frozen.cases} 题。")
