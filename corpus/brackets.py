"""Pairs of brackets of every kind on a matching view: (…), [ … ], 【…】, 〔…〕, 〈…〉; pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 1000  # characters of a pair; a longer one is a mistake of typing
_CLOSING = {")": "(", "]": "[", "】": "【", "〕": "〔", "〉": "〈"}
_MARKS = re.compile(r"[()\[\]【】〔〕〈〉]")
_MOST_UNCLOSED = 4  # that a closing bracket may skip to find its own


@dataclass(frozen=True, slots=True, order=True)
class Bracket:
    """A bracket on a matching view: `view.text[start:end]` with its parentheses."""

    start: int
    end: int


def find_brackets(text: str) -> Iterator[Bracket]:
    """Yield the outermost brackets of a matching view, nested ones included in them.

    >>> list(find_brackets("落实。(各县(市)区人民政府)"))
    [Bracket(start=3, end=15)]
    """
    end = 0
    for bracket in all_brackets(text):
        if bracket.start >= end:
            yield bracket
            end = bracket.end


def all_brackets(text: str) -> list[Bracket]:
    """Return every pair, an outer one before those in it; brackets without a partner are skipped.

    >>> all_brackets("(a 1) [b(c)")
    [Bracket(start=0, end=5), Bracket(start=8, end=11)]
    """
    opened: list[int] = []
    found: list[Bracket] = []
    for mark in _MARKS.finditer(text):
        at, character = mark.start(), mark.group()
        if character not in _CLOSING:
            opened.append(at)
        else:
            for back in range(1, min(len(opened), _MOST_UNCLOSED) + 1):
                if text[opened[-back]] == _CLOSING[character]:
                    start = opened[-back]
                    del opened[-back:]
                    found += [Bracket(start, at + 1)] if at - start < LONGEST else []
                    break
    return sorted(found, key=lambda one: (one.start, -one.end))


def overlaps(places: Sequence[Bracket], start: int, end: int) -> bool:
    """Tell whether `start:end` has a character in common with one of `places`, which are in order."""
    at = bisect_right(places, start, key=lambda one: one.end)
    return at < len(places) and places[at].start < end


def lies_in(places: Sequence[Bracket], start: int, end: int) -> bool:
    """Tell whether one of `places`, which are in order, holds the whole of `start:end`."""
    at = bisect_right(places, start, key=lambda one: one.start) - 1
    return at >= 0 and end <= places[at].end
