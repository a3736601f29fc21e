"""The command line: ask, serve the page, keep the documents, examine the installation."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.answer import AnswerStatus, Question
from app.cli_tables import export, obligations
from app.intake import take_question
from app.opening import Opener, open_with
from app.settings import Settings, load_settings
from corpus.commands import FAILED, Group, corpus_option
from corpus.reading_options import PASSWORD_HELP, password_option
from index.scope import Scope
from index.scope_options import scope_options

if TYPE_CHECKING:
    from app.assistant import Assistant

DECLINED = 1
FROM_STDIN = "-"
EXPLAINED = 5  # clauses

INTRODUCTION = """问策：向中文政策文件提问，每句回答都标出条款出处。

\b
例：
  python -m app ask "钢铁行业由哪些部门负责？"
  python -m app serve --port 7861
  python -m app ingest 新方案.pdf
  python -m app documents
  python -m app export tasks --format xlsx --output 任务分解表.xlsx
  python -m app obligations --profile 企业.toml
  python -m app doctor
"""

ASK_HELP = """回答一个问题，或用 --batch 回答一个文件里的所有问题。

问题写成 - 时从标准输入读取。退出码：0 已回答，1 文件未提及或超出范围，2 出错。

\b
例：
  python -m app ask "钢铁行业由哪些部门负责？"
  python -m app ask "2025年的目标是多少？" --history "钢铁行业有哪些任务？"
  python -m app ask "有哪些保障措施？" --document 文件标题 --json
  python -m app ask "谁来监督？" --corpus 我的文件夹
  python -m app ask "再生水利用率的目标是多少？" --region 福建 --since 2021 --valid 有效
  python -m app ask "钢铁行业由哪些部门负责？" --explain
  python -m app ask --batch 问题.jsonl --output 回答.jsonl

\b
问题文件每行一个 JSON 对象，id 和 question 以外的都可省：
  {"id": "1", "question": "…", "history": ["…"], "documents": ["标题"]}
  {"id": "2", "question": "…", "regions": ["福建"], "levels": ["省"],
   "since": "2021", "until": "2023-06", "dated": "成文", "valid": ["有效"]}
"""

SERVE_HELP = """打开问答网页，默认地址 http://127.0.0.1:7860，按 Ctrl-C 结束。

\b
例：
  python -m app serve
  python -m app serve --port 7861
  python -m app serve --corpus 我的文件夹
"""

DOCTOR_HELP = """检查运行环境、编码器、索引、文件、字体和磁盘空间，并说明怎么办。

\b
例：
  python -m app doctor
  python -m app doctor --json
"""


INGEST_HELP = f"""加入政策文件：读得出来的复制到数据目录的 uploads 里，下次提问时索引自动更新。

\b
路径可以是文件，也可以是文件夹。内容相同的文件不重复加入；标题或文件名相同、内容不同的是
新版本：用 --replace 替换旧的，或用 --beside 让两份并存；都不写时，在终端上会问，否则算出错。
文件旁边的旁注（名称.meta.toml）一同加入；只有旁注改了，再加入一次就更新。
一个文件出错不影响其余，出错的和文件夹里格式不支持的列在最后。退出码：0 都加入了或已有，2 有文件出错。

{PASSWORD_HELP}
存入数据目录的是去掉密码的副本，密码不保存。

\b
例：
  python -m app ingest 新方案.pdf
  python -m app ingest 我的文件夹 --beside
  python -m app ingest 方案（修订）.docx --replace
  python -m app ingest 加密.pdf 另一份.pdf --password
  WENCE_PASSWORD=密码 python -m app ingest 加密的文件夹
"""

DOCUMENTS_HELP = """列出回答所依据的文件：标题、文号、发文机关、日期、地区、有效性、编号、页数、条款数、位置和要留意的地方。

旁边的旁注文件（名称.meta.toml）可以更正标题、文号、日期等。

