"""A box (专栏) directly below the head of a chapter, and where the chapter's own units begin behind it; pure.

Convention: a box hangs on the text above it, and most stand behind a unit whose numbers go on below
the box. Some chapters show theirs first: the units behind it begin with one, in the scheme in which
the chapters before count theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.asides import is_box
from corpus.markers import Marker
from corpus.nodes import Node
from corpus.paragraphs import Paragraph


def units_behind_box(
    paragraphs: Sequence[Paragraph],
    markers: Sequence[Marker | None],
    title: int,
    open_units: Sequence[Node],
) -> int:
    """Return where the units begin of the head above the box whose title stands at `title`, else 0.

    The last number one of their scheme begins them: the box may count its items alike before. Where no
    sentence stands between the title of the box and the one run of such numbers, they are its items.
    Where no chapter before has units, the scheme is that below its own (GB/T 9704-2012, 7.3.3).
    """
    head = open_units[-1]
    if head.marker is None or head.opening is not paragraphs[title - 1] or not head.stands_alone:
        return 0
    ranks = [
        below.marker.rank
        for beside in open_units[-2].children[:-1]
        for below in beside.children[:1]
        if below.marker is not None
    ]
    if not ranks and not (head.marker.is_upper or head.marker.is_division):
        return 0
    found = 0
    number: int | None = None
    for at in range(title + 1, len(paragraphs)):
        marker = markers[at]
        if is_box(paragraphs[at]) or (marker is not None and marker.rank <= head.marker.rank):
            break
        if marker is None or not _is_of_scheme(marker, ranks):
            continue
        if number == 1 and marker.number != 2:  # a lone one begins no run
            found = 0
        if marker.number == 1:
            found = at
        number = marker.number
    has_matter = any("。" in one.text for one in paragraphs[title + 1 : found])
    return found if has_matter else 0


def _is_of_scheme(marker: Marker, ranks: Sequence[int]) -> bool:
    return marker.rank == ranks[-1] if ranks else marker.is_bracketed
