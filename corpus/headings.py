"""Lines that a file marks as headings, beside or in place of numbers; pure.

Word's heading styles (标题 1, 标题 2) and the h1 to h6 of a web page say the level; Markdown says it in
the text by its # signs. Plans from offices that write so have no 一、（一） at all, or both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.asides import LONGEST_TITLE, is_row, key_of
from corpus.model import Document
from corpus.numbering import Marker
from corpus.paragraphs import Paragraph

_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_NO_TITLE = re.compile(r"[。;!?\t]|[:,、]$")
_HAN = re.compile("[\u4e00-\u9fff]")
# What copyists set above a whole text is no part of it.
_WHOLE = frozenset({"全文", "正文", "内容", "原文"})
_MOST = 0.5  # of the paragraphs: a file all of headings has its styles wrong


def heading_levels(
    document: Document, paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, int]:
    """Return the level of every paragraph that is a heading, by its place; 1 is the highest.

    A heading is one short line without a sentence. Levels count from the one below the title,
    where that is a heading too.
    """
    title = key_of(document.title)
    marked = dict(_marked(document, paragraphs))
    levels = {
        at: level
        for at, level in marked.items()
        if _is_heading(paragraphs[at]) and key_of(paragraphs[at].text) != title
    }
    bare = sum(markers[at] is None for at in levels)
    if not levels or bare > _MOST * len(paragraphs):
        return {}
    above = [level for at, level in marked.items() if key_of(paragraphs[at].text) == title]
    top = min(levels.values())
    shift = top - 1 if above and min(above) < top else 0
    return {at: level - shift for at, level in levels.items()}


def _marked(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(paragraphs):
        if sign := _MARKDOWN.match(one.text):
            yield at, len(sign[1])
    ends = [one.span.end for one in paragraphs]
    for start, level in document.headings:
        at = bisect_left(ends, start + 1)
        if at < len(ends) and not document.text[start : paragraphs[at].span.start].strip():
            yield at, level


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip("#* ")
    return (
        len(text) <= LONGEST_TITLE
        and text not in _WHOLE
        and bool(_HAN.search(text))
        and not _NO_TITLE.search(text)
        and not is_row(paragraph)
    )
