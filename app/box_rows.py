"""Boxes (专栏) as rows below the task that they hang on: what they hold, and who answers for it; pure.

Convention: a box of a plan spells out the task above it and names no units of its own; those of the task
answer for it, which is said. Boxes are counted apart from the tasks.
"""

from __future__ import annotations

from app.catalogue import ClauseFacts
from app.draft import on_one_line
from corpus.model import Citation, ClauseRole, Span, cite

BOX_MARK = "专栏"
INHERITED = "专栏未单列责任单位，所列为所属任务的"


def is_box(facts: ClauseFacts) -> bool:
    """Tell whether a clause is a box that hangs on a task."""
    return facts.clause.role is ClauseRole.BOX and bool(facts.clause.host_id)


def box_contents(facts: ClauseFacts) -> tuple[Citation, ...]:
    """Return the sentences of a box, its title left out."""
    contents = []
    for sentence in facts.sentences:
        quote = sentence.quote
        title = next((one for one in facts.clause.titles if quote.startswith(one)), "")
        rest = quote[len(title) :].strip("。：: \t\n\u3000")
        if rest:
            start = sentence.span.start + quote.index(rest, len(title))
            span = Span(start=start, end=sentence.span.end) if title else sentence.span
            contents.append(cite(facts.document, facts.clause, span))
    return tuple(contents)


def whole_box(facts: ClauseFacts) -> Citation:
    """Return what a row of a box rests on: all of it."""
    return cite(facts.document, facts.clause, facts.clause.span)


def box_remark(facts: ClauseFacts, host: ClauseFacts) -> str:
    """Say which task a box hangs on, and whose the units are."""
    title = "、".join(map(on_one_line, host.clause.titles)) or host.clause.path.label
    own = "" if facts.responsibilities else f"；{INHERITED}"
    return f"所属任务：{title}{own}"
