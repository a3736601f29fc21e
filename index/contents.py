"""What an index holds: its files as they were read, and where each document lies; pure but for files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.facts import ParsedDocument
from corpus.loading import FileRead, settle_names
from index.errors import IndexDamagedError

CONTENTS_NAME = "contents.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document of a file, and where the index has it.

    Attributes:
        name: Its id as it was read.
        id: Its id among all documents; None for a copy of another one.
        content_hash: That of the document.
        clauses: How many clauses it has.
        segment: The segment it lies in; None where it lies in none.
        number: Which of the segment's documents it is.
    """

    name: str
    id: str | None
    content_hash: str
    clauses: int
    segment: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFile:
    """A file as it was read: its hash, its documents, and what was wrong with it, if anything."""

    path: str
    hash: str
    documents: tuple[StoredDocument, ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of an index in reading order.

    Attributes:
        files: Every file, also those that could not be read.
        segments: The number of clauses of each document in each segment, removed ones included; the
            first segment is that of the last full build, by whose statistics all are scored.
    """

    files: tuple[IndexedFile, ...]
    segments: dict[str, tuple[int, ...]]

    def documents(self) -> Iterator[StoredDocument]:
        """Yield the documents that are answered from, in reading order."""
        for file in self.files:
            yield from (one for one in file.documents if one.id is not None)

    @property
    def clauses(self) -> int:
        """How many clauses are answered from."""
        return sum(one.clauses for one in self.documents())

    @property
    def base(self) -> str:
        """The segment of the last full build."""
        return next(iter(self.segments))

    @property
    def growth(self) -> float:
        """The clauses that came or went since the last full build, as a share of its clauses."""
        return growth_of(self.files, self)

    @property
    def skipped(self) -> tuple[str, ...]:
        """What was wrong with each file that could not be read."""
        return tuple(file.failure for file in self.files if file.failure)


def growth_of(files: Sequence[IndexedFile], known: Contents) -> float:
    """Return the clauses that come or go with `files`, as a share of those of the last full build."""
    wanted = [one for file in files for one in file.documents if one.id is not None]
    built = sum(known.segments[known.base])
    kept = sum(one.clauses for one in wanted if one.segment == known.base)
    beside = sum(one.clauses for one in wanted if one.segment != known.base)
    return (built - kept + beside) / max(built, 1)


Origin = ParsedDocument | StoredDocument  # just read, or where an index has it


def unread_paths(paths: Mapping[Path, str], known: Contents | None) -> tuple[Path, ...]:
    """Return the files that have to be read: new, changed, failed, or with a copy that is not stored.

    Args:
        paths: The hash of each file of the moment, in reading order.
        known: What the index holds.
    """
    stored = _stored_files(known)
    return tuple(path for path, digest in paths.items() if (str(path), digest) not in stored)


def _stored_files(known: Contents | None) -> dict[tuple[str, str], IndexedFile]:
    return {
        (file.path, file.hash): file
        for file in (known.files if known else ())
        if file.failure is None and all(one.segment for one in file.documents)
    }


def settle(
    paths: Mapping[Path, str], read: Sequence[FileRead], known: Contents | None
) -> tuple[tuple[IndexedFile, ...], dict[str, Origin]]:
    """Return the files of the moment, and by id where each of their documents comes from.

    No document has a place yet: `place` gives it one. Documents of one id are told apart as
    `corpus.loading` does it.
    """
    stored = _stored_files(known)
    reads = {one.path: one for one in read}
    found = [
        stored.get((str(path), digest)) or _file_of(reads[path], digest)
        for path, digest in paths.items()
    ]
    names = settle_names((one.name, one.content_hash) for file in found for one in file.documents)
    files: list[IndexedFile] = []
    origins: dict[str, Origin] = {}
    for path, file in zip(paths, found, strict=True):
        named = [(one, next(names)) for one in file.documents]
        kept = tuple(replace(one, id=name, segment=None, number=0) for one, name in named)
        files.append(replace(file, documents=kept))
        fresh = reads[path].documents if path in reads else ()
        for at, (one, name) in enumerate(named):
            if name is not None:
                origins[name] = one if one.segment else fresh[at]
    return tuple(files), origins


def place(
    files: Sequence[IndexedFile], known: Contents | None
) -> tuple[tuple[IndexedFile, ...], tuple[str, ...]]:
    """Give the documents of `files` the places that `known` has them at.

    Returns:
        The files, and the ids of the documents that are at none, in reading order.
    """
    places = {
        (one.id, one.content_hash, Path(file.path).name): (one.segment, one.number)
        for file in (known.files if known else ())
        for one in file.documents
        if one.segment
    }
    placed = []
    for file in files:
        name = Path(file.path).name
        found = [places.get((one.id, one.content_hash, name), (None, 0)) for one in file.documents]
        documents = tuple(
            replace(one, segment=segment, number=number)
            for one, (segment, number) in zip(file.documents, found, strict=True)
        )
        placed.append(replace(file, documents=documents))
    missing = tuple(
        one.id
        for file in placed
        for one in file.documents
        if one.id is not None and one.segment is None
    )
    return tuple(placed), missing


def put(files: Sequence[IndexedFile], ids: Sequence[str], segment: str) -> tuple[IndexedFile, ...]:
    """Give the documents `ids` their places in a new segment, in that order."""
    numbers = {name: number for number, name in enumerate(ids)}
    return tuple(
        replace(
            file,
            documents=tuple(
                replace(one, segment=segment, number=numbers[one.id])
                if one.id is not None and one.id in numbers
                else one
                for one in file.documents
            ),
        )
        for file in files
    )


def _file_of(read: FileRead, digest: str) -> IndexedFile:
    documents = tuple(
        StoredDocument(
            name=one.document.id,
            id=None,
            content_hash=one.document.content_hash,
            clauses=len(one.clauses),
        )
        for one in read.documents
    )
    failure = read.failure.message if read.failure else None
    return IndexedFile(path=str(read.path), hash=digest, documents=documents, failure=failure)


def save_contents(contents: Contents, folder: Path) -> None:
    """Write the contents into the folder of an index."""
    text = json.dumps(asdict(contents), ensure_ascii=False, separators=(",", ":"))
    (folder / CONTENTS_NAME).write_bytes(text.encode("utf-8", "surrogatepass"))


def load_contents(folder: Path) -> Contents:
    """Read what `save_contents` wrote.

    Raises:
        IndexDamagedError: it cannot be read.
    """
    try:
        stored = json.loads((folder / CONTENTS_NAME).read_bytes().decode("utf-8", "surrogatepass"))
        files = tuple(
            IndexedFile(
                **file | {"documents": tuple(StoredDocument(**one) for one in file["documents"])}
            )
            for file in stored["files"]
        )
        segments = {name: tuple(map(int, sizes)) for name, sizes in stored["segments"].items()}
        return Contents(files=files, segments=segments)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(folder, "内容清单无法读取") from error
