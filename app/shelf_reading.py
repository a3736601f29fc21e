"""Documents as they were read, and the files they come from: what the shelf knows of each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.uploads import KnownDocument, Place, hash_text, is_json_lines
from corpus.check import reading_warnings
from corpus.description import Description, describe
from corpus.errors import DocumentsError, ReadError
from corpus.facts import ParsedDocument
from corpus.loading import load_documents
from corpus.metadata import Metadata
from corpus.reading_worker import ReadingWorker
from corpus.reference_graph import relate
from corpus.references import Reference
from corpus.sidecar import read_sidecars
from corpus.standing import Register, Standing
from corpus.store import DEFAULT_DOCUMENTS
from corpus.versions import find_older_versions

Read = tuple[ParsedDocument, Description]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedDocument:
    """A known document with what it says of itself, its sidecar laid over, and how it stands.

    `references` are the documents it names, linked to those at hand; `replaces` are those at hand
    that it is a newer version of.
    """

    known: KnownDocument
    metadata: Metadata
    standing: Standing
    references: tuple[Reference, ...] = ()
    replaces: tuple[Description, ...] = ()


def describe_known(known: Sequence[KnownDocument], day: date) -> tuple[DescribedDocument, ...]:
    """Return the documents as they stand on `day` and to each other, sidecars laid over.

    A faulty sidecar counts as not there, as it does for answers.
    """
    corrections, _ = read_sidecars(sorted({one.path for one in known}))
    said = [one.description for one in known if one.description is not None]
    by_id = {one.id: corrections.get(one.content_hash, {}) for one in known}
    related = {one.document_id: one for one in relate(said, by_id)}
    register = Register(tuple(related.values()))
    older = find_older_versions(tuple(related.values()))
    return tuple(
        DescribedDocument(
            known=one,
            metadata=related[one.id].metadata,
            standing=register.standing(one.id, day),
            references=related[one.id].references,
            replaces=older.get(one.id, ()),
        )
        for one in known
        if one.id in related
    )


def with_titles(known: Sequence[KnownDocument]) -> tuple[KnownDocument, ...]:
    """Return documents under the titles that their sidecars give them, as they are shown."""
    corrections, _ = read_sidecars(sorted({one.path for one in known}))
    titles = {name: values.get("title") for name, values in corrections.items()}
    return tuple(replace(one, title=titles.get(one.content_hash) or one.title) for one in known)


def load_described(
    paths: Sequence[Path], *, worker: ReadingWorker, progress: bool
) -> tuple[Read, ...]:
    """Read files as far as they can be read."""
    try:
        parsed = load_documents(paths, worker=worker, progress=progress)[0] if paths else ()
    except DocumentsError:
        return ()
    return tuple((item, describe(item)) for item in parsed)


def locate(
    read: Sequence[Read], paths: Sequence[Path], uploads: Path, *, worker: ReadingWorker
) -> tuple[KnownDocument, ...]:
    """Find the file of every document among `paths`, by its name and content."""
    files = {(path.name, content): path for path in paths for content in _contents(path, worker)}
    found = [
        (one, files.get((one[0].document.source, one[0].document.content_hash))) for one in read
    ]
    shared = Counter(path for _, path in found)
    return tuple(
        known_document(one, path, place=_place_of(path, uploads), shared=shared[path])
        for one, path in found
        if path is not None
    )


def _place_of(path: Path, uploads: Path) -> Place:
    if path.is_relative_to(uploads):
        return Place.UPLOADED
    shipped = path.is_relative_to(DEFAULT_DOCUMENTS.resolve())
    return Place.SHIPPED if shipped else Place.CONFIGURED


def known_document(read: Read, path: Path, *, place: Place, shared: int) -> KnownDocument:
    """Return what is known of a document that was read from `path`."""
    item, description = read
    document = item.document
    status = path.stat()
    return KnownDocument(
        id=document.id,
        title=document.title,
        path=path,
        place=place,
        pages=len(document.pages),
        clauses=len(item.clauses),
        size=status.st_size,
        shared=shared,
        content_hash=document.content_hash,
        text_hash=hash_text(document.text),
        warnings=reading_warnings(item),
        description=description,
        changed=status.st_mtime_ns,
    )


def _contents(path: Path, worker: ReadingWorker) -> tuple[str, ...]:
    """Return the content hashes of the documents in a file; none where it cannot be read."""
    try:
        return worker.hash_lines(path) if is_json_lines(path.name) else (hash_readable(path),)
    except ReadError:
        return ()


def hash_readable(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        ReadError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(
            path, f"文件无法读取：{path}（{error.strerror}）", hint="检查文件权限。"
        ) from error
