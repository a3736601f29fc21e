"""The commands export and obligations: facts as tables, on the terminal or as files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.opening import Opener, open_with
from app.settings import load_settings
from corpus.commands import Command, corpus_option
from corpus.facts import Modality

if TYPE_CHECKING:
    from app.tables import FactTable

NOTHING_FOUND = 1
_FORMATS = ("xlsx", "csv", "md")
_KINDS = ("tasks", "targets", "obligations")

EXPORT_HELP = """导出任务分解表（tasks）、目标指标表（targets）或义务清单（obligations），每行注明条款出处。

不写 --output 时输出到屏幕（md 或 csv）；格式由 --format 或文件的后缀决定。条件写几个就都要符合。
--keyword 在文件标题、条款标题和这一行的文字里找。退出码：0 有内容，1 没有符合的，2 出错。

\b
例：
  python -m app export tasks --format xlsx --output 任务分解表.xlsx
  python -m app export tasks --agency 市工信局 --document 文件标题
  python -m app export targets --year 2025 --output 目标.csv
  python -m app export obligations --modality 必须 --modality 禁止 --keyword 钢铁
  python -m app export tasks --tracking --output 台账.xlsx
"""

OBLIGATIONS_HELP = """按企业情况列出：必须、应当、禁止、限制、可争取的支持、处罚、时限，每条注明出处和为什么适用。

确定适用的与可能适用的分开列；是否适用只看原文写的对象、门槛、行业和地区，原文没写的不推断。
企业情况写在一个 TOML 文件里，--example 显示样例。退出码：0 有内容，1 没有适用的，2 出错。

\b
例：
  python -m app obligations --example
  python -m app obligations --profile 企业.toml
  python -m app obligations --profile 企业.toml --json
  python -m app obligations --profile 企业.toml --format xlsx --output 义务清单.xlsx
"""


def _output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say in what format and where to."""
    for option in (
        click.option(
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="文件",
            help="写到这个文件；xlsx 一定要写。",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(_FORMATS),
            help="格式；不写时看文件的后缀，屏幕上是 md。",
        ),
        click.option(
            "--document", "scope", multiple=True, metavar="标题", help="只看这份文件；可重复。"
        ),
    ):
        command = option(command)
    return command


@click.command(cls=Command, help=EXPORT_HELP)
@click.argument("kind", metavar="tasks|targets|obligations", type=click.Choice(_KINDS))
@click.option("--agency", metavar="单位", default="", help="只看这个单位承担的。")
@click.option("--year", type=click.IntRange(1949, 2100), metavar="年份", help="只看这一年到期的。")
@click.option(
    "--keyword", "keywords", multiple=True, metavar="词", help="行业或别的关键词；可重复。"
)
@click.option(
    "--modality",
    "modalities",
    multiple=True,
    type=click.Choice([one.value for one in Modality]),
    metavar="语气",
    help=f"只看这种语气（{'、'.join(one.value for one in Modality)}）；用于 obligations；可重复。",
)
@click.option("--tracking", is_flag=True, help="任务分解表加上空着的督办栏。")
@click.option("--historical", is_flag=True, help="目标指标表也列已实现的数字。")
@_output_options
@corpus_option
@click.pass_obj
def export(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    kind: str,
    agency: str,
    year: int | None,
    keywords: tuple[str, ...],
    modalities: tuple[str, ...],
    tracking: bool,
    historical: bool,
    scope: tuple[str, ...],
    form: str | None,
    output: Path | None,
    documents: tuple[Path, ...],
) -> int:
    """Export one of the tables."""
    from app.table_rows import Wanted, documents_named, unread
    from app.tabulation import obligation_table, target_table, task_table

    if modalities and kind != "obligations":
        raise click.UsageError("--modality 只用于 obligations。")
    if (tracking and kind != "tasks") or (historical and kind != "targets"):
        raise click.UsageError("--tracking 只用于 tasks，--historical 只用于 targets。")
    form = _form(form, output)
    assistant = open_with(opener, load_settings(documents=documents or None))
    catalogue = assistant.catalogue
    wanted = Wanted(
        documents=documents_named(catalogue, scope),
        agency=agency.strip(),
        year=year,
        keywords=tuple(filter(None, map(str.strip, keywords))),
        modalities=tuple(map(Modality, modalities)),
    )
    table = {
        "tasks": lambda: task_table(catalogue, wanted, tracking=tracking),
        "targets": lambda: target_table(catalogue, wanted, historical=historical),
        "obligations": lambda: obligation_table(catalogue, wanted),
    }[kind]()
    table = replace(table, remarks=(*table.remarks, *unread(assistant.skipped)))
    if not table.rows:
        click.echo(f"没有符合条件的内容（{wanted.words or '没有限定条件'}）。", err=True)
        click.echo("下一步：去掉一个条件再试；python -m app documents 列出已有的文件。", err=True)
        return NOTHING_FOUND
    _write([table], form, output)
    return 0


@click.command(cls=Command, help=OBLIGATIONS_HELP)
@click.option(
    "--profile",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="企业情况，一个 TOML 文件。",
)
@click.option("--example", is_flag=True, help="显示企业情况的样例，可存为文件再改。")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")
@_output_options
@corpus_option
@click.pass_obj
def obligations(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    path: Path | None,
    example: bool,
    as_json: bool,
    scope: tuple[str, ...],
    form: str | None,
    output: Path | None,
    documents: tuple[Path, ...],
) -> int:
    """List what an enterprise has to do, must not do, and may receive."""
    from app.obligation_tables import to_record, to_tables
    from app.obligations import check_obligations
    from app.profile import EXAMPLE, read_profile
    from app.table_rows import documents_named, unread

    if example:
        click.echo(EXAMPLE, nl=False)
        return 0
    if path is None:
        raise click.UsageError("要用 --profile 指出企业情况的文件，或用 --example 看样例。")
    if as_json and (form or output):
        raise click.UsageError("--json 不和 --format、--output 同用。")
    form = _form(form, output)
    profile = read_profile(path)
    assistant = open_with(opener, load_settings(documents=documents or None))
    catalogue = assistant.catalogue
    found = check_obligations(catalogue, profile, documents=documents_named(catalogue, scope))
    found = replace(found, remarks=(*found.remarks, *unread(assistant.skipped)))
    if as_json:
        click.echo(json.dumps(to_record(found), ensure_ascii=False, indent=2))
    elif found.items or output is None:
        _write(to_tables(found), form, output)
    if not found.items:
        click.echo("没有找到适用的条款。", err=True)
        click.echo("下一步：核对企业情况里的地区和行业，或加入更多文件。", err=True)
    return 0 if found.items else NOTHING_FOUND


def _form(form: str | None, output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output else ""
    form = form or (suffix if suffix in _FORMATS else None)
    if output is not None and form is None:
        raise click.UsageError("用 --format 说明格式，或给文件加上后缀 .xlsx、.csv、.md。")
    if output is None and form == "xlsx":
        raise click.UsageError("xlsx 不能显示在屏幕上，用 --output 说明写到哪个文件。")
    return form or "md"


def _write(tables: Sequence[FactTable], form: str, output: Path | None) -> None:
    from app.table_files import FORMATS

    data = FORMATS[form](tables)
    if output is None:
        click.echo(data, nl=False)  # as it is, for it may go into a file
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "写不进去") from error
    click.echo(f"{''.join(tables[0].totals[:1])}写到 {output}", err=True)
