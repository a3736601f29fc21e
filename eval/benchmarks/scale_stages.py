"""`python -m eval.benchmarks.scale_stages …`: an index of a given size, each stage in its own process.

It begins with parsed clauses: how fast files are read is measured elsewhere. The largest sizes are
made of real clauses put together anew, so their words are those of real texts.
"""

from __future__ import annotations

import json
import os
import random
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click
import numpy as np

from corpus.commands import Group
from corpus.facts import Facts, ParsedDocument
from corpus.loading import load_documents
from corpus.model import Clause, Document, Span
from corpus.store import DEFAULT_DOCUMENTS, document_paths, load_parsed, save_parsed
from eval.cases import Split, in_split, load_cases
from eval.runner import SETS
from eval.statistics import percentile
from index.building import EMBEDDERS, Site, build_whole, extend
from index.contents import IndexedFile, StoredDocument, load_contents, place
from index.dense import DenseIndex
from index.embed import DEFAULT_ENCODER
from index.library import open_generation, open_retriever
from index.model import Query, Recipe
from index.persistence import FORMAT, current_generation, hash_encoder, read_manifest
from index.segments import DENSE_NAME
from index.tokens import Tokenizer

SETS_ASKED = ("plans.jsonl", "practice.jsonl")
CLAUSES_A_DOCUMENT = 60  # of the documents that are put together
WARM_UP = 20
DEPTH = 10
ASKED = 400

path_argument = click.Path(path_type=Path)


@click.group(cls=Group, help="在单独的进程里测量一个阶段，结果是一个 JSON 对象。")
def stages() -> None:
    """The group of stages."""


@stages.command("parse", help="读取文件，写下解析结果。")
@click.argument("target", type=path_argument)
@click.option("--corpus", "documents", multiple=True, type=path_argument)
def parse(target: Path, documents: tuple[Path, ...]) -> None:
    """Read the shipped documents and others."""
    parsed, _ = load_documents(document_paths((DEFAULT_DOCUMENTS, *documents)))
    save_parsed(parsed, target)
    _print(clauses=_count(parsed))


@stages.command("make", help="由解析结果凑出给定条数的文件。")
@click.argument("source", type=path_argument)
@click.argument("target", type=path_argument)
@click.argument("clauses", type=int)
def make(source: Path, target: Path, clauses: int) -> None:
    """Take so many clauses, or put more together from them."""
    parsed = resize(load_parsed(source), clauses)
    save_parsed(parsed, target)
    _print(clauses=_count(parsed))


