"""Which documents a question is limited to: by title, region, level, date and validity; pure.

A scope is exact: it is found before anything is ranked, and a document of which the asked particular
is not known lies outside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

from corpus.description import Description
from corpus.issuers import Level
from corpus.regions import load_regions
from corpus.standing import Force, Register, day_words
from index.errors import ScopeError

NATION = "全国"
IN_FORCE = "有效"
ENDED = "失效"
_SHOWN = 12
_AUTONOMOUS = re.compile(r"(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_DAY = re.compile(
    r"(\d{4})(?:年|[-./])?(?:(?<=[年\-./])(\d{1,2})(?:月|[-./])?(?:(?<=[月\-./])(\d{1,2})日?)?)?"
)
_ENDED = frozenset({Force.EXPIRED, Force.REPEALED})


class Dated(Enum):
    """Which date of a document counts."""

    MADE = "成文"
    EFFECTIVE = "施行"


VALIDITIES = (IN_FORCE, ENDED, *(force.value for force in Force))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a question is limited to; every condition named has to hold, of each any one value.

    Attributes:
        documents: Ids or titles.
        regions: Regions; what lies in a province named is in it. 全国 stands for the nation.
        levels: Levels of the issuer: 国家, 省, 市, 县.
        since: The first day, None for none.
        until: The last day, None for none.
        dated: The date these two are held against.
        validities: 有效 (nothing says that it does not hold), 失效, or a `Force` in its words.
    """

    documents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    dated: Dated = Dated.MADE
    validities: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is limited."""
        return not any(getattr(self, one.name) for one in fields(self) if one.name != "dated")


EVERYTHING = Scope()


def select_documents(
    scope: Scope, register: Register, ids: Sequence[str], day: date
) -> frozenset[str]:
    """Return those of the documents `ids` that a scope takes in, as they stand on `day`.

    Raises:
        ScopeError: there is none; it says what there is.
    """
    described = [register[one] for one in ids]
    chosen = described
    for condition in _conditions(scope):
        kept = [one for one in described if _holds(condition, one, register, day)]
        if not kept:
            raise _none(condition, described, register, day)
        chosen = [one for one in chosen if one in kept]
    if not chosen:
        raise _none_together(scope, described, register, day)
    return frozenset(one.document_id for one in chosen)


def left_out_unknown(
    scope: Scope, register: Register, ids: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """Return which asked particulars some documents do not tell, in words, and of how many that holds."""
    if not scope.regions and not scope.levels:
        return ()
    described = [register[one].metadata for one in ids]
    placeless = sum(one.region is None and one.level is None for one in described)
    lacking = (
        ("地区", placeless if scope.regions else 0),
        ("层级", sum(one.level is None for one in described) if scope.levels else 0),
    )
    return tuple((name, count) for name, count in lacking if count)


_FEWEST_WORDS = 2  # characters of a part of a title


def find_document(wanted: str, documents: Iterable[tuple[str, str]]) -> str | None:
    """Return the id of the document of that id or title, given as pairs; None where there is none.

    Words that only one of the titles has stand for it: 句容 for 句容市…实施方案.
    """
    plain, pairs = _plain(wanted), list(documents)
    whole = next((name for name, title in pairs if plain in {name, title}), None)
    if whole is not None or len(plain) < _FEWEST_WORDS:
        return whole
    part = [name for name, title in pairs if plain in title]
    return part[0] if len(part) == 1 else None


def _plain(wanted: str) -> str:
    return wanted.strip().removeprefix("《").removesuffix("》")


def nearest_titles(wanted: str, titles: Sequence[str]) -> str:
    """Return the titles most like a wrong one, for a hint; all of them where they are few."""
    matcher = SequenceMatcher(b=wanted, autojunk=False)

    def likeness(title: str) -> float:
        matcher.set_seq1(title)
        return matcher.quick_ratio()

    nearest = sorted(titles, key=likeness, reverse=True)[:_SHOWN]
    shown = "、".join(f"《{one}》" for one in (nearest if len(titles) > _SHOWN else titles))
    return f"{shown}等 {len(titles)} 份" if len(titles) > _SHOWN else shown


def read_day(text: str, *, last: bool = False) -> date | None:
    """Read a year, a month or a day as people write it; None where it is none of these.

    Of a year or a month it is the first day, or with `last` the last.

    >>> read_day("2023"), read_day("2023年2月", last=True), read_day("2023-02-30")
    (datetime.date(2023, 1, 1), datetime.date(2023, 2, 28), None)
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(one) if one else 0 for one in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day or not last:
            return first
        following = date(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError:
        return None


def is_within(region: str, asked: str) -> bool:
    """Tell whether a region is the one asked for or lies in it.

    A title may leave 市 out of its region.

    >>> is_within("福州市", "福建"), is_within("上海市青浦区", "青浦"), is_within("吉林省", "吉林市")
    (True, True, False)
    >>> is_within("三明", "三明市"), is_within("宁夏回族自治区", "宁夏")
    (True, True)
    """
    table = load_regions()
    province = _AUTONOMOUS.sub("", asked)
    above = (table.province_of(one) for one in table.found_in(region)[:1])
    in_province = table.provinces.get(province) == province and province in above
    return asked in region or asked.removesuffix("市") == region or in_province


def _conditions(scope: Scope) -> Iterator[Scope]:
    """Yield the conditions of a scope one by one."""
    for names in (("documents",), ("regions",), ("levels",), ("since", "until"), ("validities",)):
        values = {name: getattr(scope, name) for name in names}
        if any(values.values()):
            yield replace(EVERYTHING, dated=scope.dated, **values)


def _holds(scope: Scope, one: Description, register: Register, day: date) -> bool:
    said = one.metadata
    tests: tuple[tuple[object, Callable[[], bool]], ...] = (
        (scope.documents, lambda: any(_is_called(one, name) for name in scope.documents)),
        (scope.regions, lambda: any(_is_of(one, region) for region in scope.regions)),
        (scope.levels, lambda: said.level is not None and said.level.value.value in scope.levels),
        (scope.since or scope.until, lambda: _is_dated(one, scope)),
        (scope.validities, lambda: _is_valid(register.standing(one.document_id, day).force, scope)),
    )
    return all(test() for asked, test in tests if asked)


def _is_called(one: Description, wanted: str) -> bool:
    return _plain(wanted) in {one.document_id, one.metadata.title.value}


def _is_of(one: Description, asked: str) -> bool:
    said = one.metadata
    if asked in {NATION, Level.NATION.value}:
        return said.level is not None and said.level.value is Level.NATION
    return said.region is not None and is_within(said.region.value, asked)


def _is_dated(one: Description, scope: Scope) -> bool:
    day = _day_of(one, scope.dated)
    return day is not None and (scope.since or day) <= day <= (scope.until or day)


def _day_of(one: Description, dated: Dated) -> date | None:
    """Return the day of effect, or the day a document was made: signed, else published."""
    said = one.metadata
    readings = (said.effective,) if dated is Dated.EFFECTIVE else (said.signed, said.published)
    return next((reading.value for reading in readings if reading), None)


def _is_valid(force: Force, scope: Scope) -> bool:
    named = {force.value}
    if force in {Force.HOLDS, Force.UNKNOWN}:
        named.add(IN_FORCE)
    if force in _ENDED:
        named.add(ENDED)
    return bool(named & {*scope.validities})


def words_of(scope: Scope) -> str:
    """Return a scope in words: 地区 福建，成文日期 2021年1月1日起."""
    days = (
        f"{day_words(scope.since)}起" if scope.since else "",
        f"{day_words(scope.until)}止" if scope.until else "",
    )
    parts = (
        ("文件", "、".join(scope.documents)),
        ("地区", "、".join(scope.regions)),
        ("层级", "、".join(scope.levels)),
        (f"{scope.dated.value}日期", "至".join(one for one in days if one)),
        ("有效性", "、".join(scope.validities)),
    )
    return "，".join(f"{name} {value}" for name, value in parts if value)


def _none(
    condition: Scope, described: Sequence[Description], register: Register, day: date
) -> ScopeError:
    if condition.documents:
        titles = [one.metadata.title.value for one in described]
        known = f"可选的文件：{nearest_titles(condition.documents[0], titles)}。"
        return ScopeError(f"没有这份文件：{'、'.join(condition.documents)}", hint=known)
    known = _known(condition, described, register, day)
    return ScopeError(f"没有符合条件的文件：{words_of(condition)}。", hint=known)


def _known(
    condition: Scope, described: Sequence[Description], register: Register, day: date
) -> str:
    """Say what there is of the particular that a condition is about."""
    if condition.regions:
        regions = (one.metadata.region for one in described if one.metadata.region)
        return f"已有文件的地区：{_counted(one.value for one in regions)}；{NATION}性文件写“{NATION}”。"
    if condition.levels:
        levels = (one.metadata.level for one in described if one.metadata.level)
        return f"已有文件的层级：{_counted(one.value.value for one in levels)}。"
    if condition.validities:
        forces = (register.standing(one.document_id, day).force for one in described)
        return f"已有文件的有效性：{_counted(one.value for one in forces)}。"
    days = sorted(found for one in described if (found := _day_of(one, condition.dated)))
    name = f"{condition.dated.value}日期"
    if not days:
        return f"已有文件都没有写明{name}；去掉日期条件，或用旁注文件补上。"
    lacking = len(described) - len(days)
    missing = f"，另有 {lacking} 份没有写明" if lacking else ""
    return f"已有文件的{name}：{day_words(days[0])}至{day_words(days[-1])}{missing}。"


def _counted(values: Iterable[str]) -> str:
    counted = Counter(values).most_common()
    more = f"等 {len(counted)} 种" if len(counted) > _SHOWN else ""
    return "、".join(f"{value}（{n}）" for value, n in counted[:_SHOWN]) + more or "都没有写明"


def _none_together(
    scope: Scope, described: Sequence[Description], register: Register, day: date
) -> ScopeError:
    counts = (
        f"符合“{words_of(one)}”的 {sum(_holds(one, two, register, day) for two in described)} 份"
        for one in _conditions(scope)
    )
    return ScopeError(
        f"没有同时符合这些条件的文件：{words_of(scope)}。",
        hint=f"去掉一个条件：{'，'.join(counts)}。",
    )
