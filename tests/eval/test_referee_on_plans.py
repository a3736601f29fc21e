"""The referee on the shipped plans: answers made of their facts pass, every mutation of them fails.

The facts are the parser's; whether they are right is tested with the parser. Here they only serve
as many different, verbatim answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.answer import Answer, AnswerCitation, AnswerStatus, QuestionKind, Statement
from corpus.facts import ParsedDocument, Responsibility, Target
from corpus.model import Citation
from eval.cases import Case, Gold, Split
from eval.gold import Shelf
from eval.judgement import judge
from eval.runner import read_documents


@dataclass(frozen=True)
class Specimen:
    """A case with an answer that is right, and what stands around it."""

    case: Case
    answer: Answer
    parsed: ParsedDocument


def cited(number: int, parsed: ParsedDocument, source: Citation) -> AnswerCitation:
    title = parsed.document.title
    return AnswerCitation(
        number=number,
        document_id=source.document_id,
        document_title=title,
        clause_id=source.clause_id,
        path=(),
        label=f"《{title}》二（三）1",
        quote=source.quote,
        start=source.span.start,
        end=source.span.end,
        page=None,
        source="",
    )


def specimen(parsed, kind, fact, text, keys, sources) -> Specimen:
    clause = next(one for one in parsed.clauses if one.id == fact.source.clause_id)
    document = parsed.document
    case = Case(
        id="c",
        question="问什么？",
        kind=kind,
        answerable=True,
        gold=(Gold(document=document.id, quote=clause.span.of(document.text)),),
        keys=tuple(keys),
        key_alternatives={},
        split=Split.DEVELOP,
        path=Path("cases.jsonl"),
        line=1,
    )
    answer = Answer(
        id="c",
        question="问什么？",
        resolved_question="问什么？",
        kind=kind,
        status=AnswerStatus.ANSWERED,
        answer=text,
        statements=(Statement(text=text, citations=(1,)),),
        citations=tuple(cited(number, parsed, one) for number, one in enumerate(sources, 1)),
    )
    return Specimen(case=case, answer=answer, parsed=parsed)


def agency_specimen(parsed: ParsedDocument, fact: Responsibility) -> Specimen:
    names = "、".join(fact.agencies)
    text = f"由{names}负责，首列单位是{fact.agencies[0]}，共{len(fact.agencies)}个单位。[1]"
    return specimen(parsed, QuestionKind.AGENCY, fact, text, fact.agencies, [fact.source])


def target_specimen(parsed: ParsedDocument, fact: Target) -> Specimen:
    periods = [fact.period] if fact.period else []
    text = "，".join(one.quote for one in (*periods, fact.source))
    keys = [f"{fact.value}{fact.unit}"]
    return specimen(parsed, QuestionKind.TARGET, fact, text, keys, [fact.source, *periods])


@pytest.fixture(scope="module")
def plans():
    return read_documents(())


@pytest.fixture(scope="module")
def plan_shelf(plans):
    return Shelf(plans)


@pytest.fixture(scope="module")
def agencies(plans):
    return [agency_specimen(one, fact) for one in plans for fact in one.facts.responsibilities]


@pytest.fixture(scope="module")
def targets(plans):
    return [target_specimen(one, fact) for one in plans for fact in one.facts.targets]


@pytest.fixture
def verdict(plan_shelf):
    """Return a function that judges a specimen, with its answer changed or not."""

    def decide(one: Specimen, **changes: object):
        answer = replace(one.answer, **changes)
        return judge(one.case, plan_shelf.locate(one.case), answer, plan_shelf)

    return decide


def test_answers_made_of_the_facts_are_right(agencies, targets, verdict):
    """No false alarm: right, rightly cited, nothing fabricated."""
    assert len(agencies) > 50
    assert len(targets) > 20
    for one in (*agencies, *targets):
        found = verdict(one)
        assert found.right_clause, (one.answer.answer, found)
        assert found.first_citation
        assert found.fabricated == ()


def test_a_dropped_agency_is_always_caught(agencies, verdict):
    """Each agency of each clause is left out once."""
    for one in agencies:
        for name in set(one.case.keys):
            rest = "、".join(key for key in one.case.keys if key != name)
            assert name in verdict(one, answer=f"{rest}负责。").missing, rest


def test_an_extra_agency_is_always_caught(agencies, verdict):
    """Each agency the documents know is added to each clause that does not name it."""
    everyone = sorted({name for one in agencies for name in one.case.keys})
    for one in agencies:
        stranger = next(name for name in everyone if name not in one.case.keys)
        found = verdict(one, answer=f"{'、'.join(one.case.keys)}、{stranger}负责。")
        assert stranger in found.foreign
        assert stranger in found.fabricated


def test_another_number_is_always_caught(targets, verdict):
    """A digit is put before the value, so that 30% becomes 930%: a key lost and a number from nowhere."""
    numeric = [one for one in targets if one.case.keys[0][0].isdigit()]
    assert len(numeric) > 10
    for one in numeric:
        key = one.case.keys[0]
        found = verdict(one, answer=one.answer.answer.replace(key, f"9{key}"))
        assert found.missing == (key,)
        assert any(number.startswith("9") for number in found.foreign)
        assert found.fabricated


def test_the_neighbouring_clause_is_never_the_right_one(agencies, verdict):
    """The words are right, the proof is not."""
    for one in agencies:
        clauses = one.parsed.clauses
        cited_id = one.answer.citations[0].clause_id
        index = next(i for i, clause in enumerate(clauses) if clause.id == cited_id)
        span = clauses[index - 1].span
        moved = replace(
            one.answer.citations[0],
            start=span.start,
            end=span.end,
            quote=span.of(one.parsed.document.text),
        )
        found = verdict(one, citations=(moved,))
        assert not found.right_clause
        assert not found.first_citation


def test_a_quote_one_character_off_is_always_fabricated(agencies, targets, verdict):
    """`text[start:end] == quote`, to the character."""
    for one in (*agencies, *targets):
        first = one.answer.citations[0]
        off = replace(first, start=first.start + 1, end=first.end + 1)
        found = verdict(one, citations=(off, *one.answer.citations[1:]))
        assert found.citations_exact == found.citations - 1
        assert "引文1" in found.fabricated
