r"""The sequence that numbers have to continue to open a clause; pure.

Real plans mix the levels of GB/T 9704-2012 (第1章 above （一）), so a level is recognised by its
place in the sequence, not by its glyph: a number opens a clause only if it continues its sequence
or begins one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.markers import Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the text round a marker says for it being a number of the document.

    `follows`: the next number of its scheme is the one after it. `returns_to`: the number of its
    scheme that comes after the run it begins (0 for none). `is_clean`: the paragraph before it is
    finished. `is_head`: what stands behind it reads as a title. `is_below_head`: it is the first line
    below a head. `is_rank`: it names a class or a place, as a broken line may begin with: （一）类标准,
    三、（二）的规定.
    """

    follows: bool = False
    returns_to: int = 0
    is_clean: bool = False
    is_head: bool = False
    is_below_head: bool = False
    is_rank: bool = False


# What makes of a number the name of a class, or of a place in a text.
_RANK_NAME = re.compile(
    r"[类级档款条种项](?:标准|规定|要求|情形|执行|办理|处理|以[上下]|的|[、,。;)]|$)"
)
# What a decimal number that is a quantity may stand before in a broken line: 不低于|2.1 Ⅰ类, 3.5 5G.
_FIGURE = re.compile(r"[\d\u2160-\u216b]")
_NO_OUTLOOK = Outlook()


def is_rank_name(text: str, marker: Marker) -> bool:
    """Tell whether what stands behind a number makes of it the name of a class, or a quantity."""
    if marker.is_decimal and _FIGURE.match(text, marker.length):
        return True
    return bool(_RANK_NAME.match(text, marker.length))


