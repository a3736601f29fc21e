"""Annexes whose mark stands on one line with their title: 附件2：某某条件, 附件1 某某表; pure.

GB/T 9704-2012, 7.3.7 sets the mark (附件1) above the title; many texts put both on one line, after the
pattern of the list at a notice's foot (7.3.4), from which only what stands below tells them apart: an
annex begins with its first number or the rows of its table, a list goes on or the notice is signed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.asides import key_of
from corpus.dates import DATE
from corpus.markers import Marker, titled_annex
from corpus.paragraphs import Paragraph

_LONGEST = 60  # characters of a mark with its title
# No name of an office or person that signs: it ends as a title does.
_LINE = re.compile(
    r"[^。;!?,\t]{2,40}(?:[表单录册]|清单|任务|条件|指标|标准|要求|解释|说明|办法|细则|方案|计划|指南|目标)(?:\([^()]{1,20}\))?|单位:\S{1,8}"
)
_LONGEST_ENTRY = 400  # with its dots
_ENTRY = re.compile(
    r"附\s?[件表录]?\s?\d{0,2}\s?:?\s?(?P<title>[\u4e00-\u9fff“][^。;!?:.·…\t]{3,60}?)\s?[.·…]{3,300}\s?[-—(]?\s?\d{1,3}\s?[-—)]?"
)
_MOST_NAMES = 4  # lines from the list of annexes to the day that signs the text
_NUMBER = re.compile(r"(?:附\s?件\s?:\s?)?\d{1,2}\s?[.、]\s?")
_DAY = re.compile(rf"\(?{DATE}\)?")
_FINISHED = re.compile(r"[。;!?)”\d日]$")


def titled_annexes(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, Marker]:
    """Return where annexes begin with mark and title on one line, each with its mark.

    The lines beside one are not written as it is, as those of a list are; its title comes no second
    time below; and no number behind it goes on with those before it. Without a colon, which the
    matching view may have joined, the text above it is finished. What was listed before is an annex
    whatever stands below it, but for a signature; what the contents list with its page is one too.
    """
    marks = {
        at: mark
        for at, one in enumerate(paragraphs)
        if at
        and markers[at] is None
        and len(one.text) <= _LONGEST
        and (mark := titled_annex(one.text))
    }
    if not marks:
        return {}
    titles = [_title_of(one.text) for one in paragraphs]
    entries = {_entry_of(one.text) for one in paragraphs[: min(marks)]} - {""}
    last = {title: at for at, title in enumerate(titles)}
    first = {titles[at]: at for at in reversed(marks)}
    going_on = _going_on(markers, marks)
    found: dict[int, Marker] = {}
    for at, mark in marks.items():
        is_torn = ":" not in paragraphs[at].text[: mark.length] and not _is_finished(
            paragraphs[at - 1], markers[at - 1]
        )
        in_list = at - 1 in marks or at + 1 in marks
        if is_torn or in_list or last[titles[at]] > at or at in going_on:
            continue
        is_listed = first[titles[at]] < at and not _is_signed(paragraphs, at + 1)
        is_listed |= titles[at] in entries
        if is_listed or _begins(paragraphs, markers, at + 1):
            found[at] = mark
    return found


def _title_of(line: str) -> str:
    """Return the words of a line that may name an annex, without the mark or the number before them."""
    if len(line) > _LONGEST:
        return ""
    mark = titled_annex(line)
    words = line[mark.length if mark else 0 :]
    return key_of(_NUMBER.sub("", words, count=1)).rstrip(";。")


def _entry_of(line: str) -> str:
    """Return the words of an annex in a line of the contents, with dots to its page; "" for others."""
    entry = _ENTRY.fullmatch(line[: _LONGEST_ENTRY + 1])
    return key_of(entry["title"]) if entry else ""


def _is_finished(above: Paragraph, marker: Marker | None) -> bool:
    return "\t" in above.text or marker is not None or bool(_FINISHED.search(above.text[-1:]))


def _is_signed(paragraphs: Sequence[Paragraph], start: int) -> bool:
    """Tell whether the text ends at `start`, or is dated within a few lines."""
    below = paragraphs[start : start + _MOST_NAMES]
    return not below or any(_DAY.fullmatch("".join(one.text.split())[:_LONGEST]) for one in below)


def _begins(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], start: int) -> bool:
    """Tell whether a table or the first of some numbers stands at `start`, or below a title there."""
    if _is_title(paragraphs[start : start + 1], markers[start : start + 1]):
        start += 1
    if start >= len(paragraphs):
        return False
    marker = markers[start]
    is_first = marker is not None and marker.number == 1 and not marker.is_annex
    return is_first or "\t" in paragraphs[start].text


def _is_title(line: Sequence[Paragraph], marker: Sequence[Marker | None]) -> bool:
    """Tell whether a line is the title below the mark of a table, or the unit of its figures."""
    return bool(line) and marker[0] is None and bool(_LINE.fullmatch(line[0].text))


def _going_on(markers: Sequence[Marker | None], places: Collection[int]) -> set[int]:
    """Return those of `places` behind which the first number of a scheme goes on with the last before it.

    An annex ends what is looked at behind a place. One pass back, one pass on: the work is that of the
    text, however many places there are.
    """
    behind: dict[int, dict[int, int]] = {}
    numbers: dict[int, int] = {}  # by rank
    for at in range(len(markers) - 1, -1, -1):
        if at in places:
            behind[at] = dict(numbers)
        if (one := markers[at]) is not None:
            numbers = {} if one.is_annex else numbers | {one.rank: one.number}
    found: set[int] = set()
    numbers = {}
    for at, one in enumerate(markers):
        if at in places and any(
            number > 1 and numbers.get(rank) == number - 1 for rank, number in behind[at].items()
        ):
            found.add(at)
        if one is not None:
            numbers[one.rank] = one.number
    return found
