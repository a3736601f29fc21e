"""The numbers that paragraphs open with, before their sequence is looked at; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.asides import is_row
from corpus.letter_items import listed_letters
from corpus.markers import Marker, read_marker
from corpus.misread_numbers import restored_numbers
from corpus.paragraphs import Paragraph
from corpus.titled_annexes import titled_annexes

_FEWEST_PARTED = 2
_FEWEST_COUNTED = 2
_TORN = re.compile(r"\d{1,2}[.、]|\(\d{1,2}\)")
# A formula's number stands in brackets at its right (GB/T 1.1), or below it in a text layer.
_FARTHEST = 40  # paragraphs from a number to the next
_CLOSING = re.compile(r"\d{1,3}\)")
_LONE_NUMBER = re.compile(r"\(?\d{1,3}\)")
_FORMULA = re.compile(r"[=∑×÷≤≥]")
_MOST_ROW_LINES = 4  # into which one row is wrapped, and the next row
_NEAR_FORMULA = 2  # paragraphs between a formula and its number
_NAMED_LINE = re.compile(
    r"[^。;!?:,\d]{4,30}。[^。]{0,60}(?:。[^。]{1,60}){0,2}[\u4e00-\u9fff,、]$"
)


def opening_markers(paragraphs: Sequence[Paragraph]) -> list[Marker | None]:
    """Read the number each paragraph opens with.

    Bare ones (5 要求) open the rows of tables too: they count where the document is a standard, in
    which two of them have the decimal numbers below (5.1) next. A number alone below a line that
    begins with a title and is not finished was torn from that line; one alone below a formula is
    the formula's. 附件：TITLE on one line begins an annex, or lists one (`corpus.titled_annexes`).
    What a line that ends in 第 goes on with is an ordinal (第|一、第二阶梯).
    Letters count in a list of their own (`corpus.letter_items`).
    Codes of four digits count where some of them count on from the one before (1011, 1012, 1013).
    Numbers that are spoilt are restored from those beside them (`corpus.misread_numbers`). A number
    whose next one opens a row opens a row itself, wrapped into lines.
    """
    numbered = [read_marker(one.text) for one in paragraphs]
    markers = [
        None if is_row(one) or _opens_row(paragraphs, numbered, at) else numbered[at]
        for at, one in enumerate(paragraphs)
    ]
    markers = [
        None if _is_letter(markers, at, one) else markers[at] for at, one in enumerate(paragraphs)
    ]
    markers = listed_letters(paragraphs, markers)
    for at, (above, one) in enumerate(pairwise(paragraphs), start=1):
        marker = markers[at]
        is_torn = marker and _TORN.fullmatch(one.text) and _NAMED_LINE.match(above.text)
        if marker and is_torn and markers[at - 1] is None:
            markers[at - 1 : at + 1] = replace(marker, start=0, length=0), None
        elif marker and _is_no_number(paragraphs, markers, at):
            markers[at] = None
    for at, annex in titled_annexes(paragraphs, markers).items():
        markers[at] = annex
    markers = restored_numbers(paragraphs, markers)
    numbers = [marker for marker in markers if marker is not None]
    codes = [one.number for one in numbers if one.is_code]
    if sum(after == one + 1 for one, after in pairwise(codes)) < _FEWEST_COUNTED:
        markers = [None if one is not None and one.is_code else one for one in markers]
    parted = sum(one.is_bare and one.has_part(below) for one, below in pairwise(numbers))
    if parted >= _FEWEST_PARTED:
        return markers
    return [None if marker is not None and marker.is_bare else marker for marker in markers]


def _opens_row(paragraphs: Sequence[Paragraph], numbered: Sequence[Marker | None], at: int) -> bool:
    """Tell whether the number at `at` opens the row of a table whose cells stand on the next lines.

    The row of the next number comes before any sentence does.
    """
    marker = numbered[at]
    if marker is None or not marker.is_low or "。" in paragraphs[at].text:
        return False
    for below in range(at + 1, min(at + 1 + _MOST_ROW_LINES, len(paragraphs))):
        other, line = numbered[below], paragraphs[below]
        if "。" in line.text or (other is not None and not other.follows(marker)):
            return False
        if other is not None:
            return other.rank == marker.rank and is_row(line)
    return False


def _is_no_number(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int
) -> bool:
    """Tell whether the number at `at` is of a formula, a broken ordinal, an annex or a reference.

    What closes the bracket of the line above goes on with that line: （附件|1）.
    """
    above = paragraphs[at - 1].text
    is_ordinal = above.endswith("第")
    is_open = above.rfind("(") > above.rfind(")") and above[-1:] >= "\u4e00"
    is_inside = is_open and bool(_CLOSING.match(paragraphs[at].text))
    return (
        is_ordinal or is_inside or _is_of_formula(paragraphs, at) or _is_title_of_annex(markers, at)
    )


def _is_letter(markers: Sequence[Marker | None], at: int, paragraph: Paragraph) -> bool:
    """Tell whether an l that may be a one is the letter: no two comes behind it."""
    marker = markers[at]
    if marker is None or not paragraph.text.startswith("l"):
        return False
    behind = markers[at + 1 : at + _FARTHEST]
    same = (one for one in behind if one is not None and one.rank == marker.rank)
    following = next(same, None)
    return following is None or following.number != 2


def _is_title_of_annex(markers: Sequence[Marker | None], at: int) -> bool:
    """Tell whether an annex that has no number (名词解释) is the title of the mark above it: 附件."""
    marker, above = markers[at], markers[at - 1]
    is_titled = marker is not None and marker.is_annex and not marker.label.startswith("附")
    return is_titled and above is not None and above.is_annex


def _is_of_formula(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Tell whether the number at `at`, alone on its line, is the number of the formula above it."""
    above = paragraphs[max(at - _NEAR_FORMULA, 0) : at]
    return bool(_LONE_NUMBER.fullmatch(paragraphs[at].text)) and any(
        _FORMULA.search(one.text) for one in above
    )


def next_of_scheme(markers: Sequence[Marker | None]) -> list[int]:
    """Return for every paragraph where the next number of its scheme stands, 0 for nowhere."""
    following = [0] * len(markers)
    seen: dict[tuple[int, str], int] = {}
    for at in range(len(markers) - 1, -1, -1):
        if marker := markers[at]:
            following[at] = seen.get((marker.rank, marker.prefix), 0)
            seen[marker.rank, marker.prefix] = at
    return following
