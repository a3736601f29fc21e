"""Labels (专项申报条件：) that part the numbers of one unit into groups, each counted from one; pure.

Convention: guides for applicants list what all must meet (基础条件：（一）…（八）), and below it, counted
anew, what each kind of project must (专项条件：（一）（二）). The label is a head of what is below it; it
is no part of the item above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.markers import Marker
from corpus.paragraphs import Paragraph

_LABEL = re.compile(r"[\u4e00-\u9fff“”、]{4,16}:")
# What announces a list, or says more of the text, and names no group.
_ANNOUNCES = re.compile(
    r"如下|以下|下列|包括|包含|(?:[有是为的]|其中|附[件表注]|备注|说明|单位|部门|电话):$"
)
_FINISHED = re.compile(r"[。;!?)]$")
_ENDING = 3  # characters that the labels of one row share, their colon among them
_FARTHEST = 60  # paragraphs from a label to the numbers beside it


def group_labels(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None]
) -> dict[int, int]:
    """Return where labels of groups stand, each with the rank of the numbers it parts.

    One stands where the numbers of its unit begin anew below it; so does the first, at which they
    do not, if it ends as the next one does.
    """
    found: dict[int, int] = {}
    labels = [at for at in range(1, len(paragraphs) - 1) if _is_label(paragraphs, markers, at)]
    for at in labels:
        rank = markers[at + 1].rank  # type: ignore[union-attr] # a label stands above a number
        if _begins_anew(markers, at, rank):
            found[at] = rank
    for at, following in pairwise(labels):
        rank = markers[at + 1].rank  # type: ignore[union-attr] # a label stands above a number
        ending = paragraphs[at].text[-_ENDING:]
        is_alike = found.get(following) == rank and paragraphs[following].text.endswith(ending)
        between = markers[at + 1 : following]
        if is_alike and all(one is None or one.rank >= rank for one in between):
            found[at] = rank
    return found


def _is_label(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], at: int) -> bool:
    first, text = markers[at + 1], paragraphs[at].text
    is_above_list = first is not None and first.number == 1 and first.counts_items
    is_behind = _FINISHED.search(paragraphs[at - 1].text[-1:]) or markers[at - 1] is not None
    return (
        markers[at] is None
        and is_above_list
        and _LABEL.fullmatch(text) is not None
        and not _ANNOUNCES.search(text)
        and bool(is_behind)
    )


def _begins_anew(markers: Sequence[Marker | None], at: int, rank: int) -> bool:
    """Tell whether the numbers of `rank` were counted above `at` in the same unit already."""
    for one in reversed(markers[max(at - _FARTHEST, 0) : at]):
        if one is not None and one.rank <= rank:
            return one.rank == rank and one.number > 1
    return False
