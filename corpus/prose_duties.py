"""Who answers for what in running text: 由…负责, …牵头，…配合, …办公室设在…，负责…; pure.

Conventions of the genre: 负责 and 牵头 stand right behind the unit, or behind words that say how
(具体, 按职责分工, 在各自的职责范围内); a clause that begins with them goes on about the unit that the
clause before it names. 对…真实性负责, 负责人 and 属地负责 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.markers import read_marker
from corpus.shared_endings import is_field_alone

_LONGEST_PART = 120  # characters of a part of a sentence that are looked at
_LONGEST_NAME = 30
_ENUMERATION = re.compile(r"、(?![^()]{0,16}\))")
_LEVELS = "省市州县区"  # 市、区财政局: the name goes on behind the 、
_MOST_PARTS = 4  # of a sentence that are looked at for those who support
_TRIGGER = re.compile(
    r"(?:负责|牵头)(?!人|制(?!定|订)|任|的|者|同志|单位|部门|机构|揭榜|岗位|类别|主体|企业|申报)"
)
_HOW = (
    r"(?:等|等部门|等单位|据此|依规|会|应|要|具体|统一|共同|全面|统筹|分别|主要|联合|组织|依法|牵头"
    r"|在各自的?职责(?:权限)?范围内|(?:按照?|依照?|根据|依据)(?:各自)?的?(?:职责|职能)(?:分工|权限)?(?:和(?:国家)?有关规定)?)*"
)
_SUFFIX = (
    r"(?:部门|委员会|办公室|机关|经办机构|派出机构|管委会|人民政府|[省市州县区旗镇乡]政府|政府办|指挥部|联席会议|领导小组|专班|海关|[分支银]行"
    r"|协会|中心|集团|公司|法院|检察院|[总支大中]队|执法队|派出所|研究所|监督所|督查室|研究室|[村居]委会|办事处|供销社|联合社|联社|总社|日报社|电视台|红十字会|妇联|工商联|残联|科协|总工会"
    r"|[部委局厅署办院处科股站])"
)
# Governments and quarters in general: 各县（市、区）, 各镇（街道）, 乡镇人民政府（街道办事处）.
_EVERY = (
    r"(?:各(?:地级|设区的?)?(?:[省市州盟地县区旗镇乡]|街道|[村园]区?|新区|功能区|开发区|社区){1,8}(?:\([^()]{1,16}\))?(?:[市县区旗]|人民政府|政府)?"
    r"|(?:乡镇?|镇)(?:人民政府|政府)?\(街道(?:办事处)?\))"
)
_UNIT = rf"(?:[\u4e00-\u9fff]|\([^()]{{1,16}}\)){{1,40}}{_SUFFIX}"
# 和 and 及 are read as parts of a name here; what they join is told apart in the list. A name that
# ends with 、 is read in one way only, so that long lists take no longer than they are.
_UNITS = rf"(?>(?:{_EVERY}|{_UNIT})、){{0,40}}(?:{_EVERY}|{_UNIT})"
_NAMES = re.compile(
    rf"(?P<names>(?:[省市州县区]、)?(?:{_UNITS}|办公室)(?:等(?:有关|相关)?(?:部门|单位)?)?){_HOW}"
)
_FOUNDED = re.compile(rf"(?:成立|组建|设立)了?(?P<names>{_UNIT})")
# Behind these words stands who acts: 由市甲局负责, 市人民政府授权市乙局负责.
_HANDED_TO = re.compile(r"由|(?:授权|委托|指定)(?!的)")
_BY = re.compile(
    rf"由(?P<names>[\u4e00-\u9fff]{{1,28}}?{_SUFFIX})(?=进行|承担|组织|实施|管理|开展|经办|提供|统筹|提出|归口|制定|发布)"
)
_OPENING = re.compile(
    rf"(?P<names>[\u4e00-\u9fff、]{{1,28}}?{_SUFFIX})(?=设在|受|是|为|作为|主管|承担|统筹|设立|安排|明确|指定|确定|要|应)"
)
# What a unit is for, not a duty given here: 负责清洁生产综合协调的部门.
_ATTRIBUTE = re.compile(r"[^,;。]{1,20}?的(?:部门|机构|单位|人员|工作人员|同志)")
_ENDS_AS_UNIT = re.compile(rf"(?:{_SUFFIX}|{_EVERY})$")
_LETTER = r"(?!会同|等)[\u4e00-\u9fff()]"
_NAMED_UNIT = (
    rf"(?:{_LETTER}){{1,24}}?(?:部(?![门分署位])|办(?![理法公事])|(?<!社)会(?![同议商展])|行(?![动为业政使程])|局(?![面部])"
    r"|院(?<!国务院)|厅(?<!驻厅)|[委署组](?!员会|织)|社(?![会保区局厅])|联(?![合席通])|管委会|政府(?!办)|海关|中心|公司)"
)
_NAMED_UNITS = rf"(?:(?:{_LETTER}){{2,24}}、){{0,40}}{_NAMED_UNIT}(?:[和及与]{_NAMED_UNIT})?"
# 市工信局会同市财政局…: both are named offices; 会同有关部门 names nobody.
_TOGETHER = re.compile(
    rf"由?(?P<names>{_NAMED_UNITS})(?:要|应当?|将|可|负责|牵头){{0,2}}会同(?P<with>{_NAMED_UNITS})(?P<others>等)?"
)
_WITH_OTHERS = re.compile(
    rf"由?(?P<names>{_NAMED_UNITS})(?:要|应当?|将|可){{0,2}}会同(?:各|有关|相关|其他|市直|省直){{1,3}}(?:部门|单位|方面|地区)(?!.*[制编印发修]{{1,2}}[定制发订]?了)"
)
# 由市城管局会同供电、供水等单位负责: those who join are told by their trade alone.
_WITH_TRADES = re.compile(
    rf"(?P<names>{_NAMED_UNITS}会同(?:[\u4e00-\u9fff]{{2,8}}、){{1,12}}[\u4e00-\u9fff]{{2,8}}?等(?:有关|相关)?(?:部门|单位|企业)){_HOW}"
)
# 市教育局要加强指导，市卫健委要做好培训: of named offices only.
_HAS_TO = re.compile(rf"(?P<names>{_NAMED_UNITS})要(?![求素点是])")
# 市发改委统筹推进…, 各区县政府承担主体责任, 由督查室按季度通报.
_COORDINATES = re.compile(
    rf"(?P<names>{_NAMED_UNITS})(?:要|应当?|负责|具体){{0,2}}统筹(?:推进|推动|协调|抓好|指导|实施|做好|落实|管理|全[省市州盟县区旗][^,;的]{{1,20}}工作)"
)
# 县民政局要切实履行牵头职责.
_LEADS = re.compile(
    rf"(?P<names>{_NAMED_UNITS})(?:要|应当?)?(?:切实|认真|严格|充分|主动|全面){{0,2}}(?:履行|发挥|落实|承担|扛起|担负)[^,;的牵]{{0,6}}牵头(?:抓总|协调|组织|统筹|部门|单位)?的?(?:职责|职能|作用|责任)"
)
_ANSWERS = re.compile(
    rf"(?P<names>{_EVERY}|{_NAMED_UNITS})(?:要|应当?|切实|依法){{0,2}}承担(?!的)[^,;的]{{0,12}}?(?:主体|属地|领导|监管|管理|第一|直接|主要)责任"
)
_WATCHES = re.compile(
    rf"由(?P<names>{_UNITS}|督查室|办公室)(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按[月季年]度?|每(?:半?年|季度?|月|周)|定期|不定期|统一|共同|联合|会同有关部门){{0,2}}(?:进行)?(?:通报|督办|督查|督导|考核|评估|调度|督促|检查|汇总|统计|组织实施|组织落实|具体实施|贯彻实施)"
)
_GOES_ON = re.compile("并?负责")  # 由市甲局组织实施，负责解释: one duty, read where it ends
# The duties of members of a body, one by one: 市财政局:保障救灾资金.
_DOES = re.compile(
    r"\s{0,4}(?:保障|组织|指导|协调|做好|落实|加强|开展|承担|参与|协助|配合|协同|监督|监管|监测|会同|统筹|推动|推进|维护|维持|提供|收集|督促|支持|安排|审核|调度|强化|制定|拟订|编制|建立|完善|实施|研究|及时|依法)"
)
_OFFICE = re.compile(
    r"(?:(?:[省市县区州盟旗]|自治[区州县旗]|国家|中央)(?:(?!有关|相关|主管|各|的)[\u4e00-\u9fff()]){1,16}"
    r"(?<![布格结全])[局委厅办部]|(?:(?!各|的|主管|有关)[\u4e00-\u9fff]){2,8}(?:委|(?<![布格结全大残])局|(?<![内外全背头干本])部))"
)
_OF_EVERY = re.compile(
    rf"{_EVERY}(?<=政府)|(?!有关|相关|各)[\u4e00-\u9fff]{{0,12}}(?:督查室|办公室|领导小组|指挥部|专班)"
)
_GENERIC = re.compile(r"有关|相关|主管|行政|各级|上述|人民政府$|其他")
_TOGETHER_BELOW = re.compile(rf"并?(?:会同|联合|商)(?P<names>{_NAMED_UNITS})(?P<others>等)?")
# 责任单位为市水利局; 市发改委为牵头单位; 以市住建局为主.
_BY_LABEL = re.compile(
    rf"(?P<label>(?:牵头|责任|配合|实施|协办)(?:单位|部门))[为是]:?(?P<names>{_NAMED_UNITS})(?:等)?$"
)
_AS_LABEL = re.compile(
    rf"(?:以|由)?(?P<names>{_NAMED_UNITS})(?:作为|为|是)(?P<label>牵头单位|牵头部门|责任单位|配合单位|主)$"
)
_STAFF = re.compile(r"(?:专人|人员|机构|专班)$")
_FIELDS = r"(?:[\u4e00-\u9fff]{2,8}、){0,12}[\u4e00-\u9fff]{2,8}?(?=等(?:有关|相关)?部门)"
_SUPPORTING = re.compile(
    rf"(?:由)?(?P<names>{_UNITS}|{_FIELDS})(?P<others>等)?(?:有关|相关)?(?:部门|单位)?(?:按[^,]{{0,8}}职责[^,]{{0,4}})?(?:要|应)?(?:积极|共同|予以|做好|负责)?(?:参与|配合|参加|协助|协同)"
)
# Those who share the work with the lead: …牵头，市工信局、市财政局按职责分工负责.
_SHARES = re.compile("职责|职能|分工")
_SHARING = re.compile(
    rf"(?P<names>{_UNITS})(?P<others>等)?(?:有关|相关)?(?:部门|单位)?(?:要|应)?(?:按照?|依据?|根据)(?:各自)?的?(?:职责|职能|分工){{1,2}}(?:分别|共同|抓好|组织)?(?:负责|落实|推进|实施|做好)(?:落实|实施|推进|相关工作|有关工作)?"
)
# A unit's name does not begin with what is done, nor with a word that stands for a unit.
_NO_NAME = re.compile(
    r"(?:加强|推动|推进|建立|健全|完善|落实|制定|实施|开展|强化|坚持|按|对|将|把|在|以|与|为|其|该|本|我|并|要|应|可|所|凡|如|形成|构建|发挥|明确|充分|依托|组建|实行|并由"
    r"|会同|联合|负责|牵头|每|从|向|经|有|无|是|做|使|给|让|不|政府$|党委$|党委政府$|企业|申报|责任|主管部门$|领导(?!小组)|谁|相关负责|各方|下列|上述|前款|关部门)"
)
# A bracket that explains the name before it: 市医疗保险经办机构(以下简称医保经办机构).
_BRACKETED = re.compile(
    r"\((?:以下|下称|简称|原|含|包括|不含|设在)[^()]*\)"
    r"|(?<=[局委办室厅部处组院])\([^()]{2,24}[局委办室厅部处组院]\)(?=负责|牵头|会同|配合|要|$)"
)
_OPENING_BRACKETS = re.compile(r"^(?:\([^()]{1,20}\)\s*)+")


@dataclass(frozen=True, slots=True)
class ProseDuty:
    """A duty in running text: where it stands on the view, and the units as a list."""

    start: int
    end: int
    names: str
    others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Support:
    """The units that support others, as a list; where the words about them end; 等."""

    names: str
    end: int
    others: bool


def find_prose_duties(text: str) -> Iterator[ProseDuty]:
    """Yield the places of a matching view that say in running text who answers for something.

    >>> [one.names for one in find_prose_duties("由市财政局负责解释。对真实性负责。")]
    ['市财政局']
    """
    found = False  # in the words before a semicolon
    for sentence in re.finditer(r"[^。;!?\n]+", text):
        parts = [
            piece
            for part in re.finditer(r"[^,:]+", sentence.group())
            for piece in _pieces(
                text, sentence.start() + part.start(), sentence.start() + part.end()
            )
        ]
        last = 0
        follows = sentence.start() > 0 and text[sentence.start() - 1] == ";" and found
        if follows and parts and (support := _support_alone(text, *parts[0])):
            last = support.end
            yield support
        for at, (start, end) in enumerate(parts):
            part = text[start : min(end, start + _LONGEST_PART)]
            is_named = _TRIGGER.search(part) and not _BY_LABEL.search(part)
            duty = _duty(text, parts, at, part) if is_named else None
            duty = duty or _stated(text, parts, at, part) or _titled(text, parts, at)
            if duty is not None and duty.start >= last:
                last = duty.end
                yield duty
        found = last > 0 or (follows and text[sentence.end() : sentence.end() + 1] == ";")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a part at the 、 between two duties: 市财政局负责审核、市审计局负责监督."""
    triggers = list(_TRIGGER.finditer(text, start, min(end, start + _LONGEST_PART)))
    if not triggers or _named(text[start : triggers[0].start()]) is None:
        triggers = []
    for one, two in pairwise(triggers):
        for mark in re.finditer("、", text[one.end() : two.start()]):
            cut = one.end() + mark.start()
            if _NAMES.fullmatch(text, cut + 1, two.start()):
                yield start, cut
                start = cut + 1
                break
    yield start, end


