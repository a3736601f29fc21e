"""Documents that a question calls by a shortened title: 节能条例, 青岛控烟条例, 青禾有色那份方案; pure.

Convention (缩略): a long name is shortened by leaving out characters and keeping the order of the
rest, and the kind of document (公文种类) closes it: 控烟条例 is 控制吸烟条例, 公共机构节能规划 is
公共机构节约能源资源工作规划. Behind a place the kind may go as well: 青禾家庭医生签约.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.aliases import AgencyMention, load_aliases
from corpus.model import Document
from index.places_named import is_of, signers, stem
from index.synonyms import load_synonyms
from index.texts import fold

# What closes a shortened title, and words that stand for any of these.
_KIND = re.compile(
    r"(?:方案|规划|计划|意见|通知|办法|条例|规定|决定|指南|细则|措施|解释|纲要|公告)"
)
_ANY_KIND = re.compile(r"(?:文件|政策|法规|那份|那部|这份|东西)")
# What stands in either name without being left out of the other: marks, periods, pointing words.
_LOOSE = re.compile(
    r"[“”\"'‘’《》〈〉()、·—-]|的|关于|“?十[一二三四五六]五”?(?:时期|期间)?|20\d\d年?度?"
)
_POINTING = re.compile(r"[那这该](?:一?[个份部项本]|里)?|印发|发布|出台|转发|下发|制定")
# Who is to draw up or hand in a plan names none that is there: 企业要编制节能方案吗.
_DRAWN_UP = re.compile(
    r"(?:编制|编写|制[订定](?!的)|拟[订定]|提交|报送|上报|申报|填报)[^的]{0,16}$"
)
_BETWEEN = re.compile(
    r"(?:自治[区州县]|[省市县区州])?[里内上]?(?:[那这该]一?[个份部项本]?)?[搞做抓推]?"
)
_PART = re.compile(r"[^,。;:!?\s，；：！？]+")
_LONGEST = 24  # characters of a shortened title
_SHORTEST = 2  # characters of it beside its kind and place
_SHORTEST_OF = {"计划": 4}  # 科技计划, 年度计划 are any plans
_MOST, _SHARE = 3, 0.04  # documents that one name may call: of few, of many


@dataclass(frozen=True, slots=True)
class Named:
    """Documents called by a shortened title: their places in a list, and the words that call them."""

    documents: frozenset[int]
    words: str


_NOBODY = Named(frozenset(), "")


def shortened_titles(
    text: str,
    places: Sequence[str],
    documents: Sequence[Document],
    issuers: Sequence[AgencyMention] = (),
) -> tuple[tuple[str, ...], str]:
    """Return the ids of the documents a question calls by a shortened title, and that title in it.

    Where it names places or `issuers` (国管局那份节能规划), of their documents those that are called so.
    """
    titles = _plain_titles(tuple(one.title for one in documents))
    offices = frozenset(one.office for one in issuers)
    local = [
        at
        for at, one in enumerate(documents)
        if any(is_of(place, one) for place in places) or (offices and offices & _offices(one))
    ]
    if places and not local:
        return (), ""  # 南平市…实施方案 is nobody's where no document is of 南平
    most = max(_MOST, int(len(frozenset(titles)) * _SHARE))
    parts = [_read(match, titles) for match in _PART.finditer(text)]
    few = most if not local else len(titles)
    found = _called(parts, {at: titles[at] for at in local or range(len(titles))}, few)
    if not found.documents and local:
        found = _behind_place(parts, places, {at: titles[at] for at in local}, titles, most)
    ids = tuple(documents[at].id for at in sorted(found.documents))
    return ids, found.words


def _offices(document: Document) -> frozenset[str]:
    """Return the offices that issued a document: those that signed it and those its title begins with."""
    issuer, mark, _ = document.title.partition("关于")
    return _offices_in("、".join((*signers(document), issuer if mark else "")))


@lru_cache(maxsize=4096)
def _offices_in(names: str) -> frozenset[str]:
    return frozenset(one.office for one in load_aliases().mentions(names))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a question between marks: its characters that names are made of, and where they stand."""

    source: str
    marks: str
    spans: tuple[tuple[int, int], ...]

    def words(self, start: int, end: int) -> str:
        """Return what the part has for its characters from `start` to `end`."""
        return self.source[self.spans[start][0] : self.spans[end - 1][1]] if start < end else ""


