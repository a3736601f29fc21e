"""A process of its own reads: same documents, and no file can hang, swell or kill the parent."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from corpus import reading_process
from corpus.errors import LockedError, ReadError
from corpus.reader import read_documents
from corpus.reading import Limits
from corpus.reading_process import Answers, serve
from corpus.reading_worker import ReadingWorker
from corpus.store import DEFAULT_DOCUMENTS
from corpus.structure import parse_document
from tests.corpus.test_reader import pdf_of, rows, write


@pytest.fixture
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker(limits=Limits(seconds=60)) as one:
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

    worker.passwords[path] = "x"

    assert next(worker.read_documents(path)).text == "Secret"


def test_a_locked_file_asks_until_the_password_is_right(tmp_path: Path) -> None:
    """The first answer is wrong, the second opens it; giving none is an error that says locked."""
    path = write(tmp_path, "密.pdf", pdf_of([["Secret"], ["Two"]], password="x"))
    said: list[str] = []

    def ask(error: LockedError) -> str:
        said.append(error.message)
        return "wrong" if len(said) == 1 else "x"

    with ReadingWorker(ask=ask) as worker:
        (document,) = worker.read_documents(path)
        worker.unlock(path, tmp_path / "开.pdf")
        (unlocked,) = worker.parse_documents(tmp_path / "开.pdf")
    with ReadingWorker(ask=lambda _: None) as worker, pytest.raises(LockedError, match="有密码"):
        list(worker.read_documents(path))

    assert said == ["PDF 有密码：密.pdf", "PDF 的密码不对：密.pdf"]
    assert (unlocked.document.text, unlocked.document.pages) == (document.text, (0, 7))
    assert "passwords" not in repr(worker)


def test_what_is_parsed_there_is_what_is_parsed_here(worker: ReadingWorker) -> None:
    """Heads, clauses, facts and citations come over whole."""
    for path in sorted(DEFAULT_DOCUMENTS.glob("*.txt")):
        (here,) = map(parse_document, read_documents(path))
        assert list(worker.parse_documents(path)) == [here]


def test_a_killed_process_costs_its_file_alone(worker: ReadingWorker, tmp_path: Path) -> None:
    """SIGKILL in the middle of a file: an error in words; the next file is read by another one."""
    many = write(tmp_path, "多.jsonl", rows(*(f"第{at}篇。" * 3000 for at in range(200))))
    good = write(tmp_path, "好.txt", "好。".encode())
    documents = worker.read_documents(many)
    next(documents)
    first = worker._process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)

    with pytest.raises(ReadError, match=r"已中止：多\.jsonl"):
        list(documents)
    assert first.poll() is not None
    assert [one.text for one in worker.read_documents(good)] == ["好。"]
    assert worker._process is not first


def test_a_process_whose_parent_was_killed_does_not_hang_for_ever() -> None:
    """With nobody left to end it, the system's alarm does, some time after the deadline."""
    answers = Answers(StringIO(), seconds=5)
    answers.expect(busy=True)
    left = signal.alarm(0)

    assert 5 < left <= 60


def test_a_fault_of_the_program_is_of_its_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised is answered with the file's name; too little memory says how much."""
    faults = [RecursionError("too deep"), MemoryError()]

    def fail(path: Path, request: dict[str, object]) -> Iterator[dict[str, object]]:
        raise faults.pop(0)

    monkeypatch.setitem(reading_process._TASKS, "parse", fail)
    output = StringIO()
    request = json.dumps({"task": "parse", "path": "/某/方案.pdf"}) + "\n"

    serve(StringIO(request * 2), Answers(output, 60), 512)

    first, second = map(json.loads, output.getvalue().splitlines())
    assert first["error"] == "程序处理时出错：方案.pdf（RecursionError：too deep）"
    assert second["error"] == "读取需要的内存超过 512 MB，已中止：方案.pdf"
    assert first["fault"]
    assert second["fault"]


def test_numbers_nested_without_end_are_read_in_time(tmp_path: Path) -> None:
    """Thousands of numbers, ever deeper, and as many sentences in one clause."""
    nested = "\n".join(f"{'.'.join('1' * (at % 40 + 1))} 标题。做好工作。" for at in range(2_000))
    lines = "\n".join(f"做好第{at}件事，由市发改委负责。" for at in range(6_000))
    paths = [write(tmp_path, f"{at}.txt", text.encode()) for at, text in enumerate((nested, lines))]

    with ReadingWorker(limits=Limits(seconds=100)) as worker:
        for path in paths:
            (parsed,) = worker.parse_documents(path)
            assert parsed.clauses


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

    with ReadingWorker(limits=Limits(seconds=3)) as worker:
        with pytest.raises(ReadError, match="读取超过 3 秒"):
            list(worker.read_documents(tmp_path / "管.txt"))
        assert [one.text for one in worker.read_documents(good)] == ["好。"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    """The process dies of it, the parent says so and goes on."""
    large = write(tmp_path, "大.txt", b"a" * (60 * 2**20))
    good = write(tmp_path, "好.txt", "好。".encode())

    with ReadingWorker(limits=Limits(seconds=60, megabytes=100)) as worker:
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
