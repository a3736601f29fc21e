"""Lists of responsible units: names in full, in order, with their parts in the work; pure.

Conventions of the genre: units stand in protocol order; the region is written once and elided
afterwards (省工信厅、发改委 = 省工信厅、省发改委); units named after a place of their own (海关, 管委会,
人民政府) take no region; 各有关部门 names nobody where others are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.shared_endings import is_field_alone, with_shared_endings
from corpus.unit_names import (
    NATIONAL,
    OFFICE,
    PLACED,
    REGION_LOOKALIKE,
    STRONG,
    STRONG_END,
    UNIT_END,
    expanded_name,
    region_of,
)

_PART = r"(?:责任|牵头|主责|负责|配合|协同|协办|协助|参与|参加|落实|实施|推进|主办|承办|指导)"
DUTY_LABEL = (
    rf"(?:主要|具体|[省市州县区]级|[省市县区]直)?(?P<duty>{_PART})(?:[和与及、/]?{_PART})?"
    r"(?:\(?(?:单位|部门|处室|科室|股室|主体|机构)\)?)(?:及分工)?(?:\([^()]{1,30}\))?"
)
SHORT_LABEL = r"(?P<short>责任|牵头|主责|负责|配合|参与|参加|协办|协助|主办|分工|任务分工|责任分工)"
_COLONLESS = DUTY_LABEL.replace("?P<duty>", "?P<colonless>")
LABEL = re.compile(rf"[\s*]*(?:{DUTY_LABEL}\**\s*:|{SHORT_LABEL}\s*:|{_COLONLESS})\s*(?:\*\*)?\s*")
_LEADING = {"牵头", "主责", "主办"}
_SUPPORTS = {"配合", "协同", "协办", "协助", "参与", "参加"}
_DUTY_WORD = re.compile(_PART)
# A label inside a list opens the next one.
_INNER_LABEL = re.compile(
    rf"(?<=[^;])(?<![省市州县区]级)(?<![省市县区]直)(?<!主要|具体)[,、\s]{{0,20}}(?=(?:{DUTY_LABEL}|{SHORT_LABEL})\s*:)".replace(
        "?P<duty>", "?:"
    ).replace("?P<short>", "?:")
)
# A bracket behind the name of a body, a place or a document says more about that name; 2所 is no name.
_EXPLAINED = re.compile(
    r"(?:单位|部门|机构|机关|组织|政府|中心|公司|企业|平台|基地|地点|地址|窗口|网站|系统|学校|党校|(?<!\d)[省市县区州局委办厅部署院会社司所站馆校团园场厂处室队人者员家》”\"])$"
)
# From here on the list says how the units share the work, not who they are.
_MANNER = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按|依|根据)(?:照|据)?(?:各自|本)?(?:的)?(?:工作)?(?:职责|职能|分工|责任)|(?:分别|共同|分工|具体|组织|统筹|各)?负责(?!同志|人)"
    r"|(?:分别|共同|抓好|组织|具体|贯彻|督促|分工)*落实(?=$|[,;]|到)|组织实施|贯彻执行$)[^,;。]*"
)
_OTHER_UNITS = re.compile(r"^等(?:有关|相关)?(?:部门|单位)?")
_HOW = r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按照?|依照?|依据|根据)?(?:各自)?的?(?:职责|职能|分工|任务){1,4})?(?:共同|分别|联合|具体|负责|总|为){0,4}"
_LEAD = re.compile(
    rf"{_HOW}(?<!机制)牵头(?:单位|部门)?(?:负责|落实|组织|组织实施|实施|推进|推动|抓好|统筹|协调|指导|制定){{0,6}}$"
)
_SUPPORT = re.compile(
    rf"{_HOW}(?:积极)?(?:(?:参与|参加)?配合|参与|参加|协助|协同|协办|组织|指导)(?:单位|部门)?(?:落实|实施|负责|推进|做好|抓好){{0,6}}$"
)
# What a unit adds to the work of the lead, behind its name: 市财政局保障资金, 市审计局监督.
_ADDS = re.compile(
    rf"^(?P<unit>[^,;。]{{1,40}}?(?:{STRONG_END}|[省市县区州]))(?:等(?:部门|单位)?)?(?:要|应|积极|共同|分别|具体|全程|予以|严格){{0,2}}"
    r"(?:(?:做好|提供|给予|加强|强化|落实|开展)[\u4e00-\u9fff]{0,8}(?:保障|监督|支持|服务|指导|协调|督导|督促|审计)|(?:保障|监督|支持|督导|督促|指导|协助|协调|配合|参与)"
    r"(?!部|中心|[\u4e00-\u9fff]{0,6}(?:[局处科所队站室办法例定则案制度系员人]$))[\u4e00-\u9fff]{0,10})$"
)
_NOBODY = re.compile(
    r"^(?:省|市|州|县|区|中央|国务院|国家|地方)?(?:级|直|属|区)*(?:(?:各|等|及)*(?:地区)?(?:有关|相关|其他|其它)[\u4e00-\u9fff]{0,4}?(?:部门|单位|方面|地区|企业)|各(?:级|地区)?(?:部门|单位|方面|地区))"
    r"(?:[和及](?:有关|相关)?(?:部门|单位|方面|地区|企业))?$"
)
_LEVEL_NAMED = re.compile(r"[省市州县区](?:[级直属]|各|有关|相关)|国务院|中央")
# What stands among labelled lists and names no unit: dates, people, progress.
NO_UNIT = re.compile(
    r"(?:(?:完成|办理|落实|实施|工作|整改|推进|时间|任务)?(?:期限|时限|时间|进度|节点)(?:安排|要求|节点)?"
    r"|(?:牵头|责任|分管|包抓|包保|挂钩|联系|挂牌|市级|县级|主管|配合){0,4}(?:领导|同志|人员|负责人|责任人|联系人)|联系电话|责任人|序号|任务来源|工作目标|备注)\s*[:】]"
    rf"(?:[^,;。\n【\s]|[^\S\n](?!{DUTY_LABEL}\s?:))*".replace("?P<duty>", "?:")
)
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
# A unit's second name: 交通运输厅〔铁建办〕.
_SECOND_NAME = re.compile(r"[〔\[(][^〔〕\[\]()]*[〕\])]$")
_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff)〕])等(?=$|[,;。)\]】〕]|按|依|根据|各?负责|分[工别]|共同|配合|参[与加]|协[同助]|牵头|有关|相关|部门|单位|成员|[省市县区州]?[级直]|国务院|中央|落实|\d+个|[一二三四五六七八九十]+个)"
)
_AND_OTHERS = re.compile(
    r"(?<!主管)(?<!管理)等(?:\d+|[一二三四五六七八九十]+)?个?(?:[省市县区州]?[级直]|中央|国务院)?(?:有关|相关|成员)?(?:部门|单位|方面|机构)?$"
)
_DEPARTMENT = re.compile(
    r"(?!有关|相关|各|所属|牵头|责任|上述|其他)[\u4e00-\u9fff]{2,12}(?:部门|机关)"
)
_JOINED = re.compile(r"以及|会同|及|和|与")
# 市甲局、市乙局（按职责分工负责）: how the work is shared may stand in a bracket behind the last name.
_MANNER_BRACKET = re.compile(
    r"\((?P<manner>(?:按|依|根据|分别|共同)[^()]{0,30}?(?:负责|落实|实施)[^()]{0,6})\)"
)
# Governments of several levels under one word: 各市、县(区)人民政府; 各乡镇、街道.
_LEVELS = re.compile(
    r"^各?(?:地级|设区的?)?[市州盟地县区旗镇乡]{1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LEVEL_BELOW = re.compile(
    r"^(?:自治[县州旗]|[市州县区旗镇乡]|街道){1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?(?:[市县区旗])?(?:人民)?(?:政府|党委|党委政府|办事处)?(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LONGEST_UNIT = 200  # characters, the brackets inside the name included
_OWN_PART = re.compile(r"\(总?(?P<own>牵头|配合|协同|协办|协助|参与|参加)(?:单位|部门)?\)$")
# 市甲局【牵头】 and 市甲局〔牵头〕 are 市甲局（牵头）.
_RANK_BRACKET = re.compile(rf"[【〔\[](?P<rank>总?{_PART}(?:单位|部门)?)[】〕\]]")
_CARRIED_OUT = ("组织实施", "组织落实", "指导推动")
_MARK = re.compile(r"^[*★▲△☆●※]+|[*★▲△☆●※]+$")


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
    body = ",".join(one for part in _parts(content) for one in _without_manner(part)[0])
    items = [_name_of(item) for _, item in _split(body)]
    return bool(items) and all(_DEPARTMENT.fullmatch(one) or is_field_alone(one) for one in items)


def _opened(content: str) -> str:
    """Return a list whose units share the work as a bracket says, without that bracket's signs."""
    return _MANNER_BRACKET.sub(r"\g<manner>", content)


