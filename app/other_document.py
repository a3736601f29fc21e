"""What a question takes to stand in the document it names, and stands in another at hand.

Convention: a province and its cities make plans of one kind for one matter, and people put a measure or a figure
of one down to the other. Who names a document wrongly is told which one has it. That takes much: the document
named has not the very word it is about, another says nearly all of the question in one sentence, with every
amount that the question gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from app.amounts import DAY, TIME, read_amounts
from app.answer import AnswerStatus, Premise, QuestionKind
from app.draft import Candidate, Draft, Findings
from app.evidence import fold
from app.question import QuestionAnalysis
from app.reply import reply
from corpus.model import Citation, Document
from corpus.regions import load_regions
from index.places_named import is_national, is_of, stem
from index.question_words import DOCUMENT_NOUN

_OF_ONE = frozenset(
    {
        QuestionKind.AGENCY,
        QuestionKind.TARGET,
        QuestionKind.DEADLINE,
        QuestionKind.TASK,
        QuestionKind.OBLIGATION,
    }
)
_SAYS_IT = 0.85  # of the question's weight in a sentence of the other document
_MORE = 0.25  # than in any of the document named
_QUOTED = re.compile(r"“([^“”]{2,20})”")
_TELLING = 2.5  # weight of the word that the document named has not


def with_document_corrected(
    draft: Draft, findings: Findings, narrow: Callable[[frozenset[str]], Findings]
) -> Draft:
    """Answer from the document that has what a question looks for in another, and say so first.

    `narrow` finds clauses in the documents given alone.
    """
    analysis = findings.analysis
    named = _named(findings)
    if draft.premise is not None or analysis.kind not in _OF_ONE or named is None:
        return draft
    others = {one.id: one for one in findings.catalogue.documents}
    related = frozenset(
        key for key, one in others.items() if one != named and _is_related(analysis, one, named)
    )
    elsewhere = narrow(related) if related else None
    meant = _sentence_meant(findings, elsewhere, named) if elsewhere else None
    if elsewhere is None or meant is None:
        return draft
    found = meant[0].facts.document
    of_found = replace(analysis, documents=(found.id,), regions=(), by_title=False)
    of_it = tuple(one for one in elsewhere.candidates if one.facts.document == found)
    told = reply(replace(elsewhere, analysis=of_found, candidates=of_it))
    if told.status is not AnswerStatus.ANSWERED or not told.statements:
        return draft
    lead = f"不是《{named.title}》，写这件事的是《{found.title}》："
    premise = told.premise or Premise(asked=named.title, found=found.title)
    return replace(told, lead=lead + told.lead, premise=premise)


def _named(findings: Findings) -> Document | None:
    """Return the one document that a question calls by a name for documents; None for none."""
    analysis, catalogue = findings.analysis, findings.catalogue
    calls = analysis.by_title or DOCUMENT_NOUN.search(analysis.called)
    is_one = len(analysis.documents) == 1 and calls and not analysis.both
    here = (one for one in catalogue.documents if one.id in analysis.documents)
    return next(here, None) if is_one else None


def _is_related(analysis: QuestionAnalysis, document: Document, named: Document) -> bool:
    """Tell whether a document is of a place asked about, of its province, of a city in it, or of the state.

    Where the question names no place, the document named is of one.
    """
    regions = load_regions()
    asked = {stem(one) for one in analysis.regions or regions.found_in(fold(named.title))}
    if not asked or is_national(document):
        return True
    # A place that the table lacks (临江) lies in no province it knows.
    wider = {regions.provinces[one] for one in asked if one in regions.provinces}
    inside = (regions.provinces[one] for one in regions.found_in(fold(document.title)))
    return any(is_of(one, document) for one in asked | wider) or any(one in asked for one in inside)


def _sentence_meant(
    findings: Findings, elsewhere: Findings, named: Document
) -> tuple[Candidate, Citation] | None:
    """Return the sentence of other documents that has what a question is about where the one named has not; else None."""
    text, years = findings.analysis.text, findings.analysis.years
    of_named = (one for one in findings.candidates if one.facts.document == named)
    own = max((one.best_support for one in of_named), default=0.0)
    claimed = [one for one in read_amounts(text) if one.kind not in {TIME, DAY}]
    whole = fold(named.text)
    lacking = [one.word for one in findings.terms if not one.known and one.weight >= _TELLING]
    lacking += [one for one in _QUOTED.findall(text) if one not in whole]
    figures = [one for one in claimed if not any(map(one.may_be, read_amounts(whole)))]
    found: list[tuple[float, Candidate, Citation]] = []
    for candidate in elsewhere.candidates:
        for sentence, share in zip(
            candidate.facts.sentences, candidate.sentence_support, strict=True
        ):
            words = fold(sentence.quote)
            has_word = share >= own + _MORE and any(one in words for one in lacking)
            stated = read_amounts(words)
            is_told = all(any(map(one.may_be, stated)) for one in claimed)
            is_told = is_told and (len(years) != 1 or f"{years[0]}年" in words)
            has_more = has_word or (figures and share > own)
            if share >= _SAYS_IT and is_told and has_more:
                found.append((share, candidate, sentence))
    best = max(found, key=lambda one: one[0], default=None)
    return best and best[1:]
