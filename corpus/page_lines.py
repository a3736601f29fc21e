"""A page's lines set in the order in which they stand; pure.

A program may draw the letters of one font before those of the next (Chinese quotation marks are
often of another font than what they enclose), so the text of a line is not always drawn from left
to right. What is drawn one after another on one line is set by its places. Columns are never drawn
in turns on one line, or stand in order already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.page_tables import Piece

_SAME_LINE = 0.3  # of its size: nearer baselines are one
_MOST_OVERLAP = 0.4  # of its size: two pieces that overlap more do not stand side by side
_BACK = 0.2  # of its size: so far left begins what is drawn too late
_BLANK = 0.15  # of its size: a wider gap keeps its blank


def set_lines(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces, those of a line that are drawn out of order set from left to right.

    All characters stay but the blanks that stood for gaps now filled. A line whose pieces would
    overlap, or are not sure, stays as it is.
    """
    found: list[Piece] = []
    line: list[Piece] = []
    for piece in pieces:
        if piece.text.strip() and line and not _is_one_line(line, piece):
            found += _in_order(line)
            line = []
        line.append(piece)
        if "\n" in piece.text:
            found += _in_order(line)
            line = []
    return (*found, *_in_order(line))


def _is_one_line(line: Sequence[Piece], piece: Piece) -> bool:
    first = next((one for one in line if one.text.strip()), piece)
    size = max(first.size, piece.size)
    return first.layer == piece.layer and abs(first.y - piece.y) <= _SAME_LINE * size


def _in_order(line: list[Piece]) -> list[Piece]:
    """Return the pieces of a line by their places, blanks only where one of them had one."""
    filled = [at for at, piece in enumerate(line) if piece.text.strip()]
    if not any(line[b].x < line[a].x - _BACK * line[b].size for a, b in pairwise(filled)):
        return line
    end = "\n" * line[-1].text.count("\n")
    if any("\n" in piece.text.rstrip("\n") for piece in line):
        return line
    ordered = sorted((line[at] for at in filled), key=lambda one: one.x)
    if not all(piece.is_sure for piece in ordered) or not all(map(_fits, ordered, ordered[1:])):
        return line
    blank_before, blank_after = _spaced(line)
    first = ordered[0]
    start = first.text.rstrip() if first is line[filled[0]] else first.text.strip()
    found = [*line[: filled[0]], replace(first, text=start)]
    for before, after in pairwise(ordered):
        is_wide = after.x - before.end > _BLANK * after.size
        had_one = before in blank_after or after in blank_before
        found.append(replace(after, text=" " * (is_wide and had_one) + after.text.strip()))
    found[-1] = replace(found[-1], text=found[-1].text + end)
    return found


def _fits(before: Piece, after: Piece) -> bool:
    return after.x >= before.end - _MOST_OVERLAP * min(before.size, after.size)


def _spaced(line: Sequence[Piece]) -> tuple[set[Piece], set[Piece]]:
    """Return the pieces of a line with a blank before them, and those with one behind them."""
    first: set[Piece] = set()
    last: set[Piece] = set()
    before: Piece | None = None
    is_blank = False
    for piece in line:
        text = piece.text.strip("\n")
        if not text.strip():
            is_blank |= bool(text)
            continue
        if is_blank or text[0].isspace():
            first.add(piece)
            if before is not None:
                last.add(before)
        is_blank = text[-1].isspace()
        before = piece
    if is_blank and before is not None:
        last.add(before)
    return first, last
