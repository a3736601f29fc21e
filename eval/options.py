"""The arguments and options that several commands of `python -m eval` take, each written once."""

from __future__ import annotations

from pathlib import Path

import click

from eval.cases import ALL_SPLITS, Split
from eval.runner import DEFAULT_SET
from eval.runs import RUNS

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
open_option = click.option(
    "--open", "opened", is_flag=True, help="也显示测试集的题目，并记入 eval/CHANGES.md。"
)
home_option = click.option(
    "--home",
    default=RUNS,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="结果存放的地方，默认 var/eval。",
)
# Unlike the program's own --corpus, it takes nothing from WENCE_DOCUMENTS.
corpus_option = click.option(
    "--corpus",
    "documents",
    multiple=True,
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="评测集用到的文件所在的文件夹（也可以是单个文件）；可重复：--corpus 甲 --corpus 乙。",
)
run_argument = click.argument(
    "named", metavar="[结果]", required=False, type=click.Path(path_type=Path)
)
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
