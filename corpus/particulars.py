"""What a document says of itself: number, issuer, dates, region, status, with its words; pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.dates import labelled_day
from corpus.facts import ParsedDocument
from corpus.issuers import Level, Place, bare_region, place_of, split_issuers
from corpus.labels import Label, find_labels
from corpus.matter import (
    NUMBER,
    ORDER_NUMBER,
    Event,
    Found,
    find_caption_day,
    find_colophon,
    find_number,
    find_order_issuers,
    find_printed_day,
    find_reporter,
    find_session,
    find_signature,
    find_title_issuers,
    normal_number,
    read_caption,
)
from corpus.metadata import Metadata, Origin, Reading, Status
from corpus.model import Citation, Clause
from corpus.sheet import Sheet, cite_range, sheet_of
from corpus.validity import Validity, find_validity

# The words of 有效性 on portals and in law databases; the first that occurs decides.
_STATUS_WORDS: tuple[tuple[re.Pattern[str], Status], ...] = (
    (re.compile(r"征求意见|草案|送审稿"), Status.DRAFT),
    (re.compile(r"废止|废除"), Status.REPEALED),
    (re.compile(r"失效|过期|无效|^否$"), Status.EXPIRED),
    (re.compile(r"有效|^是$|^有效$"), Status.IN_FORCE),
)
_DRAFT = re.compile(
    r"\((?:公开)?(?:征求意见稿|征求意见|草案|送审稿|讨论稿)[^()]{0,12}\)|征求意见稿"
)
_ENDED = re.compile(r"[(\[](?:已|全文)?(?P<word>废止|失效)[)\]]")
_LONGEST_TITLE = 120
# Whom a notice is sent to (主送机关): counties lie in a prefecture, towns and streets in a county.
_ADDRESSED = re.compile(
    r"各(?:(?P<counties>县|区县|县区|市县|区[(、]|区(?:人民)?政府|市[、(]县)|(?:乡镇|镇|乡|街道))[^。;:]{0,80}:"
)
_FARTHEST_ADDRESS = 1_000  # characters
# What stands ahead of a title's matter; what is passed on (转发) may be of another place.
_MATTER = re.compile(
    r"关于(?:(?:印发|发布|公布|下达|修订|实施|做好|开展|组织)(?!.{0,40}转发))?(?:(?:19|20)\d\d年度?)?《?"
)
# The first of those who issue a document tells where they govern: 国家发展改革委等部门关于….
_LED_BY = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{3,24}?)等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:个|家)?(?:部门|单位)关于"
)
_BARE = ("省", "市", "自治区", "县", "区", "州")  # an issuer that leaves its region's name out


def read_metadata(parsed: ParsedDocument) -> Metadata:
    """Read what a document says of itself, each value with the words it is read from."""
    return _Reader(parsed).read()


class _Reader:
    """Reads one document; the parts of a sheet are found once and used for several fields."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.sheet: Sheet = sheet_of(parsed.document.text)
        self.clauses: Sequence[Clause] = sorted(parsed.clauses, key=lambda one: one.span.start)
        self.starts = [clause.span.start for clause in self.clauses]
        self.labels: tuple[Label, ...] = find_labels(self.sheet)
        self.events: tuple[Event, ...] = read_caption(self.sheet)
        self.signature: tuple[Found | None, Found | None] = find_signature(self.sheet)
        self.session: tuple[Found, Found] | None = find_session(self.sheet)

    def read(self) -> Metadata:
        title = self._title()
        written = self._issuer()
        issuer = self._in_full(written, title)
        signed, published = self._signed(), self._published()
        effective, expires = self._validity(signed, published)
        region, level = self._place(written, title)
        return Metadata(
            document_id=self.parsed.document.id,
            title=title,
            number=self._number(),
            issuer=issuer,
            signed=signed,
            published=published,
            amended=self._event("修正", "修订", last=True),
            effective=effective,
            expires=expires,
            region=region,
            level=level,
            status=self._status(title),
        )

    def _cite(self, start: int, end: int) -> Citation:
        span = self.sheet.view.span(start, end)
        at = bisect_right(self.starts, span.start) - 1
        inside = at >= 0 and self.clauses[at].span.contains(span)
        clause_id = self.clauses[at].id if inside else self.parsed.document.id
        return cite_range(self.sheet, self.parsed.document.id, clause_id, start, end)

    def _title(self) -> Reading[str]:
        title = self.parsed.document.title
        squeezed = sheet_of(title[:_LONGEST_TITLE]).text
        at = self.sheet.text.find(squeezed, 0, 20 * _LONGEST_TITLE) if squeezed else -1
        citation = self._cite(at, at + len(squeezed)) if at >= 0 else None
        return Reading(value=title, origin=Origin.TITLE, citation=citation)

    def _label(self, field: str) -> Label | None:
        return next((label for label in self.labels if label.field == field), None)

    def _labelled_day(self, field: str) -> Reading[date] | None:
        for label in self.labels:
            # A value is read with its blanks, which part the day from the hour behind it.
            value = sheet_spaced(self.sheet, label)
            day = labelled_day(value)
            if label.field == field and day:
                return Reading(
                    value=day, origin=Origin.LABEL, citation=self._cite(label.start, label.end)
                )
        return None

    def _event(self, *kinds: str, last: bool = False) -> Reading[date] | None:
        found = [event for event in self.events if event.kind in kinds]
        if not found:
            return None
        event = found[-1 if last else 0]
        citation = self._cite(event.start, event.end)
        return Reading(value=event.day, origin=Origin.CAPTION, citation=citation)

    def _day(self, found: Found | None, origin: Origin) -> Reading[date] | None:
        if found is None or found.day is None:
            return None
        return Reading(value=found.day, origin=origin, citation=self._cite(found.start, found.end))

    def _number(self) -> Reading[str] | None:
        label = self._label("number")
        for pattern in (NUMBER, ORDER_NUMBER):
            match = label and pattern.search(self.sheet.text, label.start, label.end)
            if not match:
                continue
            return self._numbered(match.start(), match.end(), match.group(), Origin.LABEL)
        if found := find_number(self.sheet):
            return self._numbered(found.start, found.end, found.text, Origin.HEADING)
        for event in self.events:
            if event.number:
                return self._numbered(event.start, event.end, event.number, Origin.CAPTION)
        return None

    def _numbered(self, start: int, end: int, text: str, origin: Origin) -> Reading[str]:
        citation = self._cite(start, end)
        return Reading(value=normal_number(text), origin=origin, citation=citation)

    def _issuer(self) -> Reading[tuple[str, ...]] | None:
        if label := self._label("issuer"):
            span = self.sheet.view.span(label.start, label.end)
            if names := split_issuers(span.of(self.parsed.document.text).strip("*| ")):
                citation = self._cite(label.start, label.end)
                return Reading(value=names, origin=Origin.LABEL, citation=citation)
        passed = next((event for event in self.events if event.names), None)
        if passed:
            citation = self._cite(passed.start, passed.end)
            return Reading(value=passed.names, origin=Origin.CAPTION, citation=citation)
        reporter = find_reporter(self.sheet) if self.session else None
        places = (
            (reporter, Origin.CAPTION),
            (self.signature[0], Origin.SIGNATURE),
            (find_title_issuers(self.sheet), Origin.TITLE),
        )
        for found, origin in places:
            if found:
                citation = self._cite(found.start, found.end)
                return Reading(value=found.names, origin=origin, citation=citation)
        if order := find_order_issuers(self.sheet):
            citation = self._cite(order.start, order.end)
            return Reading(value=order.names, origin=Origin.HEADING, citation=citation)
        names = split_issuers(self._said("issuer"))
        # The source of an article is its issuer where that is an office, not another site's press.
        is_office = bool(names) and all(map(place_of, names))
        return Reading(value=names, origin=Origin.FILE) if is_office else None

    def _in_full(
        self, issuer: Reading[tuple[str, ...]] | None, title: Reading[str]
    ) -> Reading[tuple[str, ...]] | None:
        """Put the region that the title names for the bare word of an issuer: 市水利局, 青禾市节水方案.

        The word has to be the one that region's name ends with.
        """
        named = place_of(sheet_of(title.value).text, is_title=True)
        if self.session and self.session[1].text:
            named = place_of(self.session[1].text) or named
        if issuer is None or named is None or not named.region:
            return issuer
        region = named.region
        names = tuple(
            region + name.removeprefix(word)
            if (word := bare_region(name)) and region.endswith(word) and name != word
            else name
            for name in issuer.value
        )
        return replace(issuer, value=names)

    def _said(self, field: str) -> str:
        """Return what the file says outside its text, "" for nothing."""
        return dict(self.parsed.document.particulars).get(field, "")

    def _signed(self) -> Reading[date] | None:
        return (
            self._labelled_day("signed")
            or self._event("通过")
            or self._day(find_caption_day(self.sheet), Origin.CAPTION)
            or self._day(self.session[0] if self.session else None, Origin.CAPTION)
            or self._day(self.signature[1], Origin.SIGNATURE)
        )

    def _published(self) -> Reading[date] | None:
        return (
            self._labelled_day("published")
            or self._event("公布", "发布")
            or self._day(find_printed_day(self.sheet), Origin.CAPTION)
            or self._day(find_colophon(self.sheet), Origin.COLOPHON)
            or self._said_day("published")
        )

    def _said_day(self, field: str) -> Reading[date] | None:
        day = labelled_day(self._said(field))
        return Reading(value=day, origin=Origin.FILE) if day else None

    def _validity(
        self, signed: Reading[date] | None, published: Reading[date] | None
    ) -> tuple[Reading[date] | None, Reading[date] | None]:
        effective = self._labelled_day("effective")
        expires = self._labelled_day("expires")
        if said := find_validity(self.sheet):
            citation = self._cite(said.start, said.end)
            day = effective.value if effective else said.effective(_made(said, signed, published))
            until = said.expires(day)
            if effective is None and day:
                effective = Reading(value=day, origin=Origin.ARTICLE, citation=citation)
            if expires is None and until:
                expires = Reading(value=until, origin=Origin.ARTICLE, citation=citation)
        return effective or self._event("施行", last=True), expires

    def _place(
        self, issuer: Reading[tuple[str, ...]] | None, title: Reading[str]
    ) -> tuple[Reading[str] | None, Reading[Level] | None]:
        """Read region and level from the issuer, else from the region the title opens with.

        An issuer that is called 市…局 alone governs the region of the title. Convention (GB/T 9704: a
        title is issuer, 关于, matter and kind): where a title does not open with a region, its matter
        or the plan that it encloses may: 关于印发《某省…细则》的通知.
        """
        if self.session and (held := self._place_of_session(self.session[1])):
            return held
        named = issuer is not None
        whole = sheet_of(title.value).text
        matter = _MATTER.search(whole)
        tried = (whole, whole[matter.end() :] if matter else "")
        opening = next((one for one in tried if place_of(one, is_title=True)), whole)
        at_title = place_of(opening, is_title=True)
        names = issuer.value if issuer else (opening,)
        if issuer is None and (led := _LED_BY.match(whole)):
            named, names = True, (led["who"],)
        proof = issuer or title
        if at_title and at_title.region and names[0].startswith(_BARE):
            named, names, proof = False, (opening,), title
        for name in names:
            place: Place | None = place_of(name, is_title=not named)
            if place is not None:
                level = self._addressed_level() if _may_be_either(place) else None
                is_told = level is not None and (place.level is None or level.value is Level.CITY)
                if place.level is not None and not is_told:
                    level = Reading(value=place.level, origin=proof.origin, citation=proof.citation)
                region = place.region and Reading(
                    value=place.region, origin=proof.origin, citation=proof.citation
                )
                return region or None, level
        return None, None

    def _place_of_session(
        self, held: Found
    ) -> tuple[Reading[str] | None, Reading[Level] | None] | None:
        """Read the place of the assembly that a report was given to; None where its name tells none."""
        place = place_of(held.text) if held.text else Place(None, Level.NATION)
        if place is None:
            return None
        origin = Origin.CAPTION
        citation = self._cite(held.start, held.end) if held.text else None
        region = Reading(value=held.text, origin=origin, citation=citation) if held.text else None
        level = place.level and Reading(value=place.level, origin=origin, citation=citation)
        return region, level or None

    def _addressed_level(self) -> Reading[Level] | None:
        """Read the level of a 市 from whom its notice is sent to: 各县（市、区）, or 各镇、街道.

        A statute of its assembly that the province's has approved is one of a 设区的市 (立法法: 批准).
        """
        if approved := self._event("批准"):
            return Reading(value=Level.CITY, origin=Origin.CAPTION, citation=approved.citation)
        match = _ADDRESSED.search(self.sheet.text, 0, _FARTHEST_ADDRESS)
        if match is None:
            return None
        level = Level.CITY if match.group("counties") else Level.COUNTY
        citation = self._cite(match.start(), match.end())
        return Reading(value=level, origin=Origin.HEADING, citation=citation)

    def _status(self, title: Reading[str]) -> Reading[Status]:
        if label := self._label("status"):
            text = self.sheet.text[label.start : label.end]
            for pattern, status in _STATUS_WORDS:
                if pattern.search(text):
                    citation = self._cite(label.start, label.end)
                    return Reading(value=status, origin=Origin.LABEL, citation=citation)
        if _DRAFT.search(sheet_of(title.value).text):
            return Reading(value=Status.DRAFT, origin=Origin.TITLE, citation=title.citation)
        front = self.sheet.lines[self.sheet.front - 1].end if self.sheet.front else 0
        if match := _DRAFT.search(self.sheet.text, 0, front) or _ENDED.search(
            self.sheet.text, 0, front
        ):
            return self._marked(match)
        return Reading(value=Status.UNKNOWN, origin=Origin.NOWHERE)

    def _marked(self, match: re.Match[str]) -> Reading[Status]:
        word = match.groupdict().get("word")
        status = {"废止": Status.REPEALED, "失效": Status.EXPIRED}.get(word or "", Status.DRAFT)
        citation = self._cite(match.start(), match.end())
        return Reading(value=status, origin=Origin.HEADING, citation=citation)


def _may_be_either(place: Place) -> bool:
    """Tell whether a place may be a prefecture and a county: a 市, of which some share a county's name."""
    is_city = place.level is Level.COUNTY and (place.region or "").endswith("市")
    return place.level is None or is_city


def _made(
    said: Validity, signed: Reading[date] | None, published: Reading[date] | None
) -> date | None:
    """Return the day of 印发 or 公布 that a closing article counts from.

    A document is 印发 on its 成文日期. It is 公布 on the day that a label or caption gives, else on its
    成文日期 too; but the day on which an assembly passed a statute is neither.
    """
    passed = signed is not None and signed.origin is Origin.CAPTION
    if said.act == "通过":
        return signed.value if signed else None
    days = [signed if not passed else None, published]
    if said.act in {"公布", "发布", "颁布", "颁发"}:
        is_named = published is not None and published.origin is not Origin.COLOPHON
        days = days[::-1] if is_named else days
    return next((day.value for day in days if day), None)


def sheet_spaced(sheet: Sheet, label: Label) -> str:
    """Return a label's value as it is written, in one width."""
    from corpus.view import fold_width

    return fold_width(sheet.view.span(label.start, label.end).of(sheet.source))
