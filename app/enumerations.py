"""The lists inside a clause: the words that open one and its items, as they stand; pure.

Convention (立法技术规范, GB/T 9704): a sentence that ends in a colon is completed by items with numbers that count
on from one (（一）…；（二）…, 1.…2.…, ①…②…), each on a line of its own or behind the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.catalogue import ClauseFacts
from corpus.model import Citation, Span, cite
from corpus.numerals import parse_integer

_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_STYLES = (
    re.compile(rf"[（(]\s?(?P<number>{_NUMERAL})\s?[）)]"),
    re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]"),
    re.compile(r"(?P<number>\d{1,2})\s?[.．、](?!\d)"),
    re.compile(r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
    re.compile(rf"(?P<number>{_NUMERAL})是"),
)
_OPENS = re.compile(r"[：:]\s*")
_FIRST_CIRCLE = ord("①") - 1
_LEAST_ITEMS = 2
# What may stand ahead of an item: the end of a line, or of the item before it.
_AHEAD = frozenset("\n：:；;。，,、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A list of a clause: the words that open it, and its items with their numbers."""

    facts: ClauseFacts
    lead: Citation
    items: tuple[Citation, ...]

    def bare(self, item: Citation) -> str:
        """Return an item without its number, for the rows that are numbered themselves."""
        starts = (style.match(item.quote) for style in _STYLES)
        end = max((match.end() for match in starts if match), default=0)
        return item.quote[end:].strip()


def enumerations_of(facts: ClauseFacts) -> tuple[Enumeration, ...]:
    """Return the lists of a clause in reading order; a list inside an item belongs to the item."""
    found: list[Enumeration] = []
    for match in _OPENS.finditer(facts.text):
        inside = found and _offset(facts, found[-1].items[-1].span.end) > match.start()
        if not inside and (listed := _opened(facts, match)):
            found.append(listed)
    return tuple(found)


def _opened(facts: ClauseFacts, colon: re.Match[str]) -> Enumeration | None:
    """Return the list that begins behind a colon; None where none does."""
    for style in _STYLES:
        first = style.match(facts.text, colon.end())
        if first and _value(first) == 1:
            starts = list(_counted_on(facts.text, style, first))
            break
    else:
        return None
    if len(starts) < _LEAST_ITEMS:
        return None
    at = facts.clause.span.start
    opening = _sentence_at(facts, at + colon.start())
    if opening is None:
        return None
    ends = [*starts[1:], _end_of_last(facts, starts[-1])]
    items = (_cited(facts, start, end) for start, end in zip(starts, ends, strict=True))
    lead = _cited(facts, opening.span.start - at, colon.start() + 1)
    return Enumeration(facts=facts, lead=lead, items=tuple(items))


def _counted_on(text: str, style: re.Pattern[str], first: re.Match[str]) -> Iterator[int]:
    """Yield where the items start, as long as their numbers count on."""
    yield first.start()
    wanted = 2
    for match in style.finditer(text, first.end()):
        if text[: match.start()].rstrip(" \t\u3000")[-1:] not in _AHEAD:
            continue
        if _value(match) == 1:  # another list begins
            return
        if _value(match) == wanted:
            yield match.start()
            wanted += 1


def _value(match: re.Match[str]) -> int:
    number = match["number"]
    return ord(number) - _FIRST_CIRCLE if number >= "①" and number <= "⑳" else parse_integer(number)


def _end_of_last(facts: ClauseFacts, start: int) -> int:
    """Return where the last item ends: with its sentence, and those that follow on the same line."""
    at, end = facts.clause.span.start, start
    for sentence in facts.sentences:
        if sentence.span.end <= at + start:
            continue
        goes_on = end == start or "\n" not in facts.text[end : sentence.span.start - at]
        if not goes_on:
            break
        end = sentence.span.end - at
    return end


def _sentence_at(facts: ClauseFacts, at: int) -> Citation | None:
    holding = (one for one in facts.sentences if one.span.start <= at < one.span.end)
    return next(holding, None)


def _cited(facts: ClauseFacts, start: int, end: int) -> Citation:
    """Cite the characters from `start` to `end` of the clause, without the blanks around them."""
    words = facts.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    at = facts.clause.span.start
    return cite(facts.document, facts.clause, Span(start=at + start, end=at + end))


def _offset(facts: ClauseFacts, position: int) -> int:
    return position - facts.clause.span.start
