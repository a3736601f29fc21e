"""Who answers for a clause: the bracket of responsible units (责任单位) at its end; pure.

Conventions of the genre: the bracket closes the sentences it is for; units stand in protocol order;
the region is written once and elided afterwards (省工信厅、发改委 = 省工信厅、省发改委); units named after a
place of their own (海关, 管委会, 人民政府) take no region; 各有关部门 names nobody where others are named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.facts import Responsibility
from corpus.model import Clause, Document, cite
from corpus.prose_duties import ProseDuty, find_prose_duties
from corpus.view import MatchingView, view_of

_DUTY = r"(?:主要)?(?P<duty>责任|牵头|主责|负责|配合|协同|协办|协助|参与|参加|落实|实施|主办|承办)(?:和配合|落实|实施)?(?:单位|部门|处室|主体)"
_LABEL = re.compile(rf"^(?:{_DUTY})\s*:?\s*")
# A label inside a bracket, or on a line of its own, opens the next list.
_INNER_LABEL = re.compile(rf"(?<=[^;])[,、\s]{{0,20}}(?=(?:{_DUTY.replace('?P<duty>', '?:')})\s*:)")
_LABELLED_LINE = re.compile(
    rf"(?:(?<=\n)|(?<=[。;!])|^)[ \t]*[\[【〔]?(?:{_DUTY.replace('?P<duty>', '?:')})\s*:[^\n。\]】〕]*"
)
_UNIT_END = re.compile(
    r"(?:部|委|办|局|厅|署|院|行|会|社|司|处|站|所|政府|海关|办公室|小组|单位|部门|中心|公司|集团|总队|支队|大队"
    r"|团|联|协|台|馆|校|园区|开发区|新区|高新区|指挥部|街道|乡镇|地方|地区|区|州|县|市)$"
)
# From here on the bracket says how the units share the work, not who they are.
_MANNER = re.compile(
    r"(?:等)?(?:(?:按|依|根据)(?:照|据)?(?:各自)?(?:的)?(?:职责|职能|分工|责任)|(?:分别|共同|分工|具体|组织)?负责|分工落实|落实$)[^,;。]*"
)
_LEAD = re.compile(r"(?:共同|分别|联合)?牵头(?:负责|落实|组织实施|推进|组织)?$")
_SUPPORT = re.compile(
    r"(?:等)?(?:(?:参与|参加)?配合|参与|参加|协助|协同|组织)(?:落实|实施|负责|推进)?$"
)
_NOBODY = re.compile(
    r"^(?:市|省|县|区|中央|国务院)?(?:直)?(?:各|有关|相关|其他|等|及)*(?:有关|相关|各|其他)(?:[\u4e00-\u9fff]{0,4}?(?:部门|单位|方面|地区)|企业)$"
)
# A deadline that follows the units on the same or the next line.
_NO_UNIT = re.compile(
    r"(?:完成|办理|落实|实施|工作)?(?:期限|时限|时间|进度)(?:安排|要求)?\s*:[^,;。\n]*"
)
# Remarks on the brackets that follow, not units: 以下均包括…，不再列出; 列第一位的为牵头单位，下同.
_REMARK = re.compile(r"^(?:以下|下同|均|其中)|不再(?:单独|逐一|一一)?列出|第一位|下同$|不再重复")
# A unit's second name: 交通运输厅〔铁建办〕.
_SECOND_NAME = re.compile(r"[〔\[][^〔〕\[\]]*[〕\]]$")
_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff)])等(?=$|[,;。)\]】〕]|按|依|根据|各?负责|分[工别]|共同|配合|参[与加]|协[同助]|牵头|有关|相关|部门|单位)"
)
_AND_OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位|方面)?$")
_JOINED = re.compile(r"以及|会同|及|和")
_REGION = re.compile(r"(省|市|县|区|州|旗|盟|自治区|自治州)(?=.{2})")
# Names that begin with a word of region without carrying one: 市场监管局, 市政园林局, 区域合作办.
_REGION_LOOKALIKE = re.compile(r"市场|市政(?!府|务|协|法)|市容|市民(?!政)|省际|区域|区块|县域|州际")
_NAMED_REGION = re.compile(r"[\u4e00-\u9fff]{2,7}?(省|自治区|(?<![城都超])市|自治州|州|县)(?=.{2})")
_OWN_NAME = re.compile(
    r"(?:海关|管委会|管理委员会|人民政府|政府|领导小组|领导小组办公室|分行|支行|银行|公司|集团|企业|国企|协会|商会|[^总]处"
    r"|学校|高校|院校|单位|部门|街道|乡镇|园区|开发区|新区|高新区|经开区|示范区|实验区|机构|铁路局|海事局|.{2}(?:银保监分?局|证监局|监管分局)|[区县市州旗])$"
)
_NO_REGION_OPENING = re.compile(
    r"各|有关|相关|国家|国务院|中央|全国|中国|人民银行|人行|国网|中共|(?:共青)?团[省市县区州]|[省市县区]人民政府$"
    # The regions of the first level: 辽宁证监局 says where it is.
    r"|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    r"|陕西|甘肃|青海|宁夏|新疆"
)
# Departments of the Party committee follow 省委/市委 without repeating it.
_PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|网信办|编办|金融办|改革办|农办|台办|社会工作部|党校)$"
)


_MOST_BLANKS = 100  # between a sentence and the bracket behind it
_LONGEST_UNIT = 200  # characters, the brackets inside the name included


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket on a matching view: `view.text[start:end]` with its parentheses."""

    start: int
    end: int