def _support_alone(text: str, start: int, end: int) -> ProseDuty | None:
    """Read those who support the units named before a semicolon: …负责审核；市审计局配合."""
    match = _SUPPORTING.match(text, start, min(end, start + _LONGEST_PART))
    if match is None or not (_are_offices(match["names"]) and _are_units(match["names"])):
        return None
    return ProseDuty(start, end, f"{match['names']}配合", match["others"] is not None)


def _stated(text: str, parts: list[tuple[int, int]], at: int, part: str) -> ProseDuty | None:
    """Read a part that names units by other words: …会同…, 责任单位为…, …为牵头单位."""
    shown = _without_number(_BRACKETED.sub("", part).strip())
    start, end = parts[at]
    if match := _BY_LABEL.search(shown) or _AS_LABEL.fullmatch(shown):
        if not _are_offices(match.group("names")):
            return None
        if match.group("label") == "主":
            support = _supported(text, parts, at, "")
            names = f"{match.group('names')};{support.names}" if support else ""
            return ProseDuty(start, support.end, names, support.others) if support else None
        return ProseDuty(start, end, f"{match.group('label')}:{match.group('names')}", others=False)
    return _acting(shown, start, end) or _bound(text, parts, at, shown)


def _titled(text: str, parts: list[tuple[int, int]], at: int) -> ProseDuty | None:
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
    names = _without_number(text[slice(*parts[0])][:_LONGEST_PART].strip())
    if not _DOES.match(text, parts[1][0]) or not _are_named_offices(names, every=True):
        return None
    return ProseDuty(parts[0][0], parts[1][1], names, others=False)


