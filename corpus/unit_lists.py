"""Lists of responsible units: names in full, in order, with their parts in the work; pure.

Conventions of the genre: units stand in protocol order; the region is written once and elided
afterwards (省工信厅、发改委 = 省工信厅、省发改委); units named after a place of their own (海关, 管委会,
人民政府) take no region; 各有关部门 names nobody where others are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.regions import load_regions

_PART = r"(?:责任|牵头|主责|负责|配合|协同|协办|协助|参与|参加|落实|实施|推进|主办|承办|指导)"
DUTY_LABEL = (
    rf"(?:主要|具体|[省市州县区]级|[省市县区]直)?(?P<duty>{_PART})(?:[和与及、/]?{_PART})?"
    r"(?:\(?(?:单位|部门|处室|科室|股室|主体|机构)\)?)(?:及分工)?(?:\([^()]{1,30}\))?"
)
SHORT_LABEL = r"(?P<short>责任|牵头|主责|负责|配合|参与|参加|协办|协助|主办|分工|任务分工|责任分工)"
_COLONLESS = DUTY_LABEL.replace("?P<duty>", "?P<colonless>")
LABEL = re.compile(rf"[\s*]*(?:{DUTY_LABEL}\**\s*:|{SHORT_LABEL}\s*:|{_COLONLESS})\s*(?:\*\*)?\s*")
_LEADING = {"牵头", "主责", "主办"}
# A label inside a list opens the next one.
_INNER_LABEL = re.compile(
    rf"(?<=[^;])[,、\s]{{0,20}}(?=(?:{DUTY_LABEL}|{SHORT_LABEL})\s*:)".replace(
        "?P<duty>", "?:"
    ).replace("?P<short>", "?:")
)
_STRONG_END = (
    r"部|委|办|局|厅|署|政府|海关|办公室|小组|总队|支队|大队|委员会|管委会|党委|党组|法院|检察院|专班|指挥部|联合会|总工会|妇联|工商联|残联|科协|文联"
    r"|社科联|侨联|红十字会|各?有关(?:部门|单位)|相关(?:部门|单位)|供销社|联社|主管部门|行政部门|成员单位|公积金中心|服务中心|[监管]中心|分行|支行|人行"
    r"|银保监|证监会|银保监会|外汇局|总社|党校|行政学院|工委|团[省市县区]委|[督检]查室|研究室|政研室|[监纪]委机关"
)
_WEAK_END = (
    r"院|行|机关|会|社|司|处|科|站|所|股|单位|部门|中心|公司|集团|团|联|协|台|馆|校|企业|机构|园区|开发区|新区|高新区|街道|乡镇|镇|乡|地方|地区|区|州|县|市|旗|盟"
    r"|供电|电力|烟草|邮政|电信|移动|联通|铁塔"
)
_UNIT_END = re.compile(rf"(?:{_STRONG_END}|{_WEAK_END})$")
_STRONG = re.compile(
    rf"[\u4e00-\u9fff)〕](?:{_STRONG_END})$|^(?:有关|相关)(?:部门|单位)$|^各.*(?:{_WEAK_END})$|^(?:省|市|县|区|州|国网|国家|中国)(?!场|域|政[建工]|内|外).*(?:{_WEAK_END})$"
    r"|(?:[县市州区]|开发区|新区)(?:\(.{1,12}\))?(?:政府|管委会)|供电公司$|银行$"
)
# A name that says whose office it is.
_PLACED = re.compile(
    r"(?:各|[省市县区州盟旗]|自治|国家|国务院|中央|[\u4e00-\u9fff]{2,7}(?:[省县区州盟旗]|市(?!场))).|[\u4e00-\u9fff]{2,12}部$"
)
_OFFICE = re.compile(rf"^各.|[\u4e00-\u9fff)〕](?:{_STRONG_END})$")
# A bracket behind the name of a body, a place or a document says more about that name.
_EXPLAINED = re.compile(
    r"(?:单位|部门|机构|机关|组织|政府|中心|公司|企业|平台|基地|地点|地址|窗口|网站|系统|学校|党校|[省市县区州局委办厅部署院会社司所站馆校团园场厂处室队人者员家》”\"])$"
)
# From here on the list says how the units share the work, not who they are.
_MANNER = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按|依|根据)(?:照|据)?(?:各自|本)?(?:的)?(?:工作)?(?:职责|职能|分工|责任)|(?:分别|共同|分工|具体|组织|统筹|各)?负责(?!同志|人)"
    r"|(?:分别|共同|抓好|组织|具体|贯彻|督促|分工)*落实(?=$|[,;]|到)|组织实施|贯彻执行$)[^,;。]*"
)
_OTHER_UNITS = re.compile(r"^等(?:有关|相关)?(?:部门|单位)?")
_HOW = r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:(?:按照?|依照?|依据|根据)?(?:各自)?的?(?:职责|职能|分工|任务){1,4})?(?:共同|分别|联合|具体|总|为){0,4}"
_LEAD = re.compile(
    rf"{_HOW}牵头(?:单位|部门)?(?:负责|落实|组织|组织实施|实施|推进|推动|抓好|统筹|协调|指导|制定){{0,6}}$"
)
_SUPPORT = re.compile(
    rf"{_HOW}(?:积极)?(?:(?:参与|参加)?配合|参与|参加|协助|协同|协办|组织|指导)(?:单位|部门)?(?:落实|实施|负责|推进|做好|抓好){{0,6}}$"
)
# What a unit adds to the work of the lead, behind its name: 市财政局保障资金, 市审计局监督.
_ADDS = re.compile(
    rf"^(?P<unit>[^,;。]{{1,40}}?(?:{_STRONG_END}|[省市县区州]))(?:等(?:部门|单位)?)?(?:要|应|积极|共同|分别|具体|全程|予以|严格){{0,2}}"
    r"(?:(?:做好|提供|给予|加强|强化|落实|开展)[\u4e00-\u9fff]{0,8}(?:保障|监督|支持|服务|指导|协调|督导|督促|审计)|(?:保障|监督|支持|督导|督促|指导|协助|协调|配合|参与)"
    r"(?!部|中心|[\u4e00-\u9fff]{0,6}(?:[局处科所队站室办法例定则案制度系员人]$))[\u4e00-\u9fff]{0,10})$"
)
_NOBODY = re.compile(
    r"^(?:省|市|州|县|区|中央|国务院|国家|地方)?(?:级|直|属|区)*(?:(?:各|等|及)*(?:地区)?(?:有关|相关|其他|其它)[\u4e00-\u9fff]{0,4}?(?:部门|单位|方面|地区|企业)|各(?:级|地区)?(?:部门|单位|方面|地区))"
    r"(?:[和及](?:有关|相关)?(?:部门|单位|方面|地区|企业))?$"
)
# What stands among labelled lists and names no unit: dates, people, progress.
NO_UNIT = re.compile(
    r"(?:(?:完成|办理|落实|实施|工作|整改|推进|时间|任务)?(?:期限|时限|时间|进度|节点)(?:安排|要求|节点)?"
    r"|(?:牵头|责任|分管|包抓|包保|挂钩|联系|挂牌|市级|县级|主管|配合){0,4}(?:领导|同志|人员|负责人|责任人|联系人)|联系电话|责任人|序号|任务来源|工作目标|备注)\s*[:】]"
    rf"(?:[^,;。\n【\s]|[^\S\n](?!{DUTY_LABEL}\s?:))*".replace("?P<duty>", "?:")
)
# Remarks on lists, not units: 以下均包括…, 列第一位的为牵头单位，下同.
_REMARK = re.compile(
    r"^(?:以下|下同|均|其中|其余|排名|注:|含|不含)|不再(?:单独|逐一|一一)?列|第一[位个为]|[首]位|下同$|不再重复|为牵头(?:单位|部门)?$|统称"
)
# A unit's second name: 交通运输厅〔铁建办〕.
_SECOND_NAME = re.compile(r"[〔\[(][^〔〕\[\]()]*[〕\])]$")
_OTHERS = re.compile(
    r"(?<=[\u4e00-\u9fff)〕])等(?=$|[,;。)\]】〕]|按|依|根据|各?负责|分[工别]|共同|配合|参[与加]|协[同助]|牵头|有关|相关|部门|单位|成员|[省市县区州]?[级直]|落实|\d+个|[一二三四五六七八九十]+个)"
)
_AND_OTHERS = re.compile(
    r"(?<!主管)(?<!管理)等(?:\d+|[一二三四五六七八九十]+)?个?(?:[省市县区州]?[级直]|中央)?(?:有关|相关|成员)?(?:部门|单位|方面|机构)?$"
)
_JOINED = re.compile(r"以及|会同|及|和|与")
_NATIONAL = "国家"
# Departments of the State Council whose name begins with 国家; 水利部 and 气象局 do not.
_STATE_OFFICE = re.compile(
    r"(?:发展改革|发改|卫生健康|卫健|民族事务|民|标准)委|(?:能源|统计|林草|林业和草原|医保|医疗保障|乡村振兴|邮政|数据|粮食和储备|粮食和物资储备|药监|铁路|知识产权|信访|外汇"
    r"|外汇管理|文物|中医药|中医药管理|疾控|矿山安监|档案|保密|移民管理|海洋|烟草专卖|版权|密码管理)局"
)
_REGION = re.compile(r"(省|市|县|地区|区|州|旗|盟|自治区|自治州)(?=.{2})")
# Names that begin with a word of region without carrying one: 市场监管局, 市政园林局, 区域合作办.
_REGION_LOOKALIKE = re.compile(
    r"市场|市政(?=园林|管理|工程|公用|设施|道路|市容|绿化|处|局)|市容|市民(?=服务|热线|中心|诉求|卡)|省际|区域|区块|县域|州际"
)
# Districts and zones with a name of their own: 青浦区机管局, 高新区财政局.
_NAMED_DISTRICT = re.compile(
    r"(?![省市州县区盟旗](?!北区|南区|中区|辖))[\u4e00-\u9fff]{2,6}(?<![社山牧景林矿灾库片地治])区(?!域|块|间|县|市)(?=.{2})"
)
_DISTRICT = re.compile(
    r"(?:市[北南中]|(?![省市县区盟旗])[\u4e00-\u9fff]{1,3}(?<![社山牧景林矿灾库片地新园发开范验税合治]))区(?=[\u4e00-\u9fff]{1,12}[局委办]$)"
)
_NAMED_REGION = re.compile(r"[\u4e00-\u9fff]{2,7}?(省|自治区|(?<![城都超])市|自治州|州|县)(?=.{2})")
_OWN_NAME = re.compile(
    r"(?:海关|管委会|管理委员会|人民政府|政府|领导小组|领导小组办公室|分行|支行|银行|公司|集团|企业|国企|协会|商会|[^总]处"
    r"|学校|高校|院校|单位|部门|街道|乡镇|园区|开发区|新区|高新区|经开区|示范区|实验区|机构|铁路局|海事局|厂|矿|交易所|火车站|机场|港口|电网|大学|学院|医院|林场|园|电力|电信|移动|联通|铁塔|.{2}(?:银保监分?局|证监局|监管分局)|^证监局|[区县市州旗])$"
)
# Branches of bodies of the centre: the region in their name is theirs alone.
_BRANCH = re.compile(r"人民银行|中国|人行|国网|国家|(?:共青)?团[省市县区州]")
_NO_REGION_OPENING = re.compile(
    r"各|有关|相关|驻|国家|国务院|中央|全国|中国|人民银行|人行|国网|中共|(?:共青)?团[省市县区州]|[省市县区]人民政府$"
    # The regions of the first level: 辽宁证监局 says where it is.
    r"|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    r"|陕西|甘肃|青海|宁夏|新疆"
)
# Departments of the Party committee follow 省委/市委 without repeating it.
_PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|网信办|编办|金融办|改革办|农办|台办|社会工作部|党校)$"
)
# Governments of several levels under one word: 各市、县(区)人民政府; 各乡镇、街道.
_LEVELS = re.compile(
    r"^各?(?:地级|设区的?)?[市州盟地县区旗镇乡]{1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LEVEL_BELOW = re.compile(
    r"^(?:自治[县州旗]|[市州县区旗镇乡]|街道){1,8}(?:[(〔][^()〔〕]{1,20}[)〕])?(?:[市县区旗])?(?:人民)?(?:政府|党委|党委政府|办事处)?(?:[(〔][^()〔〕]{1,20}[)〕])?$"
)
_LONGEST_UNIT = 200  # characters, the brackets inside the name included
_OWN_LEAD = re.compile(r"\((?:总)?牵头(?:单位|部门)?\)$")
_CARRIED_OUT = ("组织实施", "组织落实", "指导推动")
_MARK = re.compile(r"^[*★▲△☆●※]+|[*★▲△☆●※]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One unit of a list: its name in full, whether it is called 牵头, and where it stands.

    `part` counts the lists parted by ；, `group` the groups parted by ，; `is_marked` tells of a
    sign such as ★ beside the name.
    """

    name: str
    is_lead: bool
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
        return tuple(dict.fromkeys(unit.name for unit in self.units if unit.is_lead))


