"""Lines that are headings without a number, beside numbers or in their place; pure.

Word's heading styles (标题 1, 标题 2) and the h1 to h6 of a web page say the level; Markdown says it in
the text by its # signs. Plans from offices that write so have no 一、（一） at all, or both. Where
nothing marks them, a row of short lines, each above running text of its own, are the 小标题 of what
stands there: the terms of a glossary, the points of a report; two do, where they are bold.
So is a line that names the horizon of goals (2035年展望：) above paragraphs of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from corpus.asides import LONGEST_TITLE, is_box, is_row, key_of
from corpus.markers import Marker
from corpus.model import Document
from corpus.paragraphs import Paragraph
from corpus.reading import BOLD_LINE

_BOLD = re.compile(r"\*\*[^*\n]{1,80}\*\*")  # a line of Markdown
_FEWEST_BOLD = 2
_HORIZON = re.compile(
    r"20\d\d年(?:[中长]期|远景|发展|总体|主要|阶段性?){0,2}(?:目标|展望|愿景|蓝图){1,2}:?|(?:展望20\d\d年|远景(?:目标)?展望|远景目标):?"
)
_LED_ITEM = re.compile(r"[—-]{1,4}\s?[^。;!?]{4,24}。.")
_MARKDOWN = re.compile(r"(#{1,6})\s+\S")
_NO_TITLE = re.compile(r"[。;!?\t]|[:,、]$")
_HAN = re.compile("[\u4e00-\u9fff]")
# What copyists set above a whole text is no part of it.
_WHOLE = frozenset({"全文", "正文", "内容", "原文"})
# A name: no sentence, no figures at its end, nothing that a date, a signature or a note has.
_LINE = re.compile(
    r"(?!附|注|单位|图|表|备注|来源)[\u4e00-\u9fff“”、《》()A-Za-z\d-]{2,40}(?<![\d、])"
)
_DASHES = ("—", "--")  # of the items of a list
_SHORTEST_TEXT = 25  # characters of what stands below such a line
_FEWEST_LINES = 3
_MOST_BETWEEN = 6  # paragraphs from one such line to the next
_LOWEST = 9  # the level below all that is marked
# A file all of headings has its styles wrong: so large a share of its paragraphs, and of the headings
# so large a share with no text below. A short plan has one paragraph below each section.
_MOST = 0.5
_MOST_EMPTY = 0.25


def heading_levels(
    document: Document, paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, int]:
    """Return the level of every paragraph that is a heading, by its place; 1 is the highest.

    A heading is one short line without a sentence. Levels count from the one below the title,
    where that is a heading too.
    """
    lines = {*_row_of_lines(paragraphs, markers), *_bold_lines(document, paragraphs, markers)}
    lines |= {*_horizons(paragraphs, markers)}
    return dict.fromkeys(lines, _LOWEST) | _marked_levels(document, paragraphs, markers)


def _bold_lines(
    document: Document, paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> list[int]:
    """Return the places of bold lines that stand above running text which is not bold."""
    marked = {at for at, level in _at_marks(document, paragraphs) if level == BOLD_LINE}
    marked |= {
        at for at, one in enumerate(paragraphs) if _BOLD.fullmatch(one.span.of(document.text))
    }
    title = key_of(document.title)
    lines = [
        at
        for at in sorted(marked)
        if at + 1 not in marked
        and markers[at] is None
        and bool(_LINE.fullmatch(paragraphs[at].text))
        and key_of(paragraphs[at].text) != title
        and _has_text_below(paragraphs, markers, at)
    ]
    return lines if len(lines) >= _FEWEST_BOLD else []


def _horizons(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]) -> Iterator[int]:
    """Yield the places of lines that name the year of the goals below them: 2035年展望:.

    Paragraphs of their own stand below, not the items of a sentence that the line introduces.
    """
    for at, one in enumerate(paragraphs[:-1]):
        if at and markers[at] is None and _HORIZON.fullmatch(one.text[: LONGEST_TITLE + 1]):
            below = paragraphs[at + 1].text
            is_item = below.startswith(_DASHES) and bool(_LED_ITEM.match(below))
            is_finished = markers[at - 1] is not None or paragraphs[at - 1].text.endswith("。")
            if is_finished and (is_item or _is_whole_text(below, markers[at + 1])):
                yield at


def _is_whole_text(text: str, marker: Marker | None) -> bool:
    is_long = len(text) >= _SHORTEST_TEXT and text.endswith("。")
    return marker is None and is_long and not text.startswith(_DASHES)


def _has_text_below(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> bool:
    below = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    return len(below) >= _SHORTEST_TEXT and "。" in below and markers[at + 1] is None


def _row_of_lines(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> Iterator[int]:
    """Yield the places of short lines that stand in a row, each above whole paragraphs of text.

    Above the items of a list (——…) in a box such lines name what is listed.
    """
    row: list[int] = []
    in_box = False
    for at, one in enumerate(paragraphs):
        in_box = is_box(one) or (in_box and markers[at] is None)
        is_line = _is_line(paragraphs, markers, at)
        is_line = is_line and not (in_box and paragraphs[at + 1].text.startswith(_DASHES))
        is_text = markers[at] is None and "。" in one.text and not (is_box(one) or is_row(one))
        is_far = bool(row) and at - row[-1] > _MOST_BETWEEN
        if not (is_line or is_text) or is_far:
            yield from row if len(row) >= _FEWEST_LINES else ()
            row = []
        if is_line:
            row.append(at)
    yield from row if len(row) >= _FEWEST_LINES else ()


def _is_line(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int) -> bool:
    if not at or markers[at] is not None or is_box(paragraphs[at]) or is_row(paragraphs[at]):
        return False
    text, before = paragraphs[at].text, paragraphs[at - 1].text
    behind = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    return (
        len(text) <= LONGEST_TITLE
        and bool(_LINE.fullmatch(text))
        and (before.endswith("。") or any(one is not None for one in markers[max(at - 2, 0) : at]))
        and len(behind) >= _SHORTEST_TEXT
        and "。" in behind
    )


def _marked_levels(
    document: Document, paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, int]:
    title = key_of(document.title)
    marked = dict(_marked(document, paragraphs))
    levels = {
        at: level
        for at, level in marked.items()
        if _is_heading(paragraphs[at]) and key_of(paragraphs[at].text) != title
    }
    bare = sum(markers[at] is None for at in levels)
    empty = sum(_is_empty(at, levels, marked) for at in levels)
    if not levels or (bare > _MOST * len(paragraphs) and empty > _MOST_EMPTY * len(levels)):
        return {}
    above = [level for at, level in marked.items() if key_of(paragraphs[at].text) == title]
    top = min(levels.values())
    shift = top - 1 if above and min(above) < top else 0
    return {at: level - shift for at, level in levels.items()}


def _is_empty(at: int, levels: Mapping[int, int], marked: Mapping[int, int]) -> bool:
    """Tell whether a heading has neither text of its own nor a lower heading right below it."""
    return at + 1 in marked and levels.get(at + 1, 0) <= levels[at]


def _marked(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(paragraphs):
        if sign := _MARKDOWN.match(one.text):
            yield at, len(sign[1])
    yield from ((at, level) for at, level in _at_marks(document, paragraphs) if level < BOLD_LINE)


def _at_marks(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines that the file marks, with their levels."""
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
