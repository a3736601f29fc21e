"""Who issued a document: names in signatures and titles, their region and level; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cache

from corpus.regions import county_end, load_regions

_PROVINCE_END = re.compile(r"省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区")
_PREFECTURE_END = re.compile(r"市|地区|盟|[\u4e00-\u9fff]{0,9}?自治州|州|新区")
# Provinces and prefectures that are in no table are known by what they call themselves.
_UNKNOWN_PROVINCE = re.compile(
    r"(?![全各我本外跨邻兄节副]|关于|有关)[\u4e00-\u9fff]{2,3}(?<!全)(?<!各)省(?![级直份内外属市心时])"
)
_UNKNOWN_PREFECTURE = re.compile(
    r"(?![全各我本外跨]|关于|有关)(?:[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2,9}?自治)州(?![级直属内市区县湾])"
)
_OPENING_YEAR = re.compile(r"^(?:19|20)\d\d(?:[-—~]20\d\d)?年度?")
# A county, district or city behind the region it lies in, or as the first word of a body's name.
# 城市、社区、园区 and the like are words; 市场 and 市政 begin the office's own name.
_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,9}?(?:自治县|自治旗)|[\u4e00-\u9fff]{1,4}?新区"
    r"|[\u4e00-\u9fff]{1,4}?(?:(?<![各全])县|(?<![社园地片各城全库景林校军])区|旗|(?<![城都各全超])市))"
    r"(?![域场容级内区县乡]|市(?!场)|政(?!府|协|务)|民(?!政|族|间|办))"
)
# What stands before 区 or 县 without being a county's name; 委 and 局 end another body's.
_NO_COUNTY = re.compile(
    r"关于|自由|自治区|经济|高新|开发|保税|级|推进|建设|绿色|低碳|排放|生态|文明|示范|设区|做好|荣誉|^[区县市各族]|[、,的与和“《委局厅部办]"
)
# Bodies of the centre that have branches named after regions: the branch's name follows theirs.
_CENTRE = (
    r"(?:中共|中国共产党|中国共产主义青年团|共青团|国家税务总局|国家金融监督管理总局|国家统计局|国家外汇管理局|国家能源局"
    r"|中国人民银行|人民银行|中国银行保险监督管理委员会|中国银保监会|中国证券监督管理委员会|中国证监会|中华人民共和国)"
)
_ABOVE = re.compile(f"^{_CENTRE}+")
_BRANCH = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:税务局|监管分?局|证监局|银保监局|分行|支行|营业管理部|总队|委员会|分局)"
)
# 杭州政府工作报告: the title of a report names its region without the word for what it is.
_REPORT = re.compile(r"(?:人民)?政府工作报告")
_BARE_LEVEL = {
    "省": "省",
    "自治区": "省",
    "市": "市",
    "州": "市",
    "县": "县",
    "区": "县",
    "旗": "县",
}
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中国共产党中央|中央|国家|国管局|国资委|全国|最高人民|中国|中华|中直|人民银行)"
    r"|(?:部|委|署|院|总局|总署|国务院)(?:办公厅|综合司|办公室)?$"
)
# Names of bodies that sign documents end in these; 等 closes a list that is cut short.
_BODY_END = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|常委会|管委会|小组|指挥部|法院|检察院|研究院|国务院|中共中央|科学院"
    r"|工程院|中科院|银行|中心支行|总行|分行|集团|公司|联合会|协会|总会|学会|海关|总工会|妇联|科协|残联|中心"
    r"|综合司|[部委局厅署办会社院司团]"
    # Units with a rank and public institutions, which sign together with the offices of their place.
    r"|[支大总中]队|军分区|警备区|办事处|管理处|大学|研究所|交易所|气象台|电视台|档案馆)"
)
# What may be a body's name beside others that open alike: 某市林场 beside 某市水利局.
_NAME = re.compile(r"[\u4e00-\u9fff()]{4,24}")
_WHOLE_BODY = re.compile(
    rf"(?:[\u4e00-\u9fff()]{{1,28}})?{_BODY_END}(?:\(代章\)|\(盖章\)|\(印章\))?"
)
# What never begins a body's name: the rest of one that a blank or a line's end has parted.
_REST = re.compile(
    r"(?:办公厅|办公室|综合司|秘书局|常务委员会|委员会|族自治|监督管理|管理局|[厅局会室委院府部署]$)"
)
_NOT_BODY = re.compile(
    r"[的了]|关于|印发|通知|负责|为[了]?|抄送|主送|各[地市县区]|有关|同意|请[各于]|推进|加强|建设$|第|附件|联系|以下简称|机[会]|社会$|部$(?<=内部)"
)
# What a sentence or a title has and no name of a body: 第 may stand in one, 某市第二医院.
_TITLE_END = r"(?:方案|规划|计划|意见|办法|条例|规定|细则|决定|纲要|措施|指[南引]|[公通]告|报告|要点|标准|预案|清单|目录|导则|制度|章程|表|函|令|批复|工作|管理|试行\)?)$"
_NO_NAME = re.compile(f"{_NOT_BODY.pattern.replace('|第|', '|')}|{_TITLE_END}")
_PLACE_NAME = 2  # characters that the name of a place has at least
_SEPARATOR = re.compile(r"[、,;·\t]+|\s{1,}")
# Names that begin a further one where several were run together (国务院组成部门、直属机构).
_NATIONAL_OPENING = (
    r"国家|中国|中共|国务院|全国|最高人民|中华|外交部|国防部|教育部|科技部|科学技术部|工业和信息化部|公安部|民政部|司法部"
    r"|财政部|人力资源|自然资源部|生态环境部|环境保护部|住房和?城乡建设部|交通运输部|水利部|农业农村部|商务部|文化和旅游部"
    r"|退役军人|应急管理部|应急部|人民银行|审计署|海关总署|税务总局|市场监管总局|体育总局|林草局|银保监会|证监会|国管局"
)
_JOINT = (
    r"(?:人民政府|办公厅|办公室|委员会|中共中央|[部委局厅署院会行])"
    r"(?=省(?![级直])|市(?![场政民容级])|{openings})"
)
_LONGEST_LIST = 600  # characters
_SEAL = re.compile(r"\((?:代章|盖章|印章)\)$")


class Level(Enum):
    """The level (层级) of the government that issued a document."""

    NATION = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issuer governs; `region` is None for the nation, and where only a level is named.

    `level` is None where no word tells it: a 市 that is in no table may be of either level.
    """

    region: str | None
    level: Level | None


