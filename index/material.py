"""What the encoder learns from: folders of texts and of questions, without the held-out part."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from corpus.errors import ReadError
from corpus.model import Document
from corpus.reader import JSON_LINES, SUFFIXES, from_text
from corpus.reading_worker import ReadingWorker
from index.heldout import HeldOut, title_key

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A real question and the passages that answer it.

    `source` is the file it comes from; `names` are those of the passages, where the file has them.
    """

    source: str
    question: str
    passages: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Documents, questions, and passages by the name that questions give them."""

    documents: tuple[Document, ...]
    asked: tuple[Asked, ...]
    passages: dict[str, str]


def read_material(folders: Iterable[Path]) -> Material:
    """Read every file of `folders`.

    A `.jsonl` or `.jsonl.zst` file holds one object per line, told by its keys: title and text is a
    document; id and text a passage; question with passage, passages or passage_ids a question.
    Other files are documents of their own. What cannot be read is named in the log and left out.
    """
    documents: list[Document] = []
    asked: list[tuple[str, dict[str, Any]]] = []
    passages: dict[str, str] = {}
    with ReadingWorker() as worker:
        for path in tqdm(sorted(_files(folders)), desc="读取", unit="个文件"):
            if not path.name.endswith(JSON_LINES):
                documents.extend(_read_quietly(path, worker))
                continue
            for number, row in enumerate(_read_rows(path), start=1):
                if "question" in row:
                    asked.append((_stem(path), row))
                elif "title" in row:
                    documents.extend(_document(row, path, number))
                elif "id" in row:
                    passages[str(row["id"])] = f"{row.get('name') or ''}\n{row['text']}".strip()
    questions = tuple(_asked(source, row, passages) for source, row in asked)
    return Material(documents=tuple(documents), asked=questions, passages=passages)


def hold_out(
    material: Material, titles: Sequence[str], extra: Iterable[Path]
) -> tuple[HeldOut, Material]:
    """Take the held-out documents out of `material`.

    Args:
        material: Everything that was read.
        titles: The titles that HELDOUT.txt names.
        extra: Folders of further held-out documents, which may carry other titles.

    Returns:
        The judge of what else must be dropped, and the material without the documents it bars.
    """
    keys = frozenset(map(title_key, titles))
    texts = [d.text for d in material.documents if title_key(d.title) in keys]
    with ReadingWorker() as worker:
        texts += [d.text for path in sorted(_files(extra)) for d in _read_quietly(path, worker)]
    held_out = HeldOut(titles, texts)
    kept = tuple(
        document
        for document in tqdm(material.documents, desc="剔除留出文档", unit="篇", mininterval=5)
        if not held_out.bars_document(document.title, document.text)
    )
    logger.info("%d 篇文档用于训练，%d 篇剔除", len(kept), len(material.documents) - len(kept))
    return held_out, Material(documents=kept, asked=material.asked, passages=material.passages)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        found = folder.rglob("*") if folder.is_dir() else (folder,)
        yield from (path for path in found if path.name.lower().endswith(SUFFIXES))


def _read_quietly(path: Path, worker: ReadingWorker) -> list[Document]:
    try:
        return list(worker.read_documents(path))
    except ReadError as error:
        logger.warning("%s", error.message)
        return []


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    import zstandard

    data = path.read_bytes()
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    for line in data.decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _document(row: dict[str, Any], path: Path, number: int) -> list[Document]:
    try:
        title = str(row["title"]) or f"{_stem(path)}-{number}"
        return [from_text(str(row["text"]), path=path, content_hash="", title=title)]
    except ReadError:  # a blank text
        return []


def _asked(source: str, row: dict[str, Any], passages: dict[str, str]) -> Asked:
    names = tuple(str(name) for name in row.get("passage_ids", ()) if str(name) in passages)
    single = [row["passage"]] if "passage" in row else []
    texts = (*(passages[name] for name in names), *single, *row.get("passages", ()))
    return Asked(source=source, question=str(row["question"]), passages=texts, names=names)


def _stem(path: Path) -> str:
    return path.name.split(".")[0]
