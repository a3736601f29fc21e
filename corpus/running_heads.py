"""Heads without a number above （一）（二） that run on through all of them; pure.

Convention: opinions and plans set their parts as short lines in the middle (优化用水结构), wrapped into two
where they are long, and count （一） to （二十） through. A line that stands right above such a number,
behind a finished paragraph, is no rest of the item above; one alone may be, several are heads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.asides import is_row
from corpus.dates import DATE
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_WORDS = r"(?!附|注|图|表|备注|来源|特此|联系)[\u4e00-\u9fff“”、（）()]"
_LINE = re.compile(rf"{_WORDS}{{4,24}}")
_NO_HEAD = re.compile(
    rf"{DATE}|[、,]$|(?:政府|委员会|领导小组|乡镇|街道|单位|部门|中心|公司|大学|(?<![布格结全])局|(?<![内外全])部|(?<!部)署|(?<!督)办|[厅委处院])$"
)
_FINISHED = re.compile(r"[。!?;)）”…]$")
_FEWEST = 2  # heads, with numbers between them that are as many again


def running_heads(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], levels: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return where heads stand above numbers that run on, each with the rank of these and its end.

    `levels` are the headings that are known already.
    Nothing else numbered stands beside them: in a text with 一、 the parts have that.
    """
    found: dict[int, tuple[int, int]] = {}
    numbers = [at for at, one in enumerate(markers) if one is not None and one.is_bracketed]
    if any(
        one is not None and (one.is_upper or one.is_division or one.is_article) for one in markers
    ):
        return {}
    last = 0
    for at in numbers:
        marker = markers[at]
        if marker is None or marker.number != last + 1:
            return {}
        last = marker.number
        start = _head_above(paragraphs, markers, at)
        if start and start not in levels:
            found[start] = (marker.rank, at)
    first = numbers[0] if numbers else 0
    lengths = {end - start for start, (_, end) in found.items()}
    # Above the first one may stand a caption or the title: it is as long as the others.
    if first not in {end for _, end in found.values()} and len(lengths) == 1:
        start = first - lengths.pop()
        if start > 0 and all(_is_line(one) for one in paragraphs[start:first]):
            found[start] = (next(iter(found.values()))[0], first)
    is_row_of_heads = len(found) >= _FEWEST and last >= _FEWEST * len(found)
    return found if is_row_of_heads else {}


def _head_above(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], below: int
) -> int:
    """Return where the head of one or two lines stands that is right above `below`; 0 for none."""
    for start in (below - 1, below - 2):
        if start < 1 or not _is_line(paragraphs[start]) or markers[start] is not None:
            return 0
        if _FINISHED.search(paragraphs[start - 1].text[-1:]):
            is_name = _NO_HEAD.search(paragraphs[below - 1].text)
            return 0 if is_name else start
    return 0


def _is_line(paragraph: Paragraph) -> bool:
    return _LINE.fullmatch(paragraph.text) is not None and not is_row(paragraph)
