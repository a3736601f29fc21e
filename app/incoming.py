"""A file on its way into the uploads: looked at, read, and without its password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.shelf_reading import hash_readable
from app.uploads import Candidate, hash_text, safe_name
from corpus.errors import ReadError
from corpus.facts import ParsedDocument
from corpus.reader import hash_of
from corpus.reading_worker import ReadingWorker
from corpus.sidecar import sidecar_path, sidecar_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file on its way in: what is decided by, what was read, its bytes and its sidecar's."""

    candidate: Candidate
    parsed: tuple[ParsedDocument, ...]
    data: bytes
    sidecar: bytes | None


def take_in(path: Path, worker: ReadingWorker, megabytes: int) -> Incoming:
    """Read a file of at most so many megabytes whole.

    A locked PDF is taken in without its password, as the same pages.

    Raises:
        LockedError: the file has a password, and nobody gave it.
        ReadError: it cannot be read as a document, is too large, or was changed meanwhile.
        SidecarError: the sidecar beside it is faulty.
    """
    require_plain(path, megabytes)
    before = hash_readable(path)
    parsed = tuple(worker.parse_documents(path))
    if not parsed:
        raise ReadError(path, f"文件里没有可读的文档：{path.name}", hint="请检查文件内容。")
    data = path.read_bytes()
    if hash_of(data) != before:
        raise ReadError(path, f"文件在读取时被改动：{path.name}", hint="请稍后再试。")
    if path in worker.passwords:
        data = _unlocked(path, worker)
        parsed = tuple(_as_read_from(one, data) for one in parsed)
    sidecar = _sidecar_of(path)
    return Incoming(candidate=_candidate(path, parsed), parsed=parsed, data=data, sidecar=sidecar)


def _sidecar_of(path: Path) -> bytes | None:
    """Return the sidecar that lies beside a file, proven to be readable; None where there is none."""
    sidecar = sidecar_path(path)
    if sidecar is None:
        return None
    sidecar_values([path])
    return sidecar.read_bytes()


def _unlocked(path: Path, worker: ReadingWorker) -> bytes:
    with TemporaryDirectory(prefix="wence-unlocked-") as folder:
        target = Path(folder) / "unlocked.pdf"
        worker.unlock(path, target)
        return target.read_bytes()


def _as_read_from(item: ParsedDocument, data: bytes) -> ParsedDocument:
    """Return a document as it is read from `data`, the same file without its password."""
    return replace(item, document=replace(item.document, content_hash=hash_of(data)))


def require_plain(path: Path, megabytes: int) -> None:
    """Make sure that `path` is a file that may be read: no pipe, no device, not too large.

    Raises:
        ReadError: it is none.
    """
    if not path.exists():
        raise ReadError(path, f"找不到文件：{path}", hint="检查路径是否正确。")
    if not path.is_file():
        raise ReadError(path, f"不是普通文件：{path}", hint="请给出文件，或文件夹里的文件。")
    size = path.stat().st_size
    if size > megabytes * 1_000_000:
        raise too_large(path, size, megabytes)


def too_large(path: Path, size: int, megabytes: int) -> ReadError:
    """Return what is said of a file of `size` bytes where `megabytes` are the most."""
    return ReadError(
        path,
        f"文件太大：{path.name}（{size / 1e6:.0f} MB，最大 {megabytes} MB）",
        hint="拆成几个文件，或用设置 upload_megabytes 放宽。",
    )


def _candidate(path: Path, parsed: Sequence[ParsedDocument]) -> Candidate:
    return Candidate(
        path=path,
        name=safe_name(path.name),
        titles=tuple(item.document.title for item in parsed),
        text_hashes=tuple(hash_text(item.document.text) for item in parsed),
    )
