"""The process that reads: `python -m corpus.reading_process SECONDS MEGABYTES`; see reading_worker.

It takes a request a line from its input, as JSON, and writes, a line each, what comes of it: the
documents of the file, what the readers log, the programs they start and end, and how it ended.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from corpus import outside
from corpus.errors import LockedError, ReadError

Row = dict[str, Any]

_MEGABYTE = 2**20
_GRACE = 30  # seconds: the parent ends a late process first, if it is still there


class Answers:
    """The lines written to the parent; each is a sign of progress, which puts off the alarm."""

    def __init__(self, output: IO[str], seconds: float) -> None:
        self._output = output
        self._seconds = int(seconds) + _GRACE
        self._lock = threading.Lock()  # pages are recognised by several threads

    def write(self, row: Row) -> None:
        """Write one line."""
        with self._lock:
            self._output.write(json.dumps(row) + "\n")
            self._output.flush()
            self.expect(busy=True)

    def expect(self, *, busy: bool) -> None:
        """Have the system end this process if it hangs; a parent that was killed cannot."""
        if hasattr(signal, "alarm"):
            signal.alarm(self._seconds if busy else 0)


class _Log(logging.Handler):
    """Sends what the readers log to the parent."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(logging.INFO)
        self._answers = answers

    def emit(self, record: logging.LogRecord) -> None:
        self._answers.write({"log": record.getMessage(), "level": record.levelno})


def serve(requests: IO[str], answers: Answers, megabytes: int) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        answers.expect(busy=True)
        request = json.loads(line)
        path = Path(request["path"])
        try:
            for row in _TASKS[request["task"]](path, request):
                answers.write(row)
        except ReadError as error:
            is_locked = isinstance(error, LockedError)
            answers.write({"error": error.message, "hint": error.hint, "locked": is_locked})
        except MemoryError:
            answers.write(_too_much(path, megabytes))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is of this file alone
            answers.write(_fault(path, error))
        else:
            answers.write({"end": True})
        answers.expect(busy=False)


def _too_much(path: Path, megabytes: int) -> Row:
    return {
        "error": f"读取需要的内存超过 {megabytes} MB，已中止：{path.name}",
        "hint": "文件可能损坏；也可拆成几个文件，或调大内存上限（设置 read_megabytes，"
        "选项 --read-megabytes）。",
        "fault": True,
    }


def _fault(path: Path, error: Exception) -> Row:
    return {
        "error": f"程序处理时出错：{path.name}（{type(error).__name__}：{error}）",
        "hint": "这是程序的问题，请把这个文件和这句话一起报告。",
        "fault": True,
    }


def _read(path: Path, request: Row) -> Iterator[Row]:
    from corpus.reader import read_documents
    from corpus.store import document_row

    for document in read_documents(path, **_given(request)):
        yield {"document": document_row(document)}


def _parse(path: Path, request: Row) -> Iterator[Row]:
    from corpus.reader import read_documents
    from corpus.store import row_of
    from corpus.structure import parse_document

    for document in read_documents(path, **_given(request)):
        yield {"parsed": row_of(parse_document(document))}


def _hash(path: Path, request: Row) -> Iterator[Row]:
    from corpus.reader import hash_of, json_lines

    del request
    for _, line in json_lines(path):
        yield {"hash": hash_of(line.encode())}


def _unlock(path: Path, request: Row) -> Iterator[Row]:
    from corpus.reading import bytes_of
    from corpus.reading_pdf import unlocked_pdf

    data = unlocked_pdf(path, bytes_of(path), request["password"])
    Path(request["target"]).write_bytes(data)
    yield from ()


def _given(request: Row) -> Row:
    from corpus.recognised_pages import RecognisedPages

    folder = request["recognised"]
    kept = RecognisedPages(Path(folder) if folder else None)
    return {"password": request["password"], "recognised": kept}


_TASKS: dict[str, Callable[[Path, Row], Iterator[Row]]] = {
    "read": _read,
    "parse": _parse,
    "hash": _hash,
    "unlock": _unlock,
}


def _limit_memory(megabytes: int) -> None:
    """Limit this process where the system can; the programs it starts keep the same limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * _MEGABYTE
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main(seconds: float, megabytes: int) -> None:
    """Serve the parent over the output; what a library prints goes nowhere."""
    _limit_memory(megabytes)
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as output:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        answers = Answers(output, seconds)
        own = logging.getLogger("corpus")
        own.setLevel(logging.INFO)
        own.addHandler(_Log(answers))
        outside.listeners.append(lambda event, program: answers.write({event: program}))
        serve(sys.stdin, answers, megabytes)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