def _is_shared(content: str) -> bool:
    manner = _without_manner(content)[1]
    is_led = _supports(content) or any(_LEAD.search(part) for part in content.split(","))
    return (manner is not None and "解释" not in manner) or is_led


def is_placed_list(content: str, before: str) -> bool:
    """Tell whether a bare list begins with an office of some level (市公安局, 各区政府, 国家能源局).

    Behind a name, the end of `before`, it explains that name: 委托第三方机构（市甲中心）. Beside the
    offices stand firms and the governments below, which say no level: 县甲局、移动公司，有关乡镇.
    """
    if _EXPLAINED.search(before):
        return False
    items = [_name_of(item) for part in _parts(content) for _, item in _split(part)]
    is_placed = bool(items) and PLACED.match(items[0]) and OFFICE.search(items[0])
    return bool(is_placed) and all(OFFICE.search(one) or _BESIDE.search(one) for one in items)


def is_unit_list(content: str) -> bool:
    """Tell whether `content` is nothing but a list of names of units."""
    return _is_list(content, least_strong=1)


def _is_list(content: str, least_strong: int = 0) -> bool:
    body = ",".join(one for part in _parts(content) for one in _without_manner(part)[0])
    items = [_name_of(item) for _, item in _split(body)]
    items = [item for item in items if item and not _REMARK.search(item)]
    bare = [_SECOND_NAME.sub("", item) for item in items]
    units = sum(bool(UNIT_END.search(item) or is_field_alone(item)) for item in bare)
    strong = sum(
        bool(STRONG.search(item) or STRONG.search(one))
        for item, one in zip(bare, items, strict=True)
    )
    least = 3 if _without_manner(content)[1] else 4  # of five; names are cut short in clear cases
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
    for number, part in enumerate(_parts(content)):
        label = LABEL.match(part)
        pieces, part_manner = _without_manner(part[label.end() :] if label else part)
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
        for group, item in _split(body):
            name = _name_of(item)
            told_beside = _OWN_PART.search(item)
            own = told_beside["own"] if told_beside else duty
            one = Listed(
                name=name, duty=own, part=number, group=group, is_marked=bool(_MARK.search(item))
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
    if _LEAD.search(item):
        return "牵头"
    if match := _SUPPORT.search(item):
        words = _DUTY_WORD.findall(match.group())
        return next((word for word in words if word in _SUPPORTS), "")
    return "" if _ADDS.search(item) else None


def _is_said_of_all(manner: str, content: str) -> bool:
    """Tell whether the words on how the work is shared are about all units of a list.

    市甲局负责，市乙局协助 says it of the first, 市甲局牵头，各地区负责 of nobody who is named.
    """
    before = content[: content.find(manner)]
    if not before or before[-1] in ",;":
        return True
    own = re.split("[,;]|牵头|配合", before)[-1]
    return not _supports(content) and not all(
        _NOBODY.search(_name_of(item)) for _, item in _split(own)
    )


def _supports(content: str) -> bool:
    """Tell whether units of a list only support others: …配合, …协助, …保障资金."""
    items = re.split("[,;、]", content)
    items = [item for item in items if not item.endswith(_CARRIED_OUT)]
    return any(_SUPPORT.search(item) or _ADDS.search(item) for item in items)


def _parts(content: str) -> list[str]:
    parts = re.split(r"[;。\n]", _INNER_LABEL.sub(";", NO_UNIT.sub(";", content)))
    return [part for part in parts if part.strip(" ,")]


def _name_of(item: str) -> str:
    """Return a listed unit without the words about its part in the work."""
    name = _OWN_PART.sub("", _MARK.sub("", item))
    name = _SUPPORT.sub("", _LEAD.sub("", _ADDS.sub(r"\g<unit>", name)))
    return _AND_OTHERS.sub("", name).removeprefix("由").removeprefix("新组建的").strip(" *")


def _without_manner(content: str) -> tuple[list[str], str | None]:
    """Cut a list at the words on how the work is shared, except those that belong to 牵头."""
    kept: list[str] = []
    manner: str | None = None
    at = 0
    for match in _MANNER.finditer(content):
        told = content[at : match.end()]
        if _LEAD.search(told) or (match.group().endswith("配合") and _SUPPORT.search(told)):
            continue
        kept.append(content[at : match.start()].rstrip("、,"))
        at = match.end()
        manner = manner or _OTHER_UNITS.sub("", match.group())
    return [one for one in (*kept, content[at:]) if one], manner


def _split(content: str) -> Iterator[tuple[int, str]]:
    """Split a list of units at 、 and ， and at 和/及 behind a unit, outside nested brackets.

    Each unit comes with the count of ， before it. Governments of several levels are one item. The last
    word of several (住建、商务部门) is given to each (`corpus.shared_endings`).
    """
    pieces = list(_levels_joined(content))
    yield from with_shared_endings(pieces, [_name_of(item) for _, item in pieces])


def _levels_joined(content: str) -> Iterator[tuple[int, str]]:
    """Split a list, the governments of several levels under one word held together."""
    held: tuple[int, str] | None = None
    for group, item in _pieces(content):
        if held and held[0] == group and _goes_on(held[1], item):
            held = (group, f"{held[1]}、{item}")
            continue
        if held:
            yield held
        held = (group, item) if _LEVELS.match(item) else None
        if not held:
            yield group, item
    if held:
        yield held


def _goes_on(levels: str, item: str) -> bool:
    """Tell whether `item` ends a name begun by levels of government: 各市、|县(区)政府; 市、|区财政局."""
    if len(levels) == 1:
        return item[:1] in {*"市县区州旗乡镇"} and not REGION_LOOKALIKE.match(item)
    return bool(_LEVEL_BELOW.match(_name_of(item)))


def _pieces(content: str) -> Iterator[tuple[int, str]]:
    depth = group = begin = at = 0
    while at < len(content):
        character = content[at]
        depth += (character in "(〔[〈") - (character in ")〕]〉")
        joined = _JOINED.match(content, at) if depth <= 0 else None
        if depth <= 0 and character in "、,\t /":
            yield group, content[begin:at].strip()
            begin = at + 1
            group += character == ","
        elif joined and (begin == at or _parts_units(content, begin, joined)):
            yield group, content[begin:at].strip()
            begin = joined.end()
            at = begin - 1
        at += 1
    if rest := content[begin:].strip():
        yield group, rest


def _parts_units(content: str, begin: int, joined: re.Match[str]) -> bool:
    """Tell whether a 和 behind `begin` joins two units: 农业农村局和水利局, not 文化和旅游局."""
    item = content[max(begin, joined.start() - _LONGEST_UNIT) : joined.start()]
    rest = content[joined.end() : joined.end() + _LONGEST_UNIT]
    following = _name_of(re.split(r"[、,;(]", rest, maxsplit=1)[0])
    return bool(
        any(UNIT_END.search(one) for one in (item, _SECOND_NAME.sub("", _name_of(item))))
        and (UNIT_END.search(following) or is_field_alone(following))
        and following not in {"政府", "人民政府", "部门", "单位", "地区", "方面"}
    )
