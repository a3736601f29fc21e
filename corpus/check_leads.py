"""Lines that start like a lead phrase (段首句) and open no clause, each with the reason; pure.

Written against the values that the parser gives, not its rules. A line starts like a lead phrase
where its first sentence is short, closed by 。, and text follows: 加强组织领导。各地要….
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.check_numbers import (
    SENTENCE_END,
    NumberLine,
    PlaceReader,
    Reason,
    full_line,
    text_lines,
)
from corpus.facts import ParsedDocument
from corpus.model import Span
from corpus.view import fold_width

_LEAD = re.compile(r"[—–-]{0,4}\s{0,2}([\u4e00-\u9fff“”、·,]{4,24})。(?=.{8})")
_LONGEST_SHOWN = 80
# A sentence that asserts something or hangs on what stands before it names nothing.
_SENTENCE = re.compile(
    r"是|了|有(?!序|效|机|力|色|利|关)|已|仍|将|会(?!同|议|商|展)|达(?!峰|标)|为(?![主中民了])|均|较"
    r"|^(?:[本该此其上以]|对(?!外|标|接)|在|到|自(?!然|主|贸)|按|凡|如|若|由|经(?!济)|各|并|同时|截至|目前|近年|因此|但)"
)


def loose_leads(parsed: ParsedDocument) -> tuple[NumberLine, ...]:
    """Return the lines that start like a lead phrase and open no clause, in order."""
    return tuple(
        NumberLine(line=line, text=text, reason=reason)
        for line, text, reason in _judged(parsed, _company(parsed))
    )


def _candidates(parsed: ParsedDocument) -> Iterator[tuple[int, Span, str, str]]:
    """Yield line number, place, phrase and the line before of every line shaped like that."""
    text = parsed.document.text
    before = ""
    for line, span in text_lines(text):
        folded = fold_width(span.of(text))
        if match := _LEAD.match(folded):
            yield line, span, match.group(1), before
        before = folded


def _company(parsed: ParsedDocument) -> Counter[str | None]:
    """Count the lines of that shape in every clause, by its id."""
    place = PlaceReader(parsed.clauses)
    holders = (place.clause(span) for _, span, _, _ in _candidates(parsed))
    return Counter(holder.id if holder else None for holder in holders)


def _judged(
    parsed: ParsedDocument, company: Counter[str | None]
) -> Iterator[tuple[int, str, Reason]]:
    place = PlaceReader(parsed.clauses)
    named = {clause.span.start for clause in parsed.clauses if clause.titles}
    ends = {head.span.end for head in parsed.heads}
    full = full_line(list(text_lines(parsed.document.text)))
    for line, span, phrase, before in _candidates(parsed):
        if span.start in named:
            continue
        holder = place.clause(span)
        cut = _cut(before, full) if _end_of(parsed.document.text, span) not in ends else None
        reason = place.reason(span) or cut or _wording(phrase)
        if reason is None and company[holder.id if holder else None] == 1:
            reason = Reason.LONELY
        yield line, span.of(parsed.document.text)[:_LONGEST_SHOWN], reason or Reason.UNKNOWN


def _end_of(text: str, span: Span) -> int:
    """Return where the text before a line ends, blanks left out."""
    return len(text[: span.start].rstrip())


def _cut(before: str, full: float) -> Reason | None:
    """Return the reason that the line before gives: it goes on in this one."""
    if not before or before.endswith((*SENTENCE_END, ".")):
        return None
    return Reason.WRAPPED if len(before) >= full else Reason.UNFINISHED


def _wording(phrase: str) -> Reason | None:
    return Reason.SENTENCE if _SENTENCE.search(phrase) else None
