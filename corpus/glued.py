"""Numbered headings that a text layer has glued to the paragraph before them; pure.

Text taken out of page layouts loses paragraph breaks: "…顺利实现。三、全面推进绿色转型". Such a
number is read by sequence alone: directly behind a finished sentence it goes on with the last
number of its scheme, which no paragraph opens. 1. 2. are left out; they count things in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.numbering import Marker, read_marker
from corpus.paragraphs import Paragraph
from corpus.view import view_of

_NUMBER = r"[一二三四五六七八九十百]{1,4}"
_BEHIND = r"[。!?]|(?:负责|参与|配合|牵头|落实|[厅局委府会])\)。?"
_NAME = r"[^。;!?,:、\n]{2,40}(?:[。:]|,[^。;!?\n]{2,30}(?:。|$)|$)"
# Behind a sentence or the bracket that names who is responsible: a number, then a short title.
_GLUED = re.compile(
    rf"(?:{_BEHIND})\s?((?:第{_NUMBER}[章节]|{_NUMBER}、|\({_NUMBER}\))"
    rf"(?:{_NAME}|[^。;!?,:、(\n]{{2,30}}(?=\({_NUMBER}\))))"
)
# Behind the title of the unit above it: 二、推动绿色升级（四）推进一体化。…
_UNDER_TITLE = re.compile(
    rf"(?:^|{_BEHIND})\s?(?:第{_NUMBER}[章节]|{_NUMBER}、)[^。;!?,:、(\n]{{2,30}}(\({_NUMBER}\){_NAME})"
)
_LONGEST_HEAD = 80  # characters
_CUT_NUMBER = re.compile(r"[。!?]([一二三四五六七八九十])$")  # 十 | 一、健全… over two lines
_NUMBER_REST = re.compile(r"[一二三四五六七八九]、")


def split_glued(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs where a number that continues its sequence is glued to their text."""
    return tuple(_Splitter(text, paragraphs).split())


class _Splitter:
    """Follows the numbers of each scheme through the paragraphs of one document."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._last: dict[int, int] = {}
        self._next = _numbers_ahead(paragraphs)

    def split(self) -> Iterator[Paragraph]:
        begin: int | None = None  # where a number begins whose rest opens the next paragraph
        for at, paragraph in enumerate(self._paragraphs):
            whole = paragraph
            if begin is not None:
                whole = self._piece(paragraph, begin, paragraph.span.end)
            begin = self._cut_number(at)
            if begin is not None:
                whole = self._piece(whole, whole.span.start, begin)
            yield from self._pieces(at, whole)

    def _pieces(self, at: int, paragraph: Paragraph) -> Iterator[Paragraph]:
        if marker := read_marker(paragraph.text):
            self._last[marker.rank] = marker.number
        start = paragraph.span.start
        for place, may_begin in _places(paragraph.text):
            marker = read_marker(paragraph.text[place : place + _LONGEST_HEAD])
            if marker is None or not self._continues(at, marker, may_begin=may_begin):
                continue
            self._last[marker.rank] = marker.number
            cut = paragraph.view.offsets[place]
            yield self._piece(paragraph, start, cut)
            start = cut
        yield (
            self._piece(paragraph, start, paragraph.span.end)
            if (start > paragraph.span.start)
            else paragraph
        )

    def _continues(self, at: int, marker: Marker, *, may_begin: bool) -> bool:
        """Tell whether a number goes on with the last one, or begins under a title, and not again."""
        last = self._last.get(marker.rank, 0)
        if self._next[at].get(marker.rank) == marker.number:
            return marker.number == 1 and may_begin
        return marker.number == last + 1 > 1 or (may_begin and marker.number == 1)

    def _cut_number(self, at: int) -> int | None:
        """Return the offset of a number that the end of paragraph `at` cuts in two, None if none."""
        if at + 1 == len(self._paragraphs):
            return None
        paragraph, following = self._paragraphs[at], self._paragraphs[at + 1].text
        cut = _CUT_NUMBER.search(paragraph.text[-3:])
        if not cut or not _NUMBER_REST.match(following):
            return None
        marker = read_marker(cut.group(1) + following)
        if marker is None or marker.number != self._last.get(marker.rank, 0) + 1:
            return None
        return paragraph.span.end - 1

    def _piece(self, paragraph: Paragraph, start: int, end: int) -> Paragraph:
        """Return `start:end` as a paragraph, blanks at its end left out."""
        words = self._text[start:end]
        span = Span(start=start, end=start + len(words.rstrip()))
        blank = paragraph.blank_lines_before if start == paragraph.span.start else 0
        return Paragraph(span, view_of(self._text, span), blank)


def _places(text: str) -> list[tuple[int, bool]]:
    """Return where numbers stand that may open a paragraph, and whether each may begin a run."""
    behind = {match.start(1): False for match in _GLUED.finditer(text)}
    below = {match.start(1): True for match in _UNDER_TITLE.finditer(text)}
    return sorted((behind | below).items())


def _numbers_ahead(paragraphs: Sequence[Paragraph]) -> list[dict[int, int]]:
    """Return for every paragraph the next number of each scheme that a later paragraph opens."""
    ahead: dict[int, int] = {}
    found: list[dict[int, int]] = []
    for paragraph in reversed(paragraphs):
        found.append(ahead)
        if marker := read_marker(paragraph.text):
            ahead = ahead | {marker.rank: marker.number}
    return found[::-1]
