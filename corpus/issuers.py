"""Who issued a document: names in signatures and titles, their region and level; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from corpus.regions import load_regions

_MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
_PROVINCE_END = r"(?:省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区)"
_PREFECTURE_END = r"(?:市|地区|盟|[\u4e00-\u9fff]{0,9}?自治州|州|新区)"
# 城市、社区、园区 and the like are words, not counties; 市场 and 市政 begin the office's own name.
_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,7}?(?:自治县|自治旗|(?<![各全])县|新区|(?<![社园地片各城全库景林校])区|旗)"
    r"|[\u4e00-\u9fff]{2,4}?(?<![城都各全超])市)(?![域场政容级内委])"
    r"|[\u4e00-\u9fff]{1,6}?(?:县|区|(?<![城都各全超])市)(?=委)"
)
_NO_COUNTY = re.compile(r"关于|自由|经济|高新|开发|保税|[省市]级|[、,的与和“《]")
_ABOVE = re.compile(
    r"^(?:中共|中国共产党|共青团|国家税务总局|国家金融监督管理总局|国家统计局|国家外汇管理局|国家能源局|中国人民银行"
    r"|中国银行保险监督管理委员会|中国银保监会|中国证监会|中华人民共和国)+"
)
_BARE_LEVEL = {"省": "省", "自治区": "省", "市": "市", "州": "市", "县": "县", "区": "县", "旗": "县"}
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中国共产党中央|中央|国家|全国|最高人民|中国|中华|教育部)"
    r"|(?:部|委|署|院|总局|总署|国务院)(?:办公厅|综合司|办公室)?$"
)
# Names of bodies that sign documents end in these; 等 closes a list that is cut short.
_BODY_END = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|常委会|管委会|小组|指挥部|法院|检察院|研究院|国务院|中共中央|科学院"
    r"|工程院|中科院|银行|中心支行|总行|分行|集团|公司|联合会|协会|总会|学会|海关|总工会|妇联|科协|残联|中心|监督办"
    r"|综合司|[部委局厅署办会社院])"
)
_BODY = re.compile(rf"[\u4e00-\u9fff]{{1,30}}?{_BODY_END}")
_WHOLE_BODY = re.compile(rf"(?:[\u4e00-\u9fff()]{{1,28}})?{_BODY_END}(?:\(代章\)|\(盖章\)|\(印章\))?")
_OFFICE = re.compile(r"(?:办公厅|办公室|综合司|秘书局|常务委员会|委员会)")
_NOT_BODY = re.compile(
    r"[的了]|关于|印发|通知|负责|为[了]?|抄送|主送|各[地市县区]|有关|同意|请[各于]|推进|加强|建设$|第|附件|联系|以下简称|机[会]|社会$|部$(?<=内部)"
)
_SEPARATOR = re.compile(r"[、,;·\t]+|\s{1,}")
_JOINED = re.compile(
    r"(?:人民政府|办公厅|办公室|委员会|中共中央|[部委局厅署院会行])"
    r"(?=国家|中国|中共|国务院|全国|最高人民|中华|{provinces})"
)


class Level(Enum):
    """The level (层级) of the government that issued a document."""

    NATION = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issuer governs; `region` is None for the nation, and where only a level is named."""

    region: str | None
    level: Level


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
    for piece in _pieces(text):
        if names and _OFFICE.fullmatch(piece):
            names[-1] += piece
        else:
            names += _parted(piece)
    names = [re.sub(r"\((?:代章|盖章|印章)\)$", "", name) for name in names]
    return tuple(dict.fromkeys(names)) if names and all(map(is_body, names)) else ()


def is_body(name: str) -> bool:
    """Tell whether `name` reads as the name of one body that issues documents."""
    return bool(_WHOLE_BODY.fullmatch(name)) and not _NOT_BODY.search(name) and len(name) > 1


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
    for match in _joined_pattern().finditer(piece):
        if is_body(piece[start : match.end()]) or piece[start : match.end()] == "中共中央":
            names.append(piece[start : match.end()])
            start = match.end()
    return [*names, piece[start:]] if piece[start:] else names


@cache
def _joined_pattern() -> re.Pattern[str]:
    provinces = "|".join(sorted(set(load_regions().provinces.values())))
    return re.compile(_JOINED.pattern.replace("{provinces}", provinces))


def place_of(name: str, *, is_title: bool = False) -> Place | None:
    """Return where a body governs, or, with `is_title`, the region a title opens with.

    Convention: the name of a local body, and the title of its plan, open with the region in full;
    a ministry's name opens with none.

    >>> place_of("福建省工业和信息化厅"), place_of("句容市人民政府办公室").level.value
    (Place(region='福建省', level=<Level.PROVINCE: '省'>), '县')
    >>> place_of("国家发展改革委"), place_of("上海市青浦区人民政府").region
    (Place(region=None, level=<Level.NATION: '国家'>), '上海市青浦区')
    """
    above = _ABOVE.match(name)
    rest = name[above.end() :] if above else name
    if found := _region_at_start(rest):
        return found
    for word, level in _BARE_LEVEL.items():
        if not is_title and rest.startswith(word) and not rest.startswith(("市场", "市政", "区域")):
            return Place(region=None, level=Level(level))
    if name.startswith("中华人民共和国") or (not is_title and _NATIONAL.search(name)):
        return Place(region=None, level=Level.NATION)
    return None


def _region_at_start(text: str) -> Place | None:
    table = load_regions()
    at = 0
    level: Level | None = None
    match = table.pattern.match(text)
    province = table.province_of(match.group()) if match else ""
    if match and match.group() == province:
        end = re.compile(_PROVINCE_END).match(text, match.end())
        at, level = (end.end() if end else match.end()), Level.PROVINCE
        match = table.pattern.match(text, at)
        if match and (match.group() in _MUNICIPALITIES or match.group() == province):
            match = None
        if match and table.province_of(match.group()) != province:
            match = None
    if match and (end := re.compile(_PREFECTURE_END).match(text, match.end())):
        at, level = end.end(), Level.CITY
    county = _COUNTY.match(text, at)
    if county and not _NO_COUNTY.search(county.group()):
        at, level = county.end(), Level.COUNTY
    return Place(region=text[:at], level=level) if level else None
