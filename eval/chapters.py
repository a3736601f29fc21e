"""The chapters of the page of results, and the command that measures them: `python -m eval results`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from eval.bars import rate_bar
from eval.calibration_command import calibration_chapter
from eval.cases import Split
from eval.commands import cli
from eval.corpora import read_names
from eval.fuzzing.report import fuzz_chapter
from eval.measuring import OTHERS_SET, describe_sets, measure_beds, run_systems, system_tables
from eval.metrics import summarise
from eval.options import (
    beside_option,
    corpus_option,
    home_option,
    most_option,
    pairs_option,
    rounds_option,
    work_option,
)
from eval.reading import read_folders, reading_row
from eval.reading_report import reading_parts
from eval.report import SPLIT_NAMES, run_facts, run_sections
from eval.results import PAGE, Chapter, Part, Plot, keep_chapter, write_page
from eval.runner import DEFAULT_SET, SETS
from eval.runs import Run
from eval.systems import OURS, VARIANTS

PRACTICE_SET = SETS / "practice.jsonl"
REWORDED_SET = SETS / "reworded.jsonl"
SPLITS = (Split.TEST.value, Split.DEVELOP.value)
SET_NAMES = {
    DEFAULT_SET: "两份方案",
    OTHERS_SET: "其他文件",
    REWORDED_SET: "改说法",
    PRACTICE_SET: "练习集",
}

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

RESULTS_HELP = """重做全部测量，更新 eval/RESULTS.md 和其中的图。

没有给出的文件用到的那几章保留上次的测量；--only 只重做一章。

\b
例：
  python -m eval results
  python -m eval results --corpus 我的文件夹 --beside 政策.jsonl.zst --pairs 问答对
  python -m eval results --only speed
  python -m eval results --only fuzz --fuzz 结果.json
"""

SYSTEMS_NOTE = f"""同样的题，同样的评分。“去掉…”{len(VARIANTS) - 1} 行是本程序少一个部件；其余是现成流程，把最相近的一块原文当作答案，\
从不拒答，“不限字数”一列不计答案长短，是整块作答能达到的成绩。差值是配对的，正数表示比问策好。"""


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
    for path in SET_NAMES:
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
        rate_bar("答对且条款对", scores.right_clause),
        rate_bar("首条引用对", scores.first_citation),
        rate_bar("清单完全一致", scores.list_exact),
        rate_bar("应拒已拒", scores.refusal),
        rate_bar("误拒", scores.false_refusal),
        rate_bar("首位检中", scores.hit_at_1),
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
                rate_bar(system, summarise(run.judgements).right_clause)
                for system, run in runs.items()
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