def resize(parsed: Sequence[ParsedDocument], clauses: int) -> list[ParsedDocument]:
    """Return documents with about so many clauses: the first of `parsed`, or more made of theirs."""
    kept: list[ParsedDocument] = []
    count = 0
    for one in parsed:
        if count + len(one.clauses) > clauses:
            break
        kept.append(one)
        count += len(one.clauses)
    if len(kept) < len(parsed):
        return kept
    pool = [(one, clause) for one in parsed for clause in one.clauses]
    chance = random.Random(7)
    for number in range((clauses - count) // CLAUSES_A_DOCUMENT):
        kept.append(_recombined(f"重组文件{number}", chance.sample(pool, CLAUSES_A_DOCUMENT)))
    return kept


def _recombined(name: str, chosen: Sequence[tuple[ParsedDocument, Clause]]) -> ParsedDocument:
    text, clauses = f"{chosen[0][0].document.title}\n", []
    for number, (item, clause) in enumerate(chosen):
        body = clause.span.of(item.document.text)
        span = Span(start=len(text), end=len(text) + len(body))
        clauses.append(
            replace(clause, id=f"{name}/{number}", document_id=name, span=span, host_id=None)
        )
        text += f"{body}\n"
    document = Document(
        id=name,
        title=chosen[0][0].document.title,
        text=text,
        source=f"{name}.txt",
        content_hash=name,
    )
    return ParsedDocument(document=document, heads=(), clauses=tuple(clauses), facts=Facts())


@stages.command("build", help="建立索引。")
@click.argument("home", type=path_argument)
@click.argument("source", type=path_argument)
def build(home: Path, source: Path) -> None:
    """Build an index from parsed clauses; the libraries are imported first."""
    import sentence_transformers  # noqa: F401 - imported here, so that its import is not part of the time

    DenseIndex.build(np.eye(1, 8, dtype=np.float32), np.zeros(1, np.int32), 1)  # loads faiss
    parsed = load_parsed(source)
    site = site_at(home)
    site.folder.mkdir(parents=True)
    before = _processor_seconds()
    seconds, _ = _timed(
        lambda: build_whole(site, EMBEDDERS, files_of(parsed), parsed, progress=False)
    )
    clauses = _count(parsed)
    _print(
        clauses=clauses,
        seconds=seconds,
        processor_seconds=_processor_seconds() - before,
        clauses_per_second=clauses / seconds,
        disk_mb=_megabytes(current_generation(site.folder)),
    )


@stages.command("ask", help="打开索引，连续检索。")
@click.argument("home", type=path_argument)
def ask(home: Path) -> None:
    """Open an index as a new process does, and retrieve."""
    site = site_at(home)
    embedder_seconds, _ = _timed(lambda: EMBEDDERS.question(site.recipe.encoder, Tokenizer()))
    before = _processor_seconds()
    files_seconds, retriever = _timed(lambda: open_retriever(site, EMBEDDERS))
    files_processor_seconds = _processor_seconds() - before
    first_seconds, _ = _timed(lambda: retriever.retrieve("重点任务", k=DEPTH))
    times = _times(lambda text: retriever.retrieve(Query(text=text, subject=text), k=DEPTH))
    resident = _resident_mb()
    recall = _recall(site)
    all_seconds, _ = _timed(lambda: open_generation(site, EMBEDDERS))
    _print(
        embedder_seconds=embedder_seconds,
        files_processor_seconds=files_processor_seconds,
        files_seconds=files_seconds,
        first_seconds=first_seconds,
        documents_seconds=all_seconds,
        resident_mb=resident,
        recall=recall,
        **times,
    )


def _recall(site: Site) -> float:
    """Return the share of the ten nearest clauses that are those of an exhaustive search."""
    generation = current_generation(site.folder)
    base, sizes = next(iter(load_contents(generation).segments.items()))
    dense = DenseIndex.load(generation / base / DENSE_NAME, sum(sizes))
    embedder = EMBEDDERS.question(site.recipe.encoder, Tokenizer())
    return dense.recall(embedder.encode(questions()), DEPTH)


@stages.command("change", help="增加一份文件，再删去它。")
@click.argument("home", type=path_argument)
@click.argument("source", type=path_argument)
def change(home: Path, source: Path) -> None:
    """Add one document to an index and take it away again; each is on disk and open at the end."""
    parsed = load_parsed(source)
    pool = [(one, clause) for one in parsed for clause in one.clauses]
    size = min(CLAUSES_A_DOCUMENT, len(pool))
    added = _recombined("新增文件", random.Random(11).sample(pool, size))
    site = site_at(home)
    open_retriever(site, EMBEDDERS).retrieve("重点任务", k=DEPTH)
    before = _processor_seconds()
    add_seconds, _ = _timed(lambda: _renew(site, [*parsed, added], {"新增文件": added}))
    between = _processor_seconds()
    remove_seconds, _ = _timed(lambda: _renew(site, parsed, {}))
    _print(
        clauses=size,
        add_seconds=add_seconds,
        add_processor_seconds=between - before,
        remove_seconds=remove_seconds,
        remove_processor_seconds=_processor_seconds() - between,
    )


@stages.command("grow", help="先建立一部分，其余逐次加入，与整体建立的结果比较。")
@click.argument("home", type=path_argument)
@click.argument("whole", type=path_argument)
@click.argument("source", type=path_argument)
def grow(home: Path, whole: Path, source: Path) -> None:
    """Compare an index grown by 4 % of its documents with one of fresh statistics."""
    parsed = load_parsed(source)
    late = parsed[::25]
    early = [one for number, one in enumerate(parsed) if number % 25]
    site = site_at(home)
    site.folder.mkdir(parents=True)
    build_whole(site, EMBEDDERS, files_of(early), early, progress=False)
    _renew(site, parsed, {one.document.id: one for one in late})
    grown, fresh = open_retriever(site, EMBEDDERS), open_retriever(site_at(whole), EMBEDDERS)
    shares = []
    for text in questions():
        query = Query(text=text, subject=text)
        ours, theirs = (
            {hit.clause_id for hit in one.retrieve(query, k=DEPTH)} for one in (grown, fresh)
        )
        shares.append(len(ours & theirs) / max(len(theirs), 1))
    growth = load_contents(current_generation(site.folder)).growth
    _print(growth=growth, overlap=sum(shares) / len(shares), questions=len(shares))


@stages.command("langchain", help="LangChain 流程：建立、打开、检索。")
@click.argument("folder", type=path_argument)
@click.argument("source", type=path_argument)
@click.option("--build", "is_build", is_flag=True)
def langchain(folder: Path, source: Path, *, is_build: bool) -> None:
    """Build the reference pipeline, or open it and retrieve."""
    from app.answer import Question
    from eval.baselines import REFERENCE, build_pipeline, open_embeddings, open_pipeline

    parsed = load_parsed(source)
    embeddings = open_embeddings(folder)
    if is_build:
        before = _processor_seconds()
        seconds, _ = _timed(lambda: build_pipeline(REFERENCE, parsed, embeddings, folder))
        _print(
            seconds=seconds,
            processor_seconds=_processor_seconds() - before,
            disk_mb=_megabytes(folder),
        )
        return
    documents = [one.document for one in parsed]
    seconds, pipeline = _timed(lambda: open_pipeline(REFERENCE, documents, embeddings, folder))
    times = _times(lambda text: pipeline.find(Question(text=text)))
    _print(files_seconds=seconds, resident_mb=_resident_mb(), **times)


def site_at(home: Path) -> Site:
    """Return an index of no files in particular, in a data home."""
    encoder = str(DEFAULT_ENCODER)
    recipe = Recipe(
        version=FORMAT,
        corpus_hash="bench",
        code_hash="bench",
        encoder=encoder,
        encoder_hash=hash_encoder(encoder),
        segmented=True,
    )
    return Site(paths={}, folder=home / "index" / "bench", cache=home / "jieba", recipe=recipe)


def files_of(parsed: Sequence[ParsedDocument]) -> tuple[IndexedFile, ...]:
    """Return documents as if each had come from a file of its own."""
    return tuple(
        IndexedFile(
            path=one.document.source,
            hash=one.document.content_hash,
            documents=(
                StoredDocument(
                    name=one.document.id,
                    id=one.document.id,
                    content_hash=one.document.content_hash,
                    clauses=len(one.clauses),
                ),
            ),
        )
        for one in parsed
    )


def _renew(site: Site, parsed: Sequence[ParsedDocument], fresh: dict[str, ParsedDocument]) -> None:
    """Bring the index to these documents, and open it."""
    old = current_generation(site.folder)
    read_manifest(old)
    known = load_contents(old)
    files, missing = place(files_of(parsed), known)
    added = [fresh[name] for name in missing]
    extend(site, EMBEDDERS, files=files, fresh=added, old=old, known=known)
    open_retriever(site, EMBEDDERS)


def questions() -> list[str]:
    """Return the questions of the develop halves."""
    cases = [case for name in SETS_ASKED for case in load_cases(SETS / name)]
    return [case.question for case in in_split(tuple(cases), Split.DEVELOP)][:ASKED]


def _times(ask_one: Callable[[str], object]) -> dict[str, float | None]:
    asked = questions()
    for text in asked[:WARM_UP]:
        ask_one(text)
    times, processor = [], []
    for text in asked:
        before = process_time()
        times.append(_timed(partial(ask_one, text))[0] * 1000)
        processor.append((process_time() - before) * 1000)
    return {
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "processor_ms": sum(processor) / len(asked),
        "processor_p95_ms": percentile(processor, 0.95),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = perf_counter()
    result = work()
    return perf_counter() - started, result


def _count(parsed: Sequence[ParsedDocument]) -> int:
    return sum(len(one.clauses) for one in parsed)


def _processor_seconds() -> float:
    """Return what this process and the ended ones it started have taken of the processors."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def _print(**measured: float | None) -> None:
    click.echo(json.dumps(measured))


if __name__ == "__main__":
    stages()
