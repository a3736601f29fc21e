"""A text's paragraphs: lines, or runs of lines where the layout has wrapped them; pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.markers import read_marker
from corpus.model import Span
from corpus.view import PAGE_LINE, MatchingView, fold_width, view_of

_LINE = re.compile(r"[^\n]+")
_ENDS = ("。", "!", "?", ";", ":", ")", "”")
_BOX = re.compile(
    r"专\s?栏\s?[\d一二三四五六七八九十][^。;!?]{2,35}"
)  # its title has a line of its own
_DASHES = ("——", "--")  # they open the items of a list: ——创新驱动。
# Markdown's blocks are lines: headings and rows of tables end there, items of lists begin there.
_LINE_BLOCK = re.compile(r"#{1,6}\s|\||<!--")
_BLOCK = re.compile(r"#{1,6}\s|\||<!--|[-*+>]\s|\*\*")
_CELL_END = "\t"  # in a row of a table, whose lines its cells have taken in
# Full-width characters of a page's line: an editor's are longer, and no column is as narrow.
_NARROWEST_LAYOUT, _WIDEST_LAYOUT = 15, 60
_FEWEST_LINES = 20
_LEAST_FILLED = 0.6  # of the width: spaces between stretched characters are lost in a text layer
_LEAST_SET_IN = 0.75  # of the width that a line with an indent on both its sides fills
_LONGEST_STUB = 0.3  # of the width, in characters
_SHORTEST_OPEN = 30  # characters of a line that is no title and goes on behind a page's number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, blanks trimmed, with the number of blank lines before it."""

    span: Span
    view: MatchingView
    blank_lines_before: int

    @property
    def text(self) -> str:
        """The paragraph on the matching view: one width, wrapped lines joined."""
        return self.view.text


def split_paragraphs(text: str, headings: Sequence[int] = ()) -> tuple[Paragraph, ...]:
    """Cut `text` into its non-blank paragraphs, in order; one begins at each of the `headings`.

    In text wrapped by a page layout (every line under 60 full-width characters) a line that fills
    the width goes on in the next one. The number of a page belongs to the paragraph before it,
    which goes on behind it where it is not finished. Rows of tables stand for themselves, however
    wide they are.
    """
    lines = [_trimmed(match) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    width = _layout_width(text, lines)
    words = [line.of(text) for line in lines]
    line_ends = [line.end for line in lines]
    heads = {bisect_right(line_ends, start) for start in headings}
    starts = [0] + [
        at + 1
        for at, (line, following) in enumerate(pairwise(words))
        if at + 1 in heads
        or not (
            PAGE_LINE.fullmatch(following)
            or (at and PAGE_LINE.fullmatch(line) and _is_open(words[at - 1], following))
            or (width and _goes_on(line, following, width))
        )
    ]
    ends = [*(start - 1 for start in starts[1:]), len(lines) - 1]
    return tuple(_paragraphs(text, lines, zip(starts, ends, strict=True))) if lines else ()


def _paragraphs(
    text: str, lines: list[Span], ranges: Iterator[tuple[int, int]] | zip[tuple[int, int]]
) -> Iterator[Paragraph]:
    previous_end = 0
    for first, last in ranges:
        span = Span(start=lines[first].start, end=lines[last].end)
        blank = text.count("\n", previous_end, span.start) - (1 if previous_end else 0)
        previous_end = span.end
        view = view_of(text, span)
        yield Paragraph(span=span, view=view, blank_lines_before=max(blank, 0))


def _trimmed(match: re.Match[str]) -> Span:
    line = match.group()
    start = match.start() + len(line) - len(line.lstrip())
    return Span(start=start, end=start + len(line.strip()))


def _display_width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in line)


def _layout_width(text: str, lines: list[Span]) -> float:
    """Return the width lines are wrapped at, 0 where the text is not wrapped."""
    lines = [line for line in lines if _CELL_END not in line.of(text)]
    if len(lines) < _FEWEST_LINES:
        return 0
    widths = sorted(_display_width(line.of(text)) for line in lines)
    full = widths[len(widths) * 19 // 20 - 1]
    wrapped = sum(not line.of(text).endswith(_ENDS) for line in lines) > len(lines) / 3
    is_page = _NARROWEST_LAYOUT <= full < _WIDEST_LAYOUT and widths[-1] < 2 * _WIDEST_LAYOUT
    return full if is_page and wrapped else 0


def _is_open(line: str, following: str) -> bool:
    """Tell whether a long `line` goes on in the one behind the page's number."""
    is_finished = fold_width(line).endswith((*_ENDS, "."))
    is_other = _CELL_END in line + following or _opens(fold_width(following))
    return len(line) >= _SHORTEST_OPEN and not is_finished and not is_other


def _opens(line: str) -> bool:
    return read_marker(line) is not None or line.startswith(_DASHES) or bool(_BOX.fullmatch(line))


def _is_running(line: str) -> bool:
    """Tell whether a line is unfinished text: a sentence has ended in it, or it stops behind 、 or ，.

    No title is written so.
    """
    return line.endswith(("、", ",")) or ("。" in line and not line.endswith(_ENDS))


def _is_torn(line: str, following: str, width: float) -> bool:
    """Tell whether a line that is set in, narrower than the others, leaves its last words to the next.

    What closes a sentence in a few characters is no paragraph, and no title fills most of a line.
    """
    is_stub = len(following) <= _LONGEST_STUB * width and following.endswith(("。", ";"))
    is_wide = _display_width(line) >= _LEAST_SET_IN * width
    return is_stub and is_wide and not fold_width(line).endswith((*_ENDS, "."))


def _goes_on(line: str, following: str, width: float) -> bool:
    """Tell whether a wrapped `line` goes on in `following`."""
    folded, begins = fold_width(line), fold_width(following)
    is_full = _display_width(line) >= width - 3
    is_running = _display_width(line) >= _LEAST_FILLED * width and _is_running(folded)
    is_running |= _is_torn(line, begins, width)
    if not (is_full or is_running) or _BOX.fullmatch(begins):
        return False
    if _LINE_BLOCK.match(line) or _BLOCK.match(following) or _CELL_END in line + following:
        return False
    is_item = begins.startswith(_DASHES) or read_marker(begins) is not None
    return not ((folded.endswith(_ENDS) or not is_full) and is_item)