\b
例：
  python -m app documents
  python -m app documents --json
"""

REMOVE_HELP = """删去一份上传的文件：写它的编号（python -m app documents 列出）或文件名。

\b
例：
  python -m app remove 新方案
  python -m app remove 全集.jsonl
"""


def main() -> None:
    """Run the command line; characters a terminal cannot show become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli(prog_name="python -m app")


@click.group(cls=Group, help=INTRODUCTION)
def cli() -> None:
    """The group that `python -m app` runs; `obj` may hold another way to open the assistant."""


cli.add_command(export)
cli.add_command(obligations)


@cli.command(help=ASK_HELP)
@click.argument("question", metavar="[问题]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象，而不是文字。")
@click.option("--explain", is_flag=True, help="另说明问题怎样理解，检索到的条款为什么排在那里。")
@click.option(
    "--document", "scope", multiple=True, metavar="标题", help="只从这份文件回答；可重复。"
)
@scope_options
@click.option("--history", multiple=True, metavar="问题", help="先前问过的问题，由早到晚；可重复。")
@corpus_option
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="从这个 JSONL 文件读取问题，每行一个。",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="--batch 的回答写到这个文件。",
)
@click.option("--no-model", is_flag=True, help="设置了语言模型时，这一次不用它。")
@click.pass_obj
def ask(  # noqa: PLR0913 - click passes every option as an argument
    opener: Opener | None,
    *,
    question: str | None,
    as_json: bool,
    explain: bool,
    scope: tuple[str, ...],
    within: Scope,
    history: tuple[str, ...],
    documents: tuple[Path, ...],
    batch: Path | None,
    output: Path | None,
    no_model: bool,
) -> int:
    """Answer one question or a file of them."""
    settings = load_settings(documents=documents or None)
    settings = settings.model_copy(update={"model_url": None}) if no_model else settings
    if batch is None:
        if question is None or output is not None:
            raise click.UsageError(
                "要有一个问题。" if question is None else "--output 要和 --batch 一起用。"
            )
        asked = replace(_read_question(question, scope, history), scope=within)
        return _ask_one(asked, settings, opener, as_json=as_json, explain=explain)
    if question is not None or scope or history or as_json or explain or not within.is_everything:
        raise click.UsageError("用 --batch 时，问题、history 和 documents 等都写在文件的每一行里。")
    if output is None:
        raise click.UsageError("用 --batch 时要用 --output 说明回答写到哪个文件。")
    if output.resolve() == batch.resolve():
        raise click.UsageError("--output 不能和 --batch 是同一个文件。")
    return _ask_many(batch, output, settings, opener)


@cli.command(help=SERVE_HELP)
@click.option("--host", metavar="地址", help="网页监听的地址，默认 127.0.0.1。")
@click.option("--port", type=int, metavar="端口", help="网页监听的端口，默认 7860。")
@corpus_option
@click.pass_obj
def serve(
    opener: Opener | None, host: str | None, port: int | None, documents: tuple[Path, ...]
) -> None:
    """Serve the chat page until interrupted."""
    from app.port import require_free_port

    settings = load_settings(documents=documents or None, host=host, port=port)
    require_free_port(settings.host, settings.port)
    from app.live_assistant import LiveAssistant
    from corpus.sidecar import sidecar_stamps

    assistant = LiveAssistant(
        lambda: open_with(opener, settings, warm=True),
        stamp=lambda: sidecar_stamps(settings.sources),
    )
    from app.page_serving import serve_page

    serve_page(
        assistant,
        settings,
        on_ready=lambda address: click.echo(f"问策已启动：{address}（按 Ctrl-C 结束）"),
    )


