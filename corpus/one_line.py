"""Reports that are printed on one line: where their parts begin; pure.

Copies out of web pages and databases lose every line break, so that a report of thousands of characters is
one paragraph below its title. Its numbers still count on as they do in plans (一、 above （一） above 1.,
GB/T 9704-2012, 7.3.3), each behind a finished sentence, whether or not a title can be told from the text
behind it. What no number parts is parted by its length, at the ends of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.markers import Marker, read_marker
from corpus.paragraphs import Paragraph

_SHORTEST = 150  # characters of such a paragraph
_SHARE = 0.7  # of the text that it holds at least
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|(?<!\d)\d{1,2}[.、](?!\d)"
)
_FINISHED = re.compile(r"[。!?][”)]?\s?$")
_ANNOUNCED = re.compile(r"[。!?:][”)]?\s?$")
_LOOKED_AT = 40  # characters behind a number, and before the first below a head
_FARTHEST = 200  # numbers that are looked through for the next one
_LONGEST = 900  # characters of a part; a longer one is parted
_PART = 450  # that its parts have about
_SENTENCE_END = re.compile(r"。[”)]?\s?")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    marker: Marker
    is_finished: bool
    is_announced: bool  # or at the start of the text


def lone_line(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the place of the paragraph that is nearly the whole text, None where there are several."""
    lengths = [len(one.text) for one in paragraphs]
    longest = max(lengths, default=0)
    if longest < max(_SHORTEST, _SHARE * sum(lengths)):
        return None
    at = lengths.index(longest)
    return None if "\t" in paragraphs[at].text else at


def one_line_cuts(
    paragraphs: Sequence[Paragraph], others: dict[int, list[int]]
) -> dict[int, list[int]]:
    """Return where the parts of a text on one line begin: places of the view, by paragraph.

    `others` are the places at which it is cut for other reasons.
    """
    at = lone_line(paragraphs)
    if at is None:
        return {}
    text = paragraphs[at].text
    cuts = sorted({*others.get(at, ()), *_numbered(text)} - {0})
    return {at: sorted({*cuts, *_by_length(text, cuts)})}


def _numbered(text: str) -> Iterator[int]:
    """Yield where the numbers of a text begin that count on from one, at the least to two.

    Those of a lower level begin anew below each head, or run on through the heads.
    """
    places = list(_places(text))
    last: dict[int, tuple[int, int]] = {}  # by rank: the last number below the open head, its place
    through: dict[int, int] = {}  # by rank: the last number of all
    for at, one in enumerate(places):
        rank, number = one.marker.rank, one.marker.number
        above = max((start for other, (_, start) in last.items() if other < rank), default=None)
        is_first = rank not in last
        is_below_head = is_first and above is not None and one.start - above <= _LOOKED_AT
        is_due = one.is_finished or is_below_head or (number == 1 and one.is_announced)
        goes_on = number == (through.get(rank, 0) if is_first else last[rank][0]) + 1
        if not is_due or not (goes_on or (is_first and number == 1)):
            continue
        if number == 1 and not _is_followed(places, at):
            continue
        last = {other: seen for other, seen in last.items() if other < rank}
        last[rank] = number, one.start
        through[rank] = number
        yield one.start


def _places(text: str) -> Iterator[_Place]:
    for match in _NUMBER.finditer(text):
        marker = read_marker(text[match.start() : match.end() + _LOOKED_AT])
        if marker is not None and marker.start == 0:
            before = text[max(match.start() - 3, 0) : match.start()]
            is_finished = _FINISHED.search(before) is not None
            is_announced = not before or _ANNOUNCED.search(before) is not None
            yield _Place(match.start(), marker, is_finished, is_announced)


def _is_followed(places: Sequence[_Place], at: int) -> bool:
    """Tell whether the number two comes behind a one before a number above it does."""
    first = places[at].marker
    for other in places[at + 1 : at + 1 + _FARTHEST]:
        if other.is_finished and other.marker.rank <= first.rank:
            return other.marker.follows(first) and other.marker.rank == first.rank
    return False


def _by_length(text: str, cuts: Sequence[int]) -> Iterator[int]:
    """Yield the ends of sentences at which what is longer than a part may be is cut."""
    for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
        if end - start <= _LONGEST:
            continue
        last = start
        for match in _SENTENCE_END.finditer(text, start, end):
            if match.end() - last >= _PART and end - match.end() >= _PART // 2:
                last = match.end()
                yield last
