"""Who is in charge by a statute or rules: …主管…工作, …对…实施监督管理, …按照各自职责做好…; pure.

Conventions (立法技术规范): the article on authorities says of each body what it is in charge of (主管,
负责, 对…实施监督管理), and closes with those that act within their own duties (按照各自职责，做好…工作).
The bodies are named by their kind (水行政主管部门), several fields with one 部门 behind them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from corpus.prose_names import SUFFIX, ProseDuty, are_names, split_names

_LETTER = r"(?!会同|等|应当|由|牵头|对(?![外台口])|主管(?!部门|机关|机构)|的)[\u4e00-\u9fff()]"
_END = (
    r"(?:部门|机关|机构|人民政府|政府|委员会|常委会|管委会|办公室|指挥部|法院|检察院|海关|办事处|大队|总队|支队|中心|成员单位|协会|联合会|工会|妇联"
    r"|[局厅委署部])"
)
_LISTED = rf"(?:(?:{_LETTER}){{1,30}}、){{0,40}}"
_OTHERS = r"(?P<others>等(?:有关|相关)?(?:行政)?(?:主管|管理)?(?:部门|单位|机构)(?:\((?:机构|单位)\))?|等)"
_BODIES = rf"(?P<names>{_LISTED}(?:{_LETTER}){{1,40}}?{_END}(?=[^员门位织]))"
_FIELDS = rf"(?P<names>{_LISTED}(?:{_LETTER}){{2,30}}?){_OTHERS}"
_WHO = rf"(?:{_BODIES}|{_FIELDS.replace('?P<names>', '?P<fields>')})"
_MAY = r"(?:应当?|要|须|必须|可以?|依法|统一|具体|分别|共同){0,3}"
_ACTS = (
    r"(?:依法|共同|分别|协同|积极|组织|具体|认真|切实){0,3}"
    r"(?:做好|负责|落实|实施|开展|承担|推进|抓好|履行|加强|配合|协助|对)"
)
_BY_DUTIES = (
    rf"{_MAY}(?:(?:按照?|依照?|依据|根据)(?:[^,;。]{{2,24}}?[和、])?(?:其|各自|本部门)?的?(?:工作|法定|管理|监管)?"
    r"(?:职责|职能|分工|权限){1,2}(?:范围)?|在(?:各自|其)的?(?:职责|职权|权限){1,2}范围内)"
)
_SHARING = re.compile(rf"{_WHO}{_BY_DUTIES}(?:(?P<here>{_ACTS})|$)")
_ACTS_NEXT = re.compile(rf",{_ACTS}")
_IN_CHARGE = re.compile(
    rf"{_WHO}{_MAY}(?:主管(?!部门|机关|机构|单位|人员|领导|的)[^,;。]{{2,40}}(?:工作|事务|管理)"
    r"|[是为](?!否)[^,;。]{2,40}?主管(?:部门|机关|机构)$)"
)
_SUPERVISES = re.compile(
    rf"{_WHO}{_MAY}对[^,;。]{{2,80}}(?:实施|实行|进行)(?:统一|综合|归口|全面|具体){{0,2}}(?:的)?(?:监督、?(?:和|与)?管理|监管|管理)"
)
_ANSWERS = re.compile(
    rf"{_WHO}{_MAY}对[^,;。]{{2,60}}负(?:总责|(?:总|主体|主要|领导|属地|直接|监管|监督|管理|总体|全面|第一){{1,2}}责任?)"
)
# 市人民政府交通主管部门 and 公安机关消防机构 are one body: what follows a government may be its office.
_OFFICE_OF_IT = rf"(?:(?:(?![制编组建确提审]){_LETTER}){{2,14}}?(?:部门|机构))?"
_END_TOGETHER = rf"(?:部门|机构|(?:机关(?!交通)|人民政府|政府){_OFFICE_OF_IT}|委员会|管委会|办公室|海关|[局厅委署](?!员))(?!、)"
_TOGETHER = re.compile(
    rf"{_WHO}(?:{_MAY}|将|牵头|负责|定期|及时){{0,2}}会同(?P<with>{_LISTED}?(?:{_LETTER}){{1,30}}?"
    rf"(?:{_END_TOGETHER}(?:(?:以?及|[和与])(?:{_LETTER}){{1,30}}?{_END_TOGETHER})?|(?=等))){_OTHERS.replace('?P<others>', '?P<more>')}?"
    r"(?!.{0,60}(?:[制编印发修起拟][定制发订草]|提出|组织|确定|公布|规定)[了的])"
)
# What makes a part of a sentence worth matching, for most say nothing of the kind.
_SAID = {"主管": _IN_CHARGE, "管": _SUPERVISES, "负": _ANSWERS, "会同": _TOGETHER}
_DUTIES = re.compile("职[责能权]|分工|权限")
_WORDS = re.compile(f"{_DUTIES.pattern}|会同|主管|管理|监管|负")
_BY = re.compile("(?<![自理])由(?!于)")
_GOES_ON = re.compile(r",(?:并|具体|统一|依法){0,2}负责")
# Words that stand for whoever it may be: 其他有关部门, 各成员单位.
_NOBODY = re.compile(
    r"(?:国务院|本级|同级|所在地|当地|[省市县区州]级?)?(?:各|其他|其它|有关|相关|上述|所属|成员|前款|责任)+[\u4e00-\u9fff]{0,4}?(?:部门|单位|机关|机构|方面|地区)"
)
_ENDS_AS_UNIT = re.compile(rf"(?:{SUFFIX}|[会社行])$|部门(?:[和与]|以?及)")
_DEPARTMENT = re.compile(r"(?:(?:行政)?主管)?部门(?=$|[和及与]|以及)")
_ONLY_LEVELS = re.compile(r"[各省市州盟县区旗乡镇自治和及与()、地级以上设城]+")
_LEVEL_AHEAD = re.compile(
    r"(?:设区的市|自治[州县旗]|[省市州盟县区旗])(?:\([^()]{1,8}\))?(?=[\u4e00-\u9fff]{3})"
)
_MORE = re.compile(r"(?:[和与]|以?及)其?(?:他|它|有关|相关)[^、]*$")


def read_in_charge(text: str, start: int, end: int, shown: str) -> ProseDuty | None:
    """Read the bodies that a part of a sentence, `shown` without its number, puts in charge.

    >>> shown = "财政、审计等部门按照各自职责"
    >>> read_in_charge(f"{shown},做好相关工作。", 0, len(shown), shown).names
    '财政部门、审计部门'
    """
    if not _WORDS.search(shown) or shown.endswith("的"):  # a case, not a rule: …会同…组织的，
        return None
    shown = _handed_to(shown)
    if _DUTIES.search(shown) and (match := _SHARING.match(shown)):
        acts = _ACTS_NEXT.match(text, end)
        if not (match["here"] or acts):
            return None
        last = _part_end(text, end + 1) if acts and not match["here"] else end
        told = _told(match, start, last)
        return replace(told, is_general=True) if told else None
    if _GOES_ON.match(text, end):  # …主管…，并负责…: read where it ends
        return None
    for word, pattern in _SAID.items():
        if word in shown and (match := pattern.match(shown)):
            return _told(match, start, end)
    return None


def _handed_to(shown: str) -> str:
    """Return a part of a sentence from those on who are to act: 具体办法由甲部门会同乙部门制定."""
    return shown[max((one.end() for one in _BY.finditer(shown)), default=0) :]


def _part_end(text: str, start: int) -> int:
    found = re.compile("[,;。!?\n]").search(text, start)
    return found.start() if found else len(text)


def _told(match: re.Match[str], start: int, end: int) -> ProseDuty | None:
    """Return the duty of the bodies matched; None where they are no names, or name nobody."""
    groups = match.groupdict()
    lists = [
        (groups["names"] or groups["fields"], groups["others"]),
        (groups.get("with"), groups.get("more")),
    ]
    items = [one for names, others in lists if names for one in _in_full(names, others)]
    named = [one for one in items if not _NOBODY.fullmatch(one)]
    levels = [bool(_ONLY_LEVELS.fullmatch(one)) for one in named]
    is_torn = any(map(all, pairwise(levels))) or any(
        is_level and len(one) > 1 for is_level, one in zip(levels, named, strict=True)
    )
    is_nobody = _NOBODY.fullmatch(items[0]) and len(items) == 1
    if not named or is_nobody or is_torn or not are_names("、".join(named)):
        return None
    others = any(others or _MORE.search(names or "") for names, others in lists)
    return ProseDuty(start, end, "、".join(named), others or len(named) < len(items))


def _in_full(names: str, others: str | None) -> list[str]:
    """Return the items of a list; fields share the 部门 behind the last: 财政、审计等部门.

    Levels share the body behind the last: 省、设区的市邮政管理机构.
    """
    items = split_names(_MORE.sub("", names))
    for at in range(len(items) - 2, -1, -1):
        if _ONLY_LEVELS.fullmatch(items[at]) and (level := _LEVEL_AHEAD.match(items[at + 1])):
            items[at] += items[at + 1][level.end() :]
    shared = _DEPARTMENT.search(re.sub(r"\(.*", "", others) if others else names)
    if shared is None:
        return items
    return [
        one
        if _ONLY_LEVELS.fullmatch(one) or _ENDS_AS_UNIT.search(one)
        else one.removesuffix("行政") + shared.group()
        if shared.group().startswith("行政")
        else one + shared.group()
        for one in items
    ]
