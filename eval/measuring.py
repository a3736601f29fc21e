"""The commands that measure side by side: sets, baselines, beds, bench, and the page of results."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from eval.bars import Bar
from eval.calibration_command import calibration_chapter
from eval.cases import Case, Split, in_split, load_cases
from eval.commands import (
    Opener,
    cli,
    corpus_option,
    home_option,
    json_option,
    open_set,
    run_kept,
    select_cases,
    set_argument,
    split_option,
)
from eval.comparison import compare_runs
from eval.corpora import read_names
from eval.differences import difference_table
from eval.frozen import read_seals
from eval.fuzzing.report import fuzz_chapter
from eval.gold import GoldPlace, Shelf
from eval.metrics import summarise
from eval.overlap import make_up_table, overlap_table, overlaps
from eval.reading import read_folders, reading_row
from eval.reading_report import reading_parts
from eval.report import SPLIT_NAMES, run_facts, run_sections
from eval.results import PAGE, Chapter, Part, Plot, keep_chapter, write_page
from eval.runner import DEFAULT_SET, SETS, System
from eval.runs import RUNS, Run
from eval.statistics import Rate
from eval.systems import OURS, VARIANTS, system_names
from eval.tables import Table, format_rate, scores_to_dict, system_table

OTHERS_SET = SETS / "others.jsonl"
PRACTICE_SET = SETS / "practice.jsonl"
LEXICAL_BASELINE = "条款＋二元字 BM25"
SPLITS = (Split.TEST.value, Split.DEVELOP.value)
SET_NAMES = {DEFAULT_SET: "两份方案", OTHERS_SET: "其他文件", PRACTICE_SET: "练习集"}

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

RESULTS_HELP = """重做全部测量，更新 eval/RESULTS.md 和其中的图。

没有给出的文件用到的那几章保留上次的测量；--only 只重做一章。

\b
例：
  python -m eval results
  python -m eval results --corpus 我的文件夹 --beside 政策.jsonl.zst --pairs 问答对
  python -m eval results --only speed
  python -m eval results --only fuzz --fuzz 结果.json