def _acting(shown: str, start: int, end: int) -> ProseDuty | None:
    """Read units that act together: …按职责分工落实, …会同…, …会同有关部门."""
    match = _SHARING.fullmatch(shown) if _SHARES.search(shown) else None
    if match and _are_offices(match.group("names")):
        names = match.group("names")
        others = match.group("others") is not None or _has_others(names)
        return ProseDuty(start, end, names, others)
    acting = shown[shown.rfind("由", 0, shown.find("会同") + 1) + 1 :]
    match = _TOGETHER.match(acting)
    if match and _are_offices(match.group("names")) and _are_offices(match.group("with")):
        names = f"{match.group('names')}、{match.group('with')}"
        return ProseDuty(start, end, names, others=match.group("others") is not None)
    match = _WITH_OTHERS.match(acting)
    if match and _are_offices(match.group("names")):
        return ProseDuty(start, end, match.group("names"), others=True)
    return None


def _bound(text: str, parts: list[tuple[int, int]], at: int, shown: str) -> ProseDuty | None:
    """Read offices that a sentence binds: …要…, …统筹推进…, …承担主体责任, 由…组织实施."""
    start, end = parts[at]
    for pattern in (_LEADS, _HAS_TO, _COORDINATES, _ANSWERS):
        match = pattern.match(shown)
        every = pattern in (_COORDINATES, _ANSWERS)
        if match and _are_named_offices(match.group("names"), every=every):
            names = match.group("names") + ("牵头" if pattern is _LEADS else "")
            support = _supported(text, parts, at, "", led=False)
            if support is None:
                return ProseDuty(start, end, names, others=False)
            return ProseDuty(start, support.end, f"{names};{support.names}", support.others)
    match = None if _GOES_ON.match(text, end + 1) else _WATCHES.search(shown)
    if match and _are_named_offices(match.group("names"), every=True):
        others = "等" in match.group()[len(match.group("names")) :][:3]
        return ProseDuty(start, end, match.group("names"), others=others)
    return None


