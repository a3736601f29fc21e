"""The grids that rules draw on a page, and the cells in them; pure.

Rules that cross make a grid; where no rule parts two of its cells, they are one merged cell. Rules
that cross nothing (underlines, the line of a red head) and frames of one column (专栏) are no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.page_rules import Rule

_TOUCH = 3.0  # points: rules this near meet; one drawn cell by cell has such gaps
_DOUBLED = 7.0  # rules this near are one, drawn twice or as a double line: no text fits between
_MOST_RULES = 600  # of a page in each direction, once those in a line are joined
_MOST_CELLS = 10_000  # of a grid
_FEWEST_ROWS = 2  # that are parted into columns

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns and rows: `xs` from left to right, `ys` from the foot up.

    `owners` gives for each place, row by row from the foot up, the merged cell that it belongs to:
    the place at its upper left corner.
    """

    layer: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[Cell, ...], ...]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell at a place of the page, None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owners[row][column]
        return None

    def ends(self) -> dict[Cell, float]:
        """Return the right side of each cell."""
        return {owner: self.xs[at + 1] for row in self.owners for at, owner in enumerate(row)}

    def rows(self) -> Iterator[list[Cell | None]]:
        """Yield the rows from the top down: the cells that begin in each, None where one reaches over.

        A row that is a single cell is that cell.
        """
        for row in reversed(range(len(self.owners))):
            owners = self.owners[row]
            if len(set(owners)) == 1:
                yield [owners[0]] if owners[0][0] == row else []
            else:
                yield [one if one == (row, at) else None for at, one in enumerate(owners)]


def find_grids(rules: Iterable[Rule]) -> tuple[Grid, ...]:
    """Return the grids of tables, the smaller ones first: one may stand in a cell of another."""
    layers: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        layers[rule.layer].append(rule)
    grids = [
        grid
        for layer in layers.values()
        for group in _groups(_joined(layer))
        if (grid := _grid(group)) is not None
    ]
    return tuple(sorted(grids, key=_area))


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join the rules that lie in one line and touch."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.is_flat, round(one.at), one.start)):
        last = joined[-1] if joined else rule
        is_same = last.is_flat == rule.is_flat and round(last.at) == round(rule.at)
        if joined and is_same and rule.start <= last.end + _TOUCH:
            joined[-1] = Rule(
                last.layer, last.is_flat, last.at, last.start, max(last.end, rule.end)
            )
        else:
            joined.append(rule)
    return joined


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the groups of rules that cross each other, directly or by way of others."""
    flat = [rule for rule in rules if rule.is_flat]
    upright = [rule for rule in rules if not rule.is_flat]
    if max(len(flat), len(upright)) > _MOST_RULES:
        return
    todo: set[Rule] = set(upright)
    crossing = {id(rule): [one for one in upright if _cross(rule, one)] for rule in flat}
    crossed: defaultdict[Rule, list[Rule]] = defaultdict(list)
    for rule in flat:
        for one in crossing[id(rule)]:
            crossed[one].append(rule)
    while todo:
        group: dict[Rule, None] = {}
        open_rules: list[Rule] = [todo.pop()]
        while open_rules:
            rule = open_rules.pop()
            if rule in group:
                continue
            group[rule] = None
            todo.discard(rule)
            open_rules += crossing[id(rule)] if rule.is_flat else crossed[rule]
        yield list(group)


def _cross(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
        and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
    )


def _grid(group: Sequence[Rule]) -> Grid | None:
    """Return the grid of rules that cross; None where it is no table, or its cells are no rectangles.

    Statistical tables are open at both sides, and a page may cut a table's head or foot, but what has
    neither its sides nor its head and foot is a figure.
    """
    flat = [rule for rule in group if rule.is_flat]
    upright = [rule for rule in group if not rule.is_flat]
    if not (flat and upright):
        return None
    xs = _lines([*(one.at for one in upright), *_reach(flat)])
    ys = _lines([*(one.at for one in flat), *_reach(upright)])
    if len(xs) < 3 or len(ys) < _FEWEST_ROWS + 1 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    walls, floors = _walls(upright, xs, ys), _walls(flat, ys, xs)
    sides = set(product((0, columns), range(rows)))
    ends = set(product((0, rows), range(columns)))
    if not (sides <= walls or ends <= floors):
        return None
    owners = _owners(rows, columns, walls | sides, floors | ends)
    if owners is None or sum(len(set(row)) > 1 for row in owners) < _FEWEST_ROWS:
        return None
    return Grid(group[0].layer, xs, ys, owners)


def _reach(rules: Sequence[Rule]) -> list[float]:
    return [min(one.start for one in rules), max(one.end for one in rules)]


def _lines(places: Iterable[float]) -> tuple[float, ...]:
    """Return the distinct places among those of rules, of doubled ones the first."""
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > _DOUBLED:
            lines.append(place)
    return tuple(lines)


def _walls(
    rules: Iterable[Rule], lines: Sequence[float], across: Sequence[float]
) -> set[tuple[int, int]]:
    """Return where rules part two neighbours: the number of the line, and of the gap across it."""
    middles = [(start + end) / 2 for start, end in pairwise(across)]
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        line = bisect_right(lines, rule.at) - 1
        first, last = bisect_right(middles, rule.start), bisect_right(middles, rule.end)
        walls.update((line, gap) for gap in range(first, last))
    return walls


def _owners(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> tuple[tuple[Cell, ...], ...] | None:
    """Return the merged cell of each place; None where one is no rectangle."""
    owners: dict[Cell, Cell] = {}
    for corner in product(reversed(range(rows)), range(columns)):
        if corner in owners:
            continue
        todo = [corner]
        inside: set[Cell] = set()
        while todo:
            row, column = place = todo.pop()
            if place in inside:
                continue
            inside.add(place)
            todo += [(row, column + 1)] if (column + 1, row) not in walls else []
            todo += [(row, column - 1)] if (column, row) not in walls else []
            todo += [(row + 1, column)] if (row + 1, column) not in floors else []
            todo += [(row - 1, column)] if (row, column) not in floors else []
        lowest, widest = min(row for row, _ in inside), max(column for _, column in inside)
        if len(inside) != (corner[0] - lowest + 1) * (widest - corner[1] + 1):
            return None
        owners |= dict.fromkeys(inside, corner)
    return tuple(tuple(owners[row, column] for column in range(columns)) for row in range(rows))
