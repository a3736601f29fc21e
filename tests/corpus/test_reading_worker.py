"""A process of its own reads: same documents, and no file can hang, swell or kill the parent."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import reading_worker
from corpus.errors import ReadError
from corpus.reader import read_documents
from corpus.reading_worker import Limits, ReadingWorker
from corpus.store import DEFAULT_DOCUMENTS
from tests.corpus.test_reader import pdf_of, rows, write


@pytest.fixture
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker(Limits(seconds=60)) as one:
        yield one


def test_a_worker_reads_the_same(worker: ReadingWorker, tmp_path: Path) -> None:
    """Documents of several formats are equal, page offsets and all; one process reads them."""
    paths = [
        *sorted(DEFAULT_DOCUMENTS.glob("*.txt")),
        write(tmp_path, "页.pdf", pdf_of([["One", "- 1 -"], ["Two", "- 2 -"]])),
        write(tmp_path, "篇.jsonl", rows(*(f"第{at}篇。" for at in range(40)))),
    ]

    for path in paths:
        assert list(worker.read_documents(path)) == list(read_documents(path))


def test_errors_and_warnings_come_through(
    worker: ReadingWorker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An error keeps its words and its hint, and the next file is read; warnings are told."""
    good = write(tmp_path, "好.jsonl", rows("好。"))

    with pytest.raises(ReadError, match="不支持的文件格式") as caught:
        list(worker.read_documents(write(tmp_path, "表.xlsx", b"x")))
    with caplog.at_level(logging.WARNING):
        assert [one.text for one in worker.read_documents(good)] == ["好。"]

    assert "docx" in caught.value.hint
    assert "好.jsonl 第 2 行" in caplog.text


def test_a_password_reaches_the_reader(worker: ReadingWorker, tmp_path: Path) -> None:
    """It goes with the request."""
    path = write(tmp_path, "密.pdf", pdf_of([["Secret"]], password="x"))

    assert next(worker.read_documents(path, password="x")).text == "Secret"


def test_a_file_left_half_way_does_not_leak_into_the_next(
    worker: ReadingWorker, tmp_path: Path
) -> None:
    """Who takes one document of many and goes on gets the next file's documents."""
    many = write(tmp_path, "多.jsonl", rows(*(f"第{at}篇。" for at in range(100))))
    other = write(tmp_path, "后.txt", "后一份。".encode())

    assert next(worker.read_documents(many)).text == "第0篇。"
    assert [one.text for one in worker.read_documents(other)] == ["后一份。"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_file_that_hangs_is_given_up(tmp_path: Path) -> None:
    """A pipe that nobody writes to never ends; the deadline does."""
    os.mkfifo(tmp_path / "管.txt")
    good = write(tmp_path, "好.txt", "好。".encode())
    began = time.perf_counter()

    with ReadingWorker(Limits(seconds=3)) as worker:
        with pytest.raises(ReadError, match="读取超过 3 秒"):
            list(worker.read_documents(tmp_path / "管.txt"))
        assert [one.text for one in worker.read_documents(good)] == ["好。"]

    assert time.perf_counter() - began < 20


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    """The process dies of it, the parent says so and goes on."""
    large = write(tmp_path, "大.txt", b"a" * (60 * 2**20))
    good = write(tmp_path, "好.txt", "好。".encode())

    with ReadingWorker(Limits(seconds=60, megabytes=100)) as worker:
        with pytest.raises(ReadError, match="已中止"):
            list(worker.read_documents(large))
        assert [one.text for one in worker.read_documents(good)] == ["好。"]


def test_closing_leaves_no_process(tmp_path: Path) -> None:
    """Nothing of the worker is left when it is closed, and it may be closed twice."""
    worker = ReadingWorker()
    list(worker.read_documents(write(tmp_path, "好.txt", "好。".encode())))
    process = worker._process

    worker.close()
    worker.close()

    assert process is not None
    assert process.poll() is not None
    assert reading_worker.Limits().seconds > 0
