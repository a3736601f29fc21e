"""Items with letters, a) b) c) or A. B. C., that make a list; pure.

Convention (GB/T 1.1, 列项): the items stand each on its own line below the words that announce them,
from a on without a gap; below an item may stand 1) 2), numbered anew. A letter alone, one out of step and
what explains the letters of a formula (式中：) is no item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_FARTHEST = 40  # paragraphs from an item to the next
_FEWEST = 2
_LAST = 26
_OF_FORMULA = re.compile(r"(?:式中|其中)\s?[:,]?$")


@dataclass(slots=True)
class _Run:
    """The letters of one list, and the number below which it began."""

    places: list[int]
    above: Marker | None
    behind: set[int] = field(default_factory=set)  # ranks of the numbers behind its last item
    between: set[int] = field(default_factory=set)  # and of those among its items


def listed_letters(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> list[Marker | None]:
    """Return `markers` without the letters that are no items of a list.

    A list whose items stand between two numbers 1) and 2) is below these; else it is above those
    that its items have.
    """
    kept = [None if one is not None and one.is_letter else one for one in markers]
    for run in _runs(paragraphs, markers):
        is_below = run.above is not None and run.above.rank not in run.between
        for at in run.places:
            one = markers[at]
            kept[at] = one.below_items if one is not None and is_below else one
    return kept


def _runs(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]) -> list[_Run]:
    """Return the lists of at least two letters."""
    found: list[_Run] = []
    run: dict[int, _Run] = {}  # by rank: the lists that may go on
    last: Marker | None = None
    for at, marker in enumerate(markers):
        if marker is None:
            continue
        if not marker.is_letter:
            run = {rank: one for rank, one in run.items() if rank < marker.rank}
            for one in run.values():
                one.behind.add(marker.rank)
            last = marker
            continue
        open_run = run.get(marker.rank)
        if marker.number == 1 and not _is_of_formula(paragraphs, at):
            is_item = last is not None and marker.rank < last.rank
            run[marker.rank] = _Run(places=[at], above=last if is_item else None)
            found.append(run[marker.rank])
        elif open_run and _goes_on(markers, open_run, at) and at - open_run.places[-1] <= _FARTHEST:
            open_run.places.append(at)
            open_run.between |= open_run.behind
            open_run.behind.clear()
    return [one for one in found if len(one.places) >= _FEWEST]


def _goes_on(markers: Sequence[Marker | None], run: _Run, at: int) -> bool:
    before, one = markers[run.places[-1]], markers[at]
    return before is not None and one is not None and one.follows(before) and one.number <= _LAST


def _is_of_formula(paragraphs: Sequence[Paragraph], at: int) -> bool:
    return at > 0 and bool(_OF_FORMULA.search(paragraphs[at - 1].text[-4:]))
