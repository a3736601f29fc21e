"""What is known of a document beside its clauses: its metadata and what it says of others; pure."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.facts import ParsedDocument
from corpus.metadata import Metadata
from corpus.particulars import read_metadata
from corpus.references import Reference, extract_references


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Metadata and references of one document.

    `title` is the document's own, which a sidecar may correct in `metadata`. As `describe` reads
    them nothing is linked; `relate` of `corpus/reference_graph.py` knows the other documents.
    """

    document_id: str
    title: str
    metadata: Metadata
    references: tuple[Reference, ...]


def describe(parsed: ParsedDocument) -> Description:
    """Read what a document says of itself and of others."""
    return Description(
        document_id=parsed.document.id,
        title=parsed.document.title,
        metadata=read_metadata(parsed),
        references=extract_references(parsed),
    )
