"""Small stand-ins for what is slow or large."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.facts import Facts, Modality, Obligation, ParsedDocument, Responsibility, Target, Task
from corpus.model import Clause, ClausePath, ClauseRole, Document, Head, Span, cite
from index.model import Passage


class HashEmbedder:
    """An encoder without a model: the direction of a text is the sum of its characters'."""

    name = "hash"
    dimensions = 16

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([self._row(text) for text in texts], dtype=np.float32)
        return rows.reshape(len(texts), self.dimensions)

    def _row(self, text: str) -> NDArray[np.float32]:
        total = np.zeros(self.dimensions, dtype=np.float32)
        for character in text:
            digest = hashlib.sha256(character.encode("utf-8", "surrogatepass")).digest()
            total += np.frombuffer(digest[: self.dimensions], dtype=np.uint8).astype(np.float32)
            total -= 127.5
        length = np.linalg.norm(total) if text.strip() else 0.0
        return total / length if length else np.zeros_like(total)


def passage(clause_id: str, body: str, *, path: str = "", title: str = "") -> Passage:
    """Make a passage whose document is the part of its id before the slash."""
    return Passage(
        clause_id=clause_id,
        document_id=clause_id.split("/", maxsplit=1)[0],
        title=title,
        path=path,
        body=body,
    )


def parsed_document(name: str, clauses: Sequence[tuple[str, str]]) -> ParsedDocument:
    """Make a parsed document of (heading, body) pairs; each body carries one fact of each kind."""
    text = f"{name}\n"
    heads = [
        Head(path=ClausePath(headings=(), numbers=()), title=name, span=_span(text, name), level=0)
    ]
    spans: list[tuple[str, Span, Span]] = []
    for heading, body in clauses:
        start = len(text)
        text += f"{heading}\n{body}\n"
        middle = start + len(heading)
        spans.append(
            (heading, Span(start=start, end=middle), Span(start=middle + 1, end=len(text) - 1))
        )
    document = Document(
        id=name,
        title=name,
        text=text,
        source=f"{name}.txt",
        content_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    made = []
    for number, (heading, at, body_span) in enumerate(spans, start=1):
        path = ClausePath(headings=(heading,), numbers=(str(number),))
        heads.append(Head(path=path, title=heading, span=at, level=1))
        made.append(
            Clause(
                id=f"{name}/{number}",
                document_id=name,
                path=path,
                titles=(heading,),
                span=body_span,
                role=ClauseRole.TASK,
            )
        )
    facts = _facts(document, made)
    return ParsedDocument(document=document, heads=tuple(heads), clauses=tuple(made), facts=facts)


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part))


def _facts(document: Document, clauses: Sequence[Clause]) -> Facts:
    sources = [cite(document, clause, clause.span) for clause in clauses]
    return Facts(
        responsibilities=tuple(
            Responsibility(agencies=("市工信局", "市水务局"), leads=(), manner=None, source=source)
            for source in sources
        ),
        tasks=tuple(
            Task(title=clause.titles[0], measures=(source,), source=source)
            for clause, source in zip(clauses, sources, strict=True)
        ),
        targets=tuple(
            Target(
                metric="再生水利用率",
                value="15",
                unit="%",
                qualifier="以上",
                year=2027,
                period=source if number % 2 else None,
                historical=False,
                source=source,
            )
            for number, source in enumerate(sources)
        ),
        obligations=tuple(
            Obligation(modality=Modality.FORBID, subject=None, source=source) for source in sources
        ),
    )
