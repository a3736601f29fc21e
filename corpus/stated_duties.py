"""Who answers for what, told by other words than 负责 and 牵头: …会同…, 责任单位为…, …承担主体责任; pure."""

from __future__ import annotations

import re

from corpus.prose_names import (
    BRACKETED,
    EVERY,
    LONGEST_PART,
    NAMED_UNITS,
    UNITS,
    ProseDuty,
    are_named_offices,
    are_offices,
    has_others,
    without_number,
)
from corpus.prose_supports import HAS_TO, SHARES, SHARING, read_support
from corpus.statute_duties import read_in_charge

# What was done is no duty: 会同市财政局制定了….
_NOT_DONE = r"(?!.*(?:[制编印发修]{1,2}[定制发订]?|起草|提出)了)"
# 市工信局会同市财政局…: both are named offices; 会同有关部门 names nobody.
_TOGETHER = re.compile(
    rf"由?(?P<names>{NAMED_UNITS})(?:要|应当?|将|可|负责|牵头){{0,2}}会同(?P<with>{NAMED_UNITS})(?P<others>等)?{_NOT_DONE}"
)
_WITH_OTHERS = re.compile(
    rf"由?(?P<names>{NAMED_UNITS})(?:要|应当?|将|可){{0,2}}会同(?:各|有关|相关|其他|市直|省直){{1,3}}(?:部门|单位|方面|地区){_NOT_DONE}"
)

# 市发改委统筹推进…, 各区县政府承担主体责任, 由督查室按季度通报.
_COORDINATES = re.compile(
    rf"(?P<names>{NAMED_UNITS})(?:要|应当?|负责|具体){{0,2}}统筹(?:推进|推动|协调|抓好|指导|实施|做好|落实|管理|全[省市州盟县区旗][^,;的]{{1,20}}工作)"
)
# 县民政局要切实履行牵头职责.
_LEADS = re.compile(
    rf"(?P<names>{NAMED_UNITS})(?:要|应当?)?(?:切实|认真|严格|充分|主动|全面){{0,2}}(?:履行|发挥|落实|承担|扛起|担负)[^,;的牵]{{0,6}}牵头(?:抓总|协调|组织|统筹|部门|单位)?的?(?:职责|职能|作用|责任)"
)
_ANSWERS = re.compile(
    rf"(?P<names>{EVERY}|{NAMED_UNITS})(?:要|应当?|切实|依法){{0,2}}承担(?!的)[^,;的]{{0,12}}?(?:主体|属地|领导|监管|管理|第一|直接|主要)责任"
)
_WATCHES = re.compile(
    rf"由(?P<names>{UNITS}|督查室|办公室)(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按[月季年]度?|每(?:半?年|季度?|月|周)|定期|不定期|统一|共同|联合|会同有关部门){{0,2}}(?:进行)?(?:通报|督办|督查|督导|考核|评估|调度|督促|检查|汇总|统计|组织实施|组织落实|具体实施|贯彻实施)"
)
_GOES_ON = re.compile("并?负责")  # 由市甲局组织实施，负责解释: one duty, read where it ends
# The duties of members of a body, one by one: 市财政局:保障救灾资金.
_DOES = re.compile(
    r"\s{0,4}(?:保障|组织|指导|协调|做好|落实|加强|开展|承担|参与|协助|配合|协同|监督|监管|监测|会同|统筹|推动|推进|维护|维持|提供|收集|督促|支持|安排|审核|调度|强化|制定|拟订|编制|建立|完善|实施|研究|及时|依法)"
)

# 责任单位为市水利局; 市发改委为牵头单位; 以市住建局为主.
_BY_LABEL = re.compile(
    rf"(?P<label>(?:牵头|责任|配合|实施|协办)(?:单位|部门))[为是]:?(?P<names>{NAMED_UNITS})(?:等)?$"
)
_AS_LABEL = re.compile(
    rf"(?:以|由)?(?P<names>{NAMED_UNITS})(?:作为|为|是)(?P<label>牵头单位|牵头部门|责任单位|配合单位|主)$"
)


