"""Files to parsed documents, each read and parsed by a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from corpus.errors import DocumentsError, ReadError
from corpus.facts import ParsedDocument
from corpus.reading_worker import ReadingWorker
from corpus.store import DEFAULT_DOCUMENTS, parsed_of, row_of

logger = logging.getLogger(__name__)


def load_documents(
    paths: Sequence[Path], *, worker: ReadingWorker | None = None, progress: bool = False
) -> tuple[tuple[ParsedDocument, ...], tuple[ReadError, ...]]:
    """Read and parse files; a bad one is logged, skipped and returned as its error.

    They are read by `worker`, which stays open for the caller; by one with the usual limits, where
    none is given. Two documents with the same id (files of one name in two folders) are told apart
    by a number; a second copy of the same content is skipped.

    Raises:
        DocumentsError: nothing is left that could be read.
    """
    from tqdm import tqdm

    failures: list[ReadError] = []
    parsed: dict[str, ParsedDocument] = {}
    counted = not any(".jsonl" in path.suffixes for path in paths)  # else one file holds many
    with nullcontext(worker) if worker else ReadingWorker() as reading:
        bar = tqdm(
            _parse_all(paths, reading, failures),
            desc="读取文件",
            unit="篇",
            total=len(paths) if counted else None,
            disable=not progress,
        )
        for item in bar:
            known = parsed.get(item.document.id)
            if known and known.document.content_hash == item.document.content_hash:
                logger.info("内容相同的文件只读一次：%s", item.document.source)
                continue
            one = _renamed(item, parsed) if known else item
            parsed[one.document.id] = one
    if not parsed:
        raise DocumentsError(
            paths[0].parent if paths else DEFAULT_DOCUMENTS,
            f"{len(failures)} 个文件都无法读取。" if failures else "没有给出政策文件。",
            hint=failures[0].hint if failures else "用 --corpus 文件夹 指定政策文件的位置。",
        )
    return tuple(parsed.values()), tuple(failures)


def _parse_all(
    paths: Sequence[Path], worker: ReadingWorker, failures: list[ReadError]
) -> Iterator[ParsedDocument]:
    for path in paths:
        try:
            yield from worker.parse_documents(path)
        except ReadError as error:
            logger.warning("跳过无法读取的文件：%s（%s）", error.message, error.hint)
            failures.append(error)


def _renamed(item: ParsedDocument, parsed: Collection[str]) -> ParsedDocument:
    """Give a document an id that is free; the ids of its clauses begin with it."""
    old, number = item.document.id, 2
    while f"{old}（{number}）" in parsed:
        number += 1
    new = f"{old}（{number}）"
    row = row_of(item)
    row["document"]["id"] = new
    for clause in row["clauses"]:
        for name in ("id", "host_id"):
            clause[name] = clause[name] and f"{new}{clause[name].removeprefix(old)}"
    return parsed_of(row)
