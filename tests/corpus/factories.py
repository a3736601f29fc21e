"""Small documents for the tests of the parser."""

from __future__ import annotations

from pathlib import Path

from corpus.model import Clause, ClausePath, ClauseRole, Document, Span
from corpus.reader import from_text
from corpus.structure import split_clauses


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


def labels_of(text: str) -> list[str]:
    """Return what the clauses of a text are called."""
    return [clause.path.label for clause in split_clauses(document_of(text))[1]]


def line_labels(*lines: str) -> list[str]:
    """Return what the heads and clauses of these lines are called, in order, the preface left out."""
    text = "\n".join(lines)
    heads, clauses = split_clauses(document_of(text))
    pieces = [(one.span.start, one.path) for one in heads if one.level]
    pieces += [(one.span.start, one.path) for one in clauses if one.path.numbers[-1] != "导语"]
    return list(
        dict.fromkeys(path.headings[-1] for _, path in sorted(pieces, key=lambda one: one[0]))
    )
