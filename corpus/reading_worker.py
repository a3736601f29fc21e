"""Reading in a process of its own, which may hang, swell or die without harm to this one.

`python -m corpus.reading_worker` is that process: it reads a request a line from its input and
writes, a line each, the documents of the file, then how it ended. The parent waits for a limited
time for each line, ends the process where it is late, and starts another for the next file.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from corpus import outside
from corpus.errors import ReadError
from corpus.model import Document
from corpus.outside import end_group, end_process

logger = logging.getLogger(__name__)

_CHECKOUT = Path(__file__).resolve().parent.parent
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading a file may take.

    `seconds` may pass without a sign of progress: a document, a page recognised. `megabytes` is the
    memory of the process, and of each program it starts.
    """

    seconds: float = 300.0
    megabytes: int = 3072


class _Lines:
    """The lines that a process writes, waited for with a deadline; a few are kept, no more."""

    def __init__(self, output: IO[bytes] | None = None) -> None:
        self._queue: queue.Queue[bytes] = queue.Queue(maxsize=8)
        self._closed = threading.Event()
        if output is not None:
            threading.Thread(target=self._listen, args=(output,), daemon=True).start()

    def next(self, seconds: float) -> bytes:
        """Return the next line, b"" after the last.

        Raises:
            queue.Empty: none came in time.
        """
        return self._queue.get(timeout=seconds)

    def close(self) -> None:
        """Stop listening."""
        self._closed.set()

    def _listen(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self._put(line)
                if self._closed.is_set():
                    return
        self._put(b"")

    def _put(self, line: bytes) -> None:
        while not self._closed.is_set():
            try:
                return self._queue.put(line, timeout=0.5)
            except queue.Full:
                continue
        return None


@dataclass(slots=True)
class ReadingWorker:
    """Reads files in a process beside this one, kept from file to file; to be used in `with`.

    Reading in it is no part of what is read: the same file gives the same documents as `read_documents`.
    """

    limits: Limits = field(default_factory=Limits)
    _process: subprocess.Popen[bytes] | None = None
    _lines: _Lines = field(default_factory=_Lines)
    _programs: set[int] = field(default_factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process and whatever it has started."""
        self._lines.close()
        for program in self._programs:
            end_group(program)
        self._programs.clear()
        if self._process is not None:
            end_process(self._process)
            self._process = None

    def read_documents(self, path: Path, *, password: str = "") -> Iterator[Document]:
        """Read as `corpus.reader.read_documents`, within the limits.

        Raises:
            ReadError: as there; or the file takes too long, too much memory or ends the process.
        """
        process = self._started()
        request = json.dumps({"path": os.fspath(path.absolute()), "password": password})
        done = False
        try:
            _send(process, request)
            while (row := self._next(path)) is not None:
                if "error" in row:
                    done = True
                    raise ReadError(path, row["error"], hint=row["hint"])
                if "document" in row:
                    yield _document(row["document"])
                else:
                    self._note(row)
            done = True
        finally:
            if not done:  # late, dead, or not read to the end: its next lines are of this file
                self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "corpus.reading_worker", str(self.limits.megabytes)],
                cwd=_CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._lines = _Lines(self._process.stdout)
        return self._process

    def _note(self, row: dict[str, Any]) -> None:
        if "warning" in row:
            logger.warning("%s", row["warning"])
        elif "started" in row:
            self._programs.add(row["started"])
        elif "ended" in row:
            self._programs.discard(row["ended"])

    def _next(self, path: Path) -> dict[str, Any] | None:
        """Return the process's next line as a value, None when it has finished the file."""
        try:
            line = self._lines.next(self.limits.seconds)
        except queue.Empty:
            seconds = f"{self.limits.seconds:g}"
            raise ReadError(
                path,
                f"读取超过 {seconds} 秒，已中止：{path.name}",
                hint="文件可能损坏或过于复杂；请在原来的软件里另存后重试，或调大时间上限。",
            ) from None
        if not line:
            raise ReadError(
                path,
                f"读取时出错，已中止：{path.name}",
                hint="文件可能损坏，或需要的内存超过上限；请在原来的软件里另存后重试。",
            )
        row: dict[str, Any] = json.loads(line)
        return None if "end" in row else row


def _send(process: subprocess.Popen[bytes], request: str) -> None:
    if process.stdin is None:
        raise RuntimeError("the process was started without input")
    try:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()
    except OSError:
        logger.debug("the reading process has died; its end is told by its output")


def _document(row: dict[str, Any]) -> Document:
    lists = {name: tuple(one) for name, one in row.items() if isinstance(one, list)}
    return Document(**row | lists)


def _row_of(document: Document) -> dict[str, Any]:
    return {one.name: getattr(document, one.name) for one in fields(document)}


class _Warnings(logging.Handler):
    """Sends what the readers warn of to the parent."""

    def emit(self, record: logging.LogRecord) -> None:
        _answer({"warning": record.getMessage()})


_answering = threading.Lock()  # pages are recognised by several threads


def _answer(row: dict[str, Any]) -> None:
    with _answering:
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


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


def _serve(requests: IO[str]) -> None:
    from corpus.reader import read_documents

    logging.getLogger("corpus").addHandler(_Warnings(logging.WARNING))
    outside.listeners.append(lambda event, program: _answer({event: program}))
    for line in requests:
        request = json.loads(line)
        try:
            for document in read_documents(Path(request["path"]), password=request["password"]):
                _answer({"document": _row_of(document)})
        except ReadError as error:
            _answer({"error": error.message, "hint": error.hint})
        else:
            _answer({"end": True})


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    _serve(sys.stdin)
