"""Lists of responsible units: names in full, in order, with their parts in the work; pure.

Conventions of the genre: units stand in protocol order; the region is written once and elided
afterwards (省工信厅、发改委 = 省工信厅、省发改委); units named after a place of their own (海关, 管委会,
人民政府) take no region; 各有关部门 names nobody where others are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.shared_endings import is_field_alone
from corpus.unit_items import (
    ADDS,
    DUTY_LABEL,
    LEAD,
    MARK,
    NO_UNIT,
    OWN_PART,
    PART,
    SECOND_NAME,
    SHORT_LABEL,
    SUPPORT,
    cut_parts,
    name_of,
    split_items,
    without_manner,
)
from corpus.unit_names import (
    NATIONAL,
    OFFICE,
    PLACED,
    STRONG,
    UNIT_END,
    expanded_name,
    region_of,
)

_COLONLESS = DUTY_LABEL.replace("?P<duty>", "?P<colonless>")
LABEL = re.compile(rf"[\s*]*(?:{DUTY_LABEL}\**\s*:|{SHORT_LABEL}\s*:|{_COLONLESS})\s*(?:\*\*)?\s*")
_LEADING = {"牵头", "主责", "主办"}
_SUPPORTS = {"配合", "协同", "协办", "协助", "参与", "参加"}
_DUTY_WORD = re.compile(PART)
# A bracket behind the name of a body, a place or a document says more about that name; 2所 is no name.
_EXPLAINED = re.compile(
    r"(?:单位|部门|机构|机关|组织|政府|中心|公司|企业|平台|基地|地点|地址|窗口|网站|系统|学校|党校|(?<!\d)[省市县区州局委办厅部署院会社司所站馆校团园场厂处室队人者员家》”\"])$"
)
_NOBODY = re.compile(
    r"^(?:其|省|市|州|县|区|中央|国务院|国家|地方)?(?:级|直|属|区)*(?:(?:各|等|及)*(?:地区)?(?:有关|相关|其他|其它)[\u4e00-\u9fff]{0,4}?(?:部门|单位|方面|地区|企业)|各(?:级|地区)?(?:部门|单位|方面|地区))"
    r"(?:[和及](?:有关|相关)?(?:部门|单位|方面|地区|企业))?$"
)
_LEVEL_NAMED = re.compile(r"[省市州县区](?:[级直属]|各|有关|相关)|国务院|中央")
# By when, or how long, the work is done: an item that names no unit: 2024年12月底前完成, 长期坚持.
_WHEN = re.compile(
    r"(?:^|(?<=[,;。、\s]))(?:到|于|力争|确保){0,2}(?:20\d\d年|\d{1,2}月|每[年月季]|[今明当]年|年[内底]|近期|长期|持续|常态|即知即改|立行立改|“十[三四五六]五”)"
    r"[^,;。、()]{0,20}(?=[,;。、]|$)"
)
# Remarks on lists, not units: 以下均包括…, 列第一位的为牵头单位，下同.
_REMARK = re.compile(
    r"^(?:以下|下同|均|其中|其余|排名|注:|含|不含)|不再(?:单独|逐一|一一)?列|第一[位个为]|[首]位|下同$|不再重复|为牵头(?:单位|部门)?$|统称"
)
_BESIDE = re.compile(r"^(?:有关|相关).|.(?:公司|集团|银行|供电|电力|街道|乡镇|镇|园区|开发区)$")
_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff)〕])等(?=$|[,;。)\]】〕]|按|依|根据|各?负责|分[工别]|共同|配合|参[与加]|协[同助]|牵头|有关|相关|部门|单位|成员|[省市县区州]?[级直]|国务院|中央|落实|\d+个|[一二三四五六七八九十]+个)"
)
_DEPARTMENT = re.compile(
    r"(?!有关|相关|各|所属|牵头|责任|上述|其他)[\u4e00-\u9fff]{2,12}(?:部门|机关)"
)
# 市甲局、市乙局（按职责分工负责）: how the work is shared may stand in a bracket behind the last name.
_MANNER_BRACKET = re.compile(
    r"\((?P<manner>(?:按|依|根据|分别|共同)[^()]{0,30}?(?:负责|落实|实施)[^()]{0,6})\)"
)
# 市甲局【牵头】 and 市甲局〔牵头〕 are 市甲局（牵头）.
_RANK_BRACKET = re.compile(rf"[【〔\[](?P<rank>总?{PART}(?:单位|部门)?)[】〕\]]")
_CARRIED_OUT = ("组织实施", "组织落实", "指导推动")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One unit of a list: its name in full, its part in the work, and where it stands.

    `duty` is the word of the text for its part (牵头, 责任, 配合), "" where it has none. `part` counts
    the lists parted by ；, `group` the groups parted by ，; `is_marked` tells of a sign such as ★
    beside the name.
    """

    name: str
    duty: str
    part: int
    group: int
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """The units of a list; `manner` is how they share the work (None: not said)."""

    units: tuple[Listed, ...]
    manner: str | None
    others: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names in order, each once."""
        return tuple(dict.fromkeys(unit.name for unit in self.units))

    @property
    def leads(self) -> tuple[str, ...]:
        """The names that the list itself calls 牵头."""
        return tuple(dict.fromkeys(one.name for one in self.units if one.duty in _LEADING))

    @property
    def supports(self) -> tuple[str, ...]:
        """For each name the word that makes it support the others (配合, 参与), else ""."""
        duties = {one.name: one.duty for one in reversed(self.units)}
        return tuple(
            duty if duty in _SUPPORTS else "" for duty in map(duties.__getitem__, self.names)
        )


def is_responsibility(content: str, *, closes_sentence: bool) -> bool:
    """Tell whether the inside of a bracket lists units, rather than explaining a word.

    It does where it is labelled (责任单位:), or stands behind a full sentence (or says how the work
    is shared) and is a list of names that end as units of government do.
    """
    content = _without_dates(NO_UNIT.sub("", _opened(content))).lstrip(" ,;")
    label = LABEL.match(content)
    if label and len(content) > label.end():
        return label.group().rstrip("* ").endswith(":") or _is_list(content[label.end() :])
    if _is_shared(content):
        return _is_list(content, least_strong=1) or _are_departments(content)
    return closes_sentence and _is_list(content, least_strong=1)


def _are_departments(content: str) -> bool:
    """Tell whether a list names nothing but departments by their field: 市场监管部门负责."""
    body = ",".join(one for part in cut_parts(content) for one in without_manner(part)[0])
    items = [name_of(item) for _, item in split_items(body)]
    return bool(items) and all(_DEPARTMENT.fullmatch(one) or is_field_alone(one) for one in items)


def _opened(content: str) -> str:
    """Return a list whose units share the work as a bracket says, without that bracket's signs."""
    return _MANNER_BRACKET.sub(r"\g<manner>", content)


