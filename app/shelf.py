"""The documents that are there, files added to them and uploads taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from app.errors import UploadError
from app.incoming import Incoming, require_plain, take_in
from app.settings import Settings
from app.shelf_reading import (
    DescribedDocument,
    Read,
    describe_known,
    known_document,
    load_described,
    locate,
    with_titles,
)
from app.uploads import (
    Addition,
    Duplicate,
    KnownDocument,
    Place,
    Refusal,
    Undecided,
    Wanted,
    decide,
    is_json_lines,
    named_for,
    split_name,
    version_words,
)
from app.uploads_folder import change, only_writer, settle
from corpus.description import describe
from corpus.errors import DocumentsError
from corpus.facts import ParsedDocument
from corpus.reading_worker import AskPassword, ReadingWorker
from corpus.sidecar import SUFFIX, many_documents, read_sidecar, sidecar_path
from corpus.store import document_paths

Choose = Callable[[Path, tuple[KnownDocument, ...]], Wanted | None]

_Stamp = tuple[int, int, int]  # inode, size, time of change


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file: documents added, or known already; and what it replaced.

    `corrected` tells that a sidecar came along, for a new document or for one that was known.
    `kept` are versions that stay although one of them was replaced.
    """

    path: Path
    added: tuple[KnownDocument, ...] = ()
    duplicates: tuple[KnownDocument, ...] = ()
    replaced: KnownDocument | None = None
    kept: tuple[KnownDocument, ...] = ()
    corrected: bool = False


