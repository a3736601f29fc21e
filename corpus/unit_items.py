"""The items of a list of responsible units: cut at 、 and 和, freed of words on who does which part; pure.

Conventions of the genre: how the units share the work stands behind their names (…牵头, …配合,
按职责分工负责); governments of several levels under one word (各市、县(区)人民政府) are one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.shared_endings import is_field_alone, with_shared_endings
from corpus.unit_names import REGION_LOOKALIKE, STRONG_END, UNIT_END

PART = r"(?:责任|牵头|主责|负责|配合|协同|协办|协助|参与|参加|落实|实施|推进|主办|承办|指导)"
DUTY_LABEL = (
    rf"(?:主要|具体|以上|上述|[省市州县区]级|[省市县区]直)?(?P<duty>{PART})(?:[和与及、/]?{PART})?"
    r"(?:\(?(?:单位|部门|处室|科室|股室|主体|机构)\)?)(?:及分工)?(?:\([^()]{1,30}\))?"
)
SHORT_LABEL = r"(?P<short>责任|牵头|主责|负责|配合|参与|参加|协办|协助|主办|分工|任务分工|责任分工)"
# A label inside a list opens the next one.
_INNER_LABEL = re.compile(
    rf"(?<=[^;])(?<![省市州县区]级)(?<![省市县区]直)(?<!主要|具体|以上|上述)[,、\s]{{0,20}}(?=(?:{DUTY_LABEL}|{SHORT_LABEL})\s*:)".replace(
        "?P<duty>", "?:"
    ).replace("?P<short>", "?:")
)
# What stands among labelled lists and names no unit: dates, people, progress.
NO_UNIT = re.compile(
    r"(?:(?:完成|办理|落实|实施|工作|整改|推进|时间|任务)?(?:期限|时限|时间|进度|节点)(?:安排|要求|节点)?"
    r"|(?:牵头|责任|分管|包抓|包保|挂钩|联系|挂牌|市级|县级|主管|配合){0,4}(?:领导|同志|人员|负责人|责任人|联系人)|联系电话|责任人|序号|任务来源|工作目标|备注)\s*[:】]"
    rf"(?:[^,;。\n【\s]|[^\S\n](?!{DUTY_LABEL}\s?:))*".replace("?P<duty>", "?:")
)
# From here on the list says how the units share the work, not who they are.
_MANNER = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按|依|根据)(?:照|据)?(?:各自|本)?(?:的)?(?:工作)?(?:职责|职能|分工|责任)|(?:分别|共同|分工|具体|组织|统筹|各)?负责(?!同志|人)"
    r"|(?:分别|共同|抓好|组织|具体|贯彻|督促|分工)*落实(?=$|[,;]|到)|组织实施|贯彻执行$)[^,;。]*"
)
_OTHER_UNITS = re.compile(r"^等(?:有关|相关)?(?:部门|单位)?")
_HOW = r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按照?|依照?|依据|根据)?(?:各自)?的?(?:职责|职能|分工|任务){1,4})?(?:共同|分别|联合|具体|负责|总|为){0,4}"
LEAD = re.compile(
    rf"{_HOW}(?<!机制)牵头(?:单位|部门)?(?:负责|落实|组织|组织实施|实施|推进|推动|抓好|统筹|协调|指导|制定){{0,6}}$"
)
SUPPORT = re.compile(
    rf"{_HOW}(?:积极)?(?:(?:参与|参加)?配合|参与|参加|协助|协同|协办|组织|指导)(?:单位|部门)?(?:落实|实施|负责|推进|做好|抓好){{0,6}}$"
)
# What a unit adds to the work of the lead, behind its name: 市财政局保障资金, 市审计局监督.
ADDS = re.compile(
    rf"^(?P<unit>[^,;。]{{1,40}}?(?:{STRONG_END}|[省市县区州]))(?:等(?:部门|单位)?)?(?:要|应|积极|共同|分别|具体|全程|予以|严格){{0,2}}"
    r"(?:(?:做好|提供|给予|加强|强化|落实|开展)[\u4e00-\u9fff]{0,8}(?:保障|监督|支持|服务|指导|协调|督导|督促|审计)|(?:保障|监督|支持|督导|督促|指导|协助|协调|配合|参与)"
    r"(?!部|中心|[\u4e00-\u9fff]{0,6}(?:[局处科所队站室办法例定则案制度系员人]$))[\u4e00-\u9fff]{0,10})$"
)
# A unit's second name: 交通运输厅〔铁建办〕.
SECOND_NAME = re.compile(r"[〔\[(][^〔〕\[\]()]*[〕\])]$")
_AND_OTHERS = re.compile(
    r"(?<!主管)(?<!管理)等(?:\d+|[一二三四五六七八九十]+)?个?(?:[省市县区州]?[级直]|中央|国务院)?(?:有关|相关|成员)?(?:部门|单位|方面|机构)?$"
)
_JOINED = re.compile(r"以及|会同|及|和|与")
# Governments of several levels under one word: 各市、县(区)人民政府; 各乡镇、街道.
_LEVELS = re.compile(
    r"^各?(?:地级|设区的?)?[市州盟地县区旗镇乡]{1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LEVEL_BELOW = re.compile(
    r"^(?:自治[县州旗]|[市州县区旗镇乡]|街道){1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?(?:[市县区旗])?(?:人民)?(?:政府|党委|党委政府|办事处)?(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LONGEST_UNIT = 200  # characters, the brackets inside the name included
OWN_PART = re.compile(r"\(总?(?P<own>牵头|配合|协同|协办|协助|参与|参加)(?:单位|部门)?\)$")
MARK = re.compile(r"^[*★▲△☆●※]+|[*★▲△☆●※]+$")


def cut_parts(content: str) -> list[str]:
    """Cut a list at ； and in front of the labels inside it, what names no unit left out."""
    parts = re.split(r"[;。\n]", _INNER_LABEL.sub(";", NO_UNIT.sub(";", content)))
    return [part for part in parts if part.strip(" ,")]


def name_of(item: str) -> str:
    """Return a listed unit without the words about its part in the work."""
    name = OWN_PART.sub("", MARK.sub("", item))
    name = SUPPORT.sub("", LEAD.sub("", ADDS.sub(r"\g<unit>", name)))
    return _AND_OTHERS.sub("", name).removeprefix("由").removeprefix("新组建的").strip(" *")


def without_manner(content: str) -> tuple[list[str], str | None]:
    """Cut a list at the words on how the work is shared, except those that belong to 牵头."""
    kept: list[str] = []
    manner: str | None = None
    at = 0
    for match in _MANNER.finditer(content):
        told = content[at : match.end()]
        if LEAD.search(told) or (match.group().endswith("配合") and SUPPORT.search(told)):
            continue
        kept.append(content[at : match.start()].rstrip("、,"))
        at = match.end()
        manner = manner or _OTHER_UNITS.sub("", match.group())
    return [one for one in (*kept, content[at:]) if one], manner


def split_items(content: str) -> Iterator[tuple[int, str]]:
    """Split a list of units at 、 and ， and at 和/及 behind a unit, outside nested brackets.

    Each unit comes with the count of ， before it. Governments of several levels are one item. The last
    word of several (住建、商务部门) is given to each (`corpus.shared_endings`).
    """
    pieces = list(_levels_joined(content))
    yield from with_shared_endings(pieces, [name_of(item) for _, item in pieces])


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
    return bool(_LEVEL_BELOW.match(name_of(item)))


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
    following = name_of(re.split(r"[、,;(]", rest, maxsplit=1)[0])
    return bool(
        any(UNIT_END.search(one) for one in (item, SECOND_NAME.sub("", name_of(item))))
        and (UNIT_END.search(following) or is_field_alone(following))
        and following not in {"政府", "人民政府", "部门", "单位", "地区", "方面"}
    )
