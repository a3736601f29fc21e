"""What a document says once for all its lists of units: 以下均需…，不再列出; 列第一位的为牵头单位; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.model import Span
from corpus.unit_lists import UnitList, read_agencies
from corpus.view import MatchingView

_NO_MORE = r"不(?:再|逐)(?:单独|分别|逐一|一一|逐项|重复|另行)?(?:列出|列明|列入|列示|列举|列|注明|标注|标明|重复|赘述)"
# 以下均需各市人民政府落实,不再列出; 各项工作均需县级人民政府落实,以下不再列出.
_SHARED = re.compile(
    r"(?:以下|下列|后文|各项|各)[^,;。()、:]{0,14}?均(?:需要?|须|应|由|要|包括|包含|含|涉及|列有)(?P<names>[^;。:]{2,120}?)"
    rf",?(?:(?:以下|后文|下文|下同)[^,;。()]{{0,8}})?{_NO_MORE}"
)
# 各地级市人民政府、宁东管委会具体落实,以下任务不再列出; …均为责任单位,不再列出.
_SHARED_BEFORE = re.compile(
    r"(?P<names>[^,;。:]{2,80}?)(?:(?:具体|负责|组织|抓好){0,4}(?:负责|落实|实施|配合)|均?为(?:责任|配合)单位|按职责[^,;。]{0,8}),"
    rf"(?:以下|后文|下文)[^,;。()]{{0,8}}?{_NO_MORE}"
)
_FIRST = r"(?:第一|首)(?:[位个名列])?(?:的|者|责任)?(?:责任)?(?:单位|部门|机关)?(?:均)?[为是](?:主要|总)?(?:牵头|主办|主责)"
_LEAD = re.compile(
    rf"(?P<first>{_FIRST})|(?P<comma>(?:第一个)?逗号[之以]?前[^,;。()]{{0,8}}[为是]牵头)|(?P<semicolon>分号[之以]?前[^,;。()]{{0,8}}[为是]牵头)"
    r"|(?P<mark>[标带加注打][有注“”\"]{0,3}[*★▲△☆●※]”?号?[^,;。()]{0,8}[为是]牵头|[*★▲△☆●※]”?号?(?:标注)?(?:的|者|单位|部门|表示){0,2}[为是]?牵头(?:单位|部门)?)"
)
_LATER = re.compile(r"下同|以下|均|各")
_SAME_BELOW = re.compile(r"[,;、]\s*(?:以?下同|以下统称[^()〈〉]{1,20})(?=[)〉〕,;。]|$)")
_NOTE_WORDS = ("不再", "不逐", "为牵头", "是牵头", "表示牵头", "为主办", "为主责")
_MOST_NOTES = 60  # of a document that are looked at
_LONGEST_NOTE = 200  # characters
_EACH = re.compile(r"两|双方|分别")
_REST = re.compile(r"(?:单位|部门|的)*(?:,下同)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNote:
    """Units that answer for every list that ends behind `since`, and where the note stands."""

    span: Span
    units: UnitList
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNote:
    """A note on which units of a list lead it; it holds for the lists inside `holds`.

    `kind` is first, comma, semicolon or mark: the first unit, those before the first ， or ；, those
    with a sign. `each` tells that every list parted by ； has a first one.
    """

    span: Span
    kind: str
    each: bool
    holds: Span

    def leads(self, listed: UnitList) -> tuple[str, ...]:
        """Return the units of a list that lead by this note; those the list itself names win."""
        units = listed.units
        if not units or listed.leads:
            return listed.leads
        first = units[0]
        if self.kind == "mark":
            found = [unit for unit in units if unit.is_marked]
        elif self.kind == "comma":
            found = [unit for unit in units if (unit.part, unit.group) == (first.part, first.group)]
        elif self.kind == "semicolon":
            found = [unit for unit in units if unit.part == first.part]
        else:
            found = [
                unit
                for at, unit in enumerate(units)
                if at == 0 or (self.each and unit.part != units[at - 1].part)
            ]
        return tuple(dict.fromkeys(unit.name for unit in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNotes:
    """The notes of a document, in order."""

    shared: tuple[SharedNote, ...] = ()
    leads: tuple[LeadNote, ...] = ()

    def shared_at(self, place: Span) -> SharedNote | None:
        """Return the last note on shared units that holds for a list."""
        return next((one for one in reversed(self.shared) if one.since < place.end), None)

    def lead_at(self, place: Span) -> LeadNote | None:
        """Return the last note on leads that holds for a list."""
        return next((one for one in reversed(self.leads) if one.holds.contains(place)), None)


def read_duty_notes(view: MatchingView, places: Sequence[Span]) -> DutyNotes:
    """Read the notes of a document; `places` are its lists of units, in order.

    A note inside a list holds from there on, and for that list alone where it says neither 下同 nor
    以下; a note of its own (注：…) holds for all lists.
    """
    return DutyNotes(
        shared=tuple(_shared_notes(view, places)), leads=tuple(_lead_notes(view, places))
    )


def has_notes(text: str) -> bool:
    """Tell whether a text may hold notes at all; most do not."""
    return any(word in text for word in _NOTE_WORDS)


def _shared_notes(view: MatchingView, places: Sequence[Span]) -> list[SharedNote]:
    found: list[SharedNote] = []
    for closing in islice(re.finditer(_NO_MORE, view.text), _MOST_NOTES):
        start = max(closing.start() - _LONGEST_NOTE, 0)
        window = view.text[start : closing.end()]
        match = _SHARED.search(window) or _SHARED_BEFORE.search(window)
        units = read_agencies(match.group("names")) if match else None
        if match and units and units.units:
            span = view.span(start + match.start(), start + match.end())
            place = next((one for one in places if one.contains(span)), span)
            since = place.start if match.group().startswith("各") else place.end
            found.append(SharedNote(span=span, units=units, since=since))
    return found


def _lead_notes(view: MatchingView, places: Sequence[Span]) -> Iterator[LeadNote]:
    last = view.offsets[-1] + 1 if view.offsets else 0
    for match in islice(_LEAD.finditer(view.text), _MOST_NOTES):
        before, after = view.text[max(match.start() - 16, 0) : match.start()], match.end()
        span = view.span(match.start(), match.end())
        place = next((one for one in places if one.contains(span)), None)
        goes_on = bool(_LATER.search(before + view.text[after : after + 16]))
        yield LeadNote(
            span=span,
            kind=match.lastgroup or "first",
            each=bool(_EACH.search(before)),
            holds=Span(
                start=place.start if place else 0,
                end=place.end if place and not goes_on else last,
            ),
        )


def cut_notes(content: str) -> str:
    """Return a list of units without the notes in it."""
    for pattern in (_SHARED, _LEAD):
        match = pattern.search(content)
        if match:
            start = max(content.rfind(mark, 0, match.start()) for mark in "、,;。(〈")
            opener = content[start] if start >= 0 else ""
            end = _note_end(content, match.end(), opener)
            content = content[: start if opener else match.start()] + content[end:]
    return _SAME_BELOW.sub("", content)


def _note_end(content: str, end: int, opener: str) -> int:
    closing = {"(": ")", "〈": "〉"}.get(opener)
    if closing and (at := content.find(closing, end)) >= 0:
        return at + 1
    match = _REST.match(content, end)
    return match.end() if match else end
