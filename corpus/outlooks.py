"""What the text round a number says for it being a number of the document; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.asides import LONGEST_TITLE, key_of
from corpus.markers import Marker
from corpus.nodes import Node
from corpus.numbering import Outlook, is_rank_name
from corpus.paragraphs import Paragraph

_TITLE_LINE = re.compile(r"[\u4e00-\u9fff“”《》()、]{4,40}")
_LONGEST_WRAPPED = 60  # characters of a printed line; more is a whole paragraph
_FINISHED = re.compile(r"(?:[。;!?:)\]】”》]|(?<=[\u4e00-\u9fff])\.)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlooks:
    """The paragraphs of a document with their numbers, which tell the outlook of each.

    `following` are the places of the next numbers of the same scheme, `title` is the key of the
    document's title, `named` the names of units that only a blank parts from their text.
    """

    paragraphs: Sequence[Paragraph]
    markers: Sequence[Marker | None]
    following: Sequence[int]
    named: Mapping[int, str]
    title: str

    def at(self, at: int, marker: Marker, last: Node) -> Outlook:
        """Return the outlook of the number at paragraph `at`; `last` is the unit that is open there."""
        following = self.following[at]
        other = self.markers[following] if following else None
        before = self.paragraphs[at - 1].text if at else ""
        return Outlook(
            follows=other is not None and other.follows(marker),
            returns_to=self._returns_to(at) if marker.number == 1 else 0,
            is_clean=not before
            or bool(_FINISHED.search(before[-3:]))
            or self._is_below_head(at, last)
            or self._stands_out(at, marker)
            or (marker.is_article and key_of(before) == self.title)
            or (marker.number == 1 and self._is_below_title(at)),
            is_head=bool(self.node(at).title),
            is_below_head=self._is_below_head(at, last),
            is_rank=is_rank_name(self.paragraphs[at].text, marker)
            and not (marker.is_decimal and last.opening is self.paragraphs[at - 1]),
        )

    def _stands_out(self, at: int, marker: Marker) -> bool:
        """Tell whether a 章, 节 or 一、 is a line of its own above running text: no broken sentence.

        Copies lose the full stop of the paragraph before; a short line that ends as a title does,
        between two paragraphs, is a head all the same.
        """
        if not (marker.is_division or marker.is_upper) or not self.node(at).stands_alone:
            return False
        line, before = self.paragraphs[at].text, self.paragraphs[at - 1].text
        following = self.paragraphs[at + 1 : at + 2]
        return bool(following) and (
            len(line) <= LONGEST_TITLE
            and _TITLE_LINE.fullmatch(line[marker.length :]) is not None
            and (len(before) > _LONGEST_WRAPPED or marker.is_division)
            and (self.markers[at + 1] is not None or len(following[0].text) > _LONGEST_WRAPPED)
        )

    def _is_below_head(self, at: int, last: Node) -> bool:
        """Tell whether the paragraph before is the heading under which the numbers may go on."""
        marker = self.markers[at]
        if last.marker is None or marker is None or last.marker.rank == marker.rank:
            return False
        return last.opening is self.paragraphs[at - 1] and last.stands_alone

    def _is_below_title(self, at: int) -> bool:
        """Tell whether the first of some numbers stands between a title line and running text."""
        title, following = self.paragraphs[at - 1], self.paragraphs[at + 1 : at + 2]
        return (
            len(title.text) <= LONGEST_TITLE
            and bool(_TITLE_LINE.fullmatch(title.text))
            and len(self.paragraphs[at].text) <= LONGEST_TITLE
            and any("。" in one.text for one in following)
        )

    def _returns_to(self, at: int) -> int:
        """Return the number of the scheme that comes after the run beginning at `at`, or 0."""
        number = 1
        while following := self.following[at]:
            marker = self.markers[following]
            if marker is None or marker.number != number + 1:
                return marker.number if marker is not None else 0
            at, number = following, number + 1
        return 0

    def node(self, at: int) -> Node:
        """Return the unit that the number at paragraph `at` would open."""
        named = self.named.get(at, "")
        return Node(marker=self.markers[at], opening=self.paragraphs[at], named=named)
