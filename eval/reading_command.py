"""The command that measures how well documents are read."""

from __future__ import annotations

import json
from pathlib import Path

import click

from eval.commands import cli, print_parts
from eval.errors import EvaluationError
from eval.options import corpus_option
from eval.reading import read_folders, reading_row
from eval.reading_report import reading_parts
from eval.runs import write_text

READING_HELP = """量文件读得怎么样：标题、条款、责任括注、没有成条的行、速度。

读 --corpus 给出的全部文件；有人工提纲的另与提纲比较。--output 把各项合计写成 JSON。

\b
例：
  python -m eval reading --corpus 我的文件夹
  python -m eval reading --corpus 我的文件夹 --corpus 政策.jsonl.zst --output 合计.json
"""


@cli.command(help=READING_HELP)
@corpus_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="把各项合计写成 JSON。",
)
def reading(*, documents: tuple[Path, ...], output: Path | None) -> None:
    """Measure how well the documents given are read."""
    if not documents:
        raise EvaluationError(
            "没有给出文件。", hint="例：python -m eval reading --corpus 我的文件夹"
        )
    row = reading_row(read_folders(documents, progress=True))
    if output:
        write_text(output, json.dumps(row, ensure_ascii=False, indent=1) + "\n")
    print_parts(reading_parts(row))
    for failure in row["failures"]:
        click.echo(f"读不了：{failure}", err=True)