def _are_named_offices(names: str, *, every: bool) -> bool:
    """Tell whether all of `names` are offices by their own names, or governments of `every` place."""
    return all(
        _OFFICE.fullmatch(one) or (every and _OF_EVERY.fullmatch(one))
        for one in re.split("[、和及与]", names)
    )


def _are_offices(names: str) -> bool:
    """Tell whether all of `names` are names of offices, none a word for a kind of them."""
    return _are_names(names) and not any(_GENERIC.search(one) for one in _ENUMERATION.split(names))


def _duty(text: str, parts: list[tuple[int, int]], at: int, part: str) -> ProseDuty | None:
    """Read the part of a sentence that holds 负责 or 牵头."""
    trigger = _TRIGGER.search(part)
    if trigger is None or _ATTRIBUTE.match(part, trigger.end()):
        return None
    if part.count("(", 0, trigger.start()) > part.count(")", 0, trigger.start()):
        return None
    start, end = parts[at]
    before = _BRACKETED.sub("", part[: trigger.start()]).strip()
    match = _named(before := _without_number(before))
    if match is None and re.fullmatch(_HOW, before.removeprefix("并")) and at:
        earlier = at - 1
        if earlier and re.fullmatch(_HOW, text[slice(*parts[earlier])][-_LONGEST_PART:]):
            earlier -= 1
        start = parts[earlier][0]
        above = _BRACKETED.sub("", text[start : parts[earlier][1]][-_LONGEST_PART:])
        above = _without_number(above.strip())
        match = _FOUNDED.search(above) or _BY.search(above) or _OPENING.match(above)
        if match is None and text[parts[earlier][1]] == ":":  # 市财政局：负责…
            match = _NAMES.fullmatch(above)
    if match is None or not _are_names(match.group("names")):
        return None
    names = match.group("names").removesuffix("等")
    if match.re is _WITH_TRADES:
        names = names.replace("会同", "、")
    others = _has_others(match.group("names"))
    how = match.group()[len(match.group("names")) :] + part[trigger.start() : trigger.end() + 2]
    leads = "牵头" in how
    named = f"{names}牵头" if leads else names
    if support := _supported(text, parts, at, part[trigger.end() :], led=leads):
        return ProseDuty(start, support.end, f"{named};{support.names}", others or support.others)
    return ProseDuty(start, end, named, others)


