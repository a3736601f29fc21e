r"""Numbers that open clauses, and the sequence they have to continue; pure.

The levels are those of GB/T 9704-2012, 7.3.3 (一、 → （一） → 1. → （1）) and of statutes
(立法技术规范: 编 → 章 → 节 → 条 → 款 → 项). Real plans mix them (第1章 above （一）), so a level is
recognised by its place in the sequence, not by its glyph: a number opens a clause only if it
continues its sequence or begins one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.numerals import CHINESE_NUMERAL, parse_integer

_ANY = rf"(?:{CHINESE_NUMERAL}|\d{{1,4}})"
# Scheme, its shape on the matching view, and how its number is written in a label.
# Order is rank: a scheme never stands below one that comes after it, unless the text shows so.
_SCHEMES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("附件", re.compile(r"附\s*[件录]\s*(\d{0,2})\s*[:.]?\s*$"), "附件{}"),
    ("编", re.compile(rf"第({_ANY})编\s*"), "第{}编"),
    ("章", re.compile(rf"第({_ANY})章\s*"), "第{}章"),
    ("节", re.compile(rf"第({_ANY})节\s*"), "第{}节"),
    ("条", re.compile(rf"第({_ANY})条\s*"), "第{}条"),
    ("一、", re.compile(rf"({CHINESE_NUMERAL})[、.]\s*"), "{}"),
    ("（一）", re.compile(rf"\(({CHINESE_NUMERAL})\)[、.]?\s*"), "（{}）"),
    ("1.", re.compile(r"(\d{1,3})(?:[、]|\.(?!\d))\s*"), "{}"),
    ("（1）", re.compile(r"\((\d{1,2})\)[、.]?\s*"), "（{}）"),
    ("①", re.compile(r"([①-⑳])\s*"), "{}"),
)
# A preface has no number; the first numbered head ends it.
_UNNUMBERED = re.compile(r"(前\s*言|引\s*言|序\s*言|导\s*言)\s*$")
_PREFIX = re.compile(r"[#*\s]*")  # Markdown's signs for a heading
_CIRCLED_ONE = ord("①")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A number at the start of a paragraph: its scheme's rank, its value and its label.

    `length` counts the characters of the view up to the title.
    """

    rank: int
    number: int
    label: str
    length: int

    @property
    def is_article(self) -> bool:
        """Tell whether this is 第X条, the unit that statutes are cited by."""
        return _SCHEMES[self.rank][0] == "条" if self.rank < len(_SCHEMES) else False


def read_marker(text: str) -> Marker | None:
    """Read the number that `text` (a paragraph of the matching view) begins with, if any.

    >>> read_marker("(三)深化宣传引导。"), read_marker("1.1 万吨/日")
    (Marker(rank=6, number=3, label='（三）', length=3), None)
    """
    start = _PREFIX.match(text).end()  # type: ignore[union-attr] # the pattern matches nothing too
    if match := _UNNUMBERED.match(text, start):
        name = re.sub(r"\s", "", match.group(1))
        return Marker(rank=len(_SCHEMES), number=1, label=name, length=match.start(1))
    for rank, (_, pattern, label) in enumerate(_SCHEMES):
        if match := pattern.match(text, start):
            return Marker(
                rank=rank,
                number=_value(match.group(1)),
                label=label.format(match.group(1)),
                length=match.end(),
            )
    return None


def _value(digits: str) -> int:
    if not digits:
        return 1
    if digits[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(digits) - _CIRCLED_ONE + 1
    return parse_integer(digits)


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

    def accept(self, marker: Marker) -> int | None:
        """Return the depth at which `marker` opens a clause, or None where it continues nothing.

        A marker continues the open number of its scheme; or begins a scheme (number one) below
        what is open; or goes on with a scheme that runs through the chapters.
        """
        depth = self._depth(marker)
        if depth is None:
            return None
        del self._open[depth:]
        self._open.append(marker)
        self._last[marker.rank] = marker.number
        return depth

    def continues(self, marker: Marker) -> bool:
        """Tell whether `marker` goes on with something that is open, rather than beginning."""
        return any(
            one.rank == marker.rank and marker.number == one.number + 1 for one in self._open
        )

    def _depth(self, marker: Marker) -> int | None:
        ranks = [one.rank for one in self._open]
        if self.inside_article and marker.rank > _ARTICLE and marker.rank < len(_SCHEMES):
            return None
        if marker.rank in ranks:
            depth = ranks.index(marker.rank)
            follows = marker.number == self._open[depth].number + 1
            restarts = marker.number == 1 and depth == 0
            return depth if follows or restarts else None
        begins = marker.number == 1
        goes_on = marker.number == self._last.get(marker.rank, -1) + 1
        if not begins and not goes_on:
            return None
        depth = len(self._open)
        while depth and ranks[depth - 1] > marker.rank:
            depth -= 1
        return depth


_ARTICLE = next(rank for rank, scheme in enumerate(_SCHEMES) if scheme[0] == "条")
