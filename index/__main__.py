"""The command line of the index: python -m index build | search | train."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from corpus.commands import Group, corpus_option
from corpus.reading import Limits
from corpus.reading_options import limit_options
from corpus.standing import Register
from corpus.store import DEFAULT_DOCUMENTS, UPLOADS, has_documents
from index.errors import QueryError
from index.explaining import (
    explanation_record,
    explanation_text,
    hit_lines,
    hit_record,
    search_words,
)
from index.library import EMBEDDERS, Embedders, Library, open_library
from index.query import MAX_CHARACTERS, read_query, readable_question
from index.scope import Scope, find_document, select_documents
from index.scope_options import scope_options
from index.synonyms import load_synonyms

DEFAULT_HOME = Path(__file__).parents[1] / "var"

NOTHING_FOUND = 1

# Commands that live in modules of their own, imported when they are called or listed.
ELSEWHERE = {"train": "index.train"}

INTRODUCTION = """建立、查询和训练检索用的索引。

\b
例：
  python -m index build
  python -m index search "老旧设备更新改造"
  python -m index train 文本文件夹
"""

BUILD_HELP = """读取政策文件，建立或更新索引；已是最新时什么也不做。

文件、程序或文本编码器有变化，或索引损坏时重建。建好之前旧索引一直可用。

\b
例：
  python -m index build
  python -m index build --corpus 我的文件夹 --corpus 另一个文件夹
  WENCE_HOME=/数据 python -m index build
"""

SEARCH_HELP = """按词语和语义查找条款，最相近的在前；没有索引时先建立。

查询内容和提问一样先改正错字、认出年份、地区、机构和所指的文件，再加同义词；没有找到时退出码为 1。
原样含有查询内容的条款排在前面。分数：综合 = 词语（BM25）与语义（余弦）归一后的加权和，所指文件和写明所问年份的条款另加分。

\b
例：
  python -m index search "老旧设备更新改造"
  python -m index search "绿色金融" -k 10
  python -m index search "再生水利用率" --explain
  python -m index search "绿色金融" --json
  python -m index search "再生水利用率" --region 福建 --since 2021 --valid 有效
"""


class _IndexGroup(Group):
    """The commands of this module and those of `ELSEWHERE`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if module := ELSEWHERE.get(cmd_name):
            command: click.Command = getattr(import_module(module), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


def _library_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which library is meant."""
    home = click.option(
        "--home",
        envvar="WENCE_HOME",
        default=DEFAULT_HOME,
        metavar="文件夹",
        type=click.Path(path_type=Path),
        help="数据目录，索引写在其中（环境变量 WENCE_HOME，默认 var）。",
    )
    encoder = click.option(
        "--encoder",
        envvar="WENCE_ENCODER",
        metavar="模型",
        help="sentence-transformers 模型的目录或名称（环境变量 WENCE_ENCODER，默认用自带的）。",
    )
    return corpus_option(home(encoder(limit_options(command))))


@click.group(cls=_IndexGroup, help=INTRODUCTION)
def cli() -> None:
    """The group that `python -m index` runs; `obj` may hold other `Embedders`."""


@cli.command(help=BUILD_HELP)
@_library_options
@click.pass_obj
def build(
    embedders: Embedders | None,
    *,
    documents: tuple[Path, ...],
    home: Path,
    encoder: str | None,
    limits: Limits,
) -> None:
    """Build the index where it is not up to date, and say what it holds."""
    library = _open(embedders, documents, home, encoder, limits)
    state = "索引已建好" if library.reason else "索引已是最新，无需重建"
    click.echo(f"{state}：{len(library.parsed)} 篇文件，{library.manifest.clauses} 条条款。")
    if library.skipped:
        click.echo(f"有 {len(library.skipped)} 个文件无法读取，已跳过：", err=True)
        for message in library.skipped:
            click.echo(f"  {message}", err=True)


@cli.command(help=SEARCH_HELP)
@click.argument("query", metavar="查询内容")
@click.option(
    "-k",
    "--count",
    type=click.IntRange(min=1),
    default=5,
    metavar="条数",
    help="最多几条，默认 5。",
)
@click.option(
    "--document", "names", multiple=True, metavar="标题", help="只在这份文件里找；可重复。"
)
@scope_options
@click.option(
    "--explain", is_flag=True, help="说明怎样理解查询内容，每条为什么排在那里：词语、各项得分。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，而不是文字。")
@_library_options
@click.pass_obj
def search(  # noqa: PLR0913 - click passes every option as an argument
    embedders: Embedders | None,
    *,
    query: str,
    count: int,
    names: tuple[str, ...],
    within: Scope,
    explain: bool,
    as_json: bool,
    documents: tuple[Path, ...],
    home: Path,
    encoder: str | None,
    limits: Limits,
) -> int:
    """Find clauses and show them with the scores they were found by."""
    text = readable_question(query)
    if len(text) > MAX_CHARACTERS:
        raise QueryError(len(text), MAX_CHARACTERS)
    library = _open(embedders, documents, home, encoder, limits)
    places = {
        clause.id: (item.document, clause) for item in library.parsed for clause in item.clauses
    }
    titles = {item.document.id: item.document.title for item in library.parsed}
    asked = read_query(
        text,
        [
            (item.document, one)
            for item, one in zip(library.parsed, library.descriptions, strict=True)
        ],
        library.retriever,
        synonyms=load_synonyms(),
    )
    called = tuple(find_document(name, titles.items()) or name for name in names)
    scope = _scope(replace(within, documents=called), library)
    if asked.by_title and (scope is None or not scope.isdisjoint(asked.preferred)):
        scope = asked.preferred & (scope or asked.preferred)
    found = search_words(library, asked, k=count, documents=scope)
    place = places.__getitem__
    if explain and as_json:
        click.echo(_to_json(explanation_record(found, place, titles)))
    elif explain:
        click.echo(explanation_text(found, place, titles))
    elif as_json:
        click.echo(_to_json([hit_record(one.hit, place) for one in found.hits]))
    else:
        for one in found.hits:
            click.echo(hit_lines(one.rank, one.hit, place))
    if not found.hits:
        click.echo("没有找到相近的条款。", err=True)
    elif not asked.subject:
        click.echo("查询内容里只有提问用的常用词，结果仅供参考。", err=True)
    return 0 if found.hits else NOTHING_FOUND


def _scope(scope: Scope, library: Library) -> frozenset[str] | None:
    """Return the ids of the documents that are searched; None for all."""
    if scope.is_everything:
        return None
    register = Register(library.descriptions)
    ids = [item.document.id for item in library.parsed]
    return select_documents(scope, register, ids, date.today())


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _open(
    embedders: Embedders | None,
    documents: tuple[Path, ...],
    home: Path,
    encoder: str | None,
    limits: Limits,
) -> Library:
    home = home.expanduser().absolute()
    folders = documents or (DEFAULT_DOCUMENTS,)
    if has_documents(home / UPLOADS):
        folders = (*folders, home / UPLOADS)
    return open_library(
        folders,
        home=home,
        encoder=encoder,
        progress=True,
        embedders=embedders or EMBEDDERS,
        limits=limits,
    )


if __name__ == "__main__":
    cli(prog_name="python -m index")
