"""`python -m eval.benchmarks.langchain_ask FOLDER QUESTION`: the LangChain pipeline as a program.

It loads its FAISS store and its BM25 from disk, asks once, and prints the best chunk. `--build`
makes the folder first.
"""

from __future__ import annotations

from pathlib import Path

import click

from app.answer import Question
from corpus.commands import Command
from corpus.store import load_parsed, save_parsed
from eval.baselines import REFERENCE, build_pipeline, open_embeddings, open_pipeline
from eval.runner import read_documents

PARSED_NAME = "parsed.jsonl"


@click.command(cls=Command, help="用 LangChain 流程回答一个问题，打印最相近的文本块。")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.argument("question", metavar="[问题]", required=False)
@click.option("--build", is_flag=True, help="先建立索引。")
@click.option(
    "--corpus",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path),
    help="政策文件所在的文件夹。",
)
def main(folder: Path, question: str | None, build: bool, documents: tuple[Path, ...]) -> None:
    """Build the pipeline's folder, or answer from it."""
    if build:
        parsed = read_documents(documents)
        build_pipeline(REFERENCE, parsed, open_embeddings(folder), folder)
        save_parsed(parsed, folder / PARSED_NAME)
    if question:
        texts = [item.document for item in load_parsed(folder / PARSED_NAME)]
        baseline = open_pipeline(REFERENCE, texts, open_embeddings(folder), folder)
        click.echo(baseline.ask(Question(text=question)).answer)


if __name__ == "__main__":
    main()
