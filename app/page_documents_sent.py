"""Files that were sent to the page: read one after the other, and what became of each.

    HOME/received-PORT/
        list.json           the files of the last batch, in order, with what became of them
        3/方案.pdf          a file that is not read yet, or waits for a password or a decision

A batch ends when nothing of it is left to do, and what became of it stays until the next one. All
windows see the same list, a reload changes nothing, and a server that starts anew on its port goes
on with the files that it had not begun to read.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.errors import UploadError
from app.incoming import too_large
from app.page_documents_record import OVER, Sent, SentFile, SentState, read_list, write_list
from app.shelf import Outcome, UndecidedError
from app.uploads import (
    Choice,
    KnownDocument,
    Place,
    Wanted,
    replaceable,
    safe_name,
    version_words,
)
from app.uploads_listing import outcome_line
from corpus.checking import faults_named
from corpus.errors import LockedError, PolicyQAError
from corpus.sidecar import SUFFIX

_AGAIN = "再加一次这个文件。"
_RECENT = 500  # files of a batch that are remembered

logger = logging.getLogger(__name__)


Add = Callable[[Path, Wanted | None, str, str], Outcome]


class SentFiles:
    """The queue of files of one server; safe to share between threads.

    Args:
        folder: Where files wait; this server's alone.
        add: Adds a file: its path, what to do with a new version, a password, and for a sidecar the
            name of the upload it is for ("" where it has to be found).
        refresh: Has the page answer from the documents of the moment.
    """

    def __init__(self, folder: Path, add: Add, refresh: Callable[[], None]) -> None:
        self._folder = folder
        self._add = add
        self._refresh = refresh
        self._lock = threading.Lock()  # of what follows
        self._files: dict[int, SentFile] = {}
        self._orders: dict[int, tuple[Wanted | None, str]] = {}  # said of a file: wanted, password
        self._revision = 0
        self._worker: threading.Thread | None = None
        self._is_updating = False
        self._fault: PolicyQAError | None = None
        self._next = 1
        self._selections: set[str] = set()

    def now(self) -> Sent:
        """Return the files of the last batch as they are now."""
        with self._lock:
            return Sent(
                files=tuple(self._files.values()),
                revision=self._revision,
                is_busy=self._worker is not None,
                is_updating=self._is_updating,
                fault=self._fault,
            )

    def wait(self) -> None:
        """Wait until every file that can be read was read and the index has followed."""
        worker = self._worker
        while worker is not None:
            worker.join()
            worker = self._worker

    def begin(self, selection: str) -> None:
        """Begin a batch with the files of a selection, unless something of the last is left to do.

        Called for every file, with the same `selection` for those that were chosen together, for
        they may come in any order.
        """
        with self._lock:
            is_new = selection not in self._selections
            self._selections.add(selection)
            is_over = all(one.state in OVER for one in self._files.values())
            if is_new and is_over and self._worker is None:
                self._files, self._fault, self._selections = {}, None, {selection}
                self._revision += 1
                shutil.rmtree(self._folder, ignore_errors=True)

    def take(self, path: Path, name: str, choice: Choice | None) -> None:
        """Take a file that was sent, away from `path`, and read it when its turn comes.

        `choice` is what to do with a new version; None to ask when it is one.
        """
        with self._lock:
            number = self._take_number()
            kept = self._folder / str(number) / safe_name(name)
            if name.endswith(SUFFIX):
                kept = kept.with_name(safe_name(name.removesuffix(SUFFIX)) + SUFFIX)
            shutil.rmtree(kept.parent, ignore_errors=True)  # of a list that was damaged
            kept.parent.mkdir(parents=True)
            shutil.move(path, kept)
            self._put(SentFile(number=number, name=name, path=kept, choice=choice))
            self._start()

    def refuse(self, name: str, fault: PolicyQAError) -> None:
        """Note a file that could not be sent."""
        with self._lock:
            failed = SentFile(
                number=self._take_number(),
                name=name,
                path=None,
                state=SentState.FAILED,
                words=fault.message,
                hint=fault.hint,
            )
            self._put(failed)

    def refuse_size(self, name: str, size: int, megabytes: int) -> None:
        """Note a file that is too large to be sent."""
        self.refuse(name, too_large(Path(name), size, megabytes))

    def decide(self, number: int, wanted: Wanted) -> None:
        """Add a file that is a new version, in the way that was chosen."""
        self._go_on(number, SentState.UNDECIDED, wanted, "")

    def unlock(self, password: str) -> None:
        """Try a password on the files that wait for one."""
        for one in self.now().of(SentState.LOCKED):
            self._go_on(one.number, SentState.LOCKED, None, password)

    def give_up(self, numbers: Sequence[int]) -> None:
        """Leave files that wait for a password or a decision."""
        with self._lock:
            for one in [self._files[at] for at in numbers if at in self._files]:
                if one.state in {SentState.LOCKED, SentState.UNDECIDED}:
                    self._put(
                        replace(one, state=SentState.FAILED, words=f"没有加入：{one.name}", hint="")
                    )
                    self._forget(one)
            self._start()

    def dismiss(self) -> None:
        """Forget what became of the files for which nothing is left to do."""
        with self._lock:
            self._files = {at: one for at, one in self._files.items() if one.state not in OVER}
            self._fault = None
            self._revision += 1
            if self._folder.is_dir():
                write_list(self._folder, tuple(self._files.values()))

    def resume(self) -> None:
        """Go on where a server that was cut off left it; what it was reading is not tried again."""
        with self._lock:
            for one in read_list(self._folder):
                is_kept = one.path is not None and one.path.is_file()
                if one.state is SentState.READING or (one.state not in OVER and not is_kept):
                    self._forget(one)
                    one = replace(
                        one,
                        path=None,
                        state=SentState.FAILED,
                        words=f"服务中断，没有读完：{one.name}",
                        hint=_AGAIN,
                    )
                self._put(one)
                self._next = max(self._next, one.number + 1)
            self._start()

    def _take_number(self) -> int:
        """Return the number of a file that comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number, self._next = self._next, self._next + 1
        return number

    def _put(self, one: SentFile) -> None:
        """Note what a file has become, on the disk as well."""
        self._files[one.number] = one
        for old in [at for at, other in self._files.items() if other.state in OVER][:-_RECENT]:
            del self._files[old]
        self._revision += 1
        write_list(self._folder, tuple(self._files.values()))

    def _readable(self) -> list[SentFile]:
        """Return what can be read; a sidecar waits as long as its document waits for an answer."""
        asked = [
            one
            for one in self._files.values()
            if one.state in {SentState.LOCKED, SentState.UNDECIDED}
        ]
        return [
            one
            for one in self._files.values()
            if one.state is SentState.WAITING
            and not (one.is_sidecar and any(_is_for(one, other) for other in asked))
        ]

    def _start(self) -> None:
        if self._worker is None and self._readable():
            self._worker = threading.Thread(target=self._work, name="sent-files", daemon=True)
            self._worker.start()

    def _go_on(self, number: int, state: SentState, wanted: Wanted | None, password: str) -> None:
        with self._lock:
            one = self._files.get(number)
            if one is None or one.state is not state:
                return  # decided in another window
            self._orders[number] = wanted, password
            self._put(replace(one, state=SentState.WAITING, words="", hint=""))
            self._start()

    def _work(self) -> None:
        """Read what waits; have the index follow; until nothing waits."""
        is_behind = False
        while True:
            one = self._next_waiting()
            if one is not None:
                is_behind |= self._read(one)
                continue
            if is_behind:
                self._update()
                is_behind = False
                continue
            with self._lock:
                if not self._readable():
                    self._worker = None
                    self._revision += 1
                    return

    def _next_waiting(self) -> SentFile | None:
        """Return the next file to read, now being read: sidecars after the documents they are for."""
        with self._lock:
            waiting = sorted(self._readable(), key=lambda one: (one.is_sidecar, one.number))
            one = next(iter(waiting), None)
            if one is not None:
                one = replace(one, state=SentState.READING)
                self._put(one)
            return one

    def _read(self, one: SentFile) -> bool:
        """Read and add a file; tell whether the documents are others now."""
        with self._lock:
            wanted, password = self._orders.pop(one.number, (one.choice, ""))
            stored = self._document_of(one) if one.is_sidecar else ""
        read, changed = one, False
        try:
            path = _required(one)
            with faults_named(path):
                outcome = self._add(path, wanted, password, stored)
            read = _added(one, outcome)
            changed = bool(outcome.added) or outcome.corrected
        except LockedError as error:
            hint = "在“打开密码”里输入密码。"
            read = replace(one, state=SentState.LOCKED, words=error.message, hint=hint)
        except UndecidedError as error:
            read = replace(one, state=SentState.UNDECIDED, versions=_named(error.versions))
        except PolicyQAError as error:
            read = replace(one, state=SentState.FAILED, words=error.message, hint=error.hint)
        with self._lock:
            if read.state in OVER:
                self._forget(read)
                read = replace(read, path=None)
            self._put(read)
        return changed

    def _document_of(self, sidecar: SentFile) -> str:
        """Return the name of the upload that came in this batch under the name a sidecar has."""
        found = [one.stored for one in self._files.values() if _is_for(sidecar, one)]
        return next(filter(None, reversed(found)), "")

    def _update(self) -> None:
        with self._lock:
            self._is_updating, self._fault = True, None
            self._revision += 1
        fault: PolicyQAError | None = None
        try:
            self._refresh()
        except PolicyQAError as error:
            fault = error
        except Exception:
            logger.exception("the documents could not be renewed")
            fault = UploadError(
                "文件已加入，但更新索引时程序内部出错。", hint="重新启动服务；若仍然出现，请报告。"
            )
        with self._lock:
            self._is_updating, self._fault = False, fault
            self._revision += 1

    def _forget(self, one: SentFile) -> None:
        if one.path is not None:
            shutil.rmtree(one.path.parent, ignore_errors=True)


