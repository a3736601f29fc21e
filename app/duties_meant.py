"""Which of the lists of responsible units that a clause has are for what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.catalogue import ClauseFacts
from app.draft import Candidate, Findings
from app.evidence import fold, support
from app.question import OTHERS_TOO
from corpus.doers import names_doer
from corpus.facts import Responsibility
from corpus.model import Citation
from corpus.tables import cells_of
from corpus.unit_lists import LABEL

_ROW_SUPPORT = 0.5  # share of the question that a row has to hold
_REST_SUPPORT = 0.75  # or of what of the question stands nowhere round the table
_FOUND = 0.5  # of a term: so much of it in the words round a table, it stands there
_NEARLY = 0.8  # of the support of the list that speaks most of the question
_ITEM = re.compile(r"^\([一二三四五六七八九十\d]{1,3}\)")  # of a list, no bracket round units
_BRACKETS = ("(", "[", "【", "〔", "〈")


def host_of(findings: Findings, candidate: Candidate) -> ClauseFacts:
    """Return the clause whose bracket holds: the candidate's own, or that of the task it hangs on."""
    host_id = candidate.facts.clause.host_id
    if candidate.facts.responsibilities or host_id is None:
        return candidate.facts
    return findings.catalogue[host_id]


def duties_meant(
    findings: Findings, candidate: Candidate, host: ClauseFacts
) -> tuple[Responsibility, ...]:
    """Return the lists of a clause that speak of what is asked.

    A bracket closes the clause it stands in. The row of a table is for what the row says alone, and
    of several sentences that each name somebody the one found is meant.
    """
    rows = [one.source for one in host.responsibilities if cells_of(one.source.quote)]
    meant = _rows_meant(findings, host, rows)
    told = [one.source for one in host.responsibilities if is_told(one)]
    if len(told) > 1:
        sentence = candidate.best_sentence
        inside = [one for one in told if sentence.span.contains(one.span)]
        is_theirs = inside or names_doer(fold(sentence.quote))
        of_them = inside if is_theirs else told
        asks_all = OTHERS_TOO.search(findings.analysis.text)
        spoken = of_them if asks_all else _spoken_of(findings, host, of_them)
        if len(spoken) < len(told) and len(spoken) == 1 and inside:
            return tuple(one for one in host.responsibilities if one.source in spoken)
        meant |= set(spoken)
    else:
        meant |= set(told)
    return tuple(
        one
        for one in host.responsibilities
        if one.source in meant or (one.source not in rows and one.source not in told)
    )


def _spoken_of(
    findings: Findings, host: ClauseFacts, told: Sequence[Citation]
) -> Sequence[Citation]:
    """Return of units that sentences name one after another those named for what is asked.

    由甲局牵头A、B;由乙局牵头C: each stretch, up to where the next is named, says what its units are for.
    """
    spans = [*sorted(one.span.start for one in host.sentences), host.clause.span.end]
    named = sorted({one.span.start for one in told})
    share: dict[Citation, float] = {}
    for one in told:
        start = one.span.start
        end = min(at for at in (*spans, *named) if at > start or at == spans[-1])
        share[one] = support(
            findings.terms, fold(host.document.text[start : max(end, one.span.end)])
        )
    most = max(share.values(), default=0.0)
    return [one for one in told if share[one] >= most * _NEARLY]


def _rows_meant(findings: Findings, host: ClauseFacts, rows: Sequence[Citation]) -> set[Citation]:
    """Return the rows of a clause that a question is about.

    What it asks for stands in the row, or in the words round the table but for what tells the row
    from others; where all of it stands round the table, all rows are meant.
    """
    if not rows:
        return set()
    held = {one: support(findings.terms, fold(one.quote)) for one in rows}
    if max(held.values()) >= _ROW_SUPPORT:
        return {one for one in rows if held[one] == max(held.values())}
    start, end = rows[0].span.start, rows[-1].span.end
    text, clause = host.document.text, host.clause.span
    parts = (host.document.title, host.heading, text[clause.start : start], text[end : clause.end])
    round_it = fold(" ".join(parts))
    rest = [term for term in findings.terms if term.found_in(round_it) < _FOUND]
    told = {one: support(rest, fold(one.quote)) for one in rows}
    if not rest:
        return set(rows)
    return {one for one in rows if told[one] >= max(_REST_SUPPORT, *told.values())}


def is_told(responsibility: Responsibility) -> bool:
    """Tell whether running text names the units, neither a bracket nor a label nor a row."""
    quote = _ITEM.sub("", fold(responsibility.source.quote))
    is_listed = quote.startswith(_BRACKETS) or LABEL.match(quote) is not None
    return not is_listed and not cells_of(responsibility.source.quote)
