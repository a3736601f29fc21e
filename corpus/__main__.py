"""`python -m corpus`: text, outline, facts, metadata, references and check of policy files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.commands import FAILED, Group, corpus_option
from corpus.facts import ParsedDocument
from corpus.reading_options import PASSWORD_HELP, reading_options

if TYPE_CHECKING:
    from corpus.description import Description
    from corpus.errors import SidecarError
    from corpus.metadata import Metadata
    from corpus.reading_worker import ReadingWorker
    from corpus.references import Reference

INTRODUCTION = """查看政策文件读出来的样子：正文、条款结构、责任单位与目标等事实、文号与日期等著录、引用的文件。

\b
例：
  python -m corpus text 通知.pdf
  python -m corpus outline
  python -m corpus facts 方案.txt 办法.docx --json
  python -m corpus metadata 通知.pdf
  python -m corpus references 我的文件夹
  python -m corpus check 加密方案.pdf --password
  WENCE_PASSWORD=密码 python -m corpus check 加密.pdf 另一份.pdf
"""

TEXT_HELP = """打印一个文件的正文，即引文所依据的原文。

\b
例：
  python -m corpus text 通知.pdf
  python -m corpus text 方案.docx > 方案.txt
"""

OUTLINE_HELP = """打印文件的条款结构：标题、条款编号、类别、字数。

不写路径时，打印默认的文件。路径可以是文件，也可以是文件夹。

\b
例：
  python -m corpus outline
  python -m corpus outline 方案.txt 办法.docx
  python -m corpus outline 我的文件夹 --json
"""

FACTS_HELP = """打印从条款中读出的责任单位、任务、目标、约束与鼓励，各附原文。

不写路径时，打印默认的文件。路径可以是文件，也可以是文件夹。

\b
例：
  python -m corpus facts
  python -m corpus facts 方案.txt
  python -m corpus facts 我的文件夹 --json
"""

METADATA_HELP = """打印文件的文号、发文机关、各种日期、地区、层级和有效性，各附所据原文。

文件旁边的“文件名.meta.toml”可以更正任何一项，例如 number = "国发〔2021〕23号"；写成 "" 表示没有。
同时给出几份文件时，被其中一份废止的文件标为已废止。不写路径时，打印默认的文件。

\b
例：
  python -m corpus metadata
  python -m corpus metadata 通知.pdf 办法.docx
  python -m corpus metadata 我的文件夹 --json
"""

REFERENCES_HELP = """打印文件引用的文件：依据、废止、修订等；在所给文件中能找到的，用 → 标出。

所给文件里标题相同、日期更早的旧版本，原文没有提到的，列为“替代”。
不写路径时，打印默认的文件。路径可以是文件，也可以是文件夹。只是提到的文件只计数，--json 全部列出。

\b
例：
  python -m corpus references
  python -m corpus references 通知.pdf 办法.docx
  python -m corpus references 我的文件夹 --json
"""

CHECK_HELP = f"""检查文件读得怎么样：正文有没有遗漏，标题、责任括注、目标读出多少，哪里要留意。

\b
责任括注由另一套规则独立计数，用来核对读出的条数；行号是正文（corpus text）的行号。
不写路径时，检查默认的文件。一个文件出错不影响其余，出错的和文件夹里格式不支持的列在最后。
退出码：0 都读到了（有要留意的地方也是 0），2 有文件出错。

{PASSWORD_HELP}

\b
例：
  python -m corpus check 通知.pdf 方案.docx
  python -m corpus check 我的文件夹 --json
  python -m corpus check 加密.pdf 另一份.pdf --password
  WENCE_PASSWORD=密码 python -m corpus check 我的文件夹
