"""The use case: a question goes through the chain and comes back as an answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.answer import Answer, Question
from app.catalogue import Catalogue
from app.errors import UnknownDocumentError
from app.in_force import in_force_notes
from corpus.metadata import Metadata
from corpus.model import Clause, Document

Ask = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A clause as it is read beside an answer: its text and its neighbours in the document.

    `ended` says why its document does not hold today, and what does; "" where it does.
    """

    document: Document
    clause: Clause
    text: str
    previous: Clause | None
    next: Clause | None
    ended: str = ""


class Assistant:
    """Answers questions over a fixed set of documents; safe to share between threads.

    Args:
        catalogue: The documents, clauses and facts.
        ask: The chain, from a question to its answer.
        skipped: What was wrong with each file that could not be read.
        reason: Why the index was built just now; None where it was opened as it lay.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ask: Ask,
        *,
        skipped: tuple[str, ...] = (),
        reason: str | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._ask = ask
        self.skipped = skipped
        self.reason = reason

    def ask(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            UnknownDocumentError: the question is limited to a document that is not there.
        """
        started = time.perf_counter()
        scope = tuple(self._document_id(name) for name in question.documents)
        answer = self._ask(replace(question, documents=scope))
        elapsed = (time.perf_counter() - started) * 1000
        return replace(answer, elapsed_ms=round(elapsed, 1))

    def documents(self) -> tuple[Document, ...]:
        """Return the documents answered from, in order."""
        return self.catalogue.documents

    def metadata(self, document_id: str) -> Metadata | None:
        """Return what is known of a document beside its text; None where there is no such one."""
        is_here = any(one.id == document_id for one in self.documents())
        return self.catalogue.register[document_id].metadata if is_here else None

    def clause_view(self, clause_id: str) -> ClauseView:
        """Return a clause with its neighbours; for a heading, it and the first clause below it.

        Raises:
            KeyError: there is no such clause or heading.
        """
        facts = self.catalogue.at(clause_id)
        previous, following = self.catalogue.neighbours(facts.clause.id)
        clause = self.catalogue.with_heading(clause_id, facts.clause)
        ended = in_force_notes([facts.document.id], self.catalogue)
        return ClauseView(
            document=facts.document,
            clause=clause,
            text=clause.span.of(facts.document.text),
            previous=previous,
            next=following,
            ended="".join(note.text for note in ended),
        )

    def _document_id(self, wanted: str) -> str:
        for document in self.documents():
            if wanted in {document.id, document.title}:
                return document.id
        titles = "、".join(f"《{one.title}》" for one in self.documents())
        raise UnknownDocumentError(f"没有这份文件：{wanted}", hint=f"可选的文件：{titles}")