@dataclass(slots=True)
class Sequence:
    """The numbers that are open at a place of a document, outermost first.

    `accept` decides about the next marker and moves on; this is the one mutable thing of the
    parser, alive for one document.
    """

    _open: list[Marker] = field(default_factory=list)
    _last: dict[int, int] = field(default_factory=dict)

    @property
    def inside_article(self) -> bool:
        """Tell whether the place is inside a 条, whose 款 and 项 are parts, not clauses."""
        return any(marker.is_article for marker in self._open)

    def begin(self, marker: Marker, annex: Marker | None = None) -> int:
        """Begin an enclosed text, where all numbers start anew; return its depth.

        It stands on its own, or is what the `annex` holds that was just opened.
        """
        self._open = [annex, marker] if annex else [marker]
        self._last.clear()
        return len(self._open) - 1

    def end_text(self) -> None:
        """End all that is open: what comes next stands beside the text that is enclosed here."""
        self._open.clear()

    def leave(self, level: int) -> None:
        """Close the headings without number that are not above `level`, and what stands in them."""
        closed = (at for at, one in enumerate(self._open) if one.is_heading and one.number >= level)
        del self._open[next(closed, len(self._open)) :]

    def open_heading(self, heading: Marker) -> int:
        """Open a heading without number; return the depth at which it stands.

        It stands below what is of a higher level: the headings by their own, numbers by their
        depth; and in the annex or enclosed text that is open.
        """
        self.leave(heading.number)
        depth = len(self._open)
        while depth and self._level(depth - 1) >= heading.number:
            depth -= 1
        del self._open[depth:]
        self._open.append(heading)
        return depth

    def open_group(self, label: Marker, rank: int) -> int:
        """Open a label that parts the numbers of `rank`; return the depth at which it stands.

        It stands where they did, or beside the label above them.
        """
        same = (at for at in range(len(self._open) - 1, -1, -1) if self._open[at].rank == rank)
        beside = next((at for at, one in enumerate(self._open) if one.rank > rank), len(self._open))
        depth = next(same, beside)
        if depth and self._open[depth - 1].is_group:
            depth -= 1
        del self._open[depth:]
        self._open.append(label)
        return depth

    def _level(self, depth: int) -> int:
        one, above = self._open[depth], self._open[:depth]
        if one.is_heading:
            return one.number
        return 0 if one.is_whole else 1 + sum(not other.is_whole for other in above)

    def accept(self, marker: Marker, outlook: Outlook = _NO_OUTLOOK) -> int | None:
        """Return the depth at which `marker` opens a clause, or None where it continues nothing.

        A marker continues the open number of its scheme; or begins a scheme (number one) below
        what is open; or goes on with a scheme that runs through the chapters; or begins its scheme
        anew; or steps over a number that the text has lost, where the text round it bears it out.
        """
        depth = None if _is_loose(marker, outlook) else self._depth(marker, outlook)
        if depth is None:
            return None
        del self._open[depth:]
        self._open.append(marker)
        self._last[marker.rank] = marker.number
        return depth

    def continues(self, marker: Marker) -> bool:
        """Tell whether `marker` goes on with something that is open, rather than beginning."""
        return any(
            one.rank == marker.rank and one.prefix == marker.prefix and marker.follows(one)
            for one in self._open
        )

    def _depth(self, marker: Marker, outlook: Outlook) -> int | None:
        if self.inside_article and marker.is_in_article:
            return None
        if marker.is_decimal:
            return self._decimal_depth(marker, outlook)
        same = [depth for depth, one in enumerate(self._open) if one.rank == marker.rank]
        for depth in reversed(same):
            if marker.follows(self._open[depth]):
                return depth
        if marker.is_bare:
            return None if same or marker.number > 1 else self._beside(marker)
        if same:
            return self._anew(marker, outlook, same)
        return self._beside(marker, outlook) if self._may_begin(marker, outlook) else None

    def _may_begin(self, marker: Marker, outlook: Outlook) -> bool:
        """Tell whether a scheme that is not open may begin, or go on, with this number."""
        last = self._last.get(marker.rank, 0)
        is_first = marker.is_low and not marker.is_preface and marker.number == 1
        if is_first and not (outlook.follows or outlook.is_clean):
            return False  # a footnote, which a page has put into a sentence
        is_lone = marker.is_article and not (outlook.follows or last)
        if is_lone and any(one.is_upper for one in self._open):
            return False  # 第一条措施由…解释, in a plan
        is_borne_out = outlook.is_head if marker.is_division else outlook.follows
        in_parts = all(one.is_division for one in self._open)
        is_part = marker.is_division or (marker.is_article and in_parts)
        is_excerpt = is_part and not last and outlook.is_clean and is_borne_out
        if marker.is_annex or marker.is_code or is_excerpt or marker.number in {1, last + 1}:
            return True
        begins = () if marker.is_low else (marker.number,)
        steps = (marker.number - last, *begins) if last else begins
        return any(_is_gap(marker, outlook, step) for step in steps)

    def _beside(self, marker: Marker, outlook: Outlook = _NO_OUTLOOK) -> int:
        """Return the depth below what is open of a higher rank.

        A code stands right below its head, whatever number that has, and may have 1. below it.
        """
        depth = len(self._open)
        if marker.is_code and outlook.is_below_head:
            return depth
        while depth > self._floor and self._open[depth - 1].rank > marker.rank:
            if marker.is_low and self._open[depth - 1].is_code:
                break
            depth -= 1
        return depth

    @property
    def _floor(self) -> int:
        """Return the depth below the enclosed text that is open, which has numbers of its own."""
        return next((at for at, one in enumerate(self._open[:2], start=1) if one.is_title), 0)

    def _anew(self, marker: Marker, outlook: Outlook, same: list[int]) -> int | None:
        """Return the depth of a number whose scheme is open at the depths `same`, out of step.

        A run that starts again stands beside the open number, or below it where the open run goes
        on afterwards (1. 2. [1. 2. 3.] 3.).
        """
        depth = same[-1]
        if marker.number == 1 and same[0] == self._floor:
            return same[0]
        if marker.number == 1 and marker.is_annex and depth < self._floor:
            return self._floor  # the first annex of a text that is itself an annex
        if marker.number == 1 and outlook.follows and outlook.is_clean:
            goes_on = outlook.returns_to == self._open[depth].number + 1
            return depth + 1 if goes_on else depth
        if marker.is_annex or marker.is_code:
            return depth
        step = marker.number - self._open[depth].number
        return depth if _is_gap(marker, outlook, step) else None

    def _decimal_depth(self, marker: Marker, outlook: Outlook) -> int | None:
        """Return the depth of 4.4.3: below 4.4, or of 4.4 below the fourth chapter or section.

        Standards (GB/T 1.1) set the number of a section without a mark ("5 要求"), so that it does
        not read as one: 5.1 then goes on where 5.2 follows it. 5.2 may be the first, where 5.1 is
        lost; it goes on with a 5.1 that is open whatever items stand below that, （5） too.
        """
        for depth in range(len(self._open) - 1, -1, -1):
            one = self._open[depth]
            if one.is_decimal and one.prefix == marker.prefix:
                step = marker.number - one.number
                return depth if step == 1 or (step and _is_gap(marker, outlook, step)) else None
            if one.repeated == marker.prefix and marker.number == 1:
                return depth + 1
        for depth in range(len(self._open) - 1, -1, -1):
            one = self._open[depth]
            if one.repeated == marker.prefix and not one.counts_items:
                return depth + 1 if _is_gap(marker, outlook, marker.number - 1) else None
        if marker.number != 1 or not (outlook.follows and outlook.is_head):
            return None
        levels = marker.label.count(".")
        beside = (
            depth
            for depth, one in enumerate(self._open)
            if one.is_decimal and one.label.count(".") >= levels
        )
        return next(beside, sum(not one.is_preface for one in self._open))


def _is_loose(marker: Marker, outlook: Outlook) -> bool:
    """Tell whether a number stands within a text: 一是, or （一）类, behind what is not finished."""
    if outlook.is_rank and not outlook.is_clean:
        return True
    return marker.is_point and not (outlook.is_clean and (outlook.follows or marker.number > 1))


def _is_gap(marker: Marker, outlook: Outlook, step: int) -> bool:
    """Tell whether a number may stand `step` behind the last one: some were lost, or one doubled.

    Texts copied from pages lose lines, and editors count twice; the paragraph before has to be
    finished, and the next number or the title has to bear the number out; the next one that of an
    article, which has no title. Arabic numbers, which open the rows of tables too, need both; one
    that is doubled right below a head, the next.
    """
    if not outlook.is_clean or step < 0 or step > _WIDEST_GAP:
        return False
    if marker.is_article:
        return outlook.follows
    if not marker.is_low:
        return outlook.follows or outlook.is_head
    is_doubled = not step and outlook.is_below_head
    return outlook.follows and (outlook.is_head or is_doubled)


_WIDEST_GAP = 3