def _is_shared(content: str) -> bool:
    manner = without_manner(content)[1]
    is_led = _supports(content) or any(LEAD.search(part) for part in content.split(","))
    return (manner is not None and "解释" not in manner) or is_led


def is_placed_list(content: str, before: str) -> bool:
    """Tell whether a bare list begins with an office of some level (市公安局, 各区政府, 国家能源局).

    Behind a name, the end of `before`, it explains that name: 委托第三方机构（市甲中心）. Beside the
    offices stand firms and the governments below, which say no level: 县甲局、移动公司，有关乡镇.
    """
    if _EXPLAINED.search(before):
        return False
    items = [name_of(item) for part in cut_parts(content) for _, item in split_items(part)]
    is_placed = bool(items) and PLACED.match(items[0]) and OFFICE.search(items[0])
    return bool(is_placed) and all(OFFICE.search(one) or _BESIDE.search(one) for one in items)


def is_unit_list(content: str) -> bool:
    """Tell whether `content` is nothing but a list of names of units."""
    return _is_list(content, least_strong=1)


def _is_list(content: str, least_strong: int = 0) -> bool:
    body = ",".join(one for part in cut_parts(content) for one in without_manner(part)[0])
    items = [name_of(item) for _, item in split_items(body)]
    items = [item for item in items if item and not _REMARK.search(item)]
    bare = [SECOND_NAME.sub("", item) for item in items]
    units = sum(bool(UNIT_END.search(item) or is_field_alone(item)) for item in bare)
    strong = sum(
        bool(STRONG.search(item) or STRONG.search(one))
        for item, one in zip(bare, items, strict=True)
    )
    least = 3 if without_manner(content)[1] else 4  # of five; names are cut short in clear cases
    return bool(items) and units * 5 >= len(items) * least and strong >= least_strong


