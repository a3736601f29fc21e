"""The index on disk: one folder per set of documents, written whole or not at all.

    HOME/index/<key of the document folders>/
        CURRENT             the name of the generation in use
        lock                held by the one process that builds
        <generation>/       manifest.json, contents.json, words.txt: never changed once CURRENT names it
            <segment>/      documents indexed together: documents.jsonl, lexical/, dense/, …
        building-…/         a build under way, or what a crash left of it
        compacting-…/       a base that is made in the background, or what a crash left of it

A build writes and flushes a whole generation and then replaces CURRENT, so that a crash at any
instant leaves the old index or the new one. Readers take no lock. An update is a generation as well:
the segments it keeps are links to the files of the one before, which are never changed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from corpus.store import UPLOADS
from index.errors import HomeError, IndexDamagedError, IndexMissingError, IndexStaleError
from index.model import IndexManifest, Recipe

FORMAT = "4"  # of the folder; raised when older ones cannot be read any more

POINTER_NAME = "CURRENT"
MANIFEST_NAME = "manifest.json"
BUILDING_PREFIX = "building-"
COMPACTING_PREFIX = "compacting-"
SEGMENT_PREFIX = "segment-"

# Larger files are trusted by their size: reading them would cost more than opening them.
HASHED_BYTES = 64 * 1024 * 1024
_PIECE = 4 * 1024 * 1024

CODE_FOLDERS = (Path(__file__).parents[1] / "corpus", Path(__file__).parent)
CODE_SUFFIXES = (".py", ".tsv")
PINNED_VERSIONS = Path(__file__).parents[1] / "requirements.txt"


# Why an index is stale, by the field that differs, the deepest cause first.
STALE_REASONS = (
    ("version", "索引格式有更新"),
    ("code_hash", "程序有更新"),
    ("encoder", "更换了文本编码器"),
    ("encoder_hash", "文本编码器有更新"),
    ("segmented", "文本编码器有更新"),
    ("corpus_hash", "政策文件有增减或修改"),
)

# What keeps the data home from being written, in the words of a user.
WRITE_FAULTS = {
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹",
    errno.EEXIST: "路径中有一段是文件而不是文件夹",
    errno.ENOENT: "这个位置无法建立文件夹",
}


def index_folder(home: Path, documents: Sequence[Path]) -> Path:
    """Return where the index of these document folders lies, whatever order they are named in.

    The uploads do not count: with the first of them the index is added to, with the last less.
    """
    names = sorted({str(path.resolve()) for path in documents} - {str((home / UPLOADS).resolve())})
    return home / "index" / hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def hash_files(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the places and contents of files; an unreadable one counts as such."""
    return hash_hashes({path: hash_readable(path) for path in sorted(paths)})


