"""A small invented plan, parsed by hand, and the makers of cases and answers about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answer import (
    Answer,
    AnswerCitation,
    AnswerStatus,
    Premise,
    Question,
    QuestionKind,
    Statement,
)
from corpus.facts import Facts, ParsedDocument, Responsibility, Target
from corpus.model import Citation, Clause, ClausePath, ClauseRole, Document, Head, Span
from eval.cases import Case, Gold, Split
from eval.gold import Shelf

TITLE = "海州市绿色行动方案"
FACTORY = "1.绿色工厂。到2030年，累计创建绿色工厂200家以上，节水15%左右。（责任单位:市工信局、生态环境局按职责分工负责）"
ENERGY = "2.清洁能源。到2025年，清洁能源占比达到40%。（责任单位:市发改委、商务局）"
BOX = "——光伏行业：推广双面组件，开发百种产品。"
TEXT = f"{TITLE}\n一、重点任务\n{FACTORY}\n{ENERGY}\n专栏1 示范\n{BOX}\n"


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def clause(number: str, title: str, words: str, **extra: object) -> Clause:
    return Clause(
        id=f"{TITLE}/一/{number}",
        document_id=TITLE,
        path=ClausePath(headings=("一、重点任务", title), numbers=("一", number)),
        titles=(title,),
        span=span_of(words),
        **{"role": ClauseRole.TASK, **extra},
    )


def quoted(owner: Clause, words: str) -> Citation:
    return Citation(document_id=TITLE, clause_id=owner.id, span=span_of(words), quote=words)


def parse_plan() -> ParsedDocument:
    factory = clause("1", "1.绿色工厂", FACTORY)
    energy = clause("2", "2.清洁能源", ENERGY)
    box = clause("专栏1", "专栏1 示范", BOX, role=ClauseRole.BOX, host_id=energy.id)
    first = quoted(factory, "（责任单位:市工信局、生态环境局按职责分工负责）")
    second = quoted(energy, "（责任单位:市发改委、商务局）")
    goal = quoted(factory, "累计创建绿色工厂200家以上")
    head = ClausePath(headings=("一、重点任务",), numbers=("一",))
    return ParsedDocument(
        document=Document(id=TITLE, title=TITLE, text=TEXT, source="plan.txt", content_hash="0"),
        heads=(Head(path=head, title="一、重点任务", span=span_of("一、重点任务"), level=1),),
        clauses=(factory, energy, box),
        facts=Facts(
            responsibilities=(
                Responsibility(
                    agencies=("市工信局", "市生态环境局"), leads=(), manner=None, source=first
                ),
                Responsibility(
                    agencies=("市发改委", "市商务局"), leads=(), manner=None, source=second
                ),
            ),
            targets=(
                Target(
                    metric="绿色工厂",
                    value="200",
                    unit="家",
                    qualifier="以上",
                    year=2030,
                    period=None,
                    historical=False,
                    source=goal,
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def plan() -> ParsedDocument:
    return parse_plan()


@pytest.fixture(scope="session")
def shelf(plan: ParsedDocument) -> Shelf:
    return Shelf([plan])


@pytest.fixture
def make_case():
    """Return a maker of cases; gold quotes are given as words of the plan."""

    def make(kind: str = "target", *quotes: str, **fields: object) -> Case:
        gold = tuple(Gold(document=TITLE, quote=quote) for quote in quotes)
        defaults = {
            "id": "c1",
            "question": "绿色工厂要建多少家？",
            "kind": QuestionKind(kind),
            "answerable": bool(quotes),
            "gold": gold,
            "keys": (),
            "key_alternatives": {},
            "split": Split.DEVELOP,
            "path": Path("cases.jsonl"),
            "line": 1,
        }
        return Case(**{**defaults, **fields})

    return make


def cited(number: int, quote: str, **changes: object) -> AnswerCitation:
    span = span_of(quote) if quote in TEXT else Span(start=0, end=len(quote))
    fields = {
        "number": number,
        "document_id": TITLE,
        "document_title": TITLE,
        "clause_id": f"{TITLE}/一/1",
        "path": ("一、重点任务",),
        "label": f"《{TITLE}》一1",
        "quote": quote,
        "start": span.start,
        "end": span.end,
        "page": None,
        "source": "plan.txt",
    }
    return AnswerCitation(**{**fields, **changes})


@pytest.fixture
def make_answer():
    """Return a maker of answers: the text, then the quotes it cites, in order."""

    def make(text: str, *quotes: str | AnswerCitation, **fields: object) -> Answer:
        citations = tuple(
            cited(number, quote) if isinstance(quote, str) else quote
            for number, quote in enumerate(quotes, 1)
        )
        declined = not citations
        return Answer(
            **{
                "id": "c1",
                "question": "？",
                "resolved_question": "？",
                "kind": QuestionKind.OTHER,
                "status": AnswerStatus.NOT_FOUND if declined else AnswerStatus.ANSWERED,
                "answer": text,
                "statements": () if declined else (Statement(text=text, citations=(1,)),),
                "citations": citations,
                "reason": "没有规定" if declined else None,
                **fields,
            }
        )

    return make


@pytest.fixture
def make_citation():
    return cited


@pytest.fixture
def make_premise():
    return Premise


@pytest.fixture
def case_line():
    """Return a maker of set lines: the fields of a good case with some of them changed."""

    def make(**fields: object) -> str:
        good = {
            "id": "c1",
            "question": "绿色工厂要建多少家？",
            "history": [],
            "kind": "target",
            "answerable": True,
            "gold": [{"document": TITLE, "quote": "绿色工厂200家以上"}],
            "keys": ["200家以上"],
            "key_alternatives": {},
            "documents": [],
            "status": "answered",
            "premise": None,
            "split": "develop",
            "source": "",
            "note": "",
        }
        changed = {**good, **fields}
        return json.dumps(
            {name: value for name, value in changed.items() if value is not ...},
            ensure_ascii=False,
        )

    return make


@pytest.fixture
def scripted():
    """Return a maker of an assistant that gives answers by question text and keeps what it was asked."""

    class Scripted:
        def __init__(self, answers: dict[str, Answer]) -> None:
            self.answers = answers
            self.asked: list[Question] = []

        def __call__(self, question: Question) -> Answer:
            self.asked.append(question)
            return self.answers[question.text]

    return Scripted
