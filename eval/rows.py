"""Whole sets: how many rows or agencies of a reply are right, and how many are there; pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.answer import Answer, AnswerCitation, AnswerStatus, QuestionKind
from corpus.model import Span
from eval.cases import Case
from eval.gold import GoldPlace, Shelf
from eval.matching import agencies_in, normalise, stands_in

ROW_KINDS = frozenset({QuestionKind.LIST, QuestionKind.COMPARE, QuestionKind.OUTLINE})


def score_rows(
    case: Case, gold: Sequence[GoldPlace], answer: Answer, shelf: Shelf
) -> tuple[float | None, float | None]:
    """Return precision and recall where a whole set is wanted.

    Lists, comparisons and outlines: precision = statements that cite a gold clause / statements,
    recall = gold entries that a statement cites / gold entries. Agencies, where the keys name two
    or more: precision = agencies stated that are keys / agencies stated, recall = keys stated /
    keys.
    """
    if not case.answerable or answer.status is not AnswerStatus.ANSWERED:
        return None, None
    if case.kind in ROW_KINDS:
        return _statement_rows(gold, answer)
    if case.kind is QuestionKind.AGENCY:
        return _agency_rows(case, answer, shelf)
    return None, None


def _statement_rows(gold: Sequence[GoldPlace], answer: Answer) -> tuple[float | None, float | None]:
    rows = []
    for one in (answer, *answer.parts):
        by_number = {citation.number: citation for citation in one.citations}
        rows += [
            [by_number[n] for n in statement.citations if n in by_number]
            for statement in one.statements
        ]
    if not rows or not gold:
        return None, None
    right = sum(any(in_gold(citation, gold) for citation in row) for row in rows)
    found = sum(any(in_gold(one, [place]) for row in rows for one in row) for place in gold)
    return right / len(rows), found / len(gold)


def _agency_rows(case: Case, answer: Answer, shelf: Shelf) -> tuple[float | None, float | None]:
    forms = [
        {normalise(form) for form in (key, *case.key_alternatives.get(key, ()))}
        for key in case.keys
        if agencies_in(key, shelf.agencies)
    ]
    if len(forms) < 2:
        return None, None
    stated = agencies_in(answer.answer, shelf.agencies)
    if not stated:
        return 0.0, 0.0
    right = sum(any(name in form for form in forms) for name in stated)
    found = sum(any(stands_in(one, answer.answer) for one in form) for form in forms)
    return right / len(stated), found / len(forms)


def in_gold(citation: AnswerCitation, gold: Sequence[GoldPlace]) -> bool:
    """Tell whether a citation points to one of the gold clauses (see `GoldPlace.is_cited`)."""
    if citation.start >= citation.end:
        return False
    span = Span(start=citation.start, end=citation.end)
    return any(place.is_cited(citation.document_id, span) for place in gold)
