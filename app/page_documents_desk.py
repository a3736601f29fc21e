"""What the tab 文件 does: list, show, add and remove documents, and have them answered from."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from app.errors import SettingsError, UploadError
from app.live_assistant import LiveAssistant
from app.page_documents_sent import SentFiles
from app.page_evaluation_process import LOCAL_HOSTS
from app.settings import Settings
from app.shelf import Outcome, Shelf
from app.shelf_reading import DescribedDocument
from app.uploads import Choice, KnownDocument, Wanted
from corpus.check import DocumentCheck, check_document
from corpus.checking import faults_named
from corpus.facts import ParsedDocument
from corpus.reading_worker import ReadingWorker
from corpus.sidecar import SUFFIX
from index.persistence import home_errors


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
        self._reader = Shelf(settings)  # used by the one thread of `sent`
        self.sent = SentFiles(settings.home / f"received-{settings.port}", self._add, self.refresh)
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
        if self._assistant is None:
            return False
        return self._assistant.is_behind() or _contents(self.documents()) != self._answered

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

    def receive(self, path: Path, name: str, choice: Choice | None) -> None:
        """Take a file that was sent to the page, to be added when its turn comes.

        Args:
            path: Where Gradio has put it.
            name: Its name as the user has it.
            choice: What to do with a new version; None to ask when it is one.

        Raises:
            UploadError: it is no file that was sent.
            HomeError: the data home cannot be written.
        """
        self.require_open()
        sent = (self.settings.home / "gradio").resolve()
        if not path.resolve().is_relative_to(sent) or not path.is_file():
            raise UploadError(f"文件不是从网页送来的：{name}", hint="在“加入文件”里选文件。")
        with home_errors(self.settings.home):
            self.sent.take(path, name, choice)

    def decide(self, number: int, choice: str) -> None:
        """Do with a file that is a new version what was chosen.

        Args:
            number: The file's number.
            choice: "" to leave it, the name of a `Choice`, or the id of the document it replaces.
        """
        self.require_open()
        if not choice:
            self.sent.give_up([number])
        elif choice == Choice.BESIDE.name:
            self.sent.decide(number, Choice.BESIDE)
        elif old := next((one for one in self.documents() if one.id == choice), None):
            self.sent.decide(number, old)

    def _add(self, path: Path, wanted: Wanted | None, password: str, file: str) -> Outcome:
        """Add a file, or a sidecar to the upload `file`; reading it keeps nobody from the shelf."""
        if path.name.endswith(SUFFIX):
            with self._lock, self._shelf as shelf:
                return shelf.correct(path, file=file)
        with self._reader as reader:
            incoming = reader.take(path, password=password)
        with self._lock, self._shelf as shelf:
            return shelf.place(incoming, lambda _path, _versions: wanted)

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
