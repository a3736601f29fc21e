"""Tables of facts as they are shown and exported: frozen values.

Every row rests on a citation, so that it can be opened and proven; the totals are part of the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its cells, one for each column, and what it rests on."""

    cells: tuple[str, ...]
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """A table of facts.

    `totals` say how many rows there are, and how many of each kind; `remarks` what is to be known
    of the table (documents not in force, files that could not be read). `merged` is how many columns
    from the second on may be drawn as one cell where they repeat what stands above.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    merged: int = 0

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row has not as many cells as there are columns")
