"""Replies to 达到多少, 不超过多少, 保存几年: the amount from which a rule holds or that is to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.amounts import read_amounts
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, on_one_line
from app.evidence import fold, support
from app.other_matter import is_of_another
from app.selection import regions_not_covered
from app.stated_value import expected_unit, is_no_price
from app.time_asked import says_length
from app.value_fits import amounts_told
from corpus.facts import Threshold
from corpus.model import Citation, Span, cite

# A threshold is the one asked for when this share of the question stands in its sentence.
_ENOUGH = 0.4
_NEAR_ENOUGH = 0.7  # of the best score
_MOST_CLAUSES = 5
_AS_GOOD = 0.9  # of the best fit: 分别 and 各 ask for two amounts at once
_MOST = 3
_LONGEST = 90  # characters; a question for one figure gets a short answer
_PARTS = "，,；;。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitting:
    threshold: Threshold
    facts: ClauseFacts
    quote: Citation
    fit: float


def reply_threshold(findings: Findings) -> Draft | None:
    """Answer with the threshold or limit a question asks for; None where no clause has it."""
    if findings.analysis.when or findings.analysis.years:
        return None
    found = sorted(_fitting(findings), key=lambda one: -one.fit)
    if not found or found[0].fit < _ENOUGH:
        return None
    asks_several = any(word in findings.analysis.text for word in ("分别", "各", "还有"))
    as_good = [one for one in found if one.fit >= found[0].fit * _AS_GOOD]
    chosen = dict.fromkeys(one.quote for one in (as_good if asks_several else found[:1]))
    statements = (
        DraftStatement(text=f"{on_one_line(quote.quote).rstrip('。；;')}。", citations=(quote,))
        for quote in list(chosen)[:_MOST]
    )
    return answered(findings.analysis.kind, *statements)


def _fitting(findings: Findings) -> Iterator[_Fitting]:
    unit = expected_unit(findings.analysis.text)
    top = findings.candidates[0].score
    for candidate in findings.candidates[:_MOST_CLAUSES]:
        facts = candidate.facts
        if candidate.score < top * _NEAR_ENOUGH or regions_not_covered(findings.analysis, facts):
            continue
        for threshold in facts.thresholds:
            if _is_told(findings, threshold):
                continue
            quote = _sentence(facts, threshold)
            words = fold(quote.quote)
            if unit and not _has_unit(unit, threshold):
                continue
            if is_no_price(findings.analysis.text, words):
                continue
            asked = findings.analysis.time
            if (
                asked
                and not asked.day
                and not says_length(asked, words, "".join(facts.clause.titles))
            ):
                continue
            if is_of_another(findings, words + fold(facts.setting)):
                continue
            own = support(findings.terms, words)
            wider = support(findings.terms, words + fold(facts.heading))
            fit = (own + wider) / 2 * min(1.0, candidate.score / top)
            yield _Fitting(threshold=threshold, facts=facts, quote=quote, fit=fit)


def _is_told(findings: Findings, threshold: Threshold) -> bool:
    """Tell whether a question gives a threshold itself, and asks what holds there: 5000吨标煤以上的单位用几级?"""
    said = read_amounts(fold(f"{threshold.value}{threshold.unit}"))
    given = amounts_told(findings)
    return any(one.is_like(two) and one.value == two.value for one in given for two in said)


def _has_unit(unit: str, threshold: Threshold) -> bool:
    written = threshold.unit or ("%" if "分之" in threshold.value else "")
    return bool(re.search(unit, written))


def _sentence(facts: ClauseFacts, threshold: Threshold) -> Citation:
    """Return the sentence of a threshold, or of a long one the part between its marks."""
    span = threshold.source.span
    sentence = next((one for one in facts.sentences if one.span.contains(span)), threshold.source)
    if len(sentence.quote) <= _LONGEST:
        return sentence
    text = facts.document.text
    start, end = span.start, span.end
    while start > sentence.span.start and text[start - 1] not in _PARTS:
        start -= 1
    while end < sentence.span.end and text[end] not in _PARTS:
        end += 1
    return cite(facts.document, facts.clause, Span(start=start, end=end))
