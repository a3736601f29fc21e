"""Small documents for the tests of the parser."""

from __future__ import annotations

from pathlib import Path

from corpus.model import Clause, ClausePath, ClauseRole, Document, Span
from corpus.reader import from_text


def document_of(text: str, name: str = "样本") -> Document:
    """Make a document of `text` as the readers do."""
    return from_text(text, path=Path(f"{name}.txt"), content_hash="")


def whole_clause(document: Document, role: ClauseRole = ClauseRole.TASK) -> Clause:
    """Make one clause of a whole document."""
    return Clause(
        id=f"{document.id}/一",
        document_id=document.id,
        path=ClausePath(headings=("一",), numbers=("一",)),
        titles=(),
        span=Span(start=0, end=len(document.text)),
        role=role,
    )