def _is_for(sidecar: SentFile, one: SentFile) -> bool:
    """Tell whether a sidecar is named after a file that was sent."""
    named = sidecar.name.removesuffix(SUFFIX)
    return not one.is_sidecar and named in {one.name, Path(one.name).stem}


def _required(one: SentFile) -> Path:
    if one.path is None or not one.path.is_file():
        raise UploadError(f"文件已不在：{one.name}", hint=_AGAIN)
    return one.path


def _named(versions: Sequence[KnownDocument]) -> tuple[tuple[str, str], ...]:
    old = replaceable(versions)
    fixed = [one for one in versions if one.place is not Place.UPLOADED]
    words = [(one, f"《{one.title}》（{version_words(one)}）") for one in (*old, *fixed)]
    return tuple((one.id if one in old else "", said) for one, said in words)


def _added(one: SentFile, outcome: Outcome) -> SentFile:
    known: tuple[KnownDocument, ...] = outcome.added or outcome.duplicates
    first = known[0] if known else None
    return replace(
        one,
        state=SentState.ADDED,
        words=outcome_line(replace(outcome, path=Path(one.name.replace("/", "／") or "文件"))),
        hint="",
        stored=first.path.name if first and not one.is_sidecar else "",
        document_id=first.id if first else "",
    )