def hash_hashes(hashes: Mapping[Path, str]) -> str:
    """Return one SHA-256 over the places of files and the hashes of their contents."""
    digest = hashlib.sha256()
    for path, content in hashes.items():
        digest.update(f"{path}\n{content}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def hash_readable(path: Path) -> str:
    """Return the SHA-256 of a file, or what keeps it from being read."""
    try:
        return hash_file(path)
    except OSError as error:
        return f"unreadable {error.errno}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_code(folders: Sequence[Path] = CODE_FOLDERS) -> str:
    """Return one SHA-256 over what decides how an index is built: code, lexicon, pinned libraries."""
    names = [path for folder in folders for path in folder.iterdir()]
    code = [path for path in names if path.suffix in CODE_SUFFIXES]
    return hash_files([*code, PINNED_VERSIONS])


def hash_encoder(encoder: str) -> str:
    """Return one SHA-256 over an encoder's folder; of a model on the hub, over its name."""
    folder = Path(encoder)
    if not folder.is_dir():
        return hashlib.sha256(encoder.encode()).hexdigest()
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        status = path.stat()
        small = status.st_size <= HASHED_BYTES
        content = hash_file(path) if small else f"{status.st_size} {status.st_mtime_ns}"
        digest.update(f"{path.relative_to(folder)}\n{content}\n".encode())
    return digest.hexdigest()


def current_generation(folder: Path) -> Path:
    """Return the generation in use.

    Raises:
        IndexMissingError: nothing has been built here.
    """
    try:
        name = (folder / POINTER_NAME).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(folder) from error
    if not name or not (folder / name).is_dir():
        raise IndexMissingError(folder)
    return folder / name


def read_manifest(generation: Path, recipe: Recipe | None = None) -> IndexManifest:
    """Read the manifest and check every file against it: size and time, content where that is another.

    With a `recipe` the files of an index that is stale are not looked at: another version of the
    program may have written them in another way.

    Raises:
        IndexStaleError: it differs from what it would be built from today.
        IndexDamagedError: a file is missing, truncated, changed or cannot be read.
    """
    try:
        stored = json.loads((generation / MANIFEST_NAME).read_bytes())
        sizes = {name: int(size) for name, size in stored.pop("sizes").items()}
        stamps = {name: int(stamp) for name, stamp in stored.pop("stamps").items()}
        files = tuple((name, digest) for name, digest in stored.pop("files").items())
        manifest = IndexManifest(files=files, **stored)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(generation, "清单无法读取") from error
    if recipe is not None:
        require_fresh(manifest, recipe, generation)
    if unlisted := {*_file_names(generation)} - {*sizes, MANIFEST_NAME}:
        raise IndexDamagedError(generation, f"{min(unlisted)} 不在清单里")
    written = (generation / MANIFEST_NAME).stat().st_mtime_ns
    for name, digest in manifest.files:
        # Changed after the manifest, or in the same tick of the clock: looked into.
        is_settled = stamps.get(name, written) < written
        stamp = stamps[name] if is_settled else None
        _check_file(generation, name, digest, sizes.get(name, -1), stamp)
    return manifest


def _check_file(generation: Path, name: str, digest: str, size: int, stamp: int | None) -> None:
    """Check a file against the manifest; what was not written since its `stamp` is not read.

    Git trusts the files of its index in the same way, and those of the same moment not at all.
    """
    path = generation / name
    try:
        status = path.stat()
        if status.st_size != size:
            raise IndexDamagedError(generation, f"{name} 大小不符")
        if status.st_mtime_ns == stamp:
            return
        if size <= HASHED_BYTES and checksum(path) != digest:
            raise IndexDamagedError(generation, f"{name} 内容有变")
    except OSError as error:
        raise IndexDamagedError(generation, f"{name} 无法读取") from error


def checksum(path: Path) -> str:
    """Return the CRC-32 of a file: it tells damage, and takes a fifth of the time of a SHA-256.

    Raises:
        OSError: the file cannot be read.
    """
    value = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
    return f"{value:08x}"


def require_fresh(manifest: IndexManifest, recipe: Recipe, generation: Path) -> None:
    """Compare an index with what it would be built from today.

    Raises:
        IndexStaleError: they differ; the error says in what.
    """
    for field, reason in STALE_REASONS:
        if getattr(manifest, field) != getattr(recipe, field):
            raise IndexStaleError(generation, reason)


def new_generation_name() -> str:
    """Return a name that no other generation has; the later one sorts behind."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:8]}"


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """Give an empty folder to build in; on success it becomes the current generation.

    The caller holds `index.locks.only_builder` and writes the manifest last, with `write_manifest`. Older
    generations and what crashes left behind are removed.

    Raises:
        HomeError: the data home cannot be written (permissions, or the disk is full).
    """
    name = new_generation_name()
    building = folder / f"{BUILDING_PREFIX}{name}"
    with home_errors(folder):
        _remove_others(folder, keep=_current_name(folder))
        building.mkdir()
        try:
            yield building
            _flush(building)
            building.rename(folder / name)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _point_to(folder, name)
        _remove_others(folder, keep=name)


def new_segment_name() -> str:
    """Return a name for a segment that no other has."""
    return f"{SEGMENT_PREFIX}{uuid.uuid4().hex[:16]}"


def link_folder(source: Path, target: Path) -> None:
    """Give the files of a folder, which are never changed, a second name below `target`.

    Where the file system knows no links they are copied.
    """
    for path in sorted(source.rglob("*")):
        name = target / path.relative_to(source)
        if path.is_dir():
            name.mkdir(parents=True)
            continue
        name.parent.mkdir(parents=True, exist_ok=True)
        try:
            name.hardlink_to(path)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            shutil.copyfile(path, name)


def write_manifest(building: Path, recipe: Recipe, *, clauses: int, dimensions: int) -> None:
    """Write the manifest over all files that lie in `building`."""
    names = _file_names(building)
    paths = [building / name for name in names]
    stored = asdict(recipe) | {
        "clauses": clauses,
        "dimensions": dimensions,
        "files": dict(zip(names, map(checksum, paths), strict=True)),
        "sizes": {name: path.stat().st_size for name, path in zip(names, paths, strict=True)},
        "stamps": {name: path.stat().st_mtime_ns for name, path in zip(names, paths, strict=True)},
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    (building / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")


def _file_names(generation: Path) -> list[str]:
    files = (path for path in generation.rglob("*") if path.is_file())
    return sorted(path.relative_to(generation).as_posix() for path in files)


def _current_name(folder: Path) -> str | None:
    try:
        return current_generation(folder).name
    except IndexMissingError:
        return None


def _remove_others(folder: Path, *, keep: str | None) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name != keep and not path.name.startswith(COMPACTING_PREFIX):
            shutil.rmtree(path)


def _point_to(folder: Path, name: str) -> None:
    pointer = folder / f"{POINTER_NAME}.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    flush_path(pointer)
    flush_path(folder)  # the generation's new name is on disk before anything points to it
    pointer.replace(folder / POINTER_NAME)
    flush_path(folder)


def _flush(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        flush_path(path)


def flush_path(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def home_errors(folder: Path) -> Iterator[None]:
    """Turn what keeps `folder` from being written into a `HomeError`."""
    try:
        yield
    except OSError as error:
        fault = WRITE_FAULTS.get(error.errno or 0, error.strerror or str(error))
        raise HomeError(folder, fault) from error
