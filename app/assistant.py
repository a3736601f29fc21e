"""The use case: a question goes through the chain and comes back as an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from app.answer import Answer, Note, Question
from app.catalogue import Catalogue
from app.errors import UnknownDocumentError
from app.in_force import in_force_notes
from corpus.metadata import Metadata
from corpus.model import Clause, Document
from index.explanation import Explanation
from index.scope import find_document, left_out_unknown, nearest_titles

Ask = Callable[[Question], Answer]


class Explain(Protocol):
    """Says why the search finds what it finds for a question."""

    def __call__(self, question: Question, k: int, clauses: Collection[str] = ()) -> Explanation:
        """Explain the best `k` clauses, and `clauses` (ids) wherever they stand."""


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
        explain: The same question's search explained; None where that is not wanted.
        stream: The chain as it gives an answer that grows; None where answers come whole.
        skipped: What was wrong with each file that could not be read.
        reason: Why the index was built just now; None where it was opened as it lay.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ask: Ask,
        *,
        explain: Explain | None = None,
        stream: Callable[[Question], Iterator[Answer]] | None = None,
        skipped: tuple[str, ...] = (),
        reason: str | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._ask = ask
        self._explain = explain
        self._stream = stream
        self.skipped = skipped
        self.reason = reason

    def ask(self, question: Question) -> Answer:
        """Answer a question.

        Raises:
            UnknownDocumentError: the question is limited to a document that is not there.
            ScopeError: no document is as it is limited to.
        """
        started = time.perf_counter()
        return _timed(self._noted(self._ask(self._scoped(question)), question), started)

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows, what is shown of it checked; the last one stands.

        Raises:
            UnknownDocumentError: the question is limited to a document that is not there.
            ScopeError: no document is as it is limited to.
        """
        if self._stream is None:
            yield self.ask(question)
            return
        started = time.perf_counter()
        for answer in self._stream(self._scoped(question)):
            yield _timed(self._noted(answer, question), started)

    def explain(self, question: Question, k: int) -> Explanation:
        """Say why the search finds for a question what it finds: the best `k` clauses.

        Raises:
            UnknownDocumentError: the question is limited to a document that is not there.
            ValueError: this assistant was made without a way to explain.
        """
        if self._explain is None:
            raise ValueError("an assistant that cannot explain")
        return self._explain(self._scoped(question), k)

    def place(self, clause_id: str) -> tuple[Document, Clause]:
        """Return a clause and its document by the clause's id, which must be there."""
        facts = self.catalogue[clause_id]
        return facts.document, facts.clause

    def _scoped(self, question: Question) -> Question:
        """Return a question with the ids of the documents it is limited to by name.

        Raises:
            ScopeError: no document is as it is limited to, or none of those it names.
        """
        named = tuple(self._document_id(name) for name in question.documents)
        if named:
            chosen = self.catalogue.select(replace(question.scope, documents=named))
            named = tuple(one for one in named if chosen is None or one in chosen)
        else:
            self.catalogue.select(question.scope)
        return replace(question, documents=named)

    def _noted(self, answer: Answer, question: Question) -> Answer:
        """Say of how many documents it is not known whether they are as the question is limited to."""
        ids = [one.id for one in self.documents()]
        unknown = left_out_unknown(question.scope, self.catalogue.register, ids)
        notes = (
            Note(
                code="unknown_scope",
                text=f"另有 {count} 份文件没有写明{name}，没有计入；可用旁注文件（文件名.meta.toml）补上。",
            )
            for name, count in unknown
        )
        return replace(answer, notes=(*answer.notes, *notes))

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
        found = find_document(wanted, ((one.id, one.title) for one in self.documents()))
        if found is None:
            titles = nearest_titles(wanted, [one.title for one in self.documents()])
            raise UnknownDocumentError(f"没有这份文件：{wanted}", hint=f"可选的文件：{titles}")
        return found


def _timed(answer: Answer, started: float) -> Answer:
    elapsed = (time.perf_counter() - started) * 1000
    return replace(answer, elapsed_ms=round(elapsed, 1))
