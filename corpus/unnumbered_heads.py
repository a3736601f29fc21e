"""Heads without a number above numbers that begin anew below each of them; pure.

Convention: reports of governments and plans of some offices set their chapters as short lines (2023年
工作回顾, 2024年工作安排; 总体要求, 重点任务) and count （一）（二） or 一、二、 anew in every one. Numbers
that begin anew with no number above them say that the line above them is a head.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.asides import is_box, is_row, key_of
from corpus.dates import DATE
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_LINE = re.compile(r"(?!附|注|图|表|备注|来源)[\u4e00-\u9fff“”、\d]{4,20}")
_NO_HEAD = re.compile(
    rf"{DATE}|\d$|20\d\d年\d{{1,2}}月$|(?:政府|委员会|办公[室厅]|领导小组|[厅局])$"
)
_FINISHED = re.compile(r"[。!?;:)”…]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_ALIKE = 5  # characters that heads with a year begin with: 2023年
_LONGEST = 100  # characters of a line that is compared with a title
_MOST_TEXT = 16  # paragraphs between such a head and the first number below it


def unnumbered_heads(
    paragraphs: Sequence[Paragraph],
    markers: Sequence[Marker | None],
    following: Sequence[int],
    titles: Collection[str],
) -> dict[int, int]:
    """Return where heads without a number stand, each with the rank of the numbers counted below it.

    One stands above every run of numbers of a unit, or above all but the first. `following` are the
    places of the next numbers; `titles` are the keys of the titles of the texts in the file, below
    which numbers begin anew as well.
    """
    found: dict[int, int] = {}
    runs: dict[int, list[int]] = {}  # by rank: where the runs of the open unit begin
    for at, marker in enumerate(markers):
        is_title = marker is None and key_of(paragraphs[at].text[:_LONGEST]) in titles
        rank = -1 if is_title else marker.rank if marker is not None else None
        if rank is None:
            continue
        for below in [one for one in runs if one > rank]:
            found |= _heads_of(paragraphs, markers, runs.pop(below), below)
        other = markers[following[at]] if following[at] else None
        if marker is None or marker.number != 1 or not (marker.is_upper or marker.is_bracketed):
            continue
        if other is not None and other.follows(marker):
            runs.setdefault(marker.rank, []).append(at)
    for rank, starts in runs.items():
        found |= _heads_of(paragraphs, markers, starts, rank)
    return found


def _heads_of(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], starts: list[int], rank: int
) -> dict[int, int]:
    """Return the heads above the runs of one unit, if there are several runs with a head each."""
    heads = [_head_above(paragraphs, markers, at) for at in starts]
    if len(heads) < 2 or not all(heads[1:]):
        return {}
    first, later = heads[0], [paragraphs[at].text for at in heads[1:]]
    if not first:
        first = _head_below_title(paragraphs, markers, starts[0], later)
    return dict.fromkeys([one for one in (first, *heads[1:]) if one], rank)


def _head_above(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int
) -> int:
    """Return where the nearest line stands above `start` that may be a head; 0 for none."""
    for at in range(start - 1, max(start - 1 - _MOST_TEXT, 0), -1):
        if _is_other(markers[at]) or is_box(paragraphs[at]):
            return 0
        before = paragraphs[at - 1]
        is_head = markers[at - 1] is not None and bool(_HAN.search(before.text[-1:]))
        is_behind = is_head or bool(_FINISHED.search(before.text[-1:]))
        if markers[at] is None and is_behind and _is_line(paragraphs[at]):
            return at
    return 0


def _head_below_title(
    paragraphs: Sequence[Paragraph],
    markers: Sequence[Marker | None],
    start: int,
    later: Sequence[str],
) -> int:
    """Return where the first head stands directly below a title, if it is written as a later one: 2023年…."""
    shapes = {_DIGIT.sub("0", text[:_ALIKE]) for text in later if _DIGIT.match(text)}
    for at in range(start - 1, max(start - 1 - _MOST_TEXT, 0), -1):
        if _is_other(markers[at]):
            return 0
        if _is_line(paragraphs[at]) and _DIGIT.sub("0", paragraphs[at].text[:_ALIKE]) in shapes:
            return at
    return 0


def _is_other(marker: Marker | None) -> bool:
    """Tell whether this is the number of another unit; points (一是) stand in running text."""
    return marker is not None and not marker.is_point


def _is_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return _LINE.fullmatch(text) is not None and not _NO_HEAD.search(text) and not is_row(paragraph)
