"""Descriptions to JSON lines and back; a quote is stored as its span alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from corpus.description import Description
from corpus.errors import CorpusError
from corpus.issuers import Level
from corpus.metadata import Metadata, Origin, Reading, Status
from corpus.model import Citation, Document, Span
from corpus.references import Reference, ReferenceKind

Row = dict[str, Any]  # one JSON object

_READ: dict[str, Callable[[Any], object]] = {
    "issuer": tuple,
    "signed": date.fromisoformat,
    "published": date.fromisoformat,
    "amended": date.fromisoformat,
    "effective": date.fromisoformat,
    "expires": date.fromisoformat,
    "level": Level,
    "status": Status,
}


def save_descriptions(descriptions: Sequence[Description], path: Path) -> None:
    """Write descriptions as `describe` gives them, one JSON object per line and document."""
    with path.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for one in descriptions:
            line = json.dumps(_row(one), ensure_ascii=False, separators=(",", ":"))
            file.write(f"{line}\n")


def load_descriptions(path: Path, documents: Sequence[Document]) -> tuple[Description, ...]:
    """Read what `save_descriptions` wrote of these documents.

    Raises:
        CorpusError: the file cannot be read, is damaged, or is of other documents.
    """
    try:
        lines = path.read_text("utf-8", "surrogatepass").removesuffix("\n").split("\n")
        return tuple(
            _read_row(json.loads(line), one) for line, one in zip(lines, documents, strict=True)
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"元数据损坏：{path}（{error}）", hint="运行 python -m index build 重建。"
        ) from error


def _row(one: Description) -> Row:
    names = (field.name for field in fields(Metadata) if field.name != "document_id")
    readings = {name: getattr(one.metadata, name) for name in names}
    return {
        "id": one.document_id,
        "metadata": {name: _reading_row(read) for name, read in readings.items() if read},
        "references": [_reference_row(reference) for reference in one.references],
    }


def _reading_row(reading: Reading[Any]) -> Row:
    value = reading.value
    if isinstance(value, Enum):
        value = value.value
    return {
        "value": value.isoformat() if isinstance(value, date) else value,
        "origin": reading.origin.value,
        "citation": _place(reading.citation) if reading.citation else None,
    }


def _reference_row(one: Reference) -> Row:
    return {
        "kind": one.kind.value,
        "title": one.title,
        "number": one.number,
        "word": one.word,
        "source": _place(one.source),
    }


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.clause_id, citation.span.start, citation.span.end


def _read_row(row: Row, document: Document) -> Description:
    if row["id"] != document.id:
        raise ValueError(f"{row['id']} is not {document.id}")
    readings = {name: _read_reading(name, one, document) for name, one in row["metadata"].items()}
    return Description(
        document_id=document.id,
        title=document.title,
        metadata=Metadata(document_id=document.id, **readings),
        references=tuple(_read_reference(one, document) for one in row["references"]),
    )


def _read_reading(name: str, row: Row, document: Document) -> Reading[Any]:
    read = _READ.get(name, str)
    return Reading(
        value=read(row["value"]),
        origin=Origin(row["origin"]),
        citation=_cite(document, *row["citation"]) if row["citation"] else None,
    )


def _read_reference(row: Row, document: Document) -> Reference:
    return Reference(
        document_id=document.id,
        kind=ReferenceKind(row["kind"]),
        title=row["title"],
        number=row["number"],
        word=row["word"],
        source=_cite(document, *row["source"]),
    )


def _cite(document: Document, clause_id: str, start: int, end: int) -> Citation:
    if not start < end <= len(document.text):
        raise ValueError(f"{start}..{end} is no place in {document.id}")
    return Citation(
        document_id=document.id,
        clause_id=clause_id,
        span=Span(start=start, end=end),
        quote=document.text[start:end],
    )
