"""The questions that a document asks itself and answers (问答, 常见问题解答); pure.

Conventions of the genre: a heading that is a question (三、失业金能领多久？) is answered by what stands
below it; 问：… is answered by 答：… up to the next 问.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.facts import ParsedDocument
from corpus.model import Span

_IS_QUESTION = re.compile(
    r"[?？]$|怎么|怎样|如何|什么|哪[些个种儿里]|多少|多久|是否|能否|可否|吗$|谁"
)
_ASKED_LINE = re.compile(
    r"^[^\S\n]{0,20}(?:问|Q)[^\S\n]{0,4}\d{0,3}[^\S\n]{0,4}[:：.、](?P<asked>[^\n]{2,120})$", re.M
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question of a document, in its words, and where the answer stands."""

    document_id: str
    asked: str
    answer: Span


def find_inquiries(item: ParsedDocument) -> Iterator[Inquiry]:
    """Yield the questions that headings, titles of clauses and lines 问：… of a document ask."""
    text = item.document.text
    for asked, start, end in (*_by_heads(item), *_by_titles(item), *_by_lines(text)):
        if text[start:end].strip():
            answer = Span(start=start, end=end)
            yield Inquiry(document_id=item.document.id, asked=asked, answer=answer)


def _by_heads(item: ParsedDocument) -> Iterator[tuple[str, int, int]]:
    """Yield heads that ask, with what stands below them up to the next of their level."""
    for at, head in enumerate(item.heads):
        if head.level and _IS_QUESTION.search(head.title.strip()):
            following = (one.span.start for one in item.heads[at + 1 :] if one.level <= head.level)
            yield head.title, head.span.end, next(following, len(item.document.text))


def _by_titles(item: ParsedDocument) -> Iterator[tuple[str, int, int]]:
    """Yield titles of clauses that ask, with the rest of the clause."""
    for clause in item.clauses:
        title = next(iter(clause.titles), "")
        if title and _IS_QUESTION.search(title.strip()):
            # A title wrapped over lines does not stand in the text as it is shown.
            at = clause.span.of(item.document.text).find(title)
            behind = at + len(title) if at >= 0 else 0
            yield title, clause.span.start + behind, clause.span.end


def _by_lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the lines 问：… with what stands up to the next."""
    lines = list(_ASKED_LINE.finditer(text))
    ends = (*(match.start() for match in lines[1:]), len(text))
    yield from (
        (match["asked"], match.end(), end)
        for match, end in zip(lines, ends[: len(lines)], strict=True)
    )
