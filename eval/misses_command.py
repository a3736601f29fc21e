"""The command that lists what a run missed, with the cause of each."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from eval.causes import Cause, cause_of
from eval.commands import cli
from eval.options import home_option, json_option, run_argument
from eval.runner import Record
from eval.runs import find_run
from eval.search_faults import SearchFault
from eval.tables import cause_table, fault_table, miss_lines

MISSES_HELP = """列出没做对的题和原因：没检到、排序低、引错、答案不全、多列、漏项、误拒、应拒未拒等。

检索不到位的，另写答案所在的条款在检索里排第几、缺哪些词、输在哪一项得分上。

不写结果文件夹时用最近一次的结果。

\b
例：
  python -m eval misses
  python -m eval misses plans-develop-20260301-101500 --cause 没检到
"""


@cli.command(help=MISSES_HELP)
@run_argument
@click.option(
    "--cause",
    type=click.Choice([cause.value for cause in Cause]),
    metavar="原因",
    help="只列这个原因的题。",
)
@home_option
@json_option
def misses(*, named: Path | None, cause: str | None, home: Path, as_json: bool) -> None:
    """List what a run missed, by cause."""
    found = find_run(named, home)
    chosen = [
        record
        for record in found.records
        if (why := cause_of(record.judgement)) is not None and cause in {None, why.value}
    ]
    if as_json:
        shown = [_miss_to_dict(one) for one in chosen if one.question is not None]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.folder.name}：{len(chosen)}/{len(found.records)} 题没做对")
    click.echo(cause_table([record.judgement for record in chosen]).to_text())
    if (faults := fault_table([record.judgement for record in chosen])).rows:
        click.echo(f"\n{faults.to_text()}")
    if lines := miss_lines(chosen):
        click.echo("\n" + "\n".join(lines))
    if found.manifest.sealed:
        click.echo("\n测试集的题目不显示。")


def _miss_to_dict(record: Record) -> dict[str, object]:
    cause = cause_of(record.judgement)
    return {
        "id": record.case_id,
        "kind": record.judgement.kind.value,
        "cause": cause.value if cause else None,
        "question": record.question,
        "history": list(record.history or ()),
        "missing": list(record.judgement.missing),
        "foreign": list(record.judgement.foreign),
        "ranks": list(record.judgement.ranks),
        "fault": _fault_to_dict(record.judgement.fault),
        "reply": record.reply,
    }


def _fault_to_dict(fault: SearchFault | None) -> dict[str, object] | None:
    return None if fault is None else {**asdict(fault), "fault": fault.fault.value}
