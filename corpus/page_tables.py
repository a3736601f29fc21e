"""A page's text with its tables set row by row, cells parted by tabs; pure.

The pieces of a page are its text in the order it is drawn in, each with its place. Those in the
grid of a table are put into its cells; all others stay as they are. A table whose pieces cannot be
placed with certainty stays as it is too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.markers import read_marker
from corpus.ruled_tables import Cell, Grid
from corpus.view import fold_width

_MOST_TABLES = 50  # of a page
_INSIDE = 0.25  # of its size: so far right of a piece's place, and above it, is its first letter
# Of its size, at least so wide is a Chinese character, and any other letter.
_NARROWEST, _NARROWEST_OTHER = 0.7, 0.3
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAME_LINE = 0.5  # of its size: nearer pieces stand in one line
_OVERFULL = 2.0  # times its size may the text of a cell hang over its side
# Lines of a cell are joined; a blank stands between words or figures that would run together, and
# before the numbered items of a list, as the paragraphs of a cell have it in other formats.
_WORD = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page's text, where it begins and how wide it is (0 unmeasured), in points.

    `is_sure` is false where its letters may stand elsewhere: turned, or set far apart.
    """

    text: str
    layer: int
    x: float
    y: float
    size: float
    is_sure: bool = True
    width: float = 0.0

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(slots=True)
class _Table:
    """A grid, the pieces in its cells, and whether all of them surely stand there."""

    grid: Grid
    ends: dict[Cell, float]
    is_sure: bool = True
    cells: defaultdict[Cell, list[Piece]] = field(default_factory=lambda: defaultdict(list))


def set_tables(pieces: Iterable[Piece], grids: Sequence[Grid]) -> str:
    """Return the text of the pieces, those in tables set as rows where the first of them stands."""
    tables = [_Table(grid, grid.ends()) for grid in grids[:_MOST_TABLES]]
    placed = [(piece, _put(piece, tables)) for piece in _with_blanks(pieces)]
    kept = {number for number, table in enumerate(tables) if _is_table(table)}
    parts: list[str] = []
    set_already: set[int] = set()
    for piece, number in placed:
        if number not in kept:
            parts.append(piece.text)
        elif number not in set_already:
            set_already.add(number)
            before = "" if not parts or parts[-1].endswith("\n") else "\n"
            parts.append(before + "".join(f"{line}\n" for line in _lines_of(tables[number])))
    return "".join(parts)


def _with_blanks(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with letters, line ends and blanks that are drawn alone put behind them."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and not piece.text.strip():
            whole[-1] = replace(whole[-1], text=whole[-1].text + piece.text)
        else:
            whole.append(piece)
    return whole


def _put(piece: Piece, tables: Sequence[_Table]) -> int | None:
    """Put a piece into its cell; return the number of the table, None for none."""
    x, y = piece.x + _INSIDE * piece.size, piece.y + _INSIDE * piece.size
    for number, table in enumerate(tables):
        cell = table.grid.cell_at(x, y) if piece.layer == table.grid.layer else None
        if cell is not None:
            overhang = piece.x + _least_width(piece) - table.ends[cell]
            table.is_sure &= piece.is_sure and overhang <= _OVERFULL * piece.size
            table.cells[cell].append(piece)
            return number
    return None


def _least_width(piece: Piece) -> float:
    letters = "".join(piece.text.split())
    chinese = len(_CHINESE.findall(letters))
    return piece.size * (chinese * _NARROWEST + (len(letters) - chinese) * _NARROWEST_OTHER)


def _is_table(table: _Table) -> bool:
    """Tell whether a grid's text surely stands in its cells, in more than one column."""
    rows = ([cell for cell in row if cell in table.cells] for row in table.grid.rows())
    return table.is_sure and any(len(row) > 1 for row in rows)


def _lines_of(table: _Table) -> Iterator[str]:
    """Yield a row a line. A row of one cell is a frame round text, and keeps its lines."""
    for row in table.grid.rows():
        pieces = [table.cells.get(cell, []) if cell else [] for cell in row]
        if len(row) == 1:
            text = "".join(piece.text for piece in pieces[0])
            yield from (line for line in text.split("\n") if line.strip())
        elif line := "\t".join(map(_text_of, pieces)).rstrip("\t"):
            yield line


def _text_of(pieces: Iterable[Piece]) -> str:
    """Return what stands in a cell, its wrapped lines joined."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if lines and lines[-1][0].y - piece.y <= _SAME_LINE * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    text = ""
    for line in lines:
        joined = "".join(piece.text for piece in sorted(line, key=lambda one: one.x))
        joined = " ".join(re.split(r"[\t\n]+", joined)).strip()
        runs_together = _WORD.match(text[-1:]) and _WORD.match(joined)
        is_item = text and read_marker(fold_width(joined)) is not None
        text += f" {joined}" if runs_together or is_item else joined
    return text
