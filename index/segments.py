"""Segments: documents indexed together, one folder each, never changed once written."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from corpus.description import Description, describe
from corpus.description_store import load_descriptions, save_descriptions
from corpus.errors import CorpusError
from corpus.facts import ParsedDocument
from corpus.store import load_parsed, save_parsed
from index.dense import DenseIndex
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex

PARSED_NAME = "parsed.jsonl"
DESCRIPTIONS_NAME = "descriptions.jsonl"
LEXICAL_NAME = "lexical"
DENSE_NAME = "dense"


@dataclass(frozen=True, eq=False)
class StoredDocuments:
    """Documents of one segment that were read from it, with their descriptions, by number."""

    by_number: dict[int, tuple[ParsedDocument, Description]]


# What is open stays as it is on disk, so that a library opened anew beside another shares it.
_opened: WeakValueDictionary[str, StoredDocuments] = WeakValueDictionary()


def save_segment(
    folder: Path, parsed: Sequence[ParsedDocument], lexical: LexicalIndex, dense: DenseIndex
) -> None:
    """Write documents and the indexes of their clauses into `folder`, which is made."""
    folder.mkdir()
    save_parsed(parsed, folder / PARSED_NAME)
    save_descriptions([describe(one) for one in parsed], folder / DESCRIPTIONS_NAME)
    lexical.save(folder / LEXICAL_NAME)
    dense.save(folder / DENSE_NAME)


def read_documents(folder: Path, numbers: Collection[int]) -> StoredDocuments:
    """Read the documents of a segment with these numbers; what is open already is not read again.

    Raises:
        IndexDamagedError: they cannot be read.
    """
    held = _opened.get(folder.name)  # the name of a segment is its own in all indexes
    if held is not None and held.by_number.keys() >= set(numbers):
        return held
    wanted = sorted(set(numbers))
    try:
        with _uncollected():
            parsed = load_parsed(folder / PARSED_NAME, only=set(wanted))
            descriptions = load_descriptions(folder / DESCRIPTIONS_NAME, parsed, only=set(wanted))
    except CorpusError as error:
        raise IndexDamagedError(folder, error.message.splitlines()[0]) from error
    if len(parsed) != len(wanted):
        raise IndexDamagedError(folder, "文件数与清单不符")
    pairs = zip(parsed, descriptions, strict=True)
    read = StoredDocuments(dict(zip(wanted, pairs, strict=True)))
    _opened[folder.name] = read
    return read


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the collection of garbage: looking through a million new values halves the speed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
