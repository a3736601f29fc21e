"""What the tab 文件 does: list, show, add and remove documents, and have them answered from."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import SettingsError, UploadError
from app.live_assistant import LiveAssistant
from app.page_evaluation_process import LOCAL_HOSTS
from app.settings import Settings
from app.shelf import Outcome, Shelf
from app.shelf_reading import DescribedDocument
from app.uploads import Choice, KnownDocument
from corpus.check import DocumentCheck, check_document
from corpus.checking import faults_named
from corpus.errors import LockedError
from corpus.facts import ParsedDocument
from corpus.reading_worker import ReadingWorker


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetail:
    """A document as the tab shows it: what is known of it, what it was read as, and its check."""

    described: DescribedDocument
    parsed: ParsedDocument
    check: DocumentCheck


class DocumentsDesk:
    """The documents of one server; safe to share between threads.

    Args:
        settings: Where documents and uploads lie, and on what address the page is.
        assistant: What the page answers with, to be renewed when documents change; None for one
            whose documents are fixed.
    """

    def __init__(self, settings: Settings, assistant: LiveAssistant | None = None) -> None:
        self.settings = settings
        self._assistant = assistant
        self._shelf = Shelf(settings)
        self._lock = threading.Lock()  # of the shelf
        self._answered = frozenset(
            (one.id, one.content_hash) for one in (assistant.documents() if assistant else ())
        )

    @property
    def is_open(self) -> bool:
        """Whether documents can be changed: only where this machine's users alone reach the page."""
        return self.settings.host in LOCAL_HOSTS

    def require_open(self) -> None:
        """Make sure that documents can be changed.

        Raises:
            SettingsError: the page can be reached from other machines.
        """
        if not self.is_open:
            raise SettingsError(
                f"文件只在本机地址上管理，现在的网页开在 {self.settings.host}。",
                hint="在服务器上运行 python -m app ingest 加入文件；"
                "或另开一个只供本机的网页：python -m app serve --host 127.0.0.1 --port 7861。",
            )

    def documents(self) -> tuple[KnownDocument, ...]:
        """Return all documents, those that were added elsewhere meanwhile included."""
        with self._lock, self._shelf as shelf:
            return shelf.documents()

    def described(self) -> tuple[DescribedDocument, ...]:
        """Return all documents with their metadata, and how they stand today."""
        with self._lock, self._shelf as shelf:
            return shelf.described()

    def is_behind(self) -> bool:
        """Tell whether the page answers from other documents than there are now."""
        return self._assistant is not None and _contents(self.documents()) != self._answered

    def refresh(self) -> None:
        """Answer from the documents of the moment; the index follows.

        Raises:
            PolicyQAError: as `LiveAssistant.refresh`.
        """
        if self._assistant is not None:
            contents = _contents(self.documents())
            self._assistant.refresh()
            self._answered = contents

    def detail(self, document_id: str | None) -> DocumentDetail:
        """Read a document again and show it.

        Raises:
            UploadError: it is not there any more.
            ReadError: its file cannot be read.
        """
        one = next((one for one in self.described() if one.known.id == document_id), None)
        if one is None:
            raise UploadError("没有选文件，或所选的已不在。", hint="在“查看”里另选一个。")
        known = one.known
        settings = self.settings
        with (
            ReadingWorker(limits=settings.limits, recognised=settings.recognised) as worker,
            faults_named(known.path),
        ):
            for parsed in worker.parse_documents(known.path):
                if parsed.document.content_hash == known.content_hash:
                    return DocumentDetail(
                        described=one, parsed=parsed, check=check_document(parsed)
                    )
        raise UploadError(f"文件刚被改动：{known.source}", hint="重新打开这一页。")

    def add(self, path: Path, choice: Choice | None, password: str = "") -> Outcome:
        """Add a file that was sent to the page; what was sent is deleted, unless it is locked.

        A locked file waits for its password: to be added again, or to be forgotten.

        Raises:
            LockedError: the file has another password than `password`.
            PolicyQAError: as `Shelf.add`.
        """
        self._require_sent(path)
        try:
            with self._lock, self._shelf as shelf:
                outcome = shelf.add(path, lambda _path, _versions: choice, password=password)
        except LockedError as error:
            raise LockedError(path, error.message, hint="在下面输入打开密码。") from error
        except UploadError as error:
            self.forget([path])
            if choice is not None:
                raise
            raise UploadError(
                error.message, hint="在“遇到新版本”里选“替换旧的”或“与旧的并存”，再加一次。"
            ) from error
        except BaseException:
            self.forget([path])
            raise
        self.forget([path])
        return outcome

    def forget(self, paths: Sequence[Path]) -> None:
        """Delete files that were sent to the page and are not added."""
        for path in paths:
            self._require_sent(path)
            path.unlink(missing_ok=True)

    def _require_sent(self, path: Path) -> None:
        self.require_open()
        if not path.resolve().is_relative_to((self.settings.home / "gradio").resolve()):
            raise UploadError(f"文件不是从网页送来的：{path.name}", hint="在“加入文件”里选文件。")

    def remove(self, document_id: str | None) -> tuple[KnownDocument, ...]:
        """Take an upload away.

        Raises:
            UploadError: there is no such upload, or it is one of several in a file.
        """
        self.require_open()
        with self._lock, self._shelf as shelf:
            return shelf.remove(document_id or "")


def _contents(known: tuple[KnownDocument, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((one.id, one.content_hash) for one in known)