def find_brackets(text: str) -> Iterator[Bracket]:
    """Yield the outermost (…) of a matching view, nested ones included in them.

    >>> list(find_brackets("落实。(各县(市)区人民政府)"))
    [Bracket(start=3, end=15)]
    """
    depth = start = 0
    for at, character in enumerate(text):
        if character == "(":
            start = start if depth else at
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            if depth == 0:
                yield Bracket(start=start, end=at + 1)


def overlaps(places: Sequence[Bracket], start: int, end: int) -> bool:
    """Tell whether `start:end` has a character in common with one of `places`, which are in order."""
    at = bisect_right(places, start, key=lambda one: one.end)
    return at < len(places) and places[at].start < end


def lies_in(places: Sequence[Bracket], start: int, end: int) -> bool:
    """Tell whether one of `places`, which are in order, holds the whole of `start:end`."""
    at = bisect_right(places, start, key=lambda one: one.start) - 1
    return at >= 0 and end <= places[at].end


def extract_responsibilities(document: Document, clause: Clause) -> tuple[Responsibility, ...]:
    """Read who answers for a clause: its brackets, lines such as 责任单位：…, and prose, in order."""
    view = view_of(document.text, clause.span)
    brackets = list(find_brackets(view.text))
    ranges = [(one.start, one.end) for one in brackets if _names_units(view.text, one)]
    for match in _LABELLED_LINE.finditer(view.text):
        start = match.end() - len(match.group().lstrip(" \t"))
        if not overlaps(brackets, match.start(), match.end()):
            ranges.append((start, match.end()))
    found = [(place[0], _read_range(document, clause, view, place)) for place in ranges]
    taken = [Bracket(start=start, end=end) for start, end in sorted(ranges)]
    for duty in find_prose_duties(view.text):
        if not overlaps(taken, duty.start, duty.end):
            found.append((duty.start, _read_prose(document, clause, view, duty)))
    return tuple(fact for _, fact in sorted(found, key=lambda one: one[0]))


def _read_prose(
    document: Document, clause: Clause, view: MatchingView, duty: ProseDuty
) -> Responsibility:
    place = (duty.start, duty.end)
    agencies, leads, _ = read_agencies(duty.names)
    return Responsibility(
        agencies=tuple(_original(name, view, document.text, place) for name in agencies),
        leads=tuple(_original(name, view, document.text, place) for name in leads),
        manner=None,
        source=cite(document, clause, view.span(*place)),
        others=duty.others,
    )


def _names_units(text: str, bracket: Bracket) -> bool:
    content = text[bracket.start + 1 : bracket.end - 1].strip()
    before = text[max(bracket.start - _MOST_BLANKS, 0) : bracket.start].rstrip()
    return is_responsibility(content, closes_sentence=before.endswith(("。", ";", "!", "”")))


def _read_range(
    document: Document, clause: Clause, view: MatchingView, place: tuple[int, int]
) -> Responsibility:
    start, end = place
    content = _unwrapped(view.text[start:end])
    agencies, leads, manner = read_agencies(content)
    return Responsibility(
        agencies=tuple(_original(name, view, document.text, place) for name in agencies),
        leads=tuple(_original(name, view, document.text, place) for name in leads),
        manner=manner and view.verbatim(manner, document.text, start, end),
        source=cite(document, clause, view.span(start, end)),
        others=bool(_OTHERS.search(content)),
    )


def _unwrapped(content: str) -> str:
    """Return a list of units without the brackets round it; a second name keeps its own."""
    inner = content.strip("()[]【】 ").removeprefix("〔").strip()
    return inner if inner.count("〔") == inner.count("〕") else inner.rstrip("〕")


def _original(name: str, view: MatchingView, text: str, place: tuple[int, int]) -> str:
    """Return `name` in the characters of the document, also where its region was put before it."""
    for added in range(4):
        if view.text.find(name[added:], *place) >= 0:
            return name[:added] + view.verbatim(name[added:], text, *place)
    return name


