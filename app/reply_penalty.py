"""Replies to 罚多少, 由谁处罚: what a clause imposes for an act, and who imposes it, verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.answer import QuestionKind
from app.catalogue import ClauseFacts
from app.draft import Draft, DraftStatement, Findings, answered, name, on_one_line
from app.evidence import fold, support
from app.reply_target import is_of_another
from app.selection import regions_not_covered
from corpus.facts import Penalty
from corpus.model import Citation, Span, cite

# What a question about a penalty says: the fine, the penalty in general, or who may impose it.
_AMOUNT = re.compile(
    r"罚(?:款|金)?(?:的)?(?:金额|数额|幅度|标准|额度)?.{0,4}(?:多少|几|多大|多重)|(?:多少|几)(?:万|千|百)?(?:块|元)?钱?的?罚|罚多|最[多高低少]罚"
)
_PENALTY = re.compile(
    r"处罚|受罚|挨罚|罚款|罚[钱金]|怎么罚|如何罚|[要会得该被]罚|罚不罚|[要会]不[要会]罚|什么(?:处理|后果|责任)|责令|吊销|没收|开罚单|法律责任"
)
# The best act is taken when this share of the question stands in it and the headings above.
_ENOUGH = 0.35
_NEAR_ENOUGH = 0.75  # of the best score
_MOST_CLAUSES = 5
_LONGEST = 110  # characters; a question for one figure gets a short answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Punished:
    """An act with its penalties in order, and how well it fits the question."""

    penalties: tuple[Penalty, ...]
    facts: ClauseFacts
    fit: float


def reply_penalty(findings: Findings) -> Draft | None:
    """Answer what an act costs, or who punishes it; None where that is not asked, or not found."""
    text = findings.analysis.text
    asks_amount = bool(_AMOUNT.search(text))
    if not asks_amount and not _PENALTY.search(text):
        return None
    by_whom = findings.analysis.kind is QuestionKind.AGENCY
    cases = [
        case
        for case in _punished(findings)
        if not asks_amount or any(one.fines for one in case.penalties)
        if not by_whom or any(one.imposed_by for one in case.penalties)
    ]
    best = max(cases, key=lambda case: case.fit, default=None)
    if best is None or best.fit < _ENOUGH:
        return None
    chosen = _asked_for(findings, best, asks_amount=asks_amount)
    return answered(findings.analysis.kind, _state(best, chosen, by_whom=by_whom))


def _punished(findings: Findings) -> Iterator[_Punished]:
    top = findings.candidates[0].score
    for candidate in findings.candidates[:_MOST_CLAUSES]:
        facts = candidate.facts
        if candidate.score < top * _NEAR_ENOUGH or regions_not_covered(findings.analysis, facts):
            continue
        for penalties in _by_act(facts.penalties):
            words = fold("".join(_words(penalties)))
            if is_of_another(findings, words + fold(facts.heading)):
                continue
            own = support(findings.terms, words)
            wider = support(findings.terms, words + fold(facts.heading))
            fit = (own + wider) / 2 * min(1.0, candidate.score / top)
            yield _Punished(penalties=penalties, facts=facts, fit=fit)


def _by_act(penalties: tuple[Penalty, ...]) -> Iterator[tuple[Penalty, ...]]:
    """Yield the penalties of a clause, those for the same act together."""
    group: list[Penalty] = []
    for one in penalties:
        if group and (one.act is None or one.act != group[0].act):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def _words(penalties: tuple[Penalty, ...]) -> Iterator[str]:
    first = penalties[0]
    yield first.act.quote if first.act else ""
    yield from (item.quote for item in first.items)
    yield from (one.source.quote for one in penalties)


def _asked_for(
    findings: Findings, case: _Punished, *, asks_amount: bool
) -> tuple[Penalty, ...]:
    """Return the consequences asked for: those with a fine, or whose condition is named."""
    penalties = case.penalties
    asked = fold(findings.analysis.text)
    named = [one for one in penalties if one.condition and fold(one.condition)[:2] in asked]
    fined = [one for one in penalties if one.fines]
    if len(named) == 1:
        return tuple(named)
    return tuple(fined if asks_amount and fined else penalties)


def _state(case: _Punished, chosen: tuple[Penalty, ...], *, by_whom: bool) -> DraftStatement:
    """State consequences in the words of the text, the act left out where it is long."""
    facts, first, last = case.facts, chosen[0], chosen[-1]
    whole = _between(facts, first.source.span.start, last.source.span.end)
    quoted = whole
    if len(whole.quote) > _LONGEST and first.act and first.act.span.end < first.source.span.end:
        start = max(first.act.span.end, first.source.span.start)
        skipped = re.match(r"[\s，,]*", facts.document.text[start:])
        quoted = _between(facts, start + (skipped.end() if skipped else 0), whole.span.end)
    text = f"{on_one_line(quoted.quote).rstrip('。；;：:')}。"
    imposer = next((one.imposed_by for one in case.penalties if one.imposed_by), None)
    if by_whom and imposer and imposer not in text:
        text = f"{name(facts)}写明由{imposer}处理：{text}"
    cited = (whole,) if first.act is None or _covers(whole, first.act) else (whole, first.act)
    if by_whom and imposer and imposer not in whole.quote:
        cited = (*cited, case.penalties[0].source)
    return DraftStatement(text=text, citations=tuple(dict.fromkeys(cited)))


def _covers(outer: Citation, inner: Citation) -> bool:
    return outer.span.contains(inner.span)


def _between(facts: ClauseFacts, start: int, end: int) -> Citation:
    return cite(facts.document, facts.clause, Span(start=start, end=end))
