"""The command that lets a change pass or not: a set run, held against the laws and a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import click

from eval.commands import Opener, cli, note_if_opened, open_set, run_kept, select_cases
from eval.gate import ALLOWED_DROP, baseline_of, check_gate, read_baseline, write_baseline
from eval.options import corpus_option, home_option, json_option, open_option, split_option
from eval.runner import SETS
from eval.systems import OURS

CI_SET = SETS / "ci.jsonl"
CI_BASELINE = SETS.parent / "baseline.json"

GATE_HELP = """关卡：成绩不低于基线、没有违反底线才放行，否则退出码为 1。

底线是引文一字不差、没有编造。各项成绩最多可以比基线低 --drop。

\b
例：
  python -m eval gate
  python -m eval gate eval/sets/ci.jsonl --baseline eval/baseline.json
  python -m eval gate --renew
"""


@cli.command(help=GATE_HELP)
@click.argument("cases_path", metavar="[评测集]", default=CI_SET, type=click.Path(path_type=Path))
@split_option
@click.option(
    "--baseline",
    default=CI_BASELINE,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="基线文件，默认 eval/baseline.json。",
)
@click.option(
    "--drop",
    default=ALLOWED_DROP,
    type=click.FloatRange(min=0, max=1),
    metavar="比例",
    help=f"各项成绩最多可以降多少，默认 {ALLOWED_DROP:g}。",
)
@click.option("--renew", is_flag=True, help="用这次的成绩重写基线，而不是比较。")
@open_option
@home_option
@json_option
@corpus_option
@click.pass_obj
def gate(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    cases_path: Path,
    split: str,
    baseline: Path,
    drop: float,
    renew: bool,
    opened: bool,
    home: Path,
    as_json: bool,
    documents: tuple[Path, ...],
) -> int:
    """Run a set and hold it against the laws and a baseline."""
    chosen = select_cases(cases_path, split)
    known = None if renew else read_baseline(baseline)
    note_if_opened(cases_path, chosen, opened=opened)
    with open_set(cases_path, documents, opener) as (stage, shelf):
        done = run_kept(
            cases_path, chosen, stage, shelf, system=OURS, split=split, opened=opened, home=home
        )
    if known is None:
        write_baseline(baseline_of(done), baseline)
        click.echo(f"基线写在 {baseline}（{len(done.records)} 题）")
        return 0
    result = check_gate(done.records, known, allowed=drop, set_hash=done.manifest.set_hash)
    if as_json:
        record = {
            "passed": result.passed,
            "checks": result.checks,
            "faults": result.faults,
            "lost": [] if done.manifest.sealed else result.lost,
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return 0 if result.passed else 1
    for line in result.checks:
        click.echo(f"{'✗' if line in result.faults else '✓'} {line}")
    if result.lost and not done.manifest.sealed:
        click.echo(f"比基线差的题：{'、'.join(result.lost)}")
    click.echo(
        "通过。" if result.passed else f"没有通过。逐题对照：python -m eval misses {done.folder}"
    )
    return 0 if result.passed else 1