def is_responsibility(content: str, *, closes_sentence: bool) -> bool:
    """Tell whether the inside of a bracket lists units, rather than explaining a word.

    It does where it is labelled (责任单位:), or stands behind a full sentence (or says how the work
    is shared) and is a list of names that end as units of government do.
    """
    label = _LABEL.match(content)
    if label and len(content) > label.end():
        return True
    body, manner = _without_manner(content)
    items = [_name_of(item) for item in _split(re.sub("[;。]", ",", body))]
    items = [item for item in items if item and not _REMARK.search(item)]
    units = sum(bool(_UNIT_END.search(_SECOND_NAME.sub("", item))) for item in items)
    is_shared = manner is not None and "解释" not in manner
    least = 3 if is_shared else 4  # of five; names are cut short where the closing words are clear
    return (closes_sentence or is_shared) and bool(items) and units * 5 >= len(items) * least


def read_agencies(content: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return the units of a list, those called 牵头, and the manner of sharing (or None).

    Words that name nobody (各有关部门) are returned only where nothing else is named.

    >>> read_agencies("责任单位:市发改委、工信局、市场监管局,各县(市)区人民政府按职责分工负责")[0]
    ('市发改委', '市工信局', '市市场监管局', '各县(市)区人民政府')
    """
    names: list[str] = []
    leads: list[str] = []
    unnamed: list[str] = []
    manner: str | None = None
    region = ""
    for part in re.split(r"[;。\n]", _INNER_LABEL.sub(";", _NO_UNIT.sub(";", content))):
        label = _LABEL.match(part)
        body, part_manner = _without_manner(part[label.end() :] if label else part)
        manner = manner or part_manner
        pending: list[str] = []
        for item in _split(body):
            name = _name_of(item)
            if name and not any(p.search(name) for p in (_NOBODY, _REMARK)):
                region = _region_of(name) or region
                pending.append(_expanded(name, region))
            elif name and _NOBODY.search(name):
                unnamed.append(name)
            if _LEAD.search(item):
                leads += pending
            if _LEAD.search(item) or _SUPPORT.search(item):
                names, pending = names + pending, []
        leads += pending if label and label.group("duty") in {"牵头", "主责", "主办"} else []
        names += pending
    return tuple(dict.fromkeys(names or unnamed)), tuple(dict.fromkeys(leads)), manner


def _name_of(item: str) -> str:
    """Return a listed unit without the words about its part in the work."""
    name = _SUPPORT.sub("", _LEAD.sub("", item))
    return _AND_OTHERS.sub("", name).removeprefix("由")


def _without_manner(content: str) -> tuple[str, str | None]:
    match = _MANNER.search(content)
    if match is None or _LEAD.search(content[: match.end()]):
        return content, None
    body = content[: match.start()].rstrip("、,") + content[match.end() :]
    return body, match.group().removeprefix("等")


def _split(content: str) -> Iterator[str]:
    """Split a list of units at 、 and ， and at 和/及 behind a unit, outside nested brackets."""
    depth = begin = at = 0
    while at < len(content):
        character = content[at]
        depth += (character == "(") - (character == ")")
        joined = _JOINED.match(content, at) if depth == 0 else None
        if depth == 0 and character in "、,\t ":
            yield content[begin:at].strip()
            begin = at + 1
        elif joined and (begin == at or _parts_units(content, begin, joined)):
            yield content[begin:at].strip()
            begin = joined.end()
            at = begin - 1
        at += 1
    if rest := content[begin:].strip():
        yield rest


def _parts_units(content: str, begin: int, joined: re.Match[str]) -> bool:
    """Tell whether a 和 behind `begin` joins two units: 农业农村局和水利局, not 文化和旅游局."""
    item = content[max(begin, joined.start() - _LONGEST_UNIT) : joined.start()]
    rest = content[joined.end() : joined.end() + _LONGEST_UNIT]
    following = re.split(r"[、,;(]", rest, maxsplit=1)[0]
    return bool(_UNIT_END.search(_name_of(item)) and _UNIT_END.search(_name_of(following)))


def _region_of(name: str) -> str:
    """Return the region a name carries for those after it: 省, 市, 自治区, … or nothing."""
    if _NO_REGION_OPENING.match(name) and not _NAMED_REGION.match(name):
        return ""
    if _REGION_LOOKALIKE.match(name):
        return ""
    match = _REGION.match(name) or _NAMED_REGION.match(name)
    return match.group(1) if match else ""


def _expanded(name: str, region: str) -> str:
    if not region or _region_of(name) or _OWN_NAME.search(name) or _NO_REGION_OPENING.match(name):
        return name
    return f"{region}委{name}" if _PARTY.search(name) else f"{region}{name}"
