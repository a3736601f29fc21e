"""What stands behind the text of a document: annexes listed, signature, date, notes, colophon; pure.

GB/T 9704-2012 orders them so: 附件说明 (7.3.4: 附件：1.…), 发文机关署名 and 成文日期 (7.3.5), 附注 (7.3.6:
（此件公开发布）), and in the 版记 抄送机关 and 印发机关和印发日期 (7.4). They belong to no numbered unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import DATE
from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_DAY = re.compile(rf"\(?{DATE}\)?")
# The day of signature and the 版记 below it, torn into one line.
_DAY_AND_STAMP = re.compile(rf"{DATE}[^\d。;:,]{{4,60}}{DATE}印发")
_SIGNED_DAY = re.compile(rf"[^\d。;:,]{{4,60}}{DATE}")  # the name and the day on one line
_NOTE = re.compile(
    r"\(?此件(?:主动|依申请|不予|不)?(?:对外)?公开|\(?(?:信息)?公开(?:方式|属性|类别|形式|选项)\s?:|(?:抄送|抄报|分送)\s?:"
    rf"|[^\d。;:,]{{4,60}}{DATE}印发$"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff()、]{2,40}(?:政府|委员会|办公[室厅]|党委|管委会|领导小组|指挥部|法院|检察院|银行|集团|公司|中心|协会|学校|医院|[厅局部委署院会处社办队行])"
)
_ANNEXES = re.compile(r"附\s?件\s?\d?\s?:\s?\S")
_LONGEST_NAME = 40
_LONGEST_ANNEX = 80  # characters of the line that names one
_MOST_NAMES, _MOST_ANNEXES = 12, 20  # lines


def find_tails(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]) -> dict[int, int]:
    """Return where the tail of a text begins, with the end of its signature, date or first note.

    A day alone on its line is the date of a text where names of offices stand above it and no number
    goes on behind it. Annexes are listed without a signature too, directly above the first of them.
    """
    tails: dict[int, int] = {}
    following = _following(markers)
    before: dict[int, int] = {}  # the last number of every scheme
    end = 1
    for at in range(len(paragraphs)):
        if marker := markers[at]:
            before[marker.rank] = marker.number
        start = _start(paragraphs, markers, at)
        if start is None and _lists_the_next(paragraphs, markers, at):
            start = at
        if start is not None and not _goes_on(following[at], before):
            begin = _annexes_start(paragraphs, start)
            if begin >= end:
                tails[begin] = end = at + 1
    return tails


def _start(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> int | None:
    """Return where the signature that ends at `at`, or the note at `at`, begins; None for neither."""
    text = "".join(paragraphs[at].text.split())
    if markers[at] is not None or "\t" in paragraphs[at].text or len(text) > 2 * _LONGEST_NAME:
        return None
    if _NOTE.match(text):
        return at
    if not _DAY.fullmatch(text) and not _DAY_AND_STAMP.fullmatch(text):
        signed = _SIGNED_DAY.fullmatch(text)
        return at if signed and _NAME.match(text) else None
    start = at
    while start > max(at - _MOST_NAMES, 0) and markers[start - 1] is None:
        above = "".join(paragraphs[start - 1].text.split())
        if not _NAME.fullmatch(above):
            break
        start -= 1
    return start if start < at else None


def _lists_the_next(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> bool:
    """Tell whether the line at `at` names an annex and the mark of it stands on the next line."""
    text, following = paragraphs[at].text, markers[at + 1] if at + 1 < len(markers) else None
    is_line = len(text) <= _LONGEST_ANNEX and "。" not in text and markers[at] is None
    return is_line and bool(_ANNEXES.match(text)) and following is not None and following.is_annex


def _following(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """Return for every paragraph the next number behind it."""
    found: list[Marker | None] = []
    following: Marker | None = None
    for marker in reversed(markers):
        found.append(following)
        following = marker or following
    return found[::-1]


def _goes_on(following: Marker | None, before: dict[int, int]) -> bool:
    """Tell whether the next number behind a place goes on with those before it."""
    if following is None or following.is_annex:
        return False
    return following.number > 1 and before.get(following.rank, 0) == following.number - 1


def _annexes_start(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the list of annexes above `start` begins, `start` where there is none."""
    for at in range(start - 1, max(start - _MOST_ANNEXES, 0), -1):
        text = paragraphs[at].text
        if len(text) > _LONGEST_ANNEX or "。" in text:
            break
        if _ANNEXES.match(text):
            return at
    return start
