"""The commands that measure side by side: sets, baselines, beds, bench."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from tqdm import tqdm

from eval.bars import rate_bar
from eval.cases import Case, Split, in_split, load_cases
from eval.commands import Opener, cli, open_set, print_parts, run_kept, select_cases
from eval.comparison import compare_runs
from eval.corpora import read_names
from eval.differences import difference_table
from eval.frozen import read_seals
from eval.gold import GoldPlace, Shelf
from eval.metrics import summarise
from eval.options import (
    beside_option,
    corpus_option,
    home_option,
    json_option,
    most_option,
    pairs_option,
    rounds_option,
    set_argument,
    split_option,
    work_option,
)
from eval.overlap import make_up_table, overlap_table, overlaps
from eval.report import SPLIT_NAMES
from eval.results import Part, Plot
from eval.runner import DEFAULT_SET, SETS, System
from eval.runs import RUNS, Run
from eval.statistics import Rate
from eval.systems import OURS, system_names
from eval.tables import Table, format_rate, scores_to_dict, system_table

OTHERS_SET = SETS / "others.jsonl"
LEXICAL_BASELINE = "条款＋二元字 BM25"
SETS_HELP = """说明评测集：题数、类别、冻结的版本，以及问题与原文用词的重合。

\b
例：
  python -m eval sets
  python -m eval sets --corpus 我的文件夹
"""

BASELINES_HELP = """同一套题、同一个评分器：本程序、它去掉每个部件后、几个现成的检索流程，并列比较。

\b
例：
  python -m eval baselines --split develop
  python -m eval baselines eval/sets/others.jsonl --corpus 我的文件夹
"""

BEDS_HELP = """只量检索：正确的条款排在第几位。

默认量两份方案；--beside 在旁边放进别的文件，--corpus 给出 eval/sets/others.jsonl 用到的文件，
--pairs 给出问答对（stard_passages、stard_train_queries、cmrc2018_train）所在的文件夹。

\b
例：
  python -m eval beds
  python -m eval beds --beside 政策.jsonl.zst --corpus 我的文件夹 --pairs 问答对
"""

BENCH_HELP = """量时间和内存：冷启动、连续回答、建立索引，与 LangChain 流程交替进行。

\b
例：
  python -m eval bench
  python -m eval bench --rounds 9 --json
  python -m eval bench --scale --corpus 政策.jsonl.zst
