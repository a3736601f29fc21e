"""The clauses at the place that a question names, put before all that were found by their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.document_places import places_of
from app.documents_meant import documents_meant
from app.draft import Findings, unsearched
from app.reply_outline import parts_asked
from app.reply_place import clauses_at, clauses_of

_MOST_DOCUMENTS = 3
_PUT_FIRST = 20  # clauses of a part


def with_place_first(findings: Findings) -> Findings:
    """Put the clauses at the place that a question names before all others that were found.

    A number is matched as a fact: 二（四）3 shares no word with what stands there. Where it stands in
    several documents, that of the best clause found comes first.
    """
    documents = findings.analysis.documents
    if len(documents or findings.catalogue.documents) > _MOST_DOCUMENTS:
        return findings
    clauses = _clauses_asked(findings)
    found = {one.facts.clause.id: one for one in findings.candidates}
    order = {one.facts.document.id: at for at, one in reversed([*enumerate(findings.candidates)])}
    clauses = sorted(clauses, key=lambda one: order.get(one.document.id, len(found)))[:_PUT_FIRST]
    named = [found.get(one.clause.id) or unsearched(one) for one in clauses]
    ids = {one.facts.clause.id for one in named}
    others = (one for one in findings.candidates if one.facts.clause.id not in ids)
    return replace(findings, candidates=(*named, *others))


def _clauses_asked(findings: Findings) -> Sequence[ClauseFacts]:
    analysis = findings.analysis
    if analysis.kind is QuestionKind.CLAUSE:
        return clauses_at(findings)
    if analysis.kind is not QuestionKind.OUTLINE:
        return ()
    places = places_of(findings.catalogue, documents_meant(findings))
    _, children = parts_asked(findings, [one for one in places if not one.is_box])
    return [one for child in children for one in clauses_of(findings, child)]
