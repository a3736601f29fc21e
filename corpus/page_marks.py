"""What pypdf tells of a page while it reads it: pieces of text with their places, and rules; pure.

pypdf gives one piece for all text between two breaks, which may reach over several cells of a table;
so the operators are parted first: before all text that is placed anew stands one that changes
nothing and ends a piece.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import atan2, hypot, pi

from corpus.page_rules import Matrix, Rule, RulePen
from corpus.page_tables import Piece

Operation = tuple[list[float], bytes]

_SHOWN = {b"Tj", b"TJ", b"'", b'"'}
_MOVED = {b"Td", b"TD", b"Tm", b"T*", b"BT", b"cm", b"q", b"Q", b"'", b'"'}
_NOTHING = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FAR = -2000  # thousandths of the size: a gap in a string of text that parts columns
_OUTSIDE = 1e9  # of any page
_MOST_ASKEW = 0.02  # of a quarter turn


def parted(operations: Sequence[Operation]) -> list[Operation]:
    """Return a page's operators with one that ends a piece before all text placed anew."""
    found: list[Operation] = []
    is_moved = True
    for operands, operator in operations:
        if operator in _SHOWN and (is_moved or operator in _MOVED):
            found.append((list(_NOTHING), b"cm"))
            is_moved = False
        is_moved = is_moved or operator in _MOVED
        found.append((operands, operator))
    return found


@dataclass(slots=True)
class PageMarks:
    """Listens to pypdf reading a page; `before`, `after` and `show` are its visitors."""

    _pen: RulePen = field(default_factory=RulePen)
    _pieces: list[tuple[Piece, int]] = field(default_factory=list)
    _is_far: bool = False

    def before(
        self, operator: bytes, operands: Sequence[object], matrix: Matrix, _: Matrix
    ) -> None:
        """Take the next operator."""
        if operator == b"Do":
            self._pen.enter()
        elif operator == b"TJ" and operands and isinstance(operands[0], Sequence):
            gaps = (one for one in operands[0] if isinstance(one, int | float))
            self._is_far |= any(gap < _FAR for gap in gaps)
        else:
            self._pen.draw(operator, operands, matrix)

    def after(self, operator: bytes, *_: object) -> None:
        """Take note that an operator is done."""
        if operator == b"Do":
            self._pen.leave()

    def show(self, text: str, matrix: Matrix, placed: Matrix, _: object, size: float) -> None:
        """Take the next piece of text."""
        a, b, c, d, x, y = _product(placed, matrix)
        is_placed = all(abs(one) < _OUTSIDE for one in (a, b, c, d, x, y))
        quarters = atan2(b, a) / (pi / 2) if is_placed else 0
        is_straight = abs(quarters - round(quarters)) < _MOST_ASKEW and a * d > b * c
        is_sure = is_straight and is_placed and not self._is_far
        piece = Piece(text, self._pen.layer, x, y, abs(size) * hypot(c, d), is_sure)
        self._pieces.append((piece, round(quarters) % len(_TURNS)))
        self._is_far = False

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
