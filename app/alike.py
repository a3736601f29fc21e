"""Several documents that answer alike where the question names none: each is given, and it is said so.

Convention: a plan or a rule holds for the place and the matter it is made for, so the same words stand with
other figures and units in the documents of other places (对标); an official who asks without naming one
is asked back which one is meant. Documents answer alike where a clause of each has what the question
says as fully as the clause that answers, and ranks as near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.answer import AnswerStatus, Note, QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Candidate, Draft, DraftStatement, Findings
from app.editions import Narrow, find_editions
from app.evidence import fold
from app.metric import Metric, read_asked_metric, read_metric
from app.reply import reply
from corpus.reference_graph import made_on

AMBIGUOUS = "ambiguous"

_OF_ONE = frozenset(
    {
        QuestionKind.AGENCY,
        QuestionKind.TARGET,
        QuestionKind.DEADLINE,
        QuestionKind.TASK,
        QuestionKind.OBLIGATION,
        QuestionKind.OTHER,
    }
)
_COVERED = 0.75  # of the question's weight in the sentence that answers: less is a guess as it is
_AS_FULLY = 0.03  # by which another clause may say less of the question
_AS_NEAR = 0.9  # of the score of the clause that answers
_OF_SAME_METRIC = 0.6  # … where it sets a goal of the very metric asked for
_MOST_SHOWN = 5
_MOST_ASKED = 10  # documents; more are counted by their clauses alone


def with_alike(draft: Draft, findings: Findings, narrow: Narrow) -> Draft:
    """Return a reply with what other documents answer alike; as it is where one clearly fits better."""
    if not _is_open(draft, findings):
        return draft
    cited = draft.statements[0].citations[0]
    own = next((one for one in findings.candidates if one.facts.clause.id == cited.clause_id), None)
    asked = read_asked_metric(findings.analysis.text)
    is_of_metric = own is not None and _has_metric(own.facts, findings, asked)
    if own is None or (own.best_support < _COVERED and not is_of_metric):
        return draft
    others = list(_alike(own, findings, asked if is_of_metric else None))
    told = _by_document(draft, findings)
    for other in others[:_MOST_ASKED]:
        if other.facts.document.id in told:
            continue
        theirs = reply(narrow(frozenset({other.facts.document.id})))
        if _answers(theirs, draft, other) or (
            is_of_metric and _gives_metric(theirs, findings, asked)
        ):
            told[other.facts.document.id] = theirs.statements[:1]
    if not _is_otherwise(told, findings):
        return draft
    more = max(len(others) - _MOST_ASKED, 0)
    return _of_each(draft, told, findings, more=more)


def _is_open(draft: Draft, findings: Findings) -> bool:
    """Tell whether a question names no document and no place, and asks what one document answers."""
    analysis = findings.analysis
    named = analysis.documents or analysis.regions or analysis.both or analysis.by_title
    assumes = draft.premise or analysis.quantities or analysis.whether or draft.total is not None
    is_answered = draft.status is AnswerStatus.ANSWERED and bool(draft.statements)
    return is_answered and not named and not assumes and draft.kind in _OF_ONE


def _has_metric(facts: ClauseFacts, findings: Findings, asked: Metric) -> bool:
    """Tell whether a clause sets a goal of the very metric asked for, in a year asked for."""
    analysis = findings.analysis
    if analysis.kind is not QuestionKind.TARGET or not asked.measures:
        return False
    return any(
        asked.is_same(read_metric(one.metric))
        for one in facts.targets
        if not one.historical and (not analysis.years or one.year in analysis.years)
    )


def _gives_metric(theirs: Draft, findings: Findings, asked: Metric) -> bool:
    is_answered = theirs.status is AnswerStatus.ANSWERED and not theirs.premise
    cited = theirs.statements[0].citations[0] if is_answered else None
    return cited is not None and _has_metric(findings.catalogue[cited.clause_id], findings, asked)


def _alike(own: Candidate, findings: Findings, asked: Metric | None) -> Iterator[Candidate]:
    """Yield of every other document in force the best clause, where it fits as well as the one given.

    So does a goal of the very metric `asked` for, in whatever words; None where it is no metric.
    """
    catalogue = findings.catalogue
    editions = find_editions(catalogue)
    same = {one.document_id for one in editions.of(own.facts.document.id)}
    seen = same | editions.behind | {own.facts.document.id}
    for other in findings.candidates:
        document_id = other.facts.document.id
        if document_id in seen:
            continue
        is_same = asked is not None and _has_metric(other.facts, findings, asked)
        if is_same and other.score < own.score * _OF_SAME_METRIC:
            continue
        seen.add(document_id)
        fits = is_same or (
            other.best_support >= own.best_support - _AS_FULLY
            and other.support >= own.support - _AS_FULLY
            and other.score >= own.score * _AS_NEAR
        )
        if fits and catalogue.standing(document_id).holds:
            yield other


def _answers(theirs: Draft, draft: Draft, other: Candidate) -> bool:
    """Tell whether a reply from another document alone is of the same kind and from the clause found."""
    if theirs.status is not AnswerStatus.ANSWERED or theirs.premise or theirs.kind != draft.kind:
        return False
    return theirs.statements[0].citations[0].clause_id == other.facts.clause.id


def _by_document(draft: Draft, findings: Findings) -> dict[str, tuple[DraftStatement, ...]]:
    """Return the statements of a reply by document; other editions of one go with it."""
    editions = find_editions(findings.catalogue)
    told: dict[str, tuple[DraftStatement, ...]] = {}
    for statement in draft.statements:
        document_id = statement.citations[0].document_id
        same = (one.document_id for one in editions.of(document_id))
        first = next((one for one in same if one in told), document_id)
        told[first] = (*told.get(first, ()), statement)
    return told


def _is_otherwise(told: dict[str, tuple[DraftStatement, ...]], findings: Findings) -> bool:
    """Tell whether several documents answer and not all in the same words."""
    said = {
        fold(one.citations[0].quote)
        for document_id, statements in told.items()
        for one in statements[:1]
        if findings.catalogue.document(document_id)
    }
    return len(said) > 1


def _of_each(
    draft: Draft, told: dict[str, tuple[DraftStatement, ...]], findings: Findings, *, more: int
) -> Draft:
    """Return what each document says under its title, the newest in force first."""
    newest = sorted(told, key=lambda one: _newness(one, findings), reverse=True)[:_MOST_SHOWN]
    statements = tuple(
        statement
        for document_id in newest
        for statement in _titled(
            told[document_id], findings.catalogue.document(document_id).title, draft.lead
        )
    )
    count = f"至少 {len(told)} 份" if more else f"{len(told)} 份"
    shown = f"，以下是较新的 {len(newest)} 份" if len(newest) < len(told) or more else ""
    text = (
        f"问题没有写明是哪份文件，{count}文件都写到这件事而写法不同{shown}，由新到旧排列。"
        "写出文件名称、地区或年份，或限定文件，就只答那一份。"
    )
    notes = (*draft.notes, Note(code=AMBIGUOUS, text=text))
    return replace(draft, statements=statements, lead="", notes=notes)


def _newness(document_id: str, findings: Findings) -> tuple[bool, date]:
    catalogue = findings.catalogue
    made = made_on(catalogue.register[document_id])
    return catalogue.standing(document_id).holds, made or date.min


def _titled(
    statements: tuple[DraftStatement, ...], title: str, lead: str
) -> tuple[DraftStatement, ...]:
    """Return what one document says, opened by its title."""
    first, *rest = statements
    if title in first.text:
        return statements
    opening = lead if title in lead else f"《{title}》："
    return (replace(first, text=opening + first.text), *rest)
