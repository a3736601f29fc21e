"""An assistant whose documents may change while it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.answer import Answer, Question
from app.assistant import Assistant, ClauseView
from corpus.model import Document


class LiveAssistant:
    """Answers as the assistant that was opened last; safe to share between threads.

    A question that is being answered while `refresh` opens a new one keeps the old.

    Args:
        opener: Opens the assistant over the documents of the moment; called at once, and by
            `refresh`.
    """

    def __init__(self, opener: Callable[[], Assistant]) -> None:
        self._opener = opener
        self._lock = threading.Lock()
        self._current = opener()

    def refresh(self) -> None:
        """Open the assistant anew; until that is done, and if it fails, the old one answers.

        Raises:
            PolicyQAError: as the opener.
        """
        with self._lock:
            self._current = self._opener()

    def ask(self, question: Question) -> Answer:
        """Answer a question, as `Assistant.ask`."""
        return self._current.ask(question)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents answered from, in order."""
        return self._current.documents()

    def clause_view(self, clause_id: str) -> ClauseView:
        """Return a clause with its neighbours, as `Assistant.clause_view`."""
        return self._current.clause_view(clause_id)