def _read(match: re.Match[str], titles: Sequence[str]) -> _Part:
    """Read a part of a question: with the titles' word in place of one that no title has (双碳)."""
    part = match.group()
    spans = [(at, at + 1) for at in range(len(part))]
    marks = [*part]
    for loose in _LOOSE.finditer(part):
        marks[loose.start() : loose.end()] = [""] * len(loose.group())
    synonyms = load_synonyms()
    for word in synonyms.found_in(part):
        others = (one for one in synonyms.of(word) if any(one in title for title in titles))
        if not any(word in title for title in titles) and (
            other := max(others, key=len, default="")
        ):
            at = part.index(word)
            marks[at : at + len(word)] = [other, *[""] * (len(word) - 1)]
            spans[at] = (at, at + len(word))
    kept = [(one, span) for mark, span in zip(marks, spans, strict=True) for one in mark]
    return _Part(part, "".join(one for one, _ in kept), tuple(span for _, span in kept))


@lru_cache(maxsize=8)
def _plain_titles(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_LOOSE.sub("", fold(title)) for title in titles)


def _called(parts: Sequence[_Part], titles: Mapping[int, str], most: int) -> Named:
    """Return the titles that the words ahead of a kind of document shorten, for each such kind."""
    found: list[Named] = []
    for part in parts:
        for kind in (*_KIND.finditer(part.marks), *_ANY_KIND.finditer(part.marks)):
            word = kind.group() if kind.re is _KIND else ""
            ends = {at: title.rfind(word) if word else len(title) for at, title in titles.items()}
            ahead = {at: titles[at][:end][::-1] for at, end in ends.items() if end > 0}
            places = _ahead(part.marks, kind)[::-1]
            same, length = _longest((part.marks[at] for at in places), ahead)
            if length >= _SHORTEST_OF.get(word, _SHORTEST) and len(same) <= most:
                found.append(Named(same, part.words(places[length - 1], kind.end())))
    documents = frozenset(at for one in found for at in one.documents)
    return Named(documents, max((one.words for one in found), key=len, default=""))


def _ahead(marks: str, kind: re.Match[str]) -> list[int]:
    """Return where the characters ahead of a kind of document stand that may be part of its title."""
    start = max(kind.start() - 2 * _LONGEST, 0)
    ahead = marks[start : kind.start()]
    if _DRAWN_UP.search(ahead):
        return []
    pointing = {
        at
        for one in _POINTING.finditer(ahead)
        for at in range(start + one.start(), start + one.end())
    }
    return [at for at in range(start, kind.start()) if at not in pointing][-_LONGEST:]


def _longest(name: Iterable[str], titles: Mapping[int, str]) -> tuple[frozenset[int], int]:
    """Return the titles that have the longest opening of `name` in its order, and its length."""
    left = dict.fromkeys(titles, 0)
    length = 0
    for mark in name:
        further = {at: titles[at].find(mark, start) + 1 for at, start in left.items()}
        further = {at: end for at, end in further.items() if end}
        if not further:
            break
        left, length = further, length + 1
    return frozenset(left if length else ()), length


def _behind_place(
    parts: Sequence[_Part],
    places: Sequence[str],
    local: Mapping[int, str],
    titles: Sequence[str],
    most: int,
) -> Named:
    """Return the titles of a place that the words right behind its name shorten."""
    for part, place in ((part, stem(place)) for part in parts for place in places):
        if place not in part.marks:
            continue
        start = part.marks.index(place) + len(place)
        start += len(_BETWEEN.match(part.marks[start:]).group())  # type: ignore[union-attr] # matches nothing too
        behind = part.marks[start : start + _LONGEST]
        word = behind[:_SHORTEST]
        having = len({title for title in titles if word in title})
        if len(word) == _SHORTEST and 0 < having <= most:  # 发展 and 建设 say nothing of one title
            own = {at: title for at, title in local.items() if word in title}
            same, length = _longest(behind, own)
            if length >= _SHORTEST:
                return Named(same, part.words(start, start + length))
    return _NOBODY
