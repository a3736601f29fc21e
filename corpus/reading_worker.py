"""Reading in a process of its own, which may hang, swell or die without harm to this one.

`python -m corpus.reading_process` is that process. It is started for the first file and kept from
file to file; the parent waits for a limited time for each line it writes, ends it where it is late,
and starts another for the next file.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from corpus.errors import LockedError, ReadError
from corpus.facts import ParsedDocument
from corpus.model import Document
from corpus.outside import end_group, end_process
from corpus.reading import DEFAULT_LIMITS, Limits
from corpus.store import document_of, parsed_of

logger = logging.getLogger(__name__)

# Gives the password of a locked file, or None; asked again as long as it is wrong.
AskPassword = Callable[[LockedError], str | None]

_CHECKOUT = Path(__file__).resolve().parent.parent


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


@dataclass(slots=True, kw_only=True)
class ReadingWorker:
    """Reads files in a process beside this one; to be used in `with`, by one thread.

    Reading in it is no part of what is read: the same file gives the same documents as
    `corpus.reader.read_documents`.

    Attributes:
        limits: What reading may take.
        recognised: The folder of recognised pages; None where they are not kept.
        ask: Gives passwords; None where there is nobody to ask.
        passwords: Those of locked files, told beforehand or by `ask`; kept in memory only.
    """

    limits: Limits = DEFAULT_LIMITS
    recognised: Path | None = None
    ask: AskPassword | None = None
    passwords: dict[Path, str] = field(default_factory=dict, repr=False)
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
        """End the process and whatever it has started; another is started when one is needed."""
        self._lines.close()
        for program in self._programs:
            end_group(program)
        self._programs.clear()
        if self._process is not None:
            end_process(self._process)
            self._process = None

    def read_documents(self, path: Path) -> Iterator[Document]:
        """Read as `corpus.reader.read_documents`, within the limits.

        Raises:
            LockedError: nobody gave the password.
            ReadError: as there; or the file takes too long, too much memory or ends the process.
        """
        for row in self._opened("read", path):
            yield document_of(row["document"])

    def parse_documents(self, path: Path) -> Iterator[ParsedDocument]:
        """Read documents and parse them.

        Raises:
            ReadError: as `read_documents`.
        """
        for row in self._opened("parse", path):
            yield parsed_of(row["parsed"])

    def hash_lines(self, path: Path) -> tuple[str, ...]:
        """Return the content hashes of a file of JSON lines.

        Raises:
            ReadError: as `read_documents`.
        """
        return tuple(row["hash"] for row in self._rows("hash", path))

    def unlock(self, path: Path, target: Path) -> None:
        """Write a PDF that a password has opened to `target`, without its password.

        Raises:
            ReadError: as `read_documents`.
        """
        list(self._rows("unlock", path, self.passwords[path], target=os.fspath(target)))

    def _opened(self, task: str, path: Path) -> Iterator[dict[str, Any]]:
        """Yield the rows of a file, its password asked for where it has one."""
        password = self.passwords.get(path, "")
        while True:
            try:
                yield from self._rows(task, path, password)
            except LockedError as error:
                given = self.ask(error) if self.ask else None
                if not given:
                    raise
                password = given
            else:
                if password:
                    self.passwords[path] = password
                return

    def _rows(
        self, task: str, path: Path, password: str = "", target: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Yield what the process makes of a file."""
        process = self._started()
        request = {
            "task": task,
            "path": os.fspath(path.absolute()),
            "password": password,
            "recognised": os.fspath(self.recognised) if self.recognised else None,
            "target": target,
        }
        done = False
        try:
            _send(process, json.dumps(request))
            while "end" not in (row := self._next(path)):
                if "error" in row:
                    done = not row.get("fault")
                    kind = LockedError if row.get("locked") else ReadError
                    raise kind(path, row["error"], hint=row["hint"])
                if not self._note(row):
                    yield row
            done = True
        finally:
            if not done:  # late, dead, or not read to the end: its next lines are of this file
                self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            limits = [str(self.limits.seconds), str(self.limits.megabytes)]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "corpus.reading_process", *limits],
                cwd=_CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._lines = _Lines(self._process.stdout)
        return self._process

    def _note(self, row: dict[str, Any]) -> bool:
        """Take notice of what is no part of the file; tell whether it was that."""
        if "log" in row:
            logger.log(row["level"], "%s", row["log"])
        elif "started" in row:
            self._programs.add(row["started"])
        elif "ended" in row:
            self._programs.discard(row["ended"])
        else:
            return False
        return True

    def _next(self, path: Path) -> dict[str, Any]:
        """Return the process's next line as a value."""
        try:
            line = self._lines.next(self.limits.seconds)
        except queue.Empty:
            seconds = f"{self.limits.seconds:g}"
            raise ReadError(
                path,
                f"读取超过 {seconds} 秒，已中止：{path.name}",
                hint="文件可能损坏或过于复杂；请在原来的软件里另存后重试，"
                "或调大时间上限（设置 read_seconds，选项 --read-seconds）。",
            ) from None
        if not line.endswith(b"\n"):
            raise ReadError(
                path,
                f"读取时出错，已中止：{path.name}",
                hint="文件可能损坏，或需要的内存超过上限（设置 read_megabytes，选项"
                " --read-megabytes）；请在原来的软件里另存后重试。",
            )
        row: dict[str, Any] = json.loads(line)
        return row


def _send(process: subprocess.Popen[bytes], request: str) -> None:
    if process.stdin is None:
        raise RuntimeError("the process was started without input")
    try:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()
    except OSError:
        logger.debug("the reading process has died; its end is told by its output")
