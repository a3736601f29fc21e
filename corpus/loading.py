"""Files to parsed documents, each read and parsed by a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentsError, ReadError
from corpus.facts import ParsedDocument
from corpus.reading_worker import ReadingWorker
from corpus.store import DEFAULT_DOCUMENTS, parsed_of, row_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What came of one file: its documents as they were read, and the error that ended it, if any."""

    path: Path
    documents: tuple[ParsedDocument, ...]
    failure: ReadError | None = None


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
    with nullcontext(worker) if worker else ReadingWorker() as reading:
        files = read_files(paths, reading, progress=progress)
    read = [item for file in files for item in file.documents]
    failures = tuple(file.failure for file in files if file.failure)
    names = settle_names((one.document.id, one.document.content_hash) for one in read)
    parsed = []
    for item, name in zip(read, names, strict=True):
        if name is None:
            logger.info("内容相同的文件只读一次：%s", item.document.source)
        else:
            parsed.append(renamed(item, name))
    if not parsed:
        raise nothing_read(paths, failures)
    return tuple(parsed), failures


def read_files(
    paths: Sequence[Path], worker: ReadingWorker, *, progress: bool = False
) -> tuple[FileRead, ...]:
    """Read and parse files, one after the other; what is wrong with one is logged and told."""
    from tqdm import tqdm

    counted = not any(".jsonl" in path.suffixes for path in paths)  # else one file holds many
    with tqdm(
        desc="读取文件",
        unit="篇",
        total=len(paths) if counted else None,
        disable=not (progress and paths),
    ) as bar:
        return tuple(_read_file(path, worker, bar.update) for path in paths)


def _read_file(path: Path, worker: ReadingWorker, step: Callable[[], object]) -> FileRead:
    documents: list[ParsedDocument] = []
    try:
        for item in worker.parse_documents(path):
            documents.append(item)
            step()
    except ReadError as error:
        logger.warning("跳过无法读取的文件：%s（%s）", error.message, error.hint)
        return FileRead(path=path, documents=tuple(documents), failure=error)
    return FileRead(path=path, documents=tuple(documents))


def nothing_read(paths: Sequence[Path], failures: Sequence[ReadError]) -> DocumentsError:
    """Return the error that there is no document, with the hint of the first file's fault."""
    return DocumentsError(
        paths[0].parent if paths else DEFAULT_DOCUMENTS,
        f"{len(failures)} 个文件都无法读取。" if failures else "没有给出政策文件。",
        hint=failures[0].hint if failures else "用 --corpus 文件夹 指定政策文件的位置。",
    )


def settle_names(read: Iterable[tuple[str, str]]) -> Iterator[str | None]:
    """Give every document, in order, an id that is free; None to a copy of the one that has its id.

    Args:
        read: The id of each document as it was read, and the hash of its content.
    """
    taken: dict[str, str] = {}
    for name, content in read:
        if taken.get(name) == content:
            yield None
            continue
        free, number = name, 2
        while free in taken:
            free, number = f"{name}（{number}）", number + 1
        taken[free] = content
        yield free


def renamed(item: ParsedDocument, new: str) -> ParsedDocument:
    """Return a document with the id `new`; the ids of its clauses begin with it."""
    old = item.document.id
    if new == old:
        return item
    row = row_of(item)
    row["document"]["id"] = new
    for clause in row["clauses"]:
        for name in ("id", "host_id"):
            clause[name] = clause[name] and f"{new}{clause[name].removeprefix(old)}"
    return parsed_of(row)