def is_labelled(part: str) -> bool:
    """Tell whether a part names its units behind their label: 责任单位为市水利局."""
    return _BY_LABEL.search(part) is not None


def read_stated(text: str, parts: list[tuple[int, int]], at: int, part: str) -> ProseDuty | None:
    """Read a part that names units by other words: …会同…, 责任单位为…, …为牵头单位."""
    shown = without_number(BRACKETED.sub("", part).strip())
    start, end = parts[at]
    if match := _BY_LABEL.search(shown) or _AS_LABEL.fullmatch(shown):
        if not are_offices(match.group("names")):
            return None
        if match.group("label") == "主":
            support = read_support(text, parts, at, "")
            names = f"{match.group('names')};{support.names}" if support else ""
            return ProseDuty(start, support.end, names, support.others) if support else None
        return ProseDuty(start, end, f"{match.group('label')}:{match.group('names')}", others=False)
    return (
        _acting(shown, start, end)
        or _bound(text, parts, at, shown)
        or read_in_charge(text, start, end, shown)
    )


def read_titled(text: str, parts: list[tuple[int, int]], at: int) -> ProseDuty | None:
    """Read offices before a colon at the beginning of a sentence that says what they do.

    Convention: a plan for emergencies or a scheme of work tells the duties of the members one by one,
    each under its name: 市财政局：保障…；…. A line that ends without a full stop is a headline.
    """
    if (
        at
        or len(parts) < 2
        or text[parts[0][1]] != ":"
        or text[parts[-1][1] :][:1] not in ("。", ";")
    ):
        return None
    names = without_number(text[slice(*parts[0])][:LONGEST_PART].strip())
    if not _DOES.match(text, parts[1][0]) or not are_named_offices(names, every=True):
        return None
    return ProseDuty(parts[0][0], parts[1][1], names, others=False)


def _acting(shown: str, start: int, end: int) -> ProseDuty | None:
    """Read units that act together: …按职责分工落实, …会同…, …会同有关部门."""
    match = SHARING.fullmatch(shown) if SHARES.search(shown) else None
    if match and are_offices(match.group("names")):
        names = match.group("names")
        others = match.group("others") is not None or has_others(names)
        return ProseDuty(start, end, names, others)
    acting = shown[shown.rfind("由", 0, shown.find("会同") + 1) + 1 :]
    match = _TOGETHER.match(acting)
    if match and are_offices(match.group("names")) and are_offices(match.group("with")):
        names = f"{match.group('names')}、{match.group('with')}"
        return ProseDuty(start, end, names, others=match.group("others") is not None)
    match = _WITH_OTHERS.match(acting)
    if match and are_offices(match.group("names")):
        return ProseDuty(start, end, match.group("names"), others=True)
    return None


def _bound(text: str, parts: list[tuple[int, int]], at: int, shown: str) -> ProseDuty | None:
    """Read offices that a sentence binds: …要…, …统筹推进…, …承担主体责任, 由…组织实施."""
    start, end = parts[at]
    for pattern in (_LEADS, HAS_TO, _COORDINATES, _ANSWERS):
        match = pattern.match(shown)
        every = pattern in (_COORDINATES, _ANSWERS)
        if match and are_named_offices(match.group("names"), every=every):
            names = match.group("names") + ("牵头" if pattern is _LEADS else "")
            support = read_support(text, parts, at, "", led=False)
            if support is None:
                return ProseDuty(start, end, names, others=False)
            return ProseDuty(start, support.end, f"{names};{support.names}", support.others)
    match = None if _GOES_ON.match(text, end + 1) else _WATCHES.search(shown)
    if match and are_named_offices(match.group("names"), every=True):
        others = "等" in match.group()[len(match.group("names")) :][:3]
        return ProseDuty(start, end, match.group("names"), others=others)
    return None
