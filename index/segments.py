"""Segments: documents indexed together, one folder each, never changed once written."""

from __future__ import annotations

import gc
import json
import mmap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from weakref import WeakValueDictionary

import numpy as np

from corpus.description import Description, describe
from corpus.description_store import load_descriptions, save_descriptions
from corpus.errors import CorpusError
from corpus.facts import ParsedDocument
from corpus.inquiries import Inquiry, find_inquiries
from corpus.model import Document, Span
from corpus.store import Row, document_of, parsed_of, row_of
from index.dense import DenseIndex
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.texts import FoldedTexts

DOCUMENTS_NAME = "documents.jsonl"
ROWS_NAME = "clauses.jsonl"
ROW_STARTS_NAME = "clauses.npy"
INQUIRIES_NAME = "inquiries.json"
DESCRIPTIONS_NAME = "descriptions.jsonl"
LEXICAL_NAME = "lexical"
DENSE_NAME = "dense"


class StoredDocuments:
    """The documents of one segment: their texts are read at once, clauses and facts when asked for.

    The files may be taken away meanwhile: what is open stays open.

    Args:
        folder: The segment.

    Raises:
        IndexDamagedError: a file cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parsed: dict[int, ParsedDocument] = {}
        try:
            rows = (folder / DOCUMENTS_NAME).read_text("utf-8", "surrogatepass").split("\n")
            self.documents = tuple(document_of(json.loads(row)) for row in rows[:-1])
            self.descriptions = load_descriptions(folder / DESCRIPTIONS_NAME, self.documents)
            self._starts: list[int] = np.load(folder / ROW_STARTS_NAME).tolist()
            with (folder / ROWS_NAME).open("rb") as file:
                self._rows = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            asked = json.loads(
                (folder / INQUIRIES_NAME).read_bytes().decode("utf-8", "surrogatepass")
            )
            self._inquiries = {int(number): found for number, found in asked.items()}
        except (CorpusError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(folder, str(error).splitlines()[0]) from error
        if self._starts[-1:] != [len(self._rows)] or len(self._starts) != len(self.documents) + 1:
            raise IndexDamagedError(folder, "文件数与清单不符")
        self.texts = FoldedTexts.load(folder)

    def document(self, number: int) -> Document:
        """Return a document by its number.

        Raises:
            IndexDamagedError: there is none.
        """
        if number >= len(self.documents):
            raise IndexDamagedError(self._folder, "文件数与清单不符")
        return self.documents[number]

    def parsed(self, number: int) -> ParsedDocument:
        """Return a document with its clauses and facts.

        Raises:
            IndexDamagedError: they cannot be read.
        """
        if number not in self._parsed:
            row = self._rows[self._starts[number] : self._starts[number + 1]]
            try:
                stored: Row = json.loads(row.decode("utf-8", "surrogatepass"))
                self._parsed[number] = parsed_of(stored, self.document(number))
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise IndexDamagedError(self._folder, str(error).splitlines()[0]) from error
        return self._parsed[number]

    def inquiries(self, number: int) -> tuple[Inquiry, ...]:
        """Return the questions that a document asks itself."""
        document = self.documents[number]
        return tuple(
            Inquiry(document_id=document.id, asked=asked, answer=Span(start=start, end=end))
            for asked, start, end in self._inquiries.get(number, ())
        )


# What is open stays as it is on disk, so that a library opened anew beside another shares it.
_opened: WeakValueDictionary[str, StoredDocuments] = WeakValueDictionary()


def read_documents(folder: Path) -> StoredDocuments:
    """Open the documents of a segment; one that is open already is not read again.

    Raises:
        IndexDamagedError: they cannot be read.
    """
    held = _opened.get(folder.name)  # the name of a segment is its own in all indexes
    if held is None:
        with uncollected():
            held = _opened[folder.name] = StoredDocuments(folder)
    return held


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the collection of garbage: looking through a million new values halves the speed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is stored of documents beside their clauses: descriptions, questions they ask, folded texts."""

    descriptions: tuple[Description, ...]
    inquiries: Mapping[int, list[tuple[str, int, int]]]
    texts: FoldedTexts

    @classmethod
    def of(cls, parsed: Sequence[ParsedDocument]) -> Self:
        """Read it from documents."""
        return cls(
            descriptions=tuple(map(describe, parsed)),
            inquiries={
                number: [(one.asked, one.answer.start, one.answer.end) for one in found]
                for number, item in enumerate(parsed)
                if (found := list(find_inquiries(item)))
            },
            texts=FoldedTexts.of(parsed),
        )

    def save(self, folder: Path) -> None:
        """Write it into the folder of a segment.

        Raises:
            OSError: it cannot be written.
        """
        save_descriptions(self.descriptions, folder / DESCRIPTIONS_NAME)
        (folder / INQUIRIES_NAME).write_bytes(_json(self.inquiries))
        self.texts.save(folder)


def save_segment(
    folder: Path,
    parsed: Sequence[ParsedDocument],
    told: Told,
    lexical: LexicalIndex,
    dense: DenseIndex,
) -> None:
    """Write documents and the indexes of their clauses into `folder`, which is made.

    Raises:
        OSError: it cannot be written.
    """
    folder.mkdir()
    _save_rows(folder, parsed)
    told.save(folder)
    lexical.save(folder / LEXICAL_NAME)
    dense.save(folder / DENSE_NAME)


def _save_rows(folder: Path, parsed: Sequence[ParsedDocument]) -> None:
    starts = [0]
    with (folder / DOCUMENTS_NAME).open("wb") as texts, (folder / ROWS_NAME).open("wb") as rows:
        for item in parsed:
            row = row_of(item)
            texts.write(_json(row.pop("document")) + b"\n")
            starts.append(starts[-1] + rows.write(_json(row) + b"\n"))
    np.save(folder / ROW_STARTS_NAME, np.array(starts, dtype=np.int64))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