def _supported(
    text: str, parts: list[tuple[int, int]], at: int, rest: str, *, led: bool = True
) -> _Support | None:
    """Return the units that support others, and where the words about them end.

    They follow in the same part (牵头、…配合), or in the next ones: …牵头，会同…制定，…配合. Behind a
    lead, `led`, stand those who share the work: …牵头，…按职责分工负责.
    """
    found: list[re.Match[str]] = []
    last = parts[at][1]
    if rest.startswith("、") and (match := _SUPPORTING.match(rest[1:])):
        found.append(match)
    for start, end in parts[at + 1 : at + 1 + _MOST_PARTS]:
        part = _BRACKETED.sub("", text[start : min(end, start + _LONGEST_PART)])
        match = _SUPPORTING.match(part) or _beside(part, led=led)
        if match and _are_units(match.group("names")):
            found.append(match)
            last = end
        elif _TRIGGER.search(part) or _HAS_TO.match(part):
            break
    if not found:
        return None
    return _Support(
        names=";".join(match.group("names") + _support_word(match) for match in found),
        end=last,
        others=any(match.group("others") or _has_others(match.group("names")) for match in found),
    )


def _are_units(names: str) -> bool:
    """Tell whether all of `names` are names; the first and the last end as units do, or are fields."""
    items = _ENUMERATION.split(names)
    return _are_names(names) and all(
        _ENDS_AS_UNIT.search(one) or "(" in one or is_field_alone(one)
        for one in (items[0], items[-1])
    )