@cli.command(help=INGEST_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="路径…", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="新版本替换旧的。")
@click.option("--beside", is_flag=True, help="新版本与旧的并存。")
@password_option
@corpus_option
def ingest(
    *, paths: tuple[Path, ...], replace: bool, beside: bool, asks: bool, documents: tuple[Path, ...]
) -> int:
    """Add files to the uploads."""
    from app.ingest import add_files
    from app.uploads import Choice

    if replace and beside:
        raise click.UsageError("--replace 和 --beside 只能写一个。")
    choice = Choice.REPLACE if replace else Choice.BESIDE if beside else None
    settings = load_settings(documents=documents or None)
    return FAILED if add_files(settings, paths, choice, asks=asks) else 0


@cli.command("documents", help=DOCUMENTS_HELP)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每份文件一行。")
@corpus_option
def list_documents(as_json: bool, documents: tuple[Path, ...]) -> None:
    """List the documents that are answered from."""
    from app.shelf import Shelf
    from app.uploads_listing import document_row, listing_lines

    with Shelf(load_settings(documents=documents or None), progress=True) as shelf:
        known = shelf.described()
    lines = [json.dumps(document_row(one), ensure_ascii=False) for one in known]
    click.echo("\n".join(lines if as_json else listing_lines(known)))


@cli.command(help=REMOVE_HELP)
@click.argument("name", metavar="编号")
@corpus_option
def remove(name: str, documents: tuple[Path, ...]) -> None:
    """Take an upload away."""
    from app.shelf import Shelf
    from app.uploads_listing import removal_line

    with Shelf(load_settings(documents=documents or None)) as shelf:
        removed = shelf.remove(name)
    click.echo(removal_line(name, removed))


@cli.command(help=DOCTOR_HELP)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，而不是文字。")
@corpus_option
def doctor(as_json: bool, documents: tuple[Path, ...]) -> int:
    """Examine the installation and say what to do."""
    from app.doctor import examine, to_record, to_text

    settings = load_settings(documents=documents or None)
    checks = examine(settings)
    if as_json:
        click.echo(json.dumps(to_record(settings, checks), ensure_ascii=False, indent=2))
    else:
        click.echo(to_text(settings, checks))
    return 0 if all(check.passed or check.optional for check in checks) else FAILED


def _read_question(text: str, scope: tuple[str, ...], history: tuple[str, ...]) -> Question:
    read = _read_stdin() if text == FROM_STDIN else text
    return Question(text=take_question(read), documents=scope, history=history)


def _read_stdin() -> str:
    if sys.stdin.isatty():
        click.echo("请输入问题，按 Ctrl-D 结束：", err=True)
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _ask_one(
    question: Question, settings: Settings, opener: Opener | None, *, as_json: bool, explain: bool
) -> int:
    from app.present import answer_to_dict, to_text

    assistant = open_with(opener, settings)
    answer = assistant.ask(question)
    why = _explanation(assistant, question, as_json=as_json) if explain else None
    if as_json:
        record = answer_to_dict(answer) | ({"explanation": why} if explain else {})
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n检索说明\n".join([to_text(answer), *([str(why)] if explain else [])]))
    return 0 if answer.status is AnswerStatus.ANSWERED else DECLINED


def _explanation(assistant: Assistant, question: Question, *, as_json: bool) -> object:
    from index.explaining import explanation_record, explanation_text

    explanation = assistant.explain(question, EXPLAINED)
    titles = {one.id: one.title for one in assistant.documents()}
    tell = explanation_record if as_json else explanation_text
    return tell(explanation, assistant.place, titles)


def _ask_many(batch: Path, output: Path, settings: Settings, opener: Opener | None) -> int:
    from tqdm import tqdm

    from app.batch import answer_lines, read_lines, write_replies
    from app.present import answer_to_dict

    lines = read_lines(batch)
    assistant = open_with(opener, settings)
    bar = tqdm(lines, desc="回答", unit="题", file=sys.stderr)
    failed = write_replies(answer_lines(bar, assistant.ask, answer_to_dict), output)
    click.echo(f"共 {len(lines)} 题，出错 {failed} 题，结果在 {output}", err=True)
    return FAILED if failed else 0
