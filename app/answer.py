"""What a question gets: the public contract of every face, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from index.scope import EVERYTHING, Scope


class AnswerStatus(Enum):
    """Whether the documents answer; a failure is an exception, never a status."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"


class QuestionKind(Enum):
    """What is asked for."""

    AGENCY = "agency"
    TARGET = "target"
    TASK = "task"
    LIST = "list"
    OBLIGATION = "obligation"
    COMPARE = "compare"
    CLAUSE = "clause"
    OUTLINE = "outline"
    DEFINITION = "definition"
    BASIS = "basis"
    DEADLINE = "deadline"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it is asked.

    `history` holds earlier questions of the conversation, oldest first. `documents` limits the
    answer to documents, by id or title; empty means all of them. `scope` limits it by what they are:
    region, level, date and validity.
    """

    text: str
    id: str = ""
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCitation:
    """A verbatim quotation as it is shown: numbered, with the place it stands at.

    `document.text[start:end] == quote`; `page` counts from 1, None where there are no pages.
    `place` says where in an article (第二款第（三）项) or a long clause it stands, "" for the whole.
    """

    number: int
    document_id: str
    document_title: str
    clause_id: str
    path: tuple[str, ...]
    label: str
    quote: str
    start: int
    end: int
    page: int | None
    source: str
    place: str = ""

    @property
    def name(self) -> str:
        """The label with the place inside the clause: 《…办法》第五条第二款第（三）项."""
        return f"{self.label}{self.place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of an answer and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark that goes with an answer; `code` is one of ocr, inherited, ambiguous, expired, …."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """A premise of the question that the text contradicts."""

    asked: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The reply to one question.

    Raises:
        ValueError: an answered reply with a statement that cites nothing or a number that is not
            there, or a declined one with citations or without a reason.
    """

    id: str
    question: str
    resolved_question: str
    kind: QuestionKind
    status: AnswerStatus
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[AnswerCitation, ...] = ()
    near: tuple[AnswerCitation, ...] = ()
    total: int | None = None
    notes: tuple[Note, ...] = ()
    premise: Premise | None = None
    parts: tuple[Answer, ...] = ()
    reason: str | None = None
    suggestions: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    def __post_init__(self) -> None:
        if self.status is AnswerStatus.ANSWERED:
            self._require_proof()
        elif self.citations or not self.reason:
            raise ValueError("a declined question cites nothing and gives its reason")

    def _require_proof(self) -> None:
        if not self.statements and not self.parts:
            raise ValueError("an answer without statements")
        numbers = {citation.number for citation in self.citations}
        for statement in self.statements:
            if not statement.citations or not numbers.issuperset(statement.citations):
                raise ValueError(f"a statement without proof: {statement.text!r}")
