"""Heads that a lost line break has run on to the paragraph before: cut apart again; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Span
from corpus.numbering import Marker, read_marker
from corpus.paragraphs import Paragraph
from corpus.view import view_of

LONGEST_TITLE = 40
_LONGEST_HEAD_ABOVE = 24  # characters of a head that runs on to the first one below it
# Only the numbers of heads: 第三章, 三、 and （三）; lists of 1. and （1） run on by intention.
_CANDIDATE = re.compile(
    r"第[一二三四五六七八九十百]{1,5}[章节篇编]|[一二三四五六七八九十]{1,4}、|\([一二三四五六七八九十]{1,4}\)"
)
_FINISHED = re.compile(r"[。!?;)\]][”)]?\s*$")
# What a reference to a number, or a list inside a sentence, has before it.
_REFERS = re.compile(r"[按照据见第至到与和及或之在为即如,、:(《“〔条款项的了\d]\s*$")
_SENTENCE_MARK = re.compile(r"[。;!?,:]")


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in the text: at the start of paragraph `owner`, or at `start` inside it."""

    owner: int
    start: int
    marker: Marker
    finished: bool = True

    @property
    def opens(self) -> bool:
        return self.start == 0


def cut_run_on(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs of `text` before the heads that were run on to them.

    Copies lose line breaks, so that a head ends the paragraph before it or goes on with its own
    text. A number inside a paragraph is a head where it goes on with the sequence of its scheme
    from the heads round it, a title stands behind it, and a finished sentence before it; or where
    the numbers on both its sides open paragraphs and only this one is missing.
    """
    places = [place for at, one in enumerate(paragraphs) for place in _places(at, one)]
    cuts: dict[int, list[int]] = {}
    last: dict[int, int] = {}
    following = _next_of_rank(places)
    for at, place in enumerate(places):
        after = places[following[at]] if following[at] else None
        before = last.get(place.marker.rank, 0)
        whole = paragraphs[place.owner].text
        if place.opens or _is_head(place, before, after, whole):
            last[place.marker.rank] = place.marker.number
            if not place.opens:
                cuts.setdefault(place.owner, []).append(place.start)
    return tuple(
        piece
        for at, one in enumerate(paragraphs)
        for piece in (_pieces(text, one, cuts[at]) if at in cuts else (one,))
    )


def _places(at: int, paragraph: Paragraph) -> Iterator[_Place]:
    if marker := read_marker(paragraph.text):
        yield _Place(owner=at, start=0, marker=marker)
    for match in _CANDIDATE.finditer(paragraph.text, 1):
        start = match.start()
        if marker is not None and start < marker.length:
            continue
        before = paragraph.text[max(start - 4, 0) : start]
        inner = read_marker(paragraph.text[start : start + LONGEST_TITLE])
        if inner is not None and not _REFERS.search(before):
            yield _Place(at, start, inner, finished=bool(_FINISHED.search(before)))


def _next_of_rank(places: Sequence[_Place]) -> list[int]:
    """Return for every place the next of its scheme that opens a paragraph or ends none, or 0."""
    following = [0] * len(places)
    seen: dict[int, int] = {}
    for at in range(len(places) - 1, -1, -1):
        rank = places[at].marker.rank
        following[at] = seen.get(rank, 0)
        if places[at].finished:
            seen[rank] = at
    return following


def _is_head(place: _Place, before: int, after: _Place | None, whole: str) -> bool:
    """Tell whether the number inside the paragraph `whole` is a head that was run on to it."""
    number = place.marker.number
    ends = _title_ends(whole, place.start + place.marker.length)
    goes_on = after is not None and after.marker.number == number + 1
    if not ends or (number == 1 and not goes_on):
        return False
    if number == 1:
        return place.finished or _is_below_head(place, whole)
    if before != number - 1:
        return False
    if place.finished:
        return goes_on or ends == len(whole)
    return goes_on and after is not None and after.opens


def _is_below_head(place: _Place, whole: str) -> bool:
    """Tell whether all before the number is the head above it: 二、总体要求（一）指导思想."""
    above = read_marker(whole)
    if above is None or above.rank >= place.marker.rank:
        return False
    title = whole[above.length : place.start]
    return len(title) <= _LONGEST_HEAD_ABOVE and not _SENTENCE_MARK.search(title)


def _title_ends(text: str, start: int) -> int:
    """Return where the title at `start` ends, by 。 or with the paragraph; 0 where none stands."""
    found = _SENTENCE_MARK.search(text, start, start + LONGEST_TITLE + 1)
    while found and found.group() in ",:":
        found = _SENTENCE_MARK.search(text, found.end(), start + LONGEST_TITLE + 1)
    if found is None:
        return len(text) if 2 <= len(text) - start <= LONGEST_TITLE else 0
    return found.end() if found.group() == "。" and found.start() - start >= 2 else 0


def _pieces(text: str, paragraph: Paragraph, cuts: Sequence[int]) -> Iterator[Paragraph]:
    starts = [0, *cuts]
    ends = [*cuts, len(paragraph.text)]
    for start, end in zip(starts, ends, strict=True):
        whole = paragraph.view.span(start, end)
        words = whole.of(text)
        begin = whole.start + len(words) - len(words.lstrip())
        span = Span(start=begin, end=begin + len(words.strip()))
        blank = 0 if start else paragraph.blank_lines_before
        yield Paragraph(span=span, view=view_of(text, span), blank_lines_before=blank)