"""

paths_argument = click.argument(
    "paths", nargs=-1, metavar="[路径]…", type=click.Path(path_type=Path)
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，每份文件一行。")


@click.group(cls=Group, help=INTRODUCTION)
def cli() -> None:
    """Show what the readers and the parser make of policy files."""


@cli.command("text", help=TEXT_HELP)
@click.argument("path", metavar="文件", type=click.Path(path_type=Path))
@reading_options
def print_text(path: Path, worker: ReadingWorker) -> None:
    """Print the canonical text of a file."""
    for document in worker.read_documents(path):
        click.echo(document.text)


@cli.command("outline", help=OUTLINE_HELP)
@paths_argument
@corpus_option
@json_option
@reading_options
def print_outline(
    paths: tuple[Path, ...], documents: tuple[Path, ...], as_json: bool, worker: ReadingWorker
) -> None:
    """Print headings and clauses."""
    from corpus.listing import outline_lines, outline_row

    for parsed in _parsed((*paths, *documents), worker):
        click.echo(_line(outline_row(parsed)) if as_json else "\n".join(outline_lines(parsed)))


@cli.command("facts", help=FACTS_HELP)
@paths_argument
@corpus_option
@json_option
@reading_options
def print_facts(
    paths: tuple[Path, ...], documents: tuple[Path, ...], as_json: bool, worker: ReadingWorker
) -> None:
    """Print the facts of every clause."""
    from corpus.listing import fact_lines, fact_rows

    for parsed in _parsed((*paths, *documents), worker):
        click.echo(_line(fact_rows(parsed)) if as_json else "\n".join(fact_lines(parsed)))


@cli.command("metadata", help=METADATA_HELP)
@paths_argument
@corpus_option
@json_option
@reading_options
def print_metadata(
    paths: tuple[Path, ...], documents: tuple[Path, ...], as_json: bool, worker: ReadingWorker
) -> int:
    """Print what the documents say of themselves, corrected by their sidecars, and how they stand."""
    from datetime import date

    from corpus.description import Description
    from corpus.metadata_listing import metadata_lines, metadata_row
    from corpus.standing import Register

    described, faults = _described((*paths, *documents), worker)
    register = Register(
        [
            Description(
                document_id=parsed.document.id,
                title=parsed.document.title,
                metadata=metadata,
                references=references,
            )
            for parsed, metadata, references in described
        ]
    )
    for parsed, metadata, _ in described:
        standing = register.standing(parsed.document.id, date.today())
        row = _line(metadata_row(parsed, metadata, standing)) if as_json else ""
        click.echo(row or "\n".join(metadata_lines(parsed, metadata, standing)))
    return _tell_faults(faults)


@cli.command("references", help=REFERENCES_HELP)
@paths_argument
@corpus_option
@json_option
@reading_options
def print_references(
    paths: tuple[Path, ...], documents: tuple[Path, ...], as_json: bool, worker: ReadingWorker
) -> int:
    """Print which documents each one rests on, ends and changes."""
    from corpus.metadata_listing import reference_lines, reference_row
    from corpus.versions import find_older_versions

    described, faults = _described((*paths, *documents), worker)
    descriptions = [_description(*one) for one in described]
    versions = find_older_versions(descriptions)
    for (parsed, _, _), one in zip(described, descriptions, strict=True):
        older = versions.get(parsed.document.id, ())
        row = _line(reference_row(parsed, one, older)) if as_json else ""
        click.echo(row or "\n".join(reference_lines(one, older)))
    return _tell_faults(faults)


def _description(
    parsed: ParsedDocument, metadata: Metadata, references: tuple[Reference, ...]
) -> Description:
    from corpus.description import Description

    document = parsed.document
    return Description(
        document_id=document.id, title=document.title, metadata=metadata, references=references
    )


def _described(
    paths: Sequence[Path], worker: ReadingWorker
) -> tuple[
    tuple[tuple[ParsedDocument, Metadata, tuple[Reference, ...]], ...], tuple[SidecarError, ...]
]:
    """Read documents with their metadata, sidecars laid over it, and their linked references.

    The sidecars that cannot be read are returned beside them.
    """
    from corpus.loading import load_documents
    from corpus.reference_graph import describe_documents
    from corpus.sidecar import read_sidecars
    from corpus.store import DEFAULT_DOCUMENTS, document_paths

    files = document_paths(paths or (DEFAULT_DOCUMENTS,))
    corrections, faults = read_sidecars(files)
    return describe_documents(load_documents(files, worker=worker)[0], corrections), faults


def _tell_faults(faults: Sequence[SidecarError]) -> int:
    """Name the files that are wrong, below what was printed, and return the code to exit with."""
    for fault in faults:
        click.echo(str(fault), err=True)
    return FAILED if faults else 0


@cli.command("check", help=CHECK_HELP)
@paths_argument
@corpus_option
@json_option
@reading_options
def print_check(
    paths: tuple[Path, ...], documents: tuple[Path, ...], as_json: bool, worker: ReadingWorker
) -> int:
    """Print what was recognised in each file; list the files that failed at the end."""
    from tqdm import tqdm

    from corpus.check_listing import check_lines, check_row
    from corpus.checking import check_file, find_files, unread_lines
    from corpus.sidecar import read_sidecars
    from corpus.store import DEFAULT_DOCUMENTS

    places = (*paths, *documents) or (DEFAULT_DOCUMENTS,)
    files, faults = find_files(places)
    faults += read_sidecars(files)[1]
    with tqdm(files, desc="检查文件", unit="个", file=sys.stderr) as bar:
        for path in bar:
            checks, fault = check_file(path, worker)
            faults += [fault] if fault else []
            with bar.external_write_mode(file=sys.stdout):
                for check in checks:
                    click.echo(
                        _line(check_row(check)) if as_json else "\n".join(check_lines(check))
                    )
    for line in unread_lines(places):
        click.echo(line, err=True)
    if faults:
        click.echo(f"出错 {len(faults)} 个：", err=True)
    for fault in faults:
        click.echo(f"  {fault.message}（{fault.hint}）", err=True)
    return FAILED if faults else 0


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False)


def _parsed(paths: Sequence[Path], worker: ReadingWorker) -> Iterator[ParsedDocument]:
    from corpus.loading import load_documents
    from corpus.store import DEFAULT_DOCUMENTS, document_paths

    yield from load_documents(document_paths(paths or (DEFAULT_DOCUMENTS,)), worker=worker)[0]


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
