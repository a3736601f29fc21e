"""Numbers that text recognition has spoilt, or an editor lost, told by those round them; pure.

Convention: the numbers of one scheme count on without a gap (GB/T 9704-2012, 7.3.3). A paragraph
that opens with another sign where a number is due (（兰）for （二）, Z. for 2.), between the numbers
before and behind it, has that number. So has the first head of an annex, where numbers begin at
one: copied from another annex it may keep the number it had there. Chapters called 总则 and 附则, which are the first and the last
of a statute (立法技术规范（试行）), are chapters without their number too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.markers import Marker, chapter_marker, read_marker
from corpus.numerals import write_integer
from corpus.paragraphs import Paragraph

_MOST_TITLE = 6  # lines from the mark of an annex to its first head
_LONGEST_HEAD = 40  # characters
_FARTHEST = 40  # paragraphs from a number to the one beside it
_LAST = 99
# What stands where a number in brackets, or one with a dot, is due; and how that one is written.
_SPOILT = (
    (re.compile(r"\(\s?[^()\s\d]{1,2}\s?\)(?=[\u4e00-\u9fff])"), ("({han})", "({number})")),
    (
        re.compile(r"(?:[A-Za-z!|\]\[丨=]{1,2}\s?[.、,]|\d{1,2},)\s?(?=[\u4e00-\u9fff“])"),
        ("{han}、", "{number}."),
    ),
)
# One stroke of 一 or 二, which a page or a recogniser has left.
_STROKE = re.compile(r"\(\s?[-—―_]\s?\)(?=[\u4e00-\u9fff])")
_OUTER_CHAPTER = re.compile(r"(?P<name>[总附]\s*则)\s*$")


def restored_numbers(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> list[Marker | None]:
    """Return the numbers of the paragraphs, with those that only their neighbours tell."""
    restored = list(markers)
    for at, one in enumerate(paragraphs):
        if markers[at] is None and (match := _STROKE.match(one.text)):
            restored[at] = replace(_stroke(markers, at), length=match.end(), start=0)
    for pattern, shapes in _SPOILT:
        spoilt = [
            (at, match)
            for at, one in enumerate(paragraphs)
            if restored[at] is None and (match := pattern.match(one.text))
        ]
        for place, (at, match) in enumerate(spoilt):
            beside = [other[0] for other in spoilt[max(place - 1, 0) : place + 2] if other[0] != at]
            marker = _due(markers, at, shapes, beside)
            if marker is not None:
                restored[at] = replace(marker, length=match.end(), start=0)
    for at, marker in _first_of_annexes(paragraphs, restored):
        restored[at] = replace(marker, number=1)
    for at, marker in _outer_chapters(paragraphs, restored):
        restored[at] = marker
    return restored


def _first_of_annexes(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> Iterator[tuple[int, Marker]]:
    """Yield the first heads of annexes that have another number than 一, though 二 is the next."""
    heads = [
        (at, one)
        for at, one in enumerate(markers)
        if one is not None and (one.is_annex or one.is_upper)
    ]
    for (begin, annex), (at, first), (_, second) in zip(heads, heads[1:], heads[2:], strict=False):
        is_wrong = annex.is_annex and first.is_upper and first.number > 1
        is_head = len(paragraphs[at].text) <= _LONGEST_HEAD and "。" not in paragraphs[at].text
        is_near = at - begin <= _MOST_TITLE and not any(markers[begin + 1 : at])
        if is_wrong and is_head and is_near and second.is_upper and second.number == 2:
            yield at, first


def _stroke(markers: Sequence[Marker | None], at: int) -> Marker:
    """Return （二） directly behind （一） and what stands below that, else （一）."""
    first: Marker = read_marker("(一)")  # type: ignore[assignment] # a number
    near = markers[max(at - _FARTHEST, 0) : at]
    above = (one for one in reversed(near) if one is not None and one.rank <= first.rank)
    last = next(above, None)
    is_second = last is not None and (last.rank, last.number) == (first.rank, 1)
    return read_marker("(二)") if is_second else first  # type: ignore[return-value] # a number


def _due(
    markers: Sequence[Marker | None], at: int, shapes: Sequence[str], beside: Sequence[int]
) -> Marker | None:
    """Return the number that is due at `at`, in one of the `shapes`; None where none is.

    Another spoilt opening (`beside`) between the same two numbers leaves open which is meant.
    """
    for shape in shapes:
        rank = read_marker(shape.format(han="一", number=1)).rank  # type: ignore[union-attr] # a number
        behind = _nearest(markers, range(at + 1, min(at + _FARTHEST, len(markers))), rank)
        before = _nearest(markers, range(at - 1, max(at - _FARTHEST, -1), -1), rank)
        if behind is None:
            continue
        after = markers[behind].number  # type: ignore[union-attr] # one of its rank is there
        last = markers[before].number if before is not None else 0  # type: ignore[union-attr] # it is there
        start = before if before is not None else at - _FARTHEST
        is_first = after == 2 and last != 1 and all(one is None for one in markers[at:behind])
        is_next = before is not None and after == last + 2
        is_alone = not any(start < other < behind for other in beside)
        if is_alone and (is_first or is_next) and after <= _LAST:
            return read_marker(shape.format(han=write_integer(after - 1), number=after - 1))
    return None


def _nearest(markers: Sequence[Marker | None], places: range, rank: int) -> int | None:
    """Return the first of `places` with a number of the rank."""
    found = (at for at in places if (one := markers[at]) is not None and one.rank == rank)
    return next(found, None)


def _outer_chapters(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> Iterator[tuple[int, Marker]]:
    """Yield the lines 总则 and 附则 directly above an article, where other chapters have numbers.

    Below the title of another chapter such a line was left by a page.
    """
    chapters = [at for at, one in enumerate(markers) if one is not None and one.is_chapter]
    if not chapters:
        return
    last = 0
    for at, one in enumerate(paragraphs[:-1]):
        own, below = markers[at], markers[at + 1]
        if own is not None:
            last = own.number if own.is_chapter else last
        elif at and (above := markers[at - 1]) is not None and above.is_chapter:
            continue
        elif (match := _OUTER_CHAPTER.match(one.text)) and below is not None and below.is_article:
            last += 1
            yield at, chapter_marker("".join(match["name"].split()), last)
