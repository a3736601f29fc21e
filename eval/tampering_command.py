"""The command that measures the checker of answers by making them false."""

from __future__ import annotations

from pathlib import Path

import click

from app.catalogue import Catalogue
from eval.cases import Split
from eval.commands import cli, open_set, select_cases
from eval.options import corpus_option, set_argument
from eval.systems import OURS
from eval.tampering import measure

TAMPER_HELP = """把开发集的回答逐句改错，看核对查出多少；如实的回答不应误报。

每句依次对调两个数、改数、改年份、换单位、换约束词、去掉限定词、编造引语。

\b
例：
  python -m eval tamper
  python -m eval tamper eval/sets/practice.jsonl
"""


@cli.command(help=TAMPER_HELP)
@set_argument
@corpus_option
def tamper(*, cases_path: Path, documents: tuple[Path, ...]) -> None:
    """Tamper with the answers to the develop half of a set."""
    chosen = select_cases(cases_path, Split.DEVELOP.value)
    with open_set(cases_path, documents) as (stage, shelf):
        ask = stage.open(OURS).ask
        answers = [ask(shelf.question(case)) for case in chosen]
        result = measure(answers, Catalogue(stage.parsed))
    click.echo("\n".join(result.lines()))
