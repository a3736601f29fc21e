"""Where the lines of a page stand on paper: from a text layer, or from what recognised a scan; pure.

A page's header stands above its text and its number below, whatever the order in which a program
draws them. Heights and sizes are shares of the page's height, so that pages of any size, and scans
of any resolution, are measured alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.page_tables import Piece
from corpus.view import RADICALS

_LINE_LEVEL, _WORD_LEVEL, _PAGE_LEVEL = "4", "5", "1"  # of what tesseract tells (TSV)
_TOLD = 12  # columns: level, four numbers, word, left, top, width, height, confidence, text
_SURE = 50.0  # of a hundred: how sure recognition is of a word that it has read
# A picture without text is read as a few signs, none of them sure.
_FEWEST_READ = 2
_LEAST_READ = 0.3


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line: its words without blanks, how high it stands (0 foot, 1 head), and its size."""

    words: str
    height: float
    size: float


def words_of(line: str) -> str:
    """Return the words of a line by which it is found again, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", line.translate(RADICALS)))


def placed_lines(pieces: Iterable[Piece], low: float, high: float) -> tuple[PlacedLine, ...]:
    """Return the lines that the pieces of a page make, in their order; it reaches from `low` to `high`.

    What a form of the page draws is left out: its places are the form's own. Where a line would stand
    off the page, none is sure.
    """
    tall = (high - low) or 1.0
    found = [
        PlacedLine(words_of(words), (at.y - low) / tall, at.size / tall)
        for words, at in _lines(pieces)
        if not at.layer
    ]
    return tuple(found) if all(0 <= line.height <= 1 for line in found) else ()


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """Yield the lines that have words, each with the piece that begins it.

    Of a piece of several lines only the first stands where the piece does.
    """
    words: list[str] = []
    at: Piece | None = None
    for piece in pieces:
        is_first = True
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                if at is not None:
                    yield "".join(words), at
                words, at = [], None
            words.append(part)
            if part.strip():
                at = at or (piece if is_first else None)
                is_first = False
    if at is not None:
        yield "".join(words), at


def recognised_lines(told: str) -> tuple[PlacedLine, ...]:
    """Return the lines of a page that tesseract has recognised, `told` being its table (TSV)."""
    rows = list(_rows(told))
    tall = next((int(row[9]) for row in rows if row[0] == _PAGE_LEVEL), 0) or 1
    words: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        if row[0] == _WORD_LEVEL:
            words[tuple(row[1:5])].append(row[11])
    found = []
    for row in rows:
        if row[0] == _LINE_LEVEL and (line := words_of("".join(words[tuple(row[1:5])]))):
            top, high = int(row[7]), int(row[9])
            found.append(PlacedLine(line, 1 - (top + high) / tall, high / tall))
    return tuple(found)


def has_read(told: str) -> bool:
    """Tell whether tesseract has read words on a page, and not only the noise of a picture."""
    signs = [
        (float(row[10]), len(re.findall(r"\w", row[11])))
        for row in _rows(told)
        if row[0] == _WORD_LEVEL
    ]
    read = sum(count for sure, count in signs if sure >= _SURE)
    return read >= max(_FEWEST_READ, _LEAST_READ * sum(count for _, count in signs))


def _rows(told: str) -> Iterable[Sequence[str]]:
    rows = (line.split("\t") for line in told.split("\n")[1:])
    return (row for row in rows if len(row) == _TOLD)