def is_responsibility(content: str, *, closes_sentence: bool) -> bool:
    """Tell whether the inside of a bracket lists units, rather than explaining a word.

    It does where it is labelled (责任单位:), or stands behind a full sentence (or says how the work
    is shared) and is a list of names that end as units of government do.
    """
    content = NO_UNIT.sub("", content).lstrip(" ,;")
    label = LABEL.match(content)
    if label and len(content) > label.end():
        return label.group().rstrip("* ").endswith(":") or _is_list(content[label.end() :])
    return _is_list(content, least_strong=1) and (closes_sentence or _is_shared(content))


def _is_shared(content: str) -> bool:
    manner = _without_manner(content)[1]
    is_led = _supports(content) or any(_LEAD.search(part) for part in content.split(","))
    return (manner is not None and "解释" not in manner) or is_led


def is_placed_list(content: str, before: str) -> bool:
    """Tell whether a bare list begins with an office of some level (市公安局, 各区政府, 国家能源局).

    Behind a name, the end of `before`, it explains that name: 委托第三方机构（市甲中心）.
    """
    if _EXPLAINED.search(before):
        return False
    items = [_name_of(item) for part in _parts(content) for _, item in _split(part)]
    is_placed = bool(items) and _PLACED.match(items[0]) is not None
    return is_placed and all(_OFFICE.search(item) for item in items)