"""

beside_option = click.option(
    "--beside",
    type=click.Path(exists=True, path_type=Path),
    metavar="文件或文件夹",
    help="放在两份方案旁边一起检索的文件。",
)
pairs_option = click.option(
    "--pairs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="问答对所在的文件夹。",
)
work_option = click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="量规模时的工作文件夹，已量过的步骤不再量；默认用临时的。",
)
most_option = click.option(
    "--most",
    default=260_000,
    type=click.IntRange(min=89),
    metavar="条数",
    help="量规模时最多量到多少条，默认 260,000。",
)
rounds_option = click.option(
    "--rounds", default=5, type=click.IntRange(min=1), help="冷启动量几轮，默认 5。"
)


@cli.command(help=SETS_HELP)
@corpus_option
def sets(*, documents: tuple[Path, ...]) -> None:
    """Describe the sets."""
    for part in describe_sets(documents):
        click.echo(f"{part.title}\n{part.text}".strip())
        for table in part.tables:
            click.echo(table.to_text() + "\n")


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
    for part in measure_beds(split, beside=beside, pairs=pairs, documents=documents):
        click.echo(f"{part.title}\n{part.text}".strip())
        for table in part.tables:
            click.echo(table.to_text() + "\n")


def measure_beds(
    split: str, *, beside: Path | None, pairs: Path | None, documents: Sequence[Path]
) -> list[Part]:
    """Measure every bed whose material is given."""
    from eval.bed_parts import gain_table
    from eval.beds import Bed, bed_table, others_bed, plan_bed, reading_bed, statute_bed

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
        bars = tuple(_bar(row.system, row.hit_at_1) for row in bed.rows)
        tables = [Table(header=header, rows=rows)]
        if bed.gains:
            header, rows = gain_table(bed.gains)
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

CHAPTERS = (
    "halves",
    "systems",
    "calibration",
    "beds",
    "sets",
    "reading",
    "speed",
    "scale",
    "fuzz",
)
# What people counted on paper stands in its own file, which no command writes.
PAGE_ORDER = (
    "halves",
    "calibration",
    "systems",
    "beds",
    "sets",
    "reading",
    "by_eye",
    "fuzz",
    "speed",
    "scale",
)


_NEED_DOCUMENTS = ("halves", "systems", "calibration", "sets", "reading")


@cli.command(help=RESULTS_HELP)
@beside_option
@pairs_option
@rounds_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(CHAPTERS),
    metavar="哪一章",
    help="halves 成绩、systems 对照、calibration 把握、beds 检索、sets 评测集、reading 读取、speed 速度、scale 规模、fuzz 坏文件；可重复。",
)
@click.option(
    "--fuzz",
    "fuzzed",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="python -m eval fuzz --output 写的结果，用于“坏文件”一章；分段跑的可重复。",
)
@work_option
@most_option
@home_option
@corpus_option
def results(  # noqa: PLR0913 - click passes every option as an argument
    *,
    beside: Path | None,
    pairs: Path | None,
    rounds: int,
    only: tuple[str, ...],
    fuzzed: tuple[Path, ...],
    work: Path | None,
    most: int,
    home: Path,
    documents: tuple[Path, ...],
) -> None:
    """Measure everything and write the page of results."""
    chosen = only or CHAPTERS
    steps: dict[str, Callable[[], Chapter]] = {
        "halves": lambda: _measure_halves(documents, home),
        "systems": lambda: _measure_systems(documents, home),
        "beds": lambda: Chapter(
            name="beds",
            title="检索",
            command="python -m eval beds --split test --beside … --corpus … --pairs …",
            parts=tuple(
                measure_beds(Split.TEST.value, beside=beside, pairs=pairs, documents=documents)
            ),
        ),
        "sets": lambda: Chapter(
            name="sets",
            title="评测集",
            command="python -m eval sets --corpus …",
            parts=tuple(describe_sets(documents)),
        ),
        "calibration": lambda: calibration_chapter(documents),
        "reading": lambda: _measure_reading(documents),
        "speed": lambda: _measure_speed(rounds),
        "scale": lambda: _measure_scale(beside, work, most),
    }
    if fuzzed:
        steps["fuzz"] = partial(fuzz_chapter, fuzzed)
    given = {name: bool(documents) for name in _NEED_DOCUMENTS}
    given["fuzz"] = bool(fuzzed)
    given["scale"] = beside is not None
    given["beds"] = bool(documents and beside and pairs)
    for name in chosen:
        if not given.get(name, True):
            click.echo(
                f"“{name}”一章缺少文件（--corpus、--beside、--pairs、--fuzz），保留上次的测量。",
                err=True,
            )
            continue
        keep_chapter(steps[name]())
        write_page(PAGE_ORDER)  # now: the page stays true to the measurements if the next one fails
    write_page(PAGE_ORDER)
    click.echo(f"结果写在 {PAGE}")


def _measure_halves(documents: Sequence[Path], home: Path) -> Chapter:
    parts = []
    for path in (DEFAULT_SET, OTHERS_SET, PRACTICE_SET):
        for split in SPLITS if path != PRACTICE_SET else (Split.DEVELOP.value,):
            own = documents if read_names(path) else ()
            run = run_systems(path, split, own, home=home, names=(OURS,))[OURS]
            parts += _half_parts(run, f"{SET_NAMES[path]}·{SPLIT_NAMES[split]}", path.stem, split)
    return Chapter(
        name="halves",
        title="成绩",
        command="python -m eval run 评测集 --split test --corpus …",
        parts=tuple(parts),
    )


def _half_parts(run: Run, name: str, stem: str, split: str) -> list[Part]:
    facts = dict(run_facts(run))
    sections = run_sections(run)
    first, *rest = sections
    scores = summarise(run.judgements)
    bars = (
        _bar("答对且条款对", scores.right_clause),
        _bar("首条引用对", scores.first_citation),
        _bar("清单完全一致", scores.list_exact),
        _bar("应拒已拒", scores.refusal),
        _bar("误拒", scores.false_refusal),
        _bar("首位检中", scores.hit_at_1),
    )
    head = Part(
        title=name,
        text=f"{facts['评测集']}；{facts['文件']}。",
        tables=(first.table,),
        plot=Plot(file=f"{stem}-{split}.svg", title=name, bars=bars),
    )
    return [
        head,
        *(Part(title="", text=f"**{one.title}**（{name}）", tables=(one.table,)) for one in rest),
    ]


def _measure_systems(documents: Sequence[Path], home: Path) -> Chapter:
    parts = []
    for path in (DEFAULT_SET, OTHERS_SET):
        for split in SPLITS:
            own = documents if read_names(path) else ()
            runs = run_systems(path, split, own, home=home)
            name = f"{SET_NAMES[path]}·{SPLIT_NAMES[split]}"
            bars = tuple(
                _bar(system, summarise(run.judgements).right_clause) for system, run in runs.items()
            )
            parts.append(
                Part(
                    title=name,
                    text=SYSTEMS_NOTE,
                    tables=system_tables(runs),
                    plot=Plot(
                        file=f"systems-{path.stem}-{split}.svg",
                        title=f"{name}：答对且条款对",
                        bars=bars,
                    ),
                )
            )
    return Chapter(
        name="systems",
        title="与现成流程对照，各部件的作用",
        command="python -m eval baselines 评测集 --split test --corpus …",
        parts=tuple(parts),
    )


SYSTEMS_NOTE = f"""同样的题，同样的评分。“去掉…”{len(VARIANTS) - 1} 行是本程序少一个部件；其余是现成流程，把最相近的一块原文当作答案，\
从不拒答，“不限字数”一列不计答案长短，是整块作答能达到的成绩。差值是配对的，正数表示比问策好。"""


def _measure_reading(documents: Sequence[Path]) -> Chapter:
    return Chapter(
        name="reading",
        title="读取文件",
        command="python -m eval reading --corpus …",
        parts=reading_parts(reading_row(read_folders(documents, progress=True))),
    )


def _measure_speed(rounds: int) -> Chapter:
    from eval.benchmarks.suite import cold_table, ratio_line, run_bench, warm_table

    measured = run_bench(PRACTICE_SET, (), rounds=rounds, progress=True)
    part = Part(
        title="",
        text=ratio_line(measured),
        tables=(cold_table(measured), warm_table(measured)),
    )
    return Chapter(
        name="speed",
        title="速度与内存",
        command=f"python -m eval bench eval/sets/{PRACTICE_SET.name} --rounds {rounds}",
        parts=(part,),
    )


def _measure_scale(beside: Path | None, work: Path | None, most: int) -> Chapter:
    from eval.benchmarks.scale import run_scale, scale_parts, sizes_up_to

    sizes = sizes_up_to(most)
    measured = run_scale([beside] if beside else [], sizes=sizes, work=work, progress=True)
    return Chapter(
        name="scale",
        title="规模",
        command=f"python -m eval bench --scale --most {sizes[-1]} --corpus …",
        parts=scale_parts(measured, sizes),
    )


def _bar(name: str, rate: Rate) -> Bar:
    low, high = rate.interval or (None, None)
    return Bar(name=name, value=rate.value, low=low, high=high, n=rate.n)