class Shelf:
    """The documents of the settings and the uploads, and the one way to change the latter.

    Used in `with`, at the end of which the process that reads files is ended; after that the shelf
    can be used again.

    Args:
        settings: Where documents and uploads lie.
        progress: Show a progress bar on stderr while documents are read.
        ask: Gives the passwords of locked files; None where there is nobody to ask.
    """

    def __init__(
        self, settings: Settings, *, progress: bool = False, ask: AskPassword | None = None
    ) -> None:
        self._settings = settings
        self._progress = progress
        self._worker = ReadingWorker(
            limits=settings.limits, recognised=settings.recognised, ask=ask
        )
        self._known: tuple[KnownDocument, ...] | None = None
        self._stamps: dict[Path, _Stamp] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._worker.close()

    @property
    def uploads(self) -> Path:
        """The folder of uploads as its files are named, whether it is there yet or not."""
        return self._settings.uploads.resolve()

    def documents(self) -> tuple[KnownDocument, ...]:
        """Return all documents answered from, in their order; uploads changed meanwhile are seen.

        Raises:
            HomeError: a change that was cut off cannot be finished.
        """
        settle(self.uploads)
        stamps = self._stamp_uploads()
        if self._known is None:
            self._known = self._read_all()
        elif stamps != self._stamps:
            gone = {path for path, stamp in self._stamps.items() if stamps.get(path) != stamp}
            new = sorted(path for path in stamps if stamps[path] != self._stamps.get(path))
            kept = [one for one in self._known if one.path not in gone]
            self._known = (*kept, *self._located(self._load(new, progress=False), new))
        self._stamps = stamps
        return self._known

    def described(self, day: date | None = None) -> tuple[DescribedDocument, ...]:
        """Return all documents with their metadata, and how they stand on `day` (today).

        Raises:
            HomeError: as `documents`.
        """
        return describe_known(self.documents(), day or date.today())

    def add(self, path: Path, choose: Choose) -> Outcome:
        """Add a file to the uploads, unless its content is known; or a sidecar to its document.

        Args:
            path: The file; it is read whole before anything is written.
            choose: Asked what to do when the file is a new version of known documents; None means
                that nothing is done.

        Raises:
            PolicyQAError: as `take`, and as `place` or `correct`.
        """
        if path.name.endswith(SUFFIX):
            return self.correct(path)
        return self.place(self.take(path), choose)

    def take(self, path: Path, *, password: str = "") -> Incoming:
        """Read a file that is to be added; nothing is written, so another thread may do it.

        A locked PDF is kept without its password, so that it can be read again; the password is
        kept nowhere.

        Args:
            path: The file.
            password: Opens the file, where it is locked and nobody is asked.

        Raises:
            LockedError: the file has a password, and nobody gave it.
            ReadError: the file cannot be read as a document, or is too large.
            SidecarError: the sidecar beside the file is faulty.
        """
        if password:
            self._worker.passwords[path] = password
        return take_in(path, self._worker, self._settings.upload_megabytes)

    def place(self, incoming: Incoming, choose: Choose) -> Outcome:
        """Add a file that was read to the uploads, unless its content is known.

        Raises:
            UploadError: nobody chose, or the choice cannot be carried out.
            HomeError: the data home cannot be written.
        """
        path = incoming.candidate.path
        self.documents()  # read before the lock is taken, which others wait for
        outcome = self._place(incoming, None)
        if isinstance(outcome, Undecided):
            choice = choose(path, outcome.versions)
            if choice is None:
                raise UndecidedError(path, outcome.versions)
            outcome = self._place(incoming, choice)
        if isinstance(outcome, Undecided):
            raise UndecidedError(path, outcome.versions)
        return outcome

    def correct(self, sidecar: Path, *, file: str = "") -> Outcome:
        """Put a sidecar beside the upload it is named after, in place of one that is there.

        Args:
            sidecar: The file NAME.meta.toml.
            file: The name of the upload it is for, where it is known; else NAME says.

        Raises:
            SidecarError: it cannot be taken over.
            UploadError: no upload has its name, or several have.
            HomeError: the data home cannot be written.
        """
        require_plain(sidecar, self._settings.upload_megabytes)
        read_sidecar(sidecar)
        data = sidecar.read_bytes()
        with only_writer(self.uploads):
            known = self.documents()
            found = named_for(file or sidecar.name.removesuffix(SUFFIX), known)
            if is_json_lines(found[0].path.name):
                raise many_documents(sidecar, found[0].path)
            change(self.uploads, {f"{found[0].path.name}{SUFFIX}": data})
        return Outcome(path=sidecar, duplicates=with_titles(found), corrected=True)

    def _place(self, incoming: Incoming, choice: Wanted | None) -> Outcome | Undecided:
        """Decide about a file and carry it out, while no other process changes the uploads."""
        candidate = incoming.candidate
        with only_writer(self.uploads):
            known = self.documents()
            taken = [path.name for path in self._stamps]
            decision = decide(candidate, known, choice, taken=taken)
            if isinstance(decision, Addition):
                return self._carry_out(incoming, decision, known)
            if isinstance(decision, Duplicate):
                return self._correct(incoming, decision.known)
        if isinstance(decision, Refusal):
            raise UploadError(decision.message, hint=decision.hint)
        return decision

    def _carry_out(
        self, incoming: Incoming, addition: Addition, known: Sequence[KnownDocument]
    ) -> Outcome:
        path, old = incoming.candidate.path, addition.replaced
        puts = {addition.name: incoming.data}
        if incoming.sidecar is not None:
            puts[f"{addition.name}{SUFFIX}"] = incoming.sidecar
        change(self.uploads, puts, self._names_of(old.path) if old else [])
        target = self.uploads / addition.name
        # What was read is not read again, only named after the file that now stands.
        added = tuple(
            known_document(
                (item, describe(item)), target, place=Place.UPLOADED, shared=len(incoming.parsed)
            )
            for item in _renamed(incoming.parsed, target)
        )
        gone = {target, old.path if old else target}
        self._known = (*(one for one in known if one.path not in gone), *added)
        self._stamps = self._stamp_uploads()
        corrected = incoming.sidecar is not None
        return Outcome(
            path=path,
            added=with_titles(added),
            replaced=old,
            kept=addition.kept,
            corrected=corrected,
        )

    def _correct(self, incoming: Incoming, known: tuple[KnownDocument, ...]) -> Outcome:
        """Take the sidecar of a file whose content is known to the upload that has it."""
        file = known[0].path
        stands = file.with_name(f"{file.name}{SUFFIX}")
        is_new = incoming.sidecar is not None and not (
            stands.is_file() and stands.read_bytes() == incoming.sidecar
        )
        # A file in a folder inside the uploads was put there by hand, and so is its sidecar.
        corrected = is_new and file.parent == self.uploads and incoming.candidate.path != file
        if corrected and incoming.sidecar is not None:
            change(self.uploads, {stands.name: incoming.sidecar})
        shown = with_titles(known)
        return Outcome(path=incoming.candidate.path, duplicates=shown, corrected=corrected)

    def _names_of(self, path: Path) -> list[str]:
        """Return the names inside the uploads of a file and of a sidecar that is its alone."""
        sidecar = sidecar_path(path)
        others = (one for one in self._stamps if one != path)
        is_shared = sidecar is not None and any(sidecar_path(one) == sidecar for one in others)
        files = [path, sidecar] if sidecar is not None and not is_shared else [path]
        return [file.relative_to(self.uploads).as_posix() for file in files]

    def remove(self, name: str) -> tuple[KnownDocument, ...]:
        """Take an upload away, by the id of its document or the name of its file.

        Returns the documents that went with it; none where the file could not be read.

        Raises:
            UploadError: there is no such upload, or it holds several documents and is named by one.
            HomeError: the data home cannot be written.
        """
        self.documents()
        with only_writer(self.uploads):
            known = self.documents()
            path = self._path_to_remove(name, known)
            change(self.uploads, {}, self._names_of(path))
            self.documents()
        return tuple(one for one in known if one.path == path)

    def _path_to_remove(self, name: str, known: Sequence[KnownDocument]) -> Path:
        files = [path for path in self._stamps if path.name == name]
        found = [one for one in known if one.id == name] or [
            one for one in known if one.title == name
        ]
        if len(files) == 1:
            return files[0]
        if not found:
            ids = "、".join(one.id for one in known if one.place is Place.UPLOADED) or "还没有"
            raise UploadError(f"没有这份文件：{name}", hint=f"上传的文件：{ids}。")
        if len(found) > 1:
            ids = "、".join(one.id for one in found)
            raise UploadError(f"叫这个标题的有 {len(found)} 份：{name}", hint=f"改用编号：{ids}。")
        document = found[0]
        if document.place is not Place.UPLOADED:
            raise UploadError(
                f"《{document.title}》不是上传的文件，程序不删除它：{document.path}",
                hint="自己移走那个文件，或用 --corpus 指定别的文件夹。",
            )
        if document.shared > 1:
            raise UploadError(
                f"《{document.title}》和另外 {document.shared - 1} 份在同一个文件里。",
                hint=f"整个删去：python -m app remove {document.source}",
            )
        return document.path

    def _stamp_uploads(self) -> dict[Path, _Stamp]:
        stamps = {}
        for path in _paths(self.uploads):
            status = path.stat()
            stamps[path] = status.st_ino, status.st_size, status.st_mtime_ns
        return stamps

    def _read_all(self) -> tuple[KnownDocument, ...]:
        from index.library import documents_at_hand

        settings = self._settings
        paths = sorted({path for source in settings.sources for path in _paths(source)})
        if not paths:
            return ()
        try:
            read = documents_at_hand(
                settings.sources,
                home=settings.home,
                worker=self._worker,
                encoder=settings.encoder,
                progress=self._progress,
            )
        except DocumentsError:
            read = self._load(paths, progress=self._progress)
        return self._located(read, paths)

    def _load(self, paths: Sequence[Path], *, progress: bool) -> tuple[Read, ...]:
        return load_described(paths, worker=self._worker, progress=progress)

    def _located(self, read: Sequence[Read], paths: Sequence[Path]) -> tuple[KnownDocument, ...]:
        return locate(read, paths, self.uploads, worker=self._worker)


def _paths(source: Path) -> tuple[Path, ...]:
    """List the files of a folder; none where it is missing or empty."""
    try:
        return document_paths([source])
    except DocumentsError:
        return ()


def _renamed(parsed: Sequence[ParsedDocument], path: Path) -> Iterator[ParsedDocument]:
    """Yield documents as they are read from `path`: a file's one document has its name as id."""
    for item in parsed:
        one = item.document
        name = one.id if is_json_lines(path.name) else split_name(path.name)[0]
        yield replace(item, document=replace(one, id=name, source=path.name))


class UndecidedError(UploadError):
    """A file is a new version of documents that are known, and nobody has said what to do."""

    def __init__(self, path: Path, versions: tuple[KnownDocument, ...]) -> None:
        names = "、".join(f"《{one.title}》（{version_words(one)}）" for one in versions)
        super().__init__(
            f"{path.name} 是已有文件的新版本：{names}",
            hint="加 --replace 替换旧的（有几份时替换日期最新的），或加 --beside 让两份并存。",
        )
        self.versions = versions