def is_unit_list(content: str) -> bool:
    """Tell whether `content` is nothing but a list of names of units."""
    return _is_list(content, least_strong=1)


def _is_list(content: str, least_strong: int = 0) -> bool:
    body = ",".join(_without_manner(part)[0] for part in _parts(content))
    items = [_name_of(item) for _, item in _split(body)]
    items = [item for item in items if item and not _REMARK.search(item)]
    bare = [_SECOND_NAME.sub("", item) for item in items]
    units = sum(bool(_UNIT_END.search(item)) for item in bare)
    strong = sum(
        bool(_STRONG.search(item) or _STRONG.search(one))
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
    units: list[Listed] = []
    unnamed: list[Listed] = []
    manner: str | None = None
    region = ""
    is_national = False
    for number, part in enumerate(_parts(content)):
        label = LABEL.match(part)
        duty = (
            (label.group("duty") or label.group("colonless") or label.group("short"))
            if label
            else ""
        )
        body, part_manner = _without_manner(part[label.end() :] if label else part)
        manner = manner or part_manner
        pending: list[Listed] = []
        for group, item in _split(body):
            name = _name_of(item)
            if name and not _NOBODY.search(name) and not _REMARK.search(name):
                region = _region_of(name) or region
                is_national = is_national or name.startswith(_NATIONAL)
                pending.append(
                    Listed(
                        name=_expanded(name, region or (_NATIONAL if is_national else "")),
                        is_lead=duty in _LEADING or bool(_OWN_LEAD.search(item)),
                        part=number,
                        group=group,
                        is_marked=bool(_MARK.search(item)),
                    )
                )
            elif name and _NOBODY.search(name):
                unnamed.append(
                    Listed(name=name, is_lead=False, part=number, group=group, is_marked=False)
                )
            if _LEAD.search(item):
                pending = [replace(one, is_lead=True) for one in pending]
            if _LEAD.search(item) or _SUPPORT.search(item) or _ADDS.search(item):
                units, pending = units + pending, []
        units += pending
    if manner and units and not _is_said_of_all(manner, content):
        manner = None
    return UnitList(
        units=tuple(units or unnamed), manner=manner, others=bool(_OTHERS.search(content))
    )


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
    name = _OWN_LEAD.sub("", _MARK.sub("", item))
    name = _SUPPORT.sub("", _LEAD.sub("", _ADDS.sub(r"\g<unit>", name)))
    return _AND_OTHERS.sub("", name).removeprefix("由").removeprefix("新组建的").strip(" *")


def _without_manner(content: str) -> tuple[str, str | None]:
    """Cut the words on how the work is shared, except those that belong to 牵头."""
    kept: list[str] = []
    manner: str | None = None
    at = 0
    for match in _MANNER.finditer(content):
        if _LEAD.search(content[at : match.end()]):
            continue
        kept.append(content[at : match.start()].rstrip("、,"))
        at = match.end()
        manner = manner or _OTHER_UNITS.sub("", match.group())
    return "".join([*kept, content[at:]]), manner


def _split(content: str) -> Iterator[tuple[int, str]]:
    """Split a list of units at 、 and ， and at 和/及 behind a unit, outside nested brackets.

    Each unit comes with the count of ， before it. Governments of several levels are one item.
    """
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
        return item[:1] in {*"市县区州旗乡镇"} and not _REGION_LOOKALIKE.match(item)
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
        _UNIT_END.search(_name_of(item))
        and _UNIT_END.search(following)
        and following not in {"政府", "人民政府", "部门", "单位", "地区", "方面"}
    )


def _region_of(name: str) -> str:
    """Return the region a name carries for those after it: 省, 市, 自治区, … or nothing."""
    if _BRANCH.match(name):
        return ""
    if _DISTRICT.match(name):
        return "区"
    if _NO_REGION_OPENING.match(name) and not _NAMED_REGION.match(name):
        return ""
    if _REGION_LOOKALIKE.match(name):
        return ""
    match = _REGION.match(name) or _NAMED_REGION.match(name)
    return match.group(1) if match else ""


def _expanded(name: str, region: str) -> str:
    is_whole = (
        _OWN_NAME.search(name)
        or _NO_REGION_OPENING.match(name)
        or _NAMED_DISTRICT.match(name)
        or _is_placed(name)
    )
    if not region or is_whole or _region_of(name):
        return name
    if region == _NATIONAL:
        return f"{region}{name}" if _STATE_OFFICE.fullmatch(name) else name
    return f"{region}委{name}" if _PARTY.search(name) else f"{region}{name}"


def _is_placed(name: str) -> bool:
    """Tell whether a name says itself where the unit is: 北海火车站, 广铁集团长沙办事处."""
    found = load_regions().found_in(name)
    return any(len(region) > 1 for region in found)