def split_issuers(text: str) -> tuple[str, ...]:
    """Return the bodies named in a signature or before 关于 in a title; none where it is no such list.

    Names of two or more bodies stand side by side with blanks between them, and short names are
    letter-spaced to the width of long ones (GB/T 9704-2012, 7.3.5).

    >>> split_issuers("交通运输部 　国家铁路局"), split_issuers("商 务 部　国家发展改革委")
    (('交通运输部', '国家铁路局'), ('商务部', '国家发展改革委'))
    >>> split_issuers("青 海 省 人 民 政 府 国 家 能 源 局"), split_issuers("现将有关事项通知如下")
    (('青海省人民政府', '国家能源局'), ())
    """
    names: list[str] = []
    if len(text) > _LONGEST_LIST:
        return ()
    for piece in _pieces(text):
        is_rest = _REST.match(piece) and not (len(piece) > 4 and is_body(piece[3:]))
        is_branch = _BRANCH.fullmatch(piece) and _ABOVE.fullmatch(names[-1] if names else "")
        if names and (is_rest or is_branch):
            names[-1:] = _parted(names[-1] + piece)
        else:
            names += _parted(piece)
    names = [_SEAL.sub("", name) for name in names]
    return tuple(dict.fromkeys(names)) if names and all(map(is_body, names)) else ()


def is_body(name: str) -> bool:
    """Tell whether `name` reads as the name of one body that issues documents."""
    whole = _WHOLE_BODY.fullmatch(name) and not _NOT_BODY.search(name)
    return bool(whole) and len(name) > 1 and not _REST.match(name)


def may_be_bodies(text: str) -> bool:
    """Tell whether a line may name bodies though its words do not tell: 某市林场　某市第二医院."""
    pieces = _pieces(text[:_LONGEST_LIST])
    return bool(pieces) and all(_NAME.fullmatch(one) for one in pieces)


