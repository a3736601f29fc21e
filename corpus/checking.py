"""Files to checks: each file by itself, so that a bad one costs nothing but its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.check import DocumentCheck, check_document
from corpus.errors import CorpusError, PolicyQAError, ReadError, visible
from corpus.reading_worker import ReadingWorker
from corpus.store import document_paths, is_there, unread_files

MOST_UNREAD = 50  # files that are named

logger = logging.getLogger(__name__)


def find_files(places: Sequence[Path]) -> tuple[tuple[Path, ...], list[CorpusError]]:
    """List the files in `places` (files, and folders recursively), and what is wrong with a place.

    A file is listed whatever its name: whoever names it wants to know why it is not read.
    """
    found: dict[Path, None] = {}
    faults: list[CorpusError] = []
    for place in places:
        try:
            is_file = is_there(place) and place.is_file()
            named = (place.resolve(),) if is_file else document_paths([place])
        except CorpusError as error:
            faults.append(error)
        else:
            found |= dict.fromkeys(named)
    return tuple(found), faults


def unread_lines(places: Sequence[Path]) -> Iterator[str]:
    """Yield which files in folders are not read, because nobody knows their format; often none."""
    files = unread_files(places)
    if not files:
        return
    yield f"没有读 {len(files)} 个，格式不支持："
    yield from (f"  {visible(str(path))}" for path in files[:MOST_UNREAD])
    if (more := len(files) - MOST_UNREAD) > 0:
        yield f"  另有 {more} 个"


def check_file(
    path: Path, worker: ReadingWorker
) -> tuple[tuple[DocumentCheck, ...], CorpusError | None]:
    """Check the documents of a file, and return what stopped it, if anything did."""
    checks: list[DocumentCheck] = []
    try:
        with faults_named(path):
            checks.extend(map(check_document, worker.parse_documents(path)))
    except CorpusError as error:
        return tuple(checks), error
    return tuple(checks), None


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn a fault of the program over one file into an error that names it.

    Whatever it is, the other files are still to come.
    """
    try:
        yield
    except PolicyQAError:
        raise
    except Exception as error:
        logger.debug("%s", path, exc_info=True)
        raise ReadError(
            path,
            f"程序处理时出错：{path.name}（{type(error).__name__}：{error}）",
            hint="这是程序的问题，请把这个文件和这句话一起报告。",
        ) from error