def _support_word(match: re.Match[str]) -> str:
    """Return the word that tells of units that they support others: 配合; "" for 会同 and 按职责分工."""
    return match.group()[-2:] if match.re is _SUPPORTING else ""


def _beside(part: str, *, led: bool) -> re.Match[str] | None:
    """Match those who act together with the units named before, or share the work with a lead."""
    match = _TOGETHER_BELOW.match(part)
    if match and (led or _are_offices(match.group("names"))):
        return match
    return _SHARING.fullmatch(part.rstrip()) if led else None


def _has_others(names: str) -> bool:
    """Tell whether names end in 等 or 等部门: the list is not complete."""
    return re.search(r"等(?:有关|相关)?(?:部门|单位)?$", names) is not None


def _without_number(part: str) -> str:
    """Drop what stands before the words: 第三条（使用管理）（一）."""
    marker = read_marker(part)
    return _OPENING_BRACKETS.sub("", part[marker.length :] if marker else part)


def _named(before: str) -> re.Match[str] | None:
    """Match the units that stand right before 负责, from the part's start or behind 由 and 授权."""
    by = max((one.end() for one in _HANDED_TO.finditer(before)), default=0)
    if match := _NAMES.fullmatch(before[by:]) or _WITH_TRADES.fullmatch(before[by:]):
        return match
    founded = re.match(r".{0,6}(?:成立|组建|设立)", before)
    if founded and (match := _NAMES.fullmatch(before[founded.end() :])):
        return match
    return _OPENING.match(before) if _STAFF.search(re.sub(rf"{_HOW}$", "", before)) else None


def _are_names(names: str) -> bool:
    items = _ENUMERATION.split(names.removesuffix("等"))
    return all(
        (2 <= len(item) <= _LONGEST_NAME or item in _LEVELS)
        and item.count("(") == item.count(")")
        and not _NO_NAME.match(item)
        and "组成的" not in item
        for item in items
    )