def split_alike(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the bodies named in a line of a signature beside `names`; none where it names none.

    Convention: the offices of one place that sign together open with its name, whatever they are
    called behind it.

    >>> split_alike("青禾市林场　青禾市第二医院", ["青禾市水利局"]), split_alike("特此通知", ["青禾市水利局"])
    (('青禾市林场', '青禾市第二医院'), ())
    """
    openings = {name[:_PLACE_NAME] for name in names}
    pieces = _pieces(text) if may_be_bodies(text) else []
    is_named = all(is_body(one) or one[:_PLACE_NAME] in openings for one in pieces)
    return tuple(pieces) if is_named and not any(map(_NO_NAME.search, pieces)) else ()


def opens_with_rest(text: str) -> bool:
    """Tell whether a line opens with the rest of a name that the line above begins."""
    return bool(_REST.match(text))


def _pieces(text: str) -> list[str]:
    """Cut a list at its blanks and marks; single characters side by side are one spaced name."""
    pieces: list[str] = []
    spaced = False
    for piece in _SEPARATOR.split(text.strip()):
        if len(piece) == 1 and spaced:
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
        spaced = len(piece) == 1
    return pieces


def _parted(piece: str) -> list[str]:
    """Cut names that were run together, where the next one begins as names of bodies do."""
    names: list[str] = []
    start = 0
    for match in _joint().finditer(piece):
        name, rest = piece[start : match.end()], piece[match.end() :]
        is_local = rest.startswith(("省", "市"))
        has_region = is_local and ("省" in name[:-1] or "市" in name[:-1])
        if _ABOVE.fullmatch(name) or (is_local and not has_region):
            continue  # a branch's name goes on with its region
        if is_body(name) or name == "中共中央":
            names.append(name)
            start = match.end()
    return [*names, piece[start:]] if piece[start:] else names


@cache
def _joint() -> re.Pattern[str]:
    openings = f"{_NATIONAL_OPENING}|{load_regions().pattern.pattern}"
    return re.compile(_JOINT.replace("{openings}", openings))


def place_of(name: str, *, is_title: bool = False) -> Place | None:
    """Return where a body governs, or, with `is_title`, the region a title opens with.

    Convention: the name of a local body, and the title of its plan, open with the region in full;
    a ministry's name opens with none. In a title a county is one of the table, or calls itself 县, or
    stands behind its province or prefecture: 小区 and 国旗 open titles, too.

    >>> place_of("福建省工业和信息化厅"), place_of("句容市人民政府办公室").level.value
    (Place(region='福建省', level=<Level.PROVINCE: '省'>), '县')
    >>> place_of("国家发展改革委"), place_of("上海市青浦区人民政府").region
    (Place(region=None, level=<Level.NATION: '国家'>), '上海市青浦区')
    """
    name = _OPENING_YEAR.sub("", name) if is_title else name
    above = _ABOVE.match(name)
    rest = name[above.end() :] if above else name
    if found := _region_at_start(rest, is_branch=above is not None, is_title=is_title):
        return found
    if not is_title and (word := bare_region(rest)):
        return Place(region=None, level=Level(_BARE_LEVEL[word]))
    if name.startswith("中华人民共和国") or (not is_title and _NATIONAL.search(name)):
        return Place(region=None, level=Level.NATION)
    return None


def bare_region(name: str) -> str:
    """Return the 市 of 市…局, which leaves the name of its region out; "" where none is left out."""
    if name.startswith(("市场", "市政", "区域")):
        return ""
    return next((word for word in _BARE_LEVEL if name.startswith(word)), "")


def _region_at_start(text: str, *, is_branch: bool, is_title: bool) -> Place | None:
    """Read province, prefecture and county at the start of a name; branches leave 省 and 市 out."""
    table = load_regions()
    at = 0
    level: Level | None = None
    match = table.pattern.match(text)
    province = table.province_of(match.group()) if match else ""
    if match and match.group() == province:
        end = _PROVINCE_END.match(text, match.end())
        at, level = (end.end() if end else match.end()), Level.PROVINCE
        match = table.pattern.match(text, at)
        if match and (match.group() == province or table.province_of(match.group()) != province):
            match = None
    if not at and (own := _UNKNOWN_PROVINCE.match(text)) and not match:
        at, level = own.end(), Level.PROVINCE
    if match and (end := _PREFECTURE_END.match(text, match.end())):
        at, level = end.end(), Level.CITY
    elif match and is_branch and level is None:
        at, level = match.end(), Level.CITY
    elif not match and (own := _UNKNOWN_PREFECTURE.match(text, at)):
        known = load_regions().pattern.search(own.group()) or county_end(text, at)
        at, level = (at, level) if known else (own.end(), Level.CITY)
    elif match and level is None and is_title and _REPORT.match(text, match.end()):
        at, level = match.end(), Level.CITY
    stop, found = _county(text, at, is_title=is_title)
    if stop > at:
        at, level = stop, found
    return Place(region=text[:at], level=level) if at else None


def _county(text: str, start: int, *, is_title: bool) -> tuple[int, Level | None]:
    """Return where the county at `start` ends, `start` for none, and its level as far as known."""
    if (known := county_end(text, start)) and not text.startswith(("场", "容"), known):
        return known, Level.COUNTY
    match = _COUNTY.match(text, start)
    if match is None or _NO_COUNTY.search(match.group()):
        return start, None
    name = match.group()
    if name.endswith("市"):
        is_bare = len(name) < len("某某市")
        return (start, None) if is_title and is_bare else (match.end(), None)
    if name.endswith("新区"):
        return match.end(), None
    calls_itself = name.endswith("县") and len(name) > len("某县")
    is_told = start > 0 or not is_title or calls_itself
    return (match.end(), Level.COUNTY) if is_told else (start, None)
