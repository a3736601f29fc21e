"""Cases through a system, one by one: each reply judged, with what was seen on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from tqdm import tqdm

from app.answer import Answer, AnswerStatus, Question, QuestionKind
from app.assistant import Explain
from app.present import answer_to_dict
from corpus.facts import ParsedDocument
from corpus.loading import load_documents
from corpus.store import DEFAULT_DOCUMENTS, document_paths
from eval.cases import Case
from eval.causes import OF_SEARCH, cause_of
from eval.gold import GoldPlace, Shelf
from eval.judgement import Judgement, Observed, Place, judge
from eval.metrics import first_rank
from eval.search_faults import find_fault

Ask = Callable[[Question], Answer]

SETS = Path(__file__).parent / "sets"
DEFAULT_SET = SETS / "plans.jsonl"

# Asked before anything is timed: between them they go the ways that load something on first use.
WARM_UP_QUESTIONS = (
    "总体目标是什么？",
    "加强组织领导由哪些部门负则？",  # mistyped: the table of sounds is loaded as well
    "绿色低碳方面有哪些举措？",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a system found for a question, best first, and how sure it was that it can answer.

    `features` is what its confidence is reckoned from, None where it does not say or found nothing.
    """

    found: tuple[Place, ...]
    confidence: float | None
    features: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Something that answers questions.

    `find` is None where its search cannot be looked into, `explain` where it cannot say why a clause
    was found.
    """

    name: str
    ask: Ask
    find: Callable[[Question], Search] | None = None
    explain: Explain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One case as it was run: what was asked, the reply as JSON, and what the referee found.

    `question`, `history` and `reply` are None in a sealed record: a case of a test half that was
    not opened.
    """

    case_id: str
    question: str | None
    history: tuple[str, ...] | None
    judgement: Judgement
    reply: dict[str, Any] | None


def read_documents(documents: Sequence[Path]) -> tuple[ParsedDocument, ...]:
    """Read and parse the documents a set is judged against; () stands for those that ship.

    Raises:
        DocumentsError: a folder is missing or holds nothing readable.
    """
    parsed, _ = load_documents(document_paths(documents or [DEFAULT_DOCUMENTS]))
    return parsed


def no_answer(question: Question, reason: str) -> Answer:
    """Return the reply of a system that found nothing, or gave nothing."""
    return Answer(
        id=question.id,
        question=question.text,
        resolved_question=question.text,
        kind=QuestionKind.OTHER,
        status=AnswerStatus.NOT_FOUND,
        answer="",
        reason=reason,
    )


def warm_up(ask: Ask) -> None:
    """Ask questions that are not timed, so that the first case does not pay for what is loaded."""
    for text in WARM_UP_QUESTIONS:
        ask(Question(text=text))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the program logs of a reply off the screen: it may be a reply to a test case."""
    logger = logging.getLogger("app")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def run_cases(
    cases: Sequence[Case], system: System, shelf: Shelf, *, progress: bool = False, done: int = 0
) -> Iterator[Record]:
    """Ask every case in order and judge the replies, each as soon as it is there.

    The gold of all cases is found before the first question is asked. `done` is how many cases were
    run before, for the progress bar.

    Raises:
        CaseFormatError: gold that is not in its document, or a scope that names no document.
    """
    places = [shelf.locate(case) for case in cases]
    questions = [shelf.question(case) for case in cases]
    bar = tqdm(
        zip(cases, places, questions, strict=True),
        desc=f"评测 {system.name}",
        unit="题",
        initial=done,
        total=done + len(cases),
        disable=not progress,
    )
    for case, gold, question in bar:
        started = perf_counter()
        with _quiet():
            answer = system.ask(question)
        elapsed_ms = (perf_counter() - started) * 1000
        search = system.find(question) if system.find else None
        observed = Observed(
            elapsed_ms=elapsed_ms,
            found=search.found if search else None,
            confidence=search.confidence if search else None,
        )
        judgement = judge(case, gold, answer, shelf, observed)
        yield Record(
            case_id=case.id,
            question=case.question,
            history=case.history,
            judgement=_with_fault(judgement, system, question, gold, shelf),
            reply=answer_to_dict(answer),
        )


def _with_fault(
    found: Judgement, system: System, question: Question, gold: Sequence[GoldPlace], shelf: Shelf
) -> Judgement:
    """Return a judgement with why the gold was not found first, where that is why the reply misses."""
    if system.explain is None or cause_of(found) not in OF_SEARCH or first_rank(found) == 1:
        return found
    clauses = [clause for place in gold for clause in shelf.clauses_in(place)]
    explanation = system.explain(question, 1, clauses)
    documents = {place.document_id for place in gold}
    return replace(found, fault=find_fault(explanation, clauses, documents))
