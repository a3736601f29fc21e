"""The documents of a set: named beside it by title and content hash, gathered from folders given.

A set `NAME.jsonl` over documents that do not ship has a file `NAME.documents.tsv` beside it, one
document a line: the SHA-256 of its content (a file's bytes, or its line in a `.jsonl`), a tab, and
the title by which the set calls it.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from corpus.errors import ReadError
from corpus.reader import JSON_LINES, hash_of, json_lines
from corpus.store import DEFAULT_DOCUMENTS, document_paths
from eval.errors import EvaluationError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Folders and files to open, and what a set calls the documents in them, by content hash."""

    folders: tuple[Path, ...]
    names: dict[str, str]


def documents_file(cases: Path) -> Path:
    """Return where the documents of a set are named."""
    return cases.with_suffix(".documents.tsv")


def read_names(cases: Path) -> dict[str, str]:
    """Return the titles of a set's documents by content hash; empty for a set over what ships.

    Raises:
        EvaluationError: it is not UTF-8, or a line is not a hash, a tab and a title.
    """
    path = documents_file(cases)
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise EvaluationError(
            f"{path} 第 {error.start + 1} 个字节不是 UTF-8", hint="整份另存为 UTF-8。"
        ) from error
    names: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        digest, tab, title = line.partition("\t")
        if not tab or len(digest) != 64 or not title.strip():
            raise EvaluationError(
                f"{path} 第 {number} 行：应是“SHA-256、制表符、标题”", hint="改正这一行。"
            )
        names[digest] = title
    return names


@contextmanager
def open_sources(
    cases: Path, folders: Sequence[Path], *, progress: bool = False
) -> Iterator[Sources]:
    """Give exactly the documents that a set is about.

    A set that names no documents is about everything in `folders`, or what ships. One that names
    them gets copies of just those, which go away afterwards.

    Raises:
        DocumentsError: a folder is missing or holds nothing readable.
        EvaluationError: documents of the set are in none of the folders.
    """
    names = read_names(cases)
    if not names:
        yield Sources(folders=tuple(folders) or (DEFAULT_DOCUMENTS,), names={})
        return
    if not folders:
        raise EvaluationError(
            f"{cases.name} 用到的 {len(names)} 份文件不随程序提供。",
            hint="用 --corpus 给出它们所在的文件夹（可重复），例："
            f"python -m eval run {cases} --corpus 我的文件夹",
        )
    with tempfile.TemporaryDirectory(prefix="wence-documents-") as home:
        found = gather(names, folders, Path(home), progress=progress)
        yield Sources(folders=(Path(home),), names=found)


def gather(
    names: dict[str, str], folders: Sequence[Path], into: Path, *, progress: bool = False
) -> dict[str, str]:
    """Copy the documents named into `into`; return their titles by the hash they have there.

    A document whose hash is nowhere is taken by its title, and a line of the log says so.

    Raises:
        EvaluationError: a document is there neither by hash nor by title.
    """
    by_hash: dict[str, str] = {}
    by_title: dict[str, str] = {}
    titles = set(names.values())
    rows: dict[str, str] = {}
    files: dict[str, Path] = {}
    for path in tqdm(document_paths(folders), desc="找文件", unit="个", disable=not progress):
        for digest, title, row in _contents(path):
            if digest not in names and title not in titles:
                continue
            if row is None:
                files[digest] = path
            else:
                rows[digest] = row
            if digest in names:
                by_hash[digest] = names[digest]
            else:
                by_title.setdefault(title, digest)
    missing = titles - set(by_hash.values())
    if lost := sorted(missing - by_title.keys()):
        raise EvaluationError(
            f"评测集用到的 {len(lost)} 份文件没有找到：{'、'.join(f'《{one}》' for one in lost[:5])}"
            f"{'等' if len(lost) > 5 else ''}",
            hint="用 --corpus 给出它们所在的文件夹（可重复）。",
        )
    for title in sorted(missing):
        logger.warning("《%s》的内容与评测集所用的不同，按标题采用", title)
        by_hash[by_title[title]] = title
    _copy({d: files[d] for d in by_hash if d in files}, into)
    kept = [rows[digest] for digest in by_hash if digest in rows and digest not in files]
    if kept:
        (into / "documents.jsonl").write_text("".join(f"{r}\n" for r in kept), encoding="utf-8")
    return by_hash


def _contents(path: Path) -> Iterator[tuple[str, str, str | None]]:
    """Yield hash, title and, for a row of a `.jsonl`, the row itself; a bad file yields nothing."""
    try:
        if not path.name.endswith(JSON_LINES):
            yield hash_of(path.read_bytes()), path.stem, None
            return
        for _, line in json_lines(path):
            row = json.loads(line)
            if isinstance(row, dict):
                yield hash_of(line.encode()), str(row.get("title", "")), line
    except (OSError, ReadError, ValueError) as error:
        logger.warning("跳过无法读取的文件：%s（%s）", path.name, str(error).splitlines()[0])


def _copy(files: dict[str, Path], into: Path) -> None:
    for number, path in enumerate(files.values()):
        folder = into / str(number)  # names may be the same in two folders
        folder.mkdir()
        shutil.copyfile(path, folder / path.name)