def read_agencies(content: str) -> UnitList:
    """Return the units of a list.

    Words that name nobody (各有关部门) are returned only where nothing else is named.

    >>> read_agencies("责任单位:市发改委、工信局、市场监管局,各县(市)区人民政府按职责分工负责").names
    ('市发改委', '市工信局', '市市场监管局', '各县(市)区人民政府')
    """
    reader = _Reader()
    manner: str | None = None
    content = _without_dates(_RANK_BRACKET.sub(r"(\g<rank>)", _opened(content)))
    for number, part in enumerate(cut_parts(content)):
        label = LABEL.match(part)
        pieces, part_manner = without_manner(part[label.end() :] if label else part)
        manner = manner or part_manner
        for piece in pieces:
            reader.read(number, piece, _labelled_duty(label.group()) if label else "")
    if manner and reader.units and not _is_said_of_all(manner, content):
        manner = None
    return UnitList(
        units=tuple(reader.units or reader.unnamed),
        manner=manner,
        others=bool(_OTHERS.search(content))
        or bool(reader.units and any(map(_of_a_level, reader.unnamed))),
    )


def _of_a_level(unit: Listed) -> bool:
    """Tell whether a unit without a name is one of a level: 省直各有关单位; 各有关部门 says no more."""
    return bool(_LEVEL_NAMED.match(unit.name))


def _without_dates(content: str) -> str:
    """Return a list without the items that say by when, or how long: （市甲局，2024年12月底前完成）."""
    kept = _WHEN.sub(lambda one: one.group() if UNIT_END.search(one.group()) else "", content)
    return content if kept == content else kept.strip(",;。、 ")


def _labelled_duty(label: str) -> str:
    """Return the part in the work that a label gives all units behind it: 配合 of 配合单位."""
    word = _DUTY_WORD.search(label)
    return word.group() if word else ""


@dataclass(slots=True)
class _Reader:
    """Reads the parts of a list; the region named last is that of the units behind it."""

    units: list[Listed] = field(default_factory=list)
    unnamed: list[Listed] = field(default_factory=list)  # 各有关部门
    _region: str = ""
    _is_national: bool = False

    def read(self, number: int, body: str, duty: str) -> None:
        """Read one part, whose units all have the `duty` of its label, "" where it has none."""
        pending: list[Listed] = []
        for group, item in split_items(body):
            name = name_of(item)
            told_beside = OWN_PART.search(item)
            own = told_beside["own"] if told_beside else duty
            one = Listed(
                name=name, duty=own, part=number, group=group, is_marked=bool(MARK.search(item))
            )
            if name and _NOBODY.search(name):
                self.unnamed.append(one)
            elif name and not _REMARK.search(name):
                pending.append(replace(one, name=self._in_full(name)))
            if (told := _told_duty(item)) is not None:
                self.units += [replace(one, duty=told or one.duty) for one in pending]
                pending = []
        self.units += pending

    def _in_full(self, name: str) -> str:
        self._region = region_of(name) or self._region
        self._is_national = self._is_national or name.startswith(NATIONAL)
        return expanded_name(name, self._region or (NATIONAL if self._is_national else ""))


def _told_duty(item: str) -> str | None:
    """Return the part in the work that the words behind a name give it and those before it.

    None where there are no such words, "" where they tell of none that has a name (…组织实施).
    """
    if LEAD.search(item):
        return "牵头"
    if match := SUPPORT.search(item):
        words = _DUTY_WORD.findall(match.group())
        return next((word for word in words if word in _SUPPORTS), "")
    return "" if ADDS.search(item) else None


def _is_said_of_all(manner: str, content: str) -> bool:
    """Tell whether the words on how the work is shared are about all units of a list.

    市甲局负责，市乙局协助 says it of the first, 市甲局牵头，各地区负责 of nobody who is named.
    """
    before = content[: content.find(manner)]
    if not before or before[-1] in ",;":
        return True
    own = re.split("[,;]|牵头|配合", before)[-1]
    return not _supports(content) and not all(
        _NOBODY.search(name_of(item)) for _, item in split_items(own)
    )


def _supports(content: str) -> bool:
    """Tell whether units of a list only support others: …配合, …协助, …保障资金."""
    items = re.split("[,;、]", content)
    items = [item for item in items if not item.endswith(_CARRIED_OUT)]
    return any(SUPPORT.search(item) or ADDS.search(item) for item in items)