"""


@cli.command(help=SETS_HELP)
@corpus_option
def sets(*, documents: tuple[Path, ...]) -> None:
    """Describe the sets."""
    print_parts(describe_sets(documents))


def describe_sets(documents: Sequence[Path]) -> list[Part]:
    """Return what the sets are made up of and how their questions overlap with their gold."""
    paths = sorted(SETS.glob("*.jsonl"))
    seals = read_seals()
    named = {path.name: load_cases(path) for path in paths}
    frozen = [
        f"- `{name}`：测试集 {seal.cases} 题，第 {seal.version} 版，SHA-256 `{seal.digest[:16]}…`"
        for name, seal in seals.items()
    ]
    halves = {
        f"{name}（{SPLIT_NAMES[split.value]}）": half
        for name, cases in named.items()
        for split in Split
        if (half := in_split(cases, split))
    }
    parts = [Part(title="评测集", text="\n".join(frozen), tables=(make_up_table(dict(halves)),))]
    shipped = [path for path in paths if not read_names(path)]
    own = [([path], documents) for path in paths if documents and path not in shipped]
    for group, folders in ((shipped, ()), *own):
        parts += _overlap_parts({path: named[path.name] for path in group}, folders)
    return parts


def _overlap_parts(
    sets: Mapping[Path, Sequence[Case]], documents: Sequence[Path]
) -> Iterator[Part]:
    """Yield for each of the sets, all over the same documents, how its questions overlap."""
    with open_set(next(iter(sets)), documents) as (stage, shelf):
        system = stage.open(LEXICAL_BASELINE)
        for path, cases in sets.items():
            places = [shelf.locate(case) for case in cases]
            first = _first_found(system, shelf, list(zip(cases, places, strict=True)))
            yield Part(
                title=f"{path.name}：问题与原文用词的重合",
                text=f"按条款切分的二元字 BM25 把答案所在的条款排在首位的题：{format_rate(first)}。",
                tables=(overlap_table(overlaps(cases, places, stage.words)),),
            )


def _first_found(
    system: System, shelf: Shelf, placed: Sequence[tuple[Case, Sequence[GoldPlace]]]
) -> Rate:
    wanted = [(case, gold) for case, gold in placed if gold]
    first = 0
    for case, gold in tqdm(wanted, desc="二元字 BM25", unit="题"):
        search = system.find(shelf.question(case)) if system.find else None
        best = search.found[0] if search and search.found else None
        first += best is not None and any(
            place.holds(best.document_id, best.span) for place in gold
        )
    return Rate(hits=first, n=len(wanted))


@cli.command(help=BASELINES_HELP)
@set_argument
@split_option
@home_option
@json_option
@corpus_option
@click.pass_obj
def baselines(
    opener: Opener | None,
    *,
    cases_path: Path,
    split: str,
    home: Path,
    as_json: bool,
    documents: tuple[Path, ...],
) -> None:
    """Score the program, it without each part, and the baselines."""
    runs = run_systems(cases_path, split, documents, opener=opener, home=home)
    if as_json:
        scores = {name: scores_to_dict(summarise(one.judgements)) for name, one in runs.items()}
        click.echo(json.dumps(scores, ensure_ascii=False, indent=2))
        return
    for table in system_tables(runs):
        click.echo(table.to_text() + "\n")


def run_systems(
    cases_path: Path,
    split: str,
    documents: Sequence[Path],
    *,
    opener: Opener | None = None,
    home: Path = RUNS,
    names: Sequence[str] = (),
) -> dict[str, Run]:
    """Run a half of a set through every system (or the `names`d), the documents opened once."""
    chosen = select_cases(cases_path, split)
    with open_set(cases_path, documents, opener) as (stage, shelf):
        return {
            name: run_kept(cases_path, chosen, stage, shelf, system=name, split=split, home=home)
            for name in names or system_names()
        }


def system_tables(runs: dict[str, Run]) -> tuple[Table, Table]:
    """Return the systems side by side, and how each differs from the program, with the test."""
    ours = runs[OURS]
    rows = []
    for name, run in runs.items():
        if name != OURS:
            first, *_ = difference_table(compare_runs(ours, run)).rows
            rows.append((name, *first[3:]))
    return (
        system_table({name: summarise(run.judgements) for name, run in runs.items()}),
        Table(header=("系统", "答对且条款对：与问策之差", "变好/变差", "p"), rows=tuple(rows)),
    )


@cli.command(help=BEDS_HELP)
@split_option
@beside_option
@pairs_option
@corpus_option
def beds(
    *, split: str, beside: Path | None, pairs: Path | None, documents: tuple[Path, ...]
) -> None:
    """Measure ranked lists."""
    print_parts(measure_beds(split, beside=beside, pairs=pairs, documents=documents))


def measure_beds(
    split: str, *, beside: Path | None, pairs: Path | None, documents: Sequence[Path]
) -> list[Part]:
    """Measure every bed whose material is given."""
    from eval.bed_lists import Bed, bed_table, fault_table
    from eval.bed_parts import gain_table
    from eval.beds import others_bed, plan_bed, reading_bed, statute_bed

    steps: list[Callable[[], Bed]] = [lambda: plan_bed(DEFAULT_SET, split=split, progress=True)]
    if beside:
        steps.append(lambda: plan_bed(DEFAULT_SET, split=split, beside=beside, progress=True))
    if documents:
        steps.append(lambda: others_bed(OTHERS_SET, documents, split=split, progress=True))
    if pairs:
        steps.append(lambda: statute_bed(pairs, progress=True))
        steps.append(lambda: reading_bed(pairs, progress=True))
    parts = []
    for number, step in enumerate(steps, 1):
        bed = step()
        header, rows = bed_table(bed)
        left = [f"{one.id}（{one.reason}）" for one in bed.left_out]
        text = f"{bed.queries} 题，{bed.documents} 份文件，{bed.passages} 段。{bed.note}{BEDS_NOTE}"
        if left:
            text += f"没有计入的 {len(left)} 题：{'、'.join(left)}。"
        bars = tuple(rate_bar(row.system, row.hit_at_1) for row in bed.rows)
        tables = [Table(header=header, rows=rows)]
        if bed.told:
            text += TOLD_NOTE.format(told=bed.told[0].n, all=bed.queries)
            (first, *others), rows = bed_table(bed, bed.told)
            tables.append(Table(header=(f"{first}（写明所问的题）", *others), rows=rows))
        if bed.gains:
            header, rows = gain_table(bed.gains)
            tables.append(Table(header=header, rows=rows))
        if bed.faults:
            header, rows = fault_table(bed)
            tables.append(Table(header=header, rows=rows))
        parts.append(
            Part(
                title=bed.name,
                text=text,
                tables=tuple(tables),
                plot=Plot(file=f"bed-{number}.svg", title=f"{bed.name}：首位检中", bars=bars),
            )
        )
    return parts


@cli.command(help=BENCH_HELP)
@set_argument
@rounds_option
@json_option
@click.option("--scale", is_flag=True, help="量 89、26,000、260,000 条时的建立、打开、检索和增删。")
@work_option
@most_option
@corpus_option
def bench(  # noqa: PLR0913 - click passes every option as an argument
    *,
    cases_path: Path,
    rounds: int,
    as_json: bool,
    scale: bool,
    work: Path | None,
    most: int,
    documents: tuple[Path, ...],
) -> None:
    """Measure time and memory."""
    if scale:
        _bench_scale(documents, work, most, as_json=as_json)
        return
    from eval.benchmarks.suite import bench_to_dict, cold_table, ratio_line, run_bench, warm_table

    measured = run_bench(cases_path, documents, rounds=rounds, progress=True)
    if as_json:
        click.echo(json.dumps(bench_to_dict(measured), ensure_ascii=False, indent=2))
        return
    tables = (cold_table(measured).to_text(), ratio_line(measured), warm_table(measured).to_text())
    click.echo("\n\n".join(tables))


def _bench_scale(documents: Sequence[Path], work: Path | None, most: int, *, as_json: bool) -> None:
    from eval.benchmarks.scale import run_scale, scale_parts, sizes_up_to

    sizes = sizes_up_to(most)
    measured = run_scale(documents, sizes=sizes, work=work, progress=True)
    if as_json:
        click.echo(json.dumps(measured, ensure_ascii=False, indent=2))
        return
    for part in scale_parts(measured, sizes):
        for table in part.tables:
            click.echo(table.to_text() + "\n")


BEDS_NOTE = """两行 BM25 检索条款连同文件名和各级标题，追问与上一问合在一起检索；“评测集”一章的二元字 BM25 只看条款正文和问题本身。"""

TOLD_NOTE = """“写明所问的题”是写明文件、地区，或有一个只在一至三份文件里出现的词的题（检索以前由程序判定）：{told}/{all}。"""
