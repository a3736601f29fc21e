"""The straight rules that a page draws: stroked lines, frames, and thin filled bars; pure.

What a page shows is drawn by paths: points are put together (m, l, c, re, h) and then stroked,
filled or dropped (ISO 32000-1, 8.5). Word and WPS draw the rules of tables as thin bars, others as lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Matrix = Sequence[float]
Point = tuple[float, float]

_THICKEST = 5.0  # points; what is thicker is a ground, no rule
_SHORTEST = 4.0
_FAR = 1e9  # no page is so large in any unit
_LONGEST = 15_000.0  # a page has 14,400 at most (Annex C)
_SLOPE = 1.0  # that a line drawn by hand may have
_MOST_POINTS = 100_000  # of a page; a drawing has more, and is no table
_STROKED = {b"S": False, b"s": True, b"B": False, b"B*": False, b"b": True, b"b*": True}
_FILLED = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_DRAWN = {*_STROKED, *_FILLED, b"n"}
_CURVES = {b"c": 6, b"v": 4, b"y": 4}
_MOVING = {b"m", b"l", b"re", b"w", b"h", *_CURVES}


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page's lines of text (flat) or across them.

    `at` is its place on the other axis. `layer` tells what it is drawn in: the page or a form.
    """

    layer: int
    is_flat: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class RulePen:
    """Follows the operators of a page in their order and keeps the rules that they draw.

    `layer` is 0 on the page, another number in each form that is drawn on it: pypdf gives the
    places in a form without telling where the form stands.
    """

    layer: int = 0
    _rules: list[Rule] = field(default_factory=list)
    _paths: list[list[Point]] = field(default_factory=list)
    _points: int = 0
    _width: float = 1.0
    _widths: list[float] = field(default_factory=list)
    _outer: list[int] = field(default_factory=list)
    _forms: int = 0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules drawn so far; none where there are too many marks for a table."""
        return () if self._points > _MOST_POINTS else tuple(self._rules)

    def enter(self) -> None:
        """Begin a form."""
        self._forms += 1
        self._outer.append(self.layer)
        self.layer = self._forms

    def leave(self) -> None:
        """End a form."""
        self.layer = self._outer.pop() if self._outer else 0

    def draw(self, operator: bytes, operands: Sequence[object], matrix: Matrix) -> None:
        """Take the next operator of the page; what is no number there moves nothing."""
        if operator in _DRAWN:
            self._paint(operator)
        elif operator == b"q":
            self._widths.append(self._width)
        elif operator == b"Q":
            self._width = self._widths.pop() if self._widths else 1.0
        elif operator in _MOVING and self._points <= _MOST_POINTS:
            numbers = [one for one in operands if isinstance(one, int | float) and abs(one) < _FAR]
            self._move(operator, numbers, matrix)

    def _move(self, operator: bytes, numbers: Sequence[float], matrix: Matrix) -> None:
        self._points += 1
        if operator == b"w" and numbers:
            self._width = numbers[0] * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        elif operator == b"m" and len(numbers) == 2:
            self._paths.append([_placed(numbers, matrix)])
        elif operator == b"l" and len(numbers) == 2 and self._paths:
            self._paths[-1].append(_placed(numbers, matrix))
        elif operator == b"h" and self._paths:
            self._paths[-1].append(self._paths[-1][0])
        elif operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            self._paths.append([_placed(corner, matrix) for corner in corners])
        elif operator in _CURVES and len(numbers) == _CURVES[operator]:
            self._paths.append([_placed(numbers[-2:], matrix)])

    def _paint(self, operator: bytes) -> None:
        for path in self._paths:
            if operator in _FILLED:
                self._add_bar(path)
            if operator in _STROKED and self._width <= _THICKEST:
                closed = [*path, path[0]] if _STROKED[operator] else path
                for start, end in pairwise(closed):
                    self._add_line(start, end)
        self._paths = []

    def _add_bar(self, path: Sequence[Point]) -> None:
        left, right = min(x for x, _ in path), max(x for x, _ in path)
        low, high = min(y for _, y in path), max(y for _, y in path)
        if min(right - left, high - low) > _THICKEST:
            return
        if right - left >= high - low:
            self._add_line((left, (low + high) / 2), (right, (low + high) / 2))
        else:
            self._add_line(((left + right) / 2, low), ((left + right) / 2, high))

    def _add_line(self, start: Point, end: Point) -> None:
        wide, tall = abs(start[0] - end[0]), abs(start[1] - end[1])
        if not (min(wide, tall) <= _SLOPE and _SHORTEST <= max(wide, tall) <= _LONGEST):
            return
        along, across = (0, 1) if wide > tall else (1, 0)
        low, high = sorted((start[along], end[along]))
        at = (start[across] + end[across]) / 2
        self._rules.append(Rule(self.layer, wide > tall, at, low, high))


def _placed(point: Sequence[float], matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
