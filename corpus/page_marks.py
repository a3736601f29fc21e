"""What pypdf tells of a page while it reads it: pieces of text with their places, and rules; pure.

pypdf gives one piece for all text between two breaks, which may reach over several cells of a table;
so the operators are parted first: before all text that is placed anew stands one that changes
nothing and ends a piece.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import atan2, hypot, pi
from typing import Any
from unicodedata import east_asian_width

from corpus.page_rules import Matrix, Rule, RulePen
from corpus.page_tables import Piece

Operation = tuple[list[Any], bytes]

_SHOWN = {b"Tj", b"TJ", b"'", b'"'}
_MOVED = {b"Td", b"TD", b"Tm", b"T*", b"BT", b"cm", b"q", b"Q", b"'", b'"'}
_NOTHING = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WIDE = -250  # thousandths of the size: a gap in a string of text that a letter may fill
_FAR = -2000  # thousandths of the size: a gap in a string of text that parts columns
_SQUARE = {"W", "F"}  # letters of Chinese typefaces are as wide as their size
_NARROW = 0.5  # of its size: any other letter of a font that does not say
_OUTSIDE = 1e9  # of any page
_MOST_ASKEW = 0.02  # of a quarter turn


def parted(operations: Sequence[Operation], *, at_gaps: bool = False) -> list[Operation]:
    """Return a page's operators with one that ends a piece before all text placed anew.

    With `at_gaps` a string of text is parted too, before each gap in it that another piece may fill.
    """
    found: list[Operation] = []
    is_moved = True
    for operands, operator in operations:
        if operator in _SHOWN and (is_moved or operator in _MOVED or at_gaps):
            found.append((list(_NOTHING), b"cm"))
            is_moved = False
        is_moved = is_moved or operator in _MOVED
        if at_gaps and operator == b"TJ" and operands and isinstance(operands[0], Sequence):
            for part in _parts(operands[0]):
                array: Any = type(operands[0])  # pypdf knows an array by its own type
                found += [([array(part)], operator), (list(_NOTHING), b"cm")]
        else:
            found.append((operands, operator))
    return found


def _parts(shown: Sequence[object]) -> list[list[object]]:
    """Return the strings and gaps of an operator, parted before all gaps that are wide."""
    found: list[list[object]] = [[]]
    for one in shown:
        if isinstance(one, int | float) and one <= _WIDE and found[-1]:
            found.append([])
        found[-1].append(one)
    return found


@dataclass(slots=True)
class PageMarks:
    """Listens to pypdf reading a page; `before`, `after` and `show` are its visitors.

    Args:
        widths: how wide the letters of a font are, in sizes; None where nothing is to be measured.
    """

    widths: Callable[[object], Mapping[str, float]] | None = None
    _pen: RulePen = field(default_factory=RulePen)
    _pieces: list[tuple[Piece, int]] = field(default_factory=list)
    _is_far: bool = False
    _is_moved: bool = True
    _is_disordered: bool = False
    # How far from the last place that was set, in sizes: where the last text began and ended.
    _start: float = 0.0
    _end: float = 0.0
    _kerned: float = 0.0
    _last: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    _fonts: dict[int, Mapping[str, float]] = field(default_factory=dict)

    def before(
        self, operator: bytes, operands: Sequence[object], matrix: Matrix, placed: Matrix
    ) -> None:
        """Take the next operator."""
        if operator == b"Do":
            self._pen.enter()
        elif operator in _SHOWN:
            shown = operands[0] if operator == b"TJ" and operands else ()
            self._begin(shown if isinstance(shown, Sequence) else (), operator)
            self._compare(_product(placed, matrix))
        else:
            self._is_moved |= operator in _MOVED and list(operands) != list(_NOTHING)
            self._pen.draw(operator, operands, matrix)

    def _begin(self, shown: Sequence[object], operator: bytes) -> None:
        """Take note of where a string of text begins, and of its gaps."""
        gaps = [one if isinstance(one, int | float) else None for one in shown]
        texts = [at for at, gap in enumerate(gaps) if gap is None]
        first = texts[0] if texts else len(gaps)
        lead = -sum(gap or 0.0 for gap in gaps[:first]) / 1000
        inner = [gap for gap in gaps[first:] if gap is not None]
        is_anew = self._is_moved or operator not in {b"Tj", b"TJ"}
        self._start = (0.0 if is_anew else self._end) + lead
        self._kerned = -sum(inner) / 1000
        self._end = self._start + self._kerned
        self._is_moved = False
        self._is_far |= any(gap < _FAR for gap in inner)
        self._is_disordered |= any(gap <= _WIDE for gap in inner)

    def _compare(self, at: Matrix) -> None:
        """Take note where text is set back on the line of the text before it."""
        a, b, _, _, x, y = at
        before, self._last = self._last, (a, b, x, y)
        along = (x - before[2]) * before[0] + (y - before[3]) * before[1]
        across = (y - before[3]) * before[0] - (x - before[2]) * before[1]
        self._is_disordered |= along < 0 and abs(across) < -along

    def after(self, operator: bytes, *_: object) -> None:
        """Take note that an operator is done."""
        if operator == b"Do":
            self._pen.leave()

    def show(self, text: str, matrix: Matrix, placed: Matrix, font: object, size: float) -> None:
        """Take the next piece of text."""
        a, b, c, d, x, y = _product(placed, matrix)
        is_placed = all(abs(one) < _OUTSIDE for one in (a, b, c, d, x, y))
        quarters = atan2(b, a) / (pi / 2) if is_placed else 0
        is_straight = abs(quarters - round(quarters)) < _MOST_ASKEW and a * d > b * c
        is_sure = is_straight and is_placed and not self._is_far
        width = 0.0
        if self.widths and text.strip():
            x, y = x + self._start * size * a, y + self._start * size * b
            self._end = self._start + self._width(text.lstrip(), font) + self._kerned
            width = (self._width(text.strip(), font) + self._kerned) * abs(size) * hypot(a, b)
        piece = Piece(text, self._pen.layer, x, y, abs(size) * hypot(c, d), is_sure, width)
        self._pieces.append((piece, round(quarters) % len(_TURNS)))
        self._is_far = False

    def _width(self, text: str, font: object) -> float:
        """Return how wide a text is, in sizes."""
        if id(font) not in self._fonts:
            self._fonts[id(font)] = self.widths(font) if self.widths else {}
        known = self._fonts[id(font)]
        return sum(
            1.0 if east_asian_width(one) in _SQUARE else known.get(one, _NARROW) for one in text
        )

    @property
    def is_disordered(self) -> bool:
        """Whether some text may be drawn out of the order in which it stands on its line."""
        return self._is_disordered

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the page as it is read, its text upright."""
        turn = self._turn()
        return tuple(_turned_rule(rule, turn) for rule in self._pen.rules)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text of the page as it is read; what is turned against most of it is not sure."""
        turn = self._turn()
        return tuple(
            replace(
                piece,
                x=_turned(piece.x, piece.y, turn)[0],
                y=_turned(piece.x, piece.y, turn)[1],
                is_sure=piece.is_sure and own == turn,
            )
            for piece, own in self._pieces
        )

    def upright(self, box: Sequence[float]) -> tuple[float, float]:
        """Return where a page of this box (left, low, right, high) ends below and above as it is read."""
        turn = self._turn()
        _, one = _turned(box[0], box[1], turn)
        _, other = _turned(box[2], box[3], turn)
        return min(one, other), max(one, other)

    def _turn(self) -> int:
        """Return by how many quarters most letters of the page are turned."""
        turns: Counter[int] = Counter()
        for piece, turn in self._pieces:
            turns[turn] += len(piece.text.strip())
        return max(turns, key=turns.__getitem__, default=0)


# By quarters that the text of a page is turned, what makes it upright: of x, y the new x, the new y.
_TURNS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    a, b, c, d = _TURNS[turn]
    return a * x + b * y, c * x + d * y


def _turned_rule(rule: Rule, turn: int) -> Rule:
    first = (rule.start, rule.at) if rule.is_flat else (rule.at, rule.start)
    last = (rule.end, rule.at) if rule.is_flat else (rule.at, rule.end)
    (left, low), (right, high) = _turned(*first, turn), _turned(*last, turn)
    is_flat = rule.is_flat == (turn % 2 == 0)
    start, end = sorted((left, right) if is_flat else (low, high))
    return Rule(rule.layer, is_flat, low if is_flat else left, start, end)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that places by `first` and then by `then`."""
    a, b, c, d, e, f = then
    rows = (first[0:2], first[2:4], first[4:6])
    parts = [(x * a + y * c, x * b + y * d) for x, y in rows]
    return (*parts[0], *parts[1], parts[2][0] + e, parts[2][1] + f)
