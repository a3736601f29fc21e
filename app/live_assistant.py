"""An assistant whose documents may change while it answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

from app.answer import Answer, Question
from app.assistant import Assistant, ClauseView
from app.catalogue import Catalogue
from corpus.errors import PolicyQAError
from corpus.metadata import Metadata
from corpus.model import Document

logger = logging.getLogger(__name__)


class LiveAssistant:
    """Answers as the assistant that was opened last; safe to share between threads.

    A question that is being answered while `refresh` opens a new one keeps the old.

    Args:
        opener: Opens the assistant over the documents of the moment; called at once, and by
            `refresh`.
        stamp: Changes its value when a sidecar changes; the next question is then answered anew.
    """

    def __init__(
        self, opener: Callable[[], Assistant], *, stamp: Callable[[], object] = lambda: None
    ) -> None:
        self._opener = opener
        self._stamp = stamp
        self._lock = threading.Lock()
        self._stamped = stamp()
        self._current = opener()

    def refresh(self) -> None:
        """Open the assistant anew; until that is done, and if it fails, the old one answers.

        Raises:
            PolicyQAError: as the opener.
        """
        with self._lock:
            self._open()

    def _open(self) -> None:
        # Noted first, so that a change meanwhile is seen; and if it fails, one question is delayed.
        self._stamped = self._stamp()
        self._current = self._opener()

    def is_behind(self) -> bool:
        """Tell whether a sidecar has changed since the assistant was opened."""
        return self._stamp() != self._stamped

    def ask(self, question: Question) -> Answer:
        """Answer a question, as `Assistant.ask`, from the documents as sidecars correct them now."""
        return self._of_now().ask(question)

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows, as `Assistant.stream`, from the documents of now."""
        yield from self._of_now().stream(question)

    def _of_now(self) -> Assistant:
        if self.is_behind():
            with self._lock:
                if self.is_behind():  # not opened by another question
                    self._open_or_stay()
        return self._current

    def _open_or_stay(self) -> None:
        try:
            self._open()
        except PolicyQAError as error:
            logger.warning("旁注的改动没有用上：%s（%s）", error.message, error.hint)

    def metadata(self, document_id: str) -> Metadata | None:
        """Return what is known of a document, as `Assistant.metadata`."""
        return self._current.metadata(document_id)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents answered from, in order."""
        return self._current.documents()

    @property
    def catalogue(self) -> Catalogue:
        """The documents, clauses and facts of the moment, as `Assistant.catalogue`."""
        return self._current.catalogue

    @property
    def skipped(self) -> tuple[str, ...]:
        """What was wrong with each file that could not be read, as `Assistant.skipped`."""
        return self._current.skipped

    def clause_view(self, clause_id: str) -> ClauseView:
        """Return a clause with its neighbours, as `Assistant.clause_view`."""
        return self._current.clause_view(clause_id)
